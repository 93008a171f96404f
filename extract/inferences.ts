/**
 * Numbers that are not printed but follow from printed ones. They never stand in a cell.
 *
 * Only what is certain: none of a total's parts can be less than 0, so under a total of 0 a blank part is 0. A single
 * part that is lacking under a greater total is not had by subtraction: a report that contradicts itself, as many do,
 * would give a wrong number, and the blank may as well have been forgotten in the total. Totals that an edition does
 * not print (不予公开 of section 三) are sums of cells, made in the views, and no inferences.
 */

import type { Cell, Inference, TableReading, TextFact } from '../schema/extraction.ts';
import type { FormCheck } from '../schema/forms/form.ts';
import { type CellLookup, cellLookup } from './cell-lookup.ts';
import { checksOf, termAt } from './checks.ts';

export function inferencesFrom(
  tables: readonly TableReading[],
  cells: readonly Cell[],
  facts: readonly TextFact[],
): Inference[] {
  const cellAt = cellLookup(cells);
  const inferred = new Map<string, Inference>();
  const keep = (inference: Inference): void => {
    const key = `${inference.table}.${inference.row}.${inference.column}`;
    if (!inferred.has(key)) inferred.set(key, inference);
  };
  for (const check of checksOf(tables))
    if (check.relation === 'equal' && check.left.length === 1)
      for (const subject of check.subjects)
        for (const inference of zeroParts(check, subject, cellAt)) keep(inference);
  const noneReceived = facts.some(({ key, value }) => key === 'req_new_received' && value === 0);
  const received = cellAt('requests', 'req_new_received', 'all');
  if (noneReceived && received !== undefined && received.value === null && !contradictsZero(cells))
    keep({
      table: 'requests',
      row: 'req_new_received',
      column: 'all',
      value: 0,
      rule: 'text_none_received',
      from: [],
    });
  return [...inferred.values()];
}

/** The blank parts of a total that is printed as 0; none where a printed part is greater, or numbers are loose. */
function zeroParts(check: FormCheck, subject: string, cellAt: CellLookup): Inference[] {
  const at = (term: FormCheck['left'][number]): Cell | undefined => {
    const { row, column } = termAt(term, subject);
    return cellAt(check.table, row, column);
  };
  const [totalTerm] = check.left;
  const total = totalTerm === undefined ? undefined : at(totalTerm);
  if (total === undefined || total.value !== 0 || total.inferred !== undefined) return [];
  const parts = check.right.map(at);
  const loose = parts.some(
    part => part === undefined || part.status === 'unaligned' || (part.value ?? 0) > 0,
  );
  if (loose) return [];
  return parts.flatMap(part =>
    part?.status === 'blank'
      ? [
          {
            table: check.table,
            row: part.row,
            column: part.column,
            value: 0,
            rule: 'zero_total' as const,
            from: [`${total.row}/${total.column}`],
          },
        ]
      : [],
  );
}

/** Whether some applicant has a number of new requests above 0, whatever the text says. */
const contradictsZero = (cells: readonly Cell[]): boolean =>
  cells.some(cell => cell.row === 'req_new_received' && (cell.value ?? 0) > 0);
