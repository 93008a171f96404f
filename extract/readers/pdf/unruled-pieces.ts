/**
 * The pieces of a page that no line rules: what stands together on a line, and labels of the form put together from
 * the lines that a narrow column broke them into.
 */

import { isLabelPrefix, type LabelMatch, matchLabel, matchWhole } from '../../tables/labels.ts';
import { isUnit } from '../../tables/list-rows.ts';
import { holdsValues } from '../../tables/rows.ts';
import { columnsOf, type Line } from './lines.ts';

/** A piece of a line, or several below each other; `top` and `bottom` are the middles of its first and last line. */
export interface Piece {
  readonly text: string;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  readonly size: number;
  readonly page: number;
}

export interface LabelPiece extends Piece {
  readonly matches: readonly LabelMatch[];
}

export interface Column {
  left: number;
  right: number;
}

/** Cells are set apart by this, in sizes; between the characters of a cell there is less. */
export const gapBetweenCells = 0.55;
/** Lines of one label are not farther apart, in sizes. */
export const longestPitch = 2.2;
/** From the last line of a page to the first of the next, in sizes: as between lines of one cell. */
const pitchOverPages = 1.4;

/** More pieces on one line than any table of the form has: running text set wide. */
const mostPieces = 60;

export interface PagedLine {
  readonly line: Line;
  readonly page: number;
}

/** What stands at the foot of a page goes on at the head of the next, as if nothing parted them. */
export function piecesOf(lines: readonly PagedLine[]): Piece[] | null {
  const pieces: Piece[] = [];
  let shift = 0;
  let before: PagedLine | null = null;
  let lowest = 0;
  for (const next of lines) {
    const { line, page } = next;
    if (before && before.page !== page) shift = lowest + pitchOverPages * line.size - line.middle;
    const middle = line.middle + shift;
    lowest = Math.max(lowest, middle);
    before = next;
    const parts = columnsOf(line, gapBetweenCells);
    if (parts.length > mostPieces) return null;
    for (const { text, left, right, size } of parts)
      pieces.push({ text, left, right, top: middle, bottom: middle, size, page });
  }
  return pieces;
}

/** Pieces by their height on the page: what is near one is found without a look at all others. */
export class ByHeight {
  private readonly bands = new Map<number, Piece[]>();

  /** @param reach how far above and below itself a piece is found, in sizes. */
  constructor(pieces: readonly Piece[], reach = 1) {
    for (const piece of pieces) {
      const first = bandOf(piece.top - reach * piece.size);
      const count = Math.min(mostBands, bandOf(piece.bottom + reach * piece.size) - first + 1);
      for (let band = first; band - first < count; band++) {
        const known = this.bands.get(band);
        if (known) known.push(piece);
        else this.bands.set(band, [piece]);
      }
    }
  }

  near(height: number): readonly Piece[] {
    return this.bands.get(bandOf(height)) ?? [];
  }
}

const bandHeight = 20;
/** Higher than any label is: letters as large as the page, or larger. */
const mostBands = 100;
const bandOf = (height: number): number => Math.floor(height / bandHeight);

/** Labels put together from their lines, numbers and units, and all other words. */
export function sorted(pieces: readonly Piece[]): { labels: LabelPiece[]; words: Piece[]; values: Piece[] } {
  const values = pieces.filter(({ text }) => holdsValues(text));
  const taken = new Set<Piece>(values);
  const labels: LabelPiece[] = [];
  const words: Piece[] = [];
  const ordered = pieces.filter(piece => !taken.has(piece)).sort((a, b) => a.top - b.top || a.left - b.left);
  const starts = new Map<number, number>();
  for (const [index, { page }] of ordered.entries()) if (!starts.has(page)) starts.set(page, index);
  for (const [index, piece] of ordered.entries()) {
    if (taken.has(piece)) continue;
    const chain = longestLabel(index, ordered, taken, starts);
    if (!chain) {
      (isUnit(piece.text) ? values : words).push(piece);
      continue;
    }
    for (const part of chain.parts) taken.add(part);
    labels.push(chain.label);
  }
  return { labels, words, values };
}

export const overlaps = (a: Column, b: Column): boolean => a.left < b.right && b.left < a.right;

/** The longest label that begins with the piece at `start` and goes on below it. */
function longestLabel(
  start: number,
  ordered: readonly Piece[],
  taken: ReadonlySet<Piece>,
  starts: ReadonlyMap<number, number>,
): { label: LabelPiece; parts: readonly Piece[] } | null {
  const first = ordered[start];
  if (!first) return null;
  const parts: Piece[] = [first];
  let { text, left, right } = first;
  let last = first;
  let at = start;
  let best: { label: LabelPiece; length: number } | null = null;
  for (;;) {
    const found = parts.length === 1 ? matchLabel(text) : matchWhole(text);
    const matches = found.filter(match => match.kind !== 'section');
    if (matches.length > 0)
      best = { label: { ...first, text, left, right, bottom: last.bottom, matches }, length: parts.length };
    let next = isLabelPrefix(text) ? lineBelow(at, ordered, taken, first) : -1;
    if (next === -1 || !isLabelPrefix(text + (ordered[next]?.text ?? '')))
      next = lineOverleaf(at, ordered, taken, starts, text, matches.length > 0);
    const piece = ordered[next];
    if (!piece) return best && { label: best.label, parts: parts.slice(0, best.length) };
    parts.push(piece);
    text += piece.text;
    left = Math.min(left, piece.left);
    right = Math.max(right, piece.right);
    last = piece;
    at = next;
  }
}

/** Where the piece stands that goes on below the one at `from`; -1 where there is none. */
function lineBelow(from: number, ordered: readonly Piece[], taken: ReadonlySet<Piece>, first: Piece): number {
  const last = ordered[from];
  let best = -1;
  if (!last) return best;
  for (let index = from + 1; index < ordered.length; index++) {
    const piece = ordered[index];
    if (!piece || piece.top - last.top > longestPitch * last.size) break;
    const above = ordered[best];
    if (above && piece.top > above.top) break;
    if (taken.has(piece) || piece.top <= last.top + 0.5 * last.size || !overlaps(piece, last)) continue;
    if (!above || Math.abs(piece.left - first.left) < Math.abs(above.left - first.left)) best = index;
  }
  return best;
}

/** Where the label of a group goes on at the head of the next page, as far from its row as the group is high. */
function lineOverleaf(
  from: number,
  ordered: readonly Piece[],
  taken: ReadonlySet<Piece>,
  starts: ReadonlyMap<number, number>,
  text: string,
  isLabel: boolean,
): number {
  const last = ordered[from];
  const start = last && starts.get(last.page + 1);
  const head = start === undefined ? undefined : ordered[start];
  if (!last || start === undefined || !head) return -1;
  for (let index = start; index < ordered.length; index++) {
    const piece = ordered[index];
    if (!piece || piece.top - head.top > longestPitch * head.size) break;
    if (taken.has(piece) || !overlaps(piece, last)) continue;
    // What is a label already (本年度) goes on only to become another.
    if (isLabel ? matchWhole(text + piece.text).length > 0 : isLabelPrefix(text + piece.text)) return index;
  }
  return -1;
}

/** Pieces that stand on one line each. */
export function inLines<P extends Piece>(pieces: readonly P[]): P[][] {
  const lines: P[][] = [];
  for (const piece of [...pieces].sort((a, b) => a.top - b.top)) {
    const line = lines.at(-1);
    const [first] = line ?? [];
    if (line && first && piece.top - first.top <= 0.5 * piece.size) line.push(piece);
    else lines.push([piece]);
  }
  return lines;
}
