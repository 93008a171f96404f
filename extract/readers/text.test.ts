import { expect, test } from 'vitest';
import { readText } from './text.ts';

const rows = (text: string): (readonly string[])[] =>
  readText(text).blocks.flatMap(block =>
    block.kind === 'table' ? block.rows.map(row => row.cells.map(cell => cell.text)) : [[block.text]],
  );
const geometries = (text: string): string[] =>
  readText(text).blocks.map(block => (block.kind === 'table' ? block.geometry : 'text'));

test('a tab starts a cell, an empty line ends the row, other lines go on in the cell', () => {
  const text = '二、标题\n\t规章\n\t　　\n\t0 \n\n\t本年新\n制作数量\n\t1\n\n\n三、标题\n';
  expect(rows(text)).toEqual([['二、标题'], ['规章', '　　', '0 '], ['本年新\n制作数量', '1'], ['三、标题']]);
  expect(geometries(text)).toEqual(['text', 'compact', 'text']);
});

test('tab-separated rows keep blanks where merged cells were', () => {
  expect(rows('规章\t\t1\n\t规范性文件\t2')).toEqual([
    ['规章', '', '1'],
    ['', '规范性文件', '2'],
  ]);
  expect(geometries('规章\t\t1')).toEqual(['expanded']);
});

test('adjacent bars pad a row, bars with a blank between them hold a blank cell', () => {
  expect(rows('信息内容 | 本年制发件数 | ||\n规章 | | 0 |\n规范性文件 | 1 | ||')).toEqual([
    ['信息内容 ', ' 本年制发件数 '],
    ['规章 ', ' ', ' 0 '],
    ['规范性文件 ', ' 1 '],
  ]);
});

test('markdown rules are no rows', () => {
  expect(rows('| 规章 | 0 |\n|---|---|\n| 规范性文件 | 1 |')).toEqual([
    [' 规章 ', ' 0 '],
    [' 规范性文件 ', ' 1 '],
  ]);
});

test('bars on lines of their own: a cell per line, blank ones kept', () => {
  expect(rows('规章 |\n/ |\n|\n0 |\n行政许可 |\n0 |\n||')).toEqual([
    ['规章 '],
    ['/ '],
    [''],
    ['0 '],
    ['行政许可 '],
    ['0 '],
  ]);
});

test('plain lines stay text', () => {
  expect(geometries('一、总体情况\n\n正文。\n')).toEqual(['text', 'text']);
});

test('a typed space on a line of its own is a blank cell, an empty line is nothing', () => {
  expect(rows('规章\n\u3000\n\n0\n \n\u00a0\n正文。')).toEqual([
    ['规章'],
    ['\u3000'],
    ['0'],
    ['\u00a0'],
    ['正文。'],
  ]);
});

test('a bar on a line of its own closes the cell of the lines before it', () => {
  const table = '规章\n|\n1\n|\n||\n行政规范性\n文件\n|\n20\n|\n||\n行政许可\n|\n300\n|\n||\n';
  expect(rows(`二、表格\n${table}三、其他需要报告的事项\n无。\n`)).toEqual([
    ['二、表格'],
    ['规章', '1', '', ''],
    ['行政规范性\n文件', '20', '', ''],
    ['行政许可', '300', '', ''],
    ['三、其他需要报告的事项'],
    ['无。'],
  ]);
});

test('bars that close cells part tables where a heading stands between them', () => {
  const text = '信息内容\n|\n规章\n|\n1\n|\n三、收到和处理政府信息公开申请情况\n勾稽\n|\n申请人情况\n|\n';
  expect(rows(text)).toEqual([
    ['信息内容'],
    ['规章'],
    ['1'],
    ['三、收到和处理政府信息公开申请情况'],
    ['勾稽'],
    ['申请人情况'],
  ]);
});

test('a bar in front of each row closes no cell', () => {
  expect(rows('二、表格\n|\n规章 |\n1 | |\n|\n文件 |\n2 | |\n|\n许可 |\n3 | |\n')).toEqual([
    ['二、表格'],
    ['', '规章 ', '1 ', ''],
    ['', '文件 ', '2 ', ''],
    ['', '许可 ', '3 ', ''],
  ]);
});

const padded = '规章 |\n1 |\n||\n文件 |\n2 |\n||\n许可 |\n3 |\n||\n';

