/** Undoes the content encodings of an archived body, within bounds: a few kilobytes can unfold to gigabytes. */

import { promisify } from 'node:util';
import { brotliDecompress, gunzip, inflate, inflateRaw, type ZlibOptions } from 'node:zlib';
import { NianbaoError } from '../../schema/issues.ts';
import { type HeaderLine, headerValues } from './http-head.ts';

/** Bytes of a body, its content encoding undone, at most: 200 MB. The longest report seen is below 50 MB. */
export const bodyLimit = 200_000_000;

type Decompress = (bytes: Uint8Array, options: ZlibOptions) => Promise<Buffer>;

const decompressors: Readonly<Record<string, Decompress>> = {
  gzip: promisify<Uint8Array, ZlibOptions, Buffer>(gunzip),
  'x-gzip': promisify<Uint8Array, ZlibOptions, Buffer>(gunzip),
  deflate: inflateEither,
  br: (bytes, { maxOutputLength }) =>
    promisify(brotliDecompress)(bytes, maxOutputLength === undefined ? {} : { maxOutputLength }),
};

/** `deflate` means the zlib format (RFC 9110 §8.4.1.2), but some servers send bare deflate data. */
async function inflateEither(bytes: Uint8Array, options: ZlibOptions): Promise<Buffer> {
  try {
    return await promisify<Uint8Array, ZlibOptions, Buffer>(inflate)(bytes, options);
  } catch (error) {
    if (isTooLarge(error)) {
      throw error;
    }
    return promisify<Uint8Array, ZlibOptions, Buffer>(inflateRaw)(bytes, options);
  }
}

function isTooLarge(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE';
}

/**
 * @param subject what is decoded, for the message.
 * @throws NianbaoError `archive.body.too_large` beyond `limit` bytes, `archive.body.undecodable` when the
 *   bytes are not of the encoding stated, or it is unknown.
 */
export async function decodeContent(
  payload: Uint8Array,
  headers: readonly HeaderLine[],
  subject: string,
  limit: number = bodyLimit,
): Promise<Uint8Array> {
  const encodings = headerValues(headers, 'content-encoding')
    .flatMap(value => value.toLowerCase().split(','))
    .map(encoding => encoding.trim())
    .filter(encoding => encoding !== '' && encoding !== 'identity');
  let body = payload;
  for (const encoding of encodings.reverse()) {
    if (body.length === 0 || isPlainDespiteGzip(encoding, body)) {
      continue;
    }
    body = await decode(body, encoding, subject, limit);
  }
  if (body.length > limit) {
    throw tooLarge(subject, limit);
  }
  return body;
}

/** Servers and other archivers leave the header on bodies that are not compressed; the magic number tells. */
function isPlainDespiteGzip(encoding: string, body: Uint8Array): boolean {
  return /^(x-)?gzip$/.test(encoding) && !(body[0] === 0x1f && body[1] === 0x8b);
}

async function decode(body: Uint8Array, encoding: string, subject: string, limit: number): Promise<Buffer> {
  const decompress = Object.hasOwn(decompressors, encoding) ? decompressors[encoding] : undefined;
  if (decompress === undefined) {
    const known = Object.keys(decompressors).join(', ');
    throw new NianbaoError(
      'archive.body.undecodable',
      `${subject}: content encoding ${encoding} is unknown; known are ${known}`,
    );
  }
  try {
    return await decompress(body, { maxOutputLength: limit });
  } catch (error) {
    if (isTooLarge(error)) {
      throw tooLarge(subject, limit);
    }
    const reason = error instanceof Error ? error.message : String(error);
    throw new NianbaoError('archive.body.undecodable', `${subject}: the body is not ${encoding}: ${reason}`);
  }
}

function tooLarge(subject: string, limit: number): NianbaoError {
  return new NianbaoError('archive.body.too_large', `${subject}: the body exceeds ${limit} bytes`);
}
