/**
 * Places rows whose cells nothing ties to columns by the form's own arithmetic: of all ways to place them in order,
 * those are kept in which no identity of the form fails. A cell that stands in the same column in all of them, in a
 * row whose numbers, other than zero, are each confirmed by an identity down their column, has its place.
 */

import type { Form, FormCheck, Term } from '../../schema/forms/form.ts';
import { tableOf } from '../../schema/forms/form.ts';
import { forms } from '../../schema/forms/index.ts';
import { readValue } from '../values.ts';
import {
  type AlignedRow,
  type Alignment,
  type Heading,
  type LabelledRow,
  losesPlaces,
  type RowGroup,
} from './alignment.ts';
import type { RowCell } from './rows.ts';
import { isTotal, sumsOf } from './sums.ts';

const reason = 'the only place in which the sums of the table hold';
const mostRounds = 3;

interface TableRow {
  readonly heading: Heading;
  readonly source: LabelledRow;
  aligned: AlignedRow;
  /** By column key; blank is null. Undefined while nothing ties the row's cells. */
  values: ReadonlyMap<string, number | null> | undefined;
}

/** Alignments of section 三 with what its arithmetic can place; all others as they are. */
export function inferRows(groups: readonly RowGroup[], aligned: readonly AlignedRow[][]): AlignedRow[][] {
  // Most tables are tied in every row, and leave nothing to reckon.
  if (groups.every(({ table }, group) => table !== 'requests' || aligned[group]?.every(isTied)))
    return [...aligned];
  const rows = new Map<string, TableRow>();
  for (const [group, { table, heading, rows: sources }] of groups.entries()) {
    if (table !== 'requests') continue;
    for (const [index, source] of sources.entries()) {
      const row = aligned[group]?.[index];
      // A row found twice, or under no heading, leaves no table to reckon with.
      if (!heading || !row || rows.has(source.key)) return [...aligned];
      rows.set(source.key, { heading, source, aligned: row, values: valuesOf(heading, row) });
    }
  }
  const form = wholeForm(new Set(rows.keys()));
  if (!form || [...rows.values()].every(row => row.values)) return [...aligned];
  const checks = form.checks.filter(check => check.table === 'requests' && check.along === 'columns');
  for (let round = 0, found = true; found && round < mostRounds; round++) {
    found = false;
    for (const row of rows.values()) {
      if (row.values) continue;
      const placed = place(row, rows, checks);
      if (!placed) continue;
      row.aligned = placed.aligned;
      row.values = placed.values;
      found = true;
    }
  }
  return groups.map(({ table, rows: sources }, group) =>
    (aligned[group] ?? []).map((row, index) =>
      table === 'requests' ? (rows.get(sources[index]?.key ?? '')?.aligned ?? row) : row,
    ),
  );
}

/** The edition whose table these rows are, all of them and no others. */
export function wholeForm(rows: ReadonlySet<string>): Form | undefined {
  return forms.find(form => {
    if (!form.tables.some(table => table.id === 'requests')) return false;
    const keys = tableOf(form, 'requests').rows.map(row => row.key);
    return keys.length === rows.size && keys.every(key => rows.has(key));
  });
}

function isTied(aligned: AlignedRow): boolean {
  for (const { kind } of aligned.values()) if (kind === 'unaligned') return false;
  return true;
}

function valuesOf(heading: Heading, aligned: AlignedRow): TableRow['values'] {
  if (!isTied(aligned)) return undefined;
  const { numbers } = sumsOf(heading, aligned);
  return new Map(heading.columns.map(({ key }, index) => [key, numbers[index] ?? null]));
}

type Placement = readonly (RowCell | null)[];

function place(
  { heading, source }: TableRow,
  rows: ReadonlyMap<string, TableRow>,
  checks: readonly FormCheck[],
): Pick<TableRow, 'aligned' | 'values'> | null {
  const { columns } = heading;
  const keepsBlanks = source.source.geometry === 'spans' || source.source.geometry === 'compact';
  const cells = keepsBlanks ? source.tail : source.tail.filter(cell => !cell.blank);
  const numbers = new Map(cells.map(cell => [cell, numberIn(cell)]));
  if (cells.length === 0 || cells.length > columns.length || (keepsBlanks && cells.length === columns.length))
    return null;
  if ([...numbers.values()].some(Number.isNaN) || ![...numbers.values()].some(number => number)) return null;
  const expected = columns.map(({ key }) => expectedIn(key, source.key, rows, checks));
  const fitting = placements(cells, columns.length).filter(placement =>
    fits(placement, heading, expected, cell => numbers.get(cell) ?? null),
  );
  const [first] = fitting;
  if (!first) return null;
  // What has gone counts as nothing in a sum, and may be a blank or a zero.
  const isSole = fitting.length === 1 && losesPlaces(source.source);
  const numberAt = (cell: RowCell | null): number | null => (cell && numbers.get(cell)) ?? null;
  const values = new Map(columns.map(({ key }, column) => [key, numberAt(first[column] ?? null)]));
  const aligned = new Map(
    columns.map(({ key }, column): [string, Alignment] => {
      const cell = first[column];
      const isPlaced = cell && fitting.every(other => other[column] === cell);
      return [key, isPlaced ? { kind: 'cell', cell, inferred: reason } : { kind: 'unaligned' }];
    }),
  );
  return { aligned, values: isSole || isTied(aligned) ? values : undefined };
}

function numberIn(cell: RowCell): number | null {
  if (cell.blank) return null;
  const { value, status } = readValue(cell.text, 'count');
  return status === 'na_mark' ? null : (value ?? Number.NaN);
}

/** Every way to place cells in order; at most C(7, 3) = 35 in a row of seven columns. */
function placements(cells: readonly RowCell[], width: number): Placement[] {
  if (cells.length > width) return [];
  const [first, ...rest] = cells;
  if (!first) return [new Array<null>(width).fill(null)];
  const without = placements(cells, width - 1).map(others => [null, ...others]);
  return [...placements(rest, width - 1).map(others => [first, ...others]), ...without];
}

/** What the identities down one column leave for a row: a number, null where none can be tried, NaN where they differ. */
function expectedIn(
  column: string,
  key: string,
  rows: ReadonlyMap<string, TableRow>,
  checks: readonly FormCheck[],
): number | null {
  let expected: number | null = null;
  for (const check of checks) {
    const isLeft = check.left.some(term => term.row === key);
    if (!isLeft && !check.right.some(term => term.row === key)) continue;
    if (check.relation !== 'equal') continue;
    const sum = (terms: readonly Term[]): number =>
      terms.reduce((total, term) => {
        if (term.row === key) return total;
        const values = rows.get(term.row)?.values;
        return total + (values ? (values.get(column) ?? 0) : Number.NaN);
      }, 0);
    const own = isLeft ? sum(check.right) - sum(check.left) : sum(check.left) - sum(check.right);
    if (Number.isNaN(own)) continue;
    expected = expected === null || expected === own ? own : Number.NaN;
  }
  return expected;
}

function fits(
  placement: Placement,
  { columns }: Heading,
  expected: readonly (number | null)[],
  numberOf: (cell: RowCell) => number | null,
): boolean {
  let parts = 0;
  for (const [index, cell] of placement.entries()) {
    const number = cell ? numberOf(cell) : null;
    const left = expected[index] ?? null;
    if (left !== null && left !== (number ?? 0)) return false;
    // Zeros distinguish nothing; any other number has to be confirmed.
    if (left === null && number) return false;
    if (!isTotal(columns[index]?.key ?? '')) parts += number ?? 0;
    else if (number !== null && number !== parts) return false;
  }
  return true;
}
