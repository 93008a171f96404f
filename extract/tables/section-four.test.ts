/** The one row of section 四: fifteen numbers in three groups, and no other row to tell whether it has moved. */

import { describe, expect, test } from 'vitest';
import type { Cell } from '../../schema/extraction.ts';
import { readHtml } from '../readers/html.ts';
import { readText } from '../readers/text.ts';
import { readTables } from './read.ts';

type Printed = readonly (number | string)[];

const outcomes = ['结果维持', '结果纠正', '其他结果', '尚未审结', '总计'];
const read = (cells: readonly Cell[]): (number | null)[] =>
  cells.filter(({ table }) => table === 'remedies').map(({ value }) => value);

/** Rows of cells parted by tabs, merged cells filled up with blanks. */
const tabbedHeadings = [
  '四、政府信息公开行政复议、行政诉讼情况',
  ['行政复议', '', '', '', '', '行政诉讼', ...new Array<string>(9).fill('')].join('\t'),
  [...outcomes, '未经复议直接起诉', '', '', '', '', '复议后起诉', '', '', '', ''].join('\t'),
  ['', '', '', '', '', ...outcomes, ...outcomes].join('\t'),
];
const tabbed = (row: Printed): (number | null)[] =>
  read(readTables(readText([...tabbedHeadings, row.join('\t')].join('\n')).blocks, 2023, true).cells);

const td = (cell: string | number): string => `<td>${cell}</td>`;
const spanned = (row: Printed): (number | null)[] =>
  read(
    readTables(
      readHtml(
        `<table><tr><td colspan=5>行政复议</td><td colspan=10>行政诉讼</td></tr><tr>${outcomes.map(text => `<td rowspan=2>${text}</td>`).join('')}<td colspan=5>未经复议直接起诉</td><td colspan=5>复议后起诉</td></tr><tr>${[...outcomes, ...outcomes].map(td).join('')}</tr><tr>${row.map(td).join('')}</tr></table>`,
      ).blocks,
      2023,
      true,
    ).cells,
  );

const nothing = new Array<null>(15).fill(null);

describe('a row filled up with blanks', () => {
  const confirmed = [1, '', '', '', 1, '', '', 9, '', 9];

  test('is believed where its last numbers are confirmed by their sum', () => {
    const row = [...confirmed, 0, 2, 0, '', 2];
    expect(tabbed(row)).toEqual(row.map(cell => (cell === '' ? null : cell)));
    expect(tabbed([...confirmed, '', '', '', '', '']).slice(0, 10)).toEqual(
      confirmed.map(cell => (cell === '' ? null : cell)),
    );
  });

  test('may have lost a cell behind the last total that is confirmed', () => {
    expect(tabbed([...confirmed, 0, '', 0, 0, ''])).toEqual(nothing);
  });
});

describe('a row that adds up nowhere', () => {
  test('has moved where it would add up one place beside', () => {
    const row = [0, 0, 9533, 2442, 11975, 25, 1, 0, 1, 27, 1, 21, 86, 2410, 2518];
    expect(spanned(row)).toEqual(row);
    expect(spanned(['', ...row.slice(0, -1)])).toEqual(nothing);
    expect(spanned([...row.slice(0, 14), ''])).toEqual([...row.slice(0, 14), null]);
  });

  test('has lost cells where its end is blank, if two numbers may be one', () => {
    // 74 and 6961 run together in a frame: 14 numbers for 15 places, the last one blank.
    expect(spanned([746_961, 1, 772, 4, 7812, 43, 0, 48, 0, 0, 0, 1, 1, 2, ''])).toEqual(nothing);
  });

  test('is what it is where it would not', () => {
    expect(spanned(['', 0, 7, 0, 9, 3, 0, 0, 0, 1, 5, 0, 0, 0, 0])).toEqual([
      null,
      0,
      7,
      0,
      9,
      3,
      0,
      0,
      0,
      1,
      5,
      0,
      0,
      0,
      0,
    ]);
  });
});

test('two rows that differ may be one in two halves: neither is read, nor is what both leave blank', () => {
  const halves = (...rows: readonly Printed[]): (string | undefined)[] => {
    const lines = rows.map(row => [...row, ...new Array<string>(15 - row.length).fill('')].join('\t'));
    return readTables(readText([...tabbedHeadings, ...lines].join('\n')).blocks, 2023, true)
      .cells.filter(({ table }) => table === 'remedies')
      .map(({ status }) => status);
  };
  const first = [6, 13, 1, 0, 20];
  expect(halves(first, [88, 0, 9670, 26, 9784])).toEqual(new Array<string>(15).fill('unaligned'));
  expect(halves(first, first)).toEqual([
    ...new Array<string>(5).fill('reported'),
    ...new Array<string>(10).fill('blank'),
  ]);
});
