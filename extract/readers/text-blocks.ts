/** The blocks that lines of text become. */

import type { TableBlock, TableCell, TableGeometry, TableRow, TextBlock } from '../document.ts';

export const textBlock = (text: string): TextBlock => ({ kind: 'text', text, level: null });

export function tableBlock(rows: readonly (readonly string[])[], geometry: TableGeometry): TableBlock {
  const built: TableRow[] = rows.map(cells => ({ cells: cells.map(cellAt) }));
  return { kind: 'table', geometry, rows: built, width: Math.max(0, ...rows.map(row => row.length)) };
}

/** A row as wide as its table, and how many of its last cells only make it so. */
export interface BarRow {
  readonly texts: readonly string[];
  readonly padding: number;
}

export const barBlock = (rows: readonly BarRow[], width: number): TableBlock => ({
  kind: 'table',
  geometry: 'padded',
  rows: rows.map(({ texts, padding }) => ({
    cells: texts.map(cellAt),
    ...(padding > 0 ? { padding } : {}),
  })),
  width,
});

const cellAt = (text: string, gridColumn: number): TableCell => ({
  text,
  gridColumn,
  colSpan: 1,
  rowSpan: 1,
});
