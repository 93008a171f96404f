/** What a view is: its columns with their SQL and their dictionary entries in one place, so that they cannot part. */

import { type Entry, entry } from '../dictionary/entry.ts';

export interface ViewColumn {
  readonly name: string;
  readonly sql: string;
  readonly entry: Entry;
}

export interface View {
  readonly name: string;
  readonly entry: Entry;
  readonly columns: readonly ViewColumn[];
  /** FROM, JOIN and WHERE. */
  readonly source: string;
}

/** A column of a view; `sql` is where it comes from. */
export function column(name: string, sql: string, found: Entry): ViewColumn {
  return { name, sql, entry: found };
}

/** Columns under their own names, with the entries that their table has for them. */
export function columnsFrom<Name extends string>(
  source: string,
  entries: Readonly<Record<Name, Entry>>,
  names: readonly NoInfer<Name>[],
): ViewColumn[] {
  return names.map(name => column(name, `${source}.${name}`, entries[name]));
}

export function viewEntry(zh: string, en: string, meaning: string): Entry {
  return entry(zh, en, meaning, 'load');
}

export function createViewSql(view: View): string {
  const columns = view.columns.map(({ name, sql }) => (sql === name ? name : `${sql} AS ${name}`));
  return `CREATE VIEW ${view.name} AS\nSELECT\n  ${columns.join(',\n  ')}\n${view.source}`;
}
