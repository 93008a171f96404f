/** Which codes of divisions the rows of a release name, in the national list or not. */

import type Database from 'better-sqlite3';
import type { Portal, PortalOutcome } from '../schema/portal.ts';

type Coded = Pick<Portal | PortalOutcome, 'division_code'>;

/** Rows of these documents, units and reports. */
export interface Chosen {
  readonly documents: readonly number[];
  readonly units: readonly string[];
  readonly reports: readonly string[];
}

const columns = [
  { table: 'rendition', code: 'unit_division_code', id: 'capture_id', of: 'documents' },
  { table: 'unit', code: 'division_code', id: 'id', of: 'units' },
  { table: 'report', code: 'division_code', id: 'id', of: 'reports' },
] as const;

/** @param only null for all rows */
function codesNamed(database: Database.Database, only: Chosen | null): string[] {
  return columns.flatMap(({ table, code, id, of }) => {
    const chosen = only === null ? '' : `AND ${id} IN (SELECT value FROM json_each(?))`;
    return database
      .prepare<unknown[], string>(`SELECT DISTINCT ${code} FROM ${table} WHERE ${code} IS NOT NULL ${chosen}`)
      .pluck()
      .all(...(only === null ? [] : [JSON.stringify(only[of])]));
  });
}

const codesOf = (...given: readonly (readonly Coded[])[]): string[] =>
  given.flat().map(({ division_code }) => division_code);

/** Of a whole release. */
export function codesInUse(
  database: Database.Database,
  portals: readonly Coded[],
  outcomes: readonly Coded[],
): Set<string> {
  return new Set([...codesNamed(database, null), ...codesOf(portals, outcomes)]);
}

/**
 * Of a release that was added to, codes outside the list alone: those of the release before, and of the written rows.
 * Only one that no written row names, and a removed one did, has to be looked for in all rows.
 */
export function unlistedCodesInUse(
  database: Database.Database,
  previous: Database.Database,
  { removed, written }: { readonly removed: Chosen; readonly written: Chosen },
  portals: readonly Coded[],
  outcomes: readonly Coded[],
): Set<string> {
  const inUse = new Set([...codesNamed(database, written), ...codesOf(portals, outcomes)]);
  const sources = previous
    .prepare<[], string>('SELECT division_code FROM portal UNION SELECT division_code FROM coverage')
    .pluck()
    .all();
  const namedBefore = new Set([...codesNamed(previous, removed), ...sources]);
  const isNamed = database
    .prepare<[{ code: string }], number>(
      `SELECT ${columns
        .map(({ table, code }) => `EXISTS (SELECT 1 FROM ${table} WHERE ${code} = @code)`)
        .join(' OR ')}`,
    )
    .pluck();
  const unlistedBefore = previous
    .prepare<[], string>('SELECT code FROM division WHERE name IS NULL')
    .pluck()
    .all();
  for (const code of unlistedBefore)
    if (!namedBefore.has(code) || isNamed.get({ code }) === 1) inUse.add(code);
  return inUse;
}
