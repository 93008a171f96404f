/** Ties the cells of one row to columns: by the headings they stand under, by their number, or by the total at the right edge. */

import { readValue } from '../values.ts';
import {
  type AlignedRow,
  type Alignment,
  all,
  type Heading,
  inOrder,
  isBlankBefore,
  isGrid,
  type LabelledRow,
  mayStandForLabel,
  sharesGrid,
  single,
  startOf,
} from './alignment.ts';
import { isValue, type RowCell } from './rows.ts';

const overlaps = (cell: RowCell, heading: RowCell): boolean =>
  cell.gridColumn < heading.gridColumn + heading.colSpan &&
  heading.gridColumn < cell.gridColumn + cell.colSpan;

/** Headings prove positions only if they stand apart and no row label reaches under a column's heading. */
export function headingPositionsHold(heading: Heading, rows: readonly LabelledRow[]): boolean {
  const cells = heading.columns.map(column => column.cell);
  for (let index = 1; index < cells.length; index++) {
    const left = cells[index - 1];
    const right = cells[index];
    if (!left || !right || left.gridColumn + left.colSpan > right.gridColumn) return false;
  }
  const first = cells[0];
  if (!first) return false;
  return rows.every(
    row => !sharesGrid(heading, row) || row.labels.every(label => label.gridColumn < first.gridColumn),
  );
}

export function byCount(heading: Heading, row: LabelledRow, trustLength: boolean): AlignedRow {
  const { columns, unknown } = heading;
  const printed = row.tail.filter(cell => !cell.blank);
  const [first] = printed;
  // A cell of a row above, amid its own, has moved some of them aside.
  if (reachingInto(row).some(cell => !cell.blank)) return all(columns, { kind: 'unaligned' });
  // What fills a row up is no cell of it: behind fewer of its own than there are columns, one has gone.
  if (row.tail.length - row.source.padding < columns.length && row.source.padding > 0)
    return all(columns, { kind: 'unaligned' });
  if (!first) return all(columns, { kind: 'blank' });
  // A column that the form does not know has cells too: then their number says nothing.
  if (unknown.length > 0) return all(columns, { kind: 'unaligned' });
  if (row.source.geometry === 'padded') {
    if (row.source.cells.length > row.source.width) return all(columns, { kind: 'unaligned' });
    // Blanks fill the row up: whatever else is printed behind its columns is a cell too many.
    const isWhole = row.tail.length >= columns.length && row.tail.slice(columns.length).every(isBlankCell);
    if (isWhole) return inOrder(columns, row.tail);
  }
  const tail = withoutPadding(row.tail, columns.length, heading.padding);
  // In tab-separated rows blanks stand for merged labels too, so that their number says nothing.
  if (tail.length === columns.length && trustLength && row.source.geometry !== 'expanded')
    return inOrder(columns, tail);
  // Blanks beyond the columns are padding where the row's end is known; in a list of cells they are another row's.
  const mayBeTwoRows = row.source.geometry === 'line' && row.tail.length > columns.length + heading.padding;
  // A blank amid numbers is one of the row's own cells: then something else is printed too much.
  const isUnbroken = row.tail.lastIndexOf(printed.at(-1) ?? first) - row.tail.indexOf(first) < columns.length;
  if (printed.length === columns.length && isUnbroken && !(mayBeTwoRows && printed.length < row.tail.length))
    return inOrder(columns, printed);
  return totalAtRightEdge(heading, row) ?? all(columns, { kind: 'unaligned' });
}

/**
 * In a grid a cell that is not there is no blank one: the number may stand in another row, or be lost. Where there is
 * a cell too many, it may have been pushed over the edge.
 */
export function hasCellsOfItsOwn(heading: Heading, row: LabelledRow): boolean {
  const { columns, geometry, unknown, padding } = heading;
  const { source, tail } = row;
  if (!isGrid(source.geometry)) return tail.length > 0 || !isGrid(geometry);
  const start = startOf(heading);
  const own = tail.filter(cell => !(mayStandForLabel(row) && isBlankBefore(cell, start)));
  const cells = [...own, ...reachingInto(row)];
  return (
    cells.reduce((sum, cell) => sum + cell.colSpan, 0) >= columns.length &&
    cells.length <= columns.length + unknown.length + padding
  );
}

/** Cells that begin in a row above and stand behind this one's label. */
const reachingInto = ({ source, label }: LabelledRow): readonly RowCell[] =>
  source.fromAbove.filter(cell => cell.gridColumn > label.gridColumn);

const isNumberless = (alignment: Alignment): boolean => alignment.kind !== 'cell' || alignment.cell.blank;

const isBlankCell = (cell: RowCell): boolean => cell.blank;

function withoutPadding(tail: readonly RowCell[], columns: number, padding: number): readonly RowCell[] {
  const isPadded = tail.length === columns + padding && tail.slice(columns).every(cell => cell.blank);
  return isPadded ? tail.slice(0, columns) : tail;
}

interface HeadingCells {
  readonly known: readonly RowCell[];
  /** Those of no column too. */
  readonly headings: readonly RowCell[];
}

/** Every row below a heading asks for its cells. */
const headingCells = new WeakMap<Heading, HeadingCells>();

function headingCellsOf(heading: Heading): HeadingCells {
  const before = headingCells.get(heading);
  if (before) return before;
  const known = heading.columns.map(column => column.cell);
  const cells = { known, headings: [...known, ...heading.unknown] };
  headingCells.set(heading, cells);
  return cells;
}

