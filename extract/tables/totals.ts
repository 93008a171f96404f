/**
 * The totals of section 三 where a text has lost its blank cells. Whatever columns the other numbers of a row are of,
 * a total stands behind them and is their sum; and down the column of totals the sums of the form must hold over the
 * whole table. Where both are so in every row, no other reading makes all sums hold.
 */

import { readValue } from '../values.ts';
import type { AlignedRow, LabelledRow, RowGroup } from './alignment.ts';
import { wholeForm } from './infer.ts';
import type { RowCell } from './rows.ts';

const reason = 'the sum of its row, and with all others of its column';
/** With fewer numbers the sums of the column say little. */
const fewestTotals = 3;

interface Last {
  readonly cell: RowCell | null;
  readonly number: number;
  /** The row shows that totals are printed: it is whole, or several numbers add up to its last. */
  readonly isTotal: boolean;
}

/** Alignments of section 三 with the totals of rows that nothing else ties to columns; all others as they are. */
export function inferTotals(groups: readonly RowGroup[], aligned: readonly AlignedRow[][]): AlignedRow[][] {
  const hasTotal = (row: AlignedRow): boolean => {
    const kind = row.get('all')?.kind;
    return kind === 'cell' || kind === 'blank';
  };
  // Most tables have their totals in every row, and leave nothing to place.
  if (groups.every(({ table }, group) => table !== 'requests' || aligned[group]?.every(hasTotal)))
    return [...aligned];
  const lasts = new Map<string, Last>();
  for (const [group, { table, heading, rows }] of groups.entries()) {
    if (table !== 'requests') continue;
    for (const [index, row] of rows.entries()) {
      const own = aligned[group]?.[index];
      const last = own && lastOf(row, own, heading?.columns.length ?? 0);
      // A row found twice, or under no heading, leaves no table to reckon with.
      if (!heading || !last || lasts.has(row.key)) return [...aligned];
      lasts.set(row.key, last);
    }
  }
  const printed = [...lasts.values()].filter(({ number }) => number > 0);
  // Of lone numbers the sums hold as well where all are of one applicant, and totals are left blank.
  if (printed.length < fewestTotals || !printed.some(({ isTotal }) => isTotal) || !sumsHold(lasts))
    return [...aligned];
  return groups.map(({ table, rows }, group) =>
    (aligned[group] ?? []).map((row, index) => {
      const last = table === 'requests' ? lasts.get(rows[index]?.key ?? '') : undefined;
      return last?.cell && last.number > 0
        ? new Map([...row, ['all', { kind: 'cell', cell: last.cell, inferred: reason }]])
        : row;
    }),
  );
}

/** The number that a row's total can only be; its cell where nothing has placed it yet. Null where there is none. */
function lastOf({ source, tail }: LabelledRow, aligned: AlignedRow, columns: number): Last | null {
  const known = aligned.get('all');
  if (known?.kind === 'blank') return { cell: null, number: 0, isTotal: false };
  if (known?.kind === 'cell') {
    const number = numberIn(known.cell);
    return number === null ? null : { cell: null, number, isTotal: true };
  }
  if (source.geometry !== 'line' && source.geometry !== 'lossy') return null;
  const printed = tail.filter(cell => !cell.blank);
  const numbers = printed.map(numberIn);
  const cell = printed.at(-1);
  const number = numbers.pop();
  if (!cell || number === undefined || number === null || numbers.length >= columns) return null;
  let sum = 0;
  for (const part of numbers) {
    if (part === null) return null;
    sum += part;
  }
  if (numbers.length > 0 && sum !== number) return null;
  return { cell, number, isTotal: numbers.filter(part => part !== 0).length > 1 };
}

/** Blanks and marks are 0 in a sum; null for what is no number. */
function numberIn(cell: RowCell): number | null {
  if (cell.blank) return 0;
  const { value, status } = readValue(cell.text, 'count');
  return status === 'na_mark' ? 0 : value;
}

/** Whether every sum down the column holds, and every number above 0 is in one. */
function sumsHold(lasts: ReadonlyMap<string, Last>): boolean {
  const form = wholeForm(new Set(lasts.keys()));
  if (!form) return false;
  const tried = new Set<string>();
  for (const check of form.checks) {
    if (check.table !== 'requests' || check.along !== 'columns' || check.relation !== 'equal') continue;
    const sum = (terms: typeof check.left): number =>
      terms.reduce((total, { row }) => total + (lasts.get(row)?.number ?? Number.NaN), 0);
    if (sum(check.left) !== sum(check.right)) return false;
    for (const { row } of [...check.left, ...check.right]) tried.add(row);
  }
  return [...lasts].every(([key, { number }]) => number === 0 || tried.has(key));
}
