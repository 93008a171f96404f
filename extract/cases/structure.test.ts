/** Cases B1–B16: how tables are broken on their way to a page. */

import { describe, expect, test } from 'vitest';
import { tableOf } from '../../schema/forms/form.ts';
import { formById } from '../../schema/forms/index.ts';
import { seededRandom } from '../synthetic/random.ts';
import { textTable } from '../synthetic/render-text.ts';
import { at, cellOf, flagsWith, htmlTable, read, reportPage, tablesOf } from './report.ts';

const head2020 = ['强蛟镇2020年政府信息公开工作年度报告', '一、总体情况', '按时公开。'];
const statuses = (extraction: Awaited<ReturnType<typeof read>>, table: string): string[] => [
  ...new Set(extraction.cells.filter(cell => cell.table === table).map(({ status }) => status)),
];

/** A report as lines of text, one cell a line, blank cells gone. */
function asLines(form: '2019' | '2021', options: Parameters<typeof reportPage>[0]): string {
  const tables = tablesOf({ ...options }, form);
  const random = seededRandom(1);
  return [
    `强蛟镇${form === '2019' ? 2020 : 2023}年政府信息公开工作年度报告`,
    '一、总体情况',
    '我镇今年没有接到群众主动要求公开政府信息的申请。',
    ...tables.flatMap(table => [table.heading, textTable(table, 'lines', random)]),
    '五、存在的主要问题及改进情况',
    '人手不足。',
  ].join('\n\n');
}

describe('numbers that lost their cells', () => {
  const dropped: Record<string, string> = {};
  for (const { key } of tableOf(formById('2019'), 'requests').rows)
    for (const column of ['org_research', 'org_other', 'all']) dropped[`requests.${key}.${column}`] = '';
  for (const column of ['corrected', 'pending', 'total'])
    for (const row of ['rev', 'lit_direct', 'lit_after_review']) dropped[`remedies.${row}.${column}`] = '';

  test('B1: rows with fewer zeros than cells are unaligned; that none was received follows from the text alone', async () => {
    const extraction = await read(asLines('2019', { fill: '0', cells: dropped }));
    expect(statuses(extraction, 'requests')).toEqual(['unaligned']);
    expect(flagsWith(extraction, 'cells_dropped').map(({ table }) => table)).toContain('requests');
    expect(extraction.inferences).toEqual([
      {
        table: 'requests',
        row: 'req_new_received',
        column: 'all',
        value: 0,
        rule: 'text_none_received',
        from: [],
      },
    ]);
  });

  test('B2: six zeros for fifteen cells are none of them', async () => {
    const extraction = await read(asLines('2019', { fill: '0', cells: dropped }));
    expect(statuses(extraction, 'remedies')).toEqual(['unaligned']);
    expect(extraction.cells.filter(cell => cell.table === 'remedies')).toHaveLength(15);
  });
});

describe('headings', () => {
  test('B3: one character per line', async () => {
    const extraction = await read(
      reportPage({
        form: '2019',
        cells: { 'remedies.rev.upheld': '3', 'remedies.rev.total': '3' },
        edit: tables => {
          for (const { grid } of tables)
            for (const row of grid)
              for (const cell of row) if (cell.isLabel) cell.text = [...cell.text].join('\n');
        },
      }),
    );
    expect(extraction.cells.every(({ status }) => status === 'reported')).toBe(true);
    expect(extraction.cells).toHaveLength(198);
    expect(at(extraction, 'remedies.rev.upheld')).toEqual([3, 'reported']);
  });

  test('B4: headings over two rows and no row of values: every cell is absent with its row', async () => {
    const first = '结果 结果 其他 尚未 总'.split(' ');
    const second = '维持 纠正 结果 审结 计'.split(' ');
    const row = (cells: readonly string[]): string => cells.join('\t');
    const extraction = await read(
      [
        ...head2020,
        '四、政府信息公开行政复议、行政诉讼情况',
        row(['行政复议', '', '', '', '', '行政诉讼', ...Array.from({ length: 9 }, () => '')]),
        row([...first, '未经复议直接起诉', '', '', '', '', '复议后起诉', '', '', '', '']),
        row(['', '', '', '', '', ...first, ...first]),
        row([...second, ...second, ...second]),
        '',
        '五、存在的主要问题及改进情况',
        '人手不足。',
      ].join('\n'),
    );
    expect(statuses(extraction, 'remedies')).toEqual(['row_absent']);
  });
});

