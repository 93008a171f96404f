/** What damage has moved or taken without a trace: read as it stands there, it is no guess. */

import { swapped } from './damage.ts';
import { type Grid, type GridCell, isOfFigures, type LaidOutTable } from './grid.ts';

const labelOf = ({ isLabel, text, meant }: GridCell): string => (isLabel ? (meant ?? text) : '');

/** Cell by cell, labels and spans; a number that is by chance the code whose place it stands in looks like it. */
const looksLike = (row: readonly GridCell[], other: readonly GridCell[]): boolean =>
  row.length === other.length &&
  row.every((cell, at) => {
    const twin = other[at];
    return (
      twin !== undefined &&
      cell.colSpan === twin.colSpan &&
      cell.rowSpan === twin.rowSpan &&
      labelOf(cell) === (cell.isLabel && !twin.isLabel ? twin.text.trim() : labelOf(twin))
    );
  });

/**
 * Texts in rows that look as they should, labels, cells and spans, and still hold other texts than before: two
 * damages that make up for each other, or a cell lost at one edge for a blank at the other. By form's cell.
 */
export function movedUnseen(
  intact: readonly LaidOutTable[],
  damaged: readonly LaidOutTable[],
  seen: (table: LaidOutTable) => LaidOutTable,
): Map<string, string> {
  const moved = new Map<string, string>();
  for (const table of intact) {
    const copies = damaged
      // Under the title of another edition stands no copy of this table.
      .filter(({ id, heading }) => id === table.id && heading === table.heading)
      .map(copy => ({
        grid: copy.grid,
        reference: seen((copy.swaps ?? []).reduce(swapped, table)).grid,
        others: new Map(
          copy.isForeign ? copy.grid.flat().flatMap(({ key, text }) => (key ? [[key, text]] : [])) : [],
        ),
      }));
    for (const index of table.grid.keys()) {
      const now = new Map<string, Set<string | null>>();
      for (const { grid, reference, others } of copies) {
        const row = reference[index] ?? [];
        if (row.every(cell => cell.isLabel)) continue;
        const twins: (readonly GridCell[] | null)[] = twinsOf(row, reference, grid);
        // A copy of the table without this row: what another copy prints may be of another report, whose rows in another
        // edition look otherwise, and may say the same.
        if (twins.length === 0) twins.push(null);
        for (const twin of twins)
          for (const [at, { key }] of row.entries())
            if (key !== undefined)
              now.set(
                key,
                (now.get(key) ?? new Set()).add(
                  twin ? (twin[at]?.text ?? '').trim() : (others.get(key)?.trim() ?? null),
                ),
              );
      }
      for (const { key, text } of table.grid[index] ?? []) {
        const [only, second] = (key !== undefined && now.get(key)) || [];
        if (key !== undefined && typeof only === 'string' && second === undefined && only !== text)
          moved.set(key, only);
      }
    }
  }
  return moved;
}

/** Keys of the cells whose row now prints nothing from some cell on, and is what it was before that. */
export function emptiedIn(
  intact: readonly LaidOutTable[],
  damaged: readonly LaidOutTable[],
): ReadonlySet<string> {
  const labelsOf = (row: readonly GridCell[]): string =>
    row.flatMap(cell => (cell.isLabel ? [labelOf(cell)] : [])).join('|');
  const emptied = new Set<string>();
  for (const { id, grid } of intact)
    for (const row of grid.filter(isOfFigures)) {
      const labels = labelsOf(row);
      const alike = (rows: Grid): Grid =>
        rows.filter(each => (labels !== '' || isOfFigures(each)) && labelsOf(each) === labels);
      const twins = alike(grid);
      const inTurn = twins.indexOf(row);
      const textOf = (each: readonly GridCell[]): string => textsOf(each).join('|');
      const others = new Set(twins.filter(twin => twin !== row).map(textOf));
      const now = damaged.flatMap(other => {
        const rows = other.id === id ? alike(other.grid) : [];
        return rows.length === twins.length
          ? rows.slice(inTurn, inTurn + 1)
          : rows.filter(each => !others.has(textOf(each)));
      });
      const left = now.map(each => textsOf(each).findLastIndex(text => text !== '') + 1);
      const isBegun = now.every((each, index) =>
        textsOf(row)
          .slice(0, left[index])
          .every((text, at) => text === textsOf(each)[at]),
      );
      if (now.length === 0 || !isBegun) continue;
      for (const { key } of valuesOf(row).slice(Math.max(...left))) if (key !== undefined) emptied.add(key);
    }
  return emptied;
}

/** Tables of which nothing is printed any more: another report's is then the only one on the page, and says so. */
export const goneIn = (
  intact: readonly LaidOutTable[],
  damaged: readonly LaidOutTable[],
): ReadonlySet<string> =>
  new Set(
    intact
      .map(({ id }) => id)
      .filter(id =>
        damaged.every(
          table =>
            table.id !== id ||
            table.isForeign ||
            table.grid.every(row => row.every(({ text }) => text.trim() === '')),
        ),
      ),
  );

const valuesOf = (row: readonly GridCell[]): GridCell[] => row.filter(cell => !cell.isLabel);
const textsOf = (row: readonly GridCell[]): string[] => valuesOf(row).map(({ text }) => text.trim());

/** Rows that look like this one; of rows that look alike (被依法纠错数 comes twice), the one in its turn. */
function twinsOf(row: GridCell[], reference: Grid, grid: Grid): Grid {
  const alike = reference.filter(other => looksLike(row, other));
  const twins = grid.filter(other => looksLike(row, other));
  const own = twins.length === alike.length ? twins[alike.indexOf(row)] : undefined;
  return own ? [own] : twins;
}
