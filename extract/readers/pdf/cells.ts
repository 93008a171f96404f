/** Puts the characters of a page into the cells of its tables. */

import type { Lattice, LatticeCell } from './lattice.ts';
import { type Line, linesOf } from './lines.ts';
import { centreX, centreY, isSpace, type Mark } from './marks.ts';

export interface FilledCell extends LatticeCell {
  readonly text: string;
}

/** A table on one page, or one put together from several. */
export interface FilledTable {
  readonly columns: readonly number[];
  /** How many rows of the grid. */
  readonly height: number;
  readonly cells: readonly FilledCell[];
  readonly openAbove: boolean;
  readonly openBelow: boolean;
}

/** Index of the interval that holds a place; -1 outside. */
function intervalOf(edges: readonly number[], place: number): number {
  if (place < (edges[0] ?? 0) || place >= (edges.at(-1) ?? 0)) return -1;
  let low = 0;
  let high = edges.length - 1;
  while (high - low > 1) {
    const half = (low + high) >> 1;
    if ((edges[half] ?? 0) <= place) low = half;
    else high = half;
  }
  return low;
}

/** The same, and for a place outside the interval next to it. */
function nearestInterval(edges: readonly number[], place: number): number {
  if (place < (edges[0] ?? 0)) return 0;
  const found = intervalOf(edges, place);
  return found === -1 ? edges.length - 2 : found;
}

/** Whether a character stands in a table. */
export const standsIn = ({ columns, rows }: Lattice, mark: Mark): boolean =>
  intervalOf(columns, centreX(mark)) !== -1 && intervalOf(rows, centreY(mark)) !== -1;

/** Whether a character that stands in no table begins or ends in this one: its cell is too narrow for it. */
export function reachesInto({ columns, rows }: Lattice, mark: Mark): boolean {
  const inside = Math.min(mark.x1, columns.at(-1) ?? 0) - Math.max(mark.x0, columns[0] ?? 0);
  return inside > leastInside * (mark.x1 - mark.x0) && intervalOf(rows, centreY(mark)) !== -1;
}

/** Of the width of a character: text beside a table may touch its edge. */
const leastInside = 0.2;

/** @param marks the characters that stand in the table, and those that run over its edge. */
export function fill(lattice: Lattice, marks: readonly Mark[]): FilledTable {
  const { columns, rows } = lattice;
  const width = columns.length - 1;
  const owner = new Int32Array(width * (rows.length - 1));
  for (const [index, cell] of lattice.cells.entries())
    for (let row = cell.top; row < cell.bottom; row++)
      for (let column = cell.left; column < cell.right; column++) owner[row * width + column] = index;
  const cellOf = (mark: Mark): number =>
    owner[nearestInterval(rows, centreY(mark)) * width + nearestInterval(columns, centreX(mark))] ?? 0;

  const contents: Mark[][] = lattice.cells.map(() => []);
  const bridges: [number, number][] = [];
  for (const mark of marks) if (isSpace(mark)) contents[cellOf(mark)]?.push(mark);
  for (const line of linesOf(marks))
    for (const word of wordsThatHold(line)) {
      const share = new Map<number, number>();
      for (const mark of word) share.set(cellOf(mark), (share.get(cellOf(mark)) ?? 0) + 1);
      const [[home, most] = [0, 0], ...others] = [...share].sort(([, a], [, b]) => b - a);
      contents[home]?.push(...word);
      // A number printed across a line belongs to the cell that has nearly all of it, or to both.
      if (most < 0.7 * word.length) for (const [other] of others) bridges.push([home, other]);
    }
  const merged = mergeBridged(lattice.cells, contents, bridges);
  return {
    columns,
    height: rows.length - 1,
    openAbove: lattice.openAbove,
    openBelow: lattice.openBelow,
    cells: merged
      .filter(({ cell, content }) => !cell.isOutside || content.some(mark => !isSpace(mark)))
      .map(({ cell, content }) => ({ ...cell, text: textOf(cell, content, columns) })),
  };
}

/** The line cut into pieces that belong to one cell each: numbers whole, other characters one by one. */
function* wordsThatHold(line: Line): Generator<Mark[]> {
  let digits: Mark[] = [];
  for (const mark of line.marks) {
    const last = digits.at(-1);
    const goesOn = last && mark.x0 - last.x1 < 0.2 * mark.size;
    if (/^[\d.,+−－–-]$/.test(mark.text)) {
      if (goesOn) digits.push(mark);
      else {
        if (digits.length > 0) yield digits;
        digits = [mark];
      }
      continue;
    }
    if (digits.length > 0) yield digits;
    digits = [];
    yield [mark];
  }
  if (digits.length > 0) yield digits;
}

interface Filling {
  readonly cell: LatticeCell;
  readonly content: readonly Mark[];
}

/** Cells that one number bridges become one: then nobody reads it as the number of either column. */
function mergeBridged(
  cells: readonly LatticeCell[],
  contents: readonly (readonly Mark[])[],
  bridges: readonly (readonly [number, number])[],
): Filling[] {
  const fillings = new Map<number, Filling>(
    cells.map((cell, index) => [index, { cell, content: contents[index] ?? [] }]),
  );
  const goneTo = new Map<number, number>();
  const currentOf = (index: number): number => {
    let current = index;
    for (let next = goneTo.get(current); next !== undefined; next = goneTo.get(current)) current = next;
    return current;
  };
  for (const [from, to] of bridges) {
    const [one, other] = [currentOf(from), currentOf(to)];
    const [a, b] = [fillings.get(one), fillings.get(other)];
    if (!a || !b || one === other) continue;
    const beside =
      a.cell.top === b.cell.top &&
      a.cell.bottom === b.cell.bottom &&
      (a.cell.right === b.cell.left || b.cell.right === a.cell.left);
    if (!beside) continue;
    const cell = {
      ...a.cell,
      left: Math.min(a.cell.left, b.cell.left),
      right: Math.max(a.cell.right, b.cell.right),
    };
    fillings.set(one, { cell, content: [...a.content, ...b.content] });
    fillings.delete(other);
    goneTo.set(other, one);
  }
  return [...fillings.values()];
}

/** Space left free in a cell at both sides of a full line, in points: the default of the usual word processors. */
const padding = 12;

/** Lines of a cell; a number that its narrow column broke over lines is put together again. */
function textOf(cell: LatticeCell, marks: readonly Mark[], columns: readonly number[]): string {
  const width = (columns[cell.right] ?? 0) - (columns[cell.left] ?? 0);
  let text = '';
  let before: Line | null = null;
  for (const line of linesOf(marks)) {
    const isBroken = before !== null && breaksNumber(before, line, width);
    text += before === null || isBroken ? line.text : `\n${line.text}`;
    before = line;
  }
  return text;
}

/**
 * Nothing but digits on both lines, and the first has no room for one more: it is a number that was broken. A space at
 * the end of the first is where it was broken: between two numbers. A line that is wider than the cell was not broken to
 * fit it.
 */
function breaksNumber(before: Line, after: Line, width: number): boolean {
  if (before.endsInSpace) return false;
  if (!/^\d[\d.,]*$/.test(before.text) || !/^[\d.,]+$/.test(after.text)) return false;
  const digit = Math.max(...before.marks.map(mark => mark.x1 - mark.x0));
  const taken = before.right - before.left;
  return before.marks.length > 1 && taken <= width && taken + digit > width - padding;
}
