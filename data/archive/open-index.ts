/** The index as a writer and as a reader open it: brought up to date, or made anew. */

import { rmSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { type Issue, issue, NianbaoError } from '../../schema/issues.ts';
import { CaptureIndex } from './capture-index.ts';
import { bringUpToDate, isIndexUpToDate, type Recovery } from './recovery.ts';
import { WriterLock } from './writer-lock.ts';

export interface OpenedIndex extends Recovery {
  readonly index: CaptureIndex;
}

/** For the holder of the writer's lock. */
export function indexForWriting(directory: string): OpenedIndex {
  const path = join(directory, 'index.db');
  const { index, recovered } = CaptureIndex.open(path);
  try {
    const { issues, damagedAtEnd } = bringUpToDate(directory, index, true);
    return { index, issues: [...recovered, ...issues], damagedAtEnd };
  } catch (error) {
    index.close();
    if (!(error instanceof Database.SqliteError && error.code.startsWith('SQLITE_CORRUPT'))) {
      throw error;
    }
    const { issues, ...opened } = newIndex(directory);
    return {
      ...opened,
      issues: [issue('archive.cache.rebuilt', `${path}: ${error.message}`, path), ...issues],
    };
  }
}

/** Makes the index anew from the WARC files. Who reads the old one goes on with what it knows. */
export function newIndex(directory: string): OpenedIndex {
  for (const suffix of ['', '-wal', '-shm']) {
    rmSync(join(directory, `index.db${suffix}`), { force: true });
  }
  const { index } = CaptureIndex.open(join(directory, 'index.db'));
  return { index, ...bringUpToDate(directory, index, true) };
}

export function indexForReading(directory: string): { index: CaptureIndex; issues: readonly Issue[] } {
  const found = openReadonly(directory);
  if (found !== null && isIndexUpToDate(directory, found)) {
    return { index: found, issues: [] };
  }
  try {
    // The last writer was killed, or files were added: a moment's writing brings the index up to date.
    const issues = updateIndex(directory);
    found?.close();
    return { index: CaptureIndex.openReadonly(join(directory, 'index.db')), issues };
  } catch (error) {
    const isBeingWritten = error instanceof NianbaoError && error.code === 'archive.lock.held';
    if (isBeingWritten && found !== null) {
      // A live writer is ahead of its index by the record in hand.
      return { index: found, issues: [] };
    }
    // A medium that cannot be written, or an index in the making.
    found?.close();
    const index = CaptureIndex.inMemory();
    return { index, issues: bringUpToDate(directory, index, false).issues };
  }
}

function updateIndex(directory: string): readonly Issue[] {
  const lock = WriterLock.take(directory);
  try {
    const { index, issues } = indexForWriting(directory);
    index.close();
    return issues;
  } finally {
    lock.release();
  }
}

/** The index on disk, or null when there is none of use. */
function openReadonly(directory: string): CaptureIndex | null {
  try {
    return CaptureIndex.openReadonly(join(directory, 'index.db'));
  } catch {
    return null;
  }
}
