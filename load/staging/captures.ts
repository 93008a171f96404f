/** What the load was told of captures: for each address and payload the first, and when it was last seen. */

import type Database from 'better-sqlite3';
import type { Capture } from '../../schema/capture.ts';
import { digestOfLines } from './digest.ts';

/** A document that captures were given of. */
export interface SeenDocument {
  readonly url: string;
  readonly payload_digest: string;
  readonly captured_at: string;
  readonly record_id: string;
  readonly record_type: string;
}

export const captureTables = `
  CREATE TABLE seen (
    id INTEGER PRIMARY KEY, url TEXT NOT NULL, payload_digest TEXT NOT NULL, captured_at TEXT NOT NULL,
    record_id TEXT NOT NULL, portal_id TEXT, status INTEGER NOT NULL, content_type TEXT, payload_length INTEGER NOT NULL,
    record_type TEXT NOT NULL, role TEXT NOT NULL, referrer TEXT, link_text TEXT, warc_file TEXT NOT NULL,
    warc_offset INTEGER NOT NULL, warc_length INTEGER NOT NULL, last_captured_at TEXT NOT NULL,
    capture_count INTEGER NOT NULL, held_number INTEGER, UNIQUE (url, payload_digest)
  ) STRICT;
  CREATE TABLE holder (
    id INTEGER PRIMARY KEY, payload_digest TEXT NOT NULL, captured_at TEXT NOT NULL, warc_file TEXT NOT NULL,
    warc_offset INTEGER NOT NULL, warc_length INTEGER NOT NULL
  ) STRICT;
`;

/** What is kept of the first capture of a document; in the order of `valuesOf`. */
const ofFirst = [
  'captured_at',
  'record_id',
  'portal_id',
  'status',
  'content_type',
  'payload_length',
  'record_type',
  'role',
  'referrer',
  'link_text',
  'warc_file',
  'warc_offset',
  'warc_length',
] as const;
const columns = ['url', 'payload_digest', ...ofFirst, 'last_captured_at', 'capture_count', 'held_number'];

function valuesOf(
  capture: Capture,
  ...more: readonly (string | number | null)[]
): readonly (string | number | null)[] {
  return [
    capture.url,
    capture.payload_digest,
    capture.captured_at,
    capture.id,
    capture.portal,
    capture.status,
    capture.content_type,
    capture.payload_length,
    capture.record_type,
    capture.role,
    capture.referrer,
    capture.link_text,
    capture.warc_file,
    capture.warc_offset,
    capture.warc_length,
    ...more,
  ];
}

const isEarlier = '(excluded.captured_at, excluded.record_id) < (seen.captured_at, seen.record_id)';
const insertion = `INSERT INTO seen (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`;

/**
 * Rows of `capture`, from a staging file that is attached as `staging`. A revisit holds no bytes: its place is that of
 * the record that does.
 */
export const captureRows = `
  SELECT number, record_id, url, seen.captured_at, status, content_type, seen.payload_digest, payload_length,
    record_type, portal_id, role, referrer, link_text, ifnull(holder.warc_file, seen.warc_file),
    ifnull(holder.warc_offset, seen.warc_offset), ifnull(holder.warc_length, seen.warc_length)
  FROM staging.numbered CROSS JOIN staging.seen ON seen.id = numbered.seen_id
  LEFT JOIN staging.holder ON holder.id = iif(record_type = 'revisit', (
    SELECT id FROM staging.holder AS held WHERE held.payload_digest = seen.payload_digest
    ORDER BY captured_at, warc_file, warc_offset LIMIT 1), NULL)
  ORDER BY number`;

export class StagedCaptures {
  readonly #database: Database.Database;
  readonly #find;

  constructor(database: Database.Database) {
    this.#database = database;
    this.#find = database.prepare<[string, string], { id: number; portal: string | null }>(
      'SELECT id, portal_id AS portal FROM seen WHERE url = ? AND payload_digest = ?',
    );
  }

  add(captures: Iterable<Capture>): void {
    const seen = this.#database.prepare<[readonly (string | number | null)[]]>(`${insertion}
      ON CONFLICT (url, payload_digest) DO UPDATE SET
        capture_count = capture_count + 1,
        last_captured_at = max(last_captured_at, excluded.captured_at),
        ${ofFirst.map(name => `${name} = iif(${isEarlier}, excluded.${name}, ${name})`).join(', ')}`);
    const insertHolder = this.#database.prepare(
      `INSERT INTO holder (payload_digest, captured_at, warc_file, warc_offset, warc_length) VALUES (?, ?, ?, ?, ?)`,
    );
    for (const capture of captures) {
      const { payload_digest, captured_at, role, warc_file, warc_offset, warc_length } = capture;
      if (capture.record_type !== 'revisit')
        insertHolder.run(payload_digest, captured_at, warc_file, warc_offset, warc_length);
      if (role === 'document' || role === 'attachment') seen.run(valuesOf(capture, captured_at, 1, null));
    }
    this.#database.exec('CREATE INDEX IF NOT EXISTS holder_payload ON holder(payload_digest)');
  }

  /**
   * A document of the release that is added to, under the number that it has there. Captures of it that are added
   * later count on from what the release knows.
   */
  addKnown(capture: Capture, number: number, last_captured_at: string, capture_count: number): void {
    this.#database
      .prepare<[readonly (string | number | null)[]]>(`${insertion}
         ON CONFLICT (url, payload_digest) DO UPDATE SET
           capture_count = capture_count + excluded.capture_count, held_number = excluded.held_number,
           last_captured_at = max(last_captured_at, excluded.last_captured_at),
           ${ofFirst.map(name => `${name} = excluded.${name}`).join(', ')}`)
      .run(valuesOf(capture, last_captured_at, capture_count, number));
  }

  find(url: string, payloadDigest: string): { readonly id: number; readonly portal: string | null } | null {
    return this.#find.get(url, payloadDigest) ?? null;
  }

  all(): SeenDocument[] {
    return this.#database
      .prepare<[], SeenDocument>(`SELECT url, payload_digest, captured_at, record_id, record_type FROM seen`)
      .all();
  }

  /** Documents that captures were given of. */
  count(): number {
    return this.#database.prepare<[], number>('SELECT count(*) FROM seen').pluck().get() ?? 0;
  }

  /** Digest of every address and payload known, and of which payload each address gave last. */
  digest(): string {
    return digestOfLines(
      this.#database,
      `SELECT url || ' ' || payload_digest || ' ' || record_id || ' ' || (last_captured_at = max(last_captured_at)
         OVER (PARTITION BY url)) FROM seen ORDER BY url, payload_digest`,
    );
  }

  /** Whether the bytes of a payload are known to be somewhere. */
  isHeld(payloadDigest: string): boolean {
    return (
      this.#database.prepare('SELECT 1 FROM holder WHERE payload_digest = ?').get(payloadDigest) !== undefined
    );
  }
}
