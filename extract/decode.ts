/**
 * Bytes to text. What a page declares is often wrong (GBK bytes under `charset=utf-8`), so the bytes decide
 * first: byte-order mark, then UTF-8, then the declared label, then GB18030.
 */

import { isUtf8, transcode } from 'node:buffer';
import iconv from 'iconv-lite';

export interface Decoded {
  readonly text: string;
  /** WHATWG name of the encoding used. */
  readonly charset: string;
  /** What the header or the page declares, lower case; null when nothing does. */
  readonly declared: string | null;
  /** Characters that had to be replaced because their bytes are not valid in the encoding used. */
  readonly replacements: number;
}

const declaration = /charset\s*=\s*["']?\s*([\w.:-]{2,40})/i;

/** How many bytes at the start may hold a `<meta charset>`. */
const sniffed = 4096;

/**
 * Decodes a page or text file.
 *
 * @param contentType Content-Type header as received, or null.
 */
export function decode(bytes: Uint8Array, contentType: string | null): Decoded {
  const declared = declaredCharset(bytes, contentType);
  const marked = byteOrderMark(bytes);
  if (marked) return finish(iconv.decode(Buffer.from(bytes), marked), marked, declared);
  const utf8 = decodeStrictUtf8(bytes);
  if (utf8 !== null) return { text: utf8, charset: 'utf-8', declared, replacements: 0 };
  const damaged = finish(new TextDecoder('utf-8').decode(bytes), 'utf-8', declared);
  if (isDamagedUtf8(damaged)) return damaged;
  const charset = declared === null ? 'gb18030' : canonicalCharset(declared);
  return finish(iconv.decode(Buffer.from(bytes), charset), charset, declared);
}

/**
 * GBK text read as UTF-8 loses nearly every character; UTF-8 with a broken byte here and there loses those alone.
 * The reverse does not show: UTF-8 read as GBK is mostly valid nonsense.
 */
function isDamagedUtf8({ text, replacements }: Decoded): boolean {
  let han = 0;
  for (const _ of text.matchAll(/[\u3400-\u9fff]/g)) han++;
  return replacements * 10 < han;
}

function decodeStrictUtf8(bytes: Uint8Array): string | null {
  if (isUtf8(bytes)) return textOfUtf8(bytes);
  // A body cut off inside its last character is still UTF-8.
  for (let cut = 1; cut <= 3 && cut < bytes.length; cut++) {
    if ((bytes[bytes.length - cut] ?? 0) < 0xc0) continue;
    const whole = bytes.subarray(0, bytes.length - cut);
    return isUtf8(whole) ? textOfUtf8(whole) : null;
  }
  return null;
}

/** The way over UTF-16 takes half the time of a TextDecoder. */
const textOfUtf8 = (bytes: Uint8Array): string => transcode(bytes, 'utf8', 'utf16le').toString('utf16le');

function declaredCharset(bytes: Uint8Array, contentType: string | null): string | null {
  const fromHeader = contentType === null ? null : declaration.exec(contentType);
  if (fromHeader?.[1]) return fromHeader[1].toLowerCase();
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, sniffed)).toString(
    'latin1',
  );
  const fromPage = declaration.exec(head);
  return fromPage?.[1]?.toLowerCase() ?? null;
}

function byteOrderMark(bytes: Uint8Array): string | null {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return 'utf-8';
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  return null;
}

/** Every member of the GB family is read as GB18030, the superset: pages declared gb2312 hold GBK characters. */
function canonicalCharset(label: string): string {
  if (/^(x-)?gb/.test(label)) return 'gb18030';
  if (/^big5/.test(label)) return 'big5';
  return iconv.encodingExists(label) && !/^(iso-8859|windows-125|us-ascii|latin|utf)/.test(label)
    ? label
    : 'gb18030';
}

function finish(text: string, charset: string, declared: string | null): Decoded {
  let replacements = 0;
  for (let at = text.indexOf('\ufffd'); at !== -1; at = text.indexOf('\ufffd', at + 1)) replacements++;
  return { text, charset, declared, replacements };
}
