import iconv from 'iconv-lite';
import { expect, test } from 'vitest';
import { decode } from './decode.ts';

const page = (charset: string, text: string): string =>
  `<html><head><meta charset="${charset}"><title>${text}</title></head></html>`;
const text = '强蛟镇政府信息公开工作年度报告';

test('the bytes outvote a header that lies', () => {
  const bytes = iconv.encode(page('gb2312', text), 'gb18030');
  expect(decode(bytes, 'text/html; charset=utf-8')).toMatchObject({
    charset: 'gb18030',
    declared: 'utf-8',
    replacements: 0,
  });
  expect(decode(bytes, 'text/html; charset=utf-8').text).toContain(text);
  expect(decode(new TextEncoder().encode(page('gbk', text)), 'text/html; charset=gbk').text).toContain(text);
});

test('gb2312 means GB18030, whose rare characters stand in names', () => {
  const rare = '䶮𠮷镇';
  expect(decode(iconv.encode(page('gb2312', rare), 'gb18030'), null).text).toContain(rare);
});

test('no declaration at all', () => {
  expect(decode(iconv.encode(text, 'gb18030'), null)).toMatchObject({ text, charset: 'gb18030' });
  expect(decode(new TextEncoder().encode(text), null)).toMatchObject({ text, charset: 'utf-8' });
});

test('byte-order marks', () => {
  expect(decode(iconv.encode(text, 'utf-16le', { addBOM: true }), null).text).toBe(text);
  expect(decode(new Uint8Array([0xef, 0xbb, 0xbf, ...new TextEncoder().encode(text)]), null).text).toBe(text);
});

test('big5 where it is declared', () => {
  expect(decode(iconv.encode(page('big5', '政府資訊'), 'big5'), null)).toMatchObject({ charset: 'big5' });
});

test('a body cut inside its last character is still UTF-8', () => {
  const bytes = new TextEncoder().encode(text);
  const cut = decode(bytes.subarray(0, bytes.length - 1), null);
  expect(cut).toMatchObject({ charset: 'utf-8', text: text.slice(0, -1) });
});

test('damaged UTF-8 is not taken for GBK, and the damage is counted', () => {
  const bytes = new TextEncoder().encode(page('utf-8', text.repeat(20)));
  bytes[200] = 0xff;
  const decoded = decode(bytes, 'text/html; charset=utf-8');
  expect(decoded.charset).toBe('utf-8');
  expect(decoded.replacements).toBeGreaterThan(0);
});
