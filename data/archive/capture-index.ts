/**
 * The index of the archive, `index.db`: which capture lies where. Only a cache: everything in it
 * is in the WARC files, from which it is made again when it is missing, damaged or of another version.
 */

import type Database from 'better-sqlite3';
import type { Capture, CaptureRole } from '../../schema/capture.ts';
import { type Issue, issue, NianbaoError } from '../../schema/issues.ts';
import { openSqliteFile, setAside } from '../sqlite-file.ts';
import type { CaptureWithoutPlace, IndexedCapture, Original } from './capture-record.ts';

export interface CaptureFilter {
  readonly portal?: string;
  readonly role?: readonly CaptureRole[];
  /** ISO 8601; captures of that instant or later. */
  readonly since?: string;
}

/** How far a WARC file is indexed, and how far its bytes are known to have reached the disk. */
export interface FileState {
  readonly name: string;
  readonly indexed_length: number;
  readonly synced_length: number;
}

export interface Place {
  readonly warc_file: string;
  readonly warc_offset: number;
  readonly warc_length: number;
}

const format = {
  applicationId: 0x4e424149,
  version: 1,
  schema: `
    CREATE TABLE capture (
      id TEXT PRIMARY KEY,
      url TEXT NOT NULL,
      captured_at TEXT NOT NULL,
      status INTEGER NOT NULL,
      content_type TEXT,
      payload_digest TEXT NOT NULL,
      payload_length INTEGER NOT NULL,
      record_type TEXT NOT NULL,
      portal TEXT,
      role TEXT NOT NULL,
      referrer TEXT,
      link_text TEXT,
      warc_file TEXT NOT NULL,
      warc_offset INTEGER NOT NULL,
      warc_length INTEGER NOT NULL,
      method TEXT NOT NULL,
      refers_to TEXT
    ) STRICT;
    CREATE INDEX capture_by_url ON capture(url, captured_at);
    CREATE INDEX capture_in_order ON capture(captured_at, warc_file, warc_offset);
    CREATE INDEX capture_by_place ON capture(warc_file, warc_offset);
    CREATE INDEX capture_by_payload ON capture(payload_digest) WHERE record_type <> 'revisit';
    CREATE TABLE file (
      name TEXT PRIMARY KEY,
      indexed_length INTEGER NOT NULL,
      synced_length INTEGER NOT NULL
    ) STRICT;
  `,
};

const captureColumns = [
  'id',
  'url',
  'captured_at',
  'status',
  'content_type',
  'payload_digest',
  'payload_length',
  'record_type',
  'portal',
  'role',
  'referrer',
  'link_text',
  'warc_file',
  'warc_offset',
  'warc_length',
] as const satisfies readonly (keyof Capture)[];
const indexedColumns = [...captureColumns, 'method', 'refers_to'];
const captureList = captureColumns.join(', ');
const indexedList = indexedColumns.join(', ');

/** Rows fetched at a time, so that the index stays writable while a caller goes through captures. */
const pageSize = 500;

export class CaptureIndex {
  readonly #database: Database.Database;
  readonly #insert: Database.Statement;
  readonly #setFile: Database.Statement;
  readonly #holder: Database.Statement<[string], Capture>;
  readonly #latest: Database.Statement<[string], Capture>;

