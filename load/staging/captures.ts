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
    record_id TEXT NOT NULL, portal TEXT, capture TEXT NOT NULL, last_captured_at TEXT NOT NULL,
    capture_count INTEGER NOT NULL, held_number INTEGER, UNIQUE (url, payload_digest)
  ) STRICT;
  CREATE TABLE holder (payload_digest TEXT NOT NULL, captured_at TEXT NOT NULL, place TEXT NOT NULL) STRICT;
`;

const isEarlier = '(excluded.captured_at, excluded.record_id) < (captured_at, record_id)';

export class StagedCaptures {
  readonly #database: Database.Database;
  readonly #find;

  constructor(database: Database.Database) {
    this.#database = database;
    this.#find = database.prepare<[string, string], { id: number; portal: string | null }>(
      'SELECT id, portal FROM seen WHERE url = ? AND payload_digest = ?',
    );
  }

  add(captures: Iterable<Capture>): void {
    const seen = this.#database.prepare(`
      INSERT INTO seen (url, payload_digest, captured_at, record_id, portal, capture, last_captured_at, capture_count)
      VALUES (?, ?, ?, ?, ?, ?, ?, 1)
      ON CONFLICT (url, payload_digest) DO UPDATE SET
        capture_count = capture_count + 1,
        last_captured_at = max(last_captured_at, excluded.captured_at),
        capture = iif(${isEarlier}, excluded.capture, capture),
        portal = iif(${isEarlier}, excluded.portal, portal),
        record_id = iif(${isEarlier}, excluded.record_id, record_id),
        captured_at = min(captured_at, excluded.captured_at)`);
    const holder = this.#database.prepare('INSERT INTO holder VALUES (?, ?, ?)');
    for (const capture of captures) {
      const { id, url, payload_digest: digest, captured_at, portal, role } = capture;
      const { warc_file, warc_offset, warc_length } = capture;
      if (capture.record_type !== 'revisit')
        holder.run(digest, captured_at, JSON.stringify({ warc_file, warc_offset, warc_length }));
      if (role === 'document' || role === 'attachment')
        seen.run(url, digest, captured_at, id, portal, JSON.stringify(capture), captured_at);
    }
    this.#database.exec('CREATE INDEX IF NOT EXISTS holder_payload ON holder(payload_digest)');
  }

  /**
   * A document of the release that is added to, under the number that it has there. Captures of it that are added
   * later count on from what the release knows.
   */
  addKnown(capture: Capture, number: number, last_captured_at: string, capture_count: number): void {
    const { url, payload_digest, captured_at, id, portal } = capture;
    this.#database
      .prepare(
        `INSERT INTO seen (url, payload_digest, captured_at, record_id, portal, capture, last_captured_at, capture_count, held_number)
         VALUES (@url, @payload_digest, @captured_at, @id, @portal, @json, @last_captured_at, @capture_count, @number)
         ON CONFLICT (url, payload_digest) DO UPDATE SET
           capture_count = capture_count + excluded.capture_count, held_number = excluded.held_number,
           last_captured_at = max(last_captured_at, excluded.last_captured_at), portal = excluded.portal,
           capture = excluded.capture, record_id = excluded.record_id, captured_at = excluded.captured_at`,
      )
      .run({
        url,
        payload_digest,
        captured_at,
        id,
        portal,
        json: JSON.stringify(capture),
        last_captured_at,
        capture_count,
        number,
      });
  }

  find(url: string, payloadDigest: string): { readonly id: number; readonly portal: string | null } | null {
    return this.#find.get(url, payloadDigest) ?? null;
  }

  all(): SeenDocument[] {
    return this.#database
      .prepare<[], SeenDocument>(
        `SELECT url, payload_digest, captured_at, record_id, capture ->> '$.record_type' AS record_type FROM seen`,
      )
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

  /** Where the bytes of a payload are, for a capture that only says that they are known. */
  holderOf(payloadDigest: string): Pick<Capture, 'warc_file' | 'warc_offset' | 'warc_length'> | null {
    const place = this.#database
      .prepare<[string], string>(
        'SELECT place FROM holder WHERE payload_digest = ? ORDER BY captured_at, place LIMIT 1',
      )
      .pluck()
      .get(payloadDigest);
    return place === undefined ? null : JSON.parse(place);
  }
}
