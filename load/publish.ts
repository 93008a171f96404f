/**
 * How a database comes into its place: built beside the old one, flushed, renamed. A reader has the old file or the
 * new one, never half of one; who has the old one open keeps it.
 *
 * ```
 * nianbao.db             published, never written to
 * nianbao.db.building    being built
 * nianbao.db.staging     what it is built from, while it is being built
 * nianbao.db.readings    what a second thread writes of it meanwhile
 * nianbao.db.years       what it finds between the years, while those are taken up
 * nianbao.db.rejected    the last one that broke an assertion
 * nianbao.db.lock        held by whoever builds; the operating system drops it with the process
 * ```
 */

import {
  close,
  closeSync,
  existsSync,
  fsync,
  fsyncSync,
  linkSync,
  openSync,
  renameSync,
  rmSync,
} from 'node:fs';
import { dirname } from 'node:path';
import Database from 'better-sqlite3';
import { NianbaoError } from '../schema/issues.ts';

export interface BuildPaths {
  readonly published: string;
  readonly building: string;
  readonly staging: string;
  readonly readings: string;
  readonly years: string;
  readonly rejected: string;
  readonly lock: string;
}

export function buildPaths(published: string): BuildPaths {
  return {
    published,
    building: `${published}.building`,
    staging: `${published}.staging`,
    readings: `${published}.readings`,
    years: `${published}.years`,
    rejected: `${published}.rejected`,
    lock: `${published}.lock`,
  };
}

/** @throws NianbaoError `load.lock.held` when another process, or this one, is building the same database. */
export function whileLocked<T>({ lock, published }: BuildPaths, build: () => T): T {
  const database = new Database(lock, { timeout: 0 });
  try {
    database.exec('BEGIN EXCLUSIVE');
    return build();
  } catch (error) {
    if (!database.inTransaction && error instanceof Database.SqliteError && error.code === 'SQLITE_BUSY')
      throw new NianbaoError('load.lock.held', `${published} is being built by another process`);
    throw error;
  } finally {
    database.close();
  }
}

/** Removes what a run that was killed left behind. Only under the lock. */
export function removeUnfinished({ building, staging, readings, years }: BuildPaths): void {
  for (const file of [building, staging, readings, years])
    for (const suffix of ['', '-journal']) rmSync(`${file}${suffix}`, { force: true });
}

/** Puts the finished file in the place of the old one. It must be closed. */
export function publish({ building, published }: BuildPaths): void {
  flush(building);
  // SQLite would replay a log that another program left beside the old file into the new one.
  for (const suffix of ['-journal', '-wal', '-shm']) rmSync(`${published}${suffix}`, { force: true });
  renameSync(building, published);
  flush(dirname(published));
}

export function reject({ building, rejected }: BuildPaths): void {
  renameSync(building, rejected);
}

/** Gives a file that is about to be replaced a second name. */
export function keepBeside(file: string, suffix: string): void {
  const kept = `${file}.${suffix}`;
  rmSync(kept, { force: true });
  if (existsSync(file)) linkSync(file, kept);
}

/**
 * Has what is written so far of a file brought to the disk, by a thread of Node's own while this one goes on, so that
 * `publish` need not wait for it. Nothing rests on its success: `publish` flushes what is left, and tells of failures.
 */
export function flushMeanwhile(path: string): void {
  const descriptor = openSync(path, 'r');
  fsync(descriptor, () => close(descriptor));
}

function flush(path: string): void {
  const descriptor = openSync(path, 'r');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
