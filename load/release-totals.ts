/** What the row of a release counts: of all that is there, or of some reports, so that the rest need not be counted again. */

import type Database from 'better-sqlite3';
import type { ReleaseRow } from './open-database.ts';

const counted = ['units', 'reports', 'versions', 'documents'] as const;
const summed = ['reports_in_panel', 'readings', 'readings_reported', 'checks_failed'] as const;

export type Totals = Pick<ReleaseRow, (typeof counted)[number] | (typeof summed)[number]>;
type Sums = Pick<Totals, (typeof summed)[number]>;

/** `REPORTS` stands for the condition on the report. */
const sums: Readonly<Record<(typeof summed)[number], string>> = {
  reports_in_panel:
    'SELECT count(*) FROM report WHERE REPORTS(id) AND unit_id IS NOT NULL AND report_year IS NOT NULL',
  // Cells of every version, by the forms that its tables are in.
  readings: `
    WITH cells AS (
      SELECT form_id, table_key, count(*) AS cells FROM form_cell JOIN variable ON variable.id = variable_id
      GROUP BY form_id, table_key
    ), tables AS (
      SELECT form_id, table_key, count(*) AS tables FROM version_table
      WHERE form_id IS NOT NULL AND VERSIONS(version_id) GROUP BY form_id, table_key
    )
    SELECT ifnull(sum(cells * tables), 0) FROM tables JOIN cells USING (form_id, table_key)`,
  readings_reported: 'SELECT ifnull(sum(reported_cells), 0) FROM report_version WHERE REPORTS(report_id)',
  checks_failed: 'SELECT ifnull(sum(failed_checks), 0) FROM report_version WHERE REPORTS(report_id)',
};

/** @param only ids of reports; null for all */
function sumsOf(database: Database.Database, only: readonly string[] | null): Sums {
  const given = '(SELECT value FROM json_each(@only))';
  const found = summed.map(name => {
    const query = sums[name]
      .replaceAll(/REPORTS\((\w+)\)/g, (_, column: string) =>
        only === null ? 'true' : `${column} IN ${given}`,
      )
      .replaceAll(/VERSIONS\((\w+)\)/g, (_, column: string) =>
        only === null ? 'true' : `${column} IN (SELECT id FROM report_version WHERE report_id IN ${given})`,
      );
    const values = only === null ? [] : [{ only: JSON.stringify(only) }];
    return [
      name,
      database
        .prepare<unknown[], number>(query)
        .pluck()
        .get(...values) ?? 0,
    ] as const;
  });
  return Object.fromEntries(found) as Sums;
}

/** The narrowest index is counted: 0.1 s of a million rows. */
function countsOf(database: Database.Database): Omit<Totals, keyof Sums> {
  const count = (table: string): number =>
    database.prepare<[], number>(`SELECT count(*) FROM ${table}`).pluck().get() ?? 0;
  return {
    units: count('unit'),
    reports: count('report'),
    versions: count('report_version'),
    documents: count('rendition'),
  };
}

export const totalsOf = (database: Database.Database): Totals => ({
  ...countsOf(database),
  ...sumsOf(database, null),
});

/** Reports that were taken out of a copy of a release, and those that were written. */
export interface Exchanged {
  readonly removed: readonly string[];
  readonly written: readonly string[];
}

/**
 * Totals of a release that was added to: those of the release before, less what the removed reports had in it, and what
 * the written ones have now. All other rows are as they were when that release was counted.
 */
export function totalsAfter(
  database: Database.Database,
  previous: Database.Database,
  before: Totals,
  { removed, written }: Exchanged,
): Totals {
  const gone = sumsOf(previous, removed);
  const come = sumsOf(database, written);
  const now = summed.map(name => [name, before[name] - gone[name] + come[name]] as const);
  return { ...countsOf(database), ...(Object.fromEntries(now) as Sums) };
}
