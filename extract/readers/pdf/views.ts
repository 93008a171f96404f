/**
 * A page by the directions its text is set in: a wide table stands sideways under an upright heading, the label of a
 * group runs up its cell. Each direction that says something is laid out upright, as a page of its own.
 */

import { type Lattice, type LatticeCell, latticesOf } from './lattice.ts';
import { columnsOf, linesOf } from './lines.ts';
import {
  centreX,
  centreY,
  directionsOf,
  isSpace,
  type Mark,
  type PageMarks,
  type Point,
  type Turn,
  type TurnedMarks,
  uprighting,
} from './marks.ts';
import type { PdfPage } from './pdfjs.ts';

/** Fewer Chinese characters on a line, outside of any table, are a page number or a note at the binding edge. */
const fewestHan = 6;
/** Lines that cross the direction of the tables they stand in; more of them are a pattern, and no labels. */
const mostCrossing = 500;

/** One view of a page, or one for each direction that says something, in the order in which they begin. */
export function viewsOf(page: PdfPage): PageMarks[] {
  const { directions, aside, unmapped } = directionsOf(page);
  const views = directions.length === 1 ? directions : apart(directions, page, aside);
  return views.map(({ turn, width, height, marks, rules }, index) => ({
    number: page.number,
    turn,
    width,
    height,
    marks,
    rules,
    aside:
      index > 0
        ? []
        : [...aside].map(([reason, text]) => ({ reason, text })).filter(({ text }) => text.trim() !== ''),
    unmapped: index > 0 ? 0 : unmapped,
    isCut: page.isCut,
  }));
}

interface Direction extends TurnedMarks {
  readonly lattices: readonly Lattice[];
  /** Without what stands in tables of another direction. */
  readonly own: Mark[];
  readonly crossing: Mark[];
}

function apart(
  directions: readonly TurnedMarks[],
  page: PdfPage,
  aside: Map<string, string>,
): readonly TurnedMarks[] {
  const setAside = (marks: readonly Mark[]): void => {
    const reason = 'set at an angle';
    const text = linesOf(marks).map(line => line.text);
    if (text.length > 0) aside.set(reason, [aside.get(reason) ?? '', ...text].filter(Boolean).join('\n'));
  };
  const tablesOf = byDirection(directions, page);
  const all = directions.map((direction): Direction => {
    const inOther = (mark: Mark): boolean => {
      const owner = tablesOf(mark, direction);
      return owner !== null && owner !== direction.turn;
    };
    const crossing = new Set(
      linesOf(direction.marks)
        .flatMap(line => columnsOf(line))
        .filter(line => line.marks.some(inOther))
        .flatMap(line => line.marks),
    );
    return {
      ...direction,
      lattices: latticesOf(direction.rules) ?? [],
      own: direction.marks.filter(mark => !crossing.has(mark) && !(isSpace(mark) && inOther(mark))),
      crossing: [...crossing],
    };
  });
  const kept = all.filter((direction, index) => index === 0 || says(direction));
  for (const direction of all) {
    if (!kept.includes(direction)) setAside(direction.own);
    const lines = linesOf(direction.crossing);
    const left =
      lines.length > mostCrossing ? lines : lines.filter(line => !joins(line.marks, direction, all, page));
    setAside(left.flatMap(line => line.marks));
  }
  const topOf = ({ own, turn }: Direction): number =>
    own.reduce((top, mark) => Math.min(top, onPage(mark, turn, page)[1]), Number.POSITIVE_INFINITY);
  return kept
    .map(direction => ({ ...direction, marks: direction.own, top: topOf(direction) }))
    .sort((a, b) => a.top - b.top);
}

