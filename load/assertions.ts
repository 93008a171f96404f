/** What must hold of a database before it is published. */

import type Database from 'better-sqlite3';

/** Each query finds rows that must not be there. */
const forbidden: readonly { readonly what: string; readonly query: string }[] = [
  {
    what: 'versions have more or fewer readings than the forms of their tables have cells',
    query: `
      WITH cells AS (
        SELECT form_id, table_key, count(*) AS cells
        FROM form_cell JOIN variable ON variable.id = variable_id GROUP BY form_id, table_key
      ), expected AS (
        SELECT version_id, sum(ifnull(cells, 0)) AS cells FROM version_table
        LEFT JOIN cells USING (form_id, table_key) GROUP BY version_id
      ), read AS (SELECT version_id, count(*) AS cells FROM reading GROUP BY version_id)
      SELECT report_version.id FROM report_version
      LEFT JOIN expected ON expected.version_id = report_version.id
      LEFT JOIN read ON read.version_id = report_version.id
      WHERE ifnull(expected.cells, -1) <> ifnull(read.cells, 0)`,
  },
  {
    what: 'readings are not in the form of their table, or are reported without a place',
    query: `
      SELECT reading.version_id FROM reading
      JOIN variable ON variable.id = reading.variable_id
      LEFT JOIN version_table AS t
        ON t.version_id = reading.version_id AND t.table_key = variable.table_key
      LEFT JOIN form_cell ON form_cell.form_id = t.form_id AND form_cell.variable_id = variable.id
      LEFT JOIN layout_place AS place
        ON place.layout_id = t.layout_id AND place.variable_id = variable.id
      WHERE form_cell.form_id IS NULL OR (reading.status = 0 AND place.layout_id IS NULL)`,
  },
  {
    what: 'readings have lost their raw text',
    query: `
      SELECT version_id FROM reading
      WHERE raw IS NULL AND (status IN (2, 3) OR (status = 0 AND value <> CAST(value AS INTEGER)))`,
  },
  {
    what: 'reports show a version that is not theirs',
    query: `
      SELECT report.id FROM report LEFT JOIN report_version ON report_version.id = report.current_version_id
      WHERE report_version.report_id IS NOT report.id`,
  },
  {
    what: 'versions have no document, or take their readings from a document that says something else',
    query: `
      SELECT report_version.id FROM report_version
      LEFT JOIN rendition ON rendition.capture_id = report_version.capture_id
      WHERE rendition.version_id IS NOT report_version.id`,
  },
  {
    what: 'captures have no rendition',
    query: 'SELECT id FROM capture WHERE id NOT IN (SELECT capture_id FROM rendition)',
  },
];

/** @returns in words what does not hold; empty when the database may be published */
export function findViolations(database: Database.Database): string[] {
  const violations: string[] = [];
  const integrity = database.pragma('quick_check(5)', { simple: true });
  if (integrity !== 'ok') violations.push(`quick_check says: ${integrity}`);
  const orphans = database
    .prepare<[], { table: string; parent: string; orphans: number }>(
      `SELECT "table", parent, count(*) AS orphans FROM pragma_foreign_key_check() GROUP BY "table", parent`,
    )
    .all();
  for (const { table, parent, orphans: count } of orphans)
    violations.push(`${count} rows of ${table} point to no ${parent}`);
  for (const { what, query } of forbidden) {
    const found = database.prepare<[], string | number>(query).pluck();
    let count = 0;
    let example: string | number | undefined;
    for (const id of found.iterate()) {
      example ??= id;
      count += 1;
    }
    if (count > 0) violations.push(`${count} ${what} (first: ${example})`);
  }
  return violations;
}
