/** Tables as lines of text: a row is known to be blank only where nothing printed may be its number. */

import { describe, expect, test } from 'vitest';
import { readHtml } from '../readers/html.ts';
import { readText } from '../readers/text.ts';
import { readTables, type TablesReading } from './read.ts';

const text = (...lines: readonly string[]): TablesReading =>
  readTables(readText(lines.join('\n')).blocks, 2020, true);
const cells = ({ cells: all }: TablesReading, row: string): (number | string)[] =>
  all.filter(cell => cell.row === row && cell.column !== 'count').map(({ value, status }) => value ?? status);

const powers = [
  '二、主动公开政府信息情况',
  '第二十条第（五）项',
  '信息内容',
  '上一年项目数量',
  '本年增/减',
  '处理决定数量',
];
const applicants = [
  '三、收到和处理政府信息公开申请情况',
  '（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）',
  '申请人情况',
  '自然人 法人或其他组织 总计',
  '商业企业 科研机构 社会公益组织 法律服务机构 其他',
];
const unknown = new Array<string>(3).fill('unaligned');

describe('a row behind whose label stand', () => {
  const license = (...lines: readonly string[]): (number | string)[] =>
    cells(text(...powers, '行政许可', ...lines, '其他对外管理服务事项', '4', '4', '9', '三、'), 'license');

  test('two numbers run together, or a number and a mark, is not blank', () => {
    expect(license('87-1', '0')).toEqual(unknown);
    expect(license('0无')).toEqual(unknown);
  });

  test('words that no form knows, and numbers, is not known to be blank', () => {
    expect(license('其他主动公开文件', '7', '14', '2')).toEqual(unknown);
    expect(license()).toEqual(['blank', 'blank', 'blank']);
  });
});

describe('a label and its numbers on one line', () => {
  test('end in a mark as well as in a number', () => {
    const reading = text(...applicants, '一、本年新收政府信息公开申请数量 1 0 0 0 2 3 无');
    expect(cells(reading, 'req_new_received')).toEqual([1, 0, 0, 0, 2, 3, 'na_mark']);
    const short = text(...applicants, '一、本年新收政府信息公开申请数量 1 无');
    expect(new Set(cells(short, 'req_new_received'))).toEqual(new Set(['unaligned']));
  });

  test('are parted where the label is misspelt, and no misspelling themselves', () => {
    const reading = text(...applicants, '一、本年新收政府信息某开申请数量 1 0');
    expect(new Set(cells(reading, 'req_new_received'))).toEqual(new Set(['unaligned']));
    const whole = text(...applicants, '一、本年新收政府信息某开申请数量 1 0 0 0 2 3 6');
    expect(cells(whole, 'req_new_received')).toEqual([1, 0, 0, 0, 2, 3, 6]);
  });
});

describe('where repeated lines are dropped', () => {
  const list = (...lines: readonly string[]): TablesReading =>
    text('附：政府信息公开情况统计表', '统计指标', '单位', '本级', '汇总', ...lines);
  const rows = ['1.当面申请数', '件', '3', '4', '2.传真申请数', '7', '3.网络申请数', '4.信函申请数'];

  test('a number within a line that holds two is no repeat', () => {
    expect(cells(list(...rows, '（二）申请办结数', '8 4'), 'req_channel_letter')).toEqual(unknown.slice(1));
    expect(cells(list(...rows, '（二）申请办结数', '8', '4'), 'req_channel_letter')).toEqual([
      'blank',
      'blank',
    ]);
  });

  test('a line with a space in front is another line', () => {
    expect(cells(list(...rows, '（二）申请办结数', ' 4'), 'req_channel_letter')).toEqual(unknown.slice(1));
  });
});

