/** Which kind of document bytes are, told by the bytes themselves; names and headers lie. */

export type MediaType =
  | 'text/html'
  | 'text/plain'
  | 'application/json'
  | 'multipart/related'
  | 'application/pdf'
  | 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'
  | 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
  | 'application/msword'
  | 'application/vnd.ms-excel'
  | 'application/x-ole-storage'
  | 'application/zip'
  | 'application/rtf'
  | 'image/png'
  | 'image/jpeg'
  | 'image/gif'
  | 'image/tiff'
  | 'application/octet-stream';

const startsWith = (bytes: Uint8Array, ...magic: number[]): boolean =>
  magic.every((byte, index) => bytes[index] === byte);

/** An answer for scripts, alone or wrapped in a call; its strings may hold markup. */
const json =
  /^(?:\xef\xbb\xbf)?\s{0,64}(?:[\w$.]{1,80}\s?\(\s?)?(?:\{\s*(?:"[^"\n]{1,100}"|'[^'\n]{1,100}')\s*:|\[\s*\{\s*["'])/;

/** How far into a file markup is looked for. */
const sniffed = 16_384;

export function mediaTypeOf(bytes: Uint8Array): MediaType {
  if (startsWith(bytes, 0x50, 0x4b, 0x03, 0x04)) return zipKind(bytes);
  if (startsWith(bytes, 0xd0, 0xcf, 0x11, 0xe0)) return oleKind(bytes);
  if (startsWith(bytes, 0x89, 0x50, 0x4e, 0x47)) return 'image/png';
  if (startsWith(bytes, 0xff, 0xd8, 0xff)) return 'image/jpeg';
  if (startsWith(bytes, 0x47, 0x49, 0x46, 0x38)) return 'image/gif';
  if (startsWith(bytes, 0x49, 0x49, 0x2a, 0x00) || startsWith(bytes, 0x4d, 0x4d, 0x00, 0x2a))
    return 'image/tiff';
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, sniffed)).toString(
    'latin1',
  );
  // Some servers put blank lines or a byte-order mark before the signature.
  if (/^[\s\u00ef\u00bb\u00bf]{0,64}%PDF-/.test(head)) return 'application/pdf';
  if (head.startsWith('{\\rtf')) return 'application/rtf';
  if (
    /^(?:From|Subject|Date|MIME-Version|Content-Type):/i.test(head) &&
    /^content-type:\s*multipart\/related/im.test(head)
  )
    return 'multipart/related';
  if (json.test(head)) return 'application/json';
  if (
    !isNoise(bytes) &&
    /<(?:!doctype\s+html|html|head|body|table|div|p|span|meta|title|td|tr|br)\b/i.test(
      head.replaceAll('\0', ''),
    )
  )
    return 'text/html';
  return isText(bytes) ? 'text/plain' : 'application/octet-stream';
}

function zipKind(bytes: Uint8Array): MediaType {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 4096)).toString('latin1');
  const tail = Buffer.from(bytes.buffer, bytes.byteOffset + Math.max(0, bytes.length - 16_384)).toString(
    'latin1',
  );
  if (head.includes('word/') || tail.includes('word/document.xml'))
    return 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
  if (head.includes('xl/') || tail.includes('xl/workbook.xml'))
    return 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
  return 'application/zip';
}

/** Office documents of old are told by the names of their streams, a workbook embedded in a text included. */
function oleKind(bytes: Uint8Array): MediaType {
  const data = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (data.includes('WordDocument', 0, 'utf16le')) return 'application/msword';
  const isWorkbook = data.includes('Workbook', 0, 'utf16le') || data.includes('Book\0', 0, 'utf16le');
  return isWorkbook ? 'application/vnd.ms-excel' : 'application/x-ole-storage';
}

/**
 * A fifth of all random heads of this length hold `<p` or `<td` by chance. Of random bytes 11 % are control characters;
 * of Chinese text in UTF-16 half as many, of any other text hardly one.
 */
function isNoise(bytes: Uint8Array): boolean {
  const end = Math.min(bytes.length, sniffed);
  let control = 0;
  for (let index = 0; index < end; index++) control += controls[bytes[index] ?? 0] ?? 0;
  return control * 12 > end;
}

/** 1 for control characters but white space. NUL is left out: in UTF-16 every other byte of markup is one. */
const controls = new Uint8Array(256).fill(1, 1, 0x20);
for (const space of [0x09, 0x0a, 0x0c, 0x0d]) controls[space] = 0;

/** Text holds no control characters but white space; UTF-16 with its mark is text too. */
function isText(bytes: Uint8Array): boolean {
  if (startsWith(bytes, 0xff, 0xfe) || startsWith(bytes, 0xfe, 0xff)) return true;
  const end = Math.min(bytes.length, 65_536);
  let control = 0;
  for (let index = 0; index < end; index++) {
    const byte = bytes[index] ?? 0;
    if (byte === 0) return false;
    control += controls[byte] ?? 0;
  }
  return control * 200 <= end;
}
