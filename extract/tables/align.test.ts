/** Rows that one or two plausible damages could have given: each was once read as if nothing had happened. */

import { describe, expect, test } from 'vitest';
import type { Cell } from '../../schema/extraction.ts';
import { tableOf } from '../../schema/forms/form.ts';
import { formById } from '../../schema/forms/index.ts';
import { readHtml } from '../readers/html.ts';
import { readText } from '../readers/text.ts';
import { readTables } from './read.ts';

const html = (body: string): readonly Cell[] => readTables(readHtml(body).blocks, 2022, true).cells;
const text = (body: string): readonly Cell[] => readTables(readText(body).blocks, 2022, true).cells;
const rowIn = (cells: readonly Cell[], table: string, row: string): Cell[] =>
  cells.filter(cell => cell.table === table && cell.row === row);
const values = (cells: readonly Cell[], table: string, row: string): (number | null)[] =>
  rowIn(cells, table, row).map(cell => cell.value);

type Printed = readonly (string | number)[];
const tr = (cells: Printed): string => `<tr>${cells.map(cell => `<td>${cell}</td>`).join('')}</tr>`;
const nothing = [null, null, null, null, null, null, null];

const requestsTable = (rows: readonly string[]): string =>
  `<table><tr><td colspan=3 rowspan=3>（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）</td><td colspan=7>申请人情况</td></tr><tr><td rowspan=2>自然人</td><td colspan=5>法人或其他组织</td><td rowspan=2>总计</td></tr>${tr(['商业企业', '科研机构', '社会公益组织', '法律服务机构', '其他'])}${rows.join('')}</table>`;
const requestRow = (label: string, cells: Printed): string =>
  `<tr><td colspan=3>${label}</td>${cells.map(cell => `<td>${cell}</td>`).join('')}</tr>`;

const form = formById('2021');
const labelOf = (key: string): string => {
  const row = tableOf(form, 'requests').rows.find(candidate => candidate.key === key);
  if (!row) throw new Error(`no row ${key}`);
  return row.text;
};
const received = labelOf('req_new_received');
const carriedIn = labelOf('req_carried_in');
const granted = labelOf('req_granted_full');
const processed = labelOf('req_processed_total');
const carriedOut = labelOf('req_carried_out');

const documents = (rows: readonly Printed[]): string =>
  `<table><tr><td colspan=4>第二十条第（一）项</td></tr>${tr(['信息内容', '本年制发件数', '本年废止件数', '现行有效件数'])}${rows.map(tr).join('')}</table>`;

describe('a row moved by one place', () => {
  test('is told by its sum where the others add up', () => {
    const cells = html(
      requestsTable([
        requestRow(received, [3, 0, 1, 0, 0, 0, 4]),
        requestRow(carriedIn, ['', 2, 0, 1, 0, 0, 0]),
        requestRow(granted, [3, 0, 1, 0, 0, 0, 4]),
        requestRow(carriedOut, [0, 2, 0, 0, 0, 0, 2]),
      ]),
    );
    expect(values(cells, 'requests', 'req_new_received')).toEqual([3, 0, 1, 0, 0, 0, 4]);
    expect(values(cells, 'requests', 'req_carried_in')).toEqual(nothing);
  });

  test('is believed where no row adds up, and where a part is left blank amid the row', () => {
    const blankTotals = html(
      requestsTable([
        requestRow(received, [3, '', '', '', '', '', '']),
        requestRow(granted, [2, '', '', '', '', '', '']),
        requestRow(carriedOut, [1, '', '', '', '', '', '']),
      ]),
    );
    expect(values(blankTotals, 'requests', 'req_granted_full')).toEqual([
      2,
      null,
      null,
      null,
      null,
      null,
      null,
    ]);
  });

  test('is told by the total that it leaves blank where all others print theirs, though none adds up', () => {
    const failing = [
      'req_denied_state_secret',
      'req_denied_third_party',
      'req_np_petition',
      'req_np_duplicate',
    ];
    const printed = [
      ...failing,
      'req_carried_in',
      'req_granted_full',
      'req_processed_total',
      'req_carried_out',
    ];
    const table = (last: Printed): (number | null)[] =>
      values(
        html(
          requestsTable([
            ...printed.map(key => requestRow(labelOf(key), [1, 0, 2, 0, 0, 0, 9])),
            requestRow(received, last),
          ]),
        ),
        'requests',
        'req_new_received',
      );
    expect(table(['', '', '', '', '', 8, ''])).toEqual(nothing);
    expect(table(['', 3, '', '', 1, 4, ''])).toEqual(nothing);
    expect(table(['', 3, '', '', 1, 5, ''])).toEqual([null, 3, null, null, 1, 5, null]);
  });

  test('matters not to a row of zeros where all sums hold', () => {
    const zeros = ['', 0, 0, 0, 0, 0, 0];
    const table = (total: number): readonly Cell[] =>
      html(
        requestsTable([
          requestRow(received, [3, 0, 1, 0, 0, 0, total]),
          requestRow(granted, [3, 0, 1, 0, 0, 0, 4]),
          requestRow(carriedOut, zeros),
        ]),
      );
    expect(values(table(4), 'requests', 'req_carried_out')).toEqual([null, 0, 0, 0, 0, 0, 0]);
    expect(values(table(5), 'requests', 'req_carried_out')).toEqual(nothing);
  });

  test('is told in section 二 by a blank at the edge where all else is full', () => {
    const cells = html(
      documents([
        ['规章', 1, 0, 5],
        ['行政规范性文件', '', 2, 7],
      ]),
    );
    expect(values(cells, 'proactive', 'rules')).toEqual([1, 0, 5]);
    expect(values(cells, 'proactive', 'normdocs')).toEqual([null, null, null]);
  });
});

