/**
 * Plain text to blocks. Flattened pages carry their tables in one of four habits, recognised from the text:
 *
 * - a tab starts each cell, an empty line ends the row, further lines belong to the cell above
 * - tab-separated rows, merged cells as blanks
 * - cells parted by bars, a row per line; runs of adjacent bars pad the row to the table's width
 * - cells parted by bars, a cell per line
 *
 * Anything else, cells one per line included, stays text: a block per line.
 */

import type {
  Block,
  Document,
  TableBlock,
  TableCell,
  TableGeometry,
  TableRow,
  TextBlock,
} from '../document.ts';

type Habit = 'tab-cells' | 'tab-rows' | 'bar-rows' | 'bar-lines' | 'plain';

const markdownRule = /^[\s|:+-]*-{2,}[\s|:+-]*$/;

export function readText(text: string): Document {
  const lines = text.replaceAll('\r\n', '\n').replaceAll('\r', '\n').split('\n');
  const blocks = [...blocksOf(lines, habitOf(lines))];
  return { title: null, metas: [], blocks, hidden: [], links: [] };
}

function habitOf(lines: readonly string[]): Habit {
  let leadingTab = 0;
  let innerTab = 0;
  let bars = 0;
  let wideBars = 0;
  for (const line of lines) {
    if (line.includes('\t')) {
      if (line.startsWith('\t') && !line.includes('\t', 1)) leadingTab++;
      else if (line.trim() !== '') innerTab++;
    } else if (isBarLine(line)) {
      bars++;
      if (barCells(line).filter(cell => cell.trim() !== '').length >= 2) wideBars++;
    }
  }
  if (leadingTab > innerTab) return 'tab-cells';
  if (innerTab > 0) return 'tab-rows';
  if (bars === 0) return 'plain';
  return wideBars * 5 >= bars ? 'bar-rows' : 'bar-lines';
}

function* blocksOf(lines: readonly string[], habit: Habit): Generator<Block> {
  switch (habit) {
    case 'tab-cells':
      yield* tabCells(lines);
      return;
    case 'tab-rows':
      yield* rowPerLine(lines, 'expanded', line => (line.includes('\t') ? line.split('\t') : null));
      return;
    case 'bar-rows':
      yield* rowPerLine(lines, 'lossy', line => (isBarLine(line) ? withoutPadding(barCells(line)) : null));
      return;
    case 'bar-lines':
      yield* cellPerLine(lines);
      return;
    case 'plain':
      for (const line of lines) if (line.trim() !== '') yield textBlock(line);
  }
}

const textBlock = (text: string): TextBlock => ({ kind: 'text', text, level: null });

function tableBlock(rows: readonly (readonly string[])[], geometry: TableGeometry): TableBlock {
  const built: TableRow[] = rows.map(cells => ({ cells: cells.map(cellAt) }));
  return { kind: 'table', geometry, rows: built, width: Math.max(0, ...rows.map(row => row.length)) };
}

const cellAt = (text: string, gridColumn: number): TableCell => ({
  text,
  gridColumn,
  colSpan: 1,
  rowSpan: 1,
});

function* tabCells(lines: readonly string[]): Generator<Block> {
  let rows: string[][] = [];
  let row: string[] = [];
  const endRow = (): void => {
    if (row.length > 0) rows.push(row);
    row = [];
  };
  for (const line of lines) {
    if (line.startsWith('\t')) row.push(line.slice(1));
    else if (line === '') endRow();
    else if (row.length > 0) row[row.length - 1] += `\n${line}`;
    else {
      if (rows.length > 0) yield tableBlock(rows, 'compact');
      rows = [];
      if (line.trim() !== '') yield textBlock(line);
    }
  }
  endRow();
  if (rows.length > 0) yield tableBlock(rows, 'compact');
}

function* rowPerLine(
  lines: readonly string[],
  geometry: TableGeometry,
  cellsOf: (line: string) => string[] | null,
): Generator<Block> {
  let rows: string[][] = [];
  for (const line of lines) {
    const cells = cellsOf(line);
    if (cells) {
      if (!markdownRule.test(line)) rows.push(cells);
      continue;
    }
    if (rows.length > 0) yield tableBlock(rows, geometry);
    rows = [];
    if (line.trim() !== '') yield textBlock(line);
  }
  if (rows.length > 0) yield tableBlock(rows, geometry);
}

/** Each cell becomes a row of its own: where a row ends is not known, but blank cells are. */
function* cellPerLine(lines: readonly string[]): Generator<Block> {
  let cells: string[] = [];
  const flush = function* (): Generator<Block> {
    if (cells.length > 0)
      yield tableBlock(
        cells.map(cell => [cell]),
        'lossy',
      );
    cells = [];
  };
  for (const line of lines) {
    if (isBarLine(line)) {
      const found = barCells(line);
      if (found.length === 1) cells.push(found[0] ?? '');
      else cells.push(...withoutPadding(found).filter(cell => cell.trim() !== ''));
    } else if (line.trim() !== '') {
      yield* flush();
      yield textBlock(line);
    }
  }
  yield* flush();
}

const isBarLine = (line: string): boolean => line.includes('|') && (/\|\s*$/.test(line) || / \| /.test(line));

/** Texts between bars; a leading bar and the remainder behind the last one delimit, they are no cells. */
function barCells(line: string): string[] {
  const cells = line.trim().split('|');
  if (cells.at(-1) === '') cells.pop();
  if (cells.length > 1 && cells[0] === '' && !/^\|{2,}/.test(line.trim())) cells.shift();
  return cells;
}

/** Adjacent bars (`||`) and the blank before them pad a row: they are no blank cells. */
function withoutPadding(cells: readonly string[]): string[] {
  let end = cells.length;
  while (end > 0 && cells[end - 1] === '') end--;
  if (end < cells.length && end > 0 && (cells[end - 1] ?? '').trim() === '') end--;
  return cells.slice(0, end);
}
