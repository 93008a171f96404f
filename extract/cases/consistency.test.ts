/** Cases E1–E5, E7, C13–C20 and their like: what contradicts itself is kept as printed, and said. */

import { describe, expect, test } from 'vitest';
import type { FlagCode } from '../../schema/flags.ts';
import { at, flagsWith, type ReportOptions, read, reportPage } from './report.ts';

const check = (extraction: Awaited<ReturnType<typeof read>>, id: string, subject: string) =>
  extraction.checks.find(result => result.id === id && result.subject === subject);
const codes = async (options: ReportOptions): Promise<FlagCode[]> => [
  ...new Set((await read(reportPage(options))).flags.map(({ code }) => code)),
];

describe('identities', () => {
  const received = {
    'requests.req_new_received.natural_person': '1',
    'requests.req_new_received.org_legal_services': '1',
    'requests.req_new_received.all': '2',
  };

  test('E1: requests that are neither dealt with nor carried out stay as printed, and E1 fails by 2', async () => {
    const extraction = await read(reportPage({ cells: received }));
    expect(at(extraction, 'requests.req_carried_out.all')).toEqual([0, 'reported']);
    expect(check(extraction, 'E1', 'all')).toMatchObject({ outcome: 'fail', left: 2, right: 0 });
    expect(check(extraction, 'E1', 'all')?.operands).toContainEqual({
      side: 'left',
      row: 'req_new_received',
      column: 'all',
      value: 2,
    });
    expect(flagsWith(extraction, 'hard_fail:E1').map(({ detail }) => detail)).toEqual([
      'natural_person, org_legal_services, all',
    ]);
  });

  test('E2: received from one kind of applicant, dealt with for another: totals stand, nothing is moved', async () => {
    const extraction = await read(
      reportPage({
        form: '2019',
        cells: {
          'requests.req_new_received.natural_person': '0',
          'requests.req_new_received.org_other': '1',
          'requests.req_new_received.all': '1',
          'requests.req_granted_full.natural_person': '1',
          'requests.req_granted_full.all': '1',
          'requests.req_processed_total.natural_person': '1',
          'requests.req_processed_total.all': '1',
          ...Object.fromEntries(
            ['natural_person', 'org_business', 'org_research', 'org_public_interest', 'all'].flatMap(
              column => [
                [`requests.req_carried_in.${column}`, ''],
                [`requests.req_carried_out.${column}`, ''],
              ],
            ),
          ),
          'requests.req_carried_in.org_legal_services': '',
          'requests.req_carried_in.org_other': '',
          'requests.req_carried_out.org_legal_services': '',
          'requests.req_carried_out.org_other': '',
        },
      }),
    );
    expect(at(extraction, 'requests.req_new_received.org_other')).toEqual([1, 'reported']);
    expect(at(extraction, 'requests.req_granted_full.natural_person')).toEqual([1, 'reported']);
    expect(check(extraction, 'E1', 'all')?.outcome).toBe('not-assessable');
    expect(flagsWith(extraction, 'applicant_mismatch').map(({ column }) => column)).toEqual([
      'natural_person',
      'org_other',
    ]);
  });

  test('E3: a total of 0 over parts of 3 is reported as 0, and E3 fails', async () => {
    const extraction = await read(reportPage({ cells: { 'requests.req_np_duplicate.natural_person': '3' } }));
    expect(at(extraction, 'requests.req_np_duplicate.all')).toEqual([0, 'reported']);
    expect(check(extraction, 'E3', 'req_np_duplicate')).toMatchObject({ outcome: 'fail', left: 0, right: 3 });
    expect(extraction.inferences).toEqual([]);
  });
});

