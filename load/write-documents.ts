/**
 * Writes documents with their words in order of capture, which is the order of almost every table's keys: rows come
 * behind rows, and no page is touched twice. Their tables are written by `write-readings.ts`.
 */

import type Database from 'better-sqlite3';
import type { JournalIssue, JournalRun } from '../data/journal.ts';
import { type DocumentFacts, type ReadingHead, unpackContent } from '../data/readings/pack.ts';
import type { Capture } from '../schema/capture.ts';
import { type Issue, issueCodes, issue as makeIssue } from '../schema/issues.ts';
import {
  capture as captureTable,
  issue_code,
  issue as issueTable,
  leftover,
  removed_text,
  rendition,
  section,
  unit_candidate,
} from '../schema/tables/index.ts';
import { RowWriter, rowInserter } from './insert.ts';
import type { StagedDocument } from './staging/documents.ts';
import type { Staging } from './staging/staging.ts';
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
 * @param versionOfDocument see `WrittenReports`; a document with the number of its version is the one it is taken from
 * @returns issues that the documents themselves gave rise to in loading
 */
export function writeDocuments(
  database: Database.Database,
  staging: Staging,
  versionOfDocument: Int32Array,
  insertIssue: InsertIssue,
  onProgress: (documents: number) => void,
): Issue[] {
  const captures = new RowWriter(database, captureTable);
  const renditions = new RowWriter(database, rendition);
  const sections = new RowWriter(database, section);
  const search = new SearchWriter(database);
  const details = new DocumentDetails(database, insertIssue);
  let done = 0;
  for (const document of staging.documents.inOrder()) {
    const { number, content } = document;
    const archived = JSON.parse(document.capture) as Capture;
    const head = JSON.parse(document.head) as ReadingHead;
    const version = versionOfDocument[number] || null;
    captures.add(captureRow(number, archived, staging));
    renditions.add(renditionRow(document, archived.url, head.facts, version));
    details.write(document, archived.url, head);
    if (version === number && content !== null) {
      const words = unpackContent(content).sections;
      for (const [index, { number: printed, title, text }] of words.entries())
        sections.addValues([number, index + 1, printed, title, text]);
      search.add(number, head.facts.title, words);
    }
    done += 1;
    onProgress(done);
  }
  for (const writer of [captures, renditions, sections, details]) writer.flush();
  return details.found;
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

  write(document: StagedDocument, url: string, { facts, problem }: ReadingHead): void {
    const { number: capture_id } = document;
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

/** A revisit holds no bytes: its place is that of the record that does. */
function captureRow(id: number, archived: Capture, staging: Staging) {
  const { id: record_id, portal: portal_id, ...rest } = archived;
  const holder =
    archived.record_type === 'revisit' ? staging.captures.holderOf(archived.payload_digest) : null;
  return { ...rest, ...holder, id, record_id, portal_id };
}

function renditionRow(
  document: StagedDocument,
  url: string,
  facts: DocumentFacts,
  version_id: number | null,
) {
  const { unit } = facts;
  return {
    capture_id: document.number,
    version_id,
    media_type: facts.media_type,
    charset: facts.charset,
    document_type: facts.document_type,
    verdict: facts.verdict,
    title: facts.title || null,
    unit_name: unit?.name ?? null,
    unit_kind: unit?.kind ?? null,
    unit_confidence: unit?.confidence ?? null,
    unit_evidence: unit?.evidence ?? null,
    unit_division_code: unit?.division_code ?? null,
    unit_parent: unit?.parent ?? null,
    unit_id: document.unit_id,
    unit_resolution: document.unit_id === null ? null : document.resolution,
    report_year: document.report_year,
    year_evidence: facts.year_evidence,
    published_date: facts.published_date,
    scope: facts.scope,
    scope_evidence: facts.scope_evidence,
    url_date: urlDate(url),
    verdict_reasons: facts.verdict_reasons?.join(' ') || null,
    folds: facts.folds?.join(' ') || null,
    clone_reason: facts.clone?.reason ?? null,
    clone_evidence: facts.clone?.evidence ?? null,
    last_captured_at: document.last_captured_at,
    capture_count: document.capture_count,
  };
}

/** t20220615_…, /2022/6/15/, /202206/15/: a real day, or none. */
function urlDate(url: string): string | null {
  const found =
    /[/_t](20\d\d)(\d\d)(\d\d)(?=[_./])/.exec(url) ?? /\/(20\d\d)[/-]?(\d\d?)[/-](\d\d?)(?=[/_.])/.exec(url);
  if (found === null) return null;
  const [year, month, day] = [Number(found[1]), Number(found[2]), Number(found[3])];
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day
    ? date.toISOString().slice(0, 10)
    : null;
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
