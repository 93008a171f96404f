/**
 * Adds what came since the last release to a copy of it, so that a night costs what it brought and not what is there.
 * Row by row the outcome is that of a full build, for the same functions write the same rows: of every report that is
 * touched all documents are read again, and all its rows are written anew. Where that cannot be, nothing is added, and
 * the caller builds in full.
 */

import { constants, copyFileSync } from 'node:fs';
import Database from 'better-sqlite3';
import type { PackedReading } from '../data/readings/pack.ts';
import type { Capture } from '../schema/capture.ts';
import { release } from '../schema/tables/index.ts';
import { assessYearsAgain } from './across-years.ts';
import { findViolations } from './assertions.ts';
import {
  type BuildInput,
  type BuiltDatabase,
  codesInUse,
  releaseRow,
  unlistedIssue,
} from './build-database.ts';
import { findLostReports, tolerated } from './compare-release.ts';
import { flagCopies } from './copied-text.ts';
import { rowInserter } from './insert.ts';
import { openDatabase } from './open-database.ts';
import { removeReports, removeSources } from './remove-reports.ts';
import type { ReadDocument } from './staging/documents.ts';
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
import { writeParents, writeUnits } from './write-units.ts';

/** What came since a release was built. */
export interface Additions {
  readonly captures: Iterable<Capture>;
  readonly extractions: Iterable<ReadDocument>;
}

/** An input that can tell what came since. */
export interface GrowingInput {
  /** Where captures and extractions end now; kept in the release. */
  readonly through: { readonly captures: string; readonly extractions: string };
  /** Null where it cannot be told, so that everything has to be read. */
  since(captures: string, extractions: string): Additions | null;
  /** What an archived document says; null where it has not been read. */
  reading(url: string, payload_digest: string): PackedReading | null;
}

/** Beyond this share of all reports a full build is no slower. */
const largestShare = 0.2;

interface HeldDocument extends Omit<Capture, 'id' | 'portal'> {
  readonly id: number;
  readonly record_id: string;
  readonly portal_id: string | null;
  readonly last_captured_at: string;
  readonly capture_count: number;
  readonly report_id: string | null;
  readonly unit_id: string | null;
}

const held = `
  SELECT capture.*, rendition.last_captured_at, rendition.capture_count, version.report_id, rendition.unit_id
  FROM capture JOIN rendition ON rendition.capture_id = capture.id
  LEFT JOIN report_version AS version ON version.id = rendition.version_id`;

export type Change = 'none' | 'some' | 'unknown';

/** What was gathered into the staging file. */
interface Touched {
  readonly reports: ReadonlySet<string>;
  readonly documents: ReadonlySet<number>;
  readonly units: ReadonlySet<string>;
}

/**
 * @param staging empty; holds the touched documents afterwards
 * @returns the finished database; `unchanged` where nothing came that would change a row but the time it was last seen;
 *   null where a full build is needed, in which case the staging file is of no use any more
 */
export function addToRelease(
  staging: Staging,
  additions: Additions,
  input: BuildInput & { readonly growing: GrowingInput },
  hasOtherSources: boolean,
): BuiltDatabase | 'unchanged' | null {
  const previous = openDatabase(input.paths.published);
  try {
    staging.captures.add(additions.captures);
    const touched = gather(previous, staging, additions, input);
    if (touched === null) return null;
    if (touched === 'unchanged' && !hasOtherSources) return 'unchanged';
    const found =
      touched === 'unchanged'
        ? { reports: new Set<string>(), documents: new Set<number>(), units: new Set<string>() }
        : touched;
    copyFileSync(input.paths.published, input.paths.building, constants.COPYFILE_FICLONE);
    return build(previous, staging, found, input);
  } finally {
    previous.close();
  }
}

