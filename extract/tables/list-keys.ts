/**
 * Which row of the form each row of a list is. A label that only one row has says so by itself; one that several rows
 * have (被依法纠错数), or that is misspelt or near to another, only where the rows before and behind leave one place.
 */

import type { Form, FormId, FormRow } from '../../schema/forms/form.ts';
import { formById, forms } from '../../schema/forms/index.ts';
import { compact } from '../values.ts';
import { editDistance, labelKey } from './labels.ts';
import type { ListRow } from './list-rows.ts';

/** `key` null where the form has no such row; `candidates` are the rows that it might be, where nothing decides. */
export interface KeyedRow {
  readonly row: ListRow;
  readonly key: string | null;
  readonly candidates: readonly string[];
}

/** How many labels of the rows only one edition has. */
export function votesOf(rows: readonly ListRow[]): Map<FormId, number> {
  const votes = new Map<FormId, number>();
  for (const { exact } of rows) {
    const known = new Set(exact.flatMap(match => match.forms));
    const official = new Set(exact.flatMap(match => match.official));
    const [only, second] = known.size === 1 ? known : official;
    if (only !== undefined && second === undefined) votes.set(only, (votes.get(only) ?? 0) + 1);
  }
  return votes;
}

const rowsOfForm = (form: Form): readonly FormRow[] =>
  form.tables.find(table => table.id === 'statistics')?.rows ?? [];

export function keyRows(rows: readonly ListRow[], formId: FormId): KeyedRow[] {
  const formRows = rowsOfForm(formById(formId));
  const order = new Map(formRows.map((row, index) => [row.key, index]));
  const codes = new Map(formRows.map(row => [row.key, row.code]));
  const keysOf = (matches: ListRow['exact']): string[] => [
    ...new Set(matches.flatMap(match => (match.kind === 'row' && order.has(match.key) ? [match.key] : []))),
  ];
  const exact = rows.map(row => keysOf(row.exact));
  const isCertain = rows.map(
    (row, index) => exact[index]?.length === 1 && !confusable(formId).has(labelKey(row.label.text)),
  );
  const orderAt = (index: number): number => order.get(exact[index]?.[0] ?? '') ?? -1;
  const taken = new Set(exact.flatMap((keys, index) => (isCertain[index] ? keys : [])));
  const fits = rows.map((row, index): readonly string[] => {
    const own = exact[index] ?? [];
    if (isCertain[index]) return own;
    const near = own.length > 0 ? own : keysOf(row.near).filter(key => !taken.has(key));
    const before = isCertain.lastIndexOf(true, index);
    const behind = isCertain.indexOf(true, index);
    const from = before === -1 ? -1 : orderAt(before);
    const until = behind === -1 ? formRows.length : orderAt(behind);
    return near.filter(key => {
      const at = order.get(key) ?? -1;
      return from < at && at < until;
    });
  });
  const decided = decideRuns(fits, order);
  return rows.map((row, index) => {
    const candidates = exact[index]?.length ? (exact[index] ?? []) : keysOf(row.near);
    const key = decided[index] ?? cutKey(row, formRows);
    return { row, key: key !== null && agrees(row, codes.get(key)) ? key : null, candidates };
  });
}

/** The row whose code is printed, if the label is the beginning of its own: a page has turned within it. */
function cutKey({ label, code }: ListRow, formRows: readonly FormRow[]): string | null {
  const text = labelKey(label.text);
  if (code === null || text.length < shortestCut) return null;
  const own = formRows.find(row => row.code !== undefined && Number(row.code) === Number(compact(code)));
  return own && labelKey(own.text).startsWith(text) ? own.key : null;
}

const shortestCut = 4;

/** Where a code is printed, it and the label must speak of the same row; a misspelt label needs one if there are any. */
function agrees(row: ListRow, code: string | undefined): boolean {
  if (code === undefined || row.code === null) return true;
  return Number(compact(row.code)) === Number(code);
}

/** Rows that fit several places, one behind the other: taken where only one way keeps the form's order. */
function decideRuns(
  fits: readonly (readonly string[])[],
  order: ReadonlyMap<string, number>,
): (string | null)[] {
  const decided = fits.map(keys => (keys.length === 1 ? (keys[0] ?? null) : null));
  for (let start = 0; start < fits.length; start++) {
    if ((fits[start]?.length ?? 0) < 2) continue;
    let end = start;
    while ((fits[end + 1]?.length ?? 0) > 1) end++;
    const ways = end - start < longestRun ? increasing(fits.slice(start, end + 1), order) : [];
    const [only, second] = ways;
    if (only && !second) for (const [offset, key] of only.entries()) decided[start + offset] = key;
    start = end;
  }
  return decided;
}

const longestRun = 8;

/** At most two of the ways to give each row a key so that the keys stand in the form's order. */
function increasing(fits: readonly (readonly string[])[], order: ReadonlyMap<string, number>): string[][] {
  let ways: string[][] = [[]];
  for (const keys of fits)
    ways = ways.flatMap(way => {
      const last = order.get(way.at(-1) ?? '') ?? -1;
      return keys.filter(key => (order.get(key) ?? -1) > last).map(key => [...way, key]);
    });
  return ways;
}

const confusables = new Map<FormId, ReadonlySet<string>>();

/** Labels that one lost or changed character makes another row of the form: 不同意公开答复数 and 同意公开答复数. */
function confusable(formId: FormId): ReadonlySet<string> {
  const known = confusables.get(formId);
  if (known) return known;
  const spellings = rowsOfForm(formById(formId)).flatMap(row =>
    [row.text, ...(row.also ?? [])].map(text => ({ key: row.key, text: labelKey(text) })),
  );
  const near = new Set<string>();
  for (const left of spellings)
    for (const right of spellings)
      if (
        left.key !== right.key &&
        left.text !== right.text &&
        Math.abs(left.text.length - right.text.length) < 2 &&
        editDistance(left.text, right.text, 2) < 2
      )
        near.add(left.text);
  confusables.set(formId, near);
  return near;
}

/** Whether the form has one row directly behind the other; a list's last row has none behind it. */
export function followsInForm(formId: FormId, key: string, next: string | null): boolean {
  const keys = rowsOfForm(formById(formId)).map(row => row.key);
  return next === null ? keys.at(-1) === key : keys[keys.indexOf(key) + 1] === next;
}

/** Editions that have a list. */
export const listForms: readonly FormId[] = forms
  .filter(form => rowsOfForm(form).length > 0)
  .map(form => form.id);
