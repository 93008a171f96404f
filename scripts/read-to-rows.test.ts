/** What a document says is what the tables say: read by the extractor, loaded, and compared row by row. */

import { join } from 'node:path';
import Database from 'better-sqlite3';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { temporaryDirectory } from '../data/temporary-directory.ts';
import { read, reportPage } from '../extract/cases/report.ts';
import { load } from '../load/load.ts';
import { type ArchivedDocument, archived, extractionFor, inputOf } from '../load/synthetic-input.ts';
import {
  cellStatuses,
  type ExtensionRow,
  type Extraction,
  type Inference,
  type TextFact,
} from '../schema/extraction.ts';
import { inferenceRules, textFactKeys } from '../schema/flags.ts';
import { variables } from '../schema/variables.ts';

type Row = Record<string, unknown>;

const host = 'https://www.ninghai.gov.cn';

async function withRows<T>(
  documents: readonly ArchivedDocument[],
  look: (ask: (query: string, ...values: unknown[]) => Row[]) => T,
): Promise<T> {
  const out = join(temporaryDirectory(), 'nianbao.db');
  load(inputOf(documents, out));
  const database = new Database(out, { readonly: true });
  try {
    return look((query, ...values) => database.prepare<unknown[], Row>(query).all(...values));
  } finally {
    database.close();
  }
}

/** The rows that the additions of an extraction must become, each list in the order of the document. */
function expectedRows({ extensions, grids, inferences, text_facts }: Extraction): Record<string, Row[]> {
  return {
    extension: extensions.flatMap(({ table, form, key, labels, cells }) =>
      cells.map(({ column, heading, value, status, raw, unit, at }) => ({
        table_key: table,
        form_id: form,
        row_key: key,
        row_path: labels.join(' > '),
        column_key: column,
        heading,
        value,
        status,
        raw,
        unit,
        place_block: at.block,
        place_row: at.row,
        place_column: at.column,
      })),
    ),
    raw_grid: grids.map(({ block, rows }) => ({ place_block: block, rows: JSON.stringify(rows) })),
    text_fact: text_facts.map(({ key, value, unit, approximate, evidence, agrees }) => ({
      key,
      value,
      unit,
      is_approximate: Number(approximate),
      evidence,
      agrees: agrees === null ? null : Number(agrees),
    })),
    inference: inferences
      .map(({ table, row, column, value, rule, from }) => ({
        cell: `${table}.${row}.${column}`,
        value,
        rule,
        rests_on: from.join(' '),
      }))
      .sort((a, b) => (`${a.cell} ${a.rule}` < `${b.cell} ${b.rule}` ? -1 : 1)),
  };
}

/** The same lists as the current version of a report has them. */
function storedRows(ask: (query: string, ...values: unknown[]) => Row[], url: string): Record<string, Row[]> {
  const version = `(SELECT version_id FROM rendition JOIN capture ON capture.id = capture_id WHERE url = ?)`;
  return {
    extension: ask(
      `SELECT table_key, form_id, row_key, row_path, column_key, heading, value, status.name AS status, raw, unit,
         place_block, place_row, place_column
       FROM extension JOIN status ON status.code = extension.status WHERE version_id = ${version} ORDER BY position`,
      url,
    ),
    raw_grid: ask(
      `SELECT place_block, rows FROM raw_grid WHERE version_id = ${version} ORDER BY position`,
      url,
    ),
    text_fact: ask(
      `SELECT "key", value, unit, is_approximate, evidence, agrees FROM text_fact
       WHERE version_id = ${version} ORDER BY position`,
      url,
    ),
    inference: ask(
      `SELECT table_key || '.' || row_key || '.' || column_key AS cell, value, rule, rests_on FROM inference
       JOIN variable ON variable.id = variable_id WHERE version_id = ${version} ORDER BY cell, rule`,
      url,
    ),
  };
}

