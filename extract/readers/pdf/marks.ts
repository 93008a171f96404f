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

export function marksOf(page: PdfPage): PageMarks {
  const { characters, lines, unmapped } = draw(page);
  const turn = mainTurn(characters);
  const upright = uprighting(turn, page.width, page.height);
  const [width, height] = turn % 2 === 0 ? [page.width, page.height] : [page.height, page.width];
  const aside = new Map<string, string>();
  const marks: Mark[] = [];
  for (const character of characters) {
    const [startX, baseline] = upright(character.start);
    const [endX] = upright(character.end);
    const mark: Mark = {
      text: character.text,
      x0: Math.min(startX, endX),
      x1: Math.max(startX, endX),
      baseline,
      size: character.size,
    };
    const reason = whyAside(character, mark, turn, width, height);
    if (reason === null) marks.push(mark);
    else aside.set(reason, (aside.get(reason) ?? '') + character.text);
  }
  return {
    number: page.number,
    width,
    height,
    marks: withoutOverprint(marks),
    rules: lines.flatMap(({ start, end }) => ruleBetween(upright(start), upright(end)) ?? []),
    aside: [...aside].map(([reason, text]) => ({ reason, text })).filter(({ text }) => text.trim() !== ''),
    unmapped,
    isCut: page.isCut,
  };
}

/**
 * Text just off the page stays: a table too wide for its page goes on there, and the half of a number that still
 * shows must not be taken for all of it.
 */
function whyAside(
  character: DrawnCharacter,
  mark: Mark,
  turn: number,
  width: number,
  height: number,
): string | null {
  if (!character.visible) return 'invisible text layer';
  if (character.turn !== turn) return 'set at an angle';
  const [farX, farY] = [width / 2, height / 2];
  const isNear =
    mark.x1 > -farX && mark.x0 < width + farX && mark.baseline > -farY && mark.baseline < height + farY;
  return isNear ? null : 'outside the page';
}

/** How most of the page's text is turned: a wide table often stands sideways on an upright page. */
function mainTurn(characters: readonly DrawnCharacter[]): 0 | 1 | 2 | 3 {
  const counts = [0, 0, 0, 0];
  for (const { turn, visible, text } of characters)
    if (turn !== null && visible && text.trim() !== '') counts[turn] = (counts[turn] ?? 0) + 1;
  const most = counts.indexOf(Math.max(...counts));
  return most === 1 || most === 2 || most === 3 ? most : 0;
}

type Point = readonly [number, number];

function uprighting(turn: 0 | 1 | 2 | 3, width: number, height: number): (point: Point) => Point {
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