describe('text and table', () => {
  const balanced = {
    'requests.req_new_received.natural_person': '3119',
    'requests.req_new_received.all': '3119',
    'requests.req_carried_in.natural_person': '34',
    'requests.req_carried_in.all': '34',
    'requests.req_granted_full.natural_person': '3050',
    'requests.req_granted_full.all': '3050',
    'requests.req_processed_total.natural_person': '3050',
    'requests.req_processed_total.all': '3050',
    'requests.req_carried_out.natural_person': '103',
    'requests.req_carried_out.all': '103',
  };

  test('E4: every number that the text gives is compared with its own row', async () => {
    const extraction = await read(
      reportPage({
        cells: balanced,
        text: {
          1: '全年共受理政府信息公开申请3119件，答复3050件（含上年度结转34件，另有103件顺延到下年度答复）。',
        },
      }),
    );
    expect(extraction.text_facts.map(({ key, value, agrees }) => [key, value, agrees])).toEqual([
      ['req_new_received', 3119, true],
      ['req_processed_total', 3050, true],
      ['req_carried_in', 34, true],
      ['req_carried_out', 103, true],
    ]);
    expect(extraction.flags).toEqual([]);
  });

  test('requests told together with those carried in agree as well', async () => {
    const text = { 1: '全年收到政府信息公开申请3153件。' };
    const { text_facts, flags } = await read(reportPage({ cells: balanced, text }));
    expect(text_facts).toEqual([expect.objectContaining({ value: 3153, agrees: true })]);
    expect(flags).toEqual([]);
  });

  test('a number of requests that is not the table’s is flagged, and the cell stays', async () => {
    const text = { 1: '全年收到政府信息公开申请12件。' };
    const extraction = await read(reportPage({ cells: balanced, text }));
    expect(at(extraction, 'requests.req_new_received.all')).toEqual([3119, 'reported']);
    expect(flagsWith(extraction, 'prose_table_conflict')).toHaveLength(1);
  });

  test('E5: decisions that were published are not all decisions: no failure', async () => {
    const extraction = await read(
      reportPage({
        cells: { 'proactive.license.decisions': '5120', 'proactive.penalty.decisions': '9034' },
        text: { 1: '主动公开行政许可处理事项746件、行政处罚处理事项887件。' },
      }),
    );
    expect(extraction.text_facts).toEqual([]);
    expect(extraction.flags).toEqual([]);
  });

  test('E7: a part above its total in the text is flagged, and stands in no cell', async () => {
    const extraction = await read(
      reportPage({ text: { 1: '全年共公开政府信息382条，其中网站35条，媒体80条，公众号2443条。' } }),
    );
    expect(flagsWith(extraction, 'parts_exceed_total')).toHaveLength(1);
    expect(extraction.cells.some(({ value }) => value === 382 || value === 2443)).toBe(false);
    expect(await codes({ text: { 1: '全年共公开政府信息382条，其中网站300条，公众号82条。' } })).toEqual([]);
  });

  test('a count of another thing in the same sentence is no part of the first', async () => {
    expect(await codes({ text: { 1: '全年共公开政府信息15条，在县政府网站发布工作动态38条。' } })).toEqual(
      [],
    );
    expect(await codes({ text: { 1: '全年共公开政府信息15条，其中网站发布工作动态38条。' } })).toEqual([
      'parts_exceed_total',
    ]);
  });

  test('C20: requests made to another body are not this one’s', async () => {
    const extraction = await read(
      reportPage({ text: { 1: '受理公民向市政府及市政府办公室提出的政府信息公开申请5件。' } }),
    );
    expect(extraction.text_facts).toEqual([]);
    expect(flagsWith(extraction, 'text_copied_from_other_organ')).toHaveLength(1);
    expect(at(extraction, 'requests.req_new_received.all')).toEqual([0, 'reported']);
  });

  test('what is told of another year, of a part, or of other business is no fact', async () => {
    for (const sentence of [
      '2022年，受理政府信息公开申请35件。',
      '通过信函收到政府信息公开申请3件。',
      '共受理群众来信12件，均公开答复。',
      '第一季度收到政府信息公开申请4件。',
      '收到政府信息公开申请3件，其中收到网络申请1件；收到政府信息公开申请4件。',
    ]) {
      const { text_facts } = await read(reportPage({ text: { 1: sentence } }));
      expect(text_facts, sentence).toEqual([]);
    }
  });
});

