/**
 * Writes documents with their words in order of capture, which is the order of almost every table's keys: rows come
 * behind rows, and no page is touched twice. Their tables are written by `write-readings.ts`.
 */

import type Database from 'better-sqlite3';
import type { JournalIssue, JournalRun } from '../data/journal.ts';
import { type ReadingHead, unpackWords } from '../data/readings/pack.ts';
import { type Issue, issueCodes, issue as makeIssue } from '../schema/issues.ts';
import {
  issue_code,
  issue as issueTable,
  leftover,
  removed_text,
  section,
  unit_candidate,
} from '../schema/tables/index.ts';
import { RowWriter, rowInserter } from './insert.ts';
import { captureRows } from './staging/captures.ts';
import { type DetailedDocument, renditionRows } from './staging/documents.ts';
import type { StagedReadings } from './staging/readings.ts';
import { hostOf } from './unit-identity.ts';
import type { ReportIssue } from './write-reports.ts';
import { SearchWriter } from './write-search.ts';

type InsertIssue = (
  found: Issue,
  stage: JournalIssue['stage'],
  about?: { readonly capture_id?: number; readonly report_id?: string; readonly run_id?: number },
) => void;

/** The journal may hold codes of an earlier version, and issues of runs that are not handed in. */
export function issueInserter(database: Database.Database, runs: readonly JournalRun[]): InsertIssue {
  const insert = rowInserter(database, issueTable);
  const insertCode = rowInserter(database, issue_code);
  const codes = new Set<string>(issueCodes);
  const runIds = new Set(runs.map(({ id }) => id));
  return ({ code, message, subject }, stage, { run_id, ...about } = {}) => {
    if (!codes.has(code)) {
      codes.add(code);
      insertCode({ code, severity: 'note', meaning: 'A code of an earlier version.', remedy: 'None.' });
    }
    insert({
      stage,
      code,
      message: message || code,
      subject: subject ?? null,
      run_id: run_id !== undefined && runIds.has(run_id) ? run_id : null,
      ...about,
    });
  };
}

/**
 * What every document has is written by SQLite alone, from the staging file: no transaction may be open.
 *
 * @param versionOfDocument see `WrittenReports`
 */
export function writeDocumentRows(
  database: Database.Database,
  stagingFile: string,
  versionOfDocument: Int32Array,
): void {
  database.function(
    'version_of',
    { deterministic: true },
    number => versionOfDocument[number as number] || null,
  );
  database.prepare('ATTACH ? AS staging').run(stagingFile);
  database.exec(`BEGIN; INSERT INTO capture ${captureRows}; INSERT INTO rendition ${renditionRows}; COMMIT`);
  database.exec('DETACH staging');
}

/** @returns issues that the documents themselves gave rise to in loading */
export function writeDetails(
  database: Database.Database,
  documents: Iterable<DetailedDocument>,
  insertIssue: InsertIssue,
): Issue[] {
  const details = new DocumentDetails(database, insertIssue);
  for (const document of documents) details.write(document, JSON.parse(document.head) as ReadingHead);
  details.flush();
  return details.found;
}

/** Writes the words of versions, and what finds them. */
export function writeWords(
  database: Database.Database,
  readings: StagedReadings,
  versionOfDocument: Int32Array,
  onProgress: (documents: number) => void,
): void {
  const sections = new RowWriter(database, section);
  const search = new SearchWriter(database);
  let done = 0;
  for (const { number, title, content } of readings.withTitles()) {
    if (versionOfDocument[number] === number && content !== null) {
      const words = unpackWords(content);
      for (const [index, { number: printed, title: heading, text }] of words.entries())
        sections.addValues([number, index + 1, printed, heading, text]);
      search.add(number, title, words);
    }
    done += 1;
    onProgress(done);
  }
  sections.flush();
}

/** Writes what only some documents have: removed text, leftovers, issues, a unit that nobody knows. */
class DocumentDetails {
  readonly found: Issue[] = [];
  readonly #removed;
  readonly #leftovers;
  readonly #candidates;
  readonly #insertIssue: InsertIssue;

  constructor(database: Database.Database, insertIssue: InsertIssue) {
    this.#removed = new RowWriter(database, removed_text);
    this.#leftovers = new RowWriter(database, leftover);
    this.#candidates = new RowWriter(database, unit_candidate);
    this.#insertIssue = insertIssue;
  }

  write(document: DetailedDocument, { facts, problem }: ReadingHead): void {
    const { number: capture_id, url } = document;
    for (const [index, { text, kind, count, where, evidence, proposal }] of facts.removed.entries())
      this.#removed.add({
        capture_id,
        position: index + 1,
        text,
        kind,
        count,
        places: where.join(' '),
        evidence: evidence.join(' '),
        proposal: proposal ?? null,
      });
    for (const [index, { table, text, at }] of facts.leftovers.entries())
      this.#leftovers.add({
        capture_id,
        position: index + 1,
        table_key: table,
        text,
        place_block: at.block,
        place_row: at.row,
        place_column: at.column,
      });
    for (const extracted of facts.issues) this.#insertIssue(extracted, 'extract', { capture_id });
    if (document.report_id !== null && document.unit_id === null) {
      const { reason, claimed_unit_id } = document;
      const name = facts.unit?.name ?? null;
      this.#candidates.add({
        capture_id,
        reason: reason ?? 'no_name',
        name,
        host: hostOf(url),
        claimed_unit_id,
        division_codes: document.candidates || null,
      });
      const unresolved = `The report at ${url} ${name === null ? 'names no body' : `is of “${name}”`}: ${reason}`;
      this.#insertIssue(makeIssue('load.unit.unresolved', unresolved, url), 'load', { capture_id });
    }
    if (problem !== null) {
      const invalid = makeIssue('load.extraction.invalid', problem, url);
      this.#insertIssue(invalid, 'load', { capture_id });
      this.found.push(invalid);
    }
  }

  flush(): void {
    for (const writer of [this.#removed, this.#leftovers, this.#candidates]) writer.flush();
  }
}

/** Issues of crawls and imports from the journal, then those of reports. */
export function writeIssues(
  journal: Iterable<JournalIssue>,
  reports: readonly ReportIssue[],
  others: readonly Issue[],
  insertIssue: InsertIssue,
): void {
  for (const { run_id, stage, ...found } of journal) insertIssue(found, stage, { run_id });
  for (const { report_id, ...found } of reports) insertIssue(found, 'load', { report_id });
  for (const found of others) insertIssue(found, 'load');
}
