/** Sheets of a workbook to blocks: titles and notes as text, grids as tables with the spans of their merged cells. */

import type { Block, Document, HiddenText, TableCell, TableRow } from '../../document.ts';

/** Limits that no report comes near; what lies beyond is not read, and an issue says so. */
export const sheetLimits = {
  sheets: 50,
  /** Cells with text, in all sheets together. */
  cells: 60_000,
  columns: 256,
  /** Positions of all grids together, blank ones included. */
  positions: 400_000,
  merges: 20_000,
  /** Characters of a cell: no spreadsheet program stores more. */
  cellLength: 32_767,
  /** Characters in all. */
  characters: 4_000_000,
};

/** Rows and columns from 0, both ends included. */
export interface Merge {
  readonly top: number;
  readonly bottom: number;
  readonly left: number;
  readonly right: number;
}

export interface Workbook {
  readonly title: string | null;
  readonly sheets: readonly Sheet[];
  readonly truncated: boolean;
}

/** Collects the cells of one sheet within the limits that all sheets of a workbook share. */
export class Sheet {
  readonly isHidden: boolean;
  readonly merges: Merge[] = [];
  readonly hiddenRows = new Set<number>();
  readonly hiddenColumns: [from: number, to: number][] = [];
  /** Texts by row and column; cells without text are not there. */
  readonly rows = new Map<number, Map<number, string>>();
  private readonly budget: SheetBudget;

  constructor(isHidden: boolean, budget: SheetBudget) {
    this.isHidden = isHidden;
    this.budget = budget;
  }

  put(row: number, column: number, text: string): void {
    if (text === '') return;
    const kept = this.budget.spend(column, text);
    if (kept === null) return;
    const cells = this.rows.get(row);
    if (cells) cells.set(column, kept);
    else this.rows.set(row, new Map([[column, kept]]));
  }

  merge(merge: Merge): void {
    if (this.merges.length >= sheetLimits.merges) this.budget.truncated = true;
    else if (merge.top <= merge.bottom && merge.left <= merge.right) this.merges.push(merge);
  }

  isHiddenColumn(column: number): boolean {
    return this.hiddenColumns.some(([from, to]) => column >= from && column <= to);
  }
}

export class SheetBudget {
  truncated = false;
  private cells = 0;
  private characters = 0;

  /** The text as far as it may be kept, or null. */
  spend(column: number, text: string): string | null {
    this.cells++;
    const room = Math.min(sheetLimits.cellLength, sheetLimits.characters - this.characters);
    if (this.cells > sheetLimits.cells || column >= sheetLimits.columns || room <= 0) {
      this.truncated = true;
      return null;
    }
    if (text.length > room) this.truncated = true;
    const kept = text.slice(0, room);
    this.characters += kept.length;
    return kept;
  }
}

export function documentOfWorkbook({
  title,
  sheets,
  truncated,
}: Workbook): Document & { truncated: boolean } {
  const blocks: Block[] = [];
  const hidden: HiddenText[] = [];
  let positions = 0;
  let isCut = truncated;
  for (const sheet of sheets) {
    if (sheet.isHidden) {
      const text = [...sheet.rows.values()].flatMap(row => [...row.values()]).join('\t');
      if (text !== '') hidden.push({ text, reason: 'hidden sheet' });
      continue;
    }
    for (const part of partsOf(visible(sheet, hidden), sheet.merges)) {
      if (part.kind === 'text') {
        blocks.push({ kind: 'text', text: part.text, level: null });
        continue;
      }
      positions += part.rows.length * (part.right - part.left + 1);
      if (positions > sheetLimits.positions) {
        isCut = true;
        break;
      }
      blocks.push({
        kind: 'table',
        geometry: 'spans',
        rows: gridOf(part, sheet.merges, hidden),
        width: part.right - part.left + 1,
      });
    }
  }
  return { title, metas: [], blocks, hidden, links: [], truncated: isCut };
}

interface VisibleRow {
  readonly index: number;
  readonly cells: ReadonlyMap<number, string>;
}

type Part =
  | { readonly kind: 'text'; readonly text: string }
  | {
      readonly kind: 'grid';
      readonly rows: readonly VisibleRow[];
      readonly left: number;
      readonly right: number;
    };

const isPrinted = (text: string): boolean => /[^\s\u00a0\u3000]/.test(text);

