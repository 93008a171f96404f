/**
 * What each archived document says, kept by address, payload and extractor: a cache of the archive,
 * since the same extractor reads the same bytes alike. Losing it costs time, nothing else.
 */

import { brotliCompressSync, brotliDecompressSync, constants } from 'node:zlib';
import type Database from 'better-sqlite3';
import type { Capture } from '../schema/capture.ts';
import type { Extraction } from '../schema/extraction.ts';
import { type Issue, issue, NianbaoError } from '../schema/issues.ts';
import { openSqliteFile, setAside } from './sqlite-file.ts';

export interface StoredExtraction {
  /** The capture it was last read from. */
  readonly capture_id: string;
  readonly url: string;
  readonly payload_digest: string;
  readonly extraction: Extraction;
}

export interface ExtractionKey {
  readonly payload_digest: string;
  readonly url: string;
  /** Version of the extractor: another text, another reading. */
  readonly extractor: string;
}

export interface ExtractionsOptions {
  readonly readonly?: boolean;
  /** How many extractions are committed at a time; a crash loses fewer than this. */
  readonly batchSize?: number;
}

const format = {
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

/** Made at every opening, since files of the first releases are without it. */
const addressIndex = 'CREATE INDEX IF NOT EXISTS extraction_by_address ON extraction(extractor, url)';

/** Rows fetched at a time by `all`: some megabytes at most, and the file stays writable in between. */
const pageSize = 64;

/** Quality 4 shrinks the JSON of a report some thirtyfold at about the speed of gzip 6. */
const compression = { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } };

export const packExtraction = (extraction: Extraction): Uint8Array =>
  brotliCompressSync(JSON.stringify(extraction), compression);

interface ExtractionRow {
  readonly id: number;
  readonly url: string;
  readonly payload_digest: string;
  readonly capture_id: string;
  readonly extraction: Buffer;
}

export class Extractions {
  /** What was found amiss at opening. */
  readonly recovered: readonly Issue[];
  readonly #database: Database.Database;
  readonly #batchSize: number;
  #pending = 0;

  private constructor(database: Database.Database, batchSize: number, recovered: readonly Issue[]) {
    this.#database = database;
    this.#batchSize = batchSize;
    this.recovered = recovered;
    if (!database.readonly) database.exec(addressIndex);
  }

  /** A damaged or foreign file is set aside, with an issue in `recovered`, and a new one is begun. */
  static open(file: string, { readonly = false, batchSize = 100 }: ExtractionsOptions = {}): Extractions {
    try {
      return new Extractions(openSqliteFile(file, format, { readonly }), batchSize, []);
    } catch (error) {
      if (readonly || !(error instanceof NianbaoError)) {
        throw error;
      }
      const aside = setAside(file);
      const rebuilt = issue('archive.cache.rebuilt', `${error.message}; kept as ${aside}`, file);
      return new Extractions(openSqliteFile(file, format), batchSize, [rebuilt]);
    }
  }

  has({ payload_digest, url, extractor }: ExtractionKey): boolean {
    return (
      this.#database
        .prepare('SELECT 1 FROM extraction WHERE extractor = ? AND payload_digest = ? AND url = ?')
        .get(extractor, payload_digest, url) !== undefined
    );
  }

  /**
   * Kept at once for this process, on disk at the end of the batch, at `flush` or at `close`.
   *
   * @param packed by `packExtraction`, which whoever made the extraction calls: it costs as much as a small page
   */
  put({
    capture,
    extractor,
    packed,
  }: {
    readonly capture: Pick<Capture, 'id' | 'url' | 'payload_digest'>;
    readonly extractor: string;
    readonly packed: Uint8Array;
  }): void {
    if (this.#pending === 0) {
      this.#database.exec('BEGIN IMMEDIATE');
    }
    this.#pending += 1;
    this.#database
      .prepare(
        // A reading that takes the place of another goes to the end, so that whoever has read up to here finds it.
        `INSERT OR REPLACE INTO extraction (url, payload_digest, extractor, capture_id, extraction)
         VALUES (?, ?, ?, ?, ?)`,
      )
      .run(capture.url, capture.payload_digest, extractor, capture.id, packed);
    if (this.#pending >= this.#batchSize) {
      this.flush();
    }
  }

  /** Commits what `put` was given. */
  flush(): void {
    if (this.#pending > 0) {
      this.#pending = 0;
      this.#database.exec('COMMIT');
    }
  }

  /** What one document says; null where it was not read. */
  get({ payload_digest, url, extractor }: ExtractionKey): Extraction | null {
    const bytes = this.#database
      .prepare<[string, string, string], Buffer>(
        'SELECT extraction FROM extraction WHERE extractor = ? AND payload_digest = ? AND url = ?',
      )
      .pluck()
      .get(extractor, payload_digest, url);
    return bytes === undefined ? null : readExtraction(bytes, url);
  }

  /**
   * How many there are of one extractor, and the last of them: what comes or is read again comes behind it.
   *
   * @param through count those up to this one; fewer than once is a sign that some were read again
   */
  extent(
    extractor: string,
    through: number = Number.MAX_SAFE_INTEGER,
  ): { readonly count: number; readonly last: number } {
    const found = this.#database
      .prepare<[string, number], { count: number; last: number }>(
        'SELECT count(*) AS count, ifnull(max(id), 0) AS last FROM extraction WHERE extractor = ? AND id <= ?',
      )
      .get(extractor, through);
    return found ?? { count: 0, last: 0 };
  }

  /**
   * Every extraction of one extractor in the order first put, a page at a time; `put` may go on meanwhile.
   *
   * @param from those put behind this one, as `extent` names it
   */
  *all(extractor: string, from = 0): Generator<StoredExtraction> {
    const page = this.#database.prepare<[string, number, number], ExtractionRow>(
      `SELECT id, url, payload_digest, capture_id, extraction FROM extraction
       WHERE extractor = ? AND id > ? ORDER BY id LIMIT ?`,
    );
    let after = from;
    for (;;) {
      const rows = page.all(extractor, after, pageSize);
      for (const { id, extraction, ...key } of rows) {
        after = id;
        yield { ...key, extraction: readExtraction(extraction, key.url) };
      }
      if (rows.length < pageSize) {
        return;
      }
    }
  }

  /** Extractions of one extractor whose addresses begin so, in the order of addresses and payloads. */
  *under(extractor: string, addressPrefix: string): Generator<StoredExtraction> {
    const found = this.#database
      .prepare<[string, string, string], Pick<ExtractionRow, 'id'>>(
        `SELECT id FROM extraction WHERE extractor = ? AND url >= ? AND url < ? ORDER BY url, payload_digest`,
      )
      .all(extractor, addressPrefix, `${addressPrefix}\uffff`);
    const one = this.#database.prepare<[number], ExtractionRow>(
      'SELECT id, url, payload_digest, capture_id, extraction FROM extraction WHERE id = ?',
    );
    for (const { id } of found) {
      const row = one.get(id);
      if (row === undefined) continue;
      const { url, payload_digest, capture_id, extraction } = row;
      yield { url, payload_digest, capture_id, extraction: readExtraction(extraction, url) };
    }
  }

  close(): void {
    this.flush();
    this.#database.close();
  }
}

function readExtraction(bytes: Buffer, url: string): Extraction {
  try {
    return JSON.parse(brotliDecompressSync(bytes).toString('utf8')) as Extraction;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new NianbaoError('archive.store.unreadable', `The kept extraction of ${url} is damaged: ${reason}`);
  }
}
