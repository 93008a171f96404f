/** Rows that look whole beside others that are not: what broke these may have moved those. */

import { describe, expect, test } from 'vitest';
import { readHtml } from '../readers/html.ts';
import { readText } from '../readers/text.ts';
import { readTables, type TablesReading } from './read.ts';

const html = (body: string): TablesReading => readTables(readHtml(body).blocks, 2021, true);
const cells = ({ cells: all }: TablesReading, row: string): (number | string)[] =>
  all
    .filter(cell => cell.row === row && cell.status !== 'not_in_form')
    .map(each => each.value ?? each.status);

const tr = (...texts: readonly (string | number)[]): string =>
  `<tr>${texts.map(content => `<td>${content}</td>`).join('')}</tr>`;
const unknown = (count: number): string[] => new Array<string>(count).fill('unaligned');

describe('section 三', () => {
  const heading =
    '<tr><td colspan=3 rowspan=3>（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）</td><td colspan=7>申请人情况</td></tr>' +
    '<tr><td rowspan=2>自然人</td><td colspan=5>法人或其他组织</td><td rowspan=2>总计</td></tr>' +
    tr('商业企业', '科研机构', '社会公益组织', '法律服务机构', '其他');
  const received = (...numbers: readonly (string | number)[]): string =>
    `<tr><td colspan=3>一、本年新收政府信息公开申请数量</td>${numbers.map(each => `<td>${each}</td>`).join('')}</tr>`;
  const carriedIn = received('', 2, '', 1, '', '', 9).replace('一、本年新收', '二、上年结转');
  const section = (...rows: readonly string[]): TablesReading =>
    html(`<table>${heading}${rows.join('')}</table>`);

  test('a row with blanks whose sum fails is read where all others are whole, and not beside one that is torn', () => {
    expect(cells(section(received(4, 0, 0, 0, 0, 0, 4), carriedIn), 'req_carried_in')).toEqual([
      'blank',
      2,
      'blank',
      1,
      'blank',
      'blank',
      9,
    ]);
    expect(cells(section(received(4, 0, 4), carriedIn), 'req_carried_in')).toEqual(unknown(7));
  });

  test('a row without blanks whose sum fails is read in a grid, and not in lines, where a number may be broken in two', () => {
    const numbers = [1, 2, 3, 4, 5, 6, 99];
    const carried = received(...numbers).replace('一、本年新收', '二、上年结转');
    expect(cells(section(received(4, 0, 0, 0, 0, 0, 9), carried), 'req_carried_in')).toEqual(numbers);
    expect(cells(section(received(4, 0, 4), carried), 'req_carried_in')).toEqual(unknown(7));
    const lines = (...row: readonly number[]): (number | string)[] =>
      cells(
        readTables(
          readText(
            [
              '三、收到和处理政府信息公开申请情况',
              '（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）',
              '申请人情况',
              '自然人 法人或其他组织 总计',
              '商业企业 科研机构 社会公益组织 法律服务机构 其他',
              ...['一、本年新收政府信息公开申请数量', 4, 0, 0, 0, 0, 0, 9],
              ...['二、上年结转政府信息公开申请数量', ...row],
              '四、政府信息公开行政复议、行政诉讼情况',
            ].join('\n'),
          ).blocks,
          2021,
          true,
        ),
        'req_carried_in',
      );
    expect(lines(...numbers)).toEqual(unknown(7));
    expect(lines(1, 2, 3, 4, 5, 6, 21)).toEqual([1, 2, 3, 4, 5, 6, 21]);
  });

  test('a row whose label stands where its group’s does is read if it adds up', () => {
    const total = (...numbers: readonly (string | number)[]): (number | string)[] =>
      cells(
        readTables(
          readText(
            [
              [
                '（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）',
                '',
                '',
                '申请人情况',
                ...blanks(6),
              ],
              ['', '', '', '自然人', '法人或其他组织', ...blanks(4), '总计'],
              ['', '', '', '', '商业企业', '科研机构', '社会公益组织', '法律服务机构', '其他', ''],
              ['三、本年度办理结果', '（一）予以公开', '', 1, '', 0, 0, 0, 0, 5],
              ['', '（二）部分公开', '', 2, '', 0, 0, 0, 0, 9],
              ['（七）总计', '', '', ...numbers],
            ]
              .map(row => row.join('\t'))
              .join('\n'),
          ).blocks,
          2021,
          true,
        ),
        'req_processed_total',
      );
    expect(total(3, 0, 0, 0, 0, 0, 3)).toEqual([3, 0, 0, 0, 0, 0, 3]);
    expect(total('', 9186, '', 13795, 16074, 17775, 91936)).toEqual(unknown(7));
    // Where it has blanks, one too many may have pushed its numbers aside: the sum is the same.
    expect(total('', 1, '', 2, '', 0, 3)).toEqual(unknown(7));
  });
});

