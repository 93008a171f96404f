/** Tables in plain text whose cells are parted by bars: a row per line, or a cell per line. */

import type { Block, TableBlock } from '../document.ts';
import { headingOf } from '../section-headings.ts';
import { type BarRow, barBlock, tableBlock, textBlock } from './text-blocks.ts';

export const isBarLine = (line: string): boolean =>
  line.includes('|') && (/\|\s*$/.test(line) || / \| /.test(line));

/** Texts between bars; what stands behind the last one is no cell. */
export function barCells(line: string): string[] {
  const cells = line.trimEnd().split('|');
  if (cells.at(-1) === '') cells.pop();
  return cells;
}

const withoutLeadingBar = (cells: string[]): string[] =>
  cells.length > 1 && cells[0]?.trim() === '' && cells[1] !== '' ? cells.slice(1) : cells;

/** Adjacent bars (`||`) and the blank before them pad a row: they are no blank cells. */
function withoutPadding(cells: readonly string[]): string[] {
  let end = cells.length;
  while (end > 0 && cells[end - 1] === '') end--;
  if (end < cells.length && end > 0 && (cells[end - 1] ?? '').trim() === '') end--;
  return cells.slice(0, end);
}

/**
 * Rows of bars that are all as wide as the table have lost no cell. Adjacent bars show that they are padded behind
 * their cells; without any, merged cells are blanks where they stand.
 */
export function barTable(table: TableBlock): TableBlock {
  const lines = table.rows.map(row => row.cells.map(cell => cell.text));
  // A bar in front of all rows delimits; in front of some, it stands behind a blank cell.
  const isDelimited = lines.every(row => row.length > 1 && row[0]?.trim() === '');
  const texts = isDelimited ? lines.map(row => row.slice(1)) : lines;
  const width = Math.max(...texts.map(row => row.length));
  const isPadded = texts.some(row => row.at(-1) === '' && row.length > 1);
  const common = mostCommon(texts.map(row => row.length));
  const isGrid =
    width > 2 &&
    texts.length >= fewestGridRows &&
    texts.filter(row => row.length === common).length >= 0.8 * texts.length;
  if (!isPadded) return isGrid ? tableBlock(texts, 'expanded') : tableBlock(texts, 'lossy');
  return isGrid ? paddedBlock(texts, common) : tableBlock(texts.map(withoutPadding), 'lossy');
}

/** Fewer rows may be of one length by chance. */
const fewestGridRows = 3;

function paddedBlock(rows: readonly (readonly string[])[], width: number): TableBlock {
  const own = rows.map(withoutPadding);
  // Where bars are adjacent amid a row too, they stand for blank cells.
  const marksBlanks = own.some(row => row.includes(''));
  return barBlock(
    rows.map((row, index) => {
      const texts = own[index] ?? row;
      // A shorter row was not filled up, and says nothing of its end.
      if (row.length < width) return { texts, padding: 0 };
      return { texts: row, padding: marksBlanks ? 0 : row.length - texts.length };
    }),
    width,
  );
}

function mostCommon(lengths: readonly number[]): number {
  const times = new Map<number, number>();
  for (const length of lengths) times.set(length, (times.get(length) ?? 0) + 1);
  return [...times].reduce((best, next) => (next[1] > best[1] ? next : best), [0, 0])[0];
}

/** A cell per line; bars that pad the rows tell where they end, and where they do not, blank cells are known at least. */
export function* cellPerLine(lines: readonly string[]): Generator<Block> {
  const closing = barsCloseCells(lines);
  let tokens: CellToken[] = [];
  // Lines since the last bar: of the cell that the next bar closes, or between two tables.
  let loose: string[] = [];
  const endTable = function* (): Generator<Block> {
    if (tokens.length > 0) yield* tablesOfTokens(tokens);
    tokens = [];
    for (const line of loose) yield textBlock(line);
    loose = [];
  };
  for (const line of lines) {
    const opened = closing ? openedCell(line) : null;
    if (opened === null && !isBarLine(line)) {
      if (line.trim() !== '') loose.push(line);
      continue;
    }
    const isClosed = closing && loose.length > 0 && line.trimStart().startsWith('|');
    const cell = isClosed ? closedCell(loose, tokens.length > 0) : [];
    loose.splice(loose.length - cell.length);
    if (loose.length > 0) yield* endTable();
    const found = withoutLeadingBar(barCells(cell.join('\n') + (opened === null ? line : '|')));
    const cells = found.length === 1 ? found : withoutPadding(found).filter(text => text.trim() !== '');
    tokens.push(...cells.map(text => ({ text, bars: 1 })));
    if (cells.length < found.length) tokens.push({ text: null, bars: found.length - cells.length });
    if (opened !== null) loose.push(opened);
  }
  yield* endTable();
}

