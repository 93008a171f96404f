/**
 * Tables from ruling lines. Lines that touch form a lattice; where two neighbouring fields of it have no line
 * between them they are one cell, so that merged cells come out with their true spans.
 */

import { pdfLimits } from './limits.ts';
import type { Rule } from './marks.ts';

export interface LatticeCell {
  /** Indexes into `columns` and `rows` of the edges: right and bottom are exclusive. */
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  /** It lies beside the table: nothing closes it at an edge to which other rows reach. */
  readonly isOutside?: boolean;
}

export interface Lattice {
  /** x of the vertical edges, left to right, and y of the horizontal ones, downwards; in points. */
  readonly columns: readonly number[];
  readonly rows: readonly number[];
  readonly cells: readonly LatticeCell[];
  /** No line closes the table above or below: it goes on on another page. */
  readonly openAbove: boolean;
  readonly openBelow: boolean;
}

/** Lines nearer to each other than this are one (double lines, lines drawn cell by cell). In points. */
const near = 4;
/** A line misses another by so much and still touches it. */
const touching = 3;
/** Shorter lines rule nothing: dashes are joined before they are measured. */
const shortest = 6;

/** Tables of a page, outer ones first; a frame of a single cell is none. Null where the lines are too many. */
export function latticesOf(rules: readonly Rule[]): Lattice[] | null {
  const joined = joinCollinear(rules);
  if (joined.length > pdfLimits.rules) return null;
  const lattices: Lattice[] = [];
  for (const group of touchingGroups(joined)) {
    const lattice = latticeOf(group);
    if (lattice === 'too many cells') return null;
    if (lattice && lattice.cells.length > 1) lattices.push(lattice);
  }
  return lattices;
}

/** Lines on one axis whose ends meet become one line. */
function joinCollinear(rules: readonly Rule[]): Rule[] {
  const joined: Rule[] = [];
  for (const horizontal of [true, false]) {
    const along = rules.filter(rule => rule.horizontal === horizontal).sort((a, b) => a.at - b.at);
    for (let start = 0; start < along.length; ) {
      const at = along[start]?.at ?? 0;
      let end = start;
      while ((along[end]?.at ?? Number.POSITIVE_INFINITY) - at <= 1.5) end++;
      joined.push(...joinEnds(along.slice(start, end)));
      start = end;
    }
  }
  return joined.filter(rule => rule.to - rule.from >= shortest);
}

function joinEnds(rules: readonly Rule[]): Rule[] {
  const joined: Rule[] = [];
  for (const rule of [...rules].sort((a, b) => a.from - b.from)) {
    const last = joined.at(-1);
    if (last && rule.from <= last.to + touching)
      joined[joined.length - 1] = { ...last, to: Math.max(last.to, rule.to) };
    else joined.push(rule);
  }
  return joined;
}

function touchingGroups(rules: readonly Rule[]): Rule[][] {
  const parent = rules.map((_, index) => index);
  const rootOf = (index: number): number => {
    let root = index;
    while (parent[root] !== root) root = parent[root] ?? root;
    for (let at = index; at !== root; ) {
      const next = parent[at] ?? root;
      parent[at] = root;
      at = next;
    }
    return root;
  };
  for (const [index, rule] of rules.entries()) {
    if (!rule.horizontal) continue;
    for (const [other, crossing] of rules.entries())
      if (!crossing.horizontal && touches(rule, crossing)) parent[rootOf(other)] = rootOf(index);
  }
  const groups = new Map<number, Rule[]>();
  for (const [index, rule] of rules.entries()) {
    const root = rootOf(index);
    const group = groups.get(root);
    if (group) group.push(rule);
    else groups.set(root, [rule]);
  }
  return [...groups.values()];
}

const touches = (rule: Rule, crossing: Rule): boolean =>
  crossing.at >= rule.from - touching &&
  crossing.at <= rule.to + touching &&
  rule.at >= crossing.from - touching &&
  rule.at <= crossing.to + touching;

function latticeOf(rules: readonly Rule[]): Lattice | 'too many cells' | null {
  const across = rules.filter(rule => rule.horizontal);
  const down = rules.filter(rule => !rule.horizontal);
  if (across.length === 0 || down.length === 0) return null;
  const columns = edges(down, across);
  const rows = edges(across, down);
  if (columns.at.length < 2 || rows.at.length < 2) return null;
  if ((columns.at.length - 1) * (rows.at.length - 1) > pdfLimits.cells) return 'too many cells';
  return {
    columns: columns.at,
    rows: rows.at,
    cells: cellsOf(columns, rows, walls(columns.at, rows.at, down), walls(rows.at, columns.at, across)),
    openAbove: rows.openBefore,
    openBelow: rows.openAfter,
  };
}

