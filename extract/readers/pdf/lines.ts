/** Characters to lines of text, by where they stand and not by the order in which they were drawn. */

import { centreX, centreY, isSpace, type Mark } from './marks.ts';

export interface Line {
  readonly marks: readonly Mark[];
  readonly text: string;
  /** A space is printed behind the last of its characters. */
  readonly endsInSpace: boolean;
  readonly left: number;
  readonly right: number;
  /** y of the middle of its characters. */
  readonly middle: number;
  readonly size: number;
}

/** Printed characters that stand beside each other, lines from above, characters from the left. */
export function linesOf(marks: readonly Mark[]): Line[] {
  const spaces = marks.filter(isSpace);
  const printed = marks.filter(mark => !isSpace(mark)).sort((a, b) => centreY(a) - centreY(b));
  const groups: { marks: Mark[]; middle: number; size: number }[] = [];
  for (const mark of printed) {
    const group = groups.at(-1);
    const y = centreY(mark);
    if (group && y - group.middle <= 0.5 * Math.min(group.size, mark.size)) {
      group.marks.push(mark);
      group.middle += (y - group.middle) / group.marks.length;
      group.size = Math.max(group.size, mark.size);
    } else groups.push({ marks: [mark], middle: y, size: mark.size });
  }
  return groups.map(({ marks: row, middle, size }) => {
    row.sort((a, b) => a.x0 - b.x0);
    const gaps = spaces.filter(space => Math.abs(centreY(space) - middle) <= 0.5 * size);
    const text = textOf(
      row,
      gaps.map(centreX).sort((a, b) => a - b),
    );
    const right = Math.max(...row.map(mark => mark.x1));
    const endsInSpace = gaps.some(space => centreX(space) > right);
    return { marks: row, text, endsInSpace, left: row[0]?.x0 ?? 0, right, middle, size };
  });
}

/**
 * A gap this wide, in sizes, parts words. Chinese characters are set wider, and word processors set a quarter of a
 * size between one and a digit, where nobody typed a space.
 */
const gapBetweenWords = 0.25;
const gapBesideHan = 0.4;
const gapBetweenHan = 0.6;
/** With a space printed in it, a narrower one does. */
const gapWithSpace = 0.1;

const han = /\p{Script=Han}/u;

export function partsWords(before: Mark, after: Mark, holdsSpace: boolean): boolean {
  const gap = (after.x0 - before.x1) / Math.max(before.size, after.size, 1);
  if (holdsSpace && gap > gapWithSpace) return true;
  const beside = Number(han.test(before.text)) + Number(han.test(after.text));
  return gap > ([gapBetweenWords, gapBesideHan, gapBetweenHan][beside] ?? gapBetweenWords);
}

/** @param spaces x of the spaces printed in the line, ascending. */
function textOf(marks: readonly Mark[], spaces: readonly number[]): string {
  let text = '';
  let next = 0;
  let before: Mark | null = null;
  for (const mark of marks) {
    if (before) {
      while ((spaces[next] ?? Number.POSITIVE_INFINITY) < before.x1 - 0.1) next++;
      const holdsSpace = (spaces[next] ?? Number.POSITIVE_INFINITY) < mark.x0;
      if (partsWords(before, mark, holdsSpace)) text += ' ';
    }
    text += mark.text;
    before = mark;
  }
  return text;
}

/** Characters of a line that follow each other without a gap. */
export function* runsOf(line: Line): Generator<Mark[]> {
  let run: Mark[] = [];
  for (const mark of line.marks) {
    const last = run.at(-1);
    if (last && mark.x0 - last.x1 >= 0.2 * mark.size) {
      yield run;
      run = [];
    }
    run.push(mark);
  }
  if (run.length > 0) yield run;
}

/** Parts of a line that a wide gap separates, where no ruling line does; `gap` in sizes. */
export function columnsOf(line: Line, gap = 1.2): Line[] {
  const parts: Mark[][] = [];
  for (const mark of line.marks) {
    const part = parts.at(-1);
    const last = part?.at(-1);
    if (part && last && mark.x0 - last.x1 < gap * line.size) part.push(mark);
    else parts.push([mark]);
  }
  return parts.flatMap(part => linesOf(part).slice(0, 1));
}
