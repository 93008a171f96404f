/** Takes reports out of a copy of a release, before they are written anew. */

import type Database from 'better-sqlite3';
import type { PackedStrip } from '../data/readings/content.ts';
import type { DivisionRegister } from './division-register.ts';
import { removeSketches } from './sketches.ts';
import { type Summaries, summaryLevelOf } from './summaries.ts';
import { divisionOf } from './unit-identity.ts';
import { removeSearch } from './write-search.ts';

const ofVersion = [
  'version_table',
  'reading_strip',
  'reading_detail',
  'version_check',
  'check_failure',
  'extension',
  'raw_grid',
  'inference',
  'text_fact',
  'report_flag',
  'section',
];
const ofDocument = ['removed_text', 'leftover', 'unit_candidate', 'rendition', 'issue'];

export interface Removed {
  /** Sketches of their texts, one after the other: of whoever shares one, who copied from whom may change. */
  readonly shingles: readonly number[];
  /** To be called when the reports are there again. */
  dropUnusedLayouts(): void;
}

export function removeReports(
  database: Database.Database,
  touched: {
    readonly reports: ReadonlySet<string>;
    readonly documents: ReadonlySet<number>;
    readonly units: ReadonlySet<string>;
  },
  summaries: Summaries,
  register: DivisionRegister,
): Removed {
  const reports = JSON.stringify([...touched.reports]);
  const list = (query: string): number[] => database.prepare<[string], number>(query).pluck().all(reports);
  const given = '(SELECT value FROM json_each(?))';
  const versions = list(`SELECT id FROM report_version WHERE report_id IN ${given}`);
  const layouts = list(
    `SELECT DISTINCT layout_id FROM version_table JOIN report_version ON id = version_id
     WHERE report_id IN ${given} AND layout_id IS NOT NULL`,
  );
  const shingles = removeSketches(database, [...touched.reports]);
  subtract(database, reports, summaries, register);
  removeSearch(database, versions);
  const run = (sql: string, values: string): void => {
    database.prepare(sql).run(values);
  };
  for (const table of ofVersion)
    run(`DELETE FROM ${table} WHERE version_id IN ${given}`, JSON.stringify(versions));
  run(`DELETE FROM issue WHERE report_id IN ${given}`, reports);
  run(`DELETE FROM report_version WHERE report_id IN ${given}`, reports);
  run(`DELETE FROM report WHERE id IN ${given}`, reports);
  const documents = JSON.stringify([...touched.documents]);
  for (const table of ofDocument) run(`DELETE FROM ${table} WHERE capture_id IN ${given}`, documents);
  run(`DELETE FROM capture WHERE id IN ${given}`, documents);
  const units = JSON.stringify([...touched.units]);
  for (const table of ['unit_name', 'unit_division'])
    run(`DELETE FROM ${table} WHERE unit_id IN ${given}`, units);
  run(`DELETE FROM unit WHERE id IN ${given}`, units);
  return {
    shingles,
    dropUnusedLayouts: () => {
      const candidates = JSON.stringify(layouts);
      const used = database
        .prepare<[string], number>(
          `SELECT DISTINCT layout_id FROM version_table WHERE layout_id IN (SELECT value FROM json_each(?))`,
        )
        .pluck()
        .all(candidates);
      const unused = JSON.stringify(layouts.filter(id => !used.includes(id)));
      run(`DELETE FROM layout_place WHERE layout_id IN ${given}`, unused);
      run(`DELETE FROM layout WHERE id IN ${given}`, unused);
    },
  };
}

/** Takes reports of the panel out of the summaries. */
function subtract(
  database: Database.Database,
  reports: string,
  summaries: Summaries,
  register: DivisionRegister,
): void {
  const rows = database.prepare<[string], { version_id: number; report_year: number; identity: string }>(
    `SELECT current_version_id AS version_id, report_year, identity FROM report JOIN unit ON unit.id = unit_id
     WHERE report_year IS NOT NULL AND report.id IN (SELECT value FROM json_each(?))`,
  );
  const strips = database
    .prepare<[number], [number, number, string | null, ...(number | null)[]]>(
      `SELECT strip_id, statuses, raws, v0, v1, v2, v3, v4, v5, v6, v7 FROM reading_strip WHERE version_id = ?`,
    )
    .raw();
  for (const { version_id, report_year, identity } of rows.all(reports))
    summaries.add(
      report_year,
      summaryLevelOf(divisionOf(identity), register),
      strips
        .all(version_id)
        .map(([strip, statuses, raws, ...values]): PackedStrip => [strip, statuses, values, raws]),
      -1,
    );
}

/** Takes out what every release writes anew: sources, runs, what is of no document, the release itself. */
export function removeSources(database: Database.Database): void {
  const tables = ['portal', 'coverage_skip', 'coverage', 'run', 'release'];
  for (const table of tables) database.exec(`DELETE FROM ${table}`);
  database.exec(`
    DELETE FROM issue WHERE capture_id IS NULL AND report_id IS NULL;
    DELETE FROM division WHERE name IS NULL;
    DELETE FROM skip_reason WHERE meaning = 'A reason of an earlier version.';
    DELETE FROM issue_code WHERE meaning = 'A code of an earlier version.'`);
}
