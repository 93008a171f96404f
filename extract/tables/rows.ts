/** Turns the blocks of a document into one stream of rows, so that a table split over blocks is still one table. */

import type { Place } from '../../schema/extraction.ts';
import type { Block, TableBlock, TableGeometry } from '../document.ts';
import { readValue, saysNoChange } from '../values.ts';
import { isLabelPrefix, type LabelMatch, matchLabel, matchMisspelt, matchWhole } from './labels.ts';

export interface RowCell {
  readonly text: string;
  readonly blank: boolean;
  readonly at: Place;
  readonly gridColumn: number;
  readonly colSpan: number;
  readonly rowSpan: number;
}

/** `line`: one cell, and the row it belongs to may go on in the next lines. */
export type RowGeometry = TableGeometry | 'line';

export interface SourceRow {
  readonly geometry: RowGeometry;
  readonly cells: readonly RowCell[];
  /** Block that the row is of, and the width of its grid: grid columns mean the same within one width. */
  readonly block: number;
  readonly width: number;
  /** So many of its last cells only fill it up. */
  readonly padding: number;
  /** Cells that begin in a row above and reach into this one. */
  readonly fromAbove: readonly RowCell[];
}

function isBlank(text: string): boolean {
  // A digit, letter or character in front is what nearly every cell and line begins with.
  const first = text.charCodeAt(0);
  if ((first > 0x20 && first < 0x7f) || (first >= 0x4e00 && first <= 0x9fff)) return false;
  return !/[^\s\u00a0\u200b\u3000\ufeff]/.test(text);
}

/** A page number on a line of its own (- 4 -, 第4页) is no cell. */
const pageNumber = /^\s*(?:[-—－–]\s*\d{1,4}\s*[-—－–]|第\s*\d{1,4}\s*页.*)\s*$/;

export function rowsOf(blocks: readonly Block[]): SourceRow[] {
  const rows: SourceRow[] = [];
  for (const [index, block] of blocks.entries())
    if (block.kind === 'table') rows.push(...rowsOfTable(block, index));
    else rows.push(...rowsOfText(block.text, index));
  return joinBrokenLabels(rows);
}

function rowsOfTable(table: TableBlock, block: number): SourceRow[] {
  // A table of one column is a list of cells: where its rows end is not known.
  const geometry: RowGeometry = table.width === 1 ? 'line' : table.geometry;
  let above: { cell: RowCell; until: number }[] = [];
  return table.rows.map((row, index) => {
    above = above.filter(entry => entry.until >= index);
    const cells = row.cells.map(
      (cell, column): RowCell => ({
        text: cell.text,
        blank: isBlank(cell.text),
        at: { block, row: index, column },
        gridColumn: cell.gridColumn,
        colSpan: cell.colSpan,
        rowSpan: cell.rowSpan,
      }),
    );
    const fromAbove = above.map(entry => entry.cell);
    for (const cell of cells) if (cell.rowSpan > 1) above.push({ cell, until: index + cell.rowSpan - 1 });
    return { geometry, cells, block, width: table.width, padding: row.padding ?? 0, fromAbove };
  });
}

function rowsOfText(text: string, block: number): SourceRow[] {
  const rows: SourceRow[] = [];
  // A block of its own that holds nothing is a blank cell; within a text, empty lines part others.
  const isBlankCell = text !== '' && isBlank(text);
  for (const [index, line] of (text.includes('\n') ? text.split('\n') : [text]).entries()) {
    if ((isBlank(line) && !isBlankCell) || pageNumber.test(line)) continue;
    const isWhole = isBlankCell || line.length > longestRow || !partedWords.test(line);
    const cells = isWhole ? [line] : (labelWithValues(line) ?? headingWords(line) ?? [line]);
    rows.push({
      geometry: cells.length > 1 ? 'lossy' : 'line',
      cells: cells.map((cell, column) => ({
        text: cell,
        blank: isBlankCell,
        at: { block, row: index, column },
        gridColumn: column,
        colSpan: 1,
        rowSpan: 1,
      })),
      block,
      width: cells.length,
      padding: 0,
      fromAbove: [],
    });
  }
  return rows;
}

/** Only shorter lines are looked at for cells, and only those in which blanks part words. */
const longestRow = 300;
const partedWords = /\S\s+\S/;

/** A line that holds a label and its row of numbers (一、本年新收… 0 0 0 0 0 0 0), as cells; null for any other. */
function labelWithValues(line: string): string[] | null {
  const trimmed = line.trim();
  if (!endsInValue.test(trimmed)) return null;
  const parts = trimmed.split(/[\s\u00a0\u3000]+/);
  let start = parts.length;
  while (start > 0 && holdsValues(parts[start - 1] ?? '')) start--;
  if (start === 0 || start === parts.length) return null;
  // Part of a group's label may stand before the row's own: （四）无 1.本机关不掌握相关政府信息 746 12 0 0 10 1 769.
  for (let own = 0; own < start; own++) {
    const [group, label] = [parts.slice(0, own).join(' '), parts.slice(own, start).join(' ')];
    if (own > 0 && !isLabelPrefix(group)) return null;
    if (matchLabel(label).some(isRow) || matchMisspelt(label).some(isRowOfSections))
      return [...(own > 0 ? [group] : []), label, ...parts.slice(start)];
  }
  return null;
}

