import fc from 'fast-check';
import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { decodePage } from './decode-page.ts';

const page =
  '<html><head><meta charset="gb2312"></head><body>䶮镇 𠮷家街道 2023年政府信息公开工作年度报告</body></html>';
const gb = iconv.encode(page, 'gb18030');

describe('decodePage', () => {
  it.each([
    ['declared gb2312 in the page', null],
    ['declared gbk by the server', 'text/html; charset=GBK'],
    ['declared utf-8 by the server, wrongly', 'text/html; charset=utf-8'],
  ])('keeps characters beyond GBK in a page %s', (_, contentType) => {
    expect(decodePage(gb, contentType)).toBe(page);
  });

  it('takes bytes without any label for GB18030 when they are not UTF-8', () => {
    expect(decodePage(iconv.encode('强蛟镇䶮', 'gb18030'), null)).toBe('强蛟镇䶮');
  });

  it('prefers what the bytes say to what the header says', () => {
    expect(decodePage(Buffer.from(page, 'utf8'), 'text/html; charset=gb2312')).toBe(page);
  });

  it('reads byte order marks', () => {
    expect(decodePage(Buffer.from('\ufeff年报', 'utf8'), 'text/html; charset=gbk')).toBe('年报');
    expect(
      decodePage(Buffer.concat([Buffer.from([0xff, 0xfe]), iconv.encode('年报', 'utf-16le')]), null),
    ).toBe('年报');
  });

  it('reads Big5 where it is declared', () => {
    expect(decodePage(iconv.encode('政府資訊公開年報', 'big5'), 'text/html; charset=big5')).toBe(
      '政府資訊公開年報',
    );
  });

  it('forgives UTF-8 cut off within its last character', () => {
    const whole = Buffer.from('年度报告', 'utf8');
    expect(decodePage(whole.subarray(0, whole.length - 1), null)).toBe('年度报');
  });

  it('gives back any text encoded as UTF-8, and any Chinese text encoded as GB18030 and labelled', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), text => {
        fc.pre(!text.startsWith('\ufeff'));
        expect(decodePage(Buffer.from(text, 'utf8'), null)).toBe(text);
      }),
    );
    const chinese = fc.string({
      unit: fc.integer({ min: 0x4e00, max: 0x9fa5 }).map(code => String.fromCodePoint(code)),
      minLength: 8,
    });
    fc.assert(
      fc.property(chinese, text => {
        const bytes = iconv.encode(text, 'gb18030');
        // Some byte sequences are valid in both; the label then counts for nothing, as on the web.
        fc.pre(!isUtf8(bytes));
        expect(decodePage(bytes, 'text/html; charset=gb2312')).toBe(text);
      }),
    );
  });
});

function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}
