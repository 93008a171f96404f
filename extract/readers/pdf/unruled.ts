/**
 * Tables that no line rules, by where their words stand. Labels of the form show which lines of text are one cell;
 * what stands above each other is one column; a number belongs to the row of the label whose lines it stands beside.
 */

import { tableOf } from '../../../schema/forms/form.ts';
import { sectionForms } from '../../../schema/forms/index.ts';
import type { TableBlock, TableCell, TableRow } from '../../document.ts';
import type { LabelMatch } from '../../tables/labels.ts';
import { isUnit } from '../../tables/list-rows.ts';
import { isValue } from '../../tables/rows.ts';
import {
  ByHeight,
  type Column,
  inLines,
  type LabelPiece,
  longestPitch,
  overlaps,
  type PagedLine,
  type Piece,
  piecesOf,
  sorted,
} from './unruled-pieces.ts';

/** Fewer labels may stand in any text. */
const fewestLabels = 4;
/** More columns than any table of the form has. */
const mostColumns = 60;

/**
 * A stretch of lines as a table; null where it is none, or none of the form.
 *
 * @param goesOn what its last line holds may go on overleaf, or in the next column.
 */
export function unruledTable(lines: readonly PagedLine[], goesOn: boolean): TableBlock | null {
  const pieces = piecesOf(lines);
  if (pieces === null) return null;
  const { labels, words, values } = sorted(pieces);
  // Headings with nothing below them are a table, too: of two, the other may be another report's.
  if (labels.length < fewestLabels || (values.length === 0 && !labels.every(isAboveFigures))) return null;
  const columns = stacksOf([...labels, ...words, ...values]);
  if (columns.length > mostColumns) return null;
  const firstValue = firstValueColumn(columns, labels, words, values);
  // Groups too: the form prints dashes beside those of a list.
  const isLeaf = (label: LabelPiece): boolean =>
    spanOf(columns, label).from < firstValue &&
    label.matches.some(
      match => match.kind === 'row' || (match.kind === 'row_group' && match.table !== 'proactive'),
    );
  const leaves = labels.filter(isLeaf).sort((a, b) => a.top - b.top);
  const { owned, bare, moved } = ownersOf(values, [...words, ...leaves], columns, firstValue);
  const headings = labels.filter(label => !isLeaf(label));
  const reachAbove = reachOfHeadings(inLines(headings), leaves, columns);
  const rows: { top: number; cells: TableCell[] }[] = [];
  const foot = goesOn ? Math.max(...pieces.map(({ bottom }) => bottom)) : Number.POSITIVE_INFINITY;
  // Labels to the right of numbers are those of a table beside this one, its numbers on the same lines.
  const isDouble = labels.some(label => !isLeaf(label) && label.matches.every(isRowOnly));
  /** Numbers that are not all there, or not all of this row, stand in no column. */
  const isPlaced = (cells: readonly Piece[]): boolean =>
    !isDouble &&
    cells.every(isOneValue) &&
    (addsUp(cells) || !cells.some(cell => cell.top > foot - 0.5 * cell.size && fillsColumn(columns, cell)));
  /** A number alone comes below its label: a heading that is the only one would take it for its own. */
  const apart = (top: number, label: Piece | null, cells: readonly Piece[]): void => {
    const head = label ? [cellOver(columns, label, firstValue)] : [];
    const behind = unplaced(columns, firstValue, cells);
    if (cells.length === 1) rows.push({ top, cells: head }, { top, cells: behind });
    else rows.push({ top, cells: [...head, ...behind] });
  };
  const row = (top: number, label: Piece | null, cells: readonly Piece[]): void => {
    if (!isPlaced(cells)) {
      apart(top, label, cells);
      return;
    }
    const behind = filled(columns, firstValue, reachAbove(top), cells);
    rows.push({ top, cells: [...(label ? [cellOver(columns, label, firstValue)] : []), ...behind] });
  };
  // 计量单位 is no label of a form, but stands between two.
  for (const line of inLines<Piece>([...headings, ...words.filter(word => !owned.has(word))]))
    rows.push({
      top: line[0]?.top ?? 0,
      cells: line.sort((a, b) => a.left - b.left).map(piece => cellOver(columns, piece, columns.length)),
    });
  const strayed = strayedLabels(leaves, columns);
  // Numbers beside no label, or two in one cell, are some other row's: which of those without any, nothing says.
  const hasOthers = bare.length > 0 || [...owned.values()].some(own => shareColumn(columns, own));
  const between = new ByHeight(words.filter(word => owned.has(word)));
  for (const leaf of leaves) {
    const own = owned.get(leaf) ?? [];
    // Words beside it may have its numbers.
    const isBeside = (word: Piece): boolean => word.left > leaf.left && standsBeside(word, leaf);
    if (own.length === 0 && (hasOthers || between.near(leaf.top).some(isBeside)))
      rows.push({ top: leaf.top, cells: [cellOver(columns, leaf, firstValue)] });
    else if (!strayed.has(leaf) && !moved.has(leaf)) row(leaf.top, leaf, own);
    else apart(leaf.top, leaf, own);
  }
  for (const word of words) {
    const own = owned.get(word);
    if (own) row(word.top, word, own);
  }
  for (const group of inLines(bare)) row(group[0]?.top ?? 0, null, group);
  return {
    kind: 'table',
    geometry: 'spans',
    rows: rows.sort((a, b) => a.top - b.top).map(({ cells }): TableRow => ({ cells })),
    width: columns.length,
  };
}

