import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import { temporaryDirectory } from '../data/temporary-directory.ts';
import type { Extraction } from '../schema/extraction.ts';
import { formById } from '../schema/forms/index.ts';
import { indicators } from '../schema/indicators.ts';
import { type LoadInput, load } from './load.ts';
import {
  type ArchivedDocument,
  archived,
  checksFor,
  extractionFor,
  inputOf,
  outcome,
  withoutTables,
} from './synthetic-input.ts';

const host = 'https://www.ninghai.gov.cn';

function loaded(documents: readonly ArchivedDocument[], more: Partial<LoadInput> = {}) {
  const out = join(temporaryDirectory(), 'nianbao.db');
  const result = load({ ...inputOf(documents, out), ...more });
  const database = new Database(out, { readonly: true });
  return {
    result,
    ask: (query: string): Record<string, unknown>[] =>
      database.prepare<[], Record<string, unknown>>(query).all(),
  };
}

function report(unit: string, year: number, change: Partial<Extraction> = {}): Extraction {
  return { ...extractionFor({ unit, year, form: year < 2021 ? '2019' : '2021', seed: year }), ...change };
}

/** The same report with other figures, by `row.column`; null is a blank. */
function withFigures(extraction: Extraction, figures: Readonly<Record<string, number | null>>): Extraction {
  return {
    ...extraction,
    cells: extraction.cells.map(cell => {
      const value = figures[`${cell.row}.${cell.column}`];
      if (value === undefined) return cell;
      return value === null
        ? { ...cell, value, status: 'blank', raw: '' }
        : { ...cell, value, status: 'reported', raw: String(value) };
    }),
  };
}

const prose = (year: number): Extraction['sections'] => [
  {
    number: 1,
    title: '总体情况',
    text: `${year}年，本局认真贯彻落实条例，坚持以公开为常态、不公开为例外，围绕食品安全、就业、教育等领域主动公开政府信息，及时回应社会关切，全年召开专题会议十二次，培训干部三百余人，持续推进决策、执行、管理、服务、结果全过程公开。`,
  },
  { number: 6, title: '其他需要报告的事项', text: '无。' },
];

