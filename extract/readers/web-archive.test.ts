import { expect, test } from 'vitest';
import { mediaTypeOf } from '../media.ts';
import { openDocument } from './open.ts';
import { pageInArchive } from './web-archive.ts';

const page =
  '<html><head><meta charset="gb2312"></head><body><table><tr><td colspan="2">规章 123456789</td></tr><tr><td>甲</td><td>1</td></tr></table></body></html>';
const context = { url: null, contentType: 'application/msword', fileName: null, portal: null };

/** Every byte beyond letters escaped, lines cut every twenty characters: numbers and attributes too. */
function quoted(bytes: Uint8Array): string {
  const escaped = [...bytes].map(byte =>
    /[A-Za-z0-9<>/ ]/.test(String.fromCharCode(byte))
      ? String.fromCharCode(byte)
      : `=${byte.toString(16).toUpperCase().padStart(2, '0')}`,
  );
  return escaped.map((part, index) => (index % 20 === 19 ? `${part}=\r\n` : part)).join('');
}

const archive = (encoding: string, body: string): Uint8Array =>
  Buffer.from(
    `MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="----=_x"\r\n\r\n------=_x\r\nContent-Location: file:///a.png\r\nContent-Transfer-Encoding: base64\r\nContent-Type: image/png\r\n\r\niVBOR\r\n------=_x\r\nContent-Transfer-Encoding: ${encoding}\r\nContent-Type: text/html;\r\n charset="utf-8"\r\n\r\n${body}\r\n------=_x--\r\n`,
    'latin1',
  );

test.each([
  ['quoted-printable', quoted(Buffer.from(page))],
  ['base64', Buffer.from(page).toString('base64')],
  ['8bit', Buffer.from(page).toString('latin1')],
])('the page of a web archive in %s is read as the page itself', async (encoding, body) => {
  const bytes = archive(encoding, body);
  expect(mediaTypeOf(bytes)).toBe('multipart/related');
  const { document } = await openDocument(bytes, mediaTypeOf(bytes), context);
  expect(document.blocks).toMatchObject([
    {
      rows: [{ cells: [{ text: '规章 123456789', colSpan: 2 }] }, { cells: [{ text: '甲' }, { text: '1' }] }],
    },
  ]);
});

test('an archive without a page says so', () => {
  expect(() =>
    pageInArchive(Buffer.from('MIME-Version: 1.0\r\nContent-Type: multipart/related\r\n\r\nx')),
  ).toThrowError(expect.objectContaining({ code: 'input.media.corrupt' }));
});
