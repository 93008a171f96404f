/** What speaks against the tie of a row's cells to the columns: cells that may have been lost, doubled or moved. */

import type { TableId } from '../../schema/forms/form.ts';
import { forms } from '../../schema/forms/index.ts';
import {
  type AlignedRow,
  type Heading,
  isBlankBefore,
  isFilledUp,
  type LabelledRow,
  losesPlaces,
  mayStandForLabel,
  type RowGroup,
  sharesGrid,
  startOf,
} from './alignment.ts';
import { reachesRightEdge } from './place-cells.ts';
import type { RowCell } from './rows.ts';
import {
  addsUpBeside,
  addsUpOtherwise,
  endsInTotal,
  hasTotals,
  type RowSums,
  type TableHabit,
} from './sums.ts';

/** Columns of the form's rows, of every edition that has the row. */
const columnsByRow = new Map<string, ReadonlySet<string>[]>();
for (const form of forms)
  for (const table of form.tables)
    for (const { key, columns } of table.rows)
      columnsByRow.set(key, [...(columnsByRow.get(key) ?? []), new Set(columns)]);

/** Columns that may print numbers below zero: 本年增/减. */
const signed: ReadonlySet<string> = new Set(
  forms.flatMap(form =>
    form.tables.flatMap(table =>
      table.columns.flatMap(({ key, type }) => (type === 'signed_count' ? [key] : [])),
    ),
  ),
);

/** How many groups stand before a row of section 三, by its key. */
const depthByRow = new Map(
  forms.flatMap(form =>
    form.tables.flatMap(({ layout, rows }) =>
      layout === 'matrix' ? rows.map(({ key, under }): [string, number] => [key, under.length]) : [],
    ),
  ),
);

/**
 * A row in whose place for the label of its group its own stands, where other rows leave that place free: it has moved
 * left, and what seems to be in order behind it may have a blank too many.
 */
export function isPulledLeft(row: LabelledRow, rows: readonly LabelledRow[]): boolean {
  const standsRight = ({ key, label }: LabelledRow): boolean =>
    label.gridColumn >= (depthByRow.get(key) ?? 0);
  return (
    row.source.geometry === 'expanded' &&
    !standsRight(row) &&
    rows.some(other => (depthByRow.get(other.key) ?? 0) > 0 && standsRight(other))
  );
}

/** In section 二 a row that has strayed under the headings of another block does not have just these columns. */
export function hasColumnsOf({ columns }: Heading, { key }: LabelledRow): boolean {
  const having = columnsByRow.get(key) ?? [];
  return (
    having.length === 0 ||
    having.some(row => row.size === columns.length && columns.every(column => row.has(column.key)))
  );
}

/**
 * One short row has lost a cell; several show that the rendering loses cells, and then a row of the right length
 * may have lost one too and gained a blank elsewhere.
 */
export const severalRows = 2;

export const shortRows = (heading: Heading, rows: readonly LabelledRow[]): number =>
  rows.filter(row => row.tail.length > 0 && row.tail.length < heading.columns.length).length;

/** Whether any list of cells is shorter than its headings, or is not there at all. */
export const losesBlanks = (groups: readonly RowGroup[]): boolean =>
  groups.some(
    ({ heading, rows }) =>
      heading !== null &&
      rows.some(row => losesPlaces(row.source) && row.tail.length < heading.columns.length),
  );

/** Whether rows often print some of their cells only: where nearly all print all or none, no zero stands for a blank. */
export function losesParts(groups: readonly RowGroup[], table: TableId): boolean {
  let full = 0;
  let partial = 0;
  for (const { table: own, heading, rows } of groups)
    for (const { source, tail } of own === table && heading ? rows : []) {
      if (!losesPlaces(source) || tail.length === 0) continue;
      if (tail.length < (heading?.columns.length ?? 0)) partial++;
      else if (tail.length > 1) full++;
    }
  return partial * 3 > full;
}