describe('flags of the load', () => {
  test('E8: a text and its figures three years running are three reports, two of them flagged as copies', () => {
    const { ask, result } = loaded(
      [2021, 2022, 2023].map(year =>
        archived(`${host}/${year}.html`, report('宁海县统计局', year, { sections: prose(year) })),
      ),
    );
    expect(result.release.reports).toBe(3);
    expect(
      ask(`SELECT report_year, code, detail, substr(other_report_id, -4) AS other FROM v_flag
           WHERE code LIKE 'copied%' ORDER BY report_year`),
    ).toEqual([
      { report_year: 2022, code: 'copied_from_year', detail: 'similarity 1.00, same figures', other: '2021' },
      { report_year: 2023, code: 'copied_from_year', detail: 'similarity 1.00, same figures', other: '2021' },
    ]);
    expect(
      ask(
        'SELECT report_year, text_reuse_own_year AS own, text_reuse_other_body AS other FROM v_quality ORDER BY report_year',
      ),
    ).toEqual([
      { report_year: 2021, own: null, other: null },
      { report_year: 2022, own: 1, other: null },
      { report_year: 2023, own: 1, other: null },
    ]);
  });

  test('the text of another body is flagged, with its own name in place of the other', () => {
    const named = (unit: string): Extraction =>
      report(unit, 2022, { sections: prose(2022).map(each => ({ ...each, text: `${unit}：${each.text}` })) });
    const { ask } = loaded([
      archived(`${host}/a.html`, named('宁海县统计局'), { day: 1 }),
      archived(`${host}/b.html`, named('宁海县审计局'), { day: 2 }),
    ]);
    expect(ask(`SELECT unit_name, code FROM v_flag WHERE code LIKE 'copied%'`)).toEqual([
      { unit_name: '宁海县审计局', code: 'copied_from_body' },
    ]);
  });

  test('E6 across years: a stock that jumps is kept, fails softly and is flagged', () => {
    const stock = (year: number, in_force: number): Extraction =>
      withFigures(report('宁海县统计局', year), {
        'normdocs.in_force': in_force,
        'normdocs.issued': 1,
        'normdocs.repealed': 0,
        'rules.in_force': 0,
        'rules.issued': 0,
        'rules.repealed': 0,
      });
    const { ask } = loaded([
      archived(`${host}/2024.html`, stock(2024, 66)),
      archived(`${host}/2025.html`, stock(2025, 372)),
    ]);
    expect(
      ask(`SELECT report_year, check_id, strength, subject, outcome, left_sum, right_sum FROM v_check
           WHERE span = 'years' AND table_key = 'proactive' ORDER BY subject`),
    ).toEqual([
      {
        report_year: 2025,
        check_id: 'E6',
        strength: 'soft',
        subject: 'normdocs',
        outcome: 'fail',
        left_sum: 372,
        right_sum: 67,
      },
      {
        report_year: 2025,
        check_id: 'E6',
        strength: 'soft',
        subject: 'rules',
        outcome: 'pass',
        left_sum: null,
        right_sum: null,
      },
    ]);
    expect(ask(`SELECT row_key, detail FROM v_flag WHERE code = 'break_suspected'`)).toEqual([
      { row_key: 'normdocs', detail: '67 expected, 372 printed' },
    ]);
    expect(ask(`SELECT normdocs_in_force FROM v_panel ORDER BY report_year`)).toEqual([
      { normdocs_in_force: 66 },
      { normdocs_in_force: 372 },
    ]);
  });

  test('F3: late is judged by the date in the report, not by the address or the day it was found', () => {
    const { ask } = loaded([
      archived(
        `${host}/art/2022/6/15/t20220615_1.html`,
        report('宁海县统计局', 2021, { published_date: '2022-01-18' }),
      ),
      archived(`${host}/b.html`, report('宁海县审计局', 2021, { published_date: '2022-06-15' })),
      archived(`${host}/c.html`, report('宁海县人民政府', 2021, { published_date: '2022-03-20' })),
    ]);
    expect(ask(`SELECT unit_name, code, detail FROM v_flag WHERE code = 'late'`)).toEqual([
      { unit_name: '宁海县审计局', code: 'late', detail: '2022-06-15 > 2022-01-31' },
    ]);
    expect(ask(`SELECT url_date, published_date FROM rendition WHERE url_date IS NOT NULL`)).toEqual([
      { url_date: '2022-06-15', published_date: '2022-01-18' },
    ]);
    expect(ask(`SELECT published_in_time FROM v_indicator ORDER BY published_date`)).toEqual(
      [1, 1, 0].map(published_in_time => ({ published_in_time })),
    );
  });

  test('F4: of a page and a PDF that differ in one cell the PDF is shown, with a conflict', () => {
    const page = withFigures(report('宁海县统计局', 2022), { 'req_new_received.all': 3 });
    const pdf = { ...withFigures(page, { 'req_new_received.all': 4 }), media_type: 'application/pdf' };
    const { ask } = loaded([
      archived(`${host}/a.pdf`, pdf, { day: 1 }),
      archived(`${host}/a.html`, page, { day: 5 }),
    ]);
    expect(ask('SELECT req_new_received FROM v_panel')).toEqual([{ req_new_received: 4 }]);
    expect(ask('SELECT row_key, column_key, value_before, value_after FROM v_conflict')).toEqual([
      { row_key: 'req_new_received', column_key: 'all', value_before: 4, value_after: 3 },
    ]);
    expect(ask(`SELECT code FROM v_flag WHERE code = 'rendition_conflict'`)).toHaveLength(1);
  });
});

