/**
 * One writer at a time. The lock is the operating system's, taken through SQLite on `writer.lock`: it falls
 * with the process, however it ends, so that there is no stale lock to judge by a number that another
 * process may have by now. `writer.pid` says who holds it, for the message only.
 */

import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { NianbaoError } from '../../schema/issues.ts';

export class WriterLock {
  readonly #database: Database.Database;
  readonly #pidFile: string;

  private constructor(database: Database.Database, pidFile: string) {
    this.#database = database;
    this.#pidFile = pidFile;
  }

  /** @throws NianbaoError `archive.lock.held` when another process, or this one, is writing. */
  static take(directory: string): WriterLock {
    const pidFile = join(directory, 'writer.pid');
    const database = new Database(join(directory, 'writer.lock'), { timeout: 0 });
    try {
      database.exec('BEGIN EXCLUSIVE');
    } catch (error) {
      database.close();
      if (error instanceof Database.SqliteError && error.code.startsWith('SQLITE_BUSY')) {
        throw new NianbaoError('archive.lock.held', `${directory} is being written by ${holder(pidFile)}`);
      }
      throw error;
    }
    writeFileSync(pidFile, `${process.pid}\n`);
    return new WriterLock(database, pidFile);
  }

  release(): void {
    rmSync(this.#pidFile, { force: true });
    this.#database.close();
  }
}

function holder(pidFile: string): string {
  try {
    return `process ${readFileSync(pidFile, 'utf8').trim()}`;
  } catch {
    return 'another process';
  }
}
