/** Totals of section 三 in text that has lost its blank cells. */

import { describe, expect, test } from 'vitest';
import type { Cell } from '../../schema/extraction.ts';
import { tableOf } from '../../schema/forms/form.ts';
import { formById } from '../../schema/forms/index.ts';
import { readText } from '../readers/text.ts';
import { readTables } from './read.ts';

const form = tableOf(formById('2021'), 'requests');

/** All labels of the table, each with the numbers that are left of its row. */
function page(
  numbers: Readonly<Record<string, readonly (number | string)[]>>,
  without: readonly string[] = [],
): string {
  const headings = ['申请人情况', '自然人', '法人或其他组织', '总计'];
  const organisations = ['商业企业', '科研机构', '社会公益组织', '法律服务机构', '其他'];
  const rows = form.rows
    .filter(({ key }) => !without.includes(key))
    .flatMap(({ key, text }) => [text, ...(numbers[key] ?? []).map(String)]);
  return ['三、收到和处理政府信息公开申请情况', ...headings, ...organisations, ...rows].join('\n');
}

const cellsOf = (text: string): readonly Cell[] => readTables(readText(text).blocks, 2023, true).cells;
const totals = (text: string): Record<string, number> =>
  Object.fromEntries(
    cellsOf(text).flatMap(({ row, column, value }) =>
      column === 'all' && value !== null ? [[row, value] as const] : [],
    ),
  );

const numbers = {
  req_new_received: [7, 2, 9],
  req_carried_in: [1, 1],
  req_granted_full: [4, 4],
  req_denied_state_secret: [2, 1, 3],
  req_unavailable_not_held: [1, 1],
  req_processed_total: [7, 1, 8],
  req_carried_out: [1, 1, 2],
};

describe('totals of rows that have lost their blanks', () => {
  test('are had where every row adds up, and all rows together; their other numbers are not', () => {
    expect(totals(page(numbers))).toEqual({
      req_new_received: 9,
      req_carried_in: 1,
      req_granted_full: 4,
      req_denied_state_secret: 3,
      req_unavailable_not_held: 1,
      req_processed_total: 8,
      req_carried_out: 2,
    });
    const read = cellsOf(page(numbers)).filter(cell => cell.value !== null);
    expect(read.every(cell => cell.column === 'all' && cell.inferred !== undefined)).toBe(true);
  });

  test.each([
    ['a total that has gone', { ...numbers, req_denied_state_secret: [2, 1] }],
    ['a number that has gone', { ...numbers, req_denied_state_secret: [2, 3] }],
    ['a column of totals that does not add up', { ...numbers, req_granted_full: [5, 5] }],
    ['a page number behind a row', { ...numbers, req_granted_full: [4, 4, 12] }],
    ['a row of another table', { ...numbers, req_np_petition: [3] }],
  ])('are not had with %s', (_, changed) => {
    expect(totals(page(changed))).toEqual({});
  });

  test('are not had of rows that go on behind two numbers in one cell', () => {
    const first = {
      req_new_received: [7],
      req_carried_in: [1],
      req_granted_full: [4],
      req_processed_total: [4],
      req_carried_out: [4],
    };
    const whole = Object.entries(first).map(([key, [total = 0]]) => [key, [total, '12 34', 5, total + 51]]);
    expect(totals(page({ ...first, req_new_received: [2, 5, 7] }))).toMatchObject({
      req_new_received: 7,
      req_carried_out: 4,
    });
    expect(totals(page(Object.fromEntries(whole)))).toEqual({});
  });

  test('are not had of lone numbers: they may be those of one applicant, and no total printed', () => {
    const lone = { req_new_received: [1], req_granted_partial: [1], req_processed_total: [1] };
    expect(totals(page(lone))).toEqual({});
    expect(totals(page({ ...lone, req_new_received: [1, 1] }))).toEqual({});
  });

  test('are not had where a label has gone', () => {
    expect(totals(page(numbers, ['req_carried_out']))).toEqual({});
    expect(totals(page(numbers, ['req_np_excessive']))).toEqual({});
  });

  test('are not had of two numbers only', () => {
    expect(totals(page({ req_new_received: [3, 3], req_carried_out: [3, 3] }))).toEqual({});
  });
});
