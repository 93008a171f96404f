/** Tricky tables, each with its case id: what is printed, what must come out, and what a plausible program reads. */

import { describe, expect, test } from 'vitest';
import type { Cell } from '../../schema/extraction.ts';
import { readHtml } from '../readers/html.ts';
import { readText } from '../readers/text.ts';
import { readTables, type TablesReading } from './read.ts';

const html = (body: string, year = 2019): TablesReading => readTables(readHtml(body).blocks, year, true);
const text = (body: string, year = 2019): TablesReading => readTables(readText(body).blocks, year, true);

function cell(reading: TablesReading, key: string): Cell {
  const found = reading.cells.find(
    candidate => `${candidate.table}.${candidate.row}.${candidate.column}` === key,
  );
  if (!found) throw new Error(`no cell ${key}`);
  return found;
}
const values = (reading: TablesReading, table: string, row: string): (number | null)[] =>
  reading.cells
    .filter(candidate => candidate.table === table && candidate.row === row)
    .map(candidate => candidate.value);
const statuses = (reading: TablesReading, table: string, row: string): string[] =>
  reading.cells
    .filter(candidate => candidate.table === table && candidate.row === row)
    .map(candidate => candidate.status);

const row = (...cells: string[]): string =>
  `<tr>${cells.map(content => `<td>${content}</td>`).join('')}</tr>`;
const table = (...rows: string[]): string => `<table>${rows.join('')}</table>`;

const documents2019 = (...rows: string[]): string =>
  table(
    '<tr><td colspan=4>第二十条第（一）项</td></tr>',
    row('信息内容', '本年新<br>制作数量', '本年新<br>公开数量', '对外公开总数量'),
    ...rows,
  );

const applicantHeading =
  '<tr><td colspan=3 rowspan=3>（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）</td><td colspan=7>申请人情况</td></tr>' +
  '<tr><td rowspan=2>自然人</td><td colspan=5>法人或其他组织</td><td rowspan=2>总计</td></tr>' +
  row('商业企业', '科研机构', '社会公益组织', '法律服务机构', '其他');
const requestRow = (label: string, cells: readonly (string | number)[]): string =>
  `<tr><td colspan=3>${label}</td>${cells.map(content => `<td>${content}</td>`).join('')}</tr>`;
const received = '一、本年新收政府信息公开申请数量';
const carriedIn = '二、上年结转政府信息公开申请数量';
const carriedOut = '四、结转下年度继续办理';