const blanks = (count: number): string[] => new Array<string>(count).fill('');

describe('section 二', () => {
  const powers = (...rows: readonly string[]): TablesReading =>
    html(
      `<table><tr><td colspan=4>第二十条第（五）项</td></tr>${tr('信息内容', '上一年项目数量', '本年增/减', '处理决定数量')}${rows.join('')}</table>`,
    );

  test('a row beside another whose label differs in a character, and says something else, is not known', () => {
    const own = tr('行政许可', 1, 2, 3);
    expect(cells(powers(own, tr('行之许可', 1, 2, 40)), 'license')).toEqual(unknown(3));
    expect(cells(powers(own, tr('行之许可', 1, 2, 3)), 'license')).toEqual([1, 2, 3]);
    expect(cells(powers(own, tr('行政检查', 1, 2, 40)), 'license')).toEqual([1, 2, 3]);
  });

  test('rows without end are not compared each with each, and none of them is believed', () => {
    const rows = (count: number): string => (tr('行政许可', 1, 2, 3) + tr('行之某可', 1, 2, 3)).repeat(count);
    expect(cells(powers(rows(10)), 'license')).toEqual([1, 2, 3]);
    expect(cells(powers(rows(150)), 'license')).toEqual(unknown(3));
  });
});

describe('section 四', () => {
  const outcomes = ['结果维持', '结果纠正', '其他结果', '尚未审结', '总计'];
  const heading =
    '<tr><td colspan=5>行政复议</td><td colspan=10>行政诉讼</td></tr>' +
    `<tr>${outcomes.map(label => `<td rowspan=2>${label}</td>`).join('')}<td colspan=5>未经复议直接起诉</td><td colspan=5>复议后起诉</td></tr>` +
    tr(...outcomes, ...outcomes);
  const numbers = Array.from({ length: 15 }, (_, index) => index);
  const remedies = (...rows: readonly string[]): TablesReading =>
    html(`<table>${heading}${rows.join('')}</table>`);

  test('a word of another table below its row ends nothing: a second row of numbers contradicts the first', () => {
    expect(cells(remedies(tr(...numbers), tr('其他')), 'rev')).toEqual([0, 1, 2, 3, 4]);
    const two = remedies(tr(...numbers), tr('其他'), tr(844, ...numbers.slice(1)));
    expect(cells(two, 'rev')).toEqual(unknown(5));
  });

  test('a row of words and numbers amid broken headings is the row of a table, and denies that of another', () => {
    const broken =
      '<tr><td colspan=5>行政复议</td><td colspan=10>行政诉讼</td></tr>' +
      `<tr>${['结', '结', '其', '尚', '总'].map(text => `<td>${text}</td>`).join('')}<td colspan=5>未经复议直接起诉</td><td colspan=5>复议后起诉</td></tr>` +
      tr('果维持', '果纠正', '他结果', '未审结', '计', 9, ...numbers.slice(6));
    const whole = `<table>${heading}${tr(...numbers)}</table>`;
    expect(cells(html(whole), 'rev')).toEqual([0, 1, 2, 3, 4]);
    expect(cells(html(`<table>${broken}</table>${whole}`), 'rev')).toEqual(unknown(5));
  });

  test('marks and blanks say nothing beside a row with a label of its own that prints numbers', () => {
    const marks = tr('-', ...blanks(14));
    expect(cells(remedies(marks), 'rev')).toEqual(['na_mark', ...new Array<string>(4).fill('blank')]);
    expect(cells(remedies(tr('备注', ...numbers), marks), 'rev')).toEqual(unknown(5));
  });
});
