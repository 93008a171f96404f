/** Straightens a scanned page and finds its ruling lines. */

import { type Lattice, latticesOf } from '../pdf/lattice.ts';
import type { Rule } from '../pdf/marks.ts';
import { darkIn, type Raster, turned } from './raster.ts';

export interface StraightPage {
  readonly raster: Raster;
  readonly dark: Uint8Array;
}

/** Degrees that a page may stand askew. */
const mostSkew = 3;
/** Below this, in degrees, turning blurs more than it helps. */
const leastSkew = 0.04;

export function straightened(raster: Raster): StraightPage {
  const dark = darkIn(raster);
  const skew = skewOf(dark, raster.width, raster.height);
  if (Math.abs(skew) < leastSkew) return { raster, dark };
  const straight = turned(raster, (-skew * Math.PI) / 180);
  return { raster: straight, dark: darkIn(straight) };
}

/** The angle, in degrees clockwise, at which dark pixels fall into the fewest rows: that of lines and of text. */
function skewOf(dark: Uint8Array, width: number, height: number): number {
  const points: number[] = [];
  for (let at = 0; at < dark.length; at++) if (dark[at] === 1) points.push(at);
  const step = Math.max(1, Math.floor(points.length / 150_000));
  const concentration = (degrees: number): number => {
    const slope = Math.tan((degrees * Math.PI) / 180);
    const rows = new Float64Array(height + 2 * Math.ceil(Math.abs(slope) * width) + 4);
    const offset = Math.ceil(Math.abs(slope) * width) + 1;
    for (let index = 0; index < points.length; index += step) {
      const at = points[index] ?? 0;
      const row = Math.round(Math.floor(at / width) - slope * (at % width)) + offset;
      rows[row] = (rows[row] ?? 0) + 1;
    }
    return rows.reduce((sum, count) => sum + count * count, 0);
  };
  let best = 0;
  for (const [from, to, by] of [
    [-mostSkew, mostSkew, 0.2],
    [-0.2, 0.2, 0.04],
    [-0.04, 0.04, 0.01],
  ] as const) {
    const middle = best;
    let most = 0;
    for (let offset = from; offset <= to + 1e-9; offset += by) {
      const found = concentration(middle + offset);
      // Of equal ones the straightest.
      if (found > most * 1.0001 || (found >= most && Math.abs(middle + offset) < Math.abs(best))) {
        most = found;
        best = middle + offset;
      }
    }
  }
  return best;
}

/** Part of the page's width that a line has at least, and pixels. */
const shortestShare = 0.022;
const shortest = 18;
/** A line may be broken so far, in pixels. */
const mostGap = 2;
/** Part of the page's width that a table has at least: large characters are lattices too. */
const narrowestTable = 0.2;

export interface RuledPage {
  /** In points. */
  readonly rules: readonly Rule[];
  readonly lattices: readonly Lattice[];
  /** Width of a line, in pixels. */
  readonly thickness: number;
}

/** @param scale points for a pixel. Null where the lines are too many. */
export function ruled({ raster, dark }: StraightPage, scale: number): RuledPage | null {
  const { width, height } = raster;
  const least = Math.max(shortest, width * shortestShare);
  const across = runsIn(dark, width, height, 1, width, least);
  const down = runsIn(dark, height, width, width, 1, least);
  const rules = [
    ...across.map(({ line, from, to }) => ({
      horizontal: true,
      at: (line + 0.5) * scale,
      from: from * scale,
      to: to * scale,
    })),
    ...down.map(({ line, from, to }) => ({
      horizontal: false,
      at: (line + 0.5) * scale,
      from: from * scale,
      to: to * scale,
    })),
  ];
  const lattices = latticesOf(rules);
  if (lattices === null) return null;
  const tables = lattices.filter(
    ({ columns }) => (columns.at(-1) ?? 0) - (columns[0] ?? 0) > narrowestTable * width * scale,
  );
  const inTables = rules.filter(rule =>
    tables.some(({ columns, rows }) => {
      const [left, right, top, bottom] = [
        columns[0] ?? 0,
        columns.at(-1) ?? 0,
        rows[0] ?? 0,
        rows.at(-1) ?? 0,
      ];
      return rule.horizontal
        ? rule.at >= top - 4 && rule.at <= bottom + 4 && rule.to >= left && rule.from <= right
        : rule.at >= left - 4 && rule.at <= right + 4 && rule.to >= top && rule.from <= bottom;
    }),
  );
  return { rules: inTables, lattices: tables, thickness: thicknessOf(across, dark, width, height) };
}

interface Run {
  readonly line: number;
  readonly from: number;
  readonly to: number;
}

/** Long runs of dark pixels along the lines of a picture. */
function runsIn(
  dark: Uint8Array,
  length: number,
  lines: number,
  along: number,
  across: number,
  least: number,
): Run[] {
  const runs: Run[] = [];
  for (let line = 0; line < lines; line++) {
    let from = -1;
    let last = -1;
    for (let at = 0; at <= length; at++) {
      if (at < length && dark[line * across + at * along] === 1) {
        if (from === -1) from = at;
        last = at;
      } else if (from !== -1 && (at === length || at - last > mostGap)) {
        if (last + 1 - from >= least) runs.push({ line, from, to: last + 1 });
        from = -1;
      }
    }
  }
  return runs;
}

function thicknessOf(runs: readonly Run[], dark: Uint8Array, width: number, height: number): number {
  const found: number[] = [];
  for (const { line, from, to } of runs) {
    const column = Math.floor((from + to) / 2);
    let top = line;
    let bottom = line;
    while (top > 0 && dark[(top - 1) * width + column] === 1) top--;
    while (bottom + 1 < height && dark[(bottom + 1) * width + column] === 1) bottom++;
    found.push(bottom - top + 1);
  }
  return found.sort((a, b) => a - b)[Math.floor(found.length / 2)] ?? 1;
}
