/**
 * Pages set in two columns, or two pages on one sheet: what stands left of the gutter is read before what stands right
 * of it. Where nothing but cells stands side by side there is no gutter: running text has to fill both sides, or a
 * table one of them.
 */

import { matchLabel } from '../../tables/labels.ts';
import { isValue } from '../../tables/rows.ts';
import type { FilledTable } from './cells.ts';
import { columnsOf, type Line, linesOf } from './lines.ts';
import { centreX, centreY, isSpace, type Mark } from './marks.ts';

export interface PlacedTable {
  readonly table: FilledTable;
  readonly top: number;
  readonly bottom: number;
}

/** A part of a page that is read from above to below before the next one. */
export interface Region {
  readonly lines: readonly Line[];
  readonly tables: readonly PlacedTable[];
  readonly isColumn: boolean;
  /** What ends the region before may go on here: it begins a page or a column. */
  readonly isHead: boolean;
}

/** Width of a gutter, in sizes of the text beside it. */
const gutter = 1.2;
/** Characters of a line of running text, and how much of its column it fills. */
const runningLength = 8;
const runningShare = 0.7;
const fewestRunning = 3;
/** Left edges of a column's lines differ by this, in points, and indents by so many sizes. */
const slack = 1.5;
const indent = 3;
/** Where the right column may begin, as a share of the width of what is printed. */
const [leftmost, rightmost] = [0.25, 0.75];

interface Item {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  readonly line: Line | null;
  readonly table: PlacedTable | null;
}

/** @param marks those outside of tables. */
export function regionsOf(marks: readonly Mark[], tables: readonly PlacedTable[]): Region[] {
  const lines = linesOf(marks);
  const whole: Region = { lines, tables, isColumn: false, isHead: true };
  const items = itemsOf(lines, tables);
  const bands = bandsOf(items);
  if (bands === null) return [whole];
  const regions: Region[] = [];
  const spaces = marks.filter(isSpace);
  let from = Number.NEGATIVE_INFINITY;
  for (const [index, band] of bands.entries()) {
    const until = bands[index + 1]?.top ?? Number.POSITIVE_INFINITY;
    const of = (
      side: readonly Item[],
      left: number,
      right: number,
      shift: number,
    ): Omit<Region, 'isHead'> => {
      const own = new Set(side.flatMap(({ line }) => line?.marks ?? []));
      const between = spaces.filter(
        mark =>
          centreX(mark) >= left && centreX(mark) < right && centreY(mark) >= from && centreY(mark) < until,
      );
      return {
        lines: linesOf([...own, ...between].map(mark => shiftedMark(mark, shift))),
        tables: side.flatMap(({ table }) => (table ? [shiftedTable(table, shift)] : [])),
        isColumn: band.at !== null,
      };
    };
    const everywhere = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY] as const;
    if (band.at === null) regions.push({ ...of(band.items, ...everywhere, 0), isHead: index === 0 });
    else {
      const [lefts, rights] = sidesOf(band.items, band.at);
      const shift = leftOf(lefts) - leftOf(rights);
      regions.push({ ...of(lefts, everywhere[0], band.at, 0), isHead: index === 0 });
      regions.push({ ...of(rights, band.at, everywhere[1], shift), isHead: true });
    }
    from = until;
  }
  return regions;
}

function itemsOf(lines: readonly Line[], tables: readonly PlacedTable[]): Item[] {
  const items = lines.flatMap(line =>
    columnsOf(line, gutter).map(
      (part): Item => ({
        left: part.left,
        right: part.right,
        top: part.middle - part.size / 2,
        bottom: part.middle + part.size / 2,
        line: part,
        table: null,
      }),
    ),
  );
  for (const placed of tables) {
    const { columns } = placed.table;
    const [left, right] = [columns[0] ?? 0, columns.at(-1) ?? 0];
    items.push({ left, right, top: placed.top, bottom: placed.bottom, line: null, table: placed });
  }
  return items.sort((a, b) => a.top - b.top);
}

interface Band {
  readonly top: number;
  /** Where the right column begins; null for what runs over the whole width. */
  readonly at: number | null;
  readonly items: readonly Item[];
}

/** From above: bands in two columns, and what stands between them; null for a page without columns. */
function bandsOf(items: readonly Item[]): Band[] | null {
  const left = leftOf(items);
  const width = Math.max(...items.map(item => item.right)) - left;
  const places = new Map<number, number>();
  for (const item of items) {
    const share = (item.left - left) / width;
    if (share < leftmost || share > rightmost) continue;
    const place = Math.round(item.left);
    places.set(place, (places.get(place) ?? 0) + (item.table ? fewestRunning : 1));
  }
  const likely = [...places].filter(([, count]) => count >= fewestRunning).sort(([, a], [, b]) => b - a);
  if (likely.length === 0) return null;
  const cells = cellsOfRows(items);
  for (const [place] of likely.slice(0, 3)) {
    const bands = cutAt(items, place, cells);
    if (bands.some(band => band.at !== null)) return bands;
  }
  return null;
}

