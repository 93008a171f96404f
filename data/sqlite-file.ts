/** How the store's own SQLite files are opened: write-ahead log, a version, and a clear word when it is not ours. */

import { existsSync, renameSync } from 'node:fs';
import Database from 'better-sqlite3';
import { NianbaoError } from '../schema/issues.ts';

export interface SqliteFileFormat {
  /** Four bytes that mark the file as ours (PRAGMA application_id). */
  readonly applicationId: number;
  /** Raised when `schema` changes (PRAGMA user_version). */
  readonly version: number;
  /** Statements that make the tables of an empty file. */
  readonly schema: string;
}

export interface SqliteFileOptions {
  readonly readonly?: boolean;
}

/**
 * Opens or makes a file of this format.
 *
 * @throws NianbaoError `archive.store.unreadable` when the file is damaged, foreign or of another version.
 */
export function openSqliteFile(
  path: string,
  format: SqliteFileFormat,
  { readonly = false }: SqliteFileOptions = {},
): Database.Database {
  let database: Database.Database | undefined;
  try {
    database = new Database(path, { readonly, fileMustExist: readonly, timeout: 10_000 });
    if (!readonly) {
      prepareSchema(database, format);
    }
    requireFormat(database, path, format);
    if (!readonly) {
      database.pragma('journal_mode = WAL');
      database.pragma('synchronous = NORMAL');
    }
    return database;
  } catch (error) {
    database?.close();
    if (error instanceof Database.SqliteError && unreadableCodes.has(error.code)) {
      throw new NianbaoError('archive.store.unreadable', `${path}: ${error.message}`);
    }
    throw error;
  }
}

const unreadableCodes = new Set(['SQLITE_NOTADB', 'SQLITE_CORRUPT', 'SQLITE_CANTOPEN', 'SQLITE_ERROR']);

/** Two processes may meet at a new file: the second finds the tables made. */
function prepareSchema(database: Database.Database, format: SqliteFileFormat): void {
  database
    .transaction(() => {
      const tables = database.prepare('SELECT count(*) FROM sqlite_schema').pluck().get();
      if (tables !== 0) {
        return;
      }
      database.exec(format.schema);
      database.pragma(`application_id = ${format.applicationId}`);
      database.pragma(`user_version = ${format.version}`);
    })
    .immediate();
}

function requireFormat(database: Database.Database, path: string, format: SqliteFileFormat): void {
  const applicationId = database.pragma('application_id', { simple: true });
  const version = database.pragma('user_version', { simple: true });
  if (applicationId !== format.applicationId || version !== format.version) {
    throw new NianbaoError(
      'archive.store.unreadable',
      `${path} is of application ${applicationId}, version ${version}; expected ${format.applicationId}, version ${format.version}`,
    );
  }
}

/**
 * Moves a file and its write-ahead log out of the way, deleting nothing.
 *
 * @returns the new path of the file.
 */
export function setAside(path: string): string {
  let serial = 1;
  while (existsSync(`${path}.unreadable-${serial}`)) {
    serial += 1;
  }
  const target = `${path}.unreadable-${serial}`;
  for (const suffix of ['', '-wal', '-shm']) {
    if (existsSync(path + suffix)) {
      renameSync(path + suffix, target + suffix);
    }
  }
  return target;
}