describe('indicators', () => {
  const figures = {
    'req_granted_full.all': 60,
    'req_granted_partial.all': 21,
    'req_processed_total.all': 263,
    'req_np_petition.all': 3,
    'req_np_duplicate.all': 0,
    'req_np_publication.all': 0,
    'req_np_excessive.all': 0,
    'req_np_confirm_reissue.all': 0,
    'req_other_not_amended.all': 10,
    'req_other_fee_unpaid.all': 0,
    'req_other_misc.all': 50,
    'rev.corrected': 64,
    'rev.total': 351,
    'rev.pending': 37,
    'req_new_received.all': 0,
    'req_carried_in.all': 0,
    'req_carried_out.all': 0,
    'req_denied_third_party.all': null,
  };

  test('are the ratios that their definitions say, and NULL where a part is missing or nothing is below', () => {
    const { ask } = loaded([archived(`${host}/a.html`, withFigures(report('宁海县统计局', 2022), figures))]);
    const [row] = ask('SELECT * FROM v_indicator');
    expect(row?.['disclosure_rate']).toBeCloseTo(0.308, 4);
    expect(row?.['substantive_disclosure_rate']).toBeCloseTo(81 / 200, 9);
    expect(row?.['review_correction_rate']).toBeCloseTo(64 / 351, 9);
    expect(row?.['review_correction_rate_concluded']).toBeCloseTo(64 / 314, 9);
    expect(row?.['denial_rate']).toBeNull();
    expect(row?.['carry_over_rate']).toBeNull();
    expect(row?.['applicant_share_natural_person']).toBeNull();
    expect(ask('SELECT count(*) AS definitions FROM indicator')).toEqual([
      { definitions: indicators.length },
    ]);
    expect(
      ask(
        `SELECT level, reports, numerator, denominator FROM v_indicator_level WHERE indicator_id = 'disclosure_rate'`,
      ),
    ).toEqual([{ level: 'county', reports: 1, numerator: 81, denominator: 263 }]);
    expect(ask(`SELECT count(*) AS rows FROM v_indicator_level WHERE indicator_id = 'denial_rate'`)).toEqual([
      { rows: 0 },
    ]);
  });

  test('the summaries are those of the views, on figures of every kind', () => {
    const documents = [2019, 2020, 2021, 2022].flatMap(year =>
      ['统计局', '审计局', '财政局'].map((name, index) =>
        archived(
          `${host}/${year}-${index}.html`,
          extractionFor({
            unit: `宁海县${name}`,
            year,
            form: year < 2021 ? '2019' : '2021',
            seed: year + index,
          }),
        ),
      ),
    );
    const { ask } = loaded(documents);
    for (const { id } of indicators) {
      const [view] = ask(`SELECT count(${id}) AS reports FROM v_indicator`);
      const [summary] = ask(
        `SELECT ifnull(sum(reports), 0) AS reports FROM v_indicator_level WHERE indicator_id = '${id}'`,
      );
      expect(summary, id).toEqual(view);
    }
    const [cells] = ask('SELECT count(*) AS readings FROM v_reading');
    expect(ask('SELECT sum(readings) AS readings FROM variable_summary')).toEqual([cells]);
  });

  test('the compliance index is the share of what the notices ask, and NULL where that cannot be told', () => {
    const balanced = withFigures(
      extractionFor({ unit: '宁海县财政局', year: 2022, seed: 1 }),
      Object.fromEntries(
        extractionFor({ unit: null, year: 2022 }).cells.map(({ row, column }) => [`${row}.${column}`, 0]),
      ),
    );
    const checked = (extraction: Extraction): Extraction => ({
      ...extraction,
      checks: checksFor(formById('2021'), extraction.cells),
    });
    const good = checked(balanced);
    const flag = { table: null, row: null, column: null, detail: null };
    const documents = [
      archived(`${host}/good.html`, good),
      archived(`${host}/old.html`, {
        ...good,
        unit: good.unit && { ...good.unit, name: '宁海县审计局' },
        flags: [{ code: 'outdated_form', ...flag }],
      }),
      archived(`${host}/none.html`, withoutTables(extractionFor({ unit: '宁海县统计局', year: 2022 }))),
      archived(
        `${host}/wrong.html`,
        checked(
          withFigures(
            { ...balanced, unit: balanced.unit && { ...balanced.unit, name: '宁海县民政局' } },
            { 'rev.total': 7 },
          ),
        ),
      ),
      archived(
        `${host}/before.html`,
        extractionFor({ unit: '宁海县财政局', year: 2016, form: '2014', seed: 2 }),
      ),
    ];
    expect(
      loaded(documents).ask(
        `SELECT unit_name, report_year, has_all_tables AS tables, uses_prescribed_form AS form, sums_hold AS sums,
           text_is_own AS own, compliance_index AS "index" FROM v_indicator ORDER BY unit_name, report_year`,
      ),
    ).toEqual(
      [
        ['宁海县审计局', 2022, 1, 0, 1, 1, 0.75],
        ['宁海县民政局', 2022, 1, 1, 0, 1, 0.75],
        ['宁海县统计局', 2022, 0, 1, null, 1, null],
        ['宁海县财政局', 2016, null, null, null, null, null],
        ['宁海县财政局', 2022, 1, 1, 1, 1, 1],
      ].map(([unit_name, report_year, tables, form, sums, own, index]) => ({
        unit_name,
        report_year,
        tables,
        form,
        sums,
        own,
        index,
      })),
    );
  });

  test('breaks say which series may not be joined', () => {
    const { ask } = loaded([]);
    expect(ask(`SELECT year, grade FROM v_break WHERE concept = 'req_denied_total' ORDER BY year`)).toEqual([
      { year: 2014, grade: 'none' },
      { year: 2019, grade: 'none' },
      { year: 2021, grade: 'exact' },
    ]);
    expect(ask(`SELECT grade FROM v_break WHERE concept = 'normdocs_in_force'`)).toEqual([{ grade: 'none' }]);
  });
});