  private constructor(database: Database.Database) {
    this.#database = database;
    // A WARC file may be there twice, copied under another name: the first one found counts.
    this.#insert = database.prepare(
      `INSERT INTO capture (${indexedList}) VALUES (${indexedColumns.map(name => `@${name}`).join(', ')})
       ON CONFLICT (id) DO NOTHING`,
    );
    this.#setFile = database.prepare(
      `INSERT INTO file (name, indexed_length, synced_length) VALUES (?, ?, ?) ON CONFLICT (name)
       DO UPDATE SET indexed_length = excluded.indexed_length, synced_length = excluded.synced_length`,
    );
    // Asked for every capture, and preparing them costs ten times as much.
    this.#holder = database.prepare(
      `SELECT ${captureList} FROM capture WHERE payload_digest = ? AND record_type <> 'revisit'
       ORDER BY rowid LIMIT 1`,
    );
    this.#latest = database.prepare(
      `SELECT ${captureList} FROM capture
       WHERE url = ? AND (status = 200 OR (status = 304 AND record_type = 'revisit'))
       ORDER BY captured_at DESC, rowid DESC LIMIT 1`,
    );
  }

  /** A damaged or foreign file is set aside; the caller fills the new one from the WARC files. */
  static open(path: string): { index: CaptureIndex; recovered: Issue[] } {
    try {
      return { index: new CaptureIndex(openSqliteFile(path, format)), recovered: [] };
    } catch (error) {
      if (!(error instanceof NianbaoError)) {
        throw error;
      }
      const aside = setAside(path);
      const rebuilt = issue('archive.cache.rebuilt', `${error.message}; kept as ${aside}`, path);
      return { index: new CaptureIndex(openSqliteFile(path, format)), recovered: [rebuilt] };
    }
  }

  /** @throws NianbaoError `archive.store.unreadable` when there is no index, or none of this version. */
  static openReadonly(path: string): CaptureIndex {
    return new CaptureIndex(openSqliteFile(path, format, { readonly: true }));
  }

  static inMemory(): CaptureIndex {
    return new CaptureIndex(openSqliteFile(':memory:', format));
  }

  close(): void {
    this.#database.close();
  }

  /** All or nothing. */
  transaction<Result>(work: () => Result): Result {
    return this.#database.transaction(work)();
  }

  add(capture: CaptureWithoutPlace, place: Place): IndexedCapture {
    const row: IndexedCapture = { ...capture, ...place };
    this.#insert.run(row);
    return row;
  }

  files(): FileState[] {
    return this.#database.prepare<[], FileState>('SELECT * FROM file ORDER BY name').all();
  }

  setFile({ name, indexed_length, synced_length }: FileState): void {
    this.#setFile.run(name, indexed_length, synced_length);
  }

  /** Forgets the captures of a file from `offset` on. */
  forget(name: string, offset: number): void {
    this.#database.prepare('DELETE FROM capture WHERE warc_file = ? AND warc_offset >= ?').run(name, offset);
  }

  forgetFile(name: string): void {
    this.forget(name, 0);
    this.#database.prepare('DELETE FROM file WHERE name = ?').run(name);
  }

  byId(id: string): Capture | null {
    return (
      this.#database.prepare<[string], Capture>(`SELECT ${captureList} FROM capture WHERE id = ?`).get(id) ??
      null
    );
  }

  /** Newest capture of an address that gives its content: status 200, or 304 tied to an original. */
  latest(url: string): Capture | null {
    return this.#latest.get(url) ?? null;
  }

  /** How many captures there are up to an instant, and the last instant of all. */
  extent(until?: string): { readonly count: number; readonly last: string } {
    const found = this.#database
      .prepare<[string | null], { count: number; last: string }>(
        `SELECT count(*) AS count, ifnull(max(captured_at), '') AS last FROM capture
         WHERE captured_at <= ifnull(?, '9')`,
      )
      .get(until ?? null);
    return found ?? { count: 0, last: '' };
  }

  *inOrder({ portal, role, since }: CaptureFilter = {}): Generator<Capture> {
    const conditions = ['(captured_at, warc_file, warc_offset) > (?, ?, ?)'];
    const values: string[] = [];
    if (portal !== undefined) {
      conditions.push('portal = ?');
      values.push(portal);
    }
    if (role !== undefined) {
      conditions.push(`role IN (${role.map(() => '?').join(', ')})`);
      values.push(...role);
    }
    const page = this.#database.prepare<unknown[], Capture>(
      `SELECT ${captureList} FROM capture WHERE ${conditions.join(' AND ')}
       ORDER BY captured_at, warc_file, warc_offset LIMIT ${pageSize}`,
    );
    let after: [string, string, number] = [since ?? '', '', -1];
    for (;;) {
      const rows = page.all(...after, ...values);
      for (const row of rows) {
        after = [row.captured_at, row.warc_file, row.warc_offset];
        yield row;
      }
      if (rows.length < pageSize) {
        return;
      }
    }
  }

  /** Captures of one file by offset, from `start` up to but not including `end`. */
  ofFile(name: string, start: number, end: number): Capture[] {
    return this.#database
      .prepare<[string, number, number], Capture>(
        `SELECT ${captureList} FROM capture WHERE warc_file = ? AND warc_offset >= ? AND warc_offset < ?
         ORDER BY warc_offset`,
      )
      .all(name, start, end);
  }

  /** A record that holds this payload, or null. */
  holderOf(payloadDigest: string): Capture | null {
    return this.#holder.get(payloadDigest) ?? null;
  }

  /** The record whose payload a 304 for this address, received at `at`, declares to be unchanged, or null. */
  originalOfNotModified(url: string, at: string): Original | null {
    const known = this.#database
      .prepare<[string, string], IndexedCapture>(
        `SELECT ${indexedList} FROM capture
         WHERE url = ? AND captured_at <= ? AND status = 200 AND method = 'GET'
         ORDER BY captured_at DESC, rowid DESC LIMIT 1`,
      )
      .get(url, at);
    return known?.record_type === 'revisit' ? this.holderOf(known.payload_digest) : (known ?? null);
  }

  /** The record that a revisit refers to, or another one with its payload; null when neither is there. */
  holderFor(revisit: Capture): Capture | null {
    const original = this.#database
      .prepare<[string], Capture>(
        `SELECT ${captureList} FROM capture WHERE record_type <> 'revisit'
         AND id = (SELECT refers_to FROM capture WHERE id = ?)`,
      )
      .get(revisit.id);
    return original ?? this.holderOf(revisit.payload_digest);
  }

  /** The captures of this address at this instant: one, or few of an import. */
  at(url: string, capturedAt: string): Capture[] {
    return this.#database
      .prepare<[string, string], Capture>(
        `SELECT ${captureList} FROM capture WHERE url = ? AND captured_at = ? ORDER BY rowid`,
      )
      .all(url, capturedAt);
  }

  /** What SQLite finds wrong with the file itself, or null. */
  trouble(): string | null {
    const found = this.#database.pragma('quick_check(1)', { simple: true });
    return found === 'ok' ? null : String(found);
  }
}