describe('figures that a body of its kind cannot have, or that were mistyped', () => {
  test('规章 of a town', async () => {
    const cells = { 'proactive.rules.in_force': '2' };
    const [flag] = (await read(reportPage({ cells }))).flags;
    expect(flag).toMatchObject({ code: 'rules_below_prefecture', row: 'rules', column: 'in_force' });
    expect(await codes({ cells, unit: '宁海县' })).toEqual(['rules_below_prefecture']);
    expect(await codes({ cells, unit: '宁波市' })).toEqual([]);
  });

  test('more newly published than in all; fewer in force than issued', async () => {
    expect(
      await codes({
        form: '2019',
        cells: { 'proactive.normdocs.created': '4', 'proactive.normdocs.published_new': '4' },
      }),
    ).toEqual(['published_new_exceeds_stock']);
    expect(await codes({ cells: { 'proactive.normdocs.issued': '4' } })).toEqual(['issued_exceeds_in_force']);
    expect(
      await codes({ cells: { 'proactive.normdocs.issued': '4', 'proactive.normdocs.repealed': '4' } }),
    ).toEqual([]);
  });

  test('yuan in the column of 万元', async () => {
    expect(await codes({ cells: { 'proactive.fee.amount': '34006' } })).toEqual(['amount_unit_suspect']);
    expect(await codes({ cells: { 'proactive.fee.amount': '34.6' } })).toEqual([]);
    expect(await codes({ unit: '宁波市', cells: { 'proactive.fee.amount': '96171.6' } })).toEqual([]);
    expect(
      await codes({
        unit: '宁波市',
        cells: { 'proactive.fee.amount': '3940' },
        text: { 6: '全年收取信息处理费3940元。' },
      }),
    ).toEqual(['amount_unit_suspect']);
  });

  test('small equal figures are no suspicion', async () => {
    const cells = Object.fromEntries(
      ['license', 'penalty', 'coercion'].map(row => [`proactive.${row}.decisions`, '3']),
    );
    expect(await codes({ cells })).toEqual([]);
  });
});

describe('dates and damaged text', () => {
  test('C13: years without 年 and 月 are damaged text', async () => {
    const text = { 1: '本报告的统计期限为202311日至20231231日。' };
    expect(await codes({ text })).toEqual(['text_damaged']);
    expect((await read(reportPage({ text }))).report_year).toBe(2023);
  });

  test('C15: a signature in the year of the report, long before its end', async () => {
    const extraction = await read(reportPage({ signature: ['(2023210日)'] }));
    expect(extraction.report_year).toBe(2023);
    expect(flagsWith(extraction, 'date_conflict').map(({ detail }) => detail)).toEqual([
      '2023-02-10 in a report of 2023',
    ]);
  });

  test('dates of older pages in a list beside the report say nothing of it', async () => {
    const page = reportPage().replace('<h1>', '<ul><li>2021-01-20</li><li>2022-01-18</li></ul><h1>');
    expect(flagsWith(await read(page), 'date_conflict')).toEqual([]);
  });

  test('the report of a school year is signed in the autumn in which it ended', async () => {
    const text = { 1: '2022—2023学年，学校公开信息30条。' };
    expect(await codes({ text, signature: ['2023年10月30日'] })).toEqual([]);
    expect(await codes({ text, signature: ['2023年5月30日'] })).toEqual(['date_conflict']);
  });

  test('C16: published on the last day of the year', async () => {
    expect(await codes({ signature: ['2023年12月31日'] })).toEqual(['published_before_period_end']);
    expect(await codes({ signature: ['2024年1月15日'] })).toEqual([]);
  });
});