/** Of rows of a table that no line rules: three pieces and more on a line, and what is a number or a label by itself. */
function cellsOfRows(items: readonly Item[]): ReadonlySet<Item> {
  const cells = new Set<Item>();
  let row: Item[] = [];
  const endRow = (): void => {
    const isRow = row.length > 2 || row.some(({ line }) => line !== null && isCell(line.text));
    for (const item of row) if (isRow) cells.add(item);
    row = [];
  };
  for (const item of items) {
    const { line } = item;
    if (!line) continue;
    const [first] = row;
    if (first?.line && line.middle - first.line.middle > line.size / 2) endRow();
    row.push(item);
  }
  endRow();
  return cells;
}

/** 无 is a cell and the whole of a section: beside a label only it is a cell. */
const isCell = (text: string): boolean =>
  (isValue(text) && !/\p{Script=Han}/u.test(text)) ||
  matchLabel(text).some(match => match.kind !== 'section');

function cutAt(items: readonly Item[], at: number, cells: ReadonlySet<Item>): Band[] {
  const stretches: { readonly items: Item[]; readonly crosses: boolean }[] = [];
  for (const item of items) {
    const margin = item.line ? item.line.size : 10;
    const crosses = cells.has(item) || (item.left < at - slack && item.right > at - 0.8 * margin);
    const last = stretches.at(-1);
    if (last && last.crosses === crosses) last.items.push(item);
    else stretches.push({ items: [item], crosses });
  }
  const isFilled = stretches.map(stretch => !stretch.crosses && isInColumns(stretch.items, at));
  const left = leftOf(stretches.flatMap((stretch, index) => (isFilled[index] ? stretch.items : [])));
  const bands: { top: number; at: number | null; items: Item[] }[] = [];
  for (const [index, { items: own, crosses }] of stretches.entries()) {
    const isInBoth = isFilled[index] || (!crosses && Number.isFinite(left) && goesOnInColumns(own, left, at));
    const last = bands.at(-1);
    if (isInBoth) bands.push({ top: topOf(own), at, items: own });
    else if (last?.at === null) last.items.push(...own);
    else bands.push({ top: topOf(own), at: null, items: own });
  }
  return bands;
}

/** Running text fills both sides, or a table one of them, or both, beside each other. */
function isInColumns(band: readonly Item[], at: number): boolean {
  const [lefts, rights] = sidesOf(band, at);
  if (!isFull(lefts) || !isFull(rights)) return false;
  return Math.min(bottomOf(lefts), bottomOf(rights)) > Math.max(topOf(lefts), topOf(rights));
}

function isFull(side: readonly Item[]): boolean {
  if (side.some(({ table }) => table !== null)) return true;
  const width = Math.max(...side.map(item => item.right)) - leftOf(side);
  const lines = linesOf(side.flatMap(({ line }) => line?.marks ?? []));
  const running = lines.filter(
    line =>
      line.right - line.left > runningShare * width &&
      line.marks.length >= runningLength &&
      !isValue(line.text),
  );
  return running.length >= fewestRunning && 2 * running.length >= lines.length;
}

/** A few lines of text below, each at the left edge of one of the columns that the page has. */
function goesOnInColumns(items: readonly Item[], left: number, at: number): boolean {
  const sides = sidesOf(items, at);
  return [left, at].every((edge, index) => {
    const lines = linesOf((sides[index] ?? []).flatMap(({ line }) => line?.marks ?? []));
    return (
      lines.length > 0 &&
      lines.every(line => line.left - edge < indent * line.size && /\p{Script=Han}/u.test(line.text))
    );
  });
}

const sidesOf = (items: readonly Item[], at: number): [left: Item[], right: Item[]] => [
  items.filter(item => item.left < at - slack),
  items.filter(item => item.left >= at - slack),
];

const leftOf = (items: readonly Item[]): number => Math.min(...items.map(item => item.left));
const topOf = (items: readonly Item[]): number => Math.min(...items.map(item => item.top));
const bottomOf = (items: readonly Item[]): number => Math.max(...items.map(item => item.bottom));

const shiftedMark = (mark: Mark, by: number): Mark =>
  by === 0 ? mark : { ...mark, x0: mark.x0 + by, x1: mark.x1 + by };

const shiftedTable = (placed: PlacedTable, by: number): PlacedTable => ({
  ...placed,
  table: { ...placed.table, columns: placed.table.columns.map(column => column + by) },
});