/** Whether the table has but one row of several columns, as section 四: then only the rest of the document can tell. */
export const hasOneRow = (groups: readonly RowGroup[], table: TableId): boolean =>
  groups
    .filter(({ table: own, heading }) => own === table && (heading?.columns.length ?? 0) > 1)
    .reduce((sum, { rows }) => sum + rows.length, 0) === 1;

/**
 * Where a row ends only at the next label and blanks are lost, a label that is lost too hands its numbers to the
 * row above: then even a row of the right length proves nothing, unless the form's next row follows it.
 */
export function mayHoldTwoRows(rows: readonly LabelledRow[], index: number): boolean {
  const row = rows[index];
  if (row?.source.geometry !== 'line' || row.tail.length === 0 || row.key === '') return false;
  const next = rows[index + 1]?.key;
  return !forms.some(form =>
    form.tables.some(table => {
      const at = table.rows.findIndex(candidate => candidate.key === row.key);
      if (at === -1) return false;
      const successor = table.rows[at + 1];
      // In section 二 a block ends at the next one's heading, which is a label too.
      const sameBlock = table.layout !== 'blocks' || successor?.under[0] === table.rows[at]?.under[0];
      return (sameBlock ? successor?.key : undefined) === next;
    }),
  );
}

/**
 * Whether one cell lost, and a blank in its place at the end, could have given this row. Where the grid is known, the
 * row's place in it is believed unless the rest of the table speaks against it; in flattened text, which loses cells
 * and pads rows, only numbers that add up show that a row with blanks is whole.
 */
export function mayBeShifted(
  heading: Heading,
  row: LabelledRow,
  aligned: AlignedRow,
  sums: RowSums,
  habit: TableHabit,
  mayLoseBlanks: boolean,
  losesParts: boolean,
): boolean {
  const { key, source, tail } = row;
  if (heading.columns.length === 1 || sums.isEmpty) return false;
  // A number below zero stands in its own column, or has left it.
  if (
    sums.numbers.some((number, index) => (number ?? 0) < 0 && !signed.has(heading.columns[index]?.key ?? ''))
  )
    return true;
  const ofTotals = hasTotals(heading);
  const fails = sums.outcome === 'fails';
  // With room behind the columns, a cell too many goes unseen where the last one was blank: 1 1 may be 1 twice.
  const hasRoom = isFilledUp(source) && tail.length > heading.columns.length;
  if (hasRoom && ofTotals && source.geometry === 'padded' && !habit.keepsTotals(fails)) return true;
  // Behind the last total that is confirmed, a cell may be lost and a blank at the end stand in for it.
  const mayEndShifted = isFilledUp(source) && sums.lastBlank && !sums.isConfirmedToEnd;
  if (sums.outcome === 'adds_up')
    return mayEndShifted || (!losesPlaces(source) && addsUpOtherwise(heading, sums, ownCells(heading, row)));
  if ([...aligned.values()].some(each => each.kind === 'cell' && 'inferred' in each)) return false;
  if (key === '' && (sums.isLonely || addsUpBeside(heading, sums))) return true;
  // None of its sums holds and its end is blank: two numbers may be one, and all behind them have moved.
  if (key === '' && fails && sums.lastBlank && sums.confirmed === 0) return true;
  // A list of cells without a label may be the rest of two rows.
  if (key === '' && fails && (losesPlaces(source) || source.geometry === 'padded')) return true;
  const { geometry } = source;
  const isLonger = lengthOf(heading, row) > heading.columns.length;
  const keepsPlaces = geometry === 'spans' || geometry === 'compact';
  if (keepsPlaces) {
    // More cells than columns, in a grid: which one is too many, nothing but the sum shows.
    if (isLonger && aligned.size > 0) return true;
    // A cell that holds no number may hold two.
    if (sums.hasBlank && sums.numbers.some(Number.isNaN)) return true;
    // A row that ends before its headings do has lost a cell, or a span: a number printed twice may make up for it.
    if (repeatsNumber(sums) && endsEarly(heading, row)) return true;
  }
  const isPair = heading.columns.length === 2 && sums.numbers[0] === sums.numbers[1];
  // Where all rows print all their cells, no blank can have been pushed out by a zero that is printed twice.
  const isRepeated = isPair && (sums.numbers[0] !== 0 || !habit.othersAreFull(sums));
  if (hasRoom && !ofTotals && (sums.firstBlank || isRepeated)) return true;
  if (keepsPlaces || (isFilledUp(source) && !sums.lastBlank && !isLonger)) {
    if (!sums.hasBlank) return false;
    const atEdge = sums.firstBlank || sums.lastBlank;
    return fails
      ? habit.othersAddUp(sums) || (endsInTotal(heading, sums) && habit.keepsTotals(true))
      : atEdge &&
          !(ofTotals && (sums.totalsOnly || isZeroAnywhere(sums, habit))) &&
          habit.othersAreFull(sums);
  }
  // A row without a label may have lost its first cell as well as its last.
  if (sums.hasBlank) return fails || !ofTotals || sums.lastBlank || (key === '' && sums.firstBlank);
  const isLossy = losesPlaces(source);
  // Without totals, a number broken in two, or a zero printed twice, may stand in for a blank that was lost.
  if (!ofTotals)
    return (
      isLonger || (isLossy && mayLoseBlanks && (losesParts || sums.numbers.some(number => number !== 0)))
    );
  return fails && (isLonger || habit.othersAddUp(sums) || (isLossy && mayLoseBlanks));
}