/** Of which direction the table is that a mark stands in: that of most of its text; null outside of tables. */
function byDirection(
  directions: readonly TurnedMarks[],
  page: PdfPage,
): (mark: Mark, direction: TurnedMarks) => Turn | null {
  const upright = uprighting(0, page.width, page.height);
  const [first] = directions;
  // Lines are the same ones however the page is held.
  const lattices = first
    ? (latticesOf(first.rules) ?? []).map(lattice => {
        const corner = (x: number | undefined, y: number | undefined): Point =>
          back(first.turn, page)([x ?? 0, y ?? 0]);
        const [x0, y0] = upright(corner(lattice.columns[0], lattice.rows[0]));
        const [x1, y1] = upright(corner(lattice.columns.at(-1), lattice.rows.at(-1)));
        return {
          left: Math.min(x0, x1),
          right: Math.max(x0, x1),
          top: Math.min(y0, y1),
          bottom: Math.max(y0, y1),
          counts: new Map<Turn, number>(),
        };
      })
    : [];
  const areaOf = (box: (typeof lattices)[number]): number => (box.right - box.left) * (box.bottom - box.top);
  lattices.sort((a, b) => areaOf(a) - areaOf(b));
  const boxOf = (mark: Mark, turn: Turn): (typeof lattices)[number] | undefined => {
    const [x, y] = onPage(mark, turn, page);
    return lattices.find(box => x >= box.left && x < box.right && y >= box.top && y < box.bottom);
  };
  for (const { turn, marks } of directions)
    for (const mark of marks) {
      const box = isSpace(mark) ? undefined : boxOf(mark, turn);
      box?.counts.set(turn, (box.counts.get(turn) ?? 0) + 1);
    }
  return (mark, { turn }) => {
    const box = boxOf(mark, turn);
    if (!box) return null;
    const [owner] = [...box.counts].sort(([, a], [, b]) => b - a)[0] ?? [turn];
    return owner;
  };
}

/** Whether a direction that is not the page's main one is more than a mark in the margin. */
function says({ own, lattices }: Direction): boolean {
  const inTable = (mark: Mark): boolean =>
    !isSpace(mark) && lattices.some(lattice => cellAt(lattice, [centreX(mark), centreY(mark)]) !== null);
  return (
    own.some(inTable) ||
    linesOf(own).some(line => (line.text.match(/\p{Script=Han}/gu) ?? []).length >= fewestHan)
  );
}

/** Whether a line that crosses the direction of its table has a cell of it to itself; there it then stands. */
function joins(
  marks: readonly Mark[],
  { turn }: Direction,
  all: readonly Direction[],
  page: PdfPage,
): boolean {
  const [first] = marks;
  if (!first) return true;
  for (const other of all) {
    if (other.turn === turn) continue;
    const upright = uprighting(other.turn, page.width, page.height);
    const place = (mark: Mark): Point => upright(onPage(mark, turn, page));
    for (const lattice of other.lattices) {
      const cell = cellAt(lattice, place(first));
      if (cell === null || !marks.every(mark => isInCell(lattice, cell, place(mark)))) continue;
      const isTaken = other.own.some(
        mark => !isSpace(mark) && isInCell(lattice, cell, [centreX(mark), centreY(mark)]),
      );
      if (isTaken) continue;
      other.own.push(inCell(lattice, cell, linesOf(marks)[0]?.text ?? '', first.size));
      return true;
    }
  }
  return false;
}

const isBetween = (place: number, from: number | undefined, to: number | undefined): boolean =>
  from !== undefined && to !== undefined && place >= from && place < to;

const isInCell = ({ columns, rows }: Lattice, cell: LatticeCell, [x, y]: Point): boolean =>
  isBetween(x, columns[cell.left], columns[cell.right]) && isBetween(y, rows[cell.top], rows[cell.bottom]);

function cellAt(lattice: Lattice, place: Point): LatticeCell | null {
  const { columns, rows, cells } = lattice;
  if (!isBetween(place[0], columns[0], columns.at(-1)) || !isBetween(place[1], rows[0], rows.at(-1)))
    return null;
  return cells.find(cell => isInCell(lattice, cell, place)) ?? null;
}

/** The whole text as one mark in the middle of its cell. */
function inCell({ columns, rows }: Lattice, cell: LatticeCell, text: string, size: number): Mark {
  const [left, right] = [columns[cell.left] ?? 0, columns[cell.right] ?? 0];
  const middle = ((rows[cell.top] ?? 0) + (rows[cell.bottom] ?? 0)) / 2;
  const [x0, x1] = [left + (right - left) / 4, right - (right - left) / 4];
  const mark = { text, x0, x1, baseline: middle, size };
  return { ...mark, baseline: middle + (middle - centreY(mark)) };
}

/** From where a mark stands in its direction to the page as it is held. */
const onPage = (mark: Mark, turn: Turn, page: PdfPage): Point =>
  back(turn, page)([centreX(mark), centreY(mark)]);

function back(turn: Turn, { width, height }: PdfPage): (point: Point) => Point {
  const opposite = ([0, 3, 2, 1] as const)[turn];
  return turn % 2 === 0 ? uprighting(opposite, width, height) : uprighting(opposite, height, width);
}