test('a number below zero shows that its row has moved, unless it stands where changes are counted', () => {
  const license = (...cells: (number | string)[]): (string | undefined)[] =>
    rowIn(
      readTables(
        readHtml(
          `<table><tr><td colspan=4>第二十条第（五）项</td></tr>${tr(['信息内容', '上一年项目数量', '本年增/减', '处理决定数量'])}${tr(['行政许可', ...cells])}${tr(['其他对外管理服务事项', 1, '', 3])}</table>`,
        ).blocks,
        2020,
        true,
      ).cells,
      'proactive',
      'license',
    ).map(({ status }) => status);
  expect(license('', -91, '')).toEqual(['blank', 'reported', 'blank']);
  expect(license(-91, '', '')).toEqual(['unaligned', 'unaligned', 'unaligned']);
});

test('a row longer than its grid is not taken for one with a blank too many', () => {
  const rows = [
    requestRow(received, [3, 0, 1, 0, 0, 0, 4]),
    requestRow(carriedIn, [1, 1, '', 0, 0, 0, 0, 0]),
  ];
  expect(values(html(requestsTable(rows)), 'requests', 'req_carried_in')).toEqual(nothing);
});

test('a row with a cell too many that adds up in two ways is read in neither', () => {
  const read = (cells: Printed): (number | null)[] =>
    values(html(requestsTable([requestRow(received, cells)])), 'requests', 'req_new_received');
  expect(read(['', 95, 0, 0, 0, 0, 0, 95])).toEqual(nothing);
  expect(read(['', 95, 1, 2, 3, 4, 5, 110])).toEqual([95, 1, 2, 3, 4, 5, 110]);
});

test('a row that goes on below, without a label, is not known to be whole, unless a page’s number stands there', () => {
  const read = (below: string): (number | null)[] =>
    values(
      html(requestsTable([requestRow(received, [1, 0, 0, 0, 0, 0, 1]), below, requestRow(carriedIn, [0])])),
      'requests',
      'req_new_received',
    );
  expect(read(requestRow('', ['', '', '', '', '', '', 7]))).toEqual(nothing);
  expect(read('<tr><td>12</td></tr>')).toEqual([1, 0, 0, 0, 0, 0, 1]);
});

test('where the cells of a row begin behind those of the others, a blank total may be a number over the edge', () => {
  const page = (start: number): string =>
    `<table><tr><td></td>${tr([granted, 1, 0, 0, 0, 0, 0, 1, '', '']).slice(4)}<tr><td colspan=${start}>${carriedIn}</td>${['', '', '', '', '', '', ''].map(cell => `<td>${cell}</td>`).join('')}</tr></table>`;
  const totalOf = (start: number): string | undefined =>
    rowIn(
      html(`${requestsTable([requestRow(received, [1, 0, 0, 0, 0, 0, 1])])}${page(start)}`),
      'requests',
      'req_carried_in',
    ).at(-1)?.status;
  expect(totalOf(2)).toBe('blank');
  expect(totalOf(3)).toBe('unaligned');
});

