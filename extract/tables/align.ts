/**
 * Ties the cells behind a row's label to the form's columns, or says that nothing proves the tie.
 *
 * In order of strength: the cell stands under its column's heading; the row has exactly as many cells as there
 * are columns; it has exactly as many printed values. A row that fits none of these is unaligned.
 */

import type { TableId } from '../../schema/forms/form.ts';
import { forms } from '../../schema/forms/index.ts';
import { readValue } from '../values.ts';
import { inferRows } from './infer.ts';
import { hasNoRepeats, losesRepeats } from './repeats.ts';
import type { RowCell, SourceRow } from './rows.ts';
import { hasTotals, type RowSums, sumsOf, TableHabit } from './sums.ts';
import { inferTotals } from './totals.ts';

/** A column of the form as a table's heading shows it. `cell` is null where headings carry no position. */
export interface HeadingColumn {
  readonly key: string;
  readonly cell: RowCell;
}

export interface Heading {
  /** Left to right, in the form's order; every column that the rows below it can have. */
  readonly columns: readonly HeadingColumn[];
  /** Width of the grid that the heading stands in. */
  readonly width: number;
  readonly block: number;
  /** Heading cells that no form knows: values below them are leftovers, not a contradiction. */
  readonly unknown: readonly RowCell[];
  /** Blank cells behind the last heading: the rows below are padded by as many. */
  readonly padding: number;
}

/** A row of the form found in the document: its label cells, and the cells behind the innermost label. */
export interface LabelledRow {
  readonly key: string;
  readonly source: SourceRow;
  readonly label: RowCell;
  readonly labels: readonly RowCell[];
  readonly tail: readonly RowCell[];
}

export type Alignment =
  | { readonly kind: 'cell'; readonly cell: RowCell; readonly inferred?: string }
  | { readonly kind: 'blank' }
  | { readonly kind: 'unaligned' };

/** Alignments of one row, by column key. */
export type AlignedRow = ReadonlyMap<string, Alignment>;

const overlaps = (cell: RowCell, heading: RowCell): boolean =>
  cell.gridColumn < heading.gridColumn + heading.colSpan &&
  heading.gridColumn < cell.gridColumn + cell.colSpan;

/** Rows that stand under one heading; null where no complete heading stands above them. */
export interface RowGroup {
  readonly table: TableId;
  readonly heading: Heading | null;
  readonly rows: readonly LabelledRow[];
  /** Headings stand there that do not make up the whole. */
  readonly isCut: boolean;
  /** Blocks of section 二 that the headings name: 第二十条第（一）项. */
  readonly blocks: readonly string[];
}

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
  const proven = groups.map(({ table, heading, rows }, group) => {
    const habit = new TableHabit(
      groups.flatMap((other, index) => (other.table === table ? (sums[index] ?? []) : [])),
    );
    // The one row of section 四 has no others to tell.
    const losesInTable = surveys.get(table)?.losesBlanks || (table === 'remedies' && mayLoseBlanks);
    const losesPartsInTable = losesParts(groups, table);
    return (aligned[group] ?? []).map((row, index) => {
      const source = rows[index];
      const own = sums[group]?.[index];
      if (!heading || !source || !own) return row;
      const isDoubtful =
        !hasColumnsOf(heading, source) ||
        mayBeShifted(heading, source, row, own, habit, losesInTable, losesPartsInTable) ||
        ((losesInTable || mayLoseRepeats) && mayEndInPageNumber(source, row, own)) ||
        (isWithoutRepeats && own.isEmpty && source.source.geometry === 'line');
      return isDoubtful ? all(heading.columns, { kind: 'unaligned' }) : row;
    });
  });
  return inferTotals(groups, inferRows(groups, proven));
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
  const trustHeading = gridHolds && headingPositionsHold(heading, rows);
  const trustLength = shortRows(heading, rows) < severalRows;
  return rows.map((row, index) => {
    if (mayLoseBlanks && mayHoldTwoRows(rows, index)) return all(heading.columns, { kind: 'unaligned' });
    return trustHeading && sharesGrid(heading, row)
      ? (placed.get(row) ?? byCount(heading, row, isDisplaced(heading, row)))
      : byCount(heading, row, trustLength);
  });
}

/** A row that has moved left as a whole: a label above no longer reaches into it. Its own cells are all there. */
const isDisplaced = ({ columns }: Heading, { source, tail }: LabelledRow): boolean =>
  source.geometry === 'spans' && (tail[0]?.gridColumn ?? 0) < (columns[0]?.cell.gridColumn ?? 0);

/** Columns of the form's rows, of every edition that has the row. */
const columnsByRow = new Map<string, ReadonlySet<string>[]>();
for (const form of forms)
  for (const table of form.tables)
    for (const { key, columns } of table.rows)
      columnsByRow.set(key, [...(columnsByRow.get(key) ?? []), new Set(columns)]);

