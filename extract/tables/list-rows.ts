/** One row of a table that lists figures: its label, its unit, its code, and which number stands in which column. */

import { compact } from '../values.ts';
import type { Alignment } from './alignment.ts';
import { type LabelMatch, matchLabel, matchMisspelt } from './labels.ts';
import {
  halvesOf,
  type ListColumn,
  type ListHeading,
  type ListHeadingCell,
  overlaps,
} from './list-heading.ts';
import { isValue, type RowCell, type SourceRow } from './rows.ts';

/** The cells of one figure, or of a heading within the list. */
export interface ListRow {
  /** Innermost last. */
  readonly labels: readonly RowCell[];
  readonly label: RowCell;
  /** Rows and groups that the label is in full. */
  readonly exact: readonly LabelMatch[];
  /** Rows that it is but for a character or two. */
  readonly near: readonly LabelMatch[];
  readonly unit: RowCell | null;
  readonly code: string | null;
  readonly columns: readonly { readonly column: ListColumn; readonly alignment: Alignment }[];
  /** Every cell behind the label that is neither unit nor code. */
  readonly tail: readonly RowCell[];
  /** Which of the halves that stand side by side it is in, from 0. */
  readonly half: number;
}

const unitWord =
  /^[(（]?(?:条|件|次|篇|个|人|人次|件次|万元|千元|亿元|元|场|场次|期|项|份|起|班|名|户|宗|部|家|万人次|条数|件数)[)）]?$/;
export const isUnit = (text: string): boolean => text.length <= 12 && unitWord.test(compact(text));
const isDash = (text: string): boolean => /^[-—–―─－/]+$/.test(compact(text));

/** The figure of a list that has one column without a heading. */
export const soleColumn: ListColumn = { key: 'count', year: null, cell: null };

const inList = (matches: readonly LabelMatch[]): readonly LabelMatch[] =>
  matches.length === 0
    ? matches
    : matches.filter(
        match => match.table === 'statistics' && (match.kind === 'row' || match.kind === 'row_group'),
      );

export const listLabels = (text: string): readonly LabelMatch[] => inList(matchLabel(text));

export function labelled(
  labels: readonly RowCell[],
  label: RowCell,
): Pick<ListRow, 'labels' | 'label' | 'exact' | 'near'> {
  const exact = listLabels(label.text);
  return { labels, label, exact, near: exact.length > 0 ? [] : inList(matchMisspelt(label.text)) };
}

/** Whether a row could be of a list at all: most rows of most documents are not. */
export const hasListLabel = (row: SourceRow): boolean =>
  row.cells.some(cell => !cell.blank && cell.text.length > 2 && listLabels(cell.text).length > 0);

/** The figures of one row of a table: one, or one for each half. */
export function listRows(row: SourceRow, heading: ListHeading | null): ListRow[] {
  const positioned = heading !== null && sharesGrid(row, heading);
  const halves = heading === null ? [] : halvesOf(heading);
  const isWider = heading !== null && heading.width > 0 && row.width > heading.width;
  if (positioned && halves.length > 1)
    return halves.flatMap((half, index) => {
      const from = index === 0 ? 0 : startOf(half);
      const next = halves[index + 1];
      const until = next ? startOf(next) : Number.POSITIVE_INFINITY;
      const cells = row.cells.filter(cell => cell.gridColumn >= from && cell.gridColumn < until);
      const found = listRow(row, cells, half, true, isWider);
      return found ? [{ ...found, half: index }] : [];
    });
  return segments(row.cells).flatMap((cells, index) => {
    const half = halves[index] ?? halves[0] ?? null;
    const found = listRow(row, cells, half, positioned && halves.length === 1, isWider);
    return found ? [{ ...found, half: index }] : [];
  });
}

const startOf = (half: readonly ListHeadingCell[]): number =>
  Math.min(...half.map(entry => entry.cell.gridColumn));

function sharesGrid({ geometry, block, width, cells }: SourceRow, heading: ListHeading): boolean {
  if (geometry === 'spans' || geometry === 'expanded')
    return block === heading.block || width === heading.width;
  // Without merged cells, a row of as many cells as the headings has each below its own.
  const headings = Math.max(...heading.cells.map(entry => entry.cell.gridColumn)) + 1;
  return (
    (geometry === 'compact' || geometry === 'padded') && block === heading.block && cells.length === headings
  );
}

