import { expect, it } from 'vitest';
import { mediaTypeOf } from './media.ts';
import { seededRandom } from './synthetic/random.ts';

it('takes no random bytes for a page, though tags stand in many of them by chance', () => {
  const random = seededRandom(7);
  for (let round = 0; round < 200; round++) {
    const bytes = Uint8Array.from({ length: 20_000 }, () => random.below(256));
    expect(mediaTypeOf(bytes), `round ${round}`).toBe('application/octet-stream');
  }
});

it('takes pages in UTF-8, GBK and UTF-16 for pages', () => {
  const page = `<html><body><p>${'政府信息公开工作年度报告上下丌丏'.repeat(500)}</p></body></html>`;
  expect(mediaTypeOf(Buffer.from(page))).toBe('text/html');
  expect(mediaTypeOf(Buffer.from(page, 'utf16le'))).toBe('text/html');
  expect(mediaTypeOf(Buffer.from('<p>\xd5\xfe\xb8\xae\xd0\xc5\xcf\xa2</p>', 'latin1'))).toBe('text/html');
});
