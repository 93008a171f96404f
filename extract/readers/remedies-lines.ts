/**
 * Section 四 as the text of a PDF page has it: the words of its headings broken over lines, those of all columns side
 * by side, and below them the one row of the table on a line of its own.
 */

import { simplify } from '../simplified.ts';

const sought = ['行政复议', '行政诉讼'];
const ways = ['未经复议直接起诉', '复议后起诉'];
const outcomes = ['结果维持', '结果纠正', '其他结果', '尚未审结', '总计'];

const headingRows: readonly (readonly string[])[] = [
  sought,
  [...outcomes, ...ways],
  [...outcomes, ...outcomes],
];

const inOrder = (text: string): string => [...text].sort().join('');

/** Every character that the headings are printed with, as often as they are. */
const printed = headingRows.flat().join('');
const characters = new Set(printed);
const allCharacters = inOrder(printed);

/** Outcomes come in this order, whatever lines their characters stand on. */
const sequences: readonly (readonly [string, string])[] = [
  ['行政复议', '行政诉讼'],
  ['未经复议直接起诉', '复议后起诉'],
  ['维', '纠'],
  ['其', '尚'],
];

const squeezed = (line: string): string => simplify(line.replace(/[\s\u00a0\u3000]+/gu, ''));

/** Whether a line holds nothing but parts of the headings. */
export function mayBeRemediesHeading(line: string): boolean {
  if (line.length > 80) return false;
  const text = squeezed(line);
  return text !== '' && [...text].every(character => characters.has(character));
}

/**
 * Rows of the table, where these lines hold just its headings and the line behind them its fifteen numbers, of which
 * each group adds up; else null.
 */
export function remediesRows(headings: readonly string[], numbers: string): string[][] | null {
  const text = squeezed(headings.join(''));
  if (inOrder(text) !== allCharacters) return null;
  const isInOrder = sequences.every(([first, second]) => {
    const at = text.indexOf(first);
    return at !== -1 && text.indexOf(second) > at;
  });
  const values = numbers.trim().split(/[\s\u00a0\u3000]+/u);
  if (!isInOrder || values.length !== 3 * outcomes.length || !values.every(isCount)) return null;
  for (let start = 0; start < values.length; start += outcomes.length) {
    const group = values.slice(start, start + outcomes.length).map(Number);
    const total = group.pop();
    if (group.reduce((left, right) => left + right, 0) !== total) return null;
  }
  return [...headingRows.map(row => [...row]), values];
}

const isCount = (text: string): boolean => /^(?:0|[1-9]\d{0,5})$/.test(text);
