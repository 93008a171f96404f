/** Random reports of every form: what is printed in each cell and what that means. */

import { cellsOf, type Form, type FormId, type Term } from '../../schema/forms/form.ts';
import { formById } from '../../schema/forms/index.ts';
import type { Random } from './random.ts';

export interface PrintedCell {
  /** Text of the cell; '' for a blank. */
  readonly raw: string;
  readonly value: number | null;
}

export interface Figures {
  readonly form: FormId;
  /** `table.row.column` → what is printed. */
  readonly cells: ReadonlyMap<string, PrintedCell>;
}

const blank: PrintedCell = { raw: '', value: null };
/** Printed where there is no number. */
export const marks = ['/', '—', '-', '无'];

/** Habits of the people who fill the form: some write every zero, some leave them blank, some write marks. */
type Habit = 'full' | 'no_zeros' | 'sparse' | 'total_only' | 'empty';
const habits: readonly Habit[] = ['full', 'full', 'no_zeros', 'sparse', 'total_only', 'empty'];

export function randomFigures(random: Random, formId: FormId): Figures {
  const form = formById(formId);
  const cells = new Map<string, PrintedCell>();
  const habitOf = new Map(form.tables.map(table => [table.id, random.pick(habits)]));
  const kept = keptColumns(form, random);
  for (const { table, row, column } of cellsOf(form))
    if (table.layout !== 'list' || kept.has(column.key))
      cells.set(`${table.id}.${row.key}.${column.key}`, randomNumber(random, column.type === 'signed_count'));
  // Most reports add up, some only along the rows, some not at all.
  const consistency = random.pick(['all', 'all', 'rows', 'none'] as const);
  if (consistency === 'all') addUp(form, cells, 'columns');
  const leaveOut = (): void => {
    for (const { table, row, column } of cellsOf(form)) {
      const key = `${table.id}.${row.key}.${column.key}`;
      const value = cells.get(key)?.value;
      if (value === undefined || value === null) continue;
      const isTotal = column.key === 'all' || column.key === 'total';
      if (!isPrinted(habitOf.get(table.id) ?? 'full', value, isTotal, random))
        cells.set(key, randomEmpty(random));
    }
  };
  // Whoever leaves out zeros adds up first; whoever leaves out at random adds up what is left.
  const addsUpWhatIsPrinted = random.chance(0.5);
  if (addsUpWhatIsPrinted) leaveOut();
  if (consistency !== 'none') addUp(form, cells, 'rows');
  if (!addsUpWhatIsPrinted) leaveOut();
  return { form: formId, cells };
}

/** The table of 2014 has one column of figures, or two for the two scopes. */
function keptColumns(form: Form, random: Random): ReadonlySet<string> {
  const all = form.tables.flatMap(table => table.columns.map(column => column.key));
  if (form.id !== '2014') return new Set(all);
  return new Set(random.chance(0.5) ? ['count'] : all.filter(key => key !== 'count'));
}

function isPrinted(habit: Habit, value: number, isTotal: boolean, random: Random): boolean {
  switch (habit) {
    case 'full':
      return true;
    case 'no_zeros':
      return value !== 0;
    case 'sparse':
      return isTotal || random.chance(0.6);
    case 'total_only':
      return isTotal;
    case 'empty':
      return random.chance(0.02);
  }
}

function randomNumber(random: Random, signed: boolean): PrintedCell {
  const size = random.pick([1, 1, 2, 2, 10, 100, 10_000]);
  const value = random.below(size);
  if (signed && random.chance(0.3)) return { raw: `-${value + 1}`, value: -value - 1 };
  return { raw: String(value), value };
}

const randomEmpty = (random: Random): PrintedCell =>
  random.chance(0.05) ? { raw: random.pick(marks), value: null } : blank;

/** Makes the sums what the form promises, later identities first: they give the operands of the earlier ones. */
function addUp(form: Form, cells: Map<string, PrintedCell>, along: 'rows' | 'columns'): void {
  for (const check of form.checks
    .filter(candidate => candidate.along === along && candidate.relation === 'equal')
    .reverse())
    for (const subject of check.subjects) {
      const keyOf = ({ row, column }: Term): string =>
        `${check.table}.${row === '*' ? subject : row}.${column === '*' ? subject : column}`;
      const sum = (terms: readonly Term[]): number =>
        terms.reduce((total, term) => total + (cells.get(keyOf(term))?.value ?? 0), 0);
      const [first, ...others] = check.left;
      if (!first || typeof cells.get(keyOf(first))?.value !== 'number') continue;
      const value = sum(check.right) - sum(others);
      if (value >= 0) cells.set(keyOf(first), { raw: String(value), value });
    }
}
