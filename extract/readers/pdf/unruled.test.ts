/** Tables that no line rules: what stands where on the page is all there is. */

import { describe, expect, test } from 'vitest';
import type { Block, TableBlock } from '../../document.ts';
import { tryDocument } from '../../synthetic/trial.ts';
import { blocksOf } from './blocks.ts';
import { type Line, linesOf } from './lines.ts';
import type { Mark } from './marks.ts';

/** A page's lines, from words at `[x, text]`, ten units high and twenty apart. */
const page = (...lines: readonly (readonly (readonly [number, string])[])[]): Line[] =>
  lines.flatMap((words, index) =>
    linesOf(
      words.flatMap(([left, text]) =>
        [...text].map((each, at) => mark(each, left + 10 * at, 100 + 20 * index)),
      ),
    ),
  );

const mark = (text: string, x0: number, y: number): Mark => ({
  text,
  x0,
  x1: x0 + 10,
  baseline: y + 4,
  size: 10,
});

const blocks = (...pages: readonly Line[][]): Block[] =>
  blocksOf(pages.map(lines => ({ lines, tables: [], isColumn: false, isHead: true })));
const tables = (...pages: readonly Line[][]): TableBlock[] =>
  blocks(...pages).filter(block => block.kind === 'table');
const textsOf = (table: TableBlock | undefined): string[] =>
  (table?.rows ?? []).map(row => row.cells.map(cell => `${cell.gridColumn}:${cell.text}`).join(' '));

const figures = [
  [
    [20, '主动公开信息数'],
    [220, '条'],
    [300, '15'],
    [400, '160'],
  ],
  [
    [20, '新增的行政规范性文件数'],
    [220, '条'],
    [300, '3'],
    [400, '9'],
  ],
  [
    [20, '网上咨询数'],
    [220, '人次'],
    [400, '7'],
  ],
  [
    [20, '申请总数'],
    [220, '条'],
    [300, '2'],
    [400, '0'],
  ],
] as const;

describe('a table that no line rules', () => {
  test('has its headings in one row, those that no form knows among them, above its first label', () => {
    const heading = [
      [20, '指标名称'],
      [210, '计量单位'],
      [300, '本期实际'],
      [400, '历年累计'],
    ] as const;
    expect(textsOf(tables(page(heading, ...figures))[0])).toEqual([
      '0:指标名称 1:计量单位 2:本期实际 3:历年累计',
      '0:主动公开信息数 1:条 2:15 3:160',
      '0:新增的行政规范性文件数 1:条 2:3 3:9',
      '0:网上咨询数 1:人次 2: 3:7',
      '0:申请总数 1:条 2:2 3:0',
    ]);
  });

  test('goes on with a label at the head of the next page, and with numbers that stand alone there', () => {
    const first = page(
      [
        [20, '规章'],
        [300, '0'],
        [400, '6'],
      ],
      [
        [20, '行政许可'],
        [300, '12'],
        [400, '1'],
      ],
      [
        [20, '行政处罚'],
        [300, '4'],
        [400, '2'],
      ],
      [
        [20, '其他对外'],
        [300, '5'],
        [400, '8'],
      ],
    );
    const second = page(
      [[20, '管理服务事项']],
      [
        [20, '行政强制'],
        [300, '7'],
        [400, '3'],
      ],
      [[400, '9']],
    );
    const [table, other] = tables(first, second);
    expect(other).toBeUndefined();
    expect(textsOf(table)).toEqual([
      '0:规章 1:0 2:6',
      '0:行政许可 1:12 2:1',
      '0:行政处罚 1:4 2:2',
      '0:其他对外管理服务事项 1:5 2:8',
      '0:行政强制 1:7 2:3\n9',
    ]);
  });

  test('ends where a section of the report begins, but not at a group that a list prints dashes beside', () => {
    const group = [
      [20, '二、回应解读情况'],
      [220, '——'],
      [300, '——'],
      [400, '——'],
    ] as const;
    const [table, other] = tables(
      page(figures[0], group, ...figures.slice(1), [[20, '五、存在的主要问题及改进情况']]),
    );
    expect(other).toBeUndefined();
    expect(textsOf(table).at(1)).toBe('0:二、回应解读情况 1:—— 2:—— 3:——');
    expect(textsOf(table).at(-1)).toBe('0:申请总数 1:条 2:2 3:0');
  });

  test('takes a number that stands beside no label for no number of a row', () => {
    const [table] = tables(page(figures[0], figures[1], [[300, '88']], figures[2], figures[3]));
    expect(textsOf(table)).not.toContain('0:网上咨询数 1:人次 2:88 3:7');
    expect(textsOf(table).join(' ')).toMatch(/\n88|2:88/);
  });

  test('loses no number that stands where the labels do, and does not trust the row above it', () => {
    const rest = [
      [
        [20, '规章'],
        [300, '1'],
        [400, '2'],
      ],
      [[20, '98']],
    ] as const;
    const [table] = tables(
      page(
        ...rest,
        [
          [20, '行政许可'],
          [300, '12'],
          [400, '1'],
        ],
        [
          [20, '行政处罚'],
          [300, '4'],
          [400, '2'],
        ],
        [
          [20, '行政强制'],
          [300, '5'],
          [400, '8'],
        ],
      ),
    );
    expect(textsOf(table).slice(0, 3)).toEqual([
      '0:规章 1:1\n2\n98',
      '0:行政许可 1:12 2:1',
      '0:行政处罚 1:4 2:2',
    ]);
  });

  test('is none where nothing but running text stands in columns', () => {
    const words = page([
      [20, '依法公开'],
      [200, '注重实效'],
      [400, '方便群众'],
    ]);
    expect(tables(words)).toEqual([]);
  });

  test('is none where a line has more pieces than any table has columns', () => {
    const wide = Array.from({ length: 80 }, (_, index) => [400 + 20 * index, '1'] as const);
    const [table] = tables(page(...figures, [[20, '申请总数'], ...wide]));
    expect(table?.geometry).not.toBe('spans');
  });

  test('costs as much more as it is longer, and letters of any size cost no more', () => {
    const many = Array.from({ length: 600 }, () => figures).flat();
    const lines = page(...many).map((line, index) => (index === 7 ? { ...line, size: 1e12 } : line));
    expect(tables(lines).length).toBeGreaterThan(0);
  });

  test.each([11, 14])('reads all of an undamaged report, seed %i', async seed => {
    const trial = await tryDocument(seed, { layout: 'pdf-without-lines', damages: [] });
    expect(trial).toMatchObject({ guessed: [], missing: [] });
  });

  test.each([40_100_386, 40_200_218, 40_300_104])(
    'reads nothing of a damaged one that is not there, seed %i',
    async seed => {
      const trial = await tryDocument(seed, { layout: 'pdf-without-lines' });
      expect(trial.guessed).toEqual([]);
    },
  );
});

