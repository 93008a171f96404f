/**
 * The gzip members of a WARC file: one member is one record, so a record is found by offset alone,
 * and damage to one leaves the others whole.
 */

import { readSync } from 'node:fs';
import { constants, crc32, type InflateRaw, inflateRawSync } from 'node:zlib';

/** Content of one record, header included, at most: `payloadLimit` and room for headers. */
export const memberLimit = 2 ** 29 + 2 ** 24;

export type MemberReading =
  | { readonly kind: 'whole'; readonly length: number; readonly content: Buffer }
  /** The bytes end before the member does. */
  | { readonly kind: 'truncated' }
  | { readonly kind: 'damaged'; readonly reason: string };

/** A stretch of a WARC file, in order; stretches adjoin. */
export type Stretch =
  | { readonly kind: 'record'; readonly offset: number; readonly length: number; readonly content: Buffer }
  | { readonly kind: 'damaged'; readonly offset: number; readonly length: number; readonly reason: string }
  /** The end of the file, an unfinished record. */
  | { readonly kind: 'torn'; readonly offset: number; readonly length: number };

const magic = Buffer.from([0x1f, 0x8b, 0x08]);
const recordStart = Buffer.from('WARC/1.');
const fixedHeaderLength = 10;
const trailerLength = 8;

/** Reads the member at the start of `bytes`; what follows it is ignored. */
export function readMember(bytes: Buffer): MemberReading {
  const headerLength = gzipHeaderLength(bytes);
  if (typeof headerLength !== 'number') {
    return headerLength;
  }
  let inflated: { buffer: Buffer; engine: InflateRaw };
  try {
    // With `info`, Node returns the engine too, which counts the input it took; the typings do not know.
    inflated = inflateRawSync(bytes.subarray(headerLength), {
      info: true,
      maxOutputLength: memberLimit,
    }) as unknown as typeof inflated;
  } catch (error) {
    return errorCode(error) === 'Z_BUF_ERROR'
      ? { kind: 'truncated' }
      : { kind: 'damaged', reason: error instanceof Error ? error.message : String(error) };
  }
  const content = inflated.buffer;
  const trailer = headerLength + inflated.engine.bytesWritten;
  if (bytes.length < trailer + trailerLength) {
    return { kind: 'truncated' };
  }
  const intact =
    bytes.readUInt32LE(trailer) === crc32(content) &&
    bytes.readUInt32LE(trailer + 4) === content.length % 2 ** 32;
  return intact
    ? { kind: 'whole', length: trailer + trailerLength, content }
    : { kind: 'damaged', reason: 'the gzip checksum does not match' };
}

/** Length of a gzip header (RFC 1952 §2.3), optional fields included, or why there is none. */
function gzipHeaderLength(bytes: Buffer): number | Exclude<MemberReading, { kind: 'whole' }> {
  const known = Math.min(bytes.length, magic.length);
  if (!bytes.subarray(0, known).equals(magic.subarray(0, known))) {
    return { kind: 'damaged', reason: 'no gzip member begins here' };
  }
  if (bytes.length < fixedHeaderLength) {
    return { kind: 'truncated' };
  }
  const flags = bytes.readUInt8(3);
  let length = fixedHeaderLength;
  if (flags & 4) {
    if (bytes.length < length + 2) {
      return { kind: 'truncated' };
    }
    length += 2 + bytes.readUInt16LE(length);
  }
  for (const flag of [8, 16]) {
    if (flags & flag) {
      const end = bytes.indexOf(0, length);
      if (end < 0) {
        return { kind: 'truncated' };
      }
      length = end + 1;
    }
  }
  if (flags & 2) {
    length += 2;
  }
  return length < bytes.length ? length : { kind: 'truncated' };
}

/** Bytes read at first for a record: most reports fit; longer records are read again in a larger window. */
const firstWindow = 2 ** 18;

/**
 * Goes through a file from `from` to `size`, record by record.
 * After damage it goes on at the next member that is a WARC record. Memory: one record at a time.
 */
