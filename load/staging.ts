/**
 * The staging file: what the load was given, one row a document, so that the database can be written in an order
 * that does not depend on the order of the input. Millions of documents do not fit into memory.
 */

import { createHash } from 'node:crypto';
import Database from 'better-sqlite3';
import type { Capture } from '../schema/capture.ts';
import type { Extraction } from '../schema/extraction.ts';
import type { TableId } from '../schema/forms/form.ts';
import { type PackedContent, packContent, sha256 } from './content.ts';
import type { Resolution, UnitResolver, UnresolvedReason } from './resolve-unit.ts';
import { reportId, unitId } from './unit-identity.ts';

/** One extraction as handed in: what the document at an address says, by its payload. */
export interface ReadDocument {
  readonly url: string;
  readonly payload_digest: string;
  readonly extraction: Extraction;
}

/** What belongs to the document and not to what its report says. */
export type DocumentFacts = Omit<
  Extraction,
  'tables' | 'cells' | 'checks' | 'sections' | 'extensions' | 'grids' | 'inferences' | 'text_facts' | 'flags'
>;

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
  readonly report_id: string | null;
  readonly report_year: number | null;
  readonly unit_id: string | null;
  readonly claimed_unit_id: string | null;
  readonly resolution: Resolution['resolution'];
  readonly reason: UnresolvedReason | null;
  /** Parted by blanks. */
  readonly candidates: string;
}

