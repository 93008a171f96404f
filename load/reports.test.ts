import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { temporaryDirectory } from '../data/temporary-directory.ts';
import type { Extraction } from '../schema/extraction.ts';
import { load } from './load.ts';
import { openDatabase } from './open-database.ts';
import { reportLines } from './reports.ts';
import { readStatus } from './status.ts';
import { archived, extractionFor, inputOf, withoutTables } from './synthetic-input.ts';

const page = 'https://www.ninghai.gov.cn/a.html';
const report = extractionFor({ unit: '宁海县统计局', year: 2022, seed: 5 });

function loaded(...documents: Parameters<typeof archived>[]): string {
  const out = join(temporaryDirectory(), 'nianbao.db');
  load(
    inputOf(
      documents.map(document => archived(...document)),
      out,
    ),
  );
  return out;
}

const asked = (file: string, sql: string): unknown[] => {
  const database = openDatabase(file);
  try {
    return database.prepare(sql).all();
  } finally {
    database.close();
  }
};

describe('reportLines', () => {
  test('gives each report as it was extracted', () => {
    const [line, ...others] = reportLines(loaded([page, report]));
    expect(others).toEqual([]);
    expect(line).toEqual({
      url: page,
      portal: 'ninghai',
      unit: '宁海县统计局',
      division_code: '330226',
      report_year: 2022,
      form: { proactive: '2021', requests: '2021', remedies: '2021' },
      cells: report.cells.map(({ table, row, column, value, status, raw }) => ({
        table,
        row,
        column,
        value,
        status,
        raw,
      })),
      failures: report.checks
        .filter(({ outcome }) => outcome === 'fail')
        .map(({ id, subject }) => `${id}:${subject}`),
    });
    expect(line?.failures.length).toBeGreaterThan(0);
  });

  test('gives current versions only, reports without tables, year or unit too, in a fixed order', () => {
    const formless: Extraction = {
      ...extractionFor({ unit: null, year: null }),
      tables: [],
      cells: [],
      checks: [],
    };
    const out = loaded(
      ['https://www.ninghai.gov.cn/0.html', formless],
      [page, report, { day: 1 }],
      [page, { ...report, sections: [] }, { day: 2 }],
      ['https://www.ninghai.gov.cn/b.html', withoutTables({ ...report, report_year: 2021 })],
    );
    const lines = [...reportLines(out)].map(({ unit, report_year, cells, form }) => [
      unit,
      report_year,
      cells.length,
      cells[0]?.status,
      form.requests,
    ]);
    expect(lines).toEqual([
      [null, null, 0, undefined, null],
      ['宁海县统计局', 2021, 200, 'table_absent', '2021'],
      ['宁海县统计局', 2022, 200, report.cells[0]?.status, '2021'],
    ]);
  });

  test('closes the database when left early', () => {
    const out = loaded([page, report]);
    for (const { url } of reportLines(out)) {
      expect(url).toBe(page);
      break;
    }
    expect([...reportLines(out)]).toHaveLength(1);
  });

  test('says so when there is no database, or it is none of ours', () => {
    const file = join(temporaryDirectory(), 'nianbao.db');
    expect(() => [...reportLines(file)]).toThrow('There is no database');
    writeFileSync(file, 'my thesis');
    expect(() => [...reportLines(file)]).toThrow('cannot be read');
  });
});

test('readStatus counts what the database holds', () => {
  const spam = {
    text: '澳门英皇',
    kind: 'phrase' as const,
    where: ['title' as const],
    evidence: ['lexicon'],
  };
  const issues = [{ code: 'extract.cells.leftover' as const, message: 'One cell' }];
  const out = loaded(
    [page, { ...report, verdict: 'stripped', removed: [{ ...spam, count: 9 }], issues }],
    [
      'https://www.ninghai.gov.cn/b.html',
      {
        ...extractionFor({ unit: '宁海县水利局', year: 2020, form: '2019' }),
        removed: [{ ...spam, count: 2 }],
      },
    ],
    ['https://www.ninghai.gov.cn/c.html', extractionFor({ unit: null, year: 2022 })],
  );
  const status = readStatus(out);
  expect(status.reports).toEqual([
    { report_year: 2020, form: '2019', reports: 1 },
    { report_year: 2022, form: '2021', reports: 2 },
  ]);
  expect(status.cells).toEqual(
    asked(
      out,
      `SELECT table_key AS "table", status, count(*) AS cells FROM v_reading
       JOIN status ON status.name = v_reading.status GROUP BY table_key, code ORDER BY table_key, code`,
    ),
  );
  expect(status.checks).toEqual(
    asked(
      out,
      `SELECT check_id AS "check", outcome, count(*) AS checks FROM v_check
       GROUP BY check_id, outcome ORDER BY check_id, instr('pass fail not-assessable', outcome)`,
    ),
  );
  expect(status.cells.reduce((sum, { cells }) => sum + cells, 0)).toBe(198 + 200 + 200);
  const reported = report.cells.filter(
    cell => cell.table === 'remedies' && cell.status === 'reported',
  ).length;
  expect(
    status.cells.find(({ table, status: name }) => table === 'remedies' && name === 'reported')?.cells,
  ).toBeGreaterThanOrEqual(reported);
  expect(status.checks.reduce((sum, { checks }) => sum + checks, 0)).toBe(40 + 42 + 42);
  expect(status.removed).toEqual([{ text: '澳门英皇', kind: 'phrase', documents: 2, count: 11 }]);
  expect(status.documents).toEqual([
    { document_type: 'annual_report', verdict: 'clean', documents: 2 },
    { document_type: 'annual_report', verdict: 'stripped', documents: 1 },
  ]);
  expect(status.issues).toEqual([
    { code: 'extract.cells.leftover', severity: 'note', issues: 1 },
    { code: 'load.unit.unresolved', severity: 'warning', issues: 1 },
  ]);
  expect(status.coverage).toMatchObject([{ portal: 'ninghai', state: 'complete', reports: 3, found: 10 }]);
  expect(status.release.reports).toBe(3);
});