describe('a row of blanks in a grid', () => {
  const statusOf = (body: string): (string | undefined)[] =>
    rowIn(html(body), 'requests', 'req_new_received').map(({ status }) => status);
  const blanks = ['', '', '', '', '', '', ''];

  test('has lost its number where it has a cell too many, which pushed it over the edge', () => {
    expect(statusOf(requestsTable([requestRow(received, blanks)]))).toEqual(blanks.map(() => 'blank'));
    expect(statusOf(requestsTable([requestRow(received, [...blanks, ''])]))).toEqual(
      blanks.map(() => 'unaligned'),
    );
  });

  test('has moved where a heading of rows above stands amid it', () => {
    const heading = '<tr><td rowspan=2></td><td>自然人</td><td rowspan=2>总计</td></tr>';
    const row = `<tr><td>${carriedIn}</td>${blanks.map(() => '<td></td>').join('')}</tr>`;
    const cells = html(requestsTable([requestRow(received, [1, 0, 0, 0, 0, 0, 1]), heading, row]));
    expect(rowIn(cells, 'requests', 'req_carried_in').map(({ status }) => status)).toEqual(
      blanks.map(() => 'unaligned'),
    );
  });

  test('has moved where a heading of rows above reaches into its columns, though its number stands in one', () => {
    const row = (above: string): string =>
      `<tr><td colspan=2></td>${above}<td colspan=5></td>${above}</tr><tr><td colspan=2>${carriedIn}</td>${['', '', '', 1, '', 1].map(cell => `<td>${cell}</td>`).join('')}</tr>`;
    const cells = html(
      requestsTable([requestRow(received, [1, 0, 0, 0, 0, 0, 1]), row('<td rowspan=2>总计</td>')]),
    );
    expect(rowIn(cells, 'requests', 'req_carried_in').map(({ status }) => status)).toEqual(
      blanks.map(() => 'unaligned'),
    );
  });

  test('may have lost the number that stands below it without a label', () => {
    const cells = html(
      documents([
        ['规章', '', 1, ''],
        [62, '', '', ''],
        ['行政规范性文件', 3, '', 5],
      ]),
    );
    const statuses = (row: string): string[] => rowIn(cells, 'proactive', row).map(({ status }) => status);
    expect(statuses('rules')).toEqual(['unaligned', 'reported', 'unaligned']);
    expect(statuses('normdocs')).toEqual(['reported', 'blank', 'reported']);
  });

  test('is no row of text behind whose label two cells have run together', () => {
    const row = (behind: string): (string | undefined)[] =>
      rowIn(
        text(`三、收到和处理政府信息公开申请情况\n${received}${behind}\n${carriedIn}`),
        'requests',
        'req_new_received',
      ).map(({ status }) => status);
    expect(new Set(row('  /6'))).toEqual(new Set(['unaligned']));
  });

  test('has lost its cells where it ends before its heading, and where more than the heading’s stand below', () => {
    const license = (cells: string): (string | undefined)[] =>
      rowIn(
        html(
          `<table><tr><td colspan=4>第二十条第（五）项</td></tr><tr><td>信息内容</td><td colspan=3>本年处理决定数量</td></tr><tr><td>行政许可</td>${cells}</tr></table>`,
        ),
        'proactive',
        'license',
      ).map(({ status }) => status);
    expect(license('<td colspan=3></td>')).toEqual(['blank']);
    expect(license('<td></td>')).toEqual(['unaligned']);
    expect(license('<td></td><td></td><td></td>')).toEqual(['unaligned']);
  });

  test('is none where a label is a table of its own, without any cell', () => {
    const alone = `<table>${tr([received])}</table>`;
    expect(statusOf(`${requestsTable([])}${alone}`)).toEqual(blanks.map(() => 'unaligned'));
  });
});

