/** Tables shown as pictures are told, each with its address; what every page shows is none. */

import { expect, test } from 'vitest';
import type { TableReading } from '../schema/extraction.ts';
import { picturedTables } from './pictured.ts';
import { readHtml } from './readers/html.ts';

const url = 'http://www.x.gov.cn/nb/202401/t1.html';
const table = (name: TableReading['table'], status: TableReading['status']): TableReading => ({
  table: name,
  form: '2021',
  form_evidence: 'report_year',
  status,
});
const absent = (['proactive', 'requests', 'remedies'] as const).map(name => table(name, 'absent'));
const told = (html: string, tables: readonly TableReading[] = absent) =>
  picturedTables(readHtml(html), tables, url).map(({ code, message, subject }) => [
    code,
    subject,
    message.split(': ').at(-1),
  ]);

const heads = [
  '一、总体情况',
  '二、主动公开政府信息情况',
  '三、收到和处理政府信息公开申请情况',
  '五、存在的主要问题及改进情况',
];
const page = (...behind: readonly string[]): string =>
  heads.map((head, index) => `<p>${head}</p>${behind[index] ?? ''}`).join('');

test('a picture below the heading of a missing table', () => {
  const pictures = ['', '<p><img src="./1.png"></p>', '<p><img data-original="/upload/2.jpg"></p>', ''];
  expect(told(page(...pictures))).toEqual([
    ['extract.tables.pictured', 'proactive', 'http://www.x.gov.cn/nb/202401/1.png'],
    ['extract.tables.pictured', 'requests', 'http://www.x.gov.cn/upload/2.jpg'],
  ]);
  expect(told(page(...pictures), [table('proactive', 'present'), table('requests', 'absent')])).toHaveLength(
    1,
  );
});

test('in a table that only lays out the page, glued to the heading, or inside the page', () => {
  expect(told(page('', '<table><tr><td><img src="1.png"></td></tr></table>'))).toHaveLength(1);
  expect(told(page().replace('情况</p><p>三', '情况<img src="1.png"></p><p>三'))).toHaveLength(1);
  expect(told(page('', '<img src="data:image/png;base64,iVBORw0KGgo=">'))).toEqual([
    ['extract.tables.pictured', 'proactive', 'data:image/png inside the page'],
  ]);
});

test('none of a section without a table, and no ornament', () => {
  expect(told(page('<img src="1.png">', '<img src="/images/print.gif">', '', '<img src="4.png">'))).toEqual(
    [],
  );
});