/** Rows with text that a person sees, from above. */
function visible(sheet: Sheet, hidden: HiddenText[]): VisibleRow[] {
  const rows: VisibleRow[] = [];
  for (const index of [...sheet.rows.keys()].sort((a, b) => a - b)) {
    const cells = new Map<number, string>();
    for (const [column, text] of [...(sheet.rows.get(index) ?? [])].sort(([a], [b]) => a - b)) {
      if (sheet.hiddenRows.has(index)) hidden.push({ text, reason: 'hidden row' });
      else if (sheet.isHiddenColumn(column)) hidden.push({ text, reason: 'hidden column' });
      else if (isPrinted(text)) cells.set(column, text);
    }
    if (cells.size > 0) rows.push({ index, cells });
  }
  return rows;
}

/** Longer texts are paragraphs. */
const longestLabel = 60;

/**
 * A row with one text only is a title, a heading or a note where it stands before or behind all grids, behind an empty
 * row, or is long. Elsewhere it may be a label whose cells are all blank, and it stays in the grid.
 */
function* partsOf(rows: readonly VisibleRow[], merges: readonly Merge[]): Generator<Part> {
  const first = rows.findIndex(row => row.cells.size > 1);
  const last = rows.findLastIndex(row => row.cells.size > 1);
  let grid: VisibleRow[] = [];
  for (const [position, row] of rows.entries()) {
    const [only] = row.cells.size === 1 ? [...row.cells.values()] : [];
    const isApart = row.index > (rows[position - 1]?.index ?? -1) + 1;
    const isOutside = first === -1 || position < first || position > last + 1;
    if (only !== undefined && (isOutside || isApart || only.length > longestLabel)) {
      if (grid.length > 0) yield gridPart(grid, merges);
      grid = [];
      yield { kind: 'text', text: only.trim() };
    } else grid.push(row);
  }
  if (grid.length > 0) yield gridPart(grid, merges);
}

function gridPart(rows: readonly VisibleRow[], merges: readonly Merge[]): Part {
  let left = Number.POSITIVE_INFINITY;
  let right = 0;
  for (const { cells } of rows)
    for (const column of cells.keys()) {
      left = Math.min(left, column);
      right = Math.max(right, column);
    }
  const [top, bottom] = [rows[0]?.index ?? 0, rows.at(-1)?.index ?? 0];
  for (const merge of merges)
    if (merge.bottom >= top && merge.top <= bottom && merge.left >= left && merge.left <= right)
      right = Math.min(Math.max(right, merge.right), sheetLimits.columns - 1);
  return { kind: 'grid', rows, left, right };
}

function gridOf(
  { rows, left, right }: Extract<Part, { kind: 'grid' }>,
  merges: readonly Merge[],
  hidden: HiddenText[],
): TableRow[] {
  const width = right - left + 1;
  const spans = new Map<number, { colSpan: number; rowSpan: number }>();
  const covered = new Set<number>();
  const taken = new Set<number>();
  const indexes = rows.map(row => row.index);
  for (const merge of merges) {
    const from = firstAtLeast(indexes, merge.top);
    const to = firstAtLeast(indexes, merge.bottom + 1) - 1;
    const [begin, end] = [Math.max(merge.left, left) - left, Math.min(merge.right, right) - left];
    if (to < from || end < begin) continue;
    // Merges that overlap are damage; the first one holds.
    const places = freePlaces([from, to], [begin, end], width, taken);
    const [origin] = places ?? [];
    if (places === null || origin === undefined) continue;
    spans.set(origin, { colSpan: end - begin + 1, rowSpan: to - from + 1 });
    for (const place of places) {
      taken.add(place);
      if (place !== origin) covered.add(place);
    }
  }
  return rows.map(({ cells }, index) => {
    const built: TableCell[] = [];
    for (let column = 0; column < width; column++) {
      const text = cells.get(column + left) ?? '';
      const place = index * width + column;
      if (covered.has(place)) {
        if (text !== '') hidden.push({ text, reason: 'covered by a merged cell' });
        continue;
      }
      const { colSpan, rowSpan } = spans.get(place) ?? { colSpan: 1, rowSpan: 1 };
      built.push({ text, gridColumn: column, colSpan, rowSpan });
    }
    return { cells: built };
  });
}

/** Positions of a rectangle, or null where one of them is taken. */
function freePlaces(
  [top, bottom]: readonly [number, number],
  [left, right]: readonly [number, number],
  width: number,
  taken: ReadonlySet<number>,
): number[] | null {
  const places: number[] = [];
  for (let row = top; row <= bottom; row++)
    for (let column = left; column <= right; column++) {
      const place = row * width + column;
      if (taken.has(place)) return null;
      places.push(place);
    }
  return places;
}

function firstAtLeast(sorted: readonly number[], value: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const half = (low + high) >> 1;
    if ((sorted[half] ?? 0) < value) low = half + 1;
    else high = half;
  }
  return low;
}