test('a row that ends before its headings has lost a cell', () => {
  const block = `<table><tr><td colspan=4>第二十条第（九）项</td></tr><tr><td>信息内容</td><td>采购项目数量</td><td colspan=2>采购总金额</td></tr><tr><td>政府集中采购</td><td></td><td>2</td></tr></table>`;
  const spanned = documents([
    ['规章', 1, 0, 5],
    ['规范性文件', 1, 0, 5],
  ])
    .replace('本年制发件数', '本年新制作数量')
    .replace('本年废止件数', '本年新公开数量')
    .replace('现行有效件数', '对外公开总数量');
  const cells = readTables(readHtml(spanned + block).blocks, 2020, true).cells;
  expect(values(cells, 'proactive', 'procure').every(value => value === null)).toBe(true);
});

test('a page number in text that drops blanks is not the last cell of a row', () => {
  const heading = '信息内容\n本年处理决定数量';
  const body = `第二十条第（五）项\n${heading}\n行政许可\n4\n第二十条第（六）项\n${heading}\n行政处罚\n行政强制\n0`;
  expect(values(text(body), 'proactive', 'license')).toEqual([null]);
  expect(values(text(body), 'proactive', 'coercion')).toEqual([0]);
});

test('a number broken in two does not stand in for a blank that was lost', () => {
  const heading = '本年制发件数\n本年废止件数\n现行有效件数';
  const body = `第二十条第（一）项\n信息内容\n${heading}\n规章\n2\n行政规范性文件\n1\n829\n3`;
  expect(values(text(body), 'proactive', 'normdocs')).toEqual([null, null, null]);
});

describe('tables that stand twice', () => {
  const first = [
    requestRow(received, ['', '', '', '', '', '', '']),
    requestRow(granted, [1, 0, 0, 0, 0, 0, 1]),
  ];
  const second = [requestRow(received, [5, 0, 0, 0, 0, 0, 5]), requestRow(granted, [5, 0, 0, 0, 0, 0, 5])];

  test('a blank beside a number contradicts it', () => {
    const cells = html(requestsTable(first) + requestsTable(second));
    expect(values(cells, 'requests', 'req_new_received')[0]).toBeNull();
    expect(values(cells, 'requests', 'req_granted_full')).toEqual([null, 0, 0, 0, 0, 0, null]);
  });

  test('what only one of them has may be of either', () => {
    const extra = requestRow(carriedOut, [9, 0, 0, 0, 0, 0, 9]);
    const cells = html(requestsTable(first) + requestsTable([...second, extra]));
    expect(values(cells, 'requests', 'req_carried_out')).toEqual(nothing);
  });

  test('of two editions, neither is the report’s', () => {
    const old = documents([['规章', 7, 7, 7]])
      .replace('本年制发件数', '本年新制作数量')
      .replace('本年废止件数', '本年新公开数量')
      .replace('现行有效件数', '对外公开总数量');
    const cells = html(documents([['规章', '', '', '']]) + old);
    expect(values(cells, 'proactive', 'rules')).toEqual([null, null, null]);
  });

  test('section 四 without its numbers stands there too', () => {
    const outcomes = ['结果维持', '结果纠正', '其他结果', '尚未审结', '总计'];
    const heading = `<tr><td colspan=5>行政复议</td><td colspan=10>行政诉讼</td></tr><tr>${outcomes.map(name => `<td rowspan=2>${name}</td>`).join('')}<td colspan=5>未经复议直接起诉</td><td colspan=5>复议后起诉</td></tr>${tr([...outcomes, ...outcomes])}`;
    const numbers = [0, 0, 1, 0, 1, 2, 0, 0, 0, 2, 0, 0, 0, 0, 0];
    const blanks = numbers.map(() => '');
    expect(values(html(`<table>${heading}${tr(numbers)}</table>`), 'remedies', 'rev')).toEqual([
      0, 0, 1, 0, 1,
    ]);
    const both = `<table>${heading}${tr(blanks)}</table><p>二</p><table>${heading}${tr(numbers)}</table>`;
    expect(values(html(both), 'remedies', 'rev').every(value => value === null)).toBe(true);
    const broken = ['', '', '7 687', ...blanks.slice(3)];
    const changed = `<table>${heading}${tr(numbers)}${tr(broken)}</table>`;
    expect(values(html(changed), 'remedies', 'rev').every(value => value === null)).toBe(true);
    const stub = heading.replace('<tr>', '<tr><td rowspan=3></td>');
    expect(values(html(`<table>${stub}${tr(['', ...numbers])}</table>`), 'remedies', 'rev')).toEqual([
      0, 0, 1, 0, 1,
    ]);
    const foreign = `<table>${heading}${tr(['其他', ...numbers])}</table>`;
    expect(values(html(foreign), 'remedies', 'rev').every(value => value === null)).toBe(true);
  });
});

