/** What must hold of a database before it is published. */

import type Database from 'better-sqlite3';

/** Eight slots, four bits each, of which the highest says that the form has no such cell. */
const absentBits = 0x88888888;
const slots = [0, 1, 2, 3, 4, 5, 6, 7];

/** Readings of the panel by year, by the forms of its tables; the condition `REPORTS` chooses among the reports. */
const panelReadings = `
  cells AS (
    SELECT form_id, table_key, count(*) AS cells
    FROM form_cell JOIN variable ON variable.id = variable_id GROUP BY form_id, table_key
  ), expected AS (
    SELECT report_year, sum(cells) AS readings FROM report
    JOIN version_table ON version_id = current_version_id JOIN cells USING (form_id, table_key)
    WHERE unit_id IS NOT NULL AND report_year IS NOT NULL AND REPORTS GROUP BY report_year
  )`;

/**
 * Each query finds rows that must not be there. `VERSIONS` stands for the condition on the version that restricts a
 * query to what was written anew, `LAYOUTS` for that on the layouts of these versions.
 */
const forbidden: readonly { readonly what: string; readonly query: string }[] = [
  {
    what: 'readings have a value without being reported, or have lost their raw text',
    // Bit 4n stands for slot n. Reported is 0: no bit of the four is set. Blank marks and words are 2 and 3.
    query: `
      WITH cells AS (SELECT strip_id, sum(1 << (4 * slot)) AS bits FROM variable GROUP BY strip_id)
      SELECT version_id FROM reading_strip JOIN cells USING (strip_id)
      WHERE VERSIONS(version_id) AND (
        bits & ~(statuses | (statuses >> 1) | (statuses >> 2) | (statuses >> 3))
          <> ${slots.map(slot => `((v${slot} IS NOT NULL) << ${4 * slot})`).join(' | ')}
        OR raws IS NULL AND (
          bits & (statuses >> 1) & ~((statuses >> 2) | (statuses >> 3))
          OR ${slots.map(slot => `v${slot} <> CAST(v${slot} AS INTEGER)`).join(' OR ')}))`,
  },
  {
    what: 'versions have more or fewer readings than the forms of their tables have cells',
    query: `
      WITH strips AS (
        SELECT form_id, table_key, count(DISTINCT strip_id) AS strips
        FROM form_cell JOIN variable ON variable.id = variable_id GROUP BY form_id, table_key
      ), expected AS (
        SELECT version_id, sum(ifnull(strips, 0)) AS strips FROM version_table
        LEFT JOIN strips USING (form_id, table_key) WHERE VERSIONS(version_id) GROUP BY version_id
      ), read AS (
        SELECT version_id, count(*) AS strips FROM reading_strip WHERE VERSIONS(version_id) GROUP BY version_id
      )
      SELECT report_version.id FROM report_version
      LEFT JOIN expected ON expected.version_id = report_version.id
      LEFT JOIN read ON read.version_id = report_version.id
      WHERE VERSIONS(report_version.id) AND ifnull(expected.strips, -1) <> ifnull(read.strips, 0)`,
  },
  {
    what: 'strips hold cells that the form of their table does not have, or lack some that it has',
    query: `
      WITH masks AS (
        SELECT form_id, table_key, strip_id,
          (SELECT sum(8 << (4 * other.slot)) FROM variable AS other WHERE other.strip_id = variable.strip_id)
            - sum(8 << (4 * slot)) AS absent
        FROM form_cell JOIN variable ON variable.id = variable_id GROUP BY form_id, strip_id
      )
      SELECT strip.version_id FROM version_table
      JOIN masks ON masks.form_id = version_table.form_id AND masks.table_key = version_table.table_key
      JOIN reading_strip AS strip ON strip.version_id = version_table.version_id AND strip.strip_id = masks.strip_id
      WHERE VERSIONS(version_table.version_id) AND strip.statuses & ${absentBits} <> masks.absent`,
  },
  {
    what: 'layouts have lost places',
    query: `
      SELECT layout.id FROM layout LEFT JOIN (
        SELECT layout_id, count(*) AS places FROM layout_place WHERE LAYOUTS(layout_id) GROUP BY layout_id
      ) AS placed ON placed.layout_id = layout.id
      WHERE LAYOUTS(layout.id) AND layout.cells <> ifnull(placed.places, 0)`,
  },
  {
    what: 'versions print numbers without a place in their document',
    query: `
      SELECT id FROM report_version WHERE VERSIONS(id) AND reported_cells > 0 AND NOT EXISTS (
        SELECT 1 FROM version_table WHERE version_id = report_version.id AND layout_id IS NOT NULL)`,
  },
  {
    what: 'reports show a version that is not theirs',
    query: `
      SELECT report.id FROM report LEFT JOIN report_version ON report_version.id = report.current_version_id
      WHERE VERSIONS(report.current_version_id) AND report_version.report_id IS NOT report.id`,
  },
  {
    what: 'versions have no document, or take their readings from a document that says something else',
    query: `
      SELECT report_version.id FROM report_version
      LEFT JOIN rendition ON rendition.capture_id = report_version.capture_id
      WHERE VERSIONS(report_version.id) AND rendition.version_id IS NOT report_version.id`,
  },
  {
    what: 'captures have no rendition',
    query: 'SELECT id FROM capture WHERE VERSIONS(id) AND id NOT IN (SELECT capture_id FROM rendition)',
  },
];

