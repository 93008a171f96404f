/** Rows of a binary Word document to a table block: their cells' edges are stored, so that spans are real. */

import type { HiddenText, TableBlock, TableCell, TableRow } from '../document.ts';

export interface WordRow {
  /** Text of each cell that ends in the row. */
  readonly cells: readonly string[];
  /** Value of the row's table definition, or null. */
  readonly definition: Buffer | null;
}

interface PlacedCell {
  readonly left: number;
  readonly right: number;
  readonly text: string;
  /** Continues the cell above. */
  readonly isCovered: boolean;
}

/** Edges of rows that differ less, in twentieths of a point, are one edge. */
const sameEdge = 40;

/** @param hidden receives the text of cells that another one covers. */
export function tableOfRows(rows: readonly WordRow[], hidden: HiddenText[]): TableBlock {
  const placed = rows.map(row => placedCells(row, hidden));
  return placed.every(row => row !== null) ? withSpans(placed, hidden) : inOrder(rows);
}

/** Without edges the cells stand in order, blank ones kept. */
function inOrder(rows: readonly WordRow[]): TableBlock {
  return {
    kind: 'table',
    geometry: 'compact',
    rows: rows.map(({ cells }) => ({
      cells: cells.map((text, gridColumn) => ({ text, gridColumn, colSpan: 1, rowSpan: 1 })),
    })),
    width: Math.max(0, ...rows.map(row => row.cells.length)),
  };
}

function placedCells({ cells, definition }: WordRow, hidden: HiddenText[]): PlacedCell[] | null {
  const count = definition?.[0] ?? 0;
  if (!definition || count !== cells.length || definition.length < 1 + 2 * (count + 1)) return null;
  const placed: PlacedCell[] = [];
  let begun = 0;
  for (const [index, text] of cells.entries()) {
    const left = definition.readInt16LE(1 + 2 * index);
    const right = definition.readInt16LE(3 + 2 * index);
    if (right - left <= sameEdge / 2) return null;
    const at = 1 + 2 * (count + 1) + 20 * index;
    const flags = at + 2 <= definition.length ? definition.readUInt16LE(at) : 0;
    // A set of merged cells begins with one value and goes on with the other; programs differ in which.
    const merged = flags & 3;
    const last = placed.at(-1);
    if (merged !== 0 && begun !== 0 && merged !== begun && last) {
      placed[placed.length - 1] = { ...last, right };
      if (text.trim() !== '') hidden.push({ text, reason: 'covered by a merged cell' });
      continue;
    }
    begun = merged;
    placed.push({ left, right, text, isCovered: ((flags >> 5) & 3) === 1 });
  }
  return placed;
}

function withSpans(rows: readonly (readonly PlacedCell[])[], hidden: HiddenText[]): TableBlock {
  const edges = edgesOf(rows);
  const tableRows: TableRow[] = [];
  /** Cells that reach down to the row before. */
  let reaching: OpenCell[] = [];
  for (const row of rows) {
    const cells: OpenCell[] = [];
    const reachingOn: OpenCell[] = [];
    for (const { left, right, text, isCovered } of row) {
      const gridColumn = nearest(edges, left);
      const colSpan = Math.max(1, nearest(edges, right) - gridColumn);
      const above = isCovered
        ? reaching.find(cell => cell.gridColumn === gridColumn && cell.colSpan === colSpan)
        : undefined;
      if (above) {
        above.rowSpan++;
        reachingOn.push(above);
        if (text.trim() !== '') hidden.push({ text, reason: 'covered by a merged cell' });
        continue;
      }
      const cell = { text, gridColumn, colSpan, rowSpan: 1 };
      cells.push(cell);
      reachingOn.push(cell);
    }
    tableRows.push({ cells });
    reaching = reachingOn;
  }
  return { kind: 'table', geometry: 'spans', rows: tableRows, width: Math.max(0, edges.length - 1) };
}

interface OpenCell extends TableCell {
  rowSpan: number;
}

function edgesOf(rows: readonly (readonly PlacedCell[])[]): number[] {
  const places = [...new Set(rows.flatMap(row => row.flatMap(cell => [cell.left, cell.right])))];
  const edges: number[] = [];
  for (const place of places.sort((a, b) => a - b))
    if (place - (edges.at(-1) ?? Number.NEGATIVE_INFINITY) > sameEdge) edges.push(place);
  return edges;
}

function nearest(edges: readonly number[], place: number): number {
  let best = 0;
  for (const [index, edge] of edges.entries())
    if (Math.abs(edge - place) < Math.abs((edges[best] ?? 0) - place)) best = index;
  return best;
}
