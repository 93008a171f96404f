/** Finds the cells of an extraction by their keys. */

import type { Cell } from '../schema/extraction.ts';
import type { TableId } from '../schema/forms/form.ts';

export type CellLookup = (table: TableId, row: string, column: string) => Cell | undefined;

export function cellLookup(cells: readonly Cell[]): CellLookup {
  const byKey = new Map(cells.map(cell => [`${cell.table}.${cell.row}.${cell.column}`, cell]));
  return (table, row, column) => byKey.get(`${table}.${row}.${column}`);
}
