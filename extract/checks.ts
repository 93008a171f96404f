/** Tries the form's own identities on what a report prints. Nothing is repaired; a failure is data. */

import type { Cell, CheckResult, TableReading } from '../schema/extraction.ts';
import type { FormCheck, Term } from '../schema/forms/form.ts';
import { formById } from '../schema/forms/index.ts';

/**
 * Runs every identity of the form that each present table is in.
 * An identity is assessable only if every operand is a printed number.
 */
export function runChecks(tables: readonly TableReading[], cells: readonly Cell[]): CheckResult[] {
  const byKey = new Map(cells.map(cell => [`${cell.table}.${cell.row}.${cell.column}`, cell]));
  return tables
    .filter(table => table.status === 'present' && table.form !== null)
    .flatMap(({ table, form }) =>
      form === null
        ? []
        : formById(form)
            .checks.filter(check => check.table === table)
            .flatMap(check => check.subjects.map(subject => tryCheck(check, subject, byKey))),
    );
}

function tryCheck(check: FormCheck, subject: string, cells: ReadonlyMap<string, Cell>): CheckResult {
  const sum = (terms: readonly Term[]): number | null => {
    let total = 0;
    for (const { row, column } of terms) {
      const key = `${check.table}.${row === '*' ? subject : row}.${column === '*' ? subject : column}`;
      const cell = cells.get(key);
      if (cell?.status !== 'reported' || cell.value === null) return null;
      total += cell.value;
    }
    return total;
  };
  const left = sum(check.left);
  const right = sum(check.right);
  const outcome = left === null || right === null ? 'not-assessable' : left === right ? 'pass' : 'fail';
  return {
    id: check.id,
    table: check.table,
    subject,
    column: check.along === 'columns' ? subject : null,
    row: check.along === 'rows' ? subject : null,
    outcome,
    left,
    right,
  };
}