describe('rows that moved', () => {
  test('B5: behind a page break, a row that starts in the first column keeps its columns', async () => {
    const row = (...cells: readonly string[]): string => cells.join('\t');
    const zeros = ['0', '0', '0', '0', '0', '0', '0'];
    const extraction = await read(
      [
        ...head2020,
        '三、收到和处理政府信息公开申请情况',
        row(
          '（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）',
          '',
          '',
          '申请人情况',
          '',
          '',
          '',
          '',
          '',
          '',
        ),
        row('', '', '', '自然人', '法人或其他组织', '', '', '', '', '总计'),
        row('', '', '', '', '商业企业', '科研机构', '社会公益组织', '法律服务机构', '其他', ''),
        row('一、本年新收政府信息公开申请数量', '', '', ...zeros),
        row('三、本年度办理结果', '（三）不予公开', '1.属于国家秘密', ...zeros),
        row('', '', '2.其他法律行政法规禁止公开', ...zeros),
        row('3.危及“三安全一稳定”', '5', '0', '0', '0', '0', '1', '6'),
        row('', '4.保护第三方合法权益', ...zeros),
        '',
        '五、存在的主要问题及改进情况',
        '人手不足。',
      ].join('\n'),
    );
    const key = (column: string): string => `requests.req_denied_security_stability.${column}`;
    expect(at(extraction, key('natural_person'))).toEqual([5, 'reported']);
    expect(at(extraction, key('org_other'))).toEqual([1, 'reported']);
    expect(at(extraction, key('all'))).toEqual([6, 'reported']);
  });

  test('B6: a number with two possible places is given one only where a sum decides, and the reading says so', async () => {
    // One column of values is lost: rows of nine cells under a heading of ten.
    const row = (labels: readonly string[], ...values: readonly string[]): string =>
      [...labels, ...Array.from({ length: 9 - labels.length - values.length }, () => ''), ...values].join(
        '\t',
      );
    const extraction = await read(
      [
        ...head2020,
        '三、收到和处理政府信息公开申请情况',
        `(本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和)\t\t申请人情况${'\t'.repeat(6)}总计`,
        `\t\t自然人\t法人或其他组织${'\t'.repeat(5)}`,
        '\t\t\t商业企业\t科研机构\t社会公益组织\t法律服务机构\t其他\t',
        row(['一、本年新收政府信息公开申请数量'], '3', '3'),
        row(['二、上年结转政府信息公开申请数量']),
        row(['三、本年度办理结果', '(一) 予以公开', '3'], '3'),
        row(['', '(三) 不予公开', '1. 属于国家秘密']),
        row(['', '', '2. 其他法律法规禁止公开']),
        row(['(七) 总计'], '3', ''),
        '',
        '五、存在的主要问题及改进情况',
        '人手不足。',
      ].join('\n'),
    );
    expect(cellOf(extraction, 'requests.req_new_received.all')).toMatchObject({
      value: 3,
      inferred: expect.any(String),
    });
    expect(flagsWith(extraction, 'alignment_inferred')).toContainEqual(
      expect.objectContaining({ table: 'requests', row: 'req_new_received', column: 'all' }),
    );
    // Under 其他 or under 总计: nothing within the row decides.
    expect(at(extraction, 'requests.req_processed_total.org_other')).toEqual([null, 'unaligned']);
    expect(at(extraction, 'requests.req_processed_total.all')).toEqual([null, 'unaligned']);
  });

  test('B7: with a column of values lost, numbers are unaligned and blanks are blank', async () => {
    const extraction = await read(
      reportPage({
        form: '2019',
        fill: '',
        cells: { 'requests.req_np_petition.org_business': '4' },
        edit: tables => {
          const requests = tables.find(({ id }) => id === 'requests');
          for (const row of requests?.grid.slice(3) ?? []) row.pop();
        },
      }),
    );
    expect(
      extraction.cells.filter(({ table }) => table === 'requests').every(({ value }) => value === null),
    ).toBe(true);
    expect(cellOf(extraction, 'requests.req_np_petition.org_business').status).toBe('unaligned');
    expect(cellOf(extraction, 'requests.req_np_duplicate.org_business').status).not.toBe('reported');
  });

  test('B8: a page number between two halves of a table is no value', async () => {
    const page = reportPage({
      cells: {
        'requests.req_unavailable_not_held.natural_person': '746',
        'requests.req_unavailable_not_held.all': '769',
      },
      edit: tables => {
        const requests = tables.find(({ id }) => id === 'requests');
        const cut = requests?.grid.findIndex(row => row.some(({ text }) => text.startsWith('2.没有现成')));
        if (!requests || cut === undefined) return;
        // The group （四）无法提供 goes on below the page break.
        const rest = requests.grid.splice(cut);
        tables.splice(tables.indexOf(requests) + 1, 0, { ...requests, heading: '- 4 -', grid: rest });
      },
    });
    const extraction = await read(page);
    expect(at(extraction, 'requests.req_unavailable_not_held.natural_person')).toEqual([746, 'reported']);
    const values = extraction.cells.flatMap(({ value }) => (value === null ? [] : [value]));
    expect(new Set(values)).toEqual(new Set([0, 746, 769]));
  });

  test('B9: the number of a label on a line of values is no value', async () => {
    const requests = tablesOf({ fill: '0' }, '2021')[1];
    expect.assert(requests);
    const lines = textTable(requests, 'spaced-lines', seededRandom(1))
      .split('\n')
      .map(line =>
        line.startsWith('1.本机关不掌握') ? '（四）无 1.本机关不掌握相关政府信息 746 12 0 0 10 1 769' : line,
      )
      .filter(line => line !== '（四）无法提供');
    const extraction = await read(
      ['强蛟镇2023年政府信息公开工作年度报告', '一、总体情况', '按时公开。', requests.heading, ...lines].join(
        '\n',
      ),
    );
    const applicants = tableOf(formById('2021'), 'requests').columns;
    expect(
      applicants.map(({ key }) => cellOf(extraction, `requests.req_unavailable_not_held.${key}`).value),
    ).toEqual([746, 12, 0, 0, 10, 1, 769]);
  });

  test('B10: rows padded with the bars of spanned cells', async () => {
    const proactive = tablesOf({ fill: '0', cells: { 'proactive.license.decisions': '7' } }, '2021')[0];
    expect.assert(proactive);
    const padded = textTable(proactive, 'bar-rows', seededRandom(1))
      .split('\n')
      .map(line => `${line} ${'|'.repeat(12)}`);
    const extraction = await read(
      [
        '强蛟镇2022年政府信息公开工作年度报告',
        '一、总体情况',
        '按时公开。',
        proactive.heading,
        ...padded,
      ].join('\n'),
    );
    expect(at(extraction, 'proactive.license.decisions')).toEqual([7, 'reported']);
    expect(at(extraction, 'proactive.rules.issued')).toEqual([0, 'reported']);
  });
});

