/**
 * Ties the cells behind a row's label to the form's columns, or says that nothing proves the tie.
 *
 * In order of strength: the cell stands under its column's heading; the row has exactly as many cells as there
 * are columns; it has exactly as many printed values. A row that fits none of these is unaligned.
 */

import type { TableId } from '../../schema/forms/form.ts';
import {
  type AlignedRow,
  type Alignment,
  all,
  type Heading,
  type LabelledRow,
  type RowGroup,
  sharesGrid,
} from './alignment.ts';
import {
  endsEarly,
  hasColumnsOf,
  hasOneRow,
  isPulledLeft,
  losesBlanks,
  losesParts,
  mayBeShifted,
  mayEndInPageNumber,
  mayHoldTwoRows,
  severalRows,
  shortRows,
} from './doubts.ts';
import { inferRows } from './infer.ts';
import {
  byCount,
  hasCellsOfItsOwn,
  headingPositionsHold,
  mayHaveLostFirst,
  underHeadings,
} from './place-cells.ts';
import { hasNoRepeats, losesRepeats } from './repeats.ts';
import { sumsOf, TableHabit } from './sums.ts';
import { inferTotals } from './totals.ts';

/** Alignments of all rows of all groups, in their order: what the whole document shows decides on each row. */
export function alignGroups(groups: readonly RowGroup[]): AlignedRow[][] {
  const mayLoseBlanks = losesBlanks(groups);
  const mayLoseRepeats = losesRepeats(groups);
  const isWithoutRepeats = hasNoRepeats(groups);
  const surveys = new Map<TableId, TableSurvey>();
  for (const { table } of groups) if (!surveys.has(table)) surveys.set(table, surveyOf(groups, table));
  const aligned = groups.map(({ table, heading, rows }) =>
    heading ? alignRows(heading, rows, mayLoseBlanks, surveys.get(table) ?? nothingKnown) : [],
  );
  const sums = groups.map(({ heading }, group) =>
    heading ? (aligned[group] ?? []).map(row => sumsOf(heading, row)) : [],
  );
  const torn = new Set(
    groups.flatMap(({ table, rows }, group) =>
      rows.some((row, index) => isTorn(row, aligned[group]?.[index])) ? [table] : [],
    ),
  );
  const proven = groups.map(({ table, heading, rows }, group) => {
    const habit = new TableHabit(
      groups.flatMap((other, index) => (other.table === table ? (sums[index] ?? []) : [])),
    );
    const losesInTable = surveys.get(table)?.losesBlanks || (mayLoseBlanks && hasOneRow(groups, table));
    const losesPartsInTable = losesParts(groups, table);
    return (aligned[group] ?? []).map((row, index) => {
      const source = rows[index];
      const own = sums[group]?.[index];
      if (!heading || !source || !own) return row;
      const isDoubtful =
        !hasColumnsOf(heading, source) ||
        mayBeShifted(heading, source, row, own, habit, losesInTable, losesPartsInTable) ||
        (own.outcome === 'fails' && (source.source.geometry === 'line' || torn.has(table))) ||
        ((own.hasBlank || own.outcome === 'fails') && isPulledLeft(source, rows)) ||
        ((losesInTable || mayLoseRepeats) && mayEndInPageNumber(source, row, own)) ||
        (isWithoutRepeats && own.isEmpty && source.source.geometry === 'line');
      return isDoubtful ? all(heading.columns, { kind: 'unaligned' }) : row;
    });
  });
  return inferTotals(groups, inferRows(groups, proven)).map((rows, index) =>
    withoutRivals(groups[index], rows),
  );
}

/** A row whose numbers cannot be tied, or beside which others stand: whatever broke it may have moved other rows too. */
const isTorn = (row: LabelledRow, aligned: AlignedRow | undefined): boolean =>
  row.isBroken === true ||
  row.hasRival === true ||
  (aligned !== undefined &&
    row.tail.some(cell => !cell.blank) &&
    [...aligned.values()].every(({ kind }) => kind === 'unaligned'));

/** Section 四 has one row. Of two that differ, each may be a half of it, or another report's. */
function withoutRivals(group: RowGroup | undefined, aligned: AlignedRow[]): AlignedRow[] {
  if (group?.table !== 'remedies' || !group.heading) return aligned;
  const { columns } = group.heading;
  const rows = group.rows.map(({ tail }) => tail.map(({ text }) => text.trim()).join('\t'));
  return new Set(rows).size > 1 ? aligned.map(() => all(columns, { kind: 'unaligned' })) : aligned;
}