describe('section 二', () => {
  const inLines = (...lines: string[]): string => ['二、主动公开政府信息情况', ...lines, '三、'].join('\n');
  const powers = ['第二十条第（五）项', '信息内容', '上一年项目数量'];

  test('a heading that is cut off, on a line of its own, is the one of the form that begins so', () => {
    const rows = ['处理决定数量', '行政许可', '7', '0', '12', '其他对外管理服务事项', '4', '1', '9'];
    const reading = text(inLines(...powers, '本年增/', ...rows));
    expect(values(reading, 'proactive', 'license')).toEqual([7, 0, 12]);
    expect(values(reading, 'proactive', 'othersvc')).toEqual([4, 1, 9]);
  });

  test('a heading that is cut off before it is told from others is none', () => {
    const reading = text(inLines(...powers, '本年', '行政许可', '7', '0', '12', '行政强制', '4', '1', '9'));
    expect(values(reading, 'proactive', 'license')).toEqual([null, null, null]);
    const other = text(inLines(...powers, '处理', '行政许可', '7', '0', '12', '行政强制', '4', '1', '9'));
    expect(values(other, 'proactive', 'license')).toEqual([null, null, null]);
  });

  test('A1, A4: blanks of every kind stay blanks, and the number stays in its column', () => {
    const reading = html(
      documents2019(row('规章', '　　', '&nbsp;', '　'), row('规范性文件', '', '&nbsp;', '　2')),
    );
    expect(statuses(reading, 'proactive', 'rules')).toEqual(['blank', 'blank', 'blank']);
    expect(values(reading, 'proactive', 'normdocs')).toEqual([null, null, 2]);
    expect(cell(reading, 'proactive.normdocs.published_stock')).toMatchObject({
      raw: '　2',
      at: { row: 3, column: 3 },
    });
  });

  test('A5, A6: the unit printed in the cell', () => {
    const block = (amount: string): TablesReading =>
      html(
        table(
          '<tr><td colspan=3>第二十条第（九）项</td></tr>',
          row('信息内容', '采购项目数量', '采购总金额'),
          row('政府集中采购', '2', amount),
        ),
      );
    expect(cell(block('103.7万元'), 'proactive.procure.amount')).toMatchObject({
      value: 103.7,
      value_yuan: 1_037_000,
    });
    expect(cell(block('3400660 元'), 'proactive.procure.amount')).toMatchObject({ value_yuan: 3_400_660 });
    expect(cell(block('8.0679'), 'proactive.procure.amount')).toMatchObject({
      value: 8.0679,
      unit: null,
      value_yuan: null,
    });
  });

  test('A9: marks in one row, zeros in the next', () => {
    const reading = html(documents2019(row('规章', '/', '/', '/'), row('规范性文件', '0', '0', '0')));
    expect(statuses(reading, 'proactive', 'rules')).toEqual(['na_mark', 'na_mark', 'na_mark']);
    expect(cell(reading, 'proactive.rules.created').raw).toBe('/');
    expect(values(reading, 'proactive', 'normdocs')).toEqual([0, 0, 0]);
  });

  test('A10: a dash is a mark, not the sign of the next number', () => {
    const reading = html(
      table(
        '<tr><td colspan=4>第二十条第（六）项</td></tr>',
        row('信息内容', '上一年项目数量', '本年增/减', '处理决定数量'),
        row('行政强制', '3', '4', '-'),
      ),
    );
    expect(values(reading, 'proactive', 'coercion')).toEqual([3, 4, null]);
    expect(cell(reading, 'proactive.coercion.decisions').status).toBe('na_mark');
  });

  test('A18: the same figure in three rows is kept as printed', () => {
    const reading = html(
      table(
        row('信息内容', '上一年项目数量', '本年增/减', '处理决定数量'),
        row('行政处罚', '184', '23', '219'),
        row('行政强制', '4', '4', '219'),
      ),
    );
    expect(values(reading, 'proactive', 'penalty')).toEqual([184, 23, 219]);
    expect(values(reading, 'proactive', 'coercion')).toEqual([4, 4, 219]);
  });

  test('B14: a row that the form does not know is kept as an added row and shifts nothing', () => {
    const reading = html(
      documents2019(
        row('规章', '1', '2', '3'),
        row('其他主动公开文件', '186', '86', '255'),
        row('规范性文件', '4', '5', '6'),
      ),
    );
    expect(values(reading, 'proactive', 'rules')).toEqual([1, 2, 3]);
    expect(values(reading, 'proactive', 'normdocs')).toEqual([4, 5, 6]);
    expect(reading.leftovers).toEqual([]);
    expect(reading.extensions).toMatchObject([
      {
        table: 'proactive',
        form: '2019',
        key: 'ext:其他主动公开文件',
        labels: ['其他主动公开文件'],
        cells: [
          { column: 'created', heading: '本年新\n制作数量', value: 186, status: 'reported', raw: '186' },
          { column: 'published_new', value: 86 },
          { column: 'published_stock', value: 255 },
        ],
      },
    ]);
  });

  test('B15: a definition appended to the label', () => {
    const reading = html(documents2019(row('规章（设区的市、自治州人民政府应提供相关数据）', '1', '2', '3')));
    expect(values(reading, 'proactive', 'rules')).toEqual([1, 2, 3]);
  });

  test('D1: the form of 2019 in a report of 2022, all cells empty', () => {
    const reading = html(documents2019(row('规章', '', '', ''), row('规范性文件', '', '', '')), 2022);
    expect(reading.tables[0]).toMatchObject({
      table: 'proactive',
      form: '2019',
      form_evidence: 'labels',
      status: 'present',
    });
    expect(statuses(reading, 'proactive', 'rules')).toEqual(['blank', 'blank', 'blank']);
    expect(reading.cells.some(candidate => candidate.column === 'issued')).toBe(false);
  });

  test('D3: the form of 2021 with the shorter row name of 2019', () => {
    const reading = html(
      table(
        row('信息内容', '本年制发件数', '本年废止件数', '现行有效件数'),
        row('规章', '1', '0', '2'),
        row('规范性文件', '5', '1', '25'),
      ),
      2022,
    );
    expect(reading.tables[0]).toMatchObject({ form: '2021', form_evidence: 'labels' });
    expect(values(reading, 'proactive', 'normdocs')).toEqual([5, 1, 25]);
  });

  test('D4: columns of 2019 are not those of 2021', () => {
    const reading = html(documents2019(row('规范性文件', '5', '5', '5')));
    expect(
      reading.cells.filter(candidate => candidate.row === 'normdocs').map(candidate => candidate.column),
    ).toEqual(['created', 'published_new', 'published_stock']);
  });

  test('D5: the fee of 2019 is a number of items, that of 2021 an amount in the unit of its heading', () => {
    const fee2021 = html(
      table(
        '<tr><td>第二十条第（八）项</td></tr>',
        row('信息内容', '本年收费金额（单位：万元）'),
        row('行政事业性收费', '96171.6'),
      ),
      2024,
    );
    expect(cell(fee2021, 'proactive.fee.amount')).toMatchObject({
      value: 96_171.6,
      unit: '万元',
      value_yuan: 961_716_000,
    });
    const fee2019 = html(
      table(
        '<tr><td>第二十条第（八）项</td></tr>',
        row('信息内容', '上一年项目数量', '本年增/减'),
        row('行政事业性收费', '0', '0'),
      ),
    );
    expect(values(fee2019, 'proactive', 'fee')).toEqual([0, 0]);
  });

  test('a column inserted by the unit leaves a flattened row unread, and a table with spans read', () => {
    const rows = [
      row('信息内容', '本年制发件数', '其中党政联合', '本年废止件数', '现行有效件数'),
      row('规章', '1', '9', '2', '3'),
    ];
    expect(values(html(table(...rows), 2022), 'proactive', 'rules')).toEqual([1, 2, 3]);
    const flat = text(
      '信息内容 | 本年制发件数 | 其中党政联合 | 本年废止件数 | 现行有效件数 |\n规章 | 1 |  | 2 | 3 |',
      2022,
    );
    expect(values(flat, 'proactive', 'rules')).toEqual([null, null, null]);
  });
});

