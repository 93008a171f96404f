/** The parts of a ZIP container, unpacked one by one within a bound: what an archive states of itself may be a lie. */

import { inflateRawSync } from 'node:zlib';
import { NianbaoError } from '../../schema/issues.ts';

export interface ZipPart {
  readonly name: string;
  readonly bytes: Uint8Array;
}

export interface ZipLimits {
  readonly parts: number;
  /** Bytes of all wanted parts together, unpacked. */
  readonly unpackedBytes: number;
}

const endOfDirectory = 0x06054b50;
const directoryEntry = 0x02014b50;
const localHeader = 0x04034b50;

/**
 * @param isWanted asked of each part's name; the others are not unpacked.
 * @throws {NianbaoError} `input.media.corrupt` or `extract.document.limit`
 */
export function unzip(bytes: Uint8Array, isWanted: (name: string) => boolean, limits: ZipLimits): ZipPart[] {
  const data = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    return [...partsOf(data, isWanted, limits)];
  } catch (error) {
    // Whatever lies outside of the file, or does not unpack, is damage.
    if (error instanceof NianbaoError) throw error;
    throw corrupt(error instanceof Error ? error.message : String(error));
  }
}

function* partsOf(data: Buffer, isWanted: (name: string) => boolean, limits: ZipLimits): Generator<ZipPart> {
  const end = findEnd(data);
  const count = data.readUInt16LE(end + 10);
  if (count > limits.parts)
    throw new NianbaoError('extract.document.limit', `${count} parts in one document`);
  let at = data.readUInt32LE(end + 16);
  let left = limits.unpackedBytes;
  for (let index = 0; index < count; index++) {
    if (data.readUInt32LE(at) !== directoryEntry) throw corrupt('its directory is damaged');
    const isEncrypted = (data.readUInt16LE(at + 8) & 1) === 1;
    const method = data.readUInt16LE(at + 10);
    const packed = data.readUInt32LE(at + 20);
    const stated = data.readUInt32LE(at + 24);
    const [nameLength, extra, comment] = [28, 30, 32].map(offset => data.readUInt16LE(at + offset));
    const offset = data.readUInt32LE(at + 42);
    const name = data.toString('utf8', at + 46, at + 46 + (nameLength ?? 0)).replaceAll('\\', '/');
    at += 46 + (nameLength ?? 0) + (extra ?? 0) + (comment ?? 0);
    if (!isWanted(name)) continue;
    if (isEncrypted)
      throw new NianbaoError('input.media.encrypted', 'the document opens only with a password');
    if (stated > left) throw tooLarge(limits);
    const part = unpack(data, offset, packed, method, left);
    if (part === null) throw tooLarge(limits);
    left -= part.length;
    yield { name, bytes: part };
  }
}

function findEnd(data: Buffer): number {
  for (let at = data.length - 22; at >= Math.max(0, data.length - 65_557); at--)
    if (data.readUInt32LE(at) === endOfDirectory) return at;
  throw corrupt('its end is missing');
}

/** null where it unpacks to more than is left. */
function unpack(
  data: Buffer,
  offset: number,
  packed: number,
  method: number,
  left: number,
): Uint8Array | null {
  if (data.readUInt32LE(offset) !== localHeader) throw corrupt('a part is not where it should be');
  const begin = offset + 30 + data.readUInt16LE(offset + 26) + data.readUInt16LE(offset + 28);
  if (begin + packed > data.length) throw corrupt('a part ends behind the end of the file');
  const content = data.subarray(begin, begin + packed);
  if (method === 0) return content.length > left ? null : content;
  if (method !== 8) throw corrupt(`a part is packed in an unknown way (${method})`);
  try {
    return inflateRawSync(content, { maxOutputLength: Math.max(1, left) });
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

const corrupt = (why: string): NianbaoError =>
  new NianbaoError('input.media.corrupt', `the document’s container cannot be opened: ${why}`);

const tooLarge = (limits: ZipLimits): NianbaoError =>
  new NianbaoError(
    'extract.document.limit',
    `the document unpacks to more than ${limits.unpackedBytes} bytes`,
  );

const crcTable = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? 0xedb88320 ^ (value >>> 1) : value >>> 1;
  return value >>> 0;
});

function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) crc = (crcTable[(crc ^ byte) & 0xff] ?? 0) ^ (crc >>> 8);
  return (crc ^ 0xffffffff) >>> 0;
}

/** A ZIP container of parts that are not packed. */
export function zipStored(parts: readonly ZipPart[]): Uint8Array {
  const body: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, bytes } of parts) {
    const nameBytes = Buffer.from(name);
    // From "version needed" to "extra length": the same in both headers.
    const shared = Buffer.alloc(26);
    shared.writeUInt16LE(20, 0);
    shared.writeUInt16LE(0x0800, 2);
    shared.writeUInt32LE(crc32(bytes), 10);
    shared.writeUInt32LE(bytes.length, 14);
    shared.writeUInt32LE(bytes.length, 18);
    shared.writeUInt16LE(nameBytes.length, 22);
    const local = Buffer.concat([uint32(localHeader), shared, nameBytes, bytes]);
    const position = Buffer.alloc(14);
    position.writeUInt32LE(offset, 10);
    directory.push(uint32(directoryEntry), Buffer.from([20, 0]), shared, position, nameBytes);
    body.push(local);
    offset += local.length;
  }
  const list = Buffer.concat(directory);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(parts.length, 4);
  end.writeUInt16LE(parts.length, 6);
  end.writeUInt32LE(list.length, 8);
  end.writeUInt32LE(offset, 12);
  return new Uint8Array(Buffer.concat([...body, list, uint32(endOfDirectory), end]));
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}
