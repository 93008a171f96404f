/** The payload of a capture, read from its WARC file and compared with the digest recorded. */

import { open } from 'node:fs/promises';
import { join } from 'node:path';
import type { Capture } from '../../schema/capture.ts';
import { NianbaoError } from '../../schema/issues.ts';
import type { CaptureIndex } from './capture-index.ts';
import { readMember } from './gzip-members.ts';
import type { HeaderLine } from './http-head.ts';
import { payloadTrouble, type ReadRecord, readRecord } from './read-record.ts';

export interface PayloadReading {
  readonly payload: Buffer;
  /** HTTP headers that describe the payload; empty for a resource. */
  readonly headers: readonly HeaderLine[];
}

/** @throws NianbaoError `archive.record.corrupt`, with file and offset. */
export async function readPayload(
  directory: string,
  index: CaptureIndex,
  capture: Capture,
): Promise<PayloadReading> {
  const own = await readCapture(directory, capture);
  if (capture.record_type !== 'revisit') {
    return { payload: own.payload, headers: own.head?.headers ?? [] };
  }
  const holder = index.holderFor(capture);
  if (holder === null) {
    throw corrupt(capture, `its payload ${capture.payload_digest} is not in the archive`);
  }
  const original = await readCapture(directory, holder);
  if (original.capture.payload_digest !== capture.payload_digest) {
    throw corrupt(holder, `the payload is not the one that ${capture.id} refers to`);
  }
  // A 304 describes nothing; a full response with a known payload describes it itself.
  const head = capture.status === 304 ? original.head : own.head;
  return { payload: original.payload, headers: head?.headers ?? [] };
}

async function readCapture(directory: string, capture: Capture): Promise<ReadRecord> {
  const bytes = await readBytes(directory, capture);
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

async function readBytes(directory: string, capture: Capture): Promise<Buffer> {
  const bytes = Buffer.alloc(capture.warc_length);
  try {
    const file = await open(join(directory, capture.warc_file), 'r');
    try {
      const { bytesRead } = await file.read(bytes, 0, bytes.length, capture.warc_offset);
      return bytes.subarray(0, bytesRead);
    } finally {
      await file.close();
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