function gather(
  previous: Database.Database,
  staging: Staging,
  additions: Additions,
  { resolver, growing }: BuildInput & { readonly growing: GrowingInput },
): Touched | 'unchanged' | null {
  const find = previous.prepare<[string, string], HeldDocument>(
    `${held} WHERE url = ? AND payload_digest = ?`,
  );
  const lastOf = previous
    .prepare<[string], string>(
      'SELECT max(last_captured_at) FROM capture JOIN rendition ON capture_id = capture.id WHERE url = ?',
    )
    .pluck();
  const last = previous
    .prepare<[], { captured_at: string; record_id: string }>(
      'SELECT captured_at, record_id FROM capture ORDER BY id DESC LIMIT 1',
    )
    .get();
  const seen = staging.captures.all();
  const documents = new Set<number>();
  const reports = new Set<string>();
  const units = new Set<string>();
  const waiting: HeldDocument[] = [];
  const take = (document: HeldDocument): void => {
    if (documents.has(document.id)) return;
    documents.add(document.id);
    const { id, record_id, portal_id, last_captured_at, capture_count, report_id, unit_id, ...rest } =
      document;
    staging.captures.addKnown(
      { ...rest, id: record_id, portal: portal_id },
      id,
      last_captured_at,
      capture_count,
    );
    waiting.push(document);
    if (report_id !== null) reports.add(report_id);
    if (unit_id !== null) units.add(unit_id);
  };
  let changes = false;
  for (const { url, payload_digest, captured_at, record_id, record_type } of seen) {
    const known = find.get(url, payload_digest);
    if (known === undefined) {
      changes = true;
      const isLater = last === undefined || [captured_at, record_id] > [last.captured_at, last.record_id];
      if (!isLater || (record_type === 'revisit' && !staging.captures.isHeld(payload_digest))) return null;
    } else {
      if (captured_at < known.captured_at) return null;
      if (lastOf.get(url) !== known.last_captured_at) changes = true;
      take(known);
    }
  }
  const extractions = [...additions.extractions];
  // An extraction of a document that the release has is another reading of it, or one that came late.
  const added = new Set(seen.map(({ url, payload_digest }) => `${url} ${payload_digest}`));
  if (extractions.some(({ url, payload_digest }) => !added.has(`${url} ${payload_digest}`))) return null;
  if (extractions.some(({ url, payload_digest }) => find.get(url, payload_digest) !== undefined)) return null;
  if (!changes && extractions.length === 0) return 'unchanged';
  staging.documents.add(extractions, resolver, () => {});
  if (!takeAll(previous, staging, { resolver, growing, waiting, reports, units, take })) return null;
  const total = previous.prepare<[], number>('SELECT count(*) FROM report').pluck().get() ?? 0;
  if (reports.size > Math.max(200, total * largestShare)) return null;
  return { reports, documents, units };
}

/** Takes all documents of every report that a taken one is of, or may be of. */
function takeAll(
  previous: Database.Database,
  staging: Staging,
  {
    resolver,
    growing,
    waiting,
    reports,
    units,
    take,
  }: {
    readonly resolver: BuildInput['resolver'];
    readonly growing: GrowingInput;
    readonly waiting: HeldDocument[];
    readonly reports: Set<string>;
    readonly units: Set<string>;
    readonly take: (document: HeldDocument) => void;
  },
): boolean {
  const ofReport = previous.prepare<[string], HeldDocument>(`${held} WHERE version.report_id = ?`);
  const claiming = previous.prepare<[string], HeldDocument>(
    `${held} JOIN unit_candidate ON unit_candidate.capture_id = capture.id WHERE claimed_unit_id = ?`,
  );
  const sources = previous.prepare<[string], { report_year: number | null }>(
    `SELECT DISTINCT report_year FROM rendition WHERE unit_id = ? AND unit_resolution <> 'copy'`,
  );
  const asked = new Set<string>();
  const askedUnits = new Set<string>();
  for (;;) {
    const read: ReadDocument[] = [];
    for (const { url, payload_digest } of waiting.splice(0)) {
      const reading = growing.reading(url, payload_digest);
      if (reading === null) return false;
      read.push({ url, payload_digest, reading });
    }
    staging.documents.add(read, resolver, () => {});
    for (const { report_id, unit_id, copy } of staging.documents.claims()) {
      reports.add(report_id);
      if (unit_id === null) continue;
      units.add(unit_id);
      if (askedUnits.has(`${unit_id} ${copy > 0}`)) continue;
      askedUnits.add(`${unit_id} ${copy > 0}`);
      if (copy === 0) for (const document of claiming.all(unit_id)) take(document);
      else
        for (const { report_year } of sources.all(unit_id))
          staging.documents.addKnownUnit(unit_id, report_year);
    }
    for (const report of reports)
      if (!asked.has(report)) {
        asked.add(report);
        for (const document of ofReport.all(report)) take(document);
      }
    if (waiting.length === 0) return true;
  }
}

