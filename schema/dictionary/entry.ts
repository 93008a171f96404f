/** What the dictionary says of a table, a view or a column. */

import type { SQLiteTable } from 'drizzle-orm/sqlite-core';
import type { dictionaryOrigins } from '../tables/index.ts';

/**
 * Who says it.
 *
 * - `reference`: a list that does not come from the documents (divisions, codes of this file)
 * - `registry`: the portal registry
 * - `archive`: the WARC record
 * - `crawl`: the crawler's account of its work
 * - `document`: read from the document
 * - `form`: the official form
 * - `load`: derived when the database is built
 */
export type Origin = (typeof dictionaryOrigins)[number];

export interface Entry {
  readonly zh: string;
  readonly en: string;
  readonly meaning: string;
  /** Unit of the numbers; null for anything that is not a quantity. */
  readonly unit: string | null;
  readonly origin: Origin;
}

/** Entries of one table: the table's own, and one for each of its columns; a forgotten one does not compile. */
export interface TableEntries<T extends SQLiteTable> {
  readonly relation: Entry;
  readonly columns: Readonly<Record<keyof T['_']['columns'], Entry>>;
}

export function entry(
  zh: string,
  en: string,
  meaning: string,
  origin: Origin,
  unit: string | null = null,
): Entry {
  return { zh, en, meaning, unit, origin };
}