describe('what the sums of the whole table place', () => {
  /** Every row of the form; all that are not given are zero. */
  const whole = (given: Readonly<Record<string, Printed>>): readonly Cell[] =>
    html(
      requestsTable(
        tableOf(form, 'requests').rows.map(row =>
          requestRow(row.text, given[row.key] ?? [0, 0, 0, 0, 0, 0, 0]),
        ),
      ),
    );
  const balanced = {
    req_new_received: [3, 0, 2, 0, 0, 0, 5],
    req_granted_full: [3, 0, 1, 0, 0, 0, 4],
    req_processed_total: [3, 0, 2, 0, 0, 0, 5],
  };

  test('a row that has lost a cell is placed where only one place fits, and says why', () => {
    const cells = whole({ ...balanced, req_denied_state_secret: [0, 1, 0, 0, 0, 1] });
    const row = rowIn(cells, 'requests', 'req_denied_state_secret');
    expect(row.find(cell => cell.column === 'org_research')).toMatchObject({ value: 1, status: 'reported' });
    expect(row.find(cell => cell.column === 'all')).toMatchObject({ value: 1 });
    expect(row.find(cell => cell.column === 'all')?.inferred).toMatch(/sums/);
    // Which of two zeros has gone, nothing tells.
    expect(row.find(cell => cell.column === 'natural_person')).toMatchObject({
      value: null,
      status: 'unaligned',
    });
  });

  test('zeros distinguish nothing', () => {
    const cells = whole({ ...balanced, req_np_petition: [0, 0, 0, 0, 0, 0] });
    expect(values(cells, 'requests', 'req_np_petition')).toEqual(nothing);
  });

  test('in lines that have lost a cell, it may have been a zero and is not known to be blank', () => {
    const received = [1, 1, 1, 1, 1, 0, 5];
    const given: Readonly<Record<string, Printed>> = {
      req_new_received: received,
      req_denied_state_secret: received.filter(number => number !== 0),
      req_processed_total: received,
    };
    const lines = tableOf(form, 'requests').rows.flatMap(
      ({ key, text: label }): Printed => [label, ...(given[key] ?? [0, 0, 0, 0, 0, 0, 0])],
    );
    const heading =
      '申请人情况 自然人 法人或其他组织 总计 商业企业 科研机构 社会公益组织 法律服务机构 其他'.split(' ');
    const cells = text(['三、收到和处理政府信息公开申请情况', ...heading, ...lines].join('\n'));
    const row = rowIn(cells, 'requests', 'req_denied_state_secret');
    expect(row.map(({ value, status }) => value ?? status)).toEqual([1, 1, 1, 1, 1, 'unaligned', 5]);
  });

  test('nothing is placed where the table does not hold', () => {
    const cells = whole({
      ...balanced,
      req_carried_in: [1, 0, 0, 0, 0, 0, 1],
      req_denied_state_secret: [0, 7, 0, 0, 0, 7],
    });
    expect(values(cells, 'requests', 'req_denied_state_secret')).toEqual(nothing);
  });
});

test('B6: the total of a row is its last cell only where a check says so', () => {
  const rows = [
    requestRow(received, ['', '', '', '', '', '', 1]),
    requestRow(processed, ['', '', '', '', '', 1]),
  ];
  expect(values(html(requestsTable(rows)), 'requests', 'req_processed_total')).toEqual(nothing);
});

test('numbers behind words that no form knows are not the row of section 四', () => {
  const outcomes = '结果维持\n结果纠正\n其他结果\n尚未审结\n总计';
  const heading = `行政复议\n行政诉讼\n${outcomes}\n未经复议直接起诉\n复议后起诉\n${outcomes}\n${outcomes}`;
  const numbers = [9, 0, 0, 0, 9, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0].join('\n');
  expect(values(text(`${heading}\n${numbers}`), 'remedies', 'rev')).toEqual([9, 0, 0, 0, 9]);
  const foreign = values(text(`${heading}\n备注\n${numbers}`), 'remedies', 'rev');
  expect(foreign.every(value => value === null)).toBe(true);
});

