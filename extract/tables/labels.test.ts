import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cellsOf } from '../../schema/forms/form.ts';
import { forms } from '../../schema/forms/index.ts';
import { isLabelPrefix, labelKey, matchLabel, matchMisspelt } from './labels.ts';

const keys = (text: string): string[] =>
  matchLabel(text).map(match => `${match.table}.${match.kind}.${match.key}`);
const rows = [
  ...new Map(forms.flatMap(form => [...cellsOf(form)].map(cell => [cell.row.text, cell.row]))).values(),
];

describe('matchLabel', () => {
  test('every label of every form is found, however it is spaced, broken and bracketed', () => {
    const blank = fc.constantFrom('', ' ', '\n', '\u00a0', '\u3000', '\u200b');
    fc.assert(
      fc.property(
        fc.constantFrom(...rows),
        fc.array(blank, { minLength: 60, maxLength: 60 }),
        (row, blanks) => {
          const spaced = [...row.text].map((character, index) => character + (blanks[index] ?? '')).join('');
          const narrow = spaced.replaceAll('（', '(').replaceAll('）', ')').replaceAll('，', ',');
          for (const text of [spaced, narrow])
            expect(matchLabel(text).some(match => match.key === row.key)).toBe(true);
        },
      ),
    );
  });

  test('D7: traditional script, annotated or not, and the wording of Taiwan', () => {
    expect(keys('規范性文件')).toContain('proactive.row.normdocs');
    expect(keys('規範性檔案')).toContain('proactive.row.normdocs');
    expect(keys('行政許(xǔ)可')).toEqual(['proactive.row.license']);
  });

  test('numbers that differ do not matter, words that differ do', () => {
    expect(keys('⑧属于行政查询事项')).toEqual(['requests.row.req_denied_statutory_lookup']);
    expect(keys('8、属于行政查询事项')).toEqual(['requests.row.req_denied_statutory_lookup']);
    expect(keys('属于行政查询')).toEqual([]);
  });

  test('a text may be several labels; who asks decides', () => {
    expect(keys('其他')).toEqual(
      expect.arrayContaining(['requests.column.org_other', 'requests.row.req_other_misc']),
    );
  });

  test('prose is no label', () => {
    expect(keys('我镇全年作出行政处罚12件，行政许可3件。')).toEqual([]);
    expect(keys(`规章${'（说明）'.repeat(100)}`)).toEqual([]);
  });
});

describe('matchMisspelt', () => {
  test('a character or two off, where only one label is that near', () => {
    expect(matchMisspelt('本机关不掌握相关政府信自').map(match => match.key)).toEqual([
      'req_unavailable_not_held',
    ]);
    expect(matchMisspelt('一、本年新收政府信公开申请数量').map(match => match.key)).toEqual([
      'req_new_received',
    ]);
  });

  test('short labels and labels near to two are not guessed', () => {
    expect(matchMisspelt('规范')).toEqual([]);
    expect(matchMisspelt('行政许某')).toEqual([]);
    expect(matchMisspelt('第二十条第（二）项')).toEqual([]);
  });
});

test('a label broken after any character can be completed', () => {
  fc.assert(
    fc.property(fc.constantFrom(...rows), fc.nat(40), (row, cut) => {
      const part = row.text.slice(0, Math.max(3, Math.min(cut, row.text.length - 1)));
      expect(isLabelPrefix(part)).toBe(true);
    }),
  );
  expect(isLabelPrefix('本镇')).toBe(false);
});

test('numbering is dropped from labels only: 12.5 keeps its digits', () => {
  expect(labelKey('12.5')).toBe('125');
  expect(labelKey('1.属于国家秘密')).toBe('属于国家秘密');
});

test('a number on a line of its own above a label is the cell above it, not its numbering', () => {
  expect(matchLabel('1\n.本机关不掌握相关政府信息')).not.toEqual([]);
  expect(matchLabel('0\n1.本机关不掌握相关政府信息')).toEqual([]);
  expect(matchLabel('0\n规章')).toEqual([]);
  expect(matchMisspelt('0\n政府集中采购项目')).toEqual([]);
});

test('a label and a number behind it are no misspelling of the label', () => {
  expect(matchMisspelt('规范性文某').length).toBeGreaterThan(0);
  expect(matchMisspelt('规范性文 7')).toEqual([]);
  expect(matchMisspelt('其他对外管理服务事 9')).toEqual([]);
  expect(matchMisspelt('其他对外管理服务事项 1-1')).toEqual([]);
  // A column has broken the label, and its number stands in the gap.
  expect(matchMisspelt('法律法规规定的其他件情形').length).toBeGreaterThan(0);
  expect(matchMisspelt('法律法规规定的其他 件 0情形')).toEqual([]);
});
