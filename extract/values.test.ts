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

  test('units and signs in traditional script are those in simplified', () => {
    expect(amount('103.7萬元')).toMatchObject({ value: 103.7, unit: '万元', value_yuan: 1_037_000 });
    expect(amount('3.2億元')).toMatchObject({ unit: '亿元', value_yuan: 320_000_000 });
    expect(count('31批次')).toMatchObject({ value: 31, status: 'reported', unit: '批次' });
    expect(count('６項')).toMatchObject({ value: 6, status: 'reported', unit: '项' });
    expect(readValue('減3', 'signed_count')).toMatchObject({ value: -3, status: 'reported' });
    expect(count('無')).toMatchObject({ value: null, status: 'na_mark' });
    expect(moneyUnitIn('本年收費金額（單位：萬元）')).toBe('万元');
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

  test.each(['未增未减', '无变化。', '持平', ' 不变 '])(
    '%j under 本年增/减 is no number that is printed',
    raw => {
      expect(readValue(raw, 'signed_count')).toMatchObject({ value: null, status: 'text' });
    },
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

  test.each([
    '／',
    '\\',
    '—',
    '–',
    '−',
    '─',
    '－－',
    'ㄧ',
    '~',
    'N/A',
    'n/a',
    '*',
    '＊',
    '空',
    '（无）',
    '无。',
    '不涉及',
    '没有',
  ])('%s stands for no figure', raw => expect(count(raw)).toMatchObject({ value: null, status: 'na_mark' }));

  test.each([
    ...['3/5', '2-3', '1、2', '1,2', '3~5', '1/2', '5%', '100+', '>5', '1.2万', '1e5', '1.2E+03', '3.000'],
    ...[
      'O',
      'l0',
      '1O',
      '(3)',
      '（3）',
      '[3]',
      '3.',
      '第3',
      '1.2.3',
      '2020.1.5',
      '12：30',
      '½',
      '①',
      '⑴3',
      '1²3',
    ],
    ...['089', '00', '0,123', '1,0366', '1234567890123456', '约5-6', '8-', '- 8', '— 8', '1\n2', '3 400 660'],
    ...[
      '一',
      '一一',
      '○',
      '三五',
      '一二',
      '许多',
      '数十',
      '件',
      '条',
      '约',
      '\u202e21',
      '2\u00ad3',
      '&lt;5',
      '10&amp;2',
      '±3',
    ],
  ])('%j is no count: two numbers, a code, a dash, or anyone’s guess', raw => {
    expect(count(raw)).toMatchObject({ value: null, status: 'text' });
  });

  test.each([
    ['12①', 12],
    ['12²', 12],
    ['7*', 7],
    ['300件③', 300],
    ['0（见附件）', 0],
  ])('%s is followed by a note', (raw, value) => {
    expect(count(raw)).toMatchObject({ value, flags: ['note'] });
  });

  test.each([
    ["'12", 12],
    ['’12', 12],
    ['1’036', 1036],
    ["12'345'678", 12_345_678],
    ['3\u2009400\u2009660', 3_400_660],
    ['1\u202f036件', 1036],
    ['12&nbsp;', 12],
    ['&nbsp;&nbsp;0&#160;', 0],
    ['1\u200b2', 12],
    ['12。', 12],
    ['3.00', 3],
    ['〇', 0],
    ['零', 0],
    ['两件', 2],
    ['一件', 1],
    ['一百零三', 103],
    ['三十万', 300_000],
    ['5000多', 5000],
    ['近100', 100],
    ['约300余条', 300],
    ['120篇左右', 120],
    ['3人次', 3],
  ])('%s is %d', (raw, value) => {
    expect(count(raw)).toMatchObject({ value, status: 'reported' });
  });

  test.each([...'-‐‑‒–—―−﹣－'])(
    'A11: %s before a digit is a minus, alone a mark, apart from it neither',
    dash => {
      const signed = (raw: string) => readValue(raw, 'signed_count');
      expect(signed(`${dash}8`)).toMatchObject({ value: -8, status: 'reported' });
      expect(signed(dash).status).toBe('na_mark');
      expect(signed(`${dash} 8`).status).toBe('text');
      expect(count(`${dash}8`).status).toBe('text');
    },
  );

  test('A11: words for signs', () => {
    const change = (raw: string) => readValue(raw, 'signed_count').value;
    expect(['减3', '减少3', '净减3', '负3'].map(change)).toEqual([-3, -3, -3, -3]);
    expect(['增21', '增加21', '新增21', '净增21', '+21', '＋21'].map(change)).toEqual([
      21, 21, 21, 21, 21, 21,
    ]);
    expect(['(3)', '减-3', '增长3%', '持平', '-'].map(change)).toEqual([null, null, null, null, null]);
  });

  test('an amount is in yuan by a printed unit only', () => {
    expect(amount('￥1,200.50元')).toMatchObject({ value: 1200.5, unit: '元', value_yuan: 1200.5 });
    expect(amount('人民币12万元整')).toMatchObject({ value: 12, value_yuan: 120_000 });
    expect(amount('三十万元', '元')).toMatchObject({ value: 30, unit: '万元', value_yuan: 300_000 });
    expect(amount('5千元').value_yuan).toBe(5000);
    expect(amount('12')).toMatchObject({ value: 12, unit: null, value_yuan: null });
    for (const raw of ['5万', '-3元', '3元5角', '12美元', '3-5万元', '元'])
      expect(amount(raw), raw).toMatchObject({ value: null, status: 'text' });
  });

  test('every number in every habit reads back to itself', () => {
    const wide = (text: string): string =>
      text.replace(/[\d,+.-]/g, sign => String.fromCharCode(sign.charCodeAt(0) + 0xfee0));
    const grouped = (mark: string) => (value: number) => value.toLocaleString('en-US').replaceAll(',', mark);
    const habits: ((value: number) => string)[] = [
      String,
      value => wide(String(value)),
      grouped(','),
      value => wide(grouped(',')(value)),
      grouped("'"),
      grouped('\u2009'),
      value => `${value}件`,
      value => ` ${value}\u00a0条`,
      value => `约${value}`,
      value => `${value}余件`,
      value => `'${value}`,
      value => `${value}（其中修订2件）`,
      value => `${value}①`,
      value => `\u3000${value}&nbsp;`,
      value => `${value}.0`,
      value => [...String(value)].join('\u200b'),
    ];
    fc.assert(
      fc.property(
        fc.oneof(fc.nat(30), fc.nat(2_000_000), fc.integer({ min: 0, max: 999_999_999_999 })),
        fc.constantFrom(...habits),
        (value, habit) => {
          expect(count(habit(value)), habit(value)).toMatchObject({ value, status: 'reported' });
        },
      ),
    );
    fc.assert(
      fc.property(
        fc.integer({ min: -99_999, max: 99_999 }),
        fc.constantFrom('-', '−', '–', '－', '减'),
        (value, minus) => {
          const printed = value < 0 ? `${minus}${-value}` : `+${value}`;
          expect(readValue(printed, 'signed_count').value).toBe(value);
        },
      ),
    );
  });

  test('two numbers in one cell are never one', () => {
    fc.assert(
      fc.property(
        fc.nat(99_999),
        fc.nat(99_999),
        fc.constantFrom(' ', '\u3000', '\u00a0', '\n', '/', '、', '-', '~', '；', '(', '和', '至'),
        (left, right, between) => {
          for (const type of ['count', 'signed_count', 'amount'] as const)
            expect(readValue(`${left}${between}${right}`, type).value).toBeNull();
        },
      ),
    );
  });

  test('nothing reads as a number that has no digit or numeral, or digits that are not in the value', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 12 }), raw => {
        const { value } = readValue(raw, 'signed_count');
        if (value === null) return;
        const digits = raw.normalize('NFKC').replace(/[^\d]/g, '');
        if (digits !== '') expect(digits.startsWith(String(Math.abs(value)))).toBe(true);
        else
          expect(raw.normalize('NFKC')).toMatch(
            /[零〇一二两三四五六七八九十壹贰叁肆伍陆柒捌玖拾廿卅貳兩參陸]/u,
          );
      }),
      { numRuns: 2000 },
    );
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
