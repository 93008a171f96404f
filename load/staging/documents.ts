/** What the load was told that documents say: whose report each is, and its reading as it was handed in. */

import type Database from 'better-sqlite3';
import type { PackedReading, ReadingHead } from '../../data/readings/pack.ts';
import type { Scope } from '../../schema/extraction.ts';
import type { UnitResolver, UnresolvedReason } from '../resolve-unit.ts';
import type { StagedCaptures } from './captures.ts';
import { digestOfLines } from './digest.ts';
import { documentColumns, documentRow } from './document-row.ts';

/** What the document at an address says, by its payload. */
export interface ReadDocument {
  readonly url: string;
  readonly payload_digest: string;
  readonly reading: PackedReading;
}

/** A document that carries a report, as grouping needs it. */
export interface ReportDocument {
  /** Its place in order of capture, from 1: the id of its capture. */
  readonly number: number;
  readonly url: string;
  readonly captured_at: string;
  readonly last_captured_at: string;
  readonly report_id: string;
  readonly unit_id: string | null;
  readonly unit_identity: string | null;
  readonly report_year: number | null;
  /** 0: a source. 1: a copy where nothing vouches for it. 2: a clone. */
  readonly copy: number;
  /** See `Trust`. */
  readonly trust: number;
  readonly reported_cells: number;
  readonly content_digest: string;
  readonly media_type: string;
  readonly published_date: string | null;
  readonly scope: Scope;
  readonly scope_evidence: string | null;
}

/** A document of which more is to be told than its row: see `DocumentDetails`. */
export interface DetailedDocument {
  readonly number: number;
  readonly url: string;
  /** JSON of `ReadingHead`. */
  readonly head: string;
  readonly report_id: string | null;
  readonly unit_id: string | null;
  readonly claimed_unit_id: string | null;
  readonly reason: UnresolvedReason | null;
  /** Parted by blanks. */
  readonly candidates: string;
}

/** Rows of `rendition`, from a staging file that is attached as `staging`; `version_of` knows a document's version. */
export const renditionRows = `
  SELECT number, version_of(number), media_type, charset, document_type, verdict, title, unit_name, unit_kind,
    unit_confidence, unit_evidence, unit_division_code, unit_parent, unit_id, iif(unit_id IS NULL, NULL, resolution),
    report_year, year_evidence, published_date, scope, scope_evidence, url_date, verdict_reasons, folds, clone_reason,
    clone_evidence, last_captured_at, capture_count
  FROM staging.numbered CROSS JOIN staging.document ON document.seen_id = numbered.seen_id
  CROSS JOIN staging.seen ON seen.id = numbered.seen_id ORDER BY number`;

/**
 * What is sorted and joined stands apart from what is only carried: the readings are most of the bytes, and each is
 * read once, in the order of the numbers.
 */
export const documentTables = `
  CREATE TABLE document (
    seen_id INTEGER PRIMARY KEY, reading_digest TEXT NOT NULL, report_id TEXT, lone_report_id TEXT, unit_id TEXT,
    claimed_unit_id TEXT, unit_identity TEXT, report_year INTEGER, resolution TEXT, reason TEXT,
    candidates TEXT NOT NULL, copy INTEGER NOT NULL, trust INTEGER NOT NULL, reported_cells INTEGER NOT NULL,
    content_digest TEXT, media_type TEXT NOT NULL, published_date TEXT, scope TEXT NOT NULL, scope_evidence TEXT,
    charset TEXT, document_type TEXT NOT NULL, verdict TEXT NOT NULL, title TEXT, unit_name TEXT, unit_kind TEXT,
    unit_confidence TEXT, unit_evidence TEXT, unit_division_code TEXT, unit_parent TEXT, year_evidence TEXT,
    url_date TEXT, verdict_reasons TEXT, folds TEXT, clone_reason TEXT, clone_evidence TEXT
  ) STRICT;
  CREATE TABLE reading (seen_id INTEGER PRIMARY KEY, content ANY, layouts BLOB) STRICT;
  CREATE TABLE detailed (seen_id INTEGER PRIMARY KEY, head TEXT NOT NULL) STRICT;
  CREATE TABLE numbered (number INTEGER PRIMARY KEY, seen_id INTEGER NOT NULL UNIQUE) STRICT;
  CREATE TABLE known_unit (unit_id TEXT NOT NULL, report_year INTEGER) STRICT;
`;