describe('edges that do not meet, as Word draws them', () => {
  const licences = (rows: string): readonly Cell[] =>
    html(
      `<table><tr><td colspan=5>第二十条第（五）项</td></tr><tr><td>信息内容</td><td>上一年项目数量</td><td colspan=2>本年增/减</td><td>处理决定数量</td></tr>${rows}</table>`,
    );

  test('leave one tie for a row that has a cell for each heading', () => {
    const cells = licences(
      '<tr><td>行政许可</td><td colspan=2>7</td><td>-2</td><td>9</td></tr><tr><td>其他对外管理服务事项</td><td colspan=2>1</td><td></td><td>3</td></tr>',
    );
    expect(values(cells, 'proactive', 'license')).toEqual([7, -2, 9]);
    expect(values(cells, 'proactive', 'othersvc')).toEqual([1, null, 3]);
  });

  test('prove nothing for a number under two headings, with a blank behind: one before it may be lost', () => {
    const procure = (cells: string): (number | null)[] =>
      values(
        html(
          `<table><tr><td colspan=4>第二十条第（九）项</td></tr><tr><td>信息内容</td><td>采购项目数量</td><td colspan=2>采购总金额</td></tr><tr><td>政府集中采购</td>${cells}</tr></table>`,
        ),
        'proactive',
        'procure',
      );
    expect(procure('<td></td><td colspan=2>9</td>')).toEqual([null, 9]);
    expect(procure('<td colspan=2>9</td><td></td>')).toEqual([null, null]);
    expect(procure('<td colspan=2>9</td><td>3</td>')).toEqual([9, 3]);
  });

  test('prove nothing for a row with a cell too few or too many', () => {
    const cells = licences(
      '<tr><td>行政许可</td><td colspan=3>7</td><td>9</td></tr><tr><td>其他对外管理服务事项</td><td>1</td><td>2</td><td>3</td><td>4</td></tr>',
    );
    expect(rowIn(cells, 'proactive', 'license').map(cell => cell.status)).toEqual([
      'unaligned',
      'unaligned',
      'reported',
    ]);
    expect(values(cells, 'proactive', 'othersvc')).not.toContain(2);
  });
});

describe('lines of which none comes twice', () => {
  const heading = '第二十条第（一）项\n信息内容\n本年制发件数\n本年废止件数\n现行有效件数\n';
  const licences = '第二十条第（五）项\n本年处理决定数量\n行政许可\n第二十条第（六）项\n';
  const statuses = (body: string, row: string) =>
    rowIn(text(body), 'proactive', row).map(({ status, value }) => [status, value]);

  test('a row without a number may have had one that stands above: it is not known to be blank', () => {
    const body = `${heading}规章\n0\n行政规范性文件\n${licences}`;
    expect(statuses(body, 'normdocs')).toEqual(Array(3).fill(['unaligned', null]));
    expect(statuses(body, 'license')).toEqual([['unaligned', null]]);
  });

  test('a row without a number is blank where numbers or headings do come twice, or none is printed', () => {
    const blank = Array(3).fill(['blank', null]);
    expect(statuses(`${heading}规章\n0\n0\n0\n行政规范性文件\n${licences}`, 'normdocs')).toEqual(blank);
    expect(statuses(`${heading}规章\n行政规范性文件\n${licences}`, 'normdocs')).toEqual(blank);
    const again = `${licences}信息内容\n本年处理决定数量\n行政处罚\n5\n`;
    expect(statuses(`${heading}规章\n行政规范性文件\n${again}`, 'normdocs')).toEqual(blank);
  });
});

test('where headings were dropped as repeated, a second table may have been', () => {
  const rules = '第二十条第（一）项\n信息内容\n本年制发件数\n本年废止件数\n现行有效件数\n规章\n1\n2\n3\n';
  const penalty = (heading: string): (number | null)[] =>
    values(
      text(
        `${rules}第二十条第（五）项\n本年处理决定数量\n行政许可\n4\n第二十条第（六）项\n${heading}行政处罚\n5`,
      ),
      'proactive',
      'rules',
    );
  expect(penalty('本年处理决定数量\n')).toEqual([1, 2, 3]);
  expect(penalty('')).toEqual([null, null, null]);
});