/** The rows of section 四 are headings. */
const isRowOnly = ({ kind, table }: LabelMatch): boolean => kind === 'row' && table !== 'remedies';

const isAboveFigures = ({ matches }: LabelPiece): boolean => matches.some(match => !isRowOnly(match));

/** Numbers by the words that they stand beside; `bare` are those that stand beside none, `moved` rows that broke. */
function ownersOf(
  values: readonly Piece[],
  owners: readonly Piece[],
  columns: readonly Column[],
  firstValue: number,
): { owned: ReadonlyMap<Piece, Piece[]>; bare: Piece[]; moved: ReadonlySet<Piece> } {
  const byHeight = new ByHeight(owners);
  const owned = new Map<Piece, Piece[]>();
  const apart: Piece[] = [];
  const ownerOf = new Map<Piece, Piece>();
  for (const value of values) {
    let nearest: Piece | null = null;
    for (const owner of byHeight.near(value.top))
      if (owner.left < value.left && standsBeside(value, owner) && (!nearest || owner.left > nearest.left))
        nearest = owner;
    if (!nearest) {
      apart.push(value);
      continue;
    }
    ownerOf.set(value, nearest);
    owned.set(nearest, [...(owned.get(nearest) ?? []), value]);
  }
  // Below a number, beside no label: the rest of it, broken over two lines.
  const known = new ByHeight([...ownerOf.keys()], longestPitch);
  const below = new ByHeight(owners, longestPitch);
  const bare: Piece[] = [];
  const moved = new Set<Piece>();
  for (const value of apart) {
    const column = spanOf(columns, value).from;
    const distance = (other: Piece): number => Math.abs(other.top - value.top);
    let nearest: Piece | null = null;
    for (const other of known.near(value.top))
      if (
        distance(other) <= longestPitch * value.size &&
        (!nearest || distance(other) < distance(nearest)) &&
        spanOf(columns, other).from === column
      )
        nearest = other;
    const owner = nearest && ownerOf.get(nearest);
    // Below a label: the rest of its row, which has moved.
    const above =
      column < firstValue
        ? below
            .near(value.top)
            .filter(other => other.top < value.top && distance(other) <= longestPitch * value.size)
            .reduce<Piece | null>((last, other) => (!last || other.top > last.top ? other : last), null)
        : null;
    if (above) moved.add(above);
    const home = owner ?? above;
    if (home) owned.set(home, [...(owned.get(home) ?? []), value]);
    else bare.push(value);
  }
  return { owned, bare, moved };
}

