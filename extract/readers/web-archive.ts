/** Web archives (.mht, often named .doc): the page within, unpacked. */

import { NianbaoError } from '../../schema/issues.ts';

/** Heads and parts looked at, in bytes and in number. */
const longestHead = 16_384;
const mostParts = 200;

export interface ArchivedPage {
  readonly bytes: Uint8Array;
  /** The part's own Content-Type, with its charset. */
  readonly contentType: string;
}

/**
 * The first HTML part: as a browser that opens the archive would show it.
 *
 * @throws {NianbaoError} `input.media.corrupt` where no page is in it
 */
export function pageInArchive(archive: Uint8Array): ArchivedPage {
  const text = Buffer.from(archive.buffer, archive.byteOffset, archive.byteLength).toString('latin1');
  const boundary = /boundary="?([^"\s;]{1,200})"?/i.exec(text.slice(0, longestHead))?.[1];
  const parts = boundary === undefined ? [text] : text.split(`--${boundary}`, mostParts);
  for (const part of parts) {
    const end = /\r?\n\r?\n/.exec(part.slice(0, longestHead));
    if (!end) continue;
    const head = part.slice(0, end.index).replace(/\r?\n[ \t]+/g, ' ');
    const contentType = /^content-type:\s*(text\/html[^\r\n]*)/im.exec(head)?.[1];
    if (contentType === undefined) continue;
    const body = part.slice(end.index + end[0].length);
    const encoding = /^content-transfer-encoding:\s*([\w-]+)/im.exec(head)?.[1]?.toLowerCase();
    return { bytes: unpacked(body, encoding), contentType };
  }
  throw new NianbaoError('input.media.corrupt', 'a web archive without a page in it');
}

function unpacked(body: string, encoding: string | undefined): Uint8Array {
  if (encoding === 'base64') return new Uint8Array(Buffer.from(body, 'base64'));
  if (encoding !== 'quoted-printable') return new Uint8Array(Buffer.from(body, 'latin1'));
  const joined = body.replace(/=[ \t]{0,80}\r?\n/g, '');
  const plain = joined.replace(/=([0-9a-f]{2})/gi, (_, code: string) =>
    String.fromCharCode(Number.parseInt(code, 16)),
  );
  return new Uint8Array(Buffer.from(plain, 'latin1'));
}
