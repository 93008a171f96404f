/** Checks of a table that lists figures: one identity, tried on each of its columns. */

import type { FormCheck, Term } from './form.ts';

/** Terms of these rows, in the column that the check is tried on. */
export const inEachColumn = (rows: readonly string[]): Term[] => rows.map(row => ({ row, column: '*' }));

/** An equality is promised by the form; an upper bound may be broken by another way of counting. */
export const listCheck =
  (subjects: readonly string[]) =>
  (
    id: string,
    relation: FormCheck['relation'],
    left: readonly Term[],
    right: readonly Term[],
    meaning: string,
  ): FormCheck => ({
    id,
    table: 'statistics',
    relation,
    strength: relation === 'equal' ? 'hard' : 'soft',
    along: 'columns',
    subjects,
    left,
    right,
    meaning,
  });
