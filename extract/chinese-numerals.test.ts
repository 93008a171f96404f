import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseChineseNumeral } from './chinese-numerals.ts';

const digits = '零一二三四五六七八九';

/** The textbook way to write a number below 10^12, written independently of the parser. */
function write(value: number): string {
  const section = (part: number): string => {
    let text = '';
    let zero = false;
    for (const [unit, name] of [
      [1000, '千'],
      [100, '百'],
      [10, '十'],
      [1, ''],
    ] as const) {
      const digit = Math.floor(part / unit) % 10;
      if (digit === 0) {
        zero ||= text !== '';
        continue;
      }
      text += (zero ? '零' : '') + digits[digit] + name;
      zero = false;
    }
    return text;
  };
  if (value === 0) return '零';
  const parts = [
    [Math.floor(value / 1e8), '亿'],
    [Math.floor(value / 1e4) % 1e4, '万'],
    [value % 1e4, ''],
  ] as const;
  let text = '';
  let gap = false;
  for (const [part, name] of parts) {
    if (part === 0) {
      gap ||= text !== '';
      continue;
    }
    text += (text !== '' && (gap || part < 1000) ? '零' : '') + section(part) + name;
    gap = false;
  }
  return text.replace(/^一十/, '十');
}

test('whatever is written by the book is read back', () => {
  const sizes = fc.oneof(
    fc.integer({ min: 0, max: 200 }),
    fc.integer({ min: 0, max: 99_999 }),
    fc.integer({ min: 0, max: 999_999_999_999 }),
  );
  fc.assert(
    fc.property(sizes, value => {
      expect(parseChineseNumeral(write(value)), write(value)).toBe(value);
    }),
    { numRuns: 3000 },
  );
});

test.each([
  ['三十万', 300_000],
  ['两千零五', 2005],
  ['壹佰贰拾叁', 123],
  ['廿三', 23],
  ['十二', 12],
  ['二〇二四', 2024],
  ['二○二○', 2020],
  ['一亿零三百', 100_000_300],
])('%s', (text, value) => expect(parseChineseNumeral(text)).toBe(value));

test.each([
  '',
  '一百五',
  '百',
  '三五百',
  '一千二十',
  '零零',
  '〇五',
  '一百零十',
  '五万万',
  '三个',
  '一万二',
  '十百',
  '两两',
])('%j is no numeral', text => expect(parseChineseNumeral(text)).toBeNull());

test('any other text is null, never an error', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 12 }), text => {
      const value = parseChineseNumeral(text);
      expect(value === null || Number.isSafeInteger(value)).toBe(true);
    }),
  );
});