interface Edges {
  readonly at: readonly number[];
  readonly openBefore: boolean;
  readonly openAfter: boolean;
}

/** Where lines stand; and where the lines across them end, if no line closes the table there. */
function edges(lines: readonly Rule[], crossing: readonly Rule[]): Edges {
  const at: number[] = [];
  let begun = Number.NEGATIVE_INFINITY;
  let count = 0;
  for (const place of lines.map(line => line.at).sort((a, b) => a - b)) {
    if (place - begun > near) {
      at.push(place);
      begun = place;
      count = 1;
    } else {
      count++;
      at[at.length - 1] = ((at.at(-1) ?? place) * (count - 1) + place) / count;
    }
  }
  const first = Math.min(...crossing.map(line => line.from));
  const last = Math.max(...crossing.map(line => line.to));
  const openBefore = first < (at[0] ?? 0) - 2 * near;
  const openAfter = last > (at.at(-1) ?? 0) + 2 * near;
  if (openBefore) at.unshift(first);
  if (openAfter) at.push(last);
  return { at, openBefore, openAfter };
}

/** For each edge and each interval across it, whether a line runs along most of it. */
function walls(places: readonly number[], intervals: readonly number[], lines: readonly Rule[]): boolean[][] {
  return places.map(place => {
    const along = lines.filter(line => Math.abs(line.at - place) <= near);
    return intervals.slice(1).map((to, index) => {
      const from = intervals[index] ?? to;
      let covered = 0;
      for (const line of along) covered += Math.max(0, Math.min(line.to, to) - Math.max(line.from, from));
      return covered * 2 >= to - from;
    });
  });
}

/** Joins fields without a wall between them; what is not a rectangle is cut into its rows. */
function cellsOf(
  columns: Edges,
  rows: Edges,
  vertical: readonly (readonly boolean[])[],
  horizontal: readonly (readonly boolean[])[],
): LatticeCell[] {
  const width = columns.at.length - 1;
  const height = rows.at.length - 1;
  const isOpenBeside = (row: number, column: number): boolean =>
    (column === 0 && !columns.openBefore && !vertical[0]?.[row]) ||
    (column === width - 1 && !columns.openAfter && !vertical[width]?.[row]) ||
    (row === 0 && !rows.openBefore && !horizontal[0]?.[column]) ||
    (row === height - 1 && !rows.openAfter && !horizontal[height]?.[column]);
  const region = new Int32Array(width * height).fill(-1);
  const cells: LatticeCell[] = [];
  for (let start = 0; start < region.length; start++) {
    if (region[start] !== -1) continue;
    const fields = [start];
    let isOutside = false;
    region[start] = start;
    for (let index = 0; index < fields.length; index++) {
      const field = fields[index] ?? 0;
      const [row, column] = [Math.floor(field / width), field % width];
      isOutside ||= isOpenBeside(row, column);
      const visit = (next: number, wall: boolean | undefined): void => {
        if (wall || region[next] !== -1) return;
        region[next] = start;
        fields.push(next);
      };
      if (column + 1 < width) visit(field + 1, vertical[column + 1]?.[row]);
      if (column > 0) visit(field - 1, vertical[column]?.[row]);
      if (row + 1 < height) visit(field + width, horizontal[row + 1]?.[column]);
      if (row > 0) visit(field - width, horizontal[row]?.[column]);
    }
    for (const cell of rectangles(fields, width)) cells.push(isOutside ? { ...cell, isOutside } : cell);
  }
  return cells.sort((a, b) => a.top - b.top || a.left - b.left);
}

function rectangles(fields: readonly number[], width: number): LatticeCell[] {
  const byRow = new Map<number, number[]>();
  for (const field of [...fields].sort((a, b) => a - b)) {
    const row = Math.floor(field / width);
    byRow.set(row, [...(byRow.get(row) ?? []), field % width]);
  }
  const rows = [...byRow.keys()];
  const [top = 0, bottom = 0] = [rows[0], rows.at(-1)];
  const first = byRow.get(top) ?? [];
  const [left = 0, right = 0] = [first[0], first.at(-1)];
  const isRectangle =
    fields.length === (right - left + 1) * (bottom - top + 1) &&
    [...byRow.values()].every(row => row[0] === left && row.at(-1) === right);
  if (isRectangle) return [{ left, right: right + 1, top, bottom: bottom + 1 }];
  return [...byRow].flatMap(([row, columns]) =>
    runs(columns).map(([from, to]) => ({ left: from, right: to + 1, top: row, bottom: row + 1 })),
  );
}

function runs(columns: readonly number[]): [number, number][] {
  const found: [number, number][] = [];
  for (const column of columns) {
    const last = found.at(-1);
    if (last && column === last[1] + 1) last[1] = column;
    else found.push([column, column]);
  }
  return found;
}
