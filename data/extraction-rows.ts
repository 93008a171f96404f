/** The tables of extractions.ts: an extraction whole, and beside it the same as the load takes it. */

import type Database from 'better-sqlite3';
import type { Capture } from '../schema/capture.ts';
import { type PackedExtraction, readingFormat } from './readings/pack.ts';

export const format = {
  applicationId: 0x4e424558,
  version: 1,
  schema: `
    CREATE TABLE extraction (
      id INTEGER PRIMARY KEY,
      url TEXT NOT NULL,
      payload_digest TEXT NOT NULL,
      extractor TEXT NOT NULL,
      capture_id TEXT NOT NULL,
      extraction BLOB NOT NULL,
      UNIQUE (extractor, payload_digest, url)
    ) STRICT;
    CREATE INDEX extraction_in_order ON extraction(extractor, id);
  `,
};

/** Made at every opening, since files of the first releases are without them. */
export const additions = `
  CREATE INDEX IF NOT EXISTS extraction_by_address ON extraction(extractor, url);
  CREATE TABLE IF NOT EXISTS reading (
    id INTEGER PRIMARY KEY,
    url TEXT NOT NULL,
    payload_digest TEXT NOT NULL,
    format TEXT NOT NULL,
    digest TEXT NOT NULL,
    head TEXT NOT NULL,
    content ANY,
    layouts BLOB
  ) STRICT;
`;

export interface ExtractionRow {
  readonly id: number;
  readonly url: string;
  readonly payload_digest: string;
  readonly capture_id: string;
  readonly extraction: Buffer;
}

export type FactsRow = Pick<ExtractionRow, 'id' | 'capture_id'>;

/** All null where it was put by a version of the code that did not pack. */
export type ReadingRow = { readonly id: number } & (
  | {
      readonly url: string;
      readonly payload_digest: string;
      readonly format: string;
      readonly digest: string;
      readonly head: string;
      readonly content: string | Buffer | null;
      readonly layouts: Buffer | null;
    }
  | { readonly format: null }
);

/** Without a look at the whole extractions, which are most of the file. */
export const readingRows = `
  SELECT extraction.id, reading.url, reading.payload_digest, format, digest, head, content, layouts
  FROM extraction LEFT JOIN reading ON reading.id = extraction.id`;

/** @see Extractions.put */
export interface KeptExtraction {
  readonly capture: Pick<Capture, 'id' | 'url' | 'payload_digest'>;
  readonly extractor: string;
  /** By `packExtraction`, which whoever made the extraction calls: it costs as much as a small page. */
  readonly packed: PackedExtraction;
}

export function keeper(database: Database.Database): (given: KeptExtraction) => void {
  const forget = database.prepare(
    `DELETE FROM reading WHERE id = (
       SELECT id FROM extraction WHERE extractor = ? AND payload_digest = ? AND url = ?)`,
  );
  // A reading that takes the place of another goes to the end, so that whoever has read up to here finds it.
  const insert = database.prepare(
    `INSERT OR REPLACE INTO extraction (url, payload_digest, extractor, capture_id, extraction)
     VALUES (?, ?, ?, ?, ?)`,
  );
  const insertReading = database.prepare('INSERT INTO reading VALUES (?, ?, ?, ?, ?, ?, ?, ?)');
  return ({ capture: { id, url, payload_digest }, extractor, packed: { whole, reading } }) => {
    forget.run(extractor, payload_digest, url);
    const { lastInsertRowid } = insert.run(url, payload_digest, extractor, id, whole);
    const { digest, head, content, layouts } = reading;
    insertReading.run(lastInsertRowid, url, payload_digest, readingFormat, digest, head, content, layouts);
  };
}
