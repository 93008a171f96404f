/** Cells of one table of the form, set out by rows and columns as the form has them. */

import type { TableId } from '../../../schema/forms/form.ts';
import { type Content, type Html, html } from '../html.ts';
import { englishOf } from './labels.ts';

export interface GridCell {
  readonly table_key: TableId;
  readonly row_key: string;
  readonly column_key: string;
  readonly row_path: string;
  readonly column_path: string;
}

/** In the order given; rows and columns are as they first come. */
export function grid<Cell extends GridCell>(cells: readonly Cell[], show: (cell: Cell) => Content): Html {
  const rows = new Map<string, Map<string, Cell>>();
  const columns = new Map<string, Cell>();
  for (const cell of cells) {
    if (!columns.has(cell.column_key)) columns.set(cell.column_key, cell);
    const row = rows.get(cell.row_key) ?? new Map<string, Cell>();
    rows.set(cell.row_key, row.set(cell.column_key, cell));
  }
  return html`<div class="wide"><table class="grid"><thead><tr><th></th>${[...columns.values()].map(
    ({ column_path, column_key }) => html`<th title="${column_key}">${column_path}</th>`,
  )}</tr></thead><tbody>${[...rows].map(
    ([row_key, row]) =>
      html`<tr><th title="${row_key}">${[...row.values()][0]?.row_path}</th>${[...columns.keys()].map(key => {
        const cell = row.get(key);
        return cell === undefined
          ? html`<td class="no"></td>`
          : html`<td class="number" title="${englishOf(cell.table_key, cell.row_key, cell.column_key)}">${show(cell)}</td>`;
      })}</tr>\n`,
  )}</tbody></table></div>`;
}
