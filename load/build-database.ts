/** Fills a new database from the staging file and checks it. Nothing is published here. */

import type Database from 'better-sqlite3';
import { type Issue, issue } from '../schema/issues.ts';
import { release } from '../schema/tables/index.ts';
import { assessYears, yearTables } from './across-years.ts';
import { findSharedViolations, findViolations } from './assertions.ts';
import { codesInUse } from './codes-in-use.ts';
import { compareWithPrevious } from './compare-release.ts';
import { flagCopies } from './copied-text.ts';
import { createIndexes, createTables, heedChecks, takeTables } from './create-database.ts';
import type { DivisionRegister } from './division-register.ts';
import { rowInserter } from './insert.ts';
import type { LoadInput } from './load.ts';
import type { ReleaseRow } from './open-database.ts';
import type { LoadPhase } from './phase-times.ts';
import type { BuildPaths } from './publish.ts';
import { type Totals, totalsOf } from './release-totals.ts';
import type { UnitResolver } from './resolve-unit.ts';
import type { SecondThread } from './second-thread/second-thread.ts';
import type { Staging } from './staging/staging.ts';
import { Summaries } from './summaries.ts';
import {
  issueInserter,
  writeDetails,
  writeDocumentRows,
  writeIssues,
  writeWords,
} from './write-documents.ts';
import { writeExpected } from './write-expected.ts';
import { readingTables, writeReadings } from './write-readings.ts';
import { writeReports } from './write-reports.ts';
import { writeCoverage, writeDivisions, writePortals, writeRuns } from './write-sources.ts';
import { writeParents, writeUnits } from './write-units.ts';

export interface BuildInput extends Omit<LoadInput, 'divisions' | 'onProgress'> {
  readonly onProgress: NonNullable<LoadInput['onProgress']>;
  readonly register: DivisionRegister;
  readonly resolver: UnitResolver;
  readonly paths: BuildPaths;
  readonly identity: ReleaseIdentity;
  readonly orphans: readonly Issue[];
}

/** What a release says of its input. */
export type ReleaseIdentity = Pick<
  ReleaseRow,
  'input_digest' | 'input_key_digest' | 'base_key' | 'captures_through' | 'extractions_through'
>;

export interface BuiltDatabase {
  readonly release: ReleaseRow;
  readonly issues: readonly Issue[];
  /** In words what does not hold; empty when it may be published. */
  readonly violations: readonly string[];
  /** The file in place could not be read: nobody knows what it was, so it is not to be thrown away. */
  readonly mustKeepPrevious: boolean;
}

/**
 * The file `paths.building` is complete and closed when this returns.
 *
 * @param thread writes the readings meanwhile, which are half of the work; without one it is done here
 */
export function buildDatabase(
  staging: Staging,
  input: BuildInput,
  thread: SecondThread | null,
): BuiltDatabase {
  const enter = phaseEnterer(input);
  const database = createTables(input.paths.building);
  try {
    database.exec('BEGIN');
    const { issues, violations, mustKeepPrevious } = fill(database, staging, input, thread);
    enter('totals');
    const row = releaseRow(totalsOf(database), input);
    rowInserter(database, release)(row);
    database.exec('COMMIT');
    input.onProgress({ phase: 'assertions', done: row.reports });
    // So many rows of an index tell the planner as much as all of them.
    database.pragma('analysis_limit = 1000');
    database.exec('ANALYZE');
    return {
      release: row,
      issues,
      violations: [...violations, ...violationsOf(database, input.paths.building, thread)],
      mustKeepPrevious,
    };
  } finally {
    enter('closing');
    database.close();
  }
}

