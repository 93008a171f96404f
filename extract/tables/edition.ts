/** Which edition of the form a table is read by: what its labels say, or the document's other tables, or the year. */

import type { TableReading } from '../../schema/extraction.ts';
import type { Form, FormId, TableId } from '../../schema/forms/form.ts';
import { formById, formForYear, forms } from '../../schema/forms/index.ts';
import type { FoundTable } from './found-rows.ts';

/** The edition that the labels speak for; null where none or two speak as loud. */
export function formByLabels(table: FoundTable | undefined): FormId | null {
  const ranked = [...(table?.votes ?? [])].sort(([, left], [, right]) => right - left);
  const [first, second] = ranked;
  if (first) return first[1] > (second?.[1] ?? 0) ? first[0] : null;
  // A label that is a row in one edition only, and a mere group in the other, speaks by having cells of its own.
  const own = new Set(
    (table?.rows ?? [])
      .filter(row => row.tail.length > 0)
      .flatMap(row => {
        const having = forms.filter(form =>
          form.tables.some(
            candidate =>
              candidate.id === row.table && candidate.rows.some(candidateRow => candidateRow.key === row.key),
          ),
        );
        return having.length === 1 ? having.map(form => form.id) : [];
      }),
  );
  const [only, other] = own;
  return only !== undefined && other === undefined ? only : null;
}

const hasTable = (form: Form, id: TableId): boolean => form.tables.some(table => table.id === id);

/** Whether a report with these tables, of this year, should have the table too; unknown reports, the tables of today. */
export function isExpected(
  id: TableId,
  decided: ReadonlyMap<TableId, FormId | null>,
  reportYear: number | null,
): boolean {
  const byYear = reportYear === null ? null : formForYear(reportYear);
  const suggested = [...decided.values()].flatMap(form => (form === null ? [] : [formById(form)]));
  if (byYear) suggested.push(byYear);
  return suggested.length > 0 ? suggested.some(form => hasTable(form, id)) : id !== 'statistics';
}

export function formOf(
  id: TableId,
  decided: ReadonlyMap<TableId, FormId | null>,
  reportYear: number | null,
): [Form | null, TableReading['form_evidence']] {
  const own = decided.get(id);
  if (own) return [formById(own), 'labels'];
  const others = new Set(
    [...decided.values()].flatMap(form => (form !== null && hasTable(formById(form), id) ? [form] : [])),
  );
  const [other, second] = others;
  if (decided.has(id) && other !== undefined && second === undefined)
    return [formById(other), 'other_tables'];
  const byYear = reportYear === null ? null : formForYear(reportYear);
  if (byYear && hasTable(byYear, id)) return [byYear, 'report_year'];
  return other !== undefined && second === undefined ? [formById(other), 'other_tables'] : [null, 'none'];
}