/** A page as towns publish them: a row of their own, a table that no form knows, figures in the running text. */
function page(): string {
  const whole = reportPage({
    form: '2019',
    cells: {
      'requests.req_new_received.org_research': '',
      'requests.req_new_received.all': '0',
      'proactive.procure.amount': '103.7万元',
    },
    text: {
      1: '全年主动公开政府信息382条，收到政府信息公开申请3件，收取信息处理费3940元。',
    },
    edit: ([proactive]) => {
      const at = proactive?.grid.findIndex(cells => cells[0]?.text === '规范性文件') ?? -1;
      const like = proactive?.grid[at];
      if (proactive === undefined || like === undefined) throw new Error('the form has no such row');
      const texts = ['其他主动公开文件', '186', '/', '255件'];
      proactive.grid.splice(
        at + 1,
        0,
        like.map((cell, index) => ({ ...cell, text: texts[index] ?? '' })),
      );
    },
  });
  const channels = `<p>附：公开渠道</p><table><tr><td>渠道</td><td>条数</td><td>占比</td></tr>
    <tr><td>网站</td><td>35</td><td>9%</td></tr><tr><td>公众号</td><td>347</td><td>91%</td></tr></table>`;
  return whole.replace('</body>', `${channels}</body>`);
}

test('a document of our own: its added row, its other table, its text’s figures and what follows from them are rows', async () => {
  const extraction = await read(page());
  const expected = expectedRows(extraction);
  expect(expected['extension']).toMatchObject([
    { row_key: 'ext:其他主动公开文件', column_key: 'created', value: 186, status: 'reported', raw: '186' },
    { column_key: 'published_new', value: null, status: 'na_mark', raw: '/' },
    { column_key: 'published_stock', value: 255, status: 'reported', raw: '255件' },
  ]);
  expect(JSON.stringify(expected['raw_grid'])).toContain('公众号');
  expect(expected['text_fact']?.map(({ key, value }) => [key, value])).toEqual(
    expect.arrayContaining([
      ['items_published', 382],
      ['req_new_received', 3],
      ['req_fees_collected', 3940],
    ]),
  );
  expect(expected['inference']).toEqual(
    expect.arrayContaining([
      {
        cell: 'requests.req_new_received.org_research',
        value: 0,
        rule: 'zero_total',
        rests_on: expect.stringContaining('req_new_received/all'),
      },
    ]),
  );
  await withRows([archived(`${host}/a.html`, extraction)], ask => {
    expect(storedRows(ask, `${host}/a.html`)).toEqual(expected);
    // None of it is a reading: the cell that is inferred stays blank in every view.
    expect(
      ask(
        `SELECT value, status FROM v_reading WHERE row_key = 'req_new_received' AND column_key = 'org_research'`,
      ),
    ).toEqual([{ value: null, status: 'blank' }]);
    expect(ask(`SELECT count(*) AS rows FROM v_reading WHERE row_key LIKE 'ext:%'`)).toEqual([{ rows: 0 }]);
    expect(ask(`SELECT added_rows FROM v_quality`)).toEqual([{ added_rows: 1 }]);
    expect(ask(`SELECT procure_amount, procure_amount_yuan FROM v_proactive`)).toEqual([
      { procure_amount: 103.7, procure_amount_yuan: 1_037_000 },
    ]);
  });
});

test('every cell of a page that is read is a row of v_reading with its status, text and place', async () => {
  const extraction = await read(page());
  await withRows([archived(`${host}/a.html`, extraction)], ask => {
    const rows = ask(
      `SELECT table_key || '.' || row_key || '.' || column_key AS cell, value, status, raw, place_block, place_row, place_column
       FROM v_provenance`,
    );
    expect(new Map(rows.map(({ cell, ...row }) => [cell, row]))).toEqual(
      new Map(
        extraction.cells.map(({ table, row, column, value, status, raw, at }) => [
          `${table}.${row}.${column}`,
          {
            value,
            status,
            raw,
            place_block: at?.block ?? null,
            place_row: at?.row ?? null,
            place_column: at?.column ?? null,
          },
        ]),
      ),
    );
  });
});