/** Where pieces stand above each other, narrow ones first: what reaches over two columns is a heading above both. */
function stacksOf(pieces: readonly Piece[]): Column[] {
  const columns: Column[] = [];
  for (const piece of [...pieces].sort((a, b) => a.right - a.left - (b.right - b.left))) {
    if (columns.length > mostColumns) break;
    const below = columns.filter(column => overlaps(column, piece));
    const [only, second] = below;
    if (!only) columns.push({ left: piece.left, right: piece.right });
    else if (!second) {
      only.left = Math.min(only.left, piece.left);
      only.right = Math.max(only.right, piece.right);
    }
  }
  return columns.sort((a, b) => a.left - b.left);
}

function spanOf(columns: readonly Column[], piece: Column): { from: number; until: number } {
  const from = columns.findIndex(column => overlaps(column, piece));
  return { from, until: columns.findLastIndex(column => overlaps(column, piece)) + 1 };
}

/** The first column of figures: under a heading of the form, or with more figures in it than words. */
function firstValueColumn(
  columns: readonly Column[],
  labels: readonly LabelPiece[],
  words: readonly Piece[],
  values: readonly Piece[],
): number {
  const surplus = new Array<number>(columns.length).fill(0);
  const count = (pieces: readonly Piece[], by: number): void => {
    for (const piece of pieces) {
      const { from } = spanOf(columns, piece);
      surplus[from] = (surplus[from] ?? 0) + by;
    }
  };
  count(values, 1);
  count(labels, -1);
  count(words, -1);
  // One word alone may head a column or not: 本年度 begins the label of a group, too.
  const headings = inLines(labels.filter(mayHead))
    .filter(line => line.length > 1)
    .flatMap(line => line.filter(isHeading).map(label => spanOf(columns, label).from));
  const figures = surplus.findIndex(each => each > 0);
  return Math.min(figures === -1 ? columns.length : figures, ...headings);
}

const isHeading = ({ matches }: LabelPiece): boolean => matches.every(match => match.kind === 'column');

/** 法人或其他组织 heads columns; 总计 and 其他 are rows, too. */
const mayHead = ({ matches }: LabelPiece): boolean =>
  matches.some(match => match.kind === 'column' || match.kind === 'column_group');

/** A number is of the last words before it, on its line or, of a label in several lines, on one of them. */
const standsBeside = (value: Piece, { top, bottom }: Piece): boolean =>
  value.top >= top - 0.5 * value.size && value.top <= bottom + 0.5 * value.size;

function cellOver(columns: readonly Column[], piece: Piece, limit: number): TableCell {
  const { from, until } = spanOf(columns, piece);
  return {
    text: piece.text,
    gridColumn: from,
    colSpan: Math.max(1, Math.min(limit, until) - from),
    rowSpan: 1,
  };
}

/** Where the headings above a row end: what is right of them is no cell of it. Headings that no row parts are one. */
function reachOfHeadings(
  headingLines: readonly (readonly LabelPiece[])[],
  leaves: readonly Piece[],
  columns: readonly Column[],
): (top: number) => number {
  const reaches: { top: number; until: number }[] = [];
  let leaf = 0;
  for (const line of headingLines) {
    const top = line[0]?.top ?? 0;
    const before = leaf;
    while ((leaves[leaf]?.top ?? Number.POSITIVE_INFINITY) < top) leaf++;
    const headed = line.filter(label => label.matches.some(match => match.kind === 'column'));
    const above = leaf === before ? (reaches.at(-1)?.until ?? 0) : 0;
    reaches.push({ top, until: Math.max(above, ...headed.map(label => spanOf(columns, label).until)) });
  }
  return top => {
    let from = 0;
    let to = reaches.length;
    while (from < to) {
      const middle = (from + to) >> 1;
      if ((reaches[middle]?.top ?? 0) < top) from = middle + 1;
      else to = middle;
    }
    return reaches[from - 1]?.until || columns.length;
  };
}