describe('section 三', () => {
  test('B10, B16: 其他 and 总计 are columns, rows and parts of labels; the path decides', () => {
    const reading = html(
      table(
        applicantHeading,
        requestRow(received, [1, 2, 3, 4, 5, 6, 21]),
        `<tr><td rowspan=4>三、本年度办理结果</td><td rowspan=3>（六）其他处理</td><td>1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请</td>${'<td>1</td>'.repeat(6)}<td>6</td></tr>`,
        `<tr><td>2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请</td>${'<td>2</td>'.repeat(6)}<td>12</td></tr>`,
        `<tr><td>3.其他</td>${'<td>3</td>'.repeat(6)}<td>18</td></tr>`,
        `<tr><td colspan=2>（七）总计</td>${'<td>6</td>'.repeat(6)}<td>36</td></tr>`,
      ),
      2023,
    );
    expect(reading.tables[1]).toMatchObject({ form: '2021', form_evidence: 'labels' });
    expect(values(reading, 'requests', 'req_new_received')).toEqual([1, 2, 3, 4, 5, 6, 21]);
    expect(values(reading, 'requests', 'req_other_misc')).toEqual([3, 3, 3, 3, 3, 3, 18]);
    expect(values(reading, 'requests', 'req_processed_total')).toEqual([6, 6, 6, 6, 6, 6, 36]);
    expect(statuses(reading, 'requests', 'req_np_petition')).toEqual(new Array(7).fill('row_absent'));
  });

  test('A3: only the total column filled', () => {
    const reading = html(table(applicantHeading, requestRow(received, ['', '', '&nbsp;', '', '', '', ' 0'])));
    expect(values(reading, 'requests', 'req_new_received')).toEqual([null, null, null, null, null, null, 0]);
    expect(statuses(reading, 'requests', 'req_new_received').slice(0, 6)).toEqual(new Array(6).fill('blank'));
  });

  test('B1: blanks dropped by the copier leave a row unaligned, unless it is whole', () => {
    const heading =
      '申请人情况\n自然人\n法人或其他组织\n总计\n商业企业\n科研机构\n社会公益组织\n法律服务机构\n其他';
    const reading = text(
      `三、收到和处理政府信息公开申请情况\n${heading}\n${received}\n0\n0\n0\n0\n0\n0\n${carriedIn}\n0\n0\n0\n（一）予以公开\n1\n0\n0\n0\n0\n0\n1\n（二）部分公开\n0\n`,
    );
    expect(statuses(reading, 'requests', 'req_new_received')).toEqual(new Array(7).fill('unaligned'));
    expect(values(reading, 'requests', 'req_granted_full')).toEqual([1, 0, 0, 0, 0, 0, 1]);
    expect(reading.issues.map(found => found.code)).toContain('extract.cells.unaligned');
    expect(reading.leftovers.length).toBeGreaterThanOrEqual(9);
  });

  test('a line that holds nothing but a typed space is a blank cell, and an empty line is none', () => {
    const applicants = ['自然人', '商业企业', '科研机构', '社会公益组织', '法律服务机构', '其他', '总计'];
    const rowOf = (...cells: (string | number)[]): TablesReading =>
      text([...applicants, received, ...cells, carriedIn, 0, 0, 0, 0, 0, 0, 0].join('\n'));
    for (const space of ['\u3000', '\u00a0', ' \u00a0 '])
      expect(values(rowOf(1, space, 84, '', 0, 0, space, 85), 'requests', 'req_new_received')).toEqual([
        1,
        null,
        84,
        0,
        0,
        null,
        85,
      ]);
    // One cell too many: without the blank the rest would add up, one column off.
    expect(statuses(rowOf('\u3000', 1, 84, 0, '—', 0, 0, 85), 'requests', 'req_new_received')).toEqual(
      new Array(7).fill('unaligned'),
    );
  });

  test('B3: headings and labels of one character per line', () => {
    const broken = (words: string): string => [...words].join('<br>');
    const reading = html(
      table(
        applicantHeading
          .replace('自然人', broken('自然人'))
          .replace('总计', broken('总计'))
          .replace('>其他<', `>${broken('其他')}<`),
        `<tr><td>${broken('三、本年度办理结果')}</td><td>${broken('（三）不予公开')}</td><td>1.属于国家秘密</td>${'<td>0</td>'.repeat(7)}</tr>`,
      ),
    );
    expect(values(reading, 'requests', 'req_denied_state_secret')).toEqual([0, 0, 0, 0, 0, 0, 0]);
  });

  test('B5, B6, B7: labels that reach under the applicants show that positions are lost', () => {
    const line = (...cells: string[]): string => cells.join('\t');
    const reading = text(
      [
        line(
          '（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）',
          '',
          '申请人情况',
          '',
          '',
          '',
          '',
          '',
          '总计',
        ),
        line('', '', '自然人', '法人或其他组织', '', '', '', '', ''),
        line('', '', '', '商业企业', '科研机构', '社会公益组织', '法律服务机构', '其他', ''),
        line(received, '', '', '', '', '', '', '1', '1'),
        line('三、本年度办理结果', '（三）不予公开', '1.属于国家秘密', '', '', '', '', '', ''),
        line('', '', '2.其他法律法规禁止公开', '', '', '', '', '', ''),
        line('（七）总计', '', '', '', '', '', '', '1', ''),
      ].join('\n'),
    );
    const total = cell(reading, 'requests.req_new_received.all');
    expect(total).toMatchObject({ value: 1, status: 'reported' });
    expect(total.inferred).toMatch(/sum/);
    expect(statuses(reading, 'requests', 'req_new_received').slice(0, 6)).toEqual(
      new Array(6).fill('unaligned'),
    );
    expect(statuses(reading, 'requests', 'req_processed_total')).toEqual(new Array(7).fill('unaligned'));
    expect(statuses(reading, 'requests', 'req_denied_law_prohibits')).toEqual(new Array(7).fill('blank'));
  });

  test('B8: a page number between two halves of the table is no value', () => {
    const reading = html(
      table(applicantHeading, requestRow(received, [1, 0, 0, 0, 0, 0, 1])) +
        '<p>- 4 -</p>' +
        table(requestRow(carriedOut, [0, 0, 0, 0, 0, 0, 0])),
    );
    expect(values(reading, 'requests', 'req_new_received')).toEqual([1, 0, 0, 0, 0, 0, 1]);
    expect(values(reading, 'requests', 'req_carried_out')).toEqual([0, 0, 0, 0, 0, 0, 0]);
  });

  test('B9: a row on one line of text, its number no value', () => {
    const heading =
      '申请人情况\n自然人\n法人或其他组织\n总计\n商业企业\n科研机构\n社会公益组织\n法律服务机构\n其他';
    const reading = text(`${heading}\n（四）无法提供\n1.本机关不掌握相关政府信息 746 12 0 0 10 1 769\n`);
    expect(values(reading, 'requests', 'req_unavailable_not_held')).toEqual([746, 12, 0, 0, 10, 1, 769]);
  });

  test('a row that contradicts itself is not read', () => {
    const reading = html(
      table(applicantHeading, requestRow(received, [1, 0, 0, 0, 0, 0, 1])) +
        table(applicantHeading, requestRow(received, [2, 0, 0, 0, 0, 0, 2])),
    );
    expect(cell(reading, 'requests.req_new_received.natural_person')).toMatchObject({
      value: null,
      status: 'unaligned',
    });
    expect(cell(reading, 'requests.req_new_received.org_business')).toMatchObject({
      value: 0,
      status: 'reported',
    });
    expect(reading.issues.map(found => found.code)).toContain('extract.table.repeated');
  });

  test('a row shorter than the table is not stretched', () => {
    const reading = html(
      table(applicantHeading, requestRow(received, [5, 3, 8]), requestRow(carriedIn, [1, 0, 0, 0, 0, 0, 1])),
    );
    expect(values(reading, 'requests', 'req_new_received')).toEqual(new Array(7).fill(null));
    expect(values(reading, 'requests', 'req_carried_in')).toEqual([1, 0, 0, 0, 0, 0, 1]);
  });
});