function fill(
  database: Database.Database,
  staging: Staging,
  input: BuildInput,
  thread: SecondThread | null,
): { issues: Issue[]; violations: string[]; mustKeepPrevious: boolean } {
  const { paths, portals, outcomes, runs, register, resolver } = input;
  const enter = phaseEnterer(input);
  enter('reports');
  const insertIssue = issueInserter(database, runs);
  const documents = staging.documents.settle(0);
  const written = writeReports(database, staging, register, documents, done =>
    input.onProgress({ phase: 'reports', done }),
  );
  staging.complete();
  thread?.start('readings', { staging: paths.staging, out: paths.readings });
  database.exec('COMMIT');
  enter('document rows');
  writeDocumentRows(database, paths.staging, written.versionOfDocument);
  database.exec('BEGIN');
  const invalid = writeDetails(database, staging.documents.detailed(), insertIssue);
  writeWords(database, staging.readings, written.versionOfDocument, done =>
    input.onProgress({ phase: 'contents', done }),
  );
  enter('indexes');
  createIndexes(database, table => !readingTables.includes(table));
  enter('units and sources');
  writeUnits(database, staging.documents.unitIdentities(), register, resolver.decided, null);
  writeParents(database, register, null);
  const unlisted = writeDivisions(database, register, codesInUse(database, input.portals, outcomes)).map(
    unlistedIssue,
  );
  writePortals(database, portals);
  writeCoverage(database, outcomes);
  writeRuns(database, runs);
  writeExpected(database, register, portals, input.builtAt, null);
  enter('copied texts');
  flagCopies(database, null);
  enter('readings');
  const summaries = thread === null ? writtenHere(database, staging) : takenUp(database, paths, thread);
  heedChecks(database);
  summaries.write(database);
  enter('comparison');
  const comparison = compareWithPrevious(database, paths.published);
  const others = [...input.orphans, ...unlisted, ...comparison.issues];
  writeIssues(input.issues, written.issues, others, insertIssue);
  return {
    issues: [...invalid, ...written.issues, ...others],
    violations: [...comparison.violations, ...lostInBuilding(database, staging, documents)],
    mustKeepPrevious: !comparison.isReadable,
  };
}

/** The readings, what holds between their years, and their indexes. */
function writtenHere(database: Database.Database, staging: Staging): Summaries {
  const summaries = new Summaries();
  writeReadings(database, staging, summaries);
  assessYears(database, staging.versions.ofPanel());
  createIndexes(database, table => readingTables.includes(table));
  return summaries;
}

/** The same, as the second thread writes it: while it goes through the years, the readings are taken up. */
function takenUp(database: Database.Database, paths: BuildPaths, thread: SecondThread): Summaries {
  const summaries = new Summaries();
  summaries.take(thread.wait('readings'));
  thread.start('years', { staging: paths.staging, readings: paths.readings, out: paths.years });
  const take = (file: string, tables: readonly string[]): void => {
    takeTables(database, file, tables);
    createIndexes(database, table => tables.includes(table));
  };
  database.exec('COMMIT');
  take(
    paths.readings,
    readingTables.filter(table => !yearTables.includes(table)),
  );
  thread.wait('years');
  take(paths.years, yearTables);
  database.exec('BEGIN');
  return summaries;
}

function violationsOf(database: Database.Database, file: string, thread: SecondThread | null): string[] {
  if (thread === null) return findViolations(database);
  const next = thread.shareChecks();
  thread.start('violations', { file });
  const mine = findSharedViolations(database, next);
  return [...mine, ...thread.wait('violations')]
    .sort((a, b) => a.check - b.check)
    .map(({ violation }) => violation);
}

const phaseEnterer =
  ({ onProgress }: Pick<BuildInput, 'onProgress'>) =>
  (phase: LoadPhase): void =>
    onProgress({ phase, done: 0 });

export function unlistedIssue(code: string): Issue {
  return issue('load.division.unlisted', `${code} is not in the national list of divisions`, code);
}

/** Every document handed in is there, and every report found in one. */
function lostInBuilding(database: Database.Database, staging: Staging, documents: number): string[] {
  const reports = staging.documents.countReports();
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

export function releaseRow(totals: Totals, { builtAt, codeVersion, identity }: BuildInput): ReleaseRow {
  return {
    id: `${builtAt.slice(0, 10)}-${identity.input_digest.slice(0, 8)}`,
    built_at: builtAt,
    code_version: codeVersion,
    ...identity,
    ...totals,
  };
}

function count(database: Database.Database, query: string): number {
  return database.prepare<[], number>(query).pluck().get() ?? 0;
}