const schema = `
  CREATE TABLE seen (
    id INTEGER PRIMARY KEY, url TEXT NOT NULL, payload_digest TEXT NOT NULL, captured_at TEXT NOT NULL,
    record_id TEXT NOT NULL, capture TEXT NOT NULL, last_captured_at TEXT NOT NULL, capture_count INTEGER NOT NULL,
    held_number INTEGER, UNIQUE (url, payload_digest)
  ) STRICT;
  CREATE TABLE holder (
    payload_digest TEXT PRIMARY KEY, captured_at TEXT NOT NULL, place TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE document (
    seen_id INTEGER PRIMARY KEY, number INTEGER, extraction_digest TEXT NOT NULL, facts TEXT NOT NULL, problem TEXT,
    report_id TEXT, lone_report_id TEXT, unit_id TEXT, claimed_unit_id TEXT, unit_identity TEXT, report_year INTEGER,
    resolution TEXT, reason TEXT, candidates TEXT NOT NULL, copy INTEGER NOT NULL, trust INTEGER NOT NULL,
    reported_cells INTEGER NOT NULL, content_digest TEXT, content TEXT
  ) STRICT;
  CREATE TABLE known_unit (unit_id TEXT NOT NULL, report_year INTEGER) STRICT;
  CREATE TABLE layout (id INTEGER PRIMARY KEY, table_key TEXT NOT NULL, places TEXT NOT NULL) STRICT;
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

  /**
   * A document of the release that is added to, under the number that it has there. Captures of it that are added
   * later count on from what the release knows.
   */
  addKnown(capture: Capture, number: number, last_captured_at: string, capture_count: number): void {
    const { url, payload_digest, captured_at, id } = capture;
    this.#database
      .prepare(
        `INSERT INTO seen (url, payload_digest, captured_at, record_id, capture, last_captured_at, capture_count, held_number)
         VALUES (@url, @payload_digest, @captured_at, @id, @json, @last_captured_at, @capture_count, @number)
         ON CONFLICT (url, payload_digest) DO UPDATE SET
           capture_count = capture_count + excluded.capture_count, held_number = excluded.held_number,
           last_captured_at = max(last_captured_at, excluded.last_captured_at),
           capture = excluded.capture, record_id = excluded.record_id, captured_at = excluded.captured_at`,
      )
      .run({
        url,
        payload_digest,
        captured_at,
        id,
        json: JSON.stringify(capture),
        last_captured_at,
        capture_count,
        number,
      });
  }

  /** A unit that sources of the release that is added to make, in a year. */
  addKnownUnit(unit_id: string, report_year: number | null): void {
    this.#database.prepare('INSERT INTO known_unit VALUES (?, ?)').run(unit_id, report_year);
  }

  /** The documents that captures were given of. */
  seen(): {
    url: string;
    payload_digest: string;
    captured_at: string;
    record_id: string;
    record_type: string;
  }[] {
    return this.#database
      .prepare<[], ReturnType<Staging['seen']>[number]>(
        `SELECT url, payload_digest, captured_at, record_id, capture ->> '$.record_type' AS record_type FROM seen`,
      )
      .all();
  }

  /** What documents are of, as far as each says by itself: see `settle`. */
  claims(): { report_id: string; unit_id: string | null; report_year: number | null; copy: number }[] {
    return this.#database
      .prepare<[], ReturnType<Staging['claims']>[number]>(
        'SELECT DISTINCT report_id, unit_id, report_year, copy FROM document WHERE report_id IS NOT NULL',
      )
      .all();
  }

  /** @returns the addresses of documents that the archive does not hold; they are left out. */
  addDocuments(
    documents: Iterable<ReadDocument>,
    resolver: UnitResolver,
    onProgress: (done: number) => void,
  ): string[] {
    const find = this.#database.prepare<[string, string], { id: number; portal: string | null }>(
      `SELECT id, capture ->> '$.portal' AS portal FROM seen WHERE url = ? AND payload_digest = ?`,
    );
    const columns = documentColumns.map(name => `@${name}`).join(', ');
    const replaced = documentColumns.filter(name => name !== 'seen_id');
    const insert = this.#database.prepare(`
      INSERT INTO document (${documentColumns.join(', ')}) VALUES (${columns})
      ON CONFLICT (seen_id) DO UPDATE SET
        (${replaced.join(', ')}) = (${replaced.map(name => `excluded.${name}`).join(', ')})
      WHERE excluded.extraction_digest < extraction_digest`);
    const insertLayout = this.#database.prepare('INSERT OR IGNORE INTO layout VALUES (?, ?, ?)');
    const layouts = new Set<number>();
    const orphans: string[] = [];
    let done = 0;
    this.#inTransaction(documents, ({ url, payload_digest, extraction }) => {
      const seen = find.get(url, payload_digest);
      if (seen === undefined) orphans.push(url);
      else {
        const packed = carriesReport(extraction) ? packContent(extraction) : null;
        if (packed !== null && typeof packed !== 'string')
          for (const { id, table, places } of packed.layouts)
            if (!layouts.has(id)) {
              layouts.add(id);
              insertLayout.run(id, table, JSON.stringify(places));
            }
        insert.run({ seen_id: seen.id, ...documentRow(url, seen.portal, extraction, packed, resolver) });
      }
      done += 1;
      onProgress(done);
    });
    return orphans.sort();
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
      UPDATE document SET number = (SELECT held_number FROM seen WHERE seen.id = seen_id);
      UPDATE document SET number = ordered.number FROM (
        SELECT seen_id, ${lastNumber} + row_number() OVER (ORDER BY seen.captured_at, seen.record_id) AS number
        FROM document JOIN seen ON seen.id = document.seen_id WHERE seen.held_number IS NULL
      ) AS ordered WHERE ordered.seen_id = document.seen_id;
      CREATE UNIQUE INDEX document_number ON document(number);
      CREATE INDEX document_unit ON document(unit_id);
      UPDATE document SET unit_id = NULL, unit_identity = NULL, resolution = NULL, report_id = lone_report_id
      WHERE copy > 0 AND NOT EXISTS (
        SELECT 1 FROM document AS source
        WHERE source.copy = 0 AND source.unit_id = document.unit_id
          AND (document.copy = 1 OR source.report_year = document.report_year)
        UNION ALL SELECT 1 FROM known_unit
        WHERE known_unit.unit_id = document.unit_id
          AND (document.copy = 1 OR known_unit.report_year = document.report_year));
      UPDATE document SET reason = NULL WHERE unit_id IS NOT NULL;
      CREATE INDEX document_report ON document(report_id, number);`);
    return this.#count('SELECT count(*) FROM document');
  }

  /** Places of cells by layout. */
  layouts(): IterableIterator<{ id: number; table_key: TableId; places: string }> {
    return this.#database
      .prepare<[], { id: number; table_key: TableId; places: string }>(
        'SELECT id, table_key, places FROM layout ORDER BY id',
      )
      .iterate();
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
        `SELECT number, url, captured_at, last_captured_at, report_id, unit_id, unit_identity, report_year, copy,
           trust, reported_cells, content_digest, content, facts
         FROM document JOIN seen ON seen.id = document.seen_id
         WHERE report_id IS NOT NULL ORDER BY report_id, number`,
      )
      .iterate();
  }

  /** Every document in order of capture. */
  documents(): IterableIterator<StagedDocument> {
    return this.#database
      .prepare<[], StagedDocument>(
        `SELECT number, capture, last_captured_at, capture_count, facts, problem, report_id, report_year,
           unit_id, claimed_unit_id,
           resolution, reason, candidates
         FROM document JOIN seen ON seen.id = document.seen_id ORDER BY number`,
      )
      .iterate();
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

function carriesReport({ document_type, verdict }: Extraction): boolean {
  return document_type === 'annual_report' && verdict !== 'reject';
}

const documentColumns = [
  'seen_id',
  'extraction_digest',
  'facts',
  'problem',
  'report_id',
  'lone_report_id',
  'unit_id',
  'claimed_unit_id',
  'unit_identity',
  'report_year',
  'resolution',
  'reason',
  'candidates',
  'copy',
  'trust',
  'reported_cells',
  'content_digest',
  'content',
] as const;

type DocumentRow = Readonly<
  Record<Exclude<(typeof documentColumns)[number], 'seen_id'>, string | number | null>
>;

function documentRow(
  url: string,
  portal: string | null,
  extraction: Extraction,
  packed: PackedContent | string | null,
  resolver: UnitResolver,
): DocumentRow {
  const { tables, cells, checks, sections, extensions, grids, inferences, text_facts, flags, ...rest } =
    extraction;
  const facts = JSON.stringify(rest);
  const trust = resolver.trustIn(url);
  if (packed === null || typeof packed === 'string')
    return {
      extraction_digest: sha256(facts + JSON.stringify([tables, cells, checks, sections])),
      facts,
      problem: packed,
      report_id: null,
      lone_report_id: null,
      unit_id: null,
      claimed_unit_id: null,
      unit_identity: null,
      report_year: extraction.report_year,
      resolution: null,
      reason: null,
      candidates: '',
      copy: 0,
      trust,
      reported_cells: 0,
      content_digest: null,
      content: null,
    };
  const content = JSON.stringify(packed.content);
  const found = resolver.resolve(extraction, { url, portal });
  const unit = found.identity === null ? null : unitId(found.identity);
  // Copies of one text are one report, wherever they stand.
  const alone = found.copy > 0 ? `text ${packed.digest}` : url;
  return {
    extraction_digest: sha256(facts + content),
    facts,
    problem: null,
    report_id: reportId(unit, found.report_year, alone),
    lone_report_id: reportId(null, null, alone),
    unit_id: unit,
    claimed_unit_id: found.copy > 0 ? unit : null,
    unit_identity: found.identity,
    report_year: found.report_year,
    resolution: found.resolution,
    reason: found.reason,
    candidates: found.candidates.join(' '),
    copy: found.copy,
    trust,
    reported_cells: packed.reportedCells,
    content_digest: packed.digest,
    content,
  };
}