describe('a table whose headings stand there again without rows', () => {
  const headings = requestsTable([]);
  const rows = requestsTable([requestRow(received, [3, 0, 1, 0, 0, 0, 4])]);

  test('was cut before its first row: the numbers may be those of another report', () => {
    expect(values(html(headings + rows), 'requests', 'req_new_received')).toEqual(nothing);
    expect(values(html(rows + headings), 'requests', 'req_new_received')).toEqual(nothing);
    expect(values(html(rows), 'requests', 'req_new_received')).toEqual([3, 0, 1, 0, 0, 0, 4]);
  });

  test('in section 二 a block without rows has merely lost them', () => {
    const licences =
      '<table><tr><td colspan=4>第二十条第（五）项</td></tr><tr><td>信息内容</td><td colspan=3>本年处理决定数量</td></tr></table>';
    const body = documents([['规章', 1, 0, 5]]);
    expect(values(html(body + licences), 'proactive', 'rules')).toEqual([1, 0, 5]);
    expect(values(html(documents([]) + body + licences), 'proactive', 'rules')).toEqual([null, null, null]);
  });

  test('among lists too', () => {
    const list = (rows: readonly Printed[]): string => `<table>${rows.map(tr).join('')}</table>`;
    const heading = ['统计指标', '单位', '统计数'];
    const figures = [
      ['1.政府公报公开政府信息数', '条', 3],
      ['2.政府网站公开政府信息数', '条', 7],
      ['3.政务微博公开政府信息数', '条', 9],
    ];
    const read = (body: string): (number | null)[] =>
      readTables(readHtml(body).blocks, 2016, true)
        .cells.filter(({ value }) => value !== null)
        .map(({ value }) => value);
    expect(read(list([heading, ...figures]))).toEqual([3, 7, 9]);
    expect(read(list([heading, ...figures]) + list([heading, ['一、主动公开情况', '——', '——']]))).toEqual([]);
    // A heading that stands for two columns is lost, and a cell is as wide as both.
    const wide = `<table>${figures.map(([label, unit, figure]) => `<tr><td>${label}</td><td>${unit}</td><td colspan=2>${figure}</td></tr>`).join('')}</table>`;
    expect(read(wide)).toEqual([]);
    expect(read(wide.replaceAll(' colspan=2', ''))).toEqual([3, 7, 9]);
  });
});

describe('rows of bars', () => {
  const outcomes = ['结果维持', '结果纠正', '其他结果', '尚未审结', '总计'];
  const heading = [
    ['行政复议', '行政诉讼', '|||||||||||||'],
    [...outcomes, '未经复议直接起诉', '复议后起诉', '||||||||'],
    [...outcomes, ...outcomes, '|||||'],
  ];
  const cellsOf = (numbers: readonly string[]): readonly Cell[] =>
    text(
      [...heading.flat(), ...numbers]
        .map(cell => (/^\|*$/.test(cell) ? cell || '|' : `${cell} |`))
        .join('\n'),
    );
  const blanks = new Array<string>(13).fill('');

  test('with a blank behind the last column have one cell too many', () => {
    expect(values(cellsOf(['', ...blanks, '2']), 'remedies', 'lit_after_review').at(-1)).toBe(2);
    expect(values(cellsOf(['', ...blanks, '2', '']), 'remedies', 'lit_after_review').at(-1)).toBeNull();
  });
});

test('a zero printed twice may stand for a blank where rows often print some of their cells', () => {
  const fees = (others: readonly string[]): readonly Cell[] => {
    const columns = '信息内容\n上一年项目数量\n本年增/减\n处理决定数量\n';
    const blocks = `第二十条第（五）项\n${columns}${others.join('\n')}`;
    return readTables(
      readText(
        `${blocks}\n第二十条第（八）项\n信息内容\n上一年项目数量\n本年增/减\n行政事业性收费\n0\n0\n第二十条第（九）项`,
      ).blocks,
      2020,
      true,
    ).cells;
  };
  const sparse = ['行政许可', '1', '其他对外管理服务事项', '3', '4'];
  const oneOfTwo = ['行政许可', '1', '1', '1', '其他对外管理服务事项', '3', '4'];
  const full = ['行政许可', '0', '0', '0', '其他对外管理服务事项', '0', '0', '0'];
  expect(values(fees(sparse), 'proactive', 'fee')).toEqual([null, null]);
  expect(values(fees(oneOfTwo), 'proactive', 'fee')).toEqual([null, null]);
  expect(values(fees(full), 'proactive', 'fee')).toEqual([0, 0]);
});

