/** Finds the cells of an extraction by their keys. */

import type { Cell } from '../schema/extraction.ts';
import type { TableId } from '../schema/forms/form.ts';

export type CellLookup = (table: TableId, row: string, column: string) => Cell | undefined;

/** Checks, inferences, the text's facts and flags all ask for the cells of one extraction. */
const lookups = new WeakMap<readonly Cell[], CellLookup>();

export function cellLookup(cells: readonly Cell[]): CellLookup {
  const known = lookups.get(cells);
  if (known) return known;
  const rows = new Map<TableId, Map<string, Map<string, Cell>>>();
  for (const cell of cells) {
    const ofTable = rows.get(cell.table) ?? new Map<string, Map<string, Cell>>();
    if (ofTable.size === 0) rows.set(cell.table, ofTable);
    const ofRow = ofTable.get(cell.row) ?? new Map<string, Cell>();
    if (ofRow.size === 0) ofTable.set(cell.row, ofRow);
    ofRow.set(cell.column, cell);
  }
  const lookup: CellLookup = (table, row, column) => rows.get(table)?.get(row)?.get(column);
  lookups.set(cells, lookup);
  return lookup;
}
