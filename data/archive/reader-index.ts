/** The index that a reader uses: the one on disk where it is up to date, else one made for the moment. */

import { join } from 'node:path';
import { type Issue, NianbaoError } from '../../schema/issues.ts';
import { CaptureIndex } from './capture-index.ts';
import { bringUpToDate, isIndexUpToDate } from './recovery.ts';
import { WriterLock } from './writer-lock.ts';

export function indexForReading(directory: string): { index: CaptureIndex; recovered: readonly Issue[] } {
  const found = openIndex(directory);
  if (found !== null && isIndexUpToDate(directory, found)) {
    return { index: found, recovered: [] };
  }
  try {
    // The last writer was killed, or files were added: a moment's writing brings the index up to date.
    const recovered = updateIndex(directory);
    found?.close();
    return { index: CaptureIndex.openReadonly(join(directory, 'index.db')), recovered };
  } catch (error) {
    const isBeingWritten = error instanceof NianbaoError && error.code === 'archive.lock.held';
    if (isBeingWritten && found !== null) {
      // A live writer is ahead of its index by the record in hand.
      return { index: found, recovered: [] };
    }
    // A medium that cannot be written, or an index in the making.
    found?.close();
    const index = CaptureIndex.inMemory();
    return { index, recovered: bringUpToDate(directory, index, false).issues };
  }
}

function updateIndex(directory: string): Issue[] {
  const lock = WriterLock.take(directory);
  try {
    const { index, recovered } = CaptureIndex.open(join(directory, 'index.db'));
    try {
      return [...recovered, ...bringUpToDate(directory, index, true).issues];
    } finally {
      index.close();
    }
  } finally {
    lock.release();
  }
}

/** The index on disk, or null when there is none of use. */
function openIndex(directory: string): CaptureIndex | null {
  try {
    return CaptureIndex.openReadonly(join(directory, 'index.db'));
  } catch {
    return null;
  }
}