describe('any lists at all', () => {
  const text = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 });
  const place = fc.record({ block: fc.nat(50), row: fc.nat(50), column: fc.nat(20) });
  const number = fc.oneof(fc.integer({ min: -1e9, max: 1e9 }), fc.constantFrom(103.7, 0.5));
  const extension: fc.Arbitrary<ExtensionRow> = fc.record({
    table: fc.constantFrom('proactive' as const, 'requests' as const),
    form: fc.constantFrom('2019' as const, '2021' as const),
    key: text.map(label => `ext:${label}`),
    labels: fc.array(text, { minLength: 1, maxLength: 3 }),
    cells: fc.array(
      fc.record({
        column: fc.option(text),
        heading: fc.option(text),
        value: fc.option(number),
        status: fc.constantFrom(...cellStatuses),
        raw: fc.option(text),
        unit: fc.option(text),
        at: place,
      }),
      { minLength: 1, maxLength: 3 },
    ),
  });
  const fact: fc.Arbitrary<TextFact> = fc.record({
    key: fc.constantFrom(...(Object.keys(textFactKeys) as TextFact['key'][])),
    value: number,
    unit: text,
    approximate: fc.boolean(),
    evidence: text,
    agrees: fc.option(fc.boolean()),
  });
  const inference: fc.Arbitrary<Inference> = fc.record({
    table: fc.constantFrom('requests' as const),
    row: fc.constantFrom('req_new_received', 'req_carried_in'),
    column: fc.constantFrom('natural_person', 'all'),
    value: number,
    rule: fc.constantFrom(...(Object.keys(inferenceRules) as Inference['rule'][])),
    from: fc.array(fc.constantFrom('req_new_received/all', 'req_carried_in/all'), { maxLength: 2 }),
  });
  const lists = fc.record({
    extensions: fc.array(extension, { maxLength: 4 }),
    grids: fc.array(
      fc.record({ block: fc.nat(90), rows: fc.array(fc.array(text, { maxLength: 3 }), { maxLength: 4 }) }),
      { maxLength: 3 },
    ),
    text_facts: fc.array(fact, { maxLength: 4 }),
    inferences: fc.uniqueArray(inference, {
      maxLength: 4,
      selector: ({ row, column, rule }) => `${row} ${column} ${rule}`,
    }),
  });

  test('become the rows that say the same, each report its own', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(lists, { minLength: 1, maxLength: 3 }), async reports => {
        const documents = reports.map((each, index) =>
          archived(`${host}/${index}.html`, {
            ...extractionFor({ unit: `宁海县第${index}局`, year: 2022, seed: index + 1 }),
            ...each,
          }),
        );
        await withRows(documents, ask => {
          for (const { capture, extraction } of documents)
            expect(storedRows(ask, capture.url)).toEqual(expectedRows(extraction));
        });
      }),
      { numRuns: 6 },
    );
  });
});

