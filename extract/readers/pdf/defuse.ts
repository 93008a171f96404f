/** Takes the sting out of a PDF before pdf.js opens it: what would unpack, or paint, without end. */

import { constants, inflateSync } from 'node:zlib';
import { NianbaoError } from '../../../schema/issues.ts';
import { pdfLimits } from './limits.ts';

/**
 * A copy of the document that is safe to open.
 *
 * @throws {NianbaoError} `extract.document.limit`
 */
export function defuse(bytes: Uint8Array): Uint8Array {
  const copy = Buffer.from(bytes);
  const text = copy.toString('latin1');
  refuseRepacked(text);
  refuseBombs(copy);
  withoutTiles(copy, text);
  return new Uint8Array(copy.buffer, copy.byteOffset, copy.byteLength);
}

const limit = (message: string): NianbaoError => new NianbaoError('extract.document.limit', message);

/** Packed twice, a few bytes are enough; no program that makes reports does it. */
function refuseRepacked(text: string): void {
  if (/\/(?:FlateDecode|Fl|LZWDecode|LZW)\s*\/(?:FlateDecode|Fl|LZWDecode|LZW)\b/.test(text))
    throw limit('a stream of the PDF is packed more than once');
}

/** Deflate packs 1032 bytes into one at best: what is shorter than this cannot reach the limit. */
const bestRatio = 1032;

function refuseBombs(data: Buffer): void {
  const shortest = pdfLimits.unpackedBytes / bestRatio;
  for (let at = data.indexOf('stream'); at !== -1; at = data.indexOf('stream', at + 6)) {
    const begin = at + 6 + (data[at + 6] === 0x0d && data[at + 7] === 0x0a ? 2 : 1);
    // The first byte of a deflated stream.
    if ((data[begin] ?? 0) % 16 !== 8) continue;
    const end = data.indexOf('endstream', begin);
    if (end !== -1 && end - begin < shortest) continue;
    if (unpacksBeyond(data.subarray(begin, end === -1 ? data.length : end)))
      throw limit(`a stream of the PDF unpacks to more than ${pdfLimits.unpackedBytes} bytes`);
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

/**
 * Tiling patterns hold neither text nor lines. pdf.js carries them out all the same, pattern within pattern, to no
 * end if one paints with itself, and never comes back to say so. As shadings without a shade they do nothing.
 */
function withoutTiles(data: Buffer, text: string): void {
  const name = /\/((?:#[0-9a-f]{2}|[a-z]){11})(?![a-z0-9#])/gi;
  for (const match of text.matchAll(name)) {
    const plain = (match[1] ?? '').replace(/#([0-9a-f]{2})/gi, (_, hex: string) =>
      String.fromCharCode(Number.parseInt(hex, 16)),
    );
    if (plain !== 'PatternType') continue;
    const behind = match.index + match[0].length;
    const value = /^[\s\0]*([12])(?=[\s\0/>])(?![\s\0]+\d+[\s\0]+R)/.exec(text.slice(behind, behind + 40));
    if (!value) throw limit('a pattern of the PDF hides of what type it is');
    if (value[1] === '1') data[behind + value[0].length - 1] = 0x32;
  }
}
