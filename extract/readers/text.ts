/**
 * Plain text to blocks. Flattened pages carry their tables in one of four habits, recognised from the text:
 *
 * - a tab starts each cell, an empty line ends the row, further lines belong to the cell above
 * - tab-separated rows, merged cells as blanks
 * - cells parted by bars, a row per line; runs of adjacent bars pad the row to the table's width, or merged cells are
 *   blanks
 * - cells parted by bars, a cell per line, or its bar on a line of its own; adjacent bars pad the row there too
 *
 * Anything else, cells one per line included, stays text: a block per line, but for the broken headings of section 四.
 */

import type { Block, Document, TableGeometry } from '../document.ts';
import { barCells, barTable, cellPerLine, isBarLine } from './bars.ts';
import { mayBeRemediesHeading, remediesRows } from './remedies-lines.ts';
import { tableBlock, textBlock } from './text-blocks.ts';

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
    // Tabs around a line are the indents of the page's source, where bars part the cells.
    if (line.includes('\t') && (!isBarLine(line) || line.trim().includes('\t'))) {
      if (line.startsWith('\t') && !line.includes('\t', 1)) leadingTab++;
      else if (line.trim() !== '') innerTab++;
    } else if (isBarLine(line)) {
      bars++;
      if (barCells(line).filter(cell => cell.trim() !== '').length >= 2) wideBars++;
    }
  }
  const isIndented = bars > 2 * (leadingTab + innerTab);
  if (leadingTab > innerTab && !isIndented) return 'tab-cells';
  if (innerTab > 0 && !isIndented) return 'tab-rows';
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
      for (const block of rowPerLine(lines, 'lossy', line => (isBarLine(line) ? barCells(line) : null)))
        yield block.kind === 'table' ? barTable(block) : block;
      return;
    case 'bar-lines':
      yield* cellPerLine(lines);
      return;
    case 'plain':
      yield* plainLines(lines);
  }
}

/** A block per line; lines that are the broken headings of section 四 and its numbers are its table. */
function* plainLines(lines: readonly string[]): Generator<Block> {
  let headings: string[] = [];
  for (const line of lines) {
    if (isNothing(line)) continue;
    if (mayBeRemediesHeading(line)) {
      headings.push(line);
      continue;
    }
    const rows = headings.length > 1 ? remediesRows(headings, line) : null;
    if (rows) yield tableBlock(rows, 'compact');
    else for (const text of [...headings, line]) yield textBlock(text);
    headings = [];
  }
  for (const text of headings) yield textBlock(text);
}

/** An empty line parts others; a space that is typed to fill a cell (U+3000, NBSP) is a blank cell on a line of its own. */
const isNothing = (line: string): boolean => line.trim() === '' && !/[\u00a0\u3000]/.test(line);

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
      if (!isNothing(line)) yield textBlock(line);
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
    if (!isNothing(line)) yield textBlock(line);
  }
  if (rows.length > 0) yield tableBlock(rows, geometry);
}