describe('what is there and what is not', () => {
  const without = (...attached: string[]): string =>
    [
      '<html><body><h1>强蛟镇2020年政府信息公开工作年度报告</h1>',
      ...[
        '一、总体情况',
        '按时公开。',
        '二、主动公开政府信息情况',
        '三、收到和处理政府信息公开申请情况',
        '四、政府信息公开行政复议、行政诉讼情况',
        '五、存在的主要问题及改进情况',
        '人手不足。',
        '六、其他需要报告的事项',
        '无。',
      ].map(line => `<p>${line}</p>`),
      ...attached,
      '</body></html>',
    ].join('\n');

  test('B11: headings without tables: all cells absent, and the attachment told of', async () => {
    const extraction = await read(
      without('<p>相关附件：</p><p><a href="/files/P020210129.docx">2020年年度报告.docx</a></p>'),
    );
    expect(extraction.tables.map(({ status }) => status).filter(status => status === 'present')).toEqual([]);
    expect(new Set(extraction.cells.map(({ status }) => status))).toEqual(new Set(['table_absent']));
    expect(flagsWith(extraction, 'attachment_pending').map(({ detail }) => detail)).toEqual([
      '2020年年度报告.docx',
    ]);
    expect(flagsWith(await read(without()), 'attachment_pending')).toEqual([]);
  });

  test('B12, B13: a picture of a report is named as what it is; a link to a 图解 makes no second report', async () => {
    const page = reportPage({ unit: '强蛟镇' }).replace(
      '<h1>',
      '<p><a href="/art/1.html">（图解）强蛟镇2023年政府信息公开工作年度报告</a></p><h1>',
    );
    const extraction = await read(page);
    expect(extraction).toMatchObject({
      document_type: 'annual_report',
      report_year: 2023,
      unit: { name: '强蛟镇' },
    });
    expect(extraction.cells.every(({ status }) => status === 'reported')).toBe(true);
    const picture = await read(
      '<html><head><title>强蛟镇2019年政府信息公开工作年度报告（图片版）</title></head><body><h1>强蛟镇2019年政府信息公开工作年度报告（图片版）</h1><p>发布日期：2020-01-20</p><img src="1.jpg"></body></html>',
    );
    expect(picture).toMatchObject({ report_year: 2019, unit: { name: '强蛟镇' } });
    expect(picture.cells.every(({ value }) => value === null)).toBe(true);
  });

  test('B14: a row that the form does not have leaves the others where they are', async () => {
    const extraction = await read(
      reportPage({
        form: '2019',
        cells: { 'proactive.normdocs.created': '5', 'proactive.license.decisions': '9' },
        edit: ([proactive]) => {
          const row = proactive?.grid.findIndex(cells => cells[0]?.text === '规范性文件') ?? -1;
          const like = proactive?.grid[row];
          if (!proactive || !like) return;
          const texts = ['其他主动公开文件', '186', '86', '255'];
          proactive.grid.splice(
            row + 1,
            0,
            like.map((cell, index) => ({ ...cell, text: texts[index] ?? '' })),
          );
        },
      }),
    );
    expect(at(extraction, 'proactive.normdocs.created')).toEqual([5, 'reported']);
    expect(at(extraction, 'proactive.license.items_prev_year')).toEqual([0, 'reported']);
    expect(at(extraction, 'proactive.license.decisions')).toEqual([9, 'reported']);
    const values = extraction.cells.map(({ value }) => value);
    for (const added of [186, 86, 255]) expect(values).not.toContain(added);
    const [row] = extraction.extensions;
    expect(row?.key).toBe('ext:其他主动公开文件');
    expect(row?.cells.map(({ column, value }) => [column, value])).toEqual([
      ['created', 186],
      ['published_new', 86],
      ['published_stock', 255],
    ]);
  });

  test('B15: a label with its definition inside', async () => {
    const extraction = await read(
      reportPage({
        form: '2019',
        cells: { 'proactive.rules.created': '2' },
        edit: ([proactive]) => {
          for (const row of proactive?.grid ?? [])
            for (const cell of row)
              if (cell.text === '规章') cell.text = '规章（设区的市、自治州人民政府应提供相关数据）';
        },
      }),
    );
    expect(at(extraction, 'proactive.rules.created')).toEqual([2, 'reported']);
  });

  test('B16: 其他 is a column here, a row there, and part of other labels: its path decides', async () => {
    const extraction = await read(
      reportPage({
        cells: {
          'requests.req_other_misc.org_other': '1',
          'requests.req_other_misc.all': '1',
          'requests.req_granted_full.org_other': '2',
          'requests.req_granted_full.all': '2',
          'remedies.rev.other': '3',
          'remedies.rev.total': '3',
        },
      }),
    );
    expect(at(extraction, 'requests.req_other_misc.org_other')).toEqual([1, 'reported']);
    expect(at(extraction, 'requests.req_granted_full.org_other')).toEqual([2, 'reported']);
    expect(at(extraction, 'requests.req_other_not_amended.org_other')).toEqual([0, 'reported']);
    expect(at(extraction, 'remedies.rev.other')).toEqual([3, 'reported']);
  });
});

test('a page with one table only is read by it', async () => {
  const [proactive] = tablesOf({ fill: '0' }, '2021');
  expect.assert(proactive);
  const extraction = await read(`<h1>强蛟镇2023年政府信息公开工作年度报告</h1>${htmlTable(proactive)}`);
  expect(at(extraction, 'proactive.fee.amount')).toEqual([0, 'reported']);
});
