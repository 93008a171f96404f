/**
 * The staging file: what the load was given, one row a document, so that the database can be written in an order
 * that does not depend on the order of the input. Millions of documents do not fit into memory.
 */

import { createHash } from 'node:crypto';
import Database from 'better-sqlite3';
import type { Capture } from '../schema/capture.ts';
import type { Extraction } from '../schema/extraction.ts';
import { type Content, contentDigest, packContent, sha256 } from './content.ts';
import { type DivisionsByCode, reportId, unitId, unitIdentity } from './unit-identity.ts';

/** One extraction as handed in: what the document at an address says, by its payload. */
export interface ReadDocument {
  readonly url: string;
  readonly payload_digest: string;
  readonly extraction: Extraction;
}

/** What belongs to the document and not to what its report says. */
export type DocumentFacts = Omit<Extraction, 'tables' | 'cells' | 'checks' | 'sections'>;

/** A document that carries a report, as grouping needs it. */
export interface ReportDocument {
  /** Its place in order of capture, from 1: the id of its capture. */
  readonly number: number;
  readonly url: string;
  readonly captured_at: string;
  readonly last_captured_at: string;
  readonly report_id: string;
  readonly unit_id: string | null;
  readonly report_year: number | null;
  /** 1: on a .gov.cn host or on one that the registry names. */
  readonly is_trusted: number;
  readonly reported_cells: number;
  readonly content_digest: string;
  /** JSON of `Content`. */
  readonly content: string;
  /** JSON of `DocumentFacts`. */
  readonly facts: string;
}

export interface StagedDocument {
  readonly number: number;
  /** JSON of the first `Capture` of this address and payload. */
  readonly capture: string;
  readonly last_captured_at: string;
  readonly capture_count: number;
  readonly facts: string;
  /** Why its cells were not taken, or null. */
  readonly problem: string | null;
}

const schema = `
  CREATE TABLE seen (
    id INTEGER PRIMARY KEY, url TEXT NOT NULL, payload_digest TEXT NOT NULL, captured_at TEXT NOT NULL,
    record_id TEXT NOT NULL, capture TEXT NOT NULL, last_captured_at TEXT NOT NULL, capture_count INTEGER NOT NULL,
    UNIQUE (url, payload_digest)
  ) STRICT;
  CREATE TABLE holder (
    payload_digest TEXT PRIMARY KEY, captured_at TEXT NOT NULL, place TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE document (
    seen_id INTEGER PRIMARY KEY, number INTEGER, extraction_digest TEXT NOT NULL, facts TEXT NOT NULL, problem TEXT,
    report_id TEXT, unit_id TEXT, unit_identity TEXT, report_year INTEGER, is_trusted INTEGER NOT NULL,
    reported_cells INTEGER NOT NULL, content_digest TEXT, content TEXT
  ) STRICT;
`;

export class Staging {
  readonly #database: Database.Database;

  constructor(file: string) {
    this.#database = new Database(file);
    this.#database.pragma('journal_mode = OFF');
    this.#database.pragma('synchronous = OFF');
    this.#database.exec(schema);
  }

