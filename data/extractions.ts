/**
 * What each archived document says, kept by address, payload and extractor: a cache of the archive,
 * since the same extractor reads the same bytes alike. Losing it costs time, nothing else.
 */

import { brotliDecompressSync } from 'node:zlib';
import type Database from 'better-sqlite3';
import type { Extraction } from '../schema/extraction.ts';
import { type Issue, issue, NianbaoError } from '../schema/issues.ts';
import {
  additions,
  type ExtractionRow,
  type FactsRow,
  format,
  type KeptExtraction,
  keeper,
  type ReadingRow,
  readingRows,
} from './extraction-rows.ts';
import {
  type DocumentFacts,
  type PackedReading,
  packReading,
  type ReadingHead,
  readingFormat,
} from './readings/pack.ts';
import { openSqliteFile, setAside } from './sqlite-file.ts';

export interface StoredExtraction {
  /** The capture it was last read from. */
  readonly capture_id: string;
  readonly url: string;
  readonly payload_digest: string;
  readonly extraction: Extraction;
}

/** The same, packed for the load. */
export interface StoredReading {
  readonly url: string;
  readonly payload_digest: string;
  readonly reading: PackedReading;
}

/** What belongs to the document and not to what its report says. */
export interface StoredFacts {
  readonly capture_id: string;
  readonly facts: DocumentFacts;
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

/** Rows fetched at a time by `all`: some megabytes at most, and the file stays writable in between. */
const pageSize = 64;

export class Extractions {
  /** What was found amiss at opening. */
  readonly recovered: readonly Issue[];
  readonly #database: Database.Database;
  readonly #batchSize: number;
  readonly #keep: ((given: KeptExtraction) => void) | null;
  #pending = 0;

  private constructor(database: Database.Database, batchSize: number, recovered: readonly Issue[]) {
    this.#database = database;
    this.#batchSize = batchSize;
    this.recovered = recovered;
    if (!database.readonly) database.exec(additions);
    this.#keep = database.readonly ? null : keeper(database);
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
   */
  put(given: KeptExtraction): void {
    if (this.#pending === 0) {
      this.#database.exec('BEGIN IMMEDIATE');
    }
    this.#pending += 1;
    this.#keep?.(given);
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

  /**
   * What each document says, packed for the load: otherwise as `all`.
   *
   * @param from those put behind this one, as `extent` names it
   */
  *readings(extractor: string, from = 0): Generator<StoredReading> {
    const page = this.#database.prepare<[string, number, number], ReadingRow>(
      `${readingRows} WHERE extractor = ? AND extraction.id > ? ORDER BY extraction.id LIMIT ?`,
    );
    let after = from;
    for (;;) {
      const rows = page.all(extractor, after, pageSize);
      for (const row of rows) {
        after = row.id;
        yield this.#readingOf(row);
      }
      if (rows.length < pageSize) return;
    }
  }

  /** What one document says, packed for the load; null where it was not read. */
  reading({ payload_digest, url, extractor }: ExtractionKey): PackedReading | null {
    const row = this.#database
      .prepare<[string, string, string], ReadingRow>(
        `${readingRows} WHERE extractor = ? AND extraction.payload_digest = ? AND extraction.url = ?`,
      )
      .get(extractor, payload_digest, url);
    return row === undefined ? null : this.#readingOf(row).reading;
  }

  /** One that was packed by another version of the code, or not at all, is packed now. */
  #readingOf(row: ReadingRow): StoredReading {
    if (row.format === readingFormat) {
      const { url, payload_digest, digest, head, content, layouts } = row;
      return { url, payload_digest, reading: { digest, head, content, layouts } };
    }
    const whole = this.#database
      .prepare<[number], Pick<ExtractionRow, 'url' | 'payload_digest' | 'extraction'>>(
        'SELECT url, payload_digest, extraction FROM extraction WHERE id = ?',
      )
      .get(row.id);
    if (whole === undefined) throw new Error(`extraction ${row.id} has gone`);
    const { url, payload_digest, extraction } = whole;
    return { url, payload_digest, reading: packReading(readExtraction(extraction, url)) };
  }

  /** What belongs to the documents whose addresses begin so, in the order of addresses and payloads. */
  *factsUnder(extractor: string, addressPrefix: string): Generator<StoredFacts> {
    const found = this.#database
      .prepare<[string, string, string], FactsRow>(
        `SELECT id, capture_id FROM extraction WHERE extractor = ? AND url >= ? AND url < ? ORDER BY url, payload_digest`,
      )
      .all(extractor, addressPrefix, `${addressPrefix}\uffff`);
    const one = this.#database.prepare<[number], ReadingRow>(`${readingRows} WHERE extraction.id = ?`);
    for (const { id, capture_id } of found) {
      const row = one.get(id);
      if (row === undefined) continue;
      const { head } = this.#readingOf(row).reading;
      yield { capture_id, facts: (JSON.parse(head) as ReadingHead).facts };
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
