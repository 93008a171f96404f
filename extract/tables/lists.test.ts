/** Tables that list figures, 2014 to 2018 and before, in the ways in which they are laid out. */

import { describe, expect, test } from 'vitest';
import { readHtml } from '../readers/html.ts';
import { readText } from '../readers/text.ts';
import { readTables, type TablesReading } from './read.ts';

const html = (body: string, year: number | null = 2016): TablesReading =>
  readTables(readHtml(body).blocks, year, true);
const text = (body: string, year = 2016): TablesReading => readTables(readText(body).blocks, year, true);

/** What is read, as `row.column` → value; everything without a value is left out. */
const values = ({ cells }: TablesReading): Record<string, number> =>
  Object.fromEntries(
    cells.flatMap(({ table, row, column, value }) =>
      table === 'statistics' && value !== null ? [[`${row}.${column}`, value]] : [],
    ),
  );
const status = ({ cells }: TablesReading, row: string, column: string): string | undefined =>
  cells.find(cell => cell.row === row && cell.column === column)?.status;

const tr = (...cells: readonly (string | number)[]): string =>
  `<tr>${cells.map(cell => `<td>${cell}</td>`).join('')}</tr>`;
const table = (...rows: readonly string[]): string => `<table>${rows.join('')}</table>`;

const heading = tr('统计指标', '单位', '统计数');
const requests: readonly (readonly [string, string, string | number])[] = [
  ['三、依申请公开情况', '——', ''],
  ['（一）收到申请数', '件', 12],
  ['1.当面申请数', '件', 3],
  ['2.传真申请数', '件', 0],
  ['3.网络申请数', '件', 8],
  ['4.信函申请数', '件', 1],
];
const disputes: readonly (readonly [string, string, string | number])[] = [
  ['四、行政复议数量', '件', 4],
  ['（一）维持具体行政行为数', '件', 2],
  ['（二）被依法纠错数', '件', 1],
  ['（三）其他情形数', '件', 1],
  ['五、行政诉讼数量', '件', 6],
  ['（一）维持具体行政行为或者驳回原告诉讼请求数', '件', 3],
  ['（二）被依法纠错数', '件', 0],
  ['（三）其他情形数', '件', 3],
];
const requestValues = {
  'req_new_received.count': 12,
  'req_channel_in_person.count': 3,
  'req_channel_fax.count': 0,
  'req_channel_web.count': 8,
  'req_channel_letter.count': 1,
};
const disputeValues = {
  'rev_total.count': 4,
  'rev_upheld.count': 2,
  'rev_corrected.count': 1,
  'rev_other.count': 1,
  'lit_total.count': 6,
  'lit_upheld.count': 3,
  'lit_corrected.count': 0,
  'lit_other.count': 3,
};
const all = [...requests, ...disputes];
const allValues = { ...requestValues, ...disputeValues };

