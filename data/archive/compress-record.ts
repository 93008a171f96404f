/** One WARC record as one gzip member (RFC 1952). */

import { promisify } from 'node:util';
import { constants, crc32, deflateRawSync, gzip, gzipSync, type ZlibOptions } from 'node:zlib';

const compressAside = promisify<Uint8Array, ZlibOptions, Buffer>(gzip);

/** Up to this length handing the work to another thread costs more than doing it. */
const smallRecord = 8 * 1024;
/** Small windows are set up in half the time, and a head of 3 KB gets no smaller with a larger one. */
const small: ZlibOptions = { windowBits: 13, memLevel: 6, chunkSize: 4096 };

const memberHeader = Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3]);
const memberStart = memberHeader.subarray(0, 3);
const emptyLine = Buffer.from('\r\n\r\n');
const longestStoredBlock = 0xffff;

export async function compressRecord(record: Buffer): Promise<Buffer> {
  const payloadStart = packedPayloadStart(record);
  if (payloadStart !== null) return storedMember(record, payloadStart);
  return record.length <= smallRecord ? gzipSync(record, small) : compressAside(record, {});
}

/** Where the payload begins, if it came compressed: it gets no smaller, however long it is tried. */
function packedPayloadStart(record: Buffer): number | null {
  const httpStart = record.indexOf(emptyLine) + emptyLine.length;
  const payloadStart = record.indexOf(emptyLine, httpStart) + emptyLine.length;
  if (httpStart < emptyLine.length || payloadStart < httpStart) return null;
  const head = record.toString('latin1', httpStart, payloadStart);
  return /^content-encoding: *(x-gzip|gzip|br|deflate)/im.test(head) ? payloadStart : null;
}

/** A member with the record's heads compressed and its payload in stored blocks (RFC 1951 §3.2.4). */
function storedMember(record: Buffer, payloadStart: number): Buffer {
  const heads = deflateRawSync(record.subarray(0, payloadStart), {
    ...small,
    finishFlush: constants.Z_SYNC_FLUSH,
  });
  const parts: Buffer[] = [memberHeader, heads];
  let start = payloadStart;
  while (start < record.length) {
    const end = storedBlockEnd(record, start);
    const block = Buffer.alloc(5);
    block.writeUInt8(end === record.length ? 1 : 0, 0);
    block.writeUInt16LE(end - start, 1);
    block.writeUInt16LE(~(end - start) & 0xffff, 3);
    parts.push(block, record.subarray(start, end));
    start = end;
  }
  const trailer = Buffer.alloc(8);
  trailer.writeUInt32LE(crc32(record), 0);
  trailer.writeUInt32LE(record.length % 2 ** 32, 4);
  return Buffer.concat([...parts, trailer]);
}

/** What begins a member is cut in two, so that whoever looks for the next one after damage finds none in a payload. */
function storedBlockEnd(record: Buffer, start: number): number {
  const longest = Math.min(record.length, start + longestStoredBlock);
  const found = record.subarray(start, longest).indexOf(memberStart);
  return found < 0 ? longest : start + found + 1;
}