type Check = (database: Database.Database) => string[];

const quickCheck: Check = database => {
  const integrity = database.pragma('quick_check(5)', { simple: true });
  return integrity === 'ok' ? [] : [`quick_check says: ${integrity}`];
};

const summaryCheck: Check = database => {
  const found = database
    .prepare<[], number>(
      `WITH ${panelReadings.replace('REPORTS', 'true')}, counted AS (
         SELECT report_year, sum(readings) AS readings FROM variable_summary GROUP BY report_year
       )
       SELECT report_year FROM expected LEFT JOIN counted USING (report_year)
       WHERE expected.readings IS NOT counted.readings`,
    )
    .pluck()
    .all();
  return summariesOff(found);
};

const summariesOff = (years: readonly number[]): string[] =>
  years.length === 0
    ? []
    : [`${years.length} summaries do not add up to the readings of the panel (first: ${years[0]})`];

const foreignKeyCheck: Check = database =>
  database
    .prepare<[], { table: string; parent: string; orphans: number }>(
      `SELECT "table", parent, count(*) AS orphans FROM pragma_foreign_key_check() GROUP BY "table", parent`,
    )
    .all()
    .map(({ table, parent, orphans }) => `${orphans} rows of ${table} point to no ${parent}`);

const forbids =
  ({ what, query }: (typeof forbidden)[number], only: readonly number[] | null): Check =>
  database => {
    const given = '(SELECT value FROM json_each(@only))';
    const ofVersions = `(SELECT layout_id FROM version_table WHERE version_id IN ${given})`;
    const restricted = query.replaceAll(/(VERSIONS|LAYOUTS)\(([a-z_.]+)\)/g, (_, kind, column) =>
      only === null ? 'true' : `${column} IN ${kind === 'LAYOUTS' ? ofVersions : given}`,
    );
    const found = database.prepare<{ only: string }[], string | number>(restricted).pluck();
    const values = only === null ? [] : [{ only: JSON.stringify(only) }];
    let count = 0;
    let example: string | number | undefined;
    for (const id of found.iterate(...values)) {
      example ??= id;
      count += 1;
    }
    return count === 0 ? [] : [`${count} ${what} (first: ${example})`];
  };

/** Those that go through all readings come first, so that two threads that share them end together. */
const checksOfAll: readonly Check[] = [
  ...forbidden.slice(0, 1).map(each => forbids(each, null)),
  quickCheck,
  foreignKeyCheck,
  ...forbidden.slice(1).map(each => forbids(each, null)),
  summaryCheck,
];

export interface FoundViolation {
  /** Place of what was looked for among all that is looked for. */
  readonly check: number;
  readonly violation: string;
}

/**
 * Looks for what must not be in a whole release, in the checks that this caller is given: several may share them.
 *
 * @param next 0, 1, 2, …: each number for one caller alone
 */
export function findSharedViolations(database: Database.Database, next: () => number): FoundViolation[] {
  const found: FoundViolation[] = [];
  for (let check = next(); check < checksOfAll.length; check = next())
    for (const violation of checksOfAll[check]?.(database) ?? []) found.push({ check, violation });
  return found;
}

/** @returns in words what does not hold; empty when the database may be published */
export function findViolations(database: Database.Database): string[] {
  let next = 0;
  return findSharedViolations(database, () => next++).map(({ violation }) => violation);
}

/** What was exchanged in a copy of a release. */
export interface Exchange {
  /** Ids of the versions that were written. */
  readonly versions: readonly number[];
  /** Ids of the reports that were taken out. */
  readonly removed: readonly string[];
  /** Ids of the reports that were written. */
  readonly written: readonly string[];
}

/**
 * The same of a release that was added to. What is not among the exchanged rows was looked at before the release was
 * published that they were copied from, and no row there names them; of the summaries, which are over all reports,
 * what was asserted there still holds where they have changed by as much as the exchanged reports make up.
 */
export function findNewViolations(
  database: Database.Database,
  previous: Database.Database,
  { versions, removed, written }: Exchange,
): string[] {
  const found = forbidden.flatMap(each => forbids(each, versions)(database));
  const ofReports = (of: Database.Database, reports: readonly string[]): Map<number, number> =>
    new Map(
      of
        .prepare<[string], [number, number]>(
          `WITH ${panelReadings.replace('REPORTS', 'report.id IN (SELECT value FROM json_each(?))')}
           SELECT report_year, readings FROM expected`,
        )
        .raw()
        .all(JSON.stringify(reports)),
    );
  const [gone, come] = [ofReports(previous, removed), ofReports(database, written)];
  const [before, now] = [countedReadings(previous), countedReadings(database)];
  const years = [...new Set([...before.keys(), ...now.keys(), ...come.keys()])].sort();
  const off = years.filter(
    year => (now.get(year) ?? 0) - (before.get(year) ?? 0) !== (come.get(year) ?? 0) - (gone.get(year) ?? 0),
  );
  return [...found, ...summariesOff(off)];
}

/** Readings in the summaries, by year. */
const countedReadings = (database: Database.Database): Map<number, number> =>
  new Map(
    database
      .prepare<[], [number, number]>(
        'SELECT report_year, sum(readings) FROM variable_summary GROUP BY report_year',
      )
      .raw()
      .all(),
  );
