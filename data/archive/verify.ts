/** Reads a whole archive again and says what is not as it was recorded. */

import { closeSync, openSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import type { Capture } from '../../schema/capture.ts';
import { type Issue, issue } from '../../schema/issues.ts';
import type { CaptureIndex, FileState } from './capture-index.ts';
import { scanMembers } from './gzip-members.ts';
import { payloadTrouble, readRecord } from './read-record.ts';
import { corruptRecord } from './recovery.ts';
import { digestOf, parseRecord } from './warc-record.ts';

export async function* verifyArchive(directory: string, index: CaptureIndex): AsyncGenerator<Issue> {
  const trouble = index.trouble();
  if (trouble !== null) {
    yield issue('archive.store.unreadable', `The index is damaged; rebuild it: ${trouble}`, directory);
    return;
  }
  for (const state of index.files()) {
    yield* verifyFile(directory, state, index);
  }
}

/** Goes as far as the file is indexed: what a live writer has added since is not judged. */
async function* verifyFile(directory: string, state: FileState, index: CaptureIndex): AsyncGenerator<Issue> {
  const { name, indexed_length: expected } = state;
  const path = join(directory, name);
  const size = statSync(path, { throwIfNoEntry: false })?.size;
  if (size === undefined || size < expected) {
    const found = size === undefined ? 'is gone' : `has ${size} bytes`;
    yield issue('archive.record.corrupt', `${name} ${found}; ${expected} bytes were recorded`, name);
  }
  if (size === undefined) {
    return;
  }
  const descriptor = openSync(path, 'r');
  try {
    for (const stretch of scanMembers(descriptor, Math.min(size, expected), 0)) {
      const { offset, length } = stretch;
      if (stretch.kind === 'record') {
        const trouble = recordTrouble(stretch.content, { name, offset, length }, index);
        if (trouble !== null) {
          yield corruptRecord(name, offset, length, trouble);
        }
      } else {
        const reason = stretch.kind === 'torn' ? 'the record does not end' : stretch.reason;
        const lost = index.ofFile(name, offset, offset + length).map(capture => capture.url);
        yield corruptRecord(
          name,
          offset,
          length,
          lost.length === 0 ? reason : `${reason}: ${lost.join(' ')}`,
        );
      }
      await setImmediate();
    }
  } finally {
    closeSync(descriptor);
  }
}

function recordTrouble(
  content: Buffer,
  place: { name: string; offset: number; length: number },
  index: CaptureIndex,
): string | null {
  const reading = readRecord(content);
  if (reading.kind === 'damaged') {
    return reading.reason;
  }
  const record = parseRecord(content);
  const blockDigest = record?.fields.get('warc-block-digest');
  if (record !== null && blockDigest !== digestOf(record.block)) {
    return `the block has the digest ${digestOf(record.block)}, its header states ${blockDigest}`;
  }
  if (reading.kind === 'other') {
    return null;
  }
  const { method, refers_to, ...capture } = reading.record.capture;
  return payloadTrouble(reading.record) ?? indexTrouble(capture, place, index);
}

function indexTrouble(
  capture: Omit<Capture, 'warc_file' | 'warc_offset' | 'warc_length'>,
  { name, offset, length }: { name: string; offset: number; length: number },
  index: CaptureIndex,
): string | null {
  const indexed = index.byId(capture.id);
  if (indexed === null) {
    return `capture ${capture.id} is not in the index; rebuild it`;
  }
  const here = { ...capture, warc_file: name, warc_offset: offset, warc_length: length };
  const isCopy = indexed.warc_file !== name;
  if (!isCopy && !isDeepStrictEqual(indexed, here)) {
    return `the index says otherwise of capture ${capture.id}; rebuild it`;
  }
  return capture.record_type === 'revisit' && index.holderFor(indexed) === null
    ? `the payload of ${capture.url} is not in the archive`
    : null;
}