describe('the table of 2014', () => {
  test('each figure by its label; labels that come twice by the rows around them', () => {
    const reading = html(table(heading, ...all.map(row => tr(...row))));
    expect(reading.tables).toEqual([
      { table: 'statistics', form: '2014', form_evidence: 'labels', status: 'present' },
    ]);
    expect(reading.cells).toHaveLength(58 * 3);
    expect(values(reading)).toEqual(allValues);
    expect(status(reading, 'org_budget', 'count')).toBe('row_absent');
    expect(reading.cells.find(cell => cell.row === 'lit_corrected')).toMatchObject({
      raw: '0',
      unit: '件',
      at: { row: 13, column: 2 },
    });
    expect(reading.leftovers).toEqual([]);
    expect(reading.issues).toEqual([]);
  });

  test.each([
    ['without headings', table(...all.map(row => tr(...row)))],
    ['without units', table(tr('指标', '数量'), ...all.map(([label, , value]) => tr(label, value)))],
    [
      'with units in the cells',
      table(
        heading,
        ...all.map(([label, unit, value]) => tr(label, '', value === '' ? '' : `${value}${unit}`)),
      ),
    ],
    [
      'with numbers in front',
      table(tr('序号', '统计指标', '单位', '统计数'), ...all.map((row, index) => tr(index + 1, ...row))),
    ],
    [
      'without its own numbering',
      table(heading, ...all.map(([label, ...rest]) => tr(label.replace(/^(?:（.）|\d\.|.、)/, ''), ...rest))),
    ],
    [
      'one character to a line',
      table(heading, ...all.map(([label, ...rest]) => tr([...label].join('<br>'), ...rest))),
    ],
    ['with a remark', table(tr('统计指标', '单位', '统计数', '备注'), ...all.map(row => tr(...row, '无')))],
    ['with the year above', table(tr('统计指标', '单位', '2016年'), ...all.map(row => tr(...row)))],
    [
      'in halves side by side',
      table(
        tr('统计指标', '单位', '统计数', '统计指标', '单位', '统计数'),
        ...disputes.map((row, index) => tr(...(requests[index] ?? ['', '', '']), ...row)),
      ),
    ],
    [
      'cut in two, with its headings again',
      `${table(heading, ...requests.map(row => tr(...row)))}<p>- 4 -</p>${table(heading, ...disputes.map(row => tr(...row)))}`,
    ],
    ['shattered', all.map(row => table(tr(...row))).join('')],
    ['twice', table(heading, ...all.map(row => tr(...row))).repeat(2)],
    [
      'in traditional script',
      table(
        tr('統計指標', '單位', '統計數'),
        ...all.map(([label, ...rest]) =>
          tr(
            label.replace('网络', '網路').replace('复议', '複議').replace('诉讼', '訴訟').replace('数', '數'),
            ...rest,
          ),
        ),
      ),
    ],
  ])('%s', (_, page) => {
    expect(values(html(page))).toEqual(allValues);
  });

  test.each([
    ['lines of label, unit and number', ['统计指标', '单位', '统计数', ...all.flat()].join('\n')],
    ['lines with all of a row', ['统计指标 单位 统计数', ...all.map(row => row.join(' '))].join('\n')],
    [
      'lines with a colon',
      [
        '统计指标 统计数',
        ...all.map(([label, unit, value]) => (value === '' ? label : `${label}：${value}${unit}`)),
      ].join('\n'),
    ],
    [
      'rows between bars',
      ['统计指标 | 单位 | 统计数 |', ...all.map(row => `${row.join(' | ')} |`)].join('\n'),
    ],
    ['rows between tabs', ['统计指标\t单位\t统计数', ...all.map(row => row.join('\t'))].join('\n')],
  ])('%s', (_, page) => {
    expect(values(text(`2016年政府信息公开工作年度报告\n${page}\n填报人：李四`))).toEqual(allValues);
  });

  test('本级 and 汇总 are two columns, in one row of headings or in two', () => {
    const rows = requests.map(([label, unit, value]) =>
      tr(label, unit, value, value === '' ? '' : Number(value) * 10),
    );
    const flat = html(table(tr('统计指标', '单位', '本级', '汇总'), ...rows));
    const stacked = html(
      table(
        '<tr><td rowspan=2>统计指标</td><td rowspan=2>单位</td><td colspan=2>统计数</td></tr>',
        tr('本级', '本行政区域汇总'),
        ...rows,
      ),
    );
    for (const reading of [flat, stacked]) {
      expect(values(reading)).toMatchObject({
        'req_new_received.own_level': 12,
        'req_new_received.jurisdiction': 120,
        'req_channel_fax.jurisdiction': 0,
      });
      expect(status(reading, 'req_new_received', 'count')).toBe('row_absent');
    }
  });

  test('a row of blanks with one too many has pushed its number over the edge', () => {
    const rows = requests.map(([label, unit, value]) => tr(label, unit, value, value));
    const blanks = (...cells: string[]): string | undefined =>
      status(
        html(table(tr('统计指标', '单位', '本级', '汇总'), ...rows, tr('（二）申请办结数', '件', ...cells))),
        'req_closed_total',
        'jurisdiction',
      );
    expect(blanks('', '')).toBe('blank');
    expect(blanks('', '', '')).toBe('unaligned');
    const onNextPage = (...cells: string[]): string | undefined =>
      status(
        html(
          table(heading, ...requests.map(row => tr(...row))) +
            table(tr('（二）申请办结数', '件', '', ...cells), tr('1.按时办结数', '件', 5, ...cells)),
        ),
        'req_closed_total',
        'count',
      );
    expect(onNextPage()).toBe('blank');
    expect(onNextPage('')).toBe('unaligned');
    const withoutHeading = (...cells: string[]): string | undefined =>
      status(
        html(table(...requests.map(row => tr(...row)), tr('（二）申请办结数', '件', '', ...cells))),
        'req_closed_total',
        'count',
      );
    expect(withoutHeading()).toBe('blank');
    expect(withoutHeading('')).toBe('unaligned');
    const underHeading = table(
      heading,
      ...requests.map(row => tr(...row)),
      tr('（二）申请办结数', '件', '', ''),
    );
    expect(status(html(underHeading), 'req_closed_total', 'count')).toBe('unaligned');
  });

  test('a row of blanks that has lost its unit has lost a cell', () => {
    const row = (unit: string): string | undefined =>
      status(
        html(table(heading, ...requests.map(each => tr(...each)), tr('（二）申请办结数', unit, ''))),
        'req_closed_total',
        'count',
      );
    expect(row('件')).toBe('blank');
    expect(row('')).toBe('unaligned');
  });

  test('a row with a word among its two figures has moved', () => {
    const rows = requests.map(([label, unit, value]) => tr(label, unit, value, value));
    const page = (...row: string[]): Record<string, number> =>
      values(
        html([tr('统计指标', '单位', '本级', '汇总'), ...rows, tr(...row)].map(each => table(each)).join('')),
      );
    const label = '（二）申请办结数';
    expect(page(label, '件', '67', '68')).toMatchObject({ 'req_closed_total.own_level': 67 });
    for (const unit of ['件', '件（按本年度实际发生数填写）'])
      expect(Object.keys(page(label, unit, '67')).filter(key => key.includes('closed'))).toEqual([]);
  });

  test('two tables whose titles say 本级 and 汇总 are two columns', () => {
    const whole = requests.map(([label, unit, value]) =>
      tr(label, unit, value === '' ? '' : Number(value) * 10),
    );
    const reading = html(
      `<p>政府信息公开情况统计表（市本级）</p>${table(heading, ...requests.map(row => tr(...row)))}` +
        `<p>政府信息公开情况统计表（全市汇总）</p>${table(heading, ...whole)}`,
    );
    expect(values(reading)).toMatchObject({
      'req_new_received.own_level': 12,
      'req_new_received.jurisdiction': 120,
    });
    expect(status(reading, 'req_new_received', 'count')).toBe('row_absent');
  });

  test('of two tables that name their years, that of the report counts; of two that do not, neither', () => {
    const other = requests.map(([label, unit, value]) =>
      tr(label, unit, value === '' ? '' : Number(value) + 5),
    );
    const pair = (first: string, second: string): string =>
      `<p>${first}政府信息公开情况统计表</p>${table(heading, ...requests.map(row => tr(...row)))}` +
      `<p>${second}政府信息公开情况统计表</p>${table(heading, ...other)}`;
    expect(values(html(pair('2016年', '2015年')))).toEqual(requestValues);
    expect(values(html(pair('2015年', '2016年')))['req_new_received.count']).toBe(17);
    const unclear = html(pair('', ''));
    expect(values(unclear)).toEqual({});
    expect(status(unclear, 'req_new_received', 'count')).toBe('unaligned');
    expect(unclear.issues.map(({ code }) => code)).toContain('extract.table.repeated');
  });

  test('money is counted in the unit that its row prints', () => {
    const reading = html(
      table(
        heading,
        ...requests.map(row => tr(...row)),
        tr('七、依申请公开信息收取的费用', '万元', '0.25'),
        tr('（四）政府信息公开专项经费', '元', '3000'),
      ),
    );
    const cells = reading.cells.filter(cell => cell.value !== null);
    expect(cells.find(cell => cell.row === 'req_fees_collected')).toMatchObject({
      value: 0.25,
      unit: '万元',
      value_yuan: 2500,
    });
    expect(cells.find(cell => cell.row === 'org_budget')).toMatchObject({ unit: '元', value_yuan: 3000 });
  });

  test('a label that has lost 不 does not become the row above it', () => {
    const rows = [
      ['（三）申请答复数', 9],
      ['1.属于已主动公开范围数', 1],
      ['3.同意部分公开答复数', 2],
      ['4.同意公开答复数', 6],
      ['5.不属于本行政机关公开数', 0],
    ] as const;
    const reading = html(table(heading, ...rows.map(([label, value]) => tr(label, '件', value))));
    expect(values(reading)['req_answered_total.count']).toBe(9);
    expect(status(reading, 'req_granted_full', 'count')).toBe('unaligned');
    expect(values(reading)).not.toHaveProperty('req_granted_full.count');
  });

  test('a label that several rows have, without the rows that tell them apart, gives no value', () => {
    const reading = html(
      table(
        heading,
        ...requests.map(row => tr(...row)),
        tr('被依法纠错数', '件', 5),
        tr('六、举报投诉数量', '件', 1),
      ),
    );
    expect(status(reading, 'rev_corrected', 'count')).toBe('unaligned');
    expect(status(reading, 'lit_corrected', 'count')).toBe('unaligned');
    expect(values(reading)['complaint_total.count']).toBe(1);
  });

  test('a misspelt label is taken where its neighbours agree, and only there', () => {
    const misspelt = all.map(([label, ...rest]) => tr(label.replace('驳回', '驳问'), ...rest));
    expect(values(html(table(heading, ...misspelt)))).toEqual(allValues);
    const displaced = table(heading, tr('六、举报技诉数量', '件', 7), ...requests.map(row => tr(...row)));
    expect(values(html(displaced))).not.toHaveProperty('complaint_total.count');
  });

  test('rows of a place are kept beside the form’s, telephone numbers are not', () => {
    const reading = html(
      table(
        heading,
        ...requests.map(row => tr(...row)),
        tr('主动公开行政执法信息数', '条', 42),
        ...disputes.map(row => tr(...row)),
        tr('联系电话', '', '68866988'),
      ),
    );
    expect(values(reading)).toEqual(allValues);
    expect(reading.extensions).toMatchObject([
      {
        table: 'statistics',
        form: '2014',
        key: 'ext:主动公开行政执法信息数',
        cells: [{ column: 'count', heading: '统计数', value: 42, unit: '条' }],
      },
    ]);
    expect(reading.leftovers).toEqual([]);
  });

  test('D8: columns that no form has are kept with their headings, and are no value of the form', () => {
    const reading = html(
      table(
        tr('序号', '统 计 指 标', '单位', '区政府统计数', '区直单位统计数', '乡镇街道统计数'),
        ...requests.map(([label, unit, value], index) => tr(index + 1, label, unit, value, 2, 3)),
      ),
      2024,
    );
    expect(values(reading)).toEqual({});
    expect(reading.extensions.find(row => row.key === 'ext:收到申请数')?.cells).toMatchObject([
      { column: null, heading: '区政府统计数', value: 12 },
      { column: null, heading: '区直单位统计数', value: 2 },
      { column: null, heading: '乡镇街道统计数', value: 3 },
    ]);
  });

  test('a value of two rows, or of two columns, belongs to neither', () => {
    const spread = html(
      table(
        heading,
        tr('（一）收到申请数', '件', 5),
        '<tr><td>1.当面申请数</td><td>件</td><td rowspan=2>5</td></tr>',
        tr('2.传真申请数', '件'),
        tr('3.网络申请数', '件', 0),
      ),
    );
    expect(values(spread)).toEqual({ 'req_new_received.count': 5, 'req_channel_web.count': 0 });
    const merged = html(
      table(
        tr('统计指标', '单位', '本级', '汇总'),
        ...requests.map(row => tr(...row, row[2])),
        '<tr><td>（二）申请办结数</td><td>件</td><td colspan=2>9</td></tr>',
      ),
    );
    expect(status(merged, 'req_closed_total', 'own_level')).toBe('unaligned');
  });

  test('prose that names figures is no table', () => {
    const reading = text(
      '2016年政府信息公开工作年度报告\n三、依申请公开情况\n全年收到申请数5件，其中当面申请数2件。\n',
    );
    expect(reading.tables).toEqual([
      { table: 'statistics', form: '2014', form_evidence: 'report_year', status: 'absent' },
    ]);
    expect(reading.cells.every(cell => cell.status === 'table_absent')).toBe(true);
  });

  test('a mark at the end of a line is its row’s figure, and contradicts a number printed before', () => {
    const list = (...lines: string[]): Record<string, number> =>
      values(
        text(
          ['统计指标 单位 统计数', '（一）收到申请数 件 9', ...lines, '2.延期办结数 件 1'].join('\n'),
          2016,
        ),
      );
    expect(list('1.按时办结数 件 4')).toMatchObject({ 'req_closed_on_time.count': 4 });
    expect(list('1.按时办结数 件 4', '1.按时办结数 件 无')).not.toHaveProperty('req_closed_on_time.count');
  });
});