interface TableSurvey {
  /** Rows by the headings they stand under; null for those that do not fit. */
  readonly placed: ReadonlyMap<LabelledRow, AlignedRow | null>;
  /** Rows stand under their headings; where most do not, spans were lost and only the length of a row counts. */
  readonly gridHolds: boolean;
  readonly losesBlanks: boolean;
}

const nothingKnown: TableSurvey = { placed: new Map(), gridHolds: false, losesBlanks: false };

function surveyOf(groups: readonly RowGroup[], table: TableId): TableSurvey {
  const own = groups.filter(group => group.table === table);
  const placed = new Map<LabelledRow, AlignedRow | null>();
  for (const { heading, rows } of own)
    if (heading) {
      const holds = headingPositionsHold(heading, rows);
      for (const row of rows) placed.set(row, holds ? underHeadings(heading, row) : null);
    }
  const fitting = [...placed.values()].filter(row => row !== null).length;
  return { placed, gridHolds: fitting * 2 > placed.size, losesBlanks: losesBlanks(own) };
}

/** Aligns all rows that stand under one heading; together they show whether positions can be trusted. */
function alignRows(
  heading: Heading,
  rows: readonly LabelledRow[],
  mayLoseBlanks: boolean,
  { placed, gridHolds }: TableSurvey,
): AlignedRow[] {
  const standApart = headingPositionsHold(heading, rows);
  const trustHeading = gridHolds && standApart;
  const trustLength = shortRows(heading, rows) < severalRows;
  return rows.map((row, index) => {
    if (mayLoseBlanks && mayHoldTwoRows(rows, index)) return all(heading.columns, { kind: 'unaligned' });
    // What goes on below without a label may be the rest of its numbers, or of one of them.
    if (
      row.isContinued ||
      row.hasRival ||
      isEmptied(heading, row) ||
      (trustHeading && isNarrower(heading, row))
    )
      return all(heading.columns, { kind: 'unaligned' });
    if (standApart && sharesGrid(heading, row) && mayHaveLostFirst(heading, row))
      return all(heading.columns, { kind: 'unaligned' });
    const aligned =
      trustHeading && sharesGrid(heading, row)
        ? (placed.get(row) ?? byCount(heading, row, isDisplaced(heading, row)))
        : byCount(heading, row, trustLength);
    // Numbers that are no row's may be those of blanks above them; the number of a last blank may stand beyond the edge.
    if (row.isBroken) return withoutBlanks(aligned, heading.columns);
    return isPushed(row, rows) ? withoutBlanks(aligned, heading.columns.slice(-1)) : aligned;
  });
}

/** A row whose numbers begin behind those of other rows of its grid: a cell that reaches into it has moved them. */
const isPushed = ({ source, tail }: LabelledRow, rows: readonly LabelledRow[]): boolean =>
  source.geometry === 'spans' &&
  rows.some(
    other =>
      other.source.block === source.block &&
      other.tail.length >= tail.length &&
      (other.tail[0]?.gridColumn ?? Number.POSITIVE_INFINITY) < (tail[0]?.gridColumn ?? 0),
  );

function withoutBlanks(aligned: AlignedRow, columns: Heading['columns']): AlignedRow {
  const isBlank = (each: Alignment | undefined): boolean =>
    each?.kind === 'blank' || (each?.kind === 'cell' && each.cell.blank);
  const blanks = columns.flatMap(({ key }) => (isBlank(aligned.get(key)) ? [key] : []));
  return new Map([...aligned, ...blanks.map(key => [key, { kind: 'unaligned' }] as const)]);
}

/**
 * A row of blanks, or of marks and blanks, beside numbers that are no row's; or a row of blanks that has not the cells of
 * its headings, or ends before they do: what has gone may be its number.
 */
function isEmptied(heading: Heading, row: LabelledRow): boolean {
  const printed = row.tail.filter(cell => !cell.blank);
  if (row.isBroken && printed.length < heading.columns.length && !printed.some(({ text }) => /\d/.test(text)))
    return true;
  return printed.length === 0 && (!hasCellsOfItsOwn(heading, row) || endsEarly(heading, row));
}

/** A row that is a table of its own, like all others of its table, and narrower than they are. */
const isNarrower = ({ block, width }: Heading, { source }: LabelledRow): boolean =>
  source.geometry === 'spans' && source.block !== block && source.width < width;

/** A row that has moved left as a whole: a label above no longer reaches into it. Its own cells are all there. */
const isDisplaced = ({ columns }: Heading, { source, tail }: LabelledRow): boolean =>
  source.geometry === 'spans' && (tail[0]?.gridColumn ?? 0) < (columns[0]?.cell.gridColumn ?? 0);
