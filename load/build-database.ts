/** Fills a new database from the staging file and checks it. Nothing is published here. */

import type Database from 'better-sqlite3';
import { type Issue, issue } from '../schema/issues.ts';
import { release } from '../schema/tables/index.ts';
import { findViolations } from './assertions.ts';
import { compareWithPrevious } from './compare-release.ts';
import { createDatabase } from './create-database.ts';
import { rowInserter } from './insert.ts';
import type { LoadInput } from './load.ts';
import type { ReleaseRow } from './open-database.ts';
import type { BuildPaths } from './publish.ts';
import type { Staging } from './staging.ts';
import type { DivisionsByCode } from './unit-identity.ts';
import { issueInserter, writeDocuments, writeIssues } from './write-documents.ts';
import { writeReports, writeUnits } from './write-reports.ts';
import { writeCoverage, writeDivisions, writePortals, writeRuns } from './write-sources.ts';

export interface BuildInput extends Omit<LoadInput, 'divisions'> {
  readonly divisions: DivisionsByCode;
  readonly paths: BuildPaths;
  readonly input_digest: string;
  readonly input_key_digest: string | null;
  readonly orphans: readonly Issue[];
}

export interface BuiltDatabase {
  readonly release: ReleaseRow;
  readonly issues: readonly Issue[];
  /** In words what does not hold; empty when it may be published. */
  readonly violations: readonly string[];
  /** The file in place could not be read: nobody knows what it was, so it is not to be thrown away. */
  readonly mustKeepPrevious: boolean;
}

/** The file `paths.building` is complete and closed when this returns. */
export function buildDatabase(staging: Staging, input: BuildInput): BuiltDatabase {
  const database = createDatabase(input.paths.building);
  try {
    database.exec('BEGIN');
    const { issues, violations, mustKeepPrevious } = fill(database, staging, input);
    const row = releaseRow(database, input);
    rowInserter(database, release)(row);
    database.exec('COMMIT');
    input.onProgress?.({ phase: 'assertions', done: row.reports });
    database.exec('ANALYZE');
    // Pages filled in key order are left an eighth empty; a vacuum takes a fortieth of the load to fill them.
    database.exec('VACUUM');
    return {
      release: row,
      issues,
      violations: [...violations, ...findViolations(database)],
      mustKeepPrevious,
    };
  } finally {
    database.close();
  }
}

function fill(
  database: Database.Database,
  staging: Staging,
  input: BuildInput,
): { issues: Issue[]; violations: string[]; mustKeepPrevious: boolean } {
  const { portals, outcomes, runs, divisions } = input;
  const insertIssue = issueInserter(database, runs);
  const documents = staging.numberDocuments();
  const codes = writeUnits(database, staging);
  for (const { division_code } of [...portals, ...outcomes]) codes.add(division_code);
  const unlisted = writeDivisions(database, divisions, codes).map(code =>
    issue('load.division.unlisted', `${code} is not in the national list of divisions`, code),
  );
  writePortals(database, portals);
  writeCoverage(database, outcomes);
  writeRuns(database, runs);
  const written = writeReports(database, staging, documents, done =>
    input.onProgress?.({ phase: 'reports', done }),
  );
  const invalid = writeDocuments(database, staging, written.versionOfDocument, insertIssue);
  const comparison = compareWithPrevious(database, input.paths.published);
  const others = [...input.orphans, ...unlisted, ...comparison.issues];
  writeIssues(input.issues, written.issues, others, insertIssue);
  return {
    issues: [...invalid, ...written.issues, ...others],
    violations: [...comparison.violations, ...lostInBuilding(database, staging, documents)],
    mustKeepPrevious: !comparison.isReadable,
  };
}

/** Every document handed in is there, and every report found in one. */
function lostInBuilding(database: Database.Database, staging: Staging, documents: number): string[] {
  const reports = staging.countReports();
  const written = {
    documents: count(database, 'SELECT count(*) FROM rendition'),
    reports: count(database, 'SELECT count(*) FROM report'),
  };
  const violations: string[] = [];
  if (written.documents !== documents)
    violations.push(`${documents} documents were handed in and ${written.documents} are there`);
  if (written.reports !== reports)
    violations.push(`${reports} reports were found and ${written.reports} are there`);
  return violations;
}

function releaseRow(
  database: Database.Database,
  { builtAt, codeVersion, input_digest, input_key_digest }: BuildInput,
): ReleaseRow {
  return {
    id: `${builtAt.slice(0, 10)}-${input_digest.slice(0, 8)}`,
    built_at: builtAt,
    code_version: codeVersion,
    input_digest,
    input_key_digest,
    units: count(database, 'SELECT count(*) FROM unit'),
    reports: count(database, 'SELECT count(*) FROM report'),
    reports_in_panel: count(
      database,
      'SELECT count(*) FROM report WHERE unit_id IS NOT NULL AND report_year IS NOT NULL',
    ),
    versions: count(database, 'SELECT count(*) FROM report_version'),
    documents: count(database, 'SELECT count(*) FROM rendition'),
    readings: count(database, 'SELECT count(*) FROM reading'),
    readings_reported: count(database, 'SELECT ifnull(sum(reported_cells), 0) FROM report_version'),
    checks_failed: count(database, 'SELECT ifnull(sum(failed_checks), 0) FROM report_version'),
  };
}

function count(database: Database.Database, query: string): number {
  return database.prepare<[], number>(query).pluck().get() ?? 0;
}