function build(
  previous: Database.Database,
  staging: Staging,
  { reports, documents, units }: Touched,
  input: BuildInput,
): BuiltDatabase {
  const { register, resolver, portals, outcomes, runs } = input;
  const database = new Database(input.paths.building);
  try {
    database.pragma('journal_mode = OFF');
    database.pragma('synchronous = OFF');
    database.pragma('foreign_keys = OFF');
    database.pragma('cache_size = -64000');
    database.exec('BEGIN');
    const lastNumber =
      database.prepare<[], number>('SELECT ifnull(max(id), 0) FROM capture').pluck().get() ?? 0;
    const summaries = new Summaries();
    summaries.read(database);
    const removed = removeReports(database, { reports, documents, units }, summaries, register);
    removeSources(database);
    const insertIssue = issueInserter(database, runs);
    const staged = staging.documents.settle(lastNumber);
    const written = writeReports(database, staging, register, lastNumber + staged, done =>
      input.onProgress?.({ phase: 'reports', done }),
    );
    staging.complete();
    database.exec('COMMIT');
    writeDocumentRows(database, input.paths.staging, written.versionOfDocument);
    database.exec('BEGIN');
    const invalid = writeDetails(database, staging.documents.detailed(), insertIssue);
    writeWords(database, staging.readings, written.versionOfDocument, done =>
      input.onProgress?.({ phase: 'contents', done }),
    );
    writeReadings(database, staging, summaries);
    removed.dropUnusedLayouts();
    const identities = staging.documents.unitIdentities();
    const touchedUnits = [...new Set([...units, ...identities.keys()])];
    writeUnits(database, identities, register, resolver.decided, touchedUnits);
    writeParents(database, register);
    const unlisted = writeUnlisted(database, register, codesInUse(database, input)).map(unlistedIssue);
    writePortals(database, portals);
    writeCoverage(database, outcomes);
    writeRuns(database, runs);
    writeExpected(database, register, portals, input.builtAt);
    assessYearsAgain(database, touchedUnits);
    const versions = [...new Set(written.versionOfDocument)].filter(id => id > 0);
    const touchedReports = database
      .prepare<[string], string>(
        'SELECT report_id FROM report_version WHERE id IN (SELECT value FROM json_each(?))',
      )
      .pluck()
      .all(JSON.stringify(versions));
    flagCopies(database, {
      reports: [...new Set(touchedReports)],
      units: touchedUnits,
      removed: removed.shingles,
    });
    summaries.write(database);
    const lost = findLostReports(database, previous, [...reports].sort());
    const others = [...input.orphans, ...unlisted, ...lost.issues];
    writeIssues(input.issues, written.issues, others, insertIssue);
    const row = releaseRow(database, input);
    rowInserter(database, release)(row);
    database.exec('COMMIT');
    input.onProgress?.({ phase: 'assertions', done: row.reports });
    const violations = findViolations(database, versions);
    const before = previous.prepare<[], number>('SELECT count(*) FROM rendition').pluck().get() ?? 0;
    if (row.documents < before) violations.push(`${before - row.documents} documents were lost`);
    if (lost.gone > tolerated(row.reports)) violations.push(`${lost.gone} reports are read as no report now`);
    return {
      release: row,
      issues: [...invalid, ...written.issues, ...others],
      violations,
      mustKeepPrevious: false,
    };
  } finally {
    database.close();
  }
}
