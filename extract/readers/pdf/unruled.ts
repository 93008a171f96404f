/**
 * Tables that no line rules, by where their words stand. Labels of the form show which lines of text are one cell;
 * what stands above each other is one column; a number belongs to the row of the label whose lines it stands beside.
 */

import { tableOf } from '../../../schema/forms/form.ts';
import { sectionForms } from '../../../schema/forms/index.ts';
import type { TableBlock, TableCell, TableRow } from '../../document.ts';
import { isLabelPrefix, type LabelMatch, matchLabel, matchWhole } from '../../tables/labels.ts';
import { isUnit } from '../../tables/list-rows.ts';
import { isValue } from '../../tables/rows.ts';
import { columnsOf, type Line } from './lines.ts';

/** A piece of a line, or several below each other; `top` and `bottom` are the middles of its first and last line. */
interface Piece {
  readonly text: string;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  readonly size: number;
}

interface LabelPiece extends Piece {
  readonly matches: readonly LabelMatch[];
}

interface Column {
  left: number;
  right: number;
}

/** Cells are set apart by this, in sizes; between the characters of a cell there is less. */
export const gapBetweenCells = 0.55;
/** Lines of one label are not farther apart, in sizes. */
const longestPitch = 2.2;
/** Fewer labels may stand in any text. */
const fewestLabels = 4;
/** Between the lines of one page and of the next. */
const pageStep = 100_000;

export interface PagedLine {
  readonly line: Line;
  readonly page: number;
}

/** A stretch of lines as a table; null where it is none, or none of the form. */
export function unruledTable(lines: readonly PagedLine[]): TableBlock | null {
  const pieces = lines.flatMap(piecesOf);
  const { labels, words, values } = sorted(pieces);
  if (labels.length < fewestLabels || values.length === 0) return null;
  const columns = stacksOf([...labels, ...words, ...values]);
  const firstValue = firstValueColumn(columns, labels, words, values);
  // Groups too: the form prints dashes beside those of a list.
  const isLeaf = (label: LabelPiece): boolean =>
    spanOf(columns, label).from < firstValue &&
    label.matches.some(
      match => match.kind === 'row' || (match.kind === 'row_group' && match.table !== 'proactive'),
    );
  const leaves = labels.filter(isLeaf).sort((a, b) => a.top - b.top);
  const rowOf = new Map<Piece, Piece[]>();
  const bare: Piece[] = [];
  const columnOf = (value: Piece): number => spanOf(columns, value).from;
  const apart: Piece[] = [];
  for (const value of values) {
    const beside = [...words, ...leaves].filter(
      piece => piece.left < value.left && standsBeside(value, piece),
    );
    const owner = beside.toSorted((a, b) => b.left - a.left)[0];
    if (owner) rowOf.set(owner, [...(rowOf.get(owner) ?? []), value]);
    else apart.push(value);
  }
  // Below a number, beside no label: the rest of it, broken over two lines.
  for (const value of apart) {
    const near = [...rowOf.values()].find(own =>
      own.some(
        other =>
          columnOf(other) === columnOf(value) && Math.abs(other.top - value.top) <= longestPitch * value.size,
      ),
    );
    (near ?? bare).push(value);
  }
  const headingLines = inLines(labels.filter(label => !isLeaf(label)));
  const rows: { top: number; cells: TableCell[] }[] = headingLines.map(line => ({
    top: line[0]?.top ?? 0,
    cells: line.sort((a, b) => a.left - b.left).map(piece => cellOver(columns, piece, columns.length)),
  }));
  const row = (top: number, label: Piece | null, cells: readonly Piece[]): void => {
    const behind = filled(columns, firstValue, lastHeaded(top, headingLines, leaves, columns), cells);
    rows.push({ top, cells: [...(label ? [cellOver(columns, label, firstValue)] : []), ...behind] });
  };
  const strayed = strayedLabels(leaves, columns);
  for (const leaf of leaves) {
    const own = rowOf.get(leaf) ?? [];
    if (!strayed.has(leaf)) row(leaf.top, leaf, own);
    else
      rows.push({
        top: leaf.top,
        cells: [cellOver(columns, leaf, firstValue), ...unplaced(columns, firstValue, own)],
      });
  }
  for (const word of words) {
    const own = rowOf.get(word);
    if (own) row(word.top, word, own);
    else rows.push({ top: word.top, cells: [cellOver(columns, word, columns.length)] });
  }
  for (const group of inLines(bare)) row(group[0]?.top ?? 0, null, group);
  return {
    kind: 'table',
    geometry: 'spans',
    rows: rows.sort((a, b) => a.top - b.top).map(({ cells }): TableRow => ({ cells })),
    width: columns.length,
  };
}

function piecesOf({ line, page }: PagedLine): Piece[] {
  const middle = page * pageStep + line.middle;
  return columnsOf(line, gapBetweenCells).map(({ text, left, right, size }) => ({
    text,
    left,
    right,
    top: middle,
    bottom: middle,
    size,
  }));
}