test('two numbers on one line of a list, where the other rows have a line for each, may be one', () => {
  const list = (number: string): TablesReading =>
    text(
      '附：政府信息公开情况统计表',
      '统计指标',
      '单位',
      '本级',
      '汇总',
      ...['1.当面申请数', '件', '3', '4'],
      ...['2.传真申请数', '件', ...number.split('|')],
      ...['3.网络申请数', '件', '1', '1'],
    );
  expect(cells(list('2 394'), 'req_channel_fax')).toEqual(['unaligned', 'unaligned']);
  expect(cells(list('2|394'), 'req_channel_fax')).toEqual([2, 394]);
});

describe('headings', () => {
  const html = (...rows: readonly (readonly string[])[]): TablesReading =>
    readTables(
      readHtml(rows.map(row => `<p>${row.map(cell => `<span>${cell}</span>`).join(' ')}</p>`).join(''))
        .blocks,
      2023,
      true,
    );
  const [, ...heading] = applicants.map(line => line.split(' '));
  const organisations = heading.at(-1) ?? [];

  test('repeated amid the rows are no row 其他, and end nothing', () => {
    const reading = html(
      ['三、收到和处理政府信息公开申请情况'],
      ...heading,
      ['一、本年新收政府信息公开申请数量', '1', '0', '0', '0', '2', '3', '6'],
      organisations,
      ['二、上年结转政府信息公开申请数量', '0', '0', '0', '0', '1', '0', '1'],
    );
    expect(new Set(cells(reading, 'req_other_misc'))).toEqual(new Set(['row_absent']));
    expect(cells(reading, 'req_carried_in')).toEqual([0, 0, 0, 0, 1, 0, 1]);
  });

  test('beside the heading of a section, as in two columns of a page, may go on: another table stands there', () => {
    const upper = ['结果维持', '结果纠正', '其他结果', '尚未审结', '总计'];
    const table = (...rows: readonly (readonly string[])[]): string =>
      `<table>${rows.map(row => `<tr>${row.map(cell => `<td>${cell}</td>`).join('')}</tr>`).join('')}</table>`;
    const numbers = ['1', '0', '2', '0', '3', '0', '0', '0', '0', '0', '0', '0', '0', '0', '0'];
    const first = table(
      ['行政复议', '行政诉讼'],
      [...upper, '未经复议直接起诉', '复议后起诉'],
      [...upper, ...upper],
      numbers,
    );
    const read = (...rows: readonly (readonly string[])[]): TablesReading =>
      readTables(
        readHtml(`<p>四、政府信息公开行政复议、行政诉讼情况</p>${first}${table(...rows)}`).blocks,
        2020,
        true,
      );
    expect(cells(read(['五、存在的主要问题及改进情况']), 'rev')).toEqual([1, 0, 2, 0, 3]);
    const torn = read(
      [...upper, '未经复议直接起诉', '复议后起诉'],
      [...upper, ...upper, '五、存在的主要问题及改进情况'],
      numbers.toReversed(),
    );
    expect(cells(torn, 'rev')).toEqual(new Array(5).fill('unaligned'));
  });
});

describe('a row of a list without any cell', () => {
  const empty = ['（一）收到申请数', '1.当面申请数', '2.传真申请数'];
  const list = (behind: readonly string[], others: readonly string[]): string | undefined =>
    readTables(
      readText(
        [
          '统计指标 单位 统计数',
          '1.政务微博公开政府信息数 条 3',
          '2.政府网站在线访谈次数',
          ...behind,
          '3.政策解读稿件发布数 篇 5',
          ...others,
        ].join('\n'),
      ).blocks,
      2016,
      true,
    ).cells.find(({ row }) => row === 'resp_online_interviews')?.status;

  test('is blank where others have none either', () => {
    expect(list([], empty)).toBe('blank');
    expect(list([], [])).toBe('unaligned');
  });

  test('is not known to be blank where running text stands behind its label', () => {
    expect(list(['认真落实各项要求，按时公开应当公开的信息。本年度认真落实各项要求。'], empty)).toBe(
      'unaligned',
    );
  });
});