/** Cells by the heading that they stand under; null where the row does not fit the headings. */
export function underHeadings(heading: Heading, row: LabelledRow): AlignedRow | null {
  if (!sharesGrid(heading, row)) return null;
  const { known, headings } = headingCellsOf(heading);
  const first = startOf(heading);
  // A cell under no heading shows that the row is shifted; before the first, blanks stand for a label or its span.
  const fits = row.tail.every(
    cell =>
      headings.some(other => overlaps(cell, other)) || (mayStandForLabel(row) && isBlankBefore(cell, first)),
  );
  if (!fits || !reachesRightEdge(headings, row)) return null;
  const reaching = row.source.fromAbove.filter(cell => !row.labels.includes(cell));
  // Words that reach into the columns, as of headings that are repeated, have moved cells aside.
  const hasMoved = (cell: RowCell): boolean =>
    !cell.blank && !isValue(cell.text) && known.some(other => overlaps(cell, other));
  if (reaching.some(hasMoved)) return null;
  if (eachUnderItsOwn(headings, row, reaching)) return inOrder(heading.columns, row.tail);
  const aligned = new Map<string, Alignment>();
  let isCrowded = false;
  for (const column of heading.columns) {
    const below = row.tail.filter(cell => overlaps(cell, column.cell));
    const above = reaching.filter(cell => overlaps(cell, column.cell));
    const isThere = below.length > 0 || above.length > 0;
    if (!isThere && (row.source.geometry === 'spans' || row.tail.some(cell => !cell.blank))) return null;
    aligned.set(column.key, under(below, above, known));
    isCrowded ||= below.filter(cell => !cell.blank).length > 1;
  }
  if (!isCrowded) return aligned;
  // Of two numbers under one heading, one is another column's.
  return new Map([...aligned].map(([key, each]) => [key, isNumberless(each) ? { kind: 'unaligned' } : each]));
}

/**
 * Cells that fill the row, as many as there are headings and each at least partly under the heading of its own turn:
 * in order, no other tie is possible. So in the form of 2019 as Word draws it, where edges do not meet: 本年增/减 is
 * two columns wide in its heading, and 上一年项目数量 is in the rows below.
 */
function eachUnderItsOwn(
  headings: readonly RowCell[],
  { source, tail }: LabelledRow,
  reaching: readonly RowCell[],
): boolean {
  return (
    source.geometry === 'spans' &&
    reaching.length === 0 &&
    tail.length === headings.length &&
    tail.every((cell, index) => {
      const own = headings[index];
      return own !== undefined && overlaps(cell, own);
    })
  );
}

/** A blank at the end, behind a number under two headings, may stand for a cell that was lost before it. */
export function mayHaveLostFirst({ columns }: Heading, { source, tail }: LabelledRow): boolean {
  return (
    source.geometry === 'spans' &&
    tail.at(-1)?.blank === true &&
    tail.some(value => !value.blank && columns.filter(({ cell }) => overlaps(value, cell)).length > 1)
  );
}

/** A row that ends before its headings do has lost a cell, and nothing shows which. */
export function reachesRightEdge(headings: readonly RowCell[], { source, tail }: LabelledRow): boolean {
  return (
    source.geometry !== 'spans' || Math.max(rightOf(tail), rightOf(source.fromAbove)) >= rightOf(headings)
  );
}

function rightOf(cells: readonly RowCell[]): number {
  let right = 0;
  for (const { gridColumn, colSpan } of cells) right = Math.max(right, gridColumn + colSpan);
  return right;
}

function under(below: readonly RowCell[], above: readonly RowCell[], known: readonly RowCell[]): Alignment {
  const printed = below.filter(cell => !cell.blank);
  const value = printed[0];
  if (printed.length > 1 || above.some(cell => !cell.blank)) return { kind: 'unaligned' };
  if (value)
    return known.filter(other => overlaps(value, other)).length > 1 ? { kind: 'unaligned' } : single(value);
  const blank = below[0] ?? above[0];
  return blank ? { kind: 'cell', cell: blank } : { kind: 'blank' };
}

/**
 * Where positions are lost but blanks are kept, the last cell of a row can still be proven to be the total:
 * it stands at the table's right edge, where the form has 总计, and the row's other numbers add up to it.
 */
function totalAtRightEdge({ columns, width, block }: Heading, row: LabelledRow): AlignedRow | null {
  const { geometry, width: rowWidth, block: rowBlock } = row.source;
  const last = row.tail.at(-1);
  if (columns.at(-1)?.key !== 'all' || !last || last.blank || row.tail.length < columns.length) return null;
  if (geometry !== 'spans' && geometry !== 'expanded') return null;
  if (last.gridColumn + last.colSpan !== width || (rowBlock !== block && rowWidth !== width)) return null;
  const numbers = row.tail.filter(cell => !cell.blank).map(cell => readValue(cell.text, 'count').value);
  const total = numbers.pop();
  if (total === null || total === undefined || numbers.length === 0 || numbers.includes(null)) return null;
  const sum = numbers.reduce<number>((left, right) => left + (right ?? 0), 0);
  if (sum !== total) return null;
  const aligned = new Map(all(columns, { kind: 'unaligned' }));
  aligned.set('all', { kind: 'cell', cell: last, inferred: 'right edge, confirmed by the sum of the row' });
  return aligned;
}
