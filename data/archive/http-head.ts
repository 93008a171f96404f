/** The HTTP head inside a WARC record: start line and header lines, as bytes, in order, repeated ones kept. */

export type HeaderLine = readonly [name: string, value: string];

export interface HttpHead {
  readonly startLine: string;
  readonly headers: readonly HeaderLine[];
}

const endOfHead = Buffer.from('\r\n\r\n');

/**
 * Strings are bytes, one character each, as HTTP clients hand headers over; a value with characters
 * beyond U+00FF was decoded by somebody and is written as UTF-8. Line breaks, which would forge
 * headers, become spaces, the meaning that RFC 9112 §5.2 gives to folded lines.
 */
export function encodeHttpHead({ startLine, headers }: HttpHead): Buffer {
  const lines = [startLine, ...headers.map(([name, value]) => `${name}: ${value}`)];
  return Buffer.concat([
    ...lines.flatMap(line => {
      const clean = line.replaceAll(/[\r\n\0]+/g, ' ');
      return [Buffer.from(clean, isBytes(clean) ? 'latin1' : 'utf8'), endOfHead.subarray(0, 2)];
    }),
    endOfHead.subarray(0, 2),
  ]);
}

function isBytes(text: string): boolean {
  for (let at = 0; at < text.length; at += 1) {
    if (text.charCodeAt(at) > 0xff) {
      return false;
    }
  }
  return true;
}

/**
 * Splits a block into head and payload.
 *
 * @returns null when the block holds no HTTP head; `payloadStart` is an offset into `block`.
 */
export function decodeHttpHead(block: Buffer): { head: HttpHead; payloadStart: number } | null {
  const end = block.indexOf(endOfHead);
  if (end < 0) {
    return null;
  }
  // Folded lines occur in foreign archives only.
  const text = block.toString('latin1', 0, end).replaceAll(/\r\n[ \t]+/g, ' ');
  const [startLine = '', ...lines] = text.split('\r\n');
  const headers = lines.map((line): HeaderLine => {
    const colon = line.indexOf(':');
    return colon < 0 ? [line, ''] : [line.slice(0, colon), line.slice(colon + 1).replace(/^ /, '')];
  });
  return { head: { startLine, headers }, payloadStart: end + endOfHead.length };
}

/** Status of a response head; 0 when it states none. */
export function statusOf(head: HttpHead): number {
  const digits = /^HTTP\/[\d.]+ +(\d{3})/.exec(head.startLine)?.[1];
  return digits === undefined ? 0 : Number(digits);
}

/** Values of all headers of this name, trimmed, in order. */
export function headerValues(headers: readonly HeaderLine[], name: string): string[] {
  return headers.filter(([other]) => other.trim().toLowerCase() === name).map(([, value]) => value.trim());
}