describe('the table of Shanghai and its followers', () => {
  const codes: readonly (readonly [string, string, string, number, number])[] = [
    ['主动公开信息数', '条', '01', 211, 592],
    ['其中：全文电子化的主动公开信息数', '条', '02', 200, 550],
    ['网站专栏页面访问量', '人次', '05', 1200, 3400],
    ['申请总数', '条', '10', 7, 12],
    ['其中：1.当面申请数', '条', '11', 4, 6],
    ['（5）“免予公开范围1”数', '条', '25', 1, 2],
    ['（11）其它原因', '条', '31', 0, 1],
    ['行政复议数', '件', '32', 1, 1],
  ];
  const head = tr('指标名称', '计量单位', '代码', '本期实际', '本年累计');
  const expected = {
    'pa_items_published.annual': 211,
    'pa_items_published.cumulative': 592,
    'req_new_received.annual': 7,
    'req_channel_in_person.cumulative': 6,
    'req_ref_exempt_1.annual': 1,
    'req_ref_other_reason.annual': 0,
    'rev_total.annual': 1,
  };

  test('the code and the beginning of the label say which row a page has cut', () => {
    const page = (label: string, code: string, value: string): Record<string, number> =>
      values(html(table(head, ...codes.map(row => tr(...row)), tr(label, '条', code, value, 3)), 2009));
    expect(page('其中：1.同意公开', '18', '2')).toMatchObject({ 'req_granted_full.annual': 2 });
    expect(page('其中：1.同意公开', '19', '2')).not.toHaveProperty('req_granted_full.annual');
    expect(page('其中：1.当面申请', '11', '5')).not.toHaveProperty('req_channel_in_person.annual');
  });

  test('blanks behind a code are blank, and behind a single digit, which may be their number, are not known', () => {
    const blank = (code: string): string | undefined =>
      status(
        html(
          table(head, tr('主动公开信息数', '条', code, '', ''), ...codes.slice(1).map(row => tr(...row))),
          2009,
        ),
        'pa_items_published',
        'annual',
      );
    expect(blank('01')).toBe('blank');
    expect(blank('1')).toBe('unaligned');
  });

  test('a row of which a line of text prints the unit and the code again is not known', () => {
    const rows = table(head, ...codes.map(row => tr(...row)));
    expect(values(html(`<p>本年度认真落实 申请总 条 10</p>${rows}`, 2009))).not.toHaveProperty(
      'req_new_received.annual',
    );
    expect(values(html(`<p>本年度受理申请 10 条</p>${rows}`, 2009))).toMatchObject(expected);
  });

  test.each([
    ['as a table', html(table(head, tr('甲', '乙', '丙', 1, 2), ...codes.map(row => tr(...row))), 2009)],
    [
      'as bars, a cell to a line',
      text(
        [
          '指标名称',
          '| 计量单位',
          '| 代码',
          '| 本期实际',
          '| 本年累计',
          '|',
          ...codes.flatMap(row => [
            ...row.map((cell, index) => (index === 0 ? `${cell}` : `| ${cell}`)),
            '|',
          ]),
        ].join('\n'),
        2009,
      ),
    ],
  ])('%s', (_, reading) => {
    expect(reading.tables).toMatchObject([{ table: 'statistics', form: '2004', status: 'present' }]);
    expect(values(reading)).toMatchObject(expected);
  });

  test('headings that come again amid the rows, as where a page turns, do not begin another list', () => {
    const again = (...first: readonly (string | number)[]): TablesReading => {
      const [above, below] = [codes.slice(0, 5), codes.slice(5)];
      return html(
        table(head, ...above.map(row => tr(...row)), head, tr(...first), ...below.map(row => tr(...row))),
        2009,
      );
    };
    expect(values(again('其中：1.当面申请数', '条', '11', 4, 6))).toMatchObject(expected);
    const differing = again('其中：1.当面申请数', '条', '11', 8, 9);
    expect(status(differing, 'req_channel_in_person', 'annual')).toBe('unaligned');
    expect(values(differing)).toMatchObject({ 'req_new_received.annual': 7, 'rev_total.annual': 1 });
  });

  test('headings behind which the first row comes again begin another list', () => {
    const [first = '', ...others] = codes.map(row => tr(...row));
    const begun = html(table(head, first, head, tr('主动公开信息数', '条', '01', 8, 9), ...others), 2009);
    expect(values(begun)).toEqual({});
    expect(values(html(table(head, first, head, ...others), 2009))).toMatchObject(expected);
    // So does the first row alone, with other numbers.
    const again = tr('主动公开信息数', '条', '01', 8, 9);
    expect(values(html(table(head, first) + table(again, ...others), 2009))).toEqual({});
    expect(values(html(table(head, first) + table(first, ...others), 2009))).toMatchObject(expected);
  });

  test('a copy that has lost its first row is a copy still, and what one of two prints may be another report’s', () => {
    const cut = table(
      tr('指标名称', '计量单位', '本年累计'),
      ...codes.slice(1, 3).map(([label, unit, , , value]) => tr(label, unit, value)),
    );
    const whole = table(head, ...codes.map(([label, unit, code]) => tr(label, unit, code, 8, 9)));
    expect(values(html(cut + whole, 2009))).toEqual({});
    const rest = table(head, ...codes.slice(3).map(row => tr(...row)));
    expect(values(html(cut + rest, 2009))).toMatchObject({
      'req_new_received.annual': 7,
      'rev_total.annual': 1,
    });
  });

  test('a row of blanks that has lost its code may have lost its numbers', () => {
    const shattered = (...blank: readonly string[]): TablesReading =>
      html(
        [head, ...codes.slice(0, 5).map(row => tr(...row)), tr('2.传真申请数', '条', ...blank)]
          .map(row => table(row))
          .join(''),
        2009,
      );
    expect(status(shattered('12', '', ''), 'req_channel_fax', 'annual')).toBe('blank');
    expect(status(shattered('', ''), 'req_channel_fax', 'annual')).toBe('unaligned');
  });

  test('a row of lines without a unit, where the others have theirs, has lost its number with it', () => {
    const lines = (...faxed: readonly string[]): TablesReading =>
      text(
        [
          '统计指标  单位  统计数',
          ...requests.flatMap(([label, unit, value]) =>
            label === '2.传真申请数'
              ? faxed
              : label.startsWith('4')
                ? [label, unit]
                : [label, `${unit}  ${value}`],
          ),
          ...disputes.flatMap(([label, unit, value]) => [label, `${unit}  ${value}`]),
        ].join('\n'),
      );
    expect(status(lines('2.传真申请数', '件'), 'req_channel_fax', 'count')).toBe('blank');
    expect(status(lines('2.传真申请数'), 'req_channel_fax', 'count')).toBe('unaligned');
  });

  test('lists without end are not compared each with each, and none of them is believed', () => {
    const list = table(head, ...codes.map(row => tr(...row)));
    expect(values(html(list.repeat(3), 2009))).toMatchObject(expected);
    expect(values(html(list.repeat(40), 2009))).toEqual({});
  });

  test('a list of another edition begins where its headings do, whatever rows came again before', () => {
    const issued = (count: number): string => tr('制发规范性文件总数', '件', count);
    const shanghai = table(head, ...codes.map(row => tr(...row)));
    const own = [...requests, ...disputes].map(row => tr(...row));
    const reading = (...rows: readonly string[]): TablesReading =>
      html(`${table(heading, ...rows)}<p>政府信息公开情况统计报表</p>${shanghai}`, 2016);
    expect(values(reading(issued(28), ...own))).toMatchObject({ 'pa_normative_docs_issued.count': 28 });
    expect(status(reading(issued(28), ...own, issued(0)), 'pa_normative_docs_issued', 'count')).not.toBe(
      'reported',
    );
  });

  test('a number on a line of its own may be a page’s where the other rows have theirs on one', () => {
    const lines = (...last: readonly string[]): TablesReading =>
      text(
        [
          '指标名称  计量单位  代码  本期实际  本年累计',
          ...codes.slice(0, -1).flatMap(([label, unit, ...numbers]) => [label, unit, numbers.join('  ')]),
          ...last,
        ].join('\n'),
        2009,
      );
    const [label = '', unit = '', code = '', ...numbers] = codes.at(-1)?.map(String) ?? [];
    expect(values(lines(label, unit, [code, ...numbers].join('  ')))).toMatchObject(expected);
    const parted = lines(label, unit, `${code}  ${numbers[0]}`, String(numbers[1]));
    expect(status(parted, 'rev_total', 'annual')).toBe('unaligned');
    expect(values(parted)).toMatchObject({ 'req_new_received.annual': 7 });
  });

  test('a list that begins again without headings of its own may have its columns in another order', () => {
    const rows = codes.map(row => tr(...row));
    const twice = (...second: readonly string[]): TablesReading =>
      html(`${table(head, ...rows)}<p>政府信息公开情况统计表</p>${table(...second)}`, 2009);
    expect(values(twice(head, ...rows))).toMatchObject(expected);
    expect(values(twice(...rows))).toEqual({});
    const sole = codes.map(([label, unit, , , value]) => tr(label, unit, value));
    const wide = codes.map(([label, unit, ...numbers]) => tr(label, unit, ...numbers));
    const one = `${table(tr('指标名称', '计量单位', '本年累计'), ...sole)}<p>政府信息公开情况统计表</p>`;
    expect(values(html(one + table(...sole), 2009))).toMatchObject({ 'rev_total.cumulative': 1 });
    expect(values(html(one + table(...sole.slice(0, -1), ...wide.slice(-1)), 2009))).toEqual({});
  });

  test('a code that is another row’s denies the label, and is no value', () => {
    const reading = html(
      table(head, ...codes.slice(0, 4).map(row => tr(...row)), tr('2.传真申请数', '条', '15', 3, 3)),
      2009,
    );
    expect(status(reading, 'req_channel_fax', 'annual')).toBe('unaligned');
    const withoutCode = tr('2.传真申请数', '条', '44', '', '');
    const blank = html(table(head, ...codes.slice(0, 4).map(row => tr(...row)), withoutCode), 2009);
    expect(status(blank, 'req_channel_fax', 'annual')).toBe('unaligned');
  });

  test('a single column that does not say which period it is of gives no value and is kept', () => {
    const reading = html(
      table(
        tr('指标名称', '计量单位', '数量'),
        ...codes.map(([label, unit, , value]) => tr(label, unit, value)),
      ),
      2009,
    );
    expect(values(reading)).toEqual({});
    expect(reading.extensions.find(row => row.key === 'ext:主动公开信息数')?.cells).toMatchObject([
      { column: null, heading: '数量', value: 211 },
    ]);
  });

  test('a single column is of the year that the title of its table names, and no other', () => {
    const rows = table(
      tr('指标名称', '计量单位', '数量'),
      ...codes.map(([label, unit, , value]) => tr(label, unit, value)),
    );
    const reading = html(`<p>2009年度政府信息公开情况统计表</p>${rows}`, 2009);
    expect(values(reading)).toMatchObject({ 'pa_items_published.annual': 211, 'req_new_received.annual': 7 });
    expect(Object.keys(values(reading)).some(key => key.endsWith('cumulative'))).toBe(false);
    expect(
      reading.cells.find(cell => cell.row === 'rev_total' && cell.column === 'annual')?.inferred,
    ).toMatch(/year/);
    expect(values(html(`<p>2008年度政府信息公开情况统计表</p>${rows}`, 2009))).toEqual({});
    expect(values(html(`<p>2008年至2009年政府信息公开情况统计表</p>${rows}`, 2009))).toEqual({});
  });

  test('no year calls for it', () => {
    const reading = html('<p>2009年政府信息公开工作年度报告</p>', 2009);
    expect(reading.tables.map(({ table: id }) => id)).not.toContain('statistics');
  });
});

describe('tables that no form knows', () => {
  const budget = table(
    tr('科目', '预算数', '决算数'),
    tr('公用经费', '12.5', '11'),
    tr('培训费', '3', '2.8'),
  );

  test('are kept as they are printed', () => {
    expect(html(`<p>附表</p>${budget}`, 2022).grids).toMatchObject([
      {
        rows: [
          ['科目', '预算数', '决算数'],
          ['公用经费', '12.5', '11'],
          ['培训费', '3', '2.8'],
        ],
      },
    ]);
  });

  test('the frame of a page and a list of links are none', () => {
    const frame = table(
      tr('索引号', '014416330', '发布机构', '某镇'),
      tr('发文日期', '2023-01-12', '文号', '无'),
    );
    const links = table(
      ...[1, 2, 3].map(number => tr(`<a href="/${number}.html">某某通知</a>`, `2023-01-0${number}`)),
    );
    const layout = table(tr('左栏', `正文${'长'.repeat(300)}`), tr('1', '栏目'), tr('2', '栏目'));
    expect(html(frame + links + layout, 2022).grids).toEqual([]);
  });
});
