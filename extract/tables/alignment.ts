/** What tables, headings and rows are while cells are tied to columns, and how the layout that a row is in keeps its places. */

import type { TableId } from '../../schema/forms/form.ts';
import type { RowCell, RowGeometry, SourceRow } from './rows.ts';

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
  readonly geometry: RowGeometry;
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
  /** Beside it stand numbers without a label of the form: a row that prints none may have lost them. */
  readonly isBroken?: boolean;
  /** And not just in the place of a label, where a page's may stand. */
  readonly isContinued?: boolean;
  /** Another row may be this one, its label misspelt, and says something else. */
  readonly hasRival?: boolean;
}

export type Alignment =
  | { readonly kind: 'cell'; readonly cell: RowCell; readonly inferred?: string }
  | { readonly kind: 'blank' }
  | { readonly kind: 'unaligned' };

/** Alignments of one row, by column key. */
export type AlignedRow = ReadonlyMap<string, Alignment>;

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

export const all = (columns: readonly HeadingColumn[], alignment: Alignment): AlignedRow =>
  new Map(columns.map(column => [column.key, alignment]));

const isSpread = (cell: RowCell): boolean => cell.rowSpan > 1 && !cell.blank;

/** A value that spans rows belongs to several of them: to which, nothing says. */
export const single = (cell: RowCell): Alignment =>
  isSpread(cell) ? { kind: 'unaligned' } : { kind: 'cell', cell };

export function inOrder(columns: readonly HeadingColumn[], cells: readonly RowCell[]): AlignedRow {
  const aligned = new Map<string, Alignment>();
  columns.forEach(({ key }, index) => {
    const cell = cells[index];
    aligned.set(key, cell ? single(cell) : { kind: 'unaligned' });
  });
  return aligned;
}

/** In a grid, a row shows each of its cells. */
export const isGrid = (geometry: RowGeometry): boolean => geometry === 'spans' || geometry === 'compact';

export const losesPlaces = ({ geometry }: SourceRow): boolean => geometry === 'line' || geometry === 'lossy';

/** Where rows are filled up with blanks, one at the end may stand for a cell that was lost; all others keep places. */
export const isFilledUp = ({ geometry }: SourceRow): boolean =>
  geometry === 'expanded' || geometry === 'padded';

/** In tab-separated text, blanks behind a label are its span; in section 四 a row has no label, but may have its place. */
export const mayStandForLabel = ({ key, source }: Pick<LabelledRow, 'key' | 'source'>): boolean =>
  source.geometry === 'expanded' || key === '';

/** Where the first of the headings stands that any column has. */
export const startOf = ({ columns }: Heading): number =>
  Math.min(...columns.map(({ cell }) => cell.gridColumn));

export const isBlankBefore = (cell: RowCell, column: number): boolean =>
  cell.blank && cell.gridColumn + cell.colSpan <= column;

export function sharesGrid(heading: Heading, row: Pick<LabelledRow, 'source'>): boolean {
  const { geometry, block, width } = row.source;
  return (
    (geometry === 'spans' || geometry === 'expanded') && (block === heading.block || width === heading.width)
  );
}
