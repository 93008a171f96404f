/** Cases A1–A18: what single cells and numbers of the running text say. */

import { describe, expect, test } from 'vitest';
import { at, cellOf, flagsWith, read, reportPage } from './report.ts';

const amount = 'proactive.procure.amount';

describe('cells', () => {
  test('A1: blanks of three kinds are blank', async () => {
    const extraction = await read(
      reportPage({
        form: '2019',
        cells: {
          'proactive.rules.created': '\u3000\u3000',
          'proactive.rules.published_new': '\u00a0',
          'proactive.rules.published_stock': '\u3000',
        },
      }),
    );
    for (const column of ['created', 'published_new', 'published_stock'])
      expect(at(extraction, `proactive.rules.${column}`)).toEqual([null, 'blank']);
  });

  test('A2: a zero among blanks of any kind is a zero', async () => {
    const cells = {
      'requests.req_new_received.natural_person': '\u00a00',
      'requests.req_new_received.org_business': '0\u00a0',
      'requests.req_new_received.org_research': '\u30000 ',
    };
    const extraction = await read(reportPage({ fill: '', cells }));
    for (const key of Object.keys(cells)) expect(at(extraction, key)).toEqual([0, 'reported']);
  });

  test('A3: a total of 0 over six blanks: the total is reported, the blanks are blank, their zeros inferred', async () => {
    const extraction = await read(
      reportPage({ form: '2019', fill: '', cells: { 'requests.req_np_petition.all': ' 0' } }),
    );
    expect(at(extraction, 'requests.req_np_petition.all')).toEqual([0, 'reported']);
    expect(at(extraction, 'requests.req_np_petition.org_other')).toEqual([null, 'blank']);
    expect(extraction.inferences.map(({ row, value, rule }) => [row, value, rule])).toEqual(
      Array.from({ length: 6 }, () => ['req_np_petition', 0, 'zero_total']),
    );
  });

  test('A4: the third cell of a row is the third, whatever is blank before it', async () => {
    const extraction = await read(
      reportPage({ form: '2019', fill: '', cells: { 'proactive.normdocs.published_stock': '\u30002' } }),
    );
    expect(at(extraction, 'proactive.normdocs.published_stock')).toEqual([2, 'reported']);
    expect(at(extraction, 'proactive.normdocs.created')).toEqual([null, 'blank']);
  });

  test.each([
    ['A5: 103.7万元', '103.7万元', 103.7, '万元', 1_037_000],
    ['A6: 3400660 元', '3400660 元', 3_400_660, '元', 3_400_660],
    ['A6: 3 400 660 元', '3 400 660 元', 3_400_660, '元', 3_400_660],
  ])('%s', async (_, raw, value, unit, value_yuan) => {
    const extraction = await read(reportPage({ form: '2019', cells: { [amount]: raw } }));
    expect(cellOf(extraction, amount)).toMatchObject({ value, unit, value_yuan, status: 'reported' });
    expect(flagsWith(extraction, 'unit_missing')).toEqual([]);
  });

  test('A7: an amount without a unit has no yuan, and a flag that says what it would be in 万元', async () => {
    const extraction = await read(
      reportPage({ form: '2019', cells: { 'proactive.procure.projects': '\u300016', [amount]: '8.0679' } }),
    );
    expect(cellOf(extraction, amount)).toMatchObject({ value: 8.0679, unit: null, value_yuan: null });
    const [flag] = flagsWith(extraction, 'unit_missing');
    expect(flag).toMatchObject({ row: 'procure', column: 'amount' });
    expect(flag?.detail).toContain('80679 yuan');
  });

  test('A8: a fee with decimals is one number of 万元', async () => {
    const extraction = await read(reportPage({ cells: { 'proactive.fee.amount': '96171.6' } }));
    expect(cellOf(extraction, 'proactive.fee.amount')).toMatchObject({
      value: 96_171.6,
      unit: '万元',
      value_yuan: 961_716_000,
    });
  });

  test('A9: marks and zeros in one table stay apart', async () => {
    const cells = Object.fromEntries(
      ['issued', 'repealed', 'in_force'].map(column => [`proactive.rules.${column}`, '/']),
    );
    const extraction = await read(reportPage({ cells }));
    for (const column of ['issued', 'repealed', 'in_force']) {
      expect(cellOf(extraction, `proactive.rules.${column}`)).toMatchObject({
        value: null,
        status: 'na_mark',
        raw: '/',
      });
      expect(at(extraction, `proactive.normdocs.${column}`)).toEqual([0, 'reported']);
    }
  });

  test('A10: a dash is a mark of its own cell and no sign of the next', async () => {
    const extraction = await read(
      reportPage({
        form: '2019',
        cells: {
          'proactive.coercion.items_prev_year': '12',
          'proactive.coercion.items_delta': '4',
          'proactive.coercion.decisions': '-',
        },
      }),
    );
    expect(at(extraction, 'proactive.coercion.items_delta')).toEqual([4, 'reported']);
    expect(at(extraction, 'proactive.coercion.decisions')).toEqual([null, 'na_mark']);
  });

  test.each([
    ['-8', -8, undefined],
    ['+1036', 1036, undefined],
    ['减8', -8, ['word_sign']],
  ])('A11: a change printed as %s', async (raw, value, flags) => {
    const key = 'proactive.license.items_delta';
    const cell = cellOf(await read(reportPage({ form: '2019', cells: { [key]: raw } })), key);
    expect(cell).toMatchObject({ value, raw });
    expect(cell.flags).toEqual(flags);
  });

  test.each([
    ['０', 0],
    ['１２', 12],
    ['1，036', 1036],
    ['1,036', 1036],
  ])('A12: %s', async (raw, value) => {
    const key = 'proactive.license.decisions';
    expect(at(await read(reportPage({ cells: { [key]: raw } })), key)).toEqual([value, 'reported']);
  });

  test.each([
    ['0件', 0, 'reported', undefined],
    ['12件', 12, 'reported', undefined],
    ['三件', 3, 'reported', ['chinese_numeral']],
    ['无', null, 'na_mark', undefined],
  ])('A13: a count printed as %s', async (raw, value, status, flags) => {
    const key = 'proactive.penalty.decisions';
    const cell = cellOf(await read(reportPage({ cells: { [key]: raw } })), key);
    expect(cell).toMatchObject({ value, status });
    expect(cell.flags).toEqual(flags);
  });

  test('A17: the numbers of a large city are large, and no flag', async () => {
    const cells = {
      'proactive.license.decisions': '447228',
      'proactive.penalty.decisions': '3985758',
      'proactive.coercion.decisions': '88283',
    };
    const extraction = await read(reportPage({ unit: '宁波市人民政府', cells }));
    expect(at(extraction, 'proactive.penalty.decisions')).toEqual([3_985_758, 'reported']);
    expect(extraction.flags).toEqual([]);
  });

  test('A18: one figure in three rows is kept three times, and flagged', async () => {
    const cells = Object.fromEntries(
      ['license', 'penalty', 'coercion'].map(row => [`proactive.${row}.decisions`, '219']),
    );
    const extraction = await read(reportPage({ form: '2019', cells }));
    for (const key of Object.keys(cells)) expect(at(extraction, key)).toEqual([219, 'reported']);
    expect(flagsWith(extraction, 'repeated_value_suspect')).toEqual([
      {
        code: 'repeated_value_suspect',
        table: 'proactive',
        row: null,
        column: 'decisions',
        detail: '219 in license, penalty, coercion',
      },
    ]);
  });
});

