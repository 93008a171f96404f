/** Blocks of another edition, headings of which only a part is there, and cells that are wider than their column. */

import { describe, expect, test } from 'vitest';
import { readHtml } from '../readers/html.ts';
import { readText } from '../readers/text.ts';
import { readTables, type TablesReading } from './read.ts';

const row = (...cells: (string | number)[]): string =>
  `<tr>${cells.map(content => `<td>${content}</td>`).join('')}</tr>`;
const wide = (text: string): string => `<tr><td colspan=4>${text}</td></tr>`;
const html = (...rows: string[]): TablesReading =>
  readTables(readHtml(`<table>${rows.join('')}</table>`).blocks, 2022, true);
const inBars = (...lines: string[]): TablesReading =>
  readTables(
    readText(['二、主动公开政府信息情况', ...lines.map(line => `${line} |`), '三、'].join('\n')).blocks,
    2022,
    true,
  );

const found = (reading: TablesReading, key: string): (number | string | null)[] =>
  reading.cells.filter(cell => cell.row === key).map(cell => cell.value ?? cell.status);

const documents = [
  wide('第二十条第（一）项'),
  row('信息内容', '本年新', '本年新', '对外公开总数量'),
  row('规章', 0, 0, 3),
  row('规范性文件', 6, 5, 41),
];
const powers = [
  wide('第二十条第（五）项'),
  row('信息内容', '<td colspan=3>本年处理决定数量'),
  row('行政许可', '<td colspan=3>219'),
  wide('第二十条第（六）项'),
  row('信息内容', '<td colspan=3>本年处理决定数量'),
  row('行政处罚', '<td colspan=3>17'),
  row('行政强制', '<td colspan=3>4'),
  wide('第二十条第（八）项'),
  row('信息内容', '<td colspan=3>本年收费金额（单位：万元）'),
  row('行政事业性收费', '<td colspan=3>0'),
];

describe('a block of another edition than its table', () => {
  const reading = html(...documents, ...powers);

  test('is kept as rows of its own edition, in no cell of the table’s', () => {
    expect(reading.tables.find(({ table }) => table === 'proactive')?.form).toBe('2021');
    expect(found(reading, 'normdocs')).toEqual(['row_absent', 'row_absent', 'row_absent']);
    expect(found(reading, 'license')).toEqual([219]);
    const [rules, normdocs] = reading.extensions;
    expect(rules).toMatchObject({ table: 'proactive', form: '2019', key: 'ext:规章' });
    expect(normdocs?.cells.map(({ column, value, status }) => [column, value, status])).toEqual([
      ['created', 6, 'reported'],
      ['published_new', 5, 'reported'],
      ['published_stock', 41, 'reported'],
    ]);
  });

  test('is left over nowhere, and told', () => {
    expect(reading.leftovers).toEqual([]);
    expect(reading.issues.map(({ code }) => code)).toContain('extract.table.mixed_forms');
  });

  test('may be another report’s where the table is there twice: then its numbers are left over', () => {
    const twice = html(...documents, ...powers, ...documents.slice(0, 2), row('规章', 1, 1, 9));
    expect(twice.extensions).toEqual([]);
    expect(twice.leftovers.map(({ text }) => text)).toEqual(
      expect.arrayContaining(['3', '6', '5', '41', '9']),
    );
  });
});

test('of a heading the end is enough where those beside it leave one row of columns', () => {
  const part = (heading: string) =>
    html(
      wide('第二十条第（一）项'),
      row('信息内容', '本年新制作数量', heading, '对外公开总数'),
      row('规章', 0, 2, 3),
    );
  const end = part('公开数量');
  const other = part('公开情况');
  expect(found(end, 'rules')).toEqual([0, 2, 3]);
  expect(found(other, 'rules').some(value => typeof value === 'number')).toBe(false);
});

test('the same number in each part of a wide cell puts its own row in doubt, and no other', () => {
  const heading = ['信息内容', '本年处理决定数量'];
  const reading = inBars(
    ...['第二十条第（一）项', '信息内容', '本年制发件数', '本年废止件数', '现行有效件数'],
    ...['规章', '0', '0', '0', '行政规范性文件', '2', '0', '0'],
    ...['第二十条第（五）项', ...heading, '行政许可', '72'],
    ...['第二十条第（六）项', ...heading, '行政处罚', '0', '0', '0', '行政强制', '5'],
  );
  expect(found(reading, 'license')).toEqual([72]);
  expect(found(reading, 'normdocs')).toEqual([2, 0, 0]);
  expect(found(reading, 'penalty')).toEqual(['unaligned']);
});

test('words that say nothing has changed are the cell that they stand in, on a line too', () => {
  const powers2019 = ['信息内容', '上一年项目数量', '本年增/减', '处理决定数量'];
  const reading = inBars(
    ...['第二十条第（五）项', ...powers2019, '行政许可', '8', '未增未减', '30', '其他对外管理服务事项'],
    ...['2', '持平', '14', '第二十条第（六）项', ...powers2019, '行政处罚', '5', '-1', '9', '行政强制'],
    ...['3', '无变化。', '6'],
  );
  expect(found(reading, 'license')).toEqual([8, 'text', 30]);
  expect(found(reading, 'othersvc')).toEqual([2, 'text', 14]);
  expect(found(reading, 'coercion')).toEqual([3, 'text', 6]);
});