/** The same number in two cells side by side, other than in a row of zeros. */
const repeatsNumber = ({ numbers }: RowSums): boolean =>
  numbers.some(number => number !== 0) &&
  numbers.some((number, index) => number !== null && number === numbers[index - 1]);

/** A row of the headings' own grid that does not reach as far to the right as they do. */
export const endsEarly = (heading: Heading, row: LabelledRow): boolean =>
  sharesGrid(heading, row) &&
  !reachesRightEdge([...heading.columns.map(({ cell }) => cell), ...heading.unknown], row);

/** Zeros behind a blank, total and all: moved back by one they are zeros still, in a table whose sums hold. */
const isZeroAnywhere = ({ numbers, lastBlank }: RowSums, habit: TableHabit): boolean =>
  !lastBlank && numbers.every(number => number === null || number === 0) && habit.neverFails();

/** Cells behind the label, without those that fill the row up: before the columns a label's span, behind them blanks. */
function lengthOf(
  heading: Heading,
  { key, source, tail }: Pick<LabelledRow, 'key' | 'source' | 'tail'>,
): number {
  const own = ownCells(heading, { key, source, tail }).length;
  return source.geometry === 'padded' ? own : own - heading.padding - heading.unknown.length;
}

function ownCells(
  heading: Heading,
  { key, source, tail }: Pick<LabelledRow, 'key' | 'source' | 'tail'>,
): readonly RowCell[] {
  if (source.geometry === 'padded') return tail.slice(0, tail.findLastIndex(cell => !cell.blank) + 1);
  const first = startOf(heading);
  return mayStandForLabel({ key, source }) && sharesGrid(heading, { source })
    ? tail.filter(cell => !isBlankBefore(cell, first))
    : tail;
}

/** Pages of a report; the number of one may stand on a line of its own. */
const mostPages = 199;

/** Where blank cells are lost, a page number on a line of its own may stand in for one. */
export function mayEndInPageNumber(
  { source, tail }: LabelledRow,
  aligned: AlignedRow,
  sums: RowSums,
): boolean {
  if (source.geometry !== 'line' || sums.outcome === 'adds_up') return false;
  const last = tail.findLast(cell => !cell.blank);
  if (!last || [...aligned.values()].every(alignment => alignment.kind !== 'cell')) return false;
  return /^\s*\d{1,3}\s*$/.test(last.text) && Number(last.text) > 0 && Number(last.text) <= mostPages;
}