describe('editions in the dataset', () => {
  const of = (form: '2019' | '2021', year: number, cells: Record<string, string>) =>
    read(reportPage({ form, year, cells })).then(extraction => archived(`${host}/${year}.html`, extraction));

  test('D1: the tables of 2019 in a report of 2022: blanks are blank, cells of 2021 alone are not in the form', async () => {
    const extraction = await read(reportPage({ form: '2019', year: 2022, fill: '' }));
    await withRows([archived(`${host}/a.html`, extraction)], ask => {
      expect(
        ask(
          `SELECT report_year, normdocs_created, normdocs_created_status, normdocs_in_force, normdocs_in_force_status,
             req_other_misc_status, req_other_total_status FROM v_panel`,
        ),
      ).toEqual([
        {
          report_year: 2022,
          normdocs_created: null,
          normdocs_created_status: 'blank',
          normdocs_in_force: null,
          normdocs_in_force_status: 'not_in_form',
          req_other_misc_status: 'not_in_form',
          req_other_total_status: 'blank',
        },
      ]);
      expect(ask(`SELECT DISTINCT code FROM v_flag WHERE code = 'outdated_form'`)).toHaveLength(1);
    });
  });

  test('D4, D5: published in all is not in force, a number of items is no amount: each is NULL in the other edition', async () => {
    const documents = [
      await of('2019', 2020, {
        'proactive.normdocs.created': '5',
        'proactive.normdocs.published_new': '5',
        'proactive.normdocs.published_stock': '5',
      }),
      await of('2021', 2023, { 'proactive.normdocs.in_force': '7', 'proactive.fee.amount': '96171.6' }),
    ];
    await withRows(documents, ask => {
      expect(
        ask(`SELECT report_year, normdocs_published_stock AS stock, normdocs_in_force AS in_force,
               normdocs_in_force_status AS in_force_status, normdocs_issued_status AS issued_status,
               fee_items_prev_year AS items, fee_amount AS amount, fee_amount_status AS amount_status, fee_amount_yuan AS yuan
             FROM v_panel ORDER BY report_year`),
      ).toEqual([
        {
          report_year: 2020,
          stock: 5,
          in_force: null,
          in_force_status: 'not_in_form',
          issued_status: 'not_in_form',
          items: 0,
          amount: null,
          amount_status: 'not_in_form',
          yuan: null,
        },
        {
          report_year: 2023,
          stock: null,
          in_force: 7,
          in_force_status: 'reported',
          issued_status: 'reported',
          items: null,
          amount: 96171.6,
          amount_status: 'reported',
          yuan: 961_716_000,
        },
      ]);
    });
  });

  test('D6: a series over both editions has the printed total of 2019 and the marked sum of 2021', async () => {
    const other = (row: string): string => `requests.${row}.all`;
    const documents = [
      await of('2019', 2020, { [other('req_other_total')]: '4' }),
      await of('2021', 2023, {
        [other('req_other_not_amended')]: '1',
        [other('req_other_fee_unpaid')]: '0',
        [other('req_other_misc')]: '6',
      }),
      await of('2021', 2024, { [other('req_other_misc')]: '' }),
    ];
    await withRows(documents, ask => {
      expect(
        ask(
          `SELECT report_year, value, is_derived, grade FROM v_series WHERE concept = 'req_other_total' ORDER BY report_year`,
        ),
      ).toEqual([
        { report_year: 2020, value: 4, is_derived: 0, grade: 'exact' },
        { report_year: 2023, value: 7, is_derived: 1, grade: 'exact' },
        { report_year: 2024, value: null, is_derived: 1, grade: 'exact' },
      ]);
      expect(
        ask(
          `SELECT report_year, value, grade FROM v_series WHERE concept = 'normdocs_in_force' ORDER BY report_year`,
        ),
      ).toEqual([
        { report_year: 2020, value: 0, grade: 'none' },
        { report_year: 2023, value: 0, grade: 'exact' },
        { report_year: 2024, value: 0, grade: 'exact' },
      ]);
    });
  });

  test('C17, F5: figures of half a year are in no panel; what a report does not say of fees is unknown', async () => {
    const half = await read(
      reportPage({ unit: '强蛟镇', year: 2023 }).replaceAll(
        '2023年政府信息公开工作年度报告',
        '2023年上半年政府信息公开数据统计',
      ),
    );
    const without6 = reportPage({ year: 2022 }).replace(/<p>六、[\s\S]*?<\/p>\s*<p>无。<\/p>/, '');
    const documents = [
      archived(`${host}/half.html`, half),
      archived(`${host}/whole.html`, await read(without6)),
    ];
    await withRows(documents, ask => {
      expect(ask('SELECT report_year FROM v_panel')).toEqual([{ report_year: 2022 }]);
      expect(ask(`SELECT document_type FROM rendition ORDER BY document_type`)).toHaveLength(2);
      expect(ask(`SELECT code FROM v_flag WHERE code LIKE 'section_missing%'`)).toEqual([
        { code: 'section_missing:6' },
      ]);
      expect(ask(`SELECT * FROM text_fact WHERE "key" = 'req_fees_collected'`)).toEqual([]);
    });
  });

  test('the three tables of each edition reach the panel under the names of their cells', async () => {
    for (const form of ['2019', '2021'] as const) {
      const document = await of(form, form === '2019' ? 2020 : 2023, {});
      await withRows([document], ask => {
        const [row = {}] = ask('SELECT * FROM v_panel');
        const names = Object.keys(row).filter(name => row[`${name}_status`] === 'reported');
        const inForm = variables.filter(
          ({ table_key, row_key, column_key }) =>
            document.extraction.cells.some(
              cell => cell.table === table_key && cell.row === row_key && cell.column === column_key,
            ) &&
            (table_key !== 'requests' || column_key === 'all'),
        );
        expect(names).toHaveLength(inForm.length);
      });
    }
  });
});