test('two numbers in one piece are of two columns: neither is the first, and the other is not blank', () => {
  const [first, second, ...rest] = figures;
  const merged = [first[0], first[1], [300, '15'], [325, '16']] as const;
  const [found] = tables(page(merged, second, ...rest));
  expect(textsOf(found)[0]).toBe('0:主动公开信息数 1:15 16\n条');
  expect(found?.rows[0]?.cells.at(-1)).toMatchObject({ gridColumn: 1, colSpan: 3 });
});

test('numbers beside words that stand between them and a label may be its own: it is not blank', () => {
  const [first, ...rest] = figures;
  const [found] = tables(page([first[0], [210, '条左右'], [300, '15'], [400, '160']], ...rest));
  expect(textsOf(found)[0]).toBe('0:主动公开信息数');
});

test('a number at the foot of the last page that leaves no room for one digit more may be broken off', () => {
  const narrow = figures.map(row => row.map(([left, text]) => [left === 400 ? 340 : left, text] as const));
  const last = (number: string, ...others: readonly Line[][]): string | undefined =>
    textsOf(
      tables(
        page(...narrow, [
          [20, '咨询电话接听数'],
          [220, '人次'],
          [300, number],
          [340, '1'],
        ]),
        ...others,
      )[0],
    ).at(-1);
  expect(last('333')).toBe('0:咨询电话接听数 1:333\n1\n人次');
  expect(last('3')).toBe('0:咨询电话接听数 1:人次 2:3 3:1');
  expect(last('333', page([[20, '五、存在的主要问题及改进情况']]))).toBe('0:咨询电话接听数 1:人次 2:333 3:1');
});

test('beside labels that stand to the right of numbers, none is placed, and no row is blank', () => {
  const beside = figures.map(
    (row, at) =>
      [
        ...row,
        [500, ['传真申请数', '电子邮件申请数', '网上申请数', '信函申请数'][at] ?? ''],
        [700, '4'],
      ] as const,
  );
  const [found] = tables(page(...beside));
  expect(found?.rows.flatMap(row => row.cells).filter(cell => /^\d+$/.test(cell.text))).toEqual([]);
});

test('headings broken over lines, with nothing below them, are a table', () => {
  const upper = ['结果', '结果', '其他', '尚未', '总计'].map((text, at) => [20 + 60 * at, text] as const);
  const lower = ['维持', '纠正', '结果', '审结'].map((text, at) => [20 + 60 * at, text] as const);
  expect(textsOf(tables(page(upper, lower))[0])).toEqual([
    '0:结果维持 1:结果纠正 2:其他结果 3:尚未审结 4:总计',
  ]);
});