/** A label behind numbers begins another figure. */
function segments(cells: readonly RowCell[]): RowCell[][] {
  const parts: RowCell[][] = [];
  let hasFigure = false;
  for (const cell of cells) {
    const isWord = !cell.blank && !isValue(cell.text) && !isUnit(cell.text);
    const current = parts.at(-1);
    if (!current || (isWord && hasFigure && listLabels(cell.text).length > 0)) {
      parts.push([cell]);
      hasFigure = false;
    } else {
      current.push(cell);
      hasFigure ||= current.some(other => isWordCell(other)) && !cell.blank && !isWord;
    }
  }
  return parts;
}

const isWordCell = (cell: RowCell): boolean => !cell.blank && !isValue(cell.text) && !isUnit(cell.text);

function listRow(
  row: SourceRow,
  cells: readonly RowCell[],
  half: readonly ListHeadingCell[] | null,
  positioned: boolean,
  isWider: boolean,
): Omit<ListRow, 'half'> | null {
  const figures = half?.find(({ role }) => role === 'unit' || role === 'code' || role === 'value');
  const words = cells.filter(
    cell => isWordCell(cell) && !(positioned && figures && cell.gridColumn >= figures.cell.gridColumn),
  );
  const label = words.findLast(cell => listLabels(cell.text).length > 0) ?? words.at(-1);
  if (!label) return null;
  const behind = cells.slice(cells.indexOf(label) + 1);
  const found = labelled(words.slice(0, words.indexOf(label) + 1), label);
  const columns = half?.flatMap(entry => entry.column ?? []) ?? [soleColumn];
  const placed = positioned && half ? underHeadings(row, behind, half) : null;
  if (placed) return { ...found, ...placed };
  const hasCode = half?.some(({ role }) => role === 'code') ?? false;
  const figured = byContent(behind, columns, hasCode);
  // Nor is one blank beside which stands a cell too many: not a column of remarks, but one beyond any heading.
  const isOverfull = columns.length > 1 || half === null || isWider;
  const hasOthersCells =
    figured.tail.reduce((sum, cell) => sum + cell.colSpan, 0) - row.padding < columns.length ||
    (isOverfull && figured.tail.length > columns.length);
  const isUnsure =
    (keepsCells(row) || row.padding > 0) && figured.tail.every(cell => cell.blank) && hasOthersCells;
  return { ...found, ...figured, ...(isUnsure ? { columns: unalignedIn(columns) } : {}) };
}

export const unalignedIn = (columns: readonly ListColumn[]): ListRow['columns'] =>
  columns.map(column => ({ column, alignment: unaligned }));

type Figures = Pick<ListRow, 'unit' | 'code' | 'columns' | 'tail'>;

const unaligned = { kind: 'unaligned' } as const;

/** Figures by the headings that they stand under; null where the row does not fit them. */
function underHeadings(
  row: SourceRow,
  behind: readonly RowCell[],
  half: readonly ListHeadingCell[],
): Figures | null {
  const below = (heading: RowCell): RowCell[] => behind.filter(cell => overlaps(cell, heading));
  const headed = half.map(entry => ({ ...entry, cells: below(entry.cell) }));
  const columns = headed.filter(entry => entry.role === 'value');
  // A number under no heading, or where the unit should be, shows that the row is shifted.
  const isLoose = (cell: RowCell): boolean => !half.some(entry => overlaps(cell, entry.cell));
  if (behind.some(cell => isLoose(cell) && (!cell.blank || columns.length > 1))) return null;
  const units = headed.filter(entry => entry.role === 'unit').flatMap(entry => entry.cells);
  const codes = headed.filter(entry => entry.role === 'code').flatMap(entry => entry.cells);
  if (units.some(cell => !cell.blank && isValue(cell.text) && !isDash(cell.text))) return null;
  if (codes.some(cell => !cell.blank && !/^\d{1,3}$/.test(compact(cell.text)))) return null;
  const tail = columns.flatMap(entry => entry.cells);
  // Of several columns, blanks do not tell which has lost a cell: unit and code must stand in their places.
  const hasUnit = half.every(entry => entry.role !== 'unit') || units.some(cell => isUnit(cell.text));
  const hasCode = half.every(entry => entry.role !== 'code') || codes.some(cell => !cell.blank);
  const isWhole =
    columns.length === 1 ||
    (hasUnit &&
      hasCode &&
      columns.every(entry => entry.cells.length === 1) &&
      noSharing(columns) &&
      // Rows of text are filled up at their end where they have lost a cell.
      (row.geometry === 'spans' || row.geometry === 'compact' || tail.at(-1)?.blank === false));
  // Blanks beside a unit or code that has gone, or in place of cells that have: the numbers may have gone with them.
  const lacksOrExceeds = behind.some(isLoose) || columns.some(({ cells }) => cells.length === 0);
  // And a single digit in the place of the code may be one of the numbers.
  const mayBeNumber = codes.some(cell => /^\d$/.test(compact(cell.text)));
  const isEmptied = !hasUnit || !hasCode || mayBeNumber || (keepsCells(row) && lacksOrExceeds);
  const alignments = columns.flatMap(({ column, cell: heading, cells }) => {
    if (!column) return [];
    const above = row.fromAbove.some(cell => !cell.blank && overlaps(cell, heading));
    const printed = cells.filter(cell => !cell.blank);
    return [{ column, alignment: aligned(printed, cells, !isWhole || above) }];
  });
  return {
    unit: units.find(cell => !cell.blank && isUnit(cell.text)) ?? null,
    code: codes.find(cell => !cell.blank)?.text ?? null,
    columns: tail.every(cell => cell.blank)
      ? alignments.map(({ column }) => ({ column, alignment: isEmptied ? unaligned : blankOf(tail) }))
      : alignments,
    tail,
  };
}