describe('section 四', () => {
  const outcomes = ['结果维持', '结果纠正', '其他结果', '尚未审结', '总计'];
  const heading =
    '<tr><td colspan=5>行政复议</td><td colspan=10>行政诉讼</td></tr>' +
    `<tr>${outcomes.map(label => `<td rowspan=2>${label}</td>`).join('')}<td colspan=5>未经复议直接起诉</td><td colspan=5>复议后起诉</td></tr>` +
    row(...outcomes, ...outcomes);

  test('fifteen numbers under three blocks', () => {
    const numbers = Array.from({ length: 15 }, (_, index) => String(index));
    const reading = html(table(heading, row(...numbers)));
    expect(values(reading, 'remedies', 'rev')).toEqual([0, 1, 2, 3, 4]);
    expect(values(reading, 'remedies', 'lit_direct')).toEqual([5, 6, 7, 8, 9]);
    expect(values(reading, 'remedies', 'lit_after_review')).toEqual([10, 11, 12, 13, 14]);
  });

  test('B2: six numbers for fifteen cells', () => {
    const reading = text(
      `四、政府信息公开行政复议、行政诉讼情况\n行政复议\n行政诉讼\n${outcomes.join('\n')}\n未经复议直接起诉\n复议后起诉\n${[...outcomes, ...outcomes].join('\n')}\n0\n0\n0\n0\n0\n0\n五、存在的主要问题及改进情况\n无\n`,
    );
    expect(
      reading.cells.filter(candidate => candidate.table === 'remedies' && candidate.status === 'unaligned'),
    ).toHaveLength(15);
  });

  test('B4: headings in three rows and no row of numbers', () => {
    const line = (...cells: string[]): string => cells.join('\t');
    const reading = text(
      [
        line('行政复议', '', '', '', '', '行政诉讼', '', '', '', '', '', '', '', '', ''),
        line(
          '结果',
          '结果',
          '其他',
          '尚未',
          '总',
          '未经复议直接起诉',
          '',
          '',
          '',
          '',
          '复议后起诉',
          '',
          '',
          '',
          '',
        ),
        line('维持', '纠正', '结果', '审结', '计', '', '', '', '', '', '', '', '', '', ''),
      ].join('\n'),
    );
    expect(reading.tables[2]).toMatchObject({ table: 'remedies', status: 'present' });
    expect(
      reading.cells
        .filter(candidate => candidate.table === 'remedies')
        .every(candidate => candidate.value === null),
    ).toBe(true);
  });
});