test('the last row of padded cells may end early; one without a number is none', () => {
  expect(rows(`${padded}收费 |\n4 |\n`)).toEqual([
    ['规章 ', '1 ', '', ''],
    ['文件 ', '2 ', '', ''],
    ['许可 ', '3 ', '', ''],
    ['收费 ', '4 '],
  ]);
  expect(rows(`${padded}收费 |\n4`).slice(3)).toEqual([['收费 '], ['4']]);
});

const brokenHeadings = [
  '行政复议 行政诉讼',
  '未经复议直接起诉 复议后起诉',
  '结果 结果 其他 尚未 总',
  '维持 纠正 结果 审结 计 结果 结果 其他 尚未 总 结果 结果 其他 尚未 总',
  '维持 纠正 结果 审结 计 维持 纠正 结果 审结 计',
].join('\n');

test('the headings of section 四, broken over lines, and its fifteen numbers are a table', () => {
  const numbers = '1 0 2 0 3 0 0 0 0 0 4 1 0 0 5';
  const read = rows(`四、行政复议、行政诉讼情况\n${brokenHeadings}\n${numbers}\n五、存在的主要问题\n`);
  expect(read).toHaveLength(6);
  expect(read[4]).toEqual(numbers.split(' '));
  expect(geometries(`${brokenHeadings}\n${numbers}`)).toEqual(['compact']);
});

test.each([
  ['a number is missing', brokenHeadings, '1 0 2 0 3 0 0 0 0 0 4 1 0 0'],
  ['a group does not add up', brokenHeadings, '1 0 2 0 4 0 0 0 0 0 4 1 0 0 5'],
  ['a mark stands for a number', brokenHeadings, '1 0 2 / 3 0 0 0 0 0 4 1 0 0 5'],
  [
    'a heading is missing',
    brokenHeadings.replace('尚未', '').replace('审结', ''),
    '0 0 0 0 0 0 0 0 0 0 0 0 0 0 0',
  ],
  [
    'headings stand the other way round',
    brokenHeadings.replace('行政复议 行政诉讼', '行政诉讼 行政复议'),
    '0 0 0 0 0 0 0 0 0 0 0 0 0 0 0',
  ],
])('no table where %s', (_, headings, numbers) => {
  expect(geometries(`${headings}\n${numbers}`)).not.toContain('compact');
});

test("a bar in front of each further cell closes the one before it, that at the row's end the last", () => {
  const table = ['指标', '主动公开数', '申请总数', '答复总数', '复议数', '诉讼数'].map((label, at) =>
    at === 0 ? '指标\n| 计量\n单位\n| 本年\n|' : `${label}\n| 条\n| ${at}2\n|`,
  );
  expect(rows(`填报单位：某局\n${table.join('\n')}\n说明。\n`)).toEqual([
    ['填报单位：某局'],
    ['指标', '计量\n单位', '本年'],
    ['主动公开数', '条', '12'],
    ['申请总数', '条', '22'],
    ['答复总数', '条', '32'],
    ['复议数', '条', '42'],
    ['诉讼数', '条', '52'],
    ['说明。'],
  ]);
});

test('such a row keeps a blank cell', () => {
  const filled = ['甲数', '乙数', '丙数', '丁数', '戊数'].map(
    (label, at) => `${label}\n| 条\n| ${at}\n| 1\n|\n`,
  );
  expect(rows(`${filled.join('')}己数\n| 条\n|\n| 7\n|\n`).at(-1)).toEqual(['己数', '条', '', '7']);
});

test('tabs that indent the lines of cells with bars are no cells', () => {
  const row = (label: string, ...cells: string[]): string =>
    `${label}  | \n${cells.map(cell => `\t\t\t${cell}  | \n`).join('')}\t\t\n`;
  const text = [
    row('信息内容', '本年制发件数', '现行有效件数'),
    row('规章', '3', '5'),
    '行政规范性文件  | \n\t\t\t7  | \n\t\t\t9\n   | \n\t\t\n',
    row('行政许可', '1', '2'),
  ].join('');
  expect(rows(text).map(row => row.map(cell => cell.trim()))).toEqual(
    [
      '信息内容',
      '本年制发件数',
      '现行有效件数',
      '规章',
      '3',
      '5',
      '行政规范性文件',
      '7',
      '9',
      '行政许可',
      '1',
      '2',
    ].map(cell => [cell]),
  );
});
