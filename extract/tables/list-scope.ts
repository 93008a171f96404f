/** Which of a document's lists are the report's: by their edition, the years and the scope that their titles name. */

import type { FormId } from '../../schema/forms/form.ts';
import { formById } from '../../schema/forms/index.ts';
import { compact } from '../values.ts';
import { listForms } from './list-keys.ts';
import type { ListTable } from './list-walker.ts';

/** The edition that most labels speak for; between editions, the year of the report decides. */
export function formOf(
  votes: readonly ReadonlyMap<FormId, number>[],
  lists: readonly ListTable[],
  reportYear: number | null,
): FormId {
  const sums = listForms.map(
    form => [form, votes.reduce((sum, each) => sum + (each.get(form) ?? 0), 0)] as const,
  );
  const likely = new Set(votes.flatMap(each => loudest(each) ?? []));
  const [only, second] = likely;
  if (only && !second) return only;
  const byYear = listForms.find(id => {
    const { from, to } = formById(id).years;
    return reportYear !== null && reportYear >= from && (to === null || reportYear <= to);
  });
  if (byYear && (likely.size === 0 || likely.has(byYear))) return byYear;
  const hasPeriods = lists.some(list =>
    list.rows.some(row => row.columns.some(({ column }) => column.key === 'cumulative')),
  );
  return (
    sums.toSorted(([, left], [, right]) => right - left).find(([, sum]) => sum > 0)?.[0] ??
    (hasPeriods ? '2004' : '2014')
  );
}

function loudest(votes: ReadonlyMap<FormId, number>): FormId | null {
  const [first, second] = [...votes].sort(([, left], [, right]) => right - left);
  return first && first[1] > (second?.[1] ?? 0) ? first[0] : null;
}

export const isOfForm = (votes: ReadonlyMap<FormId, number> | undefined, form: FormId): boolean =>
  votes === undefined || votes.size === 0 || (loudest(votes) ?? form) === form;

/** Of lists that name their years, that of the report counts. */
export function isOfYear(list: ListTable, lists: readonly ListTable[], reportYear: number | null): boolean {
  const year = yearOf(list.title);
  if (lists.length === 1 || reportYear === null || year === null || year === reportYear) return true;
  return !lists.some(other => yearOf(other.title) === reportYear);
}

function yearOf(title: string): number | null {
  const years = new Set(title.normalize('NFKC').match(/20[0-3]\d(?=年)/g));
  const [only, second] = years;
  return only !== undefined && second === undefined ? Number(only) : null;
}

/** The year in the table's own name, not in that of the report which it stands in. */
export const yearOfTable = (title: string): number | null =>
  yearOf(
    title
      .split('\n')
      .filter(line => /统计(?:报)?表|汇总表/.test(compact(line)))
      .join('\n'),
  );

/** The same headings of numbers, in whatever order. */
export function hasColumnsOf(list: ListTable, other: ListTable): boolean {
  const columnsOf = ({ rows }: ListTable): string =>
    [...new Set(rows.flatMap(row => row.columns.map(({ column }) => column.key ?? column.cell?.text ?? '')))]
      .toSorted()
      .join(' ');
  return columnsOf(list) === columnsOf(other);
}

/** Two lists of which a row of one stands in the other too. */
export function shareRows(list: ListTable, other: ListTable): boolean {
  const keysOf = ({ rows }: ListTable): ReadonlySet<string> =>
    new Set(rows.flatMap(row => row.exact.flatMap(match => (match.kind === 'row' ? [match.key] : []))));
  const keys = keysOf(list);
  return [...keysOf(other)].some(key => keys.has(key));
}

export function scopeOf(title: string): 'own_level' | 'jurisdiction' | null {
  const plain = compact(title);
  const isOwn = /本级/.test(plain);
  const isWhole = /汇总|本行政区域|全(?:省|市|县|区|州|盟|旗)/.test(plain);
  return isOwn === isWhole ? null : isOwn ? 'own_level' : 'jurisdiction';
}