  /** Keeps for each address and payload of a document the first capture, and when it was last seen. */
  addCaptures(captures: Iterable<Capture>): void {
    const isEarlier = '(excluded.captured_at, excluded.record_id) < (captured_at, record_id)';
    const seen = this.#database.prepare(`
      INSERT INTO seen (url, payload_digest, captured_at, record_id, capture, last_captured_at, capture_count)
      VALUES (@url, @payload_digest, @captured_at, @id, @json, @captured_at, 1)
      ON CONFLICT (url, payload_digest) DO UPDATE SET
        capture_count = capture_count + 1,
        last_captured_at = max(last_captured_at, excluded.captured_at),
        capture = iif(${isEarlier}, excluded.capture, capture),
        record_id = iif(${isEarlier}, excluded.record_id, record_id),
        captured_at = min(captured_at, excluded.captured_at)`);
    const holder = this.#database.prepare(`
      INSERT INTO holder (payload_digest, captured_at, place) VALUES (@payload_digest, @captured_at, @place)
      ON CONFLICT (payload_digest) DO UPDATE SET captured_at = excluded.captured_at, place = excluded.place
      WHERE (excluded.captured_at, excluded.place) < (captured_at, place)`);
    this.#inTransaction(captures, capture => {
      const { id, url, payload_digest, captured_at, role, warc_file, warc_offset, warc_length } = capture;
      if (capture.record_type !== 'revisit') {
        const place = JSON.stringify({ warc_file, warc_offset, warc_length });
        holder.run({ payload_digest, captured_at, place });
      }
      if (role === 'document' || role === 'attachment')
        seen.run({ url, payload_digest, captured_at, id, json: JSON.stringify(capture) });
    });
  }

  /** @returns the addresses of documents that the archive does not hold; they are left out. */
  addDocuments(
    documents: Iterable<ReadDocument>,
    divisions: DivisionsByCode,
    trustedHosts: ReadonlySet<string>,
    onProgress: (done: number) => void,
  ): string[] {
    const find = this.#database.prepare<[string, string], { id: number; capture: string }>(
      'SELECT id, capture FROM seen WHERE url = ? AND payload_digest = ?',
    );
    const insert = this.#database.prepare(`
      INSERT INTO document (seen_id, extraction_digest, facts, problem, report_id, unit_id, unit_identity,
        report_year, is_trusted, reported_cells, content_digest, content)
      VALUES (@seen_id, @extraction_digest, @facts, @problem, @report_id, @unit_id, @unit_identity,
        @report_year, @is_trusted, @reported_cells, @content_digest, @content)
      ON CONFLICT (seen_id) DO UPDATE SET
        (extraction_digest, facts, problem, report_id, unit_id, unit_identity, report_year, is_trusted,
          reported_cells, content_digest, content)
        = (excluded.extraction_digest, excluded.facts, excluded.problem, excluded.report_id, excluded.unit_id,
          excluded.unit_identity, excluded.report_year, excluded.is_trusted, excluded.reported_cells,
          excluded.content_digest, excluded.content)
      WHERE excluded.extraction_digest < extraction_digest`);
    const orphans: string[] = [];
    let done = 0;
    this.#inTransaction(documents, ({ url, payload_digest, extraction }) => {
      const seen = find.get(url, payload_digest);
      if (seen === undefined) orphans.push(url);
      else
        insert.run({
          seen_id: seen.id,
          ...documentRow(url, JSON.parse(seen.capture) as Capture, extraction, divisions, trustedHosts),
        });
      done += 1;
      onProgress(done);
    });
    return orphans.sort();
  }

  /** Numbers the documents in order of capture. @returns how many there are. */
  numberDocuments(): number {
    this.#database.exec(`
      UPDATE document SET number = ordered.number FROM (
        SELECT seen_id, row_number() OVER (ORDER BY seen.captured_at, seen.record_id) AS number
        FROM document JOIN seen ON seen.id = document.seen_id
      ) AS ordered WHERE ordered.seen_id = document.seen_id;
      CREATE UNIQUE INDEX document_number ON document(number);
      CREATE INDEX document_report ON document(report_id, number);
      CREATE INDEX document_unit ON document(unit_id);`);
    return this.#count('SELECT count(*) FROM document');
  }

  countReports(): number {
    return this.#count('SELECT count(DISTINCT report_id) FROM document');
  }

  /** Digest of every address and payload known, and of which payload each address gave last. */
  digestOfCaptures(): string {
    return this.#digest(`
      SELECT url || ' ' || payload_digest || ' ' || record_id || ' ' || (last_captured_at = max(last_captured_at)
        OVER (PARTITION BY url)) FROM seen ORDER BY url, payload_digest`);
  }

  digestOfExtractions(): string {
    return this.#digest(`
      SELECT url || ' ' || payload_digest || ' ' || extraction_digest
      FROM document JOIN seen ON seen.id = document.seen_id ORDER BY url, payload_digest`);
  }

  /** Documents that carry a report, those of one report together, in order of capture within it. */
  reportDocuments(): IterableIterator<ReportDocument> {
    return this.#database
      .prepare<[], ReportDocument>(
        `SELECT number, url, captured_at, last_captured_at, report_id, unit_id, report_year, is_trusted,
           reported_cells, content_digest, content, facts
         FROM document JOIN seen ON seen.id = document.seen_id
         WHERE report_id IS NOT NULL ORDER BY report_id, number`,
      )
      .iterate();
  }

  /** Every document in order of capture. */
  documents(): IterableIterator<StagedDocument> {
    return this.#database
      .prepare<[], StagedDocument>(
        `SELECT number, capture, last_captured_at, capture_count, facts, problem
         FROM document JOIN seen ON seen.id = document.seen_id ORDER BY number`,
      )
      .iterate();
  }

  /** Documents that name a unit, those of one unit together, the newest report first. */
  unitDocuments(): IterableIterator<{ unit_id: string; unit_identity: string; facts: string }> {
    return this.#database
      .prepare<[], { unit_id: string; unit_identity: string; facts: string }>(
        `SELECT unit_id, unit_identity, facts FROM document
         WHERE unit_id IS NOT NULL ORDER BY unit_id, report_year DESC, number DESC`,
      )
      .iterate();
  }

  /** Where the bytes of a payload are, for a capture that only says that they are known. */
  holderOf(payloadDigest: string): Pick<Capture, 'warc_file' | 'warc_offset' | 'warc_length'> | null {
    const place = this.#database
      .prepare<[string], string>('SELECT place FROM holder WHERE payload_digest = ?')
      .pluck()
      .get(payloadDigest);
    return place === undefined ? null : JSON.parse(place);
  }

  close(): void {
    this.#database.close();
  }

  #inTransaction<T>(items: Iterable<T>, each: (item: T) => void): void {
    this.#database.exec('BEGIN');
    for (const item of items) each(item);
    this.#database.exec('COMMIT');
  }

  #digest(query: string): string {
    const hash = createHash('sha256');
    for (const line of this.#database.prepare<[], string>(query).pluck().iterate()) hash.update(`${line}\n`);
    return hash.digest('hex');
  }

  #count(query: string): number {
    return this.#database.prepare<[], number>(query).pluck().get() ?? 0;
  }
}

function documentRow(
  url: string,
  capture: Capture,
  extraction: Extraction,
  divisions: DivisionsByCode,
  trustedHosts: ReadonlySet<string>,
): Readonly<Record<string, string | number | null>> {
  const { tables, cells, checks, sections, ...rest } = extraction;
  const facts = JSON.stringify(rest);
  const carriesReport = extraction.document_type === 'annual_report' && extraction.verdict !== 'reject';
  const packed = carriesReport ? packContent(extraction) : null;
  const content: Content | null = typeof packed === 'string' ? null : packed;
  const identity =
    content === null || extraction.unit === null || extraction.unit.name.trim() === ''
      ? null
      : unitIdentity(extraction.unit, { portal: capture.portal, url }, divisions);
  const unit = identity === null ? null : unitId(identity);
  const contentText = content === null ? null : JSON.stringify(content);
  return {
    extraction_digest: sha256(facts + (contentText ?? JSON.stringify({ tables, cells, checks, sections }))),
    facts,
    problem: typeof packed === 'string' ? packed : null,
    report_id: content === null ? null : reportId(unit, extraction.report_year, url),
    unit_id: unit,
    unit_identity: identity,
    report_year: extraction.report_year,
    is_trusted: isTrusted(url, trustedHosts) ? 1 : 0,
    reported_cells: content === null ? 0 : content.cells.filter(([, , value]) => value !== null).length,
    content_digest: content === null ? null : contentDigest(content),
    content: contentText,
  };
}

function isTrusted(url: string, trustedHosts: ReadonlySet<string>): boolean {
  if (!URL.canParse(url)) return false;
  const { hostname, host } = new URL(url);
  return hostname.endsWith('.gov.cn') || trustedHosts.has(host);
}
