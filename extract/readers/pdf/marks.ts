/** What stands on a page, and where: characters and ruling lines, in points, y downwards, page upright. */

import { type DrawnCharacter, draw } from './draw.ts';
import type { PdfPage } from './pdfjs.ts';

/** One printed character (a ligature may be two). */
export interface Mark {
  readonly text: string;
  readonly x0: number;
  readonly x1: number;
  /** y of the line it stands on. */
  readonly baseline: number;
  readonly size: number;
}

/** A horizontal or vertical line. `at` is its y or x, `from` < `to` are its ends. */
export interface Rule {
  readonly horizontal: boolean;
  readonly at: number;
  readonly from: number;
  readonly to: number;
}

export interface PageMarks {
  readonly number: number;
  /** How far the page was turned for its text to stand upright. */
  readonly turn: Turn;
  readonly width: number;
  readonly height: number;
  readonly marks: readonly Mark[];
  readonly rules: readonly Rule[];
  /** Text that does not show or does not run with the page, and why. */
  readonly aside: readonly { readonly text: string; readonly reason: string }[];
  /** Characters whose font does not tell what they are. */
  readonly unmapped: number;
  /** The page is more than is read. */
  readonly isCut: boolean;
}

/** Height of the middle of a character above its baseline, in sizes. */
const middle = 0.35;

export const centreX = (mark: Mark): number => (mark.x0 + mark.x1) / 2;
export const centreY = (mark: Mark): number => mark.baseline - middle * mark.size;

export const isSpace = (mark: Mark): boolean => !/[^\s\u00a0\u3000]/.test(mark.text);

/** A line this much off the straight is still straight, in points. */
const straight = 1;

/** What a page shows in one direction of writing, and what must be said of the whole of it. */
export interface TurnedMarks {
  readonly turn: Turn;
  readonly width: number;
  readonly height: number;
  readonly marks: readonly Mark[];
  readonly rules: readonly Rule[];
}

/** Quarter turns clockwise. */
export type Turn = 0 | 1 | 2 | 3;
const turns: readonly Turn[] = [0, 1, 2, 3];

/** A page in each direction that anything visible is written in, most text first; `aside` is what has none. */
export function directionsOf(page: PdfPage): {
  readonly directions: readonly TurnedMarks[];
  readonly aside: Map<string, string>;
  readonly unmapped: number;
} {
  const { characters, lines, unmapped } = draw(page);
  const aside = new Map<string, string>();
  const marks = new Map<Turn, Mark[]>();
  for (const character of characters) {
    const turn = character.visible ? character.turn : null;
    const mark = turn === null ? null : markOf(character, turn, page);
    const reason = whyAside(character, mark, turn, page);
    const known = turn === null ? undefined : marks.get(turn);
    if (reason !== null) aside.set(reason, (aside.get(reason) ?? '') + character.text);
    else if (known && mark) known.push(mark);
    else if (turn !== null && mark) marks.set(turn, [mark]);
  }
  const printed = (turn: Turn): number => (marks.get(turn) ?? []).filter(mark => !isSpace(mark)).length;
  const counts = turns.map(printed);
  const used = turns.filter(turn => (counts[turn] ?? 0) > 0);
  used.sort((a, b) => (counts[b] ?? 0) - (counts[a] ?? 0) || a - b);
  const directions = (used.length === 0 ? [0 as Turn] : used).map((turn): TurnedMarks => {
    const upright = uprighting(turn, page.width, page.height);
    const [width, height] = sizeOf(page, turn);
    return {
      turn,
      width,
      height,
      marks: withoutOverprint(marks.get(turn) ?? []),
      rules: lines.flatMap(({ start, end }) => ruleBetween(upright(start), upright(end)) ?? []),
    };
  });
  return { directions, aside, unmapped };
}

const sizeOf = ({ width, height }: PdfPage, turn: Turn): [width: number, height: number] =>
  turn % 2 === 0 ? [width, height] : [height, width];

function markOf({ text, start, end, size }: DrawnCharacter, turn: Turn, page: PdfPage): Mark {
  const upright = uprighting(turn, page.width, page.height);
  const [startX, baseline] = upright(start);
  const [endX] = upright(end);
  return { text, x0: Math.min(startX, endX), x1: Math.max(startX, endX), baseline, size };
}

/**
 * Text just off the page stays: a table too wide for its page goes on there, and the half of a number that still
 * shows must not be taken for all of it.
 */
function whyAside(
  character: DrawnCharacter,
  mark: Mark | null,
  turn: Turn | null,
  page: PdfPage,
): string | null {
  if (!character.visible) return 'invisible text layer';
  if (mark === null || turn === null) return 'set at an angle';
  const [width, height] = sizeOf(page, turn);
  const [farX, farY] = [width / 2, height / 2];
  const isNear =
    mark.x1 > -farX && mark.x0 < width + farX && mark.baseline > -farY && mark.baseline < height + farY;
  return isNear ? null : 'outside the page';
}

export type Point = readonly [number, number];

/** From points of the page to points of it as it stands when text of this direction is upright. */
export function uprighting(turn: Turn, width: number, height: number): (point: Point) => Point {
  switch (turn) {
    case 0:
      return point => point;
    case 1:
      return ([x, y]) => [y, width - x];
    case 2:
      return ([x, y]) => [width - x, height - y];
    case 3:
      return ([x, y]) => [height - y, x];
  }
}

function ruleBetween([x0, y0]: Point, [x1, y1]: Point): Rule | null {
  const [dx, dy] = [Math.abs(x1 - x0), Math.abs(y1 - y0)];
  if (dy <= straight && dx > dy)
    return { horizontal: true, at: (y0 + y1) / 2, from: Math.min(x0, x1), to: Math.max(x0, x1) };
  if (dx <= straight && dy > dx)
    return { horizontal: false, at: (x0 + x1) / 2, from: Math.min(y0, y1), to: Math.max(y0, y1) };
  return null;
}

/**
 * Bold is often made by printing a character twice, a hair apart: without this, 3 would be read as 33.
 * The same digit twice in a number stands half a size apart at least.
 */
function withoutOverprint(marks: readonly Mark[]): Mark[] {
  const kept: Mark[] = [];
  const byPlace = new Map<string, Mark[]>();
  const pitch = 2;
  for (const mark of marks) {
    const [column, row] = [Math.floor(mark.x0 / pitch), Math.floor(mark.baseline / pitch)];
    const apart = Math.min(pitch, 0.15 * mark.size);
    let printed = false;
    for (let dx = -1; dx <= 1 && !printed; dx++)
      for (let dy = -1; dy <= 1 && !printed; dy++)
        printed = (byPlace.get(`${mark.text} ${column + dx} ${row + dy}`) ?? []).some(
          other => Math.abs(other.x0 - mark.x0) < apart && Math.abs(other.baseline - mark.baseline) < apart,
        );
    if (printed) continue;
    kept.push(mark);
    const key = `${mark.text} ${column} ${row}`;
    const there = byPlace.get(key);
    if (there) there.push(mark);
    else byPlace.set(key, [mark]);
  }
  return kept;
}
