import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { moneyUnitIn, readValue } from './values.ts';

const count = (raw: string) => readValue(raw, 'count');
const amount = (raw: string, heading: string | null = null) => readValue(raw, 'amount', heading);

describe('readValue', () => {
  test.each(['', '　　', '\u00a0', ' \u3000\u200b', '\n'])('A1: %j is blank, not zero', raw => {
    expect(count(raw)).toMatchObject({ value: null, status: 'blank' });
  });

  test.each([' 0', '0\u00a0', '\u00a00\u00a0', '０', ' 0 '])('A2: %j is a printed zero', raw => {
    expect(count(raw)).toMatchObject({ value: 0, status: 'reported' });
  });

  test('A5: an amount in 万元 is worth ten thousand times as many yuan', () => {
    expect(amount('103.7万元')).toMatchObject({
      value: 103.7,
      status: 'reported',
      unit: '万元',
      value_yuan: 1_037_000,
    });
  });

  test.each(['3400660 元', '3 400 660 元', '3,400,660元'])('A6: %s', raw => {
    expect(amount(raw)).toMatchObject({
      value: 3_400_660,
      status: 'reported',
      unit: '元',
      value_yuan: 3_400_660,
    });
  });

  test('A7: without a printed unit there is no amount in yuan, but zero needs none', () => {
    expect(amount('8.0679')).toMatchObject({
      value: 8.0679,
      status: 'reported',
      unit: null,
      value_yuan: null,
    });
    expect(amount('0')).toMatchObject({ value: 0, value_yuan: 0 });
  });

  test('A8: a unit in the heading serves the cell, and decimals stay exact', () => {
    expect(amount('96171.6', '万元')).toMatchObject({
      value: 96_171.6,
      unit: '万元',
      value_yuan: 961_716_000,
    });
    expect(amount('0.1', '万元').value_yuan).toBe(1000);
    expect(amount('8.0679', '亿元').value_yuan).toBe(806_790_000);
  });

  test.each(['/', '-', '—', '——', '－', '无', '不适用', ' / '])(
    'A9: %s is a mark and keeps its raw text',
    raw => {
      expect(count(raw)).toMatchObject({ value: null, status: 'na_mark' });
    },
  );

  test('A11: a change may be negative, with its sign', () => {
    expect(readValue('-8', 'signed_count').value).toBe(-8);
    expect(readValue('+1036', 'signed_count').value).toBe(1036);
    expect(readValue('－1', 'signed_count').value).toBe(-1);
    expect(count('-8')).toMatchObject({ value: null, status: 'text' });
  });

  test('A12: full-width digits and thousands separators', () => {
    expect(['０', '１２', '1，036', '1,036'].map(raw => count(raw).value)).toEqual([0, 12, 1036, 1036]);
  });

  test('A13: counters are units', () => {
    expect(count('12件')).toMatchObject({ value: 12, unit: '件' });
    expect(count('0件')).toMatchObject({ value: 0, status: 'reported' });
  });

  test.each(['12 34', '0 0', '12.5', '1,03', '22（16）', '1/2', '2019年', '一百五', '三、五', '减3'])(
    '%j is no count',
    raw => expect(count(raw)).toMatchObject({ value: null, status: 'text' }),
  );

  test('A11, A13, A15: words around and for numbers leave a flag', () => {
    expect(readValue('减8', 'signed_count')).toMatchObject({ value: -8, flags: ['word_sign'] });
    expect(readValue('增加三', 'signed_count')).toMatchObject({
      value: 3,
      flags: ['word_sign', 'chinese_numeral'],
    });
    expect(count('三件')).toMatchObject({ value: 3, unit: '件', flags: ['chinese_numeral'] });
    expect(count('30299余条')).toMatchObject({ value: 30_299, unit: '条', flags: ['approximate'] });
    expect(count('约5')).toMatchObject({ value: 5, flags: ['approximate'] });
    expect(count('22（其中修订16件）')).toMatchObject({ value: 22, flags: ['note'] });
    expect(amount('3 400 660 元').flags).toEqual(['spaced_digits']);
    expect(count('12').flags).toEqual([]);
  });

  test('whatever whole number is printed is read, however it is spaced and set', () => {
    const blanks = fc.stringMatching(/^[ \u00a0\u3000]{0,3}$/);
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 2_000_000_000 }),
        blanks,
        blanks,
        fc.boolean(),
        (value, before, after, wide) => {
          const digits = String(value);
          const set = wide
            ? digits.replace(/\d/g, digit => String.fromCharCode(digit.charCodeAt(0) + 0xfee0))
            : digits;
          expect(count(before + set + after)).toMatchObject({ value, status: 'reported' });
          expect(count(value.toLocaleString('en-US'))).toMatchObject({ value });
        },
      ),
    );
  });

  test('amounts in yuan are exact to the printed digit', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 99_999_999 }),
        fc.integer({ min: 0, max: 9999 }),
        (whole, fraction) => {
          const printed = `${whole}.${String(fraction).padStart(4, '0')}`;
          expect(amount(`${printed}万元`).value_yuan).toBe(whole * 10_000 + fraction);
        },
      ),
    );
  });

  test('never throws and never gives a value without the status to match', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', maxLength: 40 }),
        fc.constantFrom('count', 'signed_count', 'amount'),
        (raw, type) => {
          const read = readValue(raw, type as 'count');
          expect(read.value !== null).toBe(read.status === 'reported');
        },
      ),
    );
  });
});

test('moneyUnitIn reads the unit of a heading', () => {
  expect(moneyUnitIn('本年收费金额（单位：万元）')).toBe('万元');
  expect(moneyUnitIn('采购总金额(元)')).toBe('元');
  expect(moneyUnitIn('采购总金额')).toBeNull();
});