/** Labels put together from their lines, numbers and units, and all other words. */
function sorted(pieces: readonly Piece[]): { labels: LabelPiece[]; words: Piece[]; values: Piece[] } {
  const values = pieces.filter(({ text }) => isValue(text));
  const taken = new Set<Piece>(values);
  const labels: LabelPiece[] = [];
  const words: Piece[] = [];
  const ordered = pieces.filter(piece => !taken.has(piece)).sort((a, b) => a.top - b.top || a.left - b.left);
  for (const piece of ordered) {
    if (taken.has(piece)) continue;
    const chain = longestLabel(piece, ordered, taken);
    if (!chain) {
      (isUnit(piece.text) ? values : words).push(piece);
      continue;
    }
    for (const part of chain.parts) taken.add(part);
    labels.push(chain.label);
  }
  return { labels, words, values };
}

const overlaps = (a: Column, b: Column): boolean => a.left < b.right && b.left < a.right;

/** The longest label that begins with this piece and goes on below it. */
function longestLabel(
  first: Piece,
  pieces: readonly Piece[],
  taken: ReadonlySet<Piece>,
): { label: LabelPiece; parts: readonly Piece[] } | null {
  let parts: Piece[] = [first];
  let text = first.text;
  let best: { label: LabelPiece; parts: readonly Piece[] } | null = null;
  for (;;) {
    const found = parts.length === 1 ? matchLabel(text) : matchWhole(text);
    const matches = found.filter(match => match.kind !== 'section');
    const last = parts.at(-1) ?? first;
    if (matches.length > 0) {
      const left = Math.min(...parts.map(part => part.left));
      const right = Math.max(...parts.map(part => part.right));
      best = { label: { ...first, text, left, right, bottom: last.bottom, matches }, parts };
    }
    if (!isLabelPrefix(text)) return best;
    const next = pieces
      .filter(
        piece =>
          !taken.has(piece) &&
          piece.top > last.top + 0.5 * last.size &&
          piece.top - last.top <= longestPitch * last.size &&
          overlaps(piece, last),
      )
      .sort((a, b) => a.top - b.top || Math.abs(a.left - first.left) - Math.abs(b.left - first.left))[0];
    if (!next) return best;
    parts = [...parts, next];
    text += next.text;
  }
}

/** Where pieces stand above each other, narrow ones first: what reaches over two columns is a heading above both. */
function stacksOf(pieces: readonly Piece[]): Column[] {
  const columns: Column[] = [];
  for (const piece of [...pieces].sort((a, b) => a.right - a.left - (b.right - b.left))) {
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
  const countIn = (pieces: readonly Piece[], column: number): number =>
    pieces.filter(piece => spanOf(columns, piece).from === column).length;
  const isFigures = (_: Column, column: number): boolean =>
    countIn(values, column) > countIn(labels, column) + countIn(words, column);
  // One word alone may head a column or not: 本年度 begins the label of a group, too.
  const headings = inLines(labels.filter(isHeading))
    .filter(line => line.length > 1)
    .flatMap(line => line.map(label => spanOf(columns, label).from));
  const figures = columns.findIndex(isFigures);
  return Math.min(figures === -1 ? columns.length : figures, ...headings);
}

/** A number is of the last words before it, on its line or, of a label in several lines, on one of them. */
const isHeading = ({ matches }: LabelPiece): boolean => matches.every(match => match.kind === 'column');

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

/** Where the headings above a row end: what is right of them is no cell of it. */
function lastHeaded(
  top: number,
  headingLines: readonly (readonly LabelPiece[])[],
  leaves: readonly Piece[],
  columns: readonly Column[],
): number {
  const above = headingLines.filter(([first]) => first && first.top < top);
  const nearest = above.at(-1)?.[0]?.top ?? 0;
  const before = leaves.findLast(leaf => leaf.top < nearest)?.top ?? Number.NEGATIVE_INFINITY;
  const own = above.filter(([first]) => first && first.top > before).flat();
  const headed = own.filter(label => label.matches.some(match => match.kind === 'column'));
  return headed.length === 0
    ? columns.length
    : Math.max(...headed.map(label => spanOf(columns, label).until));
}

/** One cell for each column of figures; several numbers in one are no number. */
function filled(
  columns: readonly Column[],
  first: number,
  end: number,
  pieces: readonly Piece[],
): TableCell[] {
  const cells: TableCell[] = [];
  for (let column = first; column < columns.length; column++) {
    const own = pieces.filter(piece => spanOf(columns, piece).from === column);
    if (own.length === 0 && column >= end) continue;
    const text = own.map(piece => piece.text).join('\n');
    const until = Math.max(column + 1, ...own.map(piece => spanOf(columns, piece).until));
    cells.push({ text, gridColumn: column, colSpan: until - column, rowSpan: 1 });
    column = until - 1;
  }
  return cells;
}

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
    const usual = places.toSorted(
      (a, b) => places.filter(place => place === b).length - places.filter(place => place === a).length,
    )[0];
    for (const [index, label] of labels.entries()) if (places[index] !== usual) strayed.add(label);
  }
  return strayed;
}

/** Pieces that stand on one line each. */
function inLines<P extends Piece>(pieces: readonly P[]): P[][] {
  const lines: P[][] = [];
  for (const piece of [...pieces].sort((a, b) => a.top - b.top)) {
    const line = lines.at(-1);
    const [first] = line ?? [];
    if (line && first && piece.top - first.top <= 0.5 * piece.size) line.push(piece);
    else lines.push([piece]);
  }
  return lines;
}
