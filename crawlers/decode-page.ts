/** Bytes of a list page → text, for finding links only; documents are decoded by extraction. */

import { isUtf8 } from 'node:buffer';
import iconv from 'iconv-lite';

const looseUtf8 = new TextDecoder('utf-8');

/**
 * BOM, then strict UTF-8, then the declared label (header before meta; every gb* is read as GB18030, since pages
 * declared gb2312 hold characters outside it), then GB18030.
 */
export function decodePage(bytes: Uint8Array, contentType: string | null): string {
  return decodePageAs(bytes, contentType).text;
}

/** The same, with the encoding that it was read in: `utf-8`, or a label that iconv-lite knows. */
export function decodePageAs(
  bytes: Uint8Array,
  contentType: string | null,
): { readonly text: string; readonly encoding: string } {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) {
    return { text: looseUtf8.decode(bytes.subarray(3)), encoding: 'utf-8' };
  }
  if (bytes[0] === 0xff && bytes[1] === 0xfe) {
    return { text: iconv.decode(Buffer.from(bytes.subarray(2)), 'utf-16le'), encoding: 'utf-8' };
  }
  if (bytes[0] === 0xfe && bytes[1] === 0xff) {
    return { text: iconv.decode(Buffer.from(bytes.subarray(2)), 'utf-16be'), encoding: 'utf-8' };
  }
  const utf8 = decodeStrictUtf8(bytes);
  if (utf8 !== null) return { text: utf8, encoding: 'utf-8' };
  for (const label of [headerCharset(contentType), metaCharset(bytes)]) {
    const encoding = label === null ? null : encodingOf(label);
    if (encoding !== null) return { text: iconv.decode(Buffer.from(bytes), encoding), encoding };
  }
  return { text: iconv.decode(Buffer.from(bytes), 'gb18030'), encoding: 'gb18030' };
}

/** Null when the bytes are not UTF-8. A body cut off within its last character still counts. */
function decodeStrictUtf8(bytes: Uint8Array): string | null {
  const whole = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  for (let cut = 0; cut <= 3 && cut <= whole.length; cut += 1) {
    // Several times as fast as a strict TextDecoder, which says the same.
    const kept = whole.subarray(0, whole.length - cut);
    if (isUtf8(kept)) return kept.toString('utf8');
    if ((whole[whole.length - 1 - cut] ?? 0) < 0x80) return null;
  }
  return null;
}

function headerCharset(contentType: string | null): string | null {
  return /charset\s*=\s*["']?([\w-]+)/i.exec(contentType ?? '')?.[1] ?? null;
}

function metaCharset(bytes: Uint8Array): string | null {
  const head = Buffer.from(bytes.subarray(0, 4096)).toString('latin1');
  return /<meta[^>]+charset\s*=\s*["']?([\w-]+)/i.exec(head)?.[1] ?? null;
}

/** Null for UTF-8, which strict decoding has ruled out, for labels of no use, and for unknown ones. */
function encodingOf(label: string): string | null {
  const lower = label.toLowerCase();
  if (lower.startsWith('gb') || lower === 'x-gbk' || lower === 'hz-gb-2312') return 'gb18030';
  if (lower.startsWith('big5')) return 'big5';
  return null;
}
