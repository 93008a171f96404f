/** Random reports of every form: what is printed in each cell and what that means. */

import { cellsOf, type Form, type FormId } from '../../schema/forms/form.ts';
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
const marks = ['/', '—', '-', '无'];

/** Habits of the people who fill the form: some write every zero, some leave cells blank, some write marks. */
type Habit = 'full' | 'sparse' | 'total_only' | 'empty';

export function randomFigures(random: Random, formId: FormId): Figures {
  const form = formById(formId);
  const cells = new Map<string, PrintedCell>();
  const habits = new Map<string, Habit>(
    form.tables.map(table => [
      table.id,
      random.pick<Habit>(['full', 'full', 'sparse', 'sparse', 'total_only', 'empty']),
    ]),
  );
  for (const { table, row, column } of cellsOf(form)) {
    const habit = habits.get(table.id) ?? 'full';
    const isTotal = column.key === 'all' || column.key === 'total';
    const printed =
      habit === 'full' ||
      (habit === 'sparse' && random.chance(0.5)) ||
      (habit === 'total_only' && isTotal) ||
      (habit === 'empty' && random.chance(0.02));
    const cell = printed ? randomNumber(random, column.type === 'signed_count') : randomEmpty(random);
    cells.set(`${table.id}.${row.key}.${column.key}`, cell);
  }
  if (random.chance(0.6)) addUp(form, cells);
  return { form: formId, cells };
}

function randomNumber(random: Random, signed: boolean): PrintedCell {
  const size = random.pick([1, 1, 2, 2, 10, 100, 10_000]);
  const value = random.below(size);
  if (signed && random.chance(0.3)) return { raw: `-${value + 1}`, value: -value - 1 };
  return { raw: String(value), value };
}

const randomEmpty = (random: Random): PrintedCell =>
  random.chance(0.05) ? { raw: random.pick(marks), value: null } : blank;

/** Makes the totals of most rows what the form promises, as most reports do. */
function addUp(form: Form, cells: Map<string, PrintedCell>): void {
  for (const check of form.checks.filter(candidate => candidate.along === 'rows'))
    for (const row of check.subjects) {
      const parts = check.right.map(term => cells.get(`${check.table}.${row}.${term.column}`)?.value ?? 0);
      const key = `${check.table}.${row}.${check.left[0]?.column}`;
      const sum = parts.reduce((left, right) => left + right, 0);
      if (cells.get(key)?.value !== null) cells.set(key, { raw: String(sum), value: sum });
    }
}
