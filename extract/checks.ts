/** Tries the form's own identities on what a report prints. Nothing is repaired; a failure is data. */

import type { Cell, CheckOperand, CheckResult, TableReading } from '../schema/extraction.ts';
import type { FormCheck, Term } from '../schema/forms/form.ts';
import { formById } from '../schema/forms/index.ts';
import { type CellLookup, cellLookup } from './cell-lookup.ts';

/**
 * Runs every identity of the form that each present table is in.
 * An identity is assessable only if every operand is a printed number.
 */
export function runChecks(tables: readonly TableReading[], cells: readonly Cell[]): CheckResult[] {
  const cellAt = cellLookup(cells);
  return checksOf(tables).flatMap(check => check.subjects.map(subject => tryCheck(check, subject, cellAt)));
}

/** The identities of the forms that the tables of a report are in. */
export function checksOf(tables: readonly TableReading[]): FormCheck[] {
  return tables.flatMap(({ table, form, status }) =>
    status === 'present' && form !== null ? formById(form).checks.filter(check => check.table === table) : [],
  );
}

/** A term of an identity for one of its subjects: the cell it means. */
export function termAt({ row, column }: Term, subject: string): Term {
  return { row: row === '*' ? subject : row, column: column === '*' ? subject : column };
}

function tryCheck(check: FormCheck, subject: string, cellAt: CellLookup): CheckResult {
  const sum = (terms: readonly Term[]): number | null => {
    let total = 0;
    for (const term of terms) {
      const { row, column } = termAt(term, subject);
      const value = cellAt(check.table, row, column)?.value ?? null;
      if (value === null) return null;
      total += value;
    }
    return total;
  };
  const [left, right] = [sum(check.left), sum(check.right)];
  const outcome =
    left === null || right === null ? 'not-assessable' : holds(check, left, right) ? 'pass' : 'fail';
  return {
    id: check.id,
    table: check.table,
    subject,
    column: check.along === 'columns' ? subject : null,
    row: check.along === 'rows' ? subject : null,
    outcome,
    left,
    right,
    ...(outcome === 'fail' ? { operands: operandsOf(check, subject, cellAt) } : {}),
  };
}

function operandsOf(check: FormCheck, subject: string, cellAt: CellLookup): CheckOperand[] {
  return (['left', 'right'] as const).flatMap(side =>
    check[side].map(term => {
      const { row, column } = termAt(term, subject);
      return { side, row, column, value: cellAt(check.table, row, column)?.value ?? null };
    }),
  );
}

const holds = ({ relation }: FormCheck, left: number, right: number): boolean =>
  relation === 'at_most' ? left <= right : left === right;
