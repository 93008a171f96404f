/** Rows that a place or a portal has added to the form, and tables with figures that no form knows: kept as printed. */

import type { ExtensionCell, ExtensionRow, RawGrid } from '../../schema/extraction.ts';
import type { FormId, TableId } from '../../schema/forms/form.ts';
import type { Block } from '../document.ts';
import { compact, readValue } from '../values.ts';
import type { AddedRow } from './added-rows.ts';
import type { Heading } from './alignment.ts';
import { headingOf } from './heading.ts';
import { labelKey } from './labels.ts';
import { isValue, type RowCell } from './rows.ts';

export const extensionKey = (label: string): string => `ext:${labelKey(label)}`;

/** A cell of a row that no form has: any number, count or amount. */
export function extensionCell(
  cell: RowCell,
  column: string | null,
  heading: string | null,
  unit: string | null,
  isAligned: boolean,
): ExtensionCell {
  const count = readValue(cell.text, 'signed_count');
  const read = count.status === 'text' ? readValue(cell.text, 'amount') : count;
  return {
    column,
    heading: heading === null ? null : heading.trim(),
    value: isAligned ? read.value : null,
    status: isAligned ? read.status : 'unaligned',
    raw: cell.text,
    unit: read.unit ?? (unit === null ? null : compact(unit)),
    at: cell.at,
  };
}

/** Rows added to the tables of sections 二, 三 and 四, where the table's edition is known. */
export function addedRows(
  added: readonly AddedRow[],
  formOf: (table: TableId) => FormId | null,
): ExtensionRow[] {
  return added.flatMap(row => {
    const form = formOf(row.table);
    const label = row.labels.at(-1);
    if (form === null || !label) return [];
    const heading = row.heading && headingOf(row.heading);
    return [
      {
        table: row.table,
        form,
        key: extensionKey(label.text),
        labels: row.labels.map(({ text }) => text),
        cells: cellsUnder(heading, row),
      },
    ];
  });
}

/** Its cells by the headings that they stand under, or by their number where every column has one. */
function cellsUnder(heading: Heading | null, { source, tail }: AddedRow): ExtensionCell[] {
  const printed = tail.filter(cell => !cell.blank);
  const columns = heading?.columns ?? [];
  const isFull = columns.length > 0 && printed.length === columns.length && tail.length === columns.length;
  const holds =
    heading !== null &&
    heading.unknown.length === 0 &&
    source.geometry === 'spans' &&
    (source.block === heading.block || source.width === heading.width);
  const under = (cell: RowCell) =>
    columns.filter(
      ({ cell: other }) =>
        cell.gridColumn < other.gridColumn + other.colSpan &&
        other.gridColumn < cell.gridColumn + cell.colSpan,
    );
  const placed = holds && tail.every(cell => cell.blank || under(cell).length === 1);
  return printed.map((cell, index) => {
    const column = placed ? under(cell)[0] : isFull ? columns[index] : undefined;
    return column
      ? extensionCell(cell, column.key, column.cell.text, null, true)
      : extensionCell(cell, null, null, null, false);
  });
}

/** Bounds of what is kept of unknown tables: the largest of annual reports are a page or two. */
const mostGrids = 20;
const mostRows = 200;
const mostColumns = 40;
const longestCell = 200;
/** Fewer rows with figures are a line of a page's frame, not a table. */
const fewestFigureRows = 2;

/** Tables with figures in which no label of any form stands. Tables that lay out a page, and lists of links, are none. */
export function unknownGrids(blocks: readonly Block[], known: ReadonlySet<number>): RawGrid[] {
  const grids: RawGrid[] = [];
  for (const [block, table] of blocks.entries()) {
    if (table.kind !== 'table' || known.has(block) || table.width < 2 || grids.length >= mostGrids) continue;
    const rows = table.rows.map(row => row.cells.map(cell => cell.text.trim()));
    const isLayout = rows.some(
      row => row.length > mostColumns || row.some(text => text.length > longestCell),
    );
    if (isLayout || rows.length > mostRows) continue;
    const figureRows = rows.filter(row => row.some(isWord) && row.some(isFigure));
    const figures = rows.flat().filter(isFigure).length;
    const words = rows.flat().filter(isWord).length;
    // A page's frame has a number here and there; a table of figures has them in most rows.
    if (figureRows.length < fewestFigureRows || figures * 4 < words) continue;
    grids.push({ block, rows });
  }
  return grids;
}

const isFigure = (text: string): boolean => text !== '' && /\d/.test(text) && isValue(text);
const isWord = (text: string): boolean => /\p{Script=Han}/u.test(text) && !isValue(text);