test('coverage tells found, late, not found, out of reach and not expected', () => {
  const documents = [
    archived(`${host}/a.html`, report('宁海县统计局', 2022, { published_date: '2023-01-10' })),
    archived(`${host}/b.html`, report('宁海县统计局', 2023, { published_date: '2024-05-10' })),
  ];
  const history = [
    {
      code: '330226',
      name: '宁海县',
      level: 'county' as const,
      year_from: 1983,
      year_until: null,
      successors: [],
    },
  ];
  const states = (state: typeof outcome.state) =>
    loaded(documents, { divisionHistory: history, outcomes: [{ ...outcome, state }] }).ask(
      `SELECT kind, report_year, state FROM v_coverage WHERE report_year BETWEEN 2021 AND 2024 ORDER BY kind, report_year`,
    );
  expect(states('complete').map(row => row['state'])).toEqual([
    ...['not_expected', 'found', 'late', 'not_found'],
    ...['not_found', 'not_found', 'not_found', 'not_found'],
  ]);
  expect(states('blocked').map(row => row['state'])).toEqual([
    ...['not_expected', 'found', 'late', 'blocked'],
    ...['blocked', 'blocked', 'blocked', 'blocked'],
  ]);
});

describe('full text', () => {
  const open = () =>
    loaded([
      archived(`${host}/a.html`, report('宁海县统计局', 2022, { sections: prose(2022) })),
      archived(`${host}/b.html`, report('宁海县审计局', 2022, { title: '宁海县审计局2022年年报 ABC' })),
    ]);
  const cases: readonly (readonly [string, readonly string[]])[] = [
    ['食品', ['宁海县统计局']],
    ['食品安全', ['宁海县统计局']],
    ['公开为常态、不公开为例外', ['宁海县统计局']],
    ['教育 食品安全', ['宁海县统计局']],
    ['安全食品', []],
    ['药品', []],
    ['abc', ['宁海县审计局']],
    ['审计局', ['宁海县审计局']],
    ['统"计', []],
  ];
  test('finds words of two characters and of more, in titles and sections', () => {
    const { ask } = open();
    for (const [word, units] of cases)
      expect(
        ask(`SELECT DISTINCT unit_name FROM v_search WHERE word = '${word}'`).map(row => row['unit_name']),
        word,
      ).toEqual(units);
  });

  test('goes by the index', () => {
    const plan = open()
      .ask(`EXPLAIN QUERY PLAN SELECT url FROM v_search WHERE word = '食品'`)
      .map(row => row['detail']);
    expect(plan.join('\n')).toMatch(
      /SCAN asked VIRTUAL TABLE INDEX 1:.*\n.*SCAN text_pair VIRTUAL TABLE INDEX/,
    );
    expect(plan.join('\n')).toContain('SEARCH found USING INTEGER PRIMARY KEY');
  });
});
