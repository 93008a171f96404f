/** The payload of a capture, read from its WARC file and compared with the digest recorded. */

import { closeSync, openSync, readSync } from 'node:fs';
import { join } from 'node:path';
import type { Capture } from '../../schema/capture.ts';
import { NianbaoError } from '../../schema/issues.ts';
import type { CaptureIndex } from './capture-index.ts';
import { decodeContent } from './content-encoding.ts';
import { readMember } from './gzip-members.ts';
import type { HeaderLine } from './http-head.ts';
import { payloadTrouble, type ReadRecord, readRecord } from './read-record.ts';

export interface PayloadReading {
  readonly payload: Buffer;
  /** HTTP headers that describe the payload; empty for a resource. */
  readonly headers: readonly HeaderLine[];
}

/** Where the payload of a capture lies: all that is needed to read it, so that any thread can, without the index. */
export interface PayloadSource {
  readonly directory: string;
  readonly capture: Capture;
  /** For a revisit the record that holds its payload, null where the archive has none; null for any other record. */
  readonly holder: Capture | null;
}

export function sourceOf(directory: string, index: CaptureIndex, capture: Capture): PayloadSource {
  return { directory, capture, holder: capture.record_type === 'revisit' ? index.holderFor(capture) : null };
}

/** @throws NianbaoError `archive.record.corrupt`, with file and offset. */
export function readPayload({ directory, capture, holder }: PayloadSource): PayloadReading {
  const own = readCapture(directory, capture);
  if (capture.record_type !== 'revisit') {
    return { payload: own.payload, headers: own.head?.headers ?? [] };
  }
  if (holder === null) {
    throw corrupt(capture, `its payload ${capture.payload_digest} is not in the archive`);
  }
  const original = readCapture(directory, holder);
  if (original.capture.payload_digest !== capture.payload_digest) {
    throw corrupt(holder, `the payload is not the one that ${capture.id} refers to`);
  }
  // A 304 describes nothing; a full response with a known payload describes it itself.
  const head = capture.status === 304 ? original.head : own.head;
  return { payload: original.payload, headers: head?.headers ?? [] };
}

/**
 * The payload with its content encoding (gzip, deflate, br) undone.
 *
 * @throws NianbaoError `archive.record.corrupt` when it is not what was recorded, `archive.body.too_large` beyond
 *   `bodyLimit`, `archive.body.undecodable`.
 */
export async function readBody(source: PayloadSource): Promise<Uint8Array> {
  const { payload, headers } = readPayload(source);
  return decodeContent(payload, headers, source.capture.url);
}

function readCapture(directory: string, capture: Capture): ReadRecord {
  const bytes = readBytes(directory, capture);
  const member = readMember(bytes);
  if (member.kind !== 'whole' || member.length !== capture.warc_length) {
    throw corrupt(capture, member.kind === 'damaged' ? member.reason : 'the gzip member is not whole');
  }
  const reading = readRecord(member.content);
  if (reading.kind !== 'capture' || reading.record.capture.id !== capture.id) {
    throw corrupt(capture, `the record is not capture ${capture.id}`);
  }
  const trouble = payloadTrouble(reading.record);
  if (trouble !== null) {
    throw corrupt(capture, trouble);
  }
  return reading.record;
}

/** At once rather than by a promise: a record of some kilobytes is there before the promise would be. */
function readBytes(directory: string, capture: Capture): Buffer {
  const bytes = Buffer.alloc(capture.warc_length);
  try {
    const file = openSync(join(directory, capture.warc_file), 'r');
    try {
      return bytes.subarray(0, readSync(file, bytes, 0, bytes.length, capture.warc_offset));
    } finally {
      closeSync(file);
    }
  } catch (error) {
    throw corrupt(capture, error instanceof Error ? error.message : String(error));
  }
}

function corrupt(capture: Capture, reason: string): NianbaoError {
  return new NianbaoError(
    'archive.record.corrupt',
    `${capture.warc_file} at ${capture.warc_offset} (${capture.url}): ${reason}`,
  );
}
