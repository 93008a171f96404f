/** Cases D1–D8 and F5: which edition a table is in, and what a report lacks. */

import { describe, expect, test } from 'vitest';
import { at, cellOf, flagsWith, read, reportPage } from './report.ts';

const editionOf = (extraction: Awaited<ReturnType<typeof read>>, table: string) =>
  extraction.tables.find(reading => reading.table === table);

describe('editions', () => {
  test('D1: a report of 2022 with the tables of 2019 is read as 2019, its blanks are blank, and it is flagged', async () => {
    const extraction = await read(reportPage({ form: '2019', year: 2022, fill: '' }));
    expect(extraction.report_year).toBe(2022);
    expect(editionOf(extraction, 'proactive')).toMatchObject({ form: '2019', form_evidence: 'labels' });
    expect(extraction.cells.every(({ status }) => status === 'blank')).toBe(true);
    expect(extraction.cells.some(({ column }) => column === 'in_force')).toBe(false);
    expect(flagsWith(extraction, 'outdated_form').map(({ table }) => table)).toContain('proactive');
    expect(flagsWith(await read(reportPage({ form: '2019', year: 2020 })), 'outdated_form')).toEqual([]);
  });

  test('D2: the edition comes from the labels, not from the notice that the report cites', async () => {
    const extraction = await read(
      reportPage({
        year: 2022,
        text: { 1: '根据《关于政府信息公开年度报告有关事项的通知》（国办公开办函〔2019〕60号）编制。' },
      }),
    );
    expect(editionOf(extraction, 'proactive')?.form).toBe('2021');
    expect(flagsWith(extraction, 'outdated_form')).toEqual([]);
  });

  test('a table in an edition that was not yet there makes the year doubtful', async () => {
    const extraction = await read(reportPage({ form: '2021', year: 2019 }));
    expect(flagsWith(extraction, 'form_before_its_time').map(({ table }) => table)).toContain('proactive');
  });

  test('D3: 规范性文件 below the headings of 2021 is the row of 2021', async () => {
    const extraction = await read(
      reportPage({
        edit: ([proactive]) => {
          for (const row of proactive?.grid ?? [])
            for (const cell of row) if (cell.text === '行政规范性文件') cell.text = '规范性文件';
        },
      }),
    );
    expect(editionOf(extraction, 'proactive')?.form).toBe('2021');
    for (const column of ['issued', 'repealed', 'in_force'])
      expect(at(extraction, `proactive.normdocs.${column}`)).toEqual([0, 'reported']);
  });

  test('D4: published in all (2019) is not in force (2021)', async () => {
    const cells = Object.fromEntries(
      ['created', 'published_new', 'published_stock'].map(column => [`proactive.normdocs.${column}`, '5']),
    );
    const extraction = await read(reportPage({ form: '2019', cells }));
    for (const key of Object.keys(cells)) expect(at(extraction, key)).toEqual([5, 'reported']);
    const columns = extraction.cells.filter(({ row }) => row === 'normdocs').map(({ column }) => column);
    expect(columns).toEqual(['created', 'published_new', 'published_stock']);
  });

  test('D5: items of fees (2019) are no amount of fees (2021)', async () => {
    const extraction = await read(reportPage({ form: '2019' }));
    expect(at(extraction, 'proactive.fee.items_prev_year')).toEqual([0, 'reported']);
    expect(at(extraction, 'proactive.fee.items_delta')).toEqual([0, 'reported']);
    expect(extraction.cells.some(({ row, column }) => row === 'fee' && column === 'amount')).toBe(false);
  });

  test('D6: the three results of （六） are cells in 2021, one in 2019; neither is made from the other', async () => {
    const rows = async (form: '2019' | '2021'): Promise<string[]> => [
      ...new Set(
        (await read(reportPage({ form }))).cells
          .map(({ row }) => row)
          .filter(row => row.startsWith('req_other')),
      ),
    ];
    expect(await rows('2019')).toEqual(['req_other_total']);
    expect(await rows('2021')).toEqual(['req_other_not_amended', 'req_other_fee_unpaid', 'req_other_misc']);
  });

  test('D7: labels in traditional characters and in the words of Taiwan', async () => {
    const words: readonly (readonly [string, string])[] = [
      ['规范性文件', '規範性檔案'],
      ['规章', '規章'],
      ['本年新制作数量', '本年新製作數量'],
      ['行政许可', '行政許可'],
    ];
    const extraction = await read(
      reportPage({
        form: '2019',
        cells: { 'proactive.normdocs.created': '4', 'proactive.license.decisions': '6' },
        edit: ([proactive]) => {
          for (const row of proactive?.grid ?? [])
            for (const cell of row) cell.text = words.find(([from]) => from === cell.text)?.[1] ?? cell.text;
        },
      }),
    );
    expect(at(extraction, 'proactive.normdocs.created')).toEqual([4, 'reported']);
    expect(at(extraction, 'proactive.license.decisions')).toEqual([6, 'reported']);
  });

  test('D8: a half-yearly table with a column for each level is no annual report, and no level is taken for all', async () => {
    const rows = [
      ['统计指标', '单位', '区政府统计数', '区直单位统计数', '乡镇街道统计数'],
      ['一、主动公开情况', '——', '——', '——', '——'],
      ['（一）主动公开政府信息数', '条', '17', '41', '530'],
      ['其中：主动公开规范性文件数', '条', '2', '3', '5'],
      ['制发规范性文件总数', '件', '2', '3', '5'],
    ];
    const extraction = await read(
      `<h1>2024年上半年政府信息公开情况统计表</h1><table>${rows
        .map(row => `<tr>${row.map(cell => `<td>${cell}</td>`).join('')}</tr>`)
        .join('')}</table>`,
    );
    expect(extraction.document_type).toBe('interim_statistics');
    expect(extraction.report_year).toBe(2024);
    for (const { value, column } of extraction.cells)
      if (value !== null) expect(['count', 'annual', 'all']).not.toContain(column);
  });
});

describe('what a report lacks', () => {
  test('F5: a report without section 六 is flagged for it, and its fees are unknown', async () => {
    const page = reportPage({ text: { 6: '' } }).replace('<p>六、其他需要报告的事项</p>', '');
    const extraction = await read(page);
    expect(extraction.sections.map(({ number }) => number)).toEqual([1, 2, 3, 4, 5]);
    expect(extraction.flags.map(({ code }) => code)).toEqual(['section_missing:6']);
    expect(extraction.text_facts.some(({ key }) => key === 'req_fees_collected')).toBe(false);
    expect((await read(reportPage())).flags).toEqual([]);
  });

  test('a heading that is lacking above its table is no missing section', async () => {
    const page = reportPage().replace(/<p>四、[^<]*<\/p>/u, '');
    expect((await read(page)).flags).toEqual([]);
  });

  test('the unit of an amount is kept where the form prints it', async () => {
    const extraction = await read(reportPage({ cells: { 'proactive.fee.amount': '12.5' } }));
    expect(cellOf(extraction, 'proactive.fee.amount')).toMatchObject({ unit: '万元', value_yuan: 125_000 });
  });
});