/** In a grid a cell that is not there is no blank one. */
const keepsCells = ({ geometry }: SourceRow): boolean => geometry === 'spans' || geometry === 'compact';

const blankOf = (tail: readonly RowCell[]): Alignment => {
  const cell = tail[0];
  return cell && tail.length === 1 ? { kind: 'cell', cell } : { kind: 'blank' };
};

const noSharing = (columns: readonly { readonly cells: readonly RowCell[] }[]): boolean =>
  new Set(columns.flatMap(({ cells }) => cells)).size === columns.length;

function aligned(printed: readonly RowCell[], cells: readonly RowCell[], isUnsure: boolean): Alignment {
  const [only, second] = printed;
  // A number that spans rows belongs to several of them: to which, nothing says.
  if (isUnsure || second || (only && only.rowSpan > 1)) return unaligned;
  const cell = only ?? cells[0];
  return cell ? { kind: 'cell', cell } : unaligned;
}

/** Figures by what they are: a unit, a code, then as many numbers as there are columns. */
export function byContent(
  behind: readonly RowCell[],
  columns: readonly ListColumn[],
  hasCode: boolean,
): Figures {
  let rest = [...behind];
  let unit: RowCell | null = null;
  let code: string | null = null;
  for (;;) {
    const first = rest.findIndex(cell => !cell.blank);
    const leading = rest[first];
    const isSpare = rest.length > columns.length;
    if (leading && !unit && isUnit(leading.text)) unit = leading;
    else if (leading && hasCode && code === null && isSpare && /^\d{2}$/.test(compact(leading.text)))
      code = leading.text;
    else if (!(leading && !unit && isSpare && isDash(leading.text))) break;
    rest = rest.slice(first + 1);
  }
  const tail = rest;
  const printed = tail.filter(cell => !cell.blank);
  const all = (alignment: Alignment): Figures => ({
    unit,
    code,
    columns: columns.map(column => ({ column, alignment })),
    tail,
  });
  // Where there is a column of codes, what has taken the row's own may have taken its numbers too.
  if (printed.length === 0 && hasCode && code === null) return all(unaligned);
  if (printed.length === 0) return all(columns.length === 1 ? blankOf(tail) : { kind: 'blank' });
  // A code left out of its column would make a number of it; a unit among the numbers, or a word that may be one with
  // a remark behind it, shows that they have moved.
  const isNoFigure = (cell: RowCell): boolean =>
    isUnit(cell.text) || (columns.length > 1 && isWordCell(cell));
  if ((hasCode && code === null) || printed.some(isNoFigure)) return all(unaligned);
  const [column, ...others] = columns;
  const [only] = printed;
  // Without a heading, a blank beside the number may be a column too.
  const isSole = column !== undefined && others.length === 0 && (column.cell !== null || tail.length === 1);
  // A number as wide as two columns, and no unit beside it, stands over both.
  if (isSole && printed.length === 1 && only)
    return all(aligned(printed, tail, unit === null && only.colSpan > 1));
  // Beside a blank nothing tells whether a number has moved.
  if (printed.length !== columns.length || tail.length > printed.length) return all(unaligned);
  if (printed.some(cell => cell.rowSpan > 1)) return all(unaligned);
  return {
    ...all(unaligned),
    columns: columns.map((known, index) => {
      const cell = tail[index];
      return { column: known, alignment: cell ? { kind: 'cell', cell } : unaligned };
    }),
  };
}
