/**
 * Adds what came since the last release to a copy of it, so that a night costs what it brought and not what is there.
 * Row by row the outcome is that of a full build, for the same functions write the same rows: of every report that is
 * touched all documents are read again, and all its rows are written anew. Where that cannot be, nothing is added, and
 * the caller builds in full.
 */

import { constants, copyFileSync } from 'node:fs';
import Database from 'better-sqlite3';
import { release } from '../schema/tables/index.ts';
import { assessYearsAgain } from './across-years.ts';
import { findNewViolations } from './assertions.ts';
import { type BuildInput, type BuiltDatabase, releaseRow, unlistedIssue } from './build-database.ts';
import { unlistedCodesInUse } from './codes-in-use.ts';
import { findLostReports, tolerated } from './compare-release.ts';
import { flagCopies } from './copied-text.ts';
import { type Additions, type GrowingInput, gather, type Touched } from './gather-additions.ts';
import { rowInserter } from './insert.ts';
import { openDatabase, type ReleaseRow } from './open-database.ts';
import type { LoadPhase } from './phase-times.ts';
import { flushMeanwhile } from './publish.ts';
import { totalsAfter } from './release-totals.ts';
import { removeReports, removeSources } from './remove-reports.ts';
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
import { writeReadings } from './write-readings.ts';
import { writeReports } from './write-reports.ts';
import { writeCoverage, writePortals, writeRuns, writeUnlisted } from './write-sources.ts';
import { writeParentsAgain, writeUnits } from './write-units.ts';

/**
 * @param staging empty; holds the touched documents afterwards
 * @returns the finished database; `unchanged` where nothing came that would change a row but the time it was last seen;
 *   null where a full build is needed, in which case the staging file is of no use any more
 */
export function addToRelease(
  staging: Staging,
  additions: Additions,
  release: ReleaseRow,
  input: BuildInput & { readonly growing: GrowingInput },
  hasOtherSources: boolean,
): BuiltDatabase | 'unchanged' | null {
  const previous = openDatabase(input.paths.published);
  try {
    input.onProgress({ phase: 'captures', done: 0 });
    staging.captures.add(additions.captures);
    input.onProgress({ phase: 'documents', done: 0 });
    const touched = gather(previous, staging, additions, input);
    if (touched === null) return null;
    if (touched === 'unchanged' && !hasOtherSources) return 'unchanged';
    const found =
      touched === 'unchanged'
        ? { reports: new Set<string>(), documents: new Set<number>(), units: new Set<string>() }
        : touched;
    input.onProgress({ phase: 'copy of the release', done: 0 });
    copyFileSync(input.paths.published, input.paths.building, constants.COPYFILE_FICLONE);
    flushMeanwhile(input.paths.building);
    return build(previous, release, staging, found, input);
  } finally {
    previous.close();
  }
}

function build(
  previous: Database.Database,
  before: ReleaseRow,
  staging: Staging,
  { reports, documents, units }: Touched,
  input: BuildInput,
): BuiltDatabase {
  const { register, resolver, portals, outcomes, runs } = input;
  const enter = (phase: LoadPhase): void => input.onProgress({ phase, done: 0 });
  const database = new Database(input.paths.building);
  try {
    database.pragma('journal_mode = OFF');
    database.pragma('synchronous = OFF');
    database.pragma('foreign_keys = OFF');
    database.pragma('cache_size = -64000');
    enter('removal');
    database.exec('BEGIN');
    const lastNumber =
      database.prepare<[], number>('SELECT ifnull(max(id), 0) FROM capture').pluck().get() ?? 0;
    const summaries = new Summaries();
    summaries.read(database);
    const removed = removeReports(database, { reports, documents, units }, summaries, register);
    removeSources(database);
    enter('reports');
    const insertIssue = issueInserter(database, runs);
    const staged = staging.documents.settle(lastNumber);
    const written = writeReports(database, staging, register, lastNumber + staged, done =>
      input.onProgress({ phase: 'reports', done }),
    );
    staging.complete();
    database.exec('COMMIT');
    enter('document rows');
    writeDocumentRows(database, input.paths.staging, written.versionOfDocument);
    database.exec('BEGIN');
    const invalid = writeDetails(database, staging.documents.detailed(), insertIssue);
    writeWords(database, staging.readings, written.versionOfDocument, done =>
      input.onProgress({ phase: 'contents', done }),
    );
    enter('readings');
    writeReadings(database, staging, summaries);
    removed.dropUnusedLayouts();
    enter('units and sources');
    const identities = staging.documents.unitIdentities();
    const touchedUnits = [...new Set([...units, ...identities.keys()])];
    writeUnits(database, identities, register, resolver.decided, touchedUnits);
    writeParentsAgain(database, previous, register, touchedUnits);
    const versions = [...new Set(written.versionOfDocument)].filter(id => id > 0);
    const exchanged = {
      removed: { reports: [...reports].sort(), documents: [...documents], units: [...units] },
      written: {
        reports: staging.documents.reports(),
        documents: staging.documents.numbers(),
        units: touchedUnits,
      },
    };
    const codes = unlistedCodesInUse(database, previous, exchanged, portals, outcomes);
    const unlisted = writeUnlisted(database, register, codes).map(unlistedIssue);
    writePortals(database, portals);
    writeCoverage(database, outcomes);
    writeRuns(database, runs);
    writeExpected(database, register, portals, input.builtAt, touchedUnits);
    enter('years');
    assessYearsAgain(database, touchedUnits);
    enter('copied texts');
    flagCopies(database, {
      reports: exchanged.written.reports,
      units: touchedUnits,
      removed: removed.shingles,
    });
    summaries.write(database);
    enter('comparison');
    const lost = findLostReports(database, previous, exchanged.removed.reports);
    const others = [...input.orphans, ...unlisted, ...lost.issues];
    writeIssues(input.issues, written.issues, others, insertIssue);
    enter('totals');
    const ids = { removed: exchanged.removed.reports, written: exchanged.written.reports };
    const row = releaseRow(totalsAfter(database, previous, before, ids), input);
    rowInserter(database, release)(row);
    database.exec('COMMIT');
    input.onProgress({ phase: 'assertions', done: row.reports });
    const violations = findNewViolations(database, previous, { versions, ...ids });
    const expected = {
      documents: before.documents - documents.size + staged,
      reports: before.reports - lost.reports + ids.written.length,
    };
    for (const name of ['documents', 'reports'] as const)
      if (row[name] !== expected[name])
        violations.push(`${expected[name]} ${name} were to be there, and ${row[name]} are`);
    if (row.documents < before.documents)
      violations.push(`${before.documents - row.documents} documents were lost`);
    if (lost.gone > tolerated(row.reports)) violations.push(`${lost.gone} reports are read as no report now`);
    return {
      release: row,
      issues: [...invalid, ...written.issues, ...others],
      violations,
      mustKeepPrevious: false,
    };
  } finally {
    enter('closing');
    database.close();
  }
}