/** One cell for each column of figures; several numbers in one are no number. */
function filled(
  columns: readonly Column[],
  first: number,
  end: number,
  pieces: readonly Piece[],
): TableCell[] {
  const cells: TableCell[] = [];
  const byColumn = new Map<number, Piece[]>();
  for (const piece of pieces) {
    const { from } = spanOf(columns, piece);
    byColumn.set(from, [...(byColumn.get(from) ?? []), piece]);
  }
  for (let column = Math.min(first, ...byColumn.keys()); column < columns.length; column++) {
    const own = byColumn.get(column) ?? [];
    if (own.length === 0 && (column < first || column >= end)) continue;
    const text = own.map(piece => piece.text).join('\n');
    const until = Math.max(column + 1, ...own.map(piece => spanOf(columns, piece).until));
    cells.push({ text, gridColumn: column, colSpan: until - column, rowSpan: 1 });
    column = until - 1;
  }
  return cells;
}

const shareColumn = (columns: readonly Column[], pieces: readonly Piece[]): boolean =>
  new Set(pieces.map(piece => spanOf(columns, piece).from)).size < pieces.length;

/** Whether one digit more would have had to go to the next line. */
function fillsColumn(columns: readonly Column[], { left, right, size }: Piece): boolean {
  const at = columns.findIndex(column => overlaps(column, { left, right }));
  const [before, own, next] = [columns[at - 1], columns[at], columns[at + 1]];
  // Behind the last column nothing shows its width: it is taken to be as wide as the one before.
  const end = next?.left ?? (own && before ? 2 * own.left - before.left : Number.POSITIVE_INFINITY);
  return end - right < widestMargin * size;
}

/** Whether every number is a part of a sum that stands behind it, or that sum: then none has lost a digit. */
function addsUp(cells: readonly Piece[]): boolean {
  let sum = 0;
  let parts = 0;
  for (const { text } of cells.toSorted((a, b) => a.left - b.left)) {
    const number = /^\d+$/.test(text) ? Number(text) : 0;
    if (parts > 0 && sum > 0 && number === sum) {
      sum = 0;
      parts = 0;
    } else {
      sum += number;
      parts++;
    }
  }
  return sum === 0;
}

/** Two margins of a cell and not quite a digit, in sizes. */
const widestMargin = 1.6;

/** Two numbers in one piece (8 260) have drawn what is behind them out of its columns. */
const isOneValue = ({ text }: Piece): boolean => isValue(text) || isUnit(text);

/** Numbers of a row that has moved, in one cell below all headings. */
function unplaced(columns: readonly Column[], first: number, pieces: readonly Piece[]): TableCell[] {
  const text = pieces.map(piece => piece.text).join('\n');
  return pieces.length === 0
    ? []
    : [{ text, gridColumn: first, colSpan: columns.length - first, rowSpan: 1 }];
}

const depths = new Map(
  sectionForms.flatMap(form =>
    tableOf(form, 'requests').rows.map(row => [row.key, row.under.length] as const),
  ),
);

/** Labels of section 三 that begin in another column than the others of their depth: their row has moved with them. */
function strayedLabels(leaves: readonly LabelPiece[], columns: readonly Column[]): ReadonlySet<LabelPiece> {
  const strayed = new Set<LabelPiece>();
  const byDepth = new Map<number, LabelPiece[]>();
  for (const leaf of leaves) {
    const depth = leaf.matches.flatMap(match =>
      match.table === 'requests' ? (depths.get(match.key) ?? []) : [],
    )[0];
    if (depth !== undefined) byDepth.set(depth, [...(byDepth.get(depth) ?? []), leaf]);
  }
  for (const labels of byDepth.values()) {
    const places = labels.map(label => spanOf(columns, label).from);
    const times = new Map<number, number>();
    for (const place of places) times.set(place, (times.get(place) ?? 0) + 1);
    const [usual] = [...times].reduce((best, next) => (next[1] > best[1] ? next : best));
    for (const [index, label] of labels.entries()) if (places[index] !== usual) strayed.add(label);
  }
  return strayed;
}
