/** The three tables of a form as people lay them out: cells with spans, before any rendering. */

import { columnsOf, type FormTable } from '../../schema/forms/form.ts';
import { formById } from '../../schema/forms/index.ts';
import type { Figures } from './figures.ts';

export interface GridCell {
  text: string;
  colSpan: number;
  rowSpan: number;
  readonly isLabel: boolean;
  /** What a label said before damage; a reader that recognises it has lost nothing of its row. */
  readonly meant?: string;
  /** Key of the form's cell that this is; absent for labels and for whatever damage adds. */
  readonly key?: string;
}

export type Grid = GridCell[][];

const label = (text: string, colSpan = 1, rowSpan = 1): GridCell => ({
  text,
  colSpan,
  rowSpan,
  isLabel: true,
});
type Print = (table: FormTable, row: string, column: string, colSpan?: number) => GridCell;

export interface LaidOutTable {
  readonly id: FormTable['id'];
  readonly heading: string;
  readonly width: number;
  readonly grid: Grid;
  /** Left columns of the pairs that have changed places, headings and all, in this order. */
  readonly swaps?: readonly number[];
  /** It is another report's, which the page holds too. */
  readonly isForeign?: boolean;
}

export function layOut(figures: Figures): LaidOutTable[] {
  const form = formById(figures.form);
  const print: Print = (table, row, column, colSpan = 1) => {
    const key = `${table.id}.${row}.${column}`;
    return { text: figures.cells.get(key)?.raw ?? '', colSpan, rowSpan: 1, isLabel: false, key };
  };
  return form.tables.map(table => {
    const section = form.sections.find(candidate => candidate.number === table.section);
    const heading = section ? `${'一二三四五六'[section.number - 1]}、${section.title}` : `附：${form.title}`;
    const columns = table.columns.filter(column =>
      table.rows.some(row => figures.cells.has(`${table.id}.${row.key}.${column.key}`)),
    );
    return { id: table.id, heading, ...gridOf({ ...table, columns }, print) };
  });
}

function gridOf(table: FormTable, print: Print): Pick<LaidOutTable, 'width' | 'grid'> {
  switch (table.layout) {
    case 'blocks':
      return { width: 4, grid: blocks(table, print) };
    case 'matrix':
      return { width: 10, grid: matrix(table, print) };
    case 'single_row':
      return { width: 15, grid: singleRow(table, print) };
    case 'list':
      return list(table, print);
  }
}

function blocks(table: FormTable, print: Print): Grid {
  const grid: Grid = [];
  for (const group of table.rowGroups) {
    const rows = table.rows.filter(row => row.under.includes(group.id));
    const [first] = rows;
    if (!first) continue;
    const columns = columnsOf(table, first);
    const lastSpan = 4 - columns.length;
    const spanOf = (index: number): number => (index === columns.length - 1 ? lastSpan : 1);
    grid.push([label(group.text, 4)]);
    grid.push([label('信息内容'), ...columns.map((column, index) => label(column.text, spanOf(index)))]);
    for (const row of rows)
      grid.push([
        label(row.text),
        ...columns.map((column, index) => print(table, row.key, column.key, spanOf(index))),
      ]);
  }
  return grid;
}

function matrix(table: FormTable, print: Print): Grid {
  const organisations = table.columns.filter(column => column.under.includes('organisations'));
  const grid: Grid = [
    [label(table.anchors[0]?.text ?? '', 3, 3), label('申请人情况', 7)],
    [label('自然人', 1, 2), label('法人或其他组织', 5), label('总计', 1, 2)],
    organisations.map(column => label(column.text)),
  ];
  const started = new Set<string>();
  const sizeOf = (group: string): number => table.rows.filter(row => row.under.includes(group)).length;
  for (const row of table.rows) {
    const cells: GridCell[] = [];
    for (const id of row.under) {
      if (started.has(id)) continue;
      started.add(id);
      const group = table.rowGroups.find(candidate => candidate.id === id);
      cells.push(label(group?.text ?? '', 1, sizeOf(id)));
    }
    cells.push(label(row.text, 3 - row.under.length));
    for (const column of columnsOf(table, row)) cells.push(print(table, row.key, column.key));
    grid.push(cells);
  }
  return grid;
}

function singleRow(table: FormTable, print: Print): Grid {
  const outcomes = table.columns.map(column => column.text);
  const numbers = table.rows.flatMap(row =>
    columnsOf(table, row).map(column => print(table, row.key, column.key)),
  );
  return [
    [label('行政复议', 5), label('行政诉讼', 10)],
    [...outcomes.map(text => label(text, 1, 2)), label('未经复议直接起诉', 5), label('复议后起诉', 5)],
    [...outcomes, ...outcomes].map(text => label(text)),
    numbers,
  ];
}

/** One row for each figure: label, unit, the form's own code where it has one, and the figures. */
function list(table: FormTable, print: Print): Pick<LaidOutTable, 'width' | 'grid'> {
  const hasCodes = table.rows.some(row => row.code !== undefined);
  const heading = [
    table.anchors[0]?.text ?? '',
    hasCodes ? '计量单位' : '单位',
    ...(hasCodes ? ['代码'] : []),
  ];
  const grid: Grid = [[...heading, ...table.columns.map(column => column.text)].map(text => label(text))];
  const started = new Set<string>();
  for (const row of table.rows) {
    for (const id of row.under) {
      if (started.has(id)) continue;
      started.add(id);
      const group = table.rowGroups.find(candidate => candidate.id === id);
      // A group that is a row too has been printed with its figures.
      if (!group || table.rows.some(other => other.text === group.text)) continue;
      grid.push([label(group.text), label('——'), ...table.columns.map(() => label('——'))]);
    }
    grid.push([
      label(row.text),
      label(row.unit ?? ''),
      ...(row.code === undefined ? [] : [label(row.code)]),
      ...table.columns.map(column => print(table, row.key, column.key)),
    ]);
  }
  return { width: heading.length + table.columns.length, grid };
}

/** Every grid position with the cell that begins there, or null where a span covers it. */
export function expand(grid: Grid, width: number): (GridCell | null)[][] {
  const covered: number[] = new Array<number>(width).fill(0);
  return grid.map(row => {
    const positions: (GridCell | null)[] = new Array<GridCell | null>(width).fill(null);
    let column = 0;
    const next = covered.map(rows => Math.max(0, rows - 1));
    for (const cell of row) {
      while ((covered[column] ?? 0) > 0) column++;
      positions[column] = cell;
      for (let offset = 0; offset < cell.colSpan; offset++) next[column + offset] = cell.rowSpan - 1;
      column += cell.colSpan;
    }
    covered.splice(0, covered.length, ...next);
    return positions;
  });
}

/** Whether a row has any cell that is no label. */
export const isOfFigures = (row: readonly GridCell[]): boolean => row.some(cell => !cell.isLabel);
