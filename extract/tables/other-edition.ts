/**
 * Blocks of section 二 that are of another edition than their table: 规章 under the headings of 2019 where all else is of
 * 2021. The table's edition has no cells for them; they are kept as rows beside it, by their own edition.
 */

import type { ExtensionRow } from '../../schema/extraction.ts';
import { type FormRow, type FormTable, tableOf } from '../../schema/forms/form.ts';
import { sectionForms } from '../../schema/forms/index.ts';
import { extensionCell, extensionKey } from './extensions.ts';
import type { FoundRow } from './found-rows.ts';

/** Rows that stand, each once, in a table that is there once; doubtful ones are none of either edition. */
export function rowsOfOtherEdition(
  table: FormTable,
  rows: readonly FoundRow[],
  isDoubtful: (row: FoundRow) => boolean,
): ReadonlyMap<FoundRow, ExtensionRow> {
  const kept = new Map<FoundRow, ExtensionRow>();
  if (table.layout !== 'blocks') return kept;
  for (const found of rows) {
    const own = ownRow(table, found);
    if (found.headings.size === 0 || has(own, found.headings) || isDoubtful(found)) continue;
    const other = sectionForms.find(form => has(ownRow(tableOf(form, table.id), found), found.headings));
    const row = other && ownRow(tableOf(other, table.id), found);
    if (!other || !row) continue;
    const cells = row.columns.flatMap(column => {
      const alignment = found.aligned.get(column);
      const heading = found.headings.get(column)?.text ?? null;
      return alignment?.kind === 'cell' && !alignment.cell.blank
        ? [extensionCell(alignment.cell, column, heading, null, true)]
        : [];
    });
    if (cells.length === 0) continue;
    kept.set(found, {
      table: table.id,
      form: other.id,
      key: extensionKey(row.text),
      labels: [found.label.text.trim()],
      cells,
    });
  }
  return kept;
}

const ownRow = (table: FormTable, { key }: FoundRow): FormRow | undefined =>
  table.rows.find(row => row.key === key);

const has = (row: FormRow | undefined, headings: FoundRow['headings']): boolean =>
  row !== undefined && [...headings.keys()].every(column => row.columns.includes(column));