export function* scanMembers(descriptor: number, size: number, from: number): Generator<Stretch> {
  let window: Window = { start: from, bytes: Buffer.alloc(0) };
  let offset = from;
  while (offset < size) {
    let reading: MemberReading;
    [reading, window] = readMemberAt(descriptor, size, offset, window);
    if (reading.kind === 'whole') {
      const { length, content } = reading;
      yield content.subarray(0, recordStart.length).equals(recordStart)
        ? { kind: 'record', offset, length, content }
        : { kind: 'damaged', offset, length, reason: 'a gzip member that is no WARC record' };
      offset += length;
      continue;
    }
    const next = nextRecord(descriptor, size, offset + 1);
    const length = (next ?? size) - offset;
    if (next === null && (reading.kind === 'truncated' || isZeros(descriptor, size, offset))) {
      yield { kind: 'torn', offset, length };
    } else {
      const reason = reading.kind === 'truncated' ? 'the gzip member does not end' : reading.reason;
      yield { kind: 'damaged', offset, length, reason };
    }
    offset += length;
  }
}

interface Window {
  readonly start: number;
  readonly bytes: Buffer;
}

/** Tries the bytes at hand first, then ever larger windows, so that small records cost one read for many. */
function readMemberAt(
  descriptor: number,
  size: number,
  offset: number,
  window: Window,
): [MemberReading, Window] {
  let current = window;
  let wanted = firstWindow;
  for (;;) {
    const bytes = current.bytes.subarray(offset - current.start);
    const reading = readMember(bytes);
    if (reading.kind !== 'truncated' || offset + bytes.length >= size || bytes.length > memberLimit) {
      return [reading, current];
    }
    current = { start: offset, bytes: readRange(descriptor, offset, Math.min(offset + wanted, size)) };
    wanted *= 4;
  }
}

/** Offset of the next whole member that is a WARC record, or null. */
function nextRecord(descriptor: number, size: number, from: number): number | null {
  for (let start = from; start < size; start += firstWindow) {
    // Windows overlap, so that no magic number is cut in two.
    const bytes = readRange(descriptor, start, Math.min(start + firstWindow + magic.length - 1, size));
    for (let at = bytes.indexOf(magic); at >= 0; at = bytes.indexOf(magic, at + 1)) {
      if (isRecord(descriptor, size, start + at)) {
        return start + at;
      }
    }
  }
  return null;
}

function isRecord(descriptor: number, size: number, offset: number): boolean {
  const probe = readRange(descriptor, offset, Math.min(offset + 1024, size));
  const headerLength = gzipHeaderLength(probe);
  if (typeof headerLength !== 'number') {
    return false;
  }
  try {
    // The sync flush returns what the first kilobyte gives, so that a chance magic number costs little.
    const options = { finishFlush: constants.Z_SYNC_FLUSH, maxOutputLength: 2 ** 21 };
    const start = inflateRawSync(probe.subarray(headerLength), options).subarray(0, recordStart.length);
    if (!start.equals(recordStart)) {
      return false;
    }
  } catch {
    return false;
  }
  const [reading] = readMemberAt(descriptor, size, offset, { start: offset, bytes: probe });
  return reading.kind === 'whole';
}

/** A file system may extend a file before it writes the bytes: after a power cut the rest is zeros. */
function isZeros(descriptor: number, size: number, from: number): boolean {
  for (let start = from; start < size; start += firstWindow) {
    const bytes = readRange(descriptor, start, Math.min(start + firstWindow, size));
    if (bytes.some(byte => byte !== 0)) {
      return false;
    }
  }
  return true;
}

function readRange(descriptor: number, start: number, end: number): Buffer {
  const bytes = Buffer.allocUnsafe(end - start);
  let filled = 0;
  while (filled < bytes.length) {
    const count = readSync(descriptor, bytes, filled, bytes.length - filled, start + filled);
    if (count === 0) {
      break;
    }
    filled += count;
  }
  return bytes.subarray(0, filled);
}

function errorCode(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}