describe('documents', () => {
  test('B11: headings without tables give absent tables, whatever the prose says', () => {
    const reading = html(
      '<p>二、主动公开政府信息情况</p><p>未收到申请，共0件。</p><p>三、收到和处理政府信息公开申请情况</p>',
      2022,
    );
    expect(reading.cells).toHaveLength(200);
    expect(
      reading.cells.every(candidate => candidate.status === 'table_absent' && candidate.value === null),
    ).toBe(true);
    expect(reading.issues.map(found => found.code)).toEqual(['extract.tables.none']);
  });

  test('D2: the tables decide the form, not the year or the notice that is cited', () => {
    const reading = html(
      `<p>根据国办公开办函〔2019〕60号</p>${table(row('信息内容', '本年制发件数', '本年废止件数', '现行有效件数'), row('规章', '0', '0', '0'))}`,
      2020,
    );
    expect(reading.tables.map(found => [found.form, found.form_evidence])).toEqual([
      ['2021', 'labels'],
      ['2019', 'report_year'],
      ['2019', 'report_year'],
    ]);
  });

  test('every cell of the form exactly once, whatever is found', () => {
    const reading = html(documents2019(row('规章', '1', '2', '3')));
    const keys = reading.cells.map(candidate => `${candidate.table}.${candidate.row}.${candidate.column}`);
    expect(keys).toHaveLength(198);
    expect(new Set(keys).size).toBe(198);
  });

  test('a page that is no report and has no tables has no cells', () => {
    expect(readTables(readHtml('<p>通知</p>').blocks, 2022, false)).toEqual({
      tables: [],
      cells: [],
      leftovers: [],
      extensions: [],
      grids: [],
      issues: [],
    });
  });
});