/** In section 二 a row that has strayed under the headings of another block does not have just these columns. */
function hasColumnsOf({ columns }: Heading, { key }: LabelledRow): boolean {
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
const severalRows = 2;

const shortRows = (heading: Heading, rows: readonly LabelledRow[]): number =>
  rows.filter(row => row.tail.length > 0 && row.tail.length < heading.columns.length).length;

/** Whether any list of cells is shorter than its headings, or is not there at all. */
const losesBlanks = (groups: readonly RowGroup[]): boolean =>
  groups.some(
    ({ heading, rows }) =>
      heading !== null &&
      rows.some(row => losesPlaces(row.source) && row.tail.length < heading.columns.length),
  );

/** Whether rows often print some of their cells only: where nearly all print all or none, no zero stands for a blank. */
function losesParts(groups: readonly RowGroup[], table: TableId): boolean {
  let full = 0;
  let partial = 0;
  for (const { table: own, heading, rows } of groups)
    for (const { source, tail } of own === table && heading ? rows : []) {
      if (!losesPlaces(source) || tail.length === 0) continue;
      if (tail.length < (heading?.columns.length ?? 0)) partial++;
      else if (tail.length > 1) full++;
    }
  return partial >= severalRows && partial * 3 > full;
}

const losesPlaces = ({ geometry }: SourceRow): boolean => geometry === 'line' || geometry === 'lossy';

/**
 * Where a row ends only at the next label and blanks are lost, a label that is lost too hands its numbers to the
 * row above: then even a row of the right length proves nothing, unless the form's next row follows it.
 */
function mayHoldTwoRows(rows: readonly LabelledRow[], index: number): boolean {
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
function mayBeShifted(
  heading: Heading,
  { key, source, tail }: LabelledRow,
  aligned: AlignedRow,
  sums: RowSums,
  habit: TableHabit,
  mayLoseBlanks: boolean,
  losesParts: boolean,
): boolean {
  if (heading.columns.length === 1 || sums.isEmpty) return false;
  const ofTotals = hasTotals(heading);
  const fails = sums.outcome === 'fails';
  // With room behind the columns, a cell too many goes unseen where the last one was blank: 1 1 may be 1 twice.
  const hasRoom = isFilledUp(source) && tail.length > heading.columns.length;
  if (hasRoom && ofTotals && source.geometry === 'padded' && !habit.keepsTotals(fails)) return true;
  if (sums.outcome === 'adds_up') return false;
  if ([...aligned.values()].some(each => each.kind === 'cell' && 'inferred' in each)) return false;
  if (key === '' && sums.isLonely) return true;
  // A list of cells without a label may be the rest of two rows.
  if (key === '' && fails && (losesPlaces(source) || source.geometry === 'padded')) return true;
  const { geometry } = source;
  const isLonger = lengthOf(heading, { key, source, tail }) > heading.columns.length;
  const keepsPlaces = geometry === 'spans' || geometry === 'compact';
  if (keepsPlaces) {
    // More cells than columns, in a grid: which one is too many, nothing but the sum shows.
    if (isLonger && aligned.size > 0) return true;
    // A cell that holds no number may hold two.
    if (sums.hasBlank && sums.numbers.some(Number.isNaN)) return true;
  }
  const isRepeated = heading.columns.length === 2 && sums.numbers[0] && sums.numbers[0] === sums.numbers[1];
  if (hasRoom && !ofTotals && (sums.firstBlank || isRepeated)) return true;
  if (keepsPlaces || (isFilledUp(source) && !sums.lastBlank && !isLonger)) {
    if (!sums.hasBlank) return false;
    const atEdge = sums.firstBlank || sums.lastBlank;
    return fails
      ? habit.othersAddUp(sums)
      : atEdge &&
          !(ofTotals && (sums.totalsOnly || isZeroAnywhere(sums, habit))) &&
          habit.othersAreFull(sums);
  }
  // A row without a label may have lost its first cell as well as its last.
  if (sums.hasBlank) return fails || !ofTotals || sums.lastBlank || (key === '' && sums.firstBlank);
  const isLossy = losesPlaces(source);
  // Without totals, a number broken in two, or printed twice, may stand in for a blank that was lost.
  if (!ofTotals)
    return (
      isLonger || (isLossy && mayLoseBlanks && (losesParts || sums.numbers.some(number => number !== 0)))
    );
  return fails && (isLonger || habit.othersAddUp(sums) || (isLossy && mayLoseBlanks));
}

/** Zeros behind a blank, total and all: moved back by one they are zeros still, in a table whose sums hold. */
const isZeroAnywhere = ({ numbers, lastBlank }: RowSums, habit: TableHabit): boolean =>
  !lastBlank && numbers.every(number => number === null || number === 0) && habit.neverFails();

/** Where rows are filled up with blanks, one at the end may stand for a cell that was lost; all others keep places. */
const isFilledUp = ({ geometry }: SourceRow): boolean => geometry === 'expanded' || geometry === 'padded';

/** In tab-separated text, blanks behind a label are its span; in section 四 a row has no label, but may have its place. */
const mayStandForLabel = ({ key, source }: Pick<LabelledRow, 'key' | 'source'>): boolean =>
  source.geometry === 'expanded' || key === '';

const isBlankBefore = (cell: RowCell, column: number): boolean =>
  cell.blank && cell.gridColumn + cell.colSpan <= column;

/** Cells behind the label, without those that fill the row up: before the columns a label's span, behind them blanks. */
function lengthOf(
  heading: Heading,
  { key, source, tail }: Pick<LabelledRow, 'key' | 'source' | 'tail'>,
): number {
  const { geometry } = source;
  if (geometry === 'padded') return tail.findLastIndex(cell => !cell.blank) + 1;
  const first = heading.columns[0]?.cell.gridColumn ?? 0;
  const own =
    mayStandForLabel({ key, source }) && sharesGrid(heading, { source })
      ? tail.filter(cell => !isBlankBefore(cell, first))
      : tail;
  return own.length - heading.padding - heading.unknown.length;
}

/** Pages of a report; the number of one may stand on a line of its own. */
const mostPages = 199;

/** Where blank cells are lost, a page number on a line of its own may stand in for one. */
function mayEndInPageNumber({ source, tail }: LabelledRow, aligned: AlignedRow, sums: RowSums): boolean {
  if (source.geometry !== 'line' || sums.outcome === 'adds_up') return false;
  const last = tail.findLast(cell => !cell.blank);
  if (!last || [...aligned.values()].every(alignment => alignment.kind !== 'cell')) return false;
  return /^\s*\d{1,3}\s*$/.test(last.text) && Number(last.text) > 0 && Number(last.text) <= mostPages;
}

/** Headings prove positions only if they stand apart and no row label reaches under a column's heading. */
function headingPositionsHold(heading: Heading, rows: readonly LabelledRow[]): boolean {
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

function sharesGrid(heading: Heading, row: Pick<LabelledRow, 'source'>): boolean {
  const { geometry, block, width } = row.source;
  return (
    (geometry === 'spans' || geometry === 'expanded') && (block === heading.block || width === heading.width)
  );
}

function byCount(heading: Heading, row: LabelledRow, trustLength: boolean): AlignedRow {
  const { columns, unknown } = heading;
  const printed = row.tail.filter(cell => !cell.blank);
  const [first] = printed;
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

const isBlankCell = (cell: RowCell): boolean => cell.blank;

function withoutPadding(tail: readonly RowCell[], columns: number, padding: number): readonly RowCell[] {
  const isPadded = tail.length === columns + padding && tail.slice(columns).every(cell => cell.blank);
  return isPadded ? tail.slice(0, columns) : tail;
}

const isSpread = (cell: RowCell): boolean => cell.rowSpan > 1 && !cell.blank;

const all = (columns: readonly HeadingColumn[], alignment: Alignment): AlignedRow =>
  new Map(columns.map(column => [column.key, alignment]));

/** A value that spans rows belongs to several of them: to which, nothing says. */
const single = (cell: RowCell): Alignment =>
  isSpread(cell) ? { kind: 'unaligned' } : { kind: 'cell', cell };

const inOrder = (columns: readonly HeadingColumn[], cells: readonly RowCell[]): AlignedRow =>
  new Map(
    columns.map((column, index) => {
      const cell = cells[index];
      return [column.key, cell ? single(cell) : { kind: 'unaligned' }];
    }),
  );

/** Cells by the heading that they stand under; null where the row does not fit the headings. */
function underHeadings(heading: Heading, row: LabelledRow): AlignedRow | null {
  if (!sharesGrid(heading, row)) return null;
  const known = heading.columns.map(column => column.cell);
  const headings = [...known, ...heading.unknown];
  const first = known[0]?.gridColumn ?? 0;
  // A cell under no heading shows that the row is shifted; before the first, blanks stand for a label or its span.
  const fits = row.tail.every(
    cell =>
      headings.some(other => overlaps(cell, other)) || (mayStandForLabel(row) && isBlankBefore(cell, first)),
  );
  if (!fits || !reachesRightEdge(headings, row)) return null;
  const reaching = row.source.fromAbove.filter(cell => !row.labels.includes(cell));
  if (eachUnderItsOwn(headings, row, reaching)) return inOrder(heading.columns, row.tail);
  const aligned = new Map<string, Alignment>();
  for (const column of heading.columns) {
    const below = row.tail.filter(cell => overlaps(cell, column.cell));
    const above = reaching.filter(cell => overlaps(cell, column.cell));
    if (below.length === 0 && above.length === 0 && row.tail.some(cell => !cell.blank)) return null;
    aligned.set(column.key, under(below, above, known));
  }
  return aligned;
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

/** A row that ends before its headings do has lost a cell, and nothing shows which. */
function reachesRightEdge(headings: readonly RowCell[], { source, tail }: LabelledRow): boolean {
  const rightOf = (cells: readonly RowCell[]): number =>
    Math.max(0, ...cells.map(cell => cell.gridColumn + cell.colSpan));
  return source.geometry !== 'spans' || rightOf([...tail, ...source.fromAbove]) >= rightOf(headings);
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