test('where a document loses blanks, the only row of a table is not known to be whole', () => {
  const rules = (requests: string): (number | null)[] =>
    values(
      text(
        `第二十条第（一）项\n信息内容  本年制发件数  本年废止件数  现行有效件数\n规章  1  9  9\n三、收到和处理政府信息公开申请情况\n（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）  申请人情况\n自然人  法人或其他组织  总计\n商业企业  科研机构  社会公益组织  法律服务机构  其他\n${received}  ${requests}`,
      ),
      'proactive',
      'rules',
    );
  expect(rules('3  0  1  0  0  0  4')).toEqual([1, 9, 9]);
  expect(rules('3  1  4')).toEqual([null, null, null]);
});

test('two zeros with room behind them may be one printed twice before a blank, unless all rows are full', () => {
  const bars = (license: string): (number | null)[] =>
    values(
      text(
        `第二十条第（五）项 | |||\n信息内容 | 上一年项目数量 | 本年增/减 | 处理决定数量 |\n行政许可 | 4 | ${license} | 3 |\n第二十条第（八）项 | |||\n信息内容 | 上一年项目数量 | 本年增/减 | |\n行政事业性收费 | 0 | 0 | |`,
      ),
      'proactive',
      'fee',
    );
  expect(bars('1')).toEqual([0, 0]);
  expect(bars('')).toEqual([null, null]);
});

describe('rows of bars with room behind their columns', () => {
  const heading =
    '（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和） | 申请人情况 | ||||||||\n自然人 | 法人或其他组织 | 总计 | |||||||\n商业企业 | 科研机构 | 社会公益组织 | 法律服务机构 | 其他 | |||||';
  const bars = (rows: readonly Printed[]): readonly Cell[] =>
    text(
      `${heading}\n${rows.map(row => `${row.join(' | ')} | ${'|'.repeat(Math.max(0, 10 - row.length))}`).join('\n')}`,
    );
  const keys = [
    '1.属于国家秘密',
    '2.其他法律行政法规禁止公开',
    '4.保护第三方合法权益',
    '5.属于三类内部事务信息',
    '6.属于四类过程性信息',
    '7.属于行政执法案卷',
    '8.属于行政查询事项',
  ];
  const failing = (total: number | string): Printed[] => keys.map(label => [label, 1, '', 2, 0, 0, 0, total]);

  test('keep their places where all rows of the table print their total', () => {
    expect(values(bars(failing(9)), 'requests', 'req_denied_state_secret')).toEqual([1, null, 2, 0, 0, 0, 9]);
  });

  test('have lost a cell where fewer stand before what fills them up than there are columns', () => {
    const label = labelOf('req_new_received');
    const short = [label, '', '', '', 1, '', 1];
    const statuses = (row: Printed): (string | undefined)[] =>
      rowIn(bars([row, ...failing(9)]), 'requests', 'req_new_received').map(({ status }) => status);
    expect(statuses(short)).toEqual(new Array<string>(7).fill('unaligned'));
    expect(statuses([label, '', ...short.slice(1)]).at(-1)).toBe('reported');
    expect(statuses([label, '', '', '']).at(-1)).toBe('unaligned');
    expect(statuses([label, '', '', '', '', '', '', '']).at(-1)).toBe('blank');
  });

  test('prove nothing where totals are left blank: any row may hold a cell too many', () => {
    const received = [labelOf('req_new_received'), '', '', '', '', '', 1, 1];
    const cells = bars([received, ...failing('')]);
    expect(values(cells, 'requests', 'req_denied_state_secret')).toEqual(nothing);
    expect(values(cells, 'requests', 'req_new_received')).toEqual(nothing);
    expect(values(bars([received, ...failing(9)]), 'requests', 'req_new_received').at(-1)).toBe(1);
  });
});

test('numbers of several rows behind one label are a table without its labels', () => {
  const heading = '信息内容\n本年制发件数\n本年废止件数\n现行有效件数';
  const body = (behind: string): readonly Cell[] =>
    text(`第二十条第（一）项\n${heading}\n规章\n2\n3\n4\n行政规范性文件\n5\n6\n7${behind}`);
  expect(values(body(''), 'proactive', 'rules')).toEqual([2, 3, 4]);
  expect(values(body('\n8\n9\n10\n11'), 'proactive', 'rules')).toEqual([null, null, null]);
});