export class StagedDocuments {
  readonly #database: Database.Database;
  readonly #captures: StagedCaptures;

  constructor(database: Database.Database, captures: StagedCaptures) {
    this.#database = database;
    this.#captures = captures;
  }

  /** @returns the addresses of documents that the archive does not hold; they are left out. */
  add(
    documents: Iterable<ReadDocument>,
    resolver: UnitResolver,
    onProgress: (done: number) => void,
  ): string[] {
    const replaced = documentColumns.filter(name => name !== 'seen_id');
    // Of two readings of one document the same one stays, in whatever order they come.
    const insert = this.#database.prepare<[readonly (string | number | null)[]]>(`
      INSERT INTO document (${documentColumns.join(', ')}) VALUES (${documentColumns.map(() => '?').join(', ')})
      ON CONFLICT (seen_id) DO UPDATE SET
        (${replaced.join(', ')}) = (${replaced.map(name => `excluded.${name}`).join(', ')})
      WHERE excluded.reading_digest < reading_digest`);
    const keep = this.#database.prepare('INSERT OR REPLACE INTO reading VALUES (?, ?, ?)');
    const keepHead = this.#database.prepare('INSERT OR REPLACE INTO detailed VALUES (?, ?)');
    const forgetHead = this.#database.prepare('DELETE FROM detailed WHERE seen_id = ?');
    const orphans: string[] = [];
    let done = 0;
    for (const { url, payload_digest, reading } of documents) {
      const seen = this.#captures.find(url, payload_digest);
      if (seen === null) orphans.push(url);
      else {
        const head = JSON.parse(reading.head) as ReadingHead;
        const row = documentRow(seen.id, url, seen.portal, reading, head, resolver);
        const { changes } = insert.run(row.values);
        if (changes > 0) {
          keep.run(seen.id, reading.content, reading.layouts);
          if (row.hasDetails) keepHead.run(seen.id, reading.head);
          else forgetHead.run(seen.id);
        }
      }
      done += 1;
      onProgress(done);
    }
    return orphans.sort();
  }

  /** A unit that sources of the release that is added to make, in a year. */
  addKnownUnit(unit_id: string, report_year: number | null): void {
    this.#database.prepare('INSERT INTO known_unit VALUES (?, ?)').run(unit_id, report_year);
  }

  /** What documents are of, as far as each says by itself: see `settle`. */
  claims(): {
    report_id: string;
    lone_report_id: string | null;
    unit_id: string | null;
    report_year: number | null;
    copy: number;
  }[] {
    return this.#database
      .prepare<[], ReturnType<StagedDocuments['claims']>[number]>(
        `SELECT DISTINCT report_id, lone_report_id, unit_id, report_year, copy FROM document
         WHERE report_id IS NOT NULL`,
      )
      .all();
  }

  /**
   * Numbers the documents in order of capture, and lets copies join what sources know: a copy a known unit, a clone a
   * known report. What no source knows stays unresolved.
   *
   * @param lastNumber the highest number that a document of the release has that is added to
   * @returns how many documents there are
   */
  settle(lastNumber: number): number {
    this.#database.exec(`
      INSERT INTO numbered SELECT held_number, id FROM seen JOIN document ON seen_id = id
      WHERE held_number IS NOT NULL ORDER BY held_number;
      INSERT INTO numbered
      SELECT ${lastNumber} + row_number() OVER (ORDER BY captured_at, record_id), id
      FROM seen JOIN document ON seen_id = id WHERE held_number IS NULL ORDER BY captured_at, record_id`);
    if (this.#count('SELECT count(*) FROM document WHERE copy > 0') > 0)
      this.#database.exec(`
        CREATE INDEX document_source ON document(unit_id, report_year) WHERE copy = 0;
        UPDATE document SET unit_id = NULL, unit_identity = NULL, resolution = NULL, report_id = lone_report_id
        WHERE copy > 0 AND NOT EXISTS (
          SELECT 1 FROM document AS source
          WHERE source.copy = 0 AND source.unit_id = document.unit_id
            AND (document.copy = 1 OR source.report_year = document.report_year)
          UNION ALL SELECT 1 FROM known_unit
          WHERE known_unit.unit_id = document.unit_id
            AND (document.copy = 1 OR known_unit.report_year = document.report_year));
        UPDATE document SET reason = NULL WHERE copy > 0 AND unit_id IS NOT NULL`);
    return this.#count('SELECT count(*) FROM document');
  }

  countReports(): number {
    return this.#count('SELECT count(DISTINCT report_id) FROM document');
  }

  /** Ids of the reports that documents are of. */
  reports(): string[] {
    return this.#database
      .prepare<[], string>('SELECT DISTINCT report_id FROM document WHERE report_id IS NOT NULL')
      .pluck()
      .all();
  }

  /** Of all documents, once they are numbered. */
  numbers(): number[] {
    return this.#database.prepare<[], number>('SELECT number FROM numbered').pluck().all();
  }

  digest(): string {
    return digestOfLines(
      this.#database,
      `SELECT url || ' ' || payload_digest || ' ' || reading_digest
       FROM document JOIN seen ON seen.id = document.seen_id ORDER BY url, payload_digest`,
    );
  }

  /** Documents that carry a report, those of one report together, in order of capture within it. */
  ofReports(): IterableIterator<ReportDocument> {
    return this.#database
      .prepare<[], ReportDocument>(
        `SELECT number, url, captured_at, last_captured_at, report_id, unit_id, unit_identity, report_year, copy,
           trust, reported_cells, content_digest, media_type, published_date, scope, scope_evidence
         FROM document JOIN seen ON seen.id = document.seen_id JOIN numbered ON numbered.seen_id = document.seen_id
         WHERE report_id IS NOT NULL ORDER BY report_id, number`,
      )
      .iterate();
  }

  /** In order of capture. A copy of which nobody knows the unit turns out to be one only at the end. */
  detailed(): IterableIterator<DetailedDocument> {
    return this.#database
      .prepare<[], DetailedDocument>(
        `SELECT number, url, head, report_id, unit_id, claimed_unit_id, reason, candidates
         FROM detailed JOIN numbered ON numbered.seen_id = detailed.seen_id
         JOIN document ON document.seen_id = detailed.seen_id JOIN seen ON seen.id = detailed.seen_id
         ORDER BY number`,
      )
      .iterate();
  }

  /** What a report says, packed. */
  contentOf(number: number): string | Uint8Array {
    const content = this.#database
      .prepare<[number], string | Buffer | null>(
        'SELECT content FROM numbered JOIN reading ON reading.seen_id = numbered.seen_id WHERE number = ?',
      )
      .pluck()
      .get(number);
    if (content === undefined || content === null) throw new Error(`document ${number} carries no report`);
    return content;
  }

  /** The units that documents were found to be of. */
  unitIdentities(): Map<string, string> {
    return new Map(
      this.#database
        .prepare<[], [string, string]>(
          'SELECT DISTINCT unit_id, unit_identity FROM document WHERE unit_id IS NOT NULL',
        )
        .raw()
        .all(),
    );
  }

  #count(query: string): number {
    return this.#database.prepare<[], number>(query).pluck().get() ?? 0;
  }
}