describe('numbers of the running text', () => {
  test('A14: a number that was left out is not the next number', async () => {
    const extraction = await read(
      reportPage({ text: { 1: '主动公开政府信息\u3000\u3000条，其中规划计划43条。' } }),
    );
    expect(extraction.text_facts.filter(({ key }) => key === 'items_published')).toEqual([]);
    expect(flagsWith(extraction, 'placeholder_left_empty')).toHaveLength(1);
  });

  test.each([
    ['30299余条', 30_299],
    ['5500 余条', 5500],
    ['300余条', 300],
  ])('A15: %s is an approximate number', async (printed, value) => {
    const extraction = await read(reportPage({ text: { 1: `全年主动公开政府信息${printed}。` } }));
    expect(extraction.text_facts).toEqual([
      expect.objectContaining({ key: 'items_published', value, unit: '条', approximate: true }),
    ]);
  });

  test('A16: the fee for processing requests is in the text, the fees of section 二 in the table', async () => {
    const extraction = await read(
      reportPage({
        cells: { 'proactive.fee.amount': '96171.6' },
        text: { 6: '全年收取政府信息公开信息处理费3940元。' },
      }),
    );
    expect(extraction.text_facts).toEqual([
      {
        key: 'req_fees_collected',
        value: 3940,
        unit: '元',
        approximate: false,
        evidence: '全年收取政府信息公开信息处理费3940元。',
        agrees: null,
      },
    ]);
    expect(cellOf(extraction, 'proactive.fee.amount').value_yuan).toBe(961_716_000);
  });
});