const isRow = ({ kind }: LabelMatch): boolean => kind === 'row';
/** In a list a unit stands between label and number: it would pass for a misspelling. */
const isRowOfSections = ({ kind, table }: LabelMatch): boolean => kind === 'row' && table !== 'statistics';

/** The last character of a number, or of a mark (无, 不适用): held against a line before it is taken apart. */
export const endsInValue = /[\d/\\*×—–－_无有用及空据况减少变化平-]$/;

/** A line of nothing but headings (结果维持 结果纠正 其他结果 …), as cells; null for any other. */
function headingWords(line: string): string[] | null {
  if (line.length > 120) return null;
  const words = line.trim().split(/[\s\u00a0\u3000]+/);
  const isHeading = (word: string): boolean =>
    matchLabel(word).some(
      match => match.table !== 'statistics' && /^(?:column|column_group|anchor|row_group)$/.test(match.kind),
    );
  return words.length > 1 && words.every(isHeading) ? words : null;
}

/** A word that begins neither a mark (无 …) nor a number of any kind: what most labels and lines begin with. */
const startsWithWord = /^\s*[\p{Script=Han}A-Za-z（(](?<![无没不未暂持nN￥])/u;

/** Whether a text can only be a cell's value: a number or a mark, not a word. */
export function isValue(text: string): boolean {
  if (text.length > 40) return false;
  const first = text.charCodeAt(0);
  if (first >= 0x30 && first <= 0x39 && /^\d{1,9}$/.test(text)) return true;
  if (first >= 0x4e00 && first <= 0x9fff && !'无没不未暂持'.includes(text.charAt(0))) return false;
  if (startsWithWord.test(text)) return false;
  const known = knownValues.get(text);
  if (known !== undefined) return known;
  const isOne = isNumberOrMark(text);
  if (knownValues.size >= rememberedValues) knownValues.clear();
  if (text.length <= longestRemembered) knownValues.set(text, isOne);
  return isOne;
}

/** Whether a text is a cell's value, or nothing but several, however they are parted (4137 7818, 87-1, 0无). */
export const holdsValues = (text: string): boolean =>
  isValue(text) || (text.length <= longestValues && severalValues.test(text));
const longestValues = 100;
const severalValues = /^(?:[^\p{L}]|无)*\d(?:[^\p{L}]|无)*$/u;

/** Tables repeat a few marks and blanks; longer pieces of a page would keep V8 from freeing the whole of it. */
const knownValues = new Map<string, boolean>();
const rememberedValues = 5000;
const longestRemembered = 12;

function isNumberOrMark(text: string): boolean {
  const { status } = readValue(text, 'signed_count');
  return (
    status === 'reported' ||
    status === 'na_mark' ||
    status === 'illegible' ||
    saysNoChange(text) ||
    readValue(text, 'amount').status === 'reported'
  );
}

/** How many lines a label may be broken over: one character per line is the worst seen. */
const longestBreak = 24;

/** Joins labels broken over several lines (商业⏎企业, 结⏎果⏎维⏎持), taking the longest text that is a label. */
function joinBrokenLabels(rows: readonly SourceRow[]): SourceRow[] {
  const joined: SourceRow[] = [];
  for (let index = 0; index < rows.length; index++) {
    const row = rows[index];
    if (!row) continue;
    const run = row.geometry === 'line' ? longestLabelFrom(rows, index) : 1;
    if (run === 1) {
      joined.push(row);
      continue;
    }
    const first = row.cells[0];
    const text = rows
      .slice(index, index + run)
      .map(part => part.cells[0]?.text ?? '')
      .join('\n');
    if (first) joined.push({ ...row, cells: [{ ...first, text }] });
    index += run - 1;
  }
  return joined;
}

function longestLabelFrom(rows: readonly SourceRow[], start: number): number {
  let text = '';
  let best = 1;
  for (let length = 1; length <= longestBreak; length++) {
    const row = rows[start + length - 1];
    const cell = row?.cells[0];
    if (row?.geometry !== 'line' || !cell || cell.blank || cell.text.length > 60) break;
    // A number begins no label and belongs to none.
    if (isValue(cell.text)) break;
    text += cell.text;
    if (length > 1 && matchWhole(text).length > 0) best = length;
    if (!isLabelPrefix(text)) break;
  }
  return best;
}
