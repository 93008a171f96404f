/** Refuses PDFs whose streams unpack to more than any page holds, before anything unpacks them for good. */

import { constants, inflateSync } from 'node:zlib';
import { NianbaoError } from '../../../schema/issues.ts';
import { pdfLimits } from './limits.ts';

/** Deflate packs 1032 bytes into one at best: what is shorter than this cannot reach the limit. */
const bestRatio = 1032;

/** @throws {NianbaoError} `extract.document.limit` */
export function refuseBombs(bytes: Uint8Array): void {
  const data = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  // Packed twice, a few bytes are enough; no program that makes reports does it.
  if (
    /\/(?:FlateDecode|Fl|LZWDecode|LZW)\s*\/(?:FlateDecode|Fl|LZWDecode|LZW)\b/.test(data.toString('latin1'))
  )
    throw new NianbaoError('extract.document.limit', 'a stream of the PDF is packed more than once');
  const shortest = pdfLimits.unpackedBytes / bestRatio;
  for (let at = data.indexOf('stream'); at !== -1; at = data.indexOf('stream', at + 6)) {
    const begin = at + 6 + (data[at + 6] === 0x0d && data[at + 7] === 0x0a ? 2 : 1);
    // The first byte of a deflated stream.
    if ((data[begin] ?? 0) % 16 !== 8) continue;
    const end = data.indexOf('endstream', begin);
    if (end !== -1 && end - begin < shortest) continue;
    if (unpacksBeyond(data.subarray(begin, end === -1 ? data.length : end)))
      throw new NianbaoError(
        'extract.document.limit',
        `a stream of the PDF unpacks to more than ${pdfLimits.unpackedBytes} bytes`,
      );
  }
}

function unpacksBeyond(packed: Uint8Array): boolean {
  try {
    inflateSync(packed, { maxOutputLength: pdfLimits.unpackedBytes, finishFlush: constants.Z_SYNC_FLUSH });
    return false;
  } catch (error) {
    return error instanceof RangeError;
  }
}