/** A bar that closes the cell before it, and the first line of the next (`| 120`); null for any other line. */
const openedCell = (line: string): string | null => /^\s*\|\s*([^\s|][^|]*)$/u.exec(line)?.[1] ?? null;

/** Whether bars on lines of their own stand behind their cells' lines, as `0⏎|`, and not in front of rows. */
function barsCloseCells(lines: readonly string[]): boolean {
  let behindText = 0;
  let behindBars = 0;
  let previous = '';
  for (const line of lines) {
    if (line.trim() === '') continue;
    if (openedCell(line) !== null) behindText++;
    else if (line.trim() === '|' && previous !== '') {
      if (isBarLine(previous)) behindBars++;
      else behindText++;
    }
    previous = line;
  }
  return behindText > behindBars;
}

/** The lines of the cell that a bar closes: all of them within a table, the last one behind a heading or a sentence. */
function closedCell(lines: readonly string[], isWithinTable: boolean): readonly string[] {
  const isOneCell =
    lines.length <= mostLinesOfCell &&
    lines.every(
      line => line.length <= longestLineOfCell && !/[。；]/u.test(line) && headingOf(line) === null,
    );
  return lines.slice(isWithinTable && isOneCell ? 0 : -1);
}

const mostLinesOfCell = 4;
const longestLineOfCell = 30;

/** A cell, or bars that pad (`text` null); each bar is one place of the table's grid. */
interface CellToken {
  readonly text: string | null;
  readonly bars: number;
}

const widest = 30;

function* tablesOfTokens(tokens: readonly CellToken[]): Generator<TableBlock> {
  for (let width = 3; width <= widest; width++) {
    const rows = rowsOfWidth(tokens, width);
    if (!rows) continue;
    const last = rows.at(-1)?.texts ?? [];
    const before = rows.at(-2);
    // Blanks that fill no row are cells too many of the row before them, unless rows begin with one.
    const mayBegin = rows.some(({ texts }) => texts[0]?.trim() === '' && isWord(texts[1]));
    if (before && !mayBegin && last.length < width && last.every(cell => cell.trim() === '')) {
      yield barBlock([...rows.slice(0, -2), { texts: [...before.texts, ...last], padding: 0 }], width);
      return;
    }
    // The last row of a table is often not filled up; one that was cut before its first number holds nothing.
    const isCut = last.length < width && !last.some(cell => cell.trim() !== '' && !isWord(cell));
    yield barBlock(isCut ? rows.slice(0, -1) : rows, width);
    if (isCut && last.length > 0) yield listBlock(last);
    return;
  }
  yield listBlock(tokens.flatMap(({ text }) => (text === null ? [] : [text])));
}

const listBlock = (cells: readonly string[]): TableBlock =>
  tableBlock(
    cells.map(text => [text]),
    'lossy',
  );

/** Rows that fill the width exactly, all but the last, with every run of padding at the end of one; null where they do not. */
function rowsOfWidth(tokens: readonly CellToken[], width: number): BarRow[] | null {
  const rows: BarRow[] = [];
  let row: string[] = [];
  let paddings = 0;
  for (const { text, bars } of tokens) {
    if (row.length + bars > width) return null;
    if (text === null) row.push(...new Array<string>(bars).fill(''));
    else row.push(text);
    if (text === null && row.length < width) return null;
    if (text === null) paddings++;
    if (row.length < width) continue;
    rows.push({ texts: row, padding: text === null ? bars : 0 });
    row = [];
  }
  if (paddings < fewestPaddings && !(row.length === 0 && isList(rows.map(({ texts }) => texts)))) return null;
  return row.length === 0 ? rows : [...rows, { texts: row, padding: 0 }];
}

/** Words in front of every row, and behind them no words but the headings: a list of figures. */
function isList(rows: readonly (readonly string[])[]): boolean {
  return (
    rows.length >= fewestListRows &&
    rows.every(row => isWord(row[0])) &&
    rows.slice(1).every(row => !isWord(row.at(-1)) || row.at(-1)?.trim() === '无')
  );
}

const isWord = (text: string | undefined): boolean => /\p{Script=Han}/u.test(text ?? '');

const fewestListRows = 5;

/** Fewer runs of padding may stand at a row's end by chance. */
const fewestPaddings = 3;
