import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import { type Decision, loadDecisions } from '../data/decisions/decisions.ts';
import { loadDivisions } from '../data/divisions/divisions.ts';
import { loadDivisionHistory } from '../data/divisions/history.ts';
import { temporaryDirectory } from '../data/temporary-directory.ts';
import type { Extraction, UnitKind } from '../schema/extraction.ts';
import type { Portal } from '../schema/portal.ts';
import { type LoadInput, load } from './load.ts';
import { type ArchivedDocument, archived, extractionFor, inputOf, portal } from './synthetic-input.ts';

/** Counties and above, and the towns of one county: what these tests speak of. */
const divisions = loadDivisions().filter(({ code }) => code.length === 6 || code.startsWith('330226'));
const divisionHistory = loadDivisionHistory();

function loaded(documents: readonly ArchivedDocument[], more: Partial<LoadInput> = {}) {
  const out = join(temporaryDirectory(), 'nianbao.db');
  const result = load({ ...inputOf(documents, out), divisions, divisionHistory, ...more });
  const database = new Database(out, { readonly: true });
  return { result, ask: (query: string): unknown[] => database.prepare(query).all() };
}

let serial = 0;

function report(
  unit: string,
  division_code: string | null,
  year: number,
  change: Partial<Extraction> = {},
  kind: UnitKind = 'department',
): Extraction {
  serial += 1;
  const form = year < 2021 ? '2019' : '2021';
  const extraction = extractionFor({ unit, division_code, year, form, seed: serial });
  return { ...extraction, unit: extraction.unit && { ...extraction.unit, kind }, ...change };
}

function at(host: string): string {
  serial += 1;
  return `https://${host}/${serial}.html`;
}
const doc = (
  extraction: Extraction,
  host = 'www.ninghai.gov.cn',
  portal_id: string | null = null,
): ArchivedDocument => {
  const found = archived(at(host), extraction);
  return { ...found, capture: { ...found.capture, portal: portal_id } };
};

describe('divisions over the years', () => {
  test('C8: a district that was merged under its old name is two spells, and no series without a flag', () => {
    const { ask } = loaded([
      doc(report('三元区统计局', '350404', 2020)),
      doc(report('三元区统计局', '350404', 2021)),
    ]);
    expect(
      ask(
        `SELECT report_year, division_code, constant_division_code, automatic_mapping FROM v_report ORDER BY 1`,
      ),
    ).toEqual([
      { report_year: 2020, division_code: '350403', constant_division_code: '350403', automatic_mapping: 1 },
      { report_year: 2021, division_code: '350404', constant_division_code: null, automatic_mapping: 0 },
    ]);
    expect(ask(`SELECT count(DISTINCT unit_id) AS units FROM report`)).toEqual([{ units: 2 }]);
    expect(
      ask(`SELECT code, year, kind FROM division_change WHERE successor_code = '350404' ORDER BY code`),
    ).toEqual([
      { code: '350402', year: 2021, kind: 'merged' },
      { code: '350403', year: 2021, kind: 'merged' },
    ]);
    expect(
      ask(`SELECT code, name, year_from, year_to FROM division WHERE code IN ('350403', '350404')`),
    ).toEqual([
      { code: '350403', name: '三元区', year_from: 1983, year_to: 2020 },
      { code: '350404', name: '三元区', year_from: 2021, year_to: null },
    ]);
  });

  test('C9: a county that became a city is one unit with two names and two codes', () => {
    const { ask } = loaded([
      doc(report('华亭县统计局', '620881', 2017)),
      doc(report('华亭市统计局', '620881', 2019)),
    ]);
    expect(ask('SELECT count(*) AS units FROM unit')).toEqual([{ units: 1 }]);
    expect(ask('SELECT name, division_code, first_year, last_year FROM unit')).toEqual([
      { name: '华亭市统计局', division_code: '620881', first_year: 2017, last_year: 2019 },
    ]);
    expect(ask('SELECT name, first_year, last_year FROM unit_name ORDER BY first_year')).toEqual([
      { name: '华亭县统计局', first_year: 2017, last_year: 2017 },
      { name: '华亭市统计局', first_year: 2019, last_year: 2019 },
    ]);
    expect(
      ask('SELECT division_code, parent_code, year_from, year_to FROM unit_division ORDER BY year_from'),
    ).toEqual([
      { division_code: '620824', parent_code: '620800', year_from: 2017, year_to: 2017 },
      { division_code: '620881', parent_code: '620800', year_from: 2018, year_to: 2019 },
    ]);
    expect(
      ask(
        'SELECT division_code, constant_division_code, automatic_mapping FROM v_report ORDER BY report_year',
      ),
    ).toEqual([
      { division_code: '620824', constant_division_code: '620881', automatic_mapping: 1 },
      { division_code: '620881', constant_division_code: '620881', automatic_mapping: 1 },
    ]);
  });

  test('parts that went over and districts that were dissolved are never mapped by themselves', () => {
    const { ask } = loaded([]);
    const mapped = (code: string, year: number) =>
      ask(`SELECT constant_code, automatic_mapping FROM division_constant
           WHERE code = '${code}' AND ${year} BETWEEN year_from AND year_to`);
    expect(mapped('320602', 2018)).toEqual([{ constant_code: '320613', automatic_mapping: 0 }]);
    expect(mapped('330102', 2020)).toEqual([{ constant_code: '330102', automatic_mapping: 1 }]);
    expect(mapped('330102', 2021)).toEqual([{ constant_code: '330102', automatic_mapping: 0 }]);
    expect(mapped('330226', 2009)).toEqual([{ constant_code: '330226', automatic_mapping: 1 }]);
  });
});

describe('units', () => {
  test('C5, C6: one name in two places stays two units', () => {
    const { ask } = loaded([
      doc(report('鼓楼区统计局', '320106', 2022)),
      doc(report('鼓楼区统计局', '350102', 2022)),
      doc(report('强蛟镇', '330226110', 2022, {}, 'township')),
      doc(report('太平镇', '420525102', 2022, {}, 'township')),
      doc(report('太平镇', '341822104', 2022, {}, 'township')),
    ]);
    expect(ask('SELECT count(*) AS units, count(DISTINCT name) AS names FROM unit')).toEqual([
      { units: 5, names: 3 },
    ]);
  });

  test('a body is under the government of its division, and that under the one above', () => {
    const { ask } = loaded([
      doc(report('宁海县统计局', '330226', 2022)),
      doc(report('宁海县人民政府', '330226', 2022, {}, 'government')),
      doc(report('宁波市人民政府', '330200', 2022, {}, 'government')),
    ]);
    expect(
      ask(`SELECT unit.name, parent.name AS parent FROM unit LEFT JOIN unit AS parent ON parent.id = unit.parent_unit_id
           ORDER BY unit.name`),
    ).toEqual([
      { name: '宁波市人民政府', parent: null },
      { name: '宁海县人民政府', parent: '宁波市人民政府' },
      { name: '宁海县统计局', parent: '宁海县人民政府' },
    ]);
  });

  test('C2: a copy elsewhere names no unit; copies of one text are one report', () => {
    const text = report('泰州市民政局', '321200', 2020);
    const { ask, result } = loaded([doc(text, 'findgay.net'), doc(text, 'zwinkt.com')]);
    expect(result.release).toMatchObject({ units: 0, reports: 1, documents: 2, reports_in_panel: 0 });
    expect(ask('SELECT reason, name, host FROM unit_candidate ORDER BY host')).toEqual([
      { reason: 'unregistered_host', name: '泰州市民政局', host: 'findgay.net' },
      { reason: 'unregistered_host', name: '泰州市民政局', host: 'zwinkt.com' },
    ]);
    const known = loaded([
      doc(text, 'findgay.net'),
      doc(text, 'zwinkt.com'),
      doc(text, 'mzj.taizhou.gov.cn'),
    ]);
    expect(known.result.release).toMatchObject({ units: 1, reports: 1, versions: 1, reports_in_panel: 1 });
    expect(known.ask('SELECT url FROM v_report')).toEqual([
      { url: expect.stringContaining('taizhou.gov.cn') },
    ]);
  });

  test('a clone joins a known report and is never shown for it, nor makes a year of a known unit', () => {
    const clone = { clone: { reason: 'foreign_host', evidence: 'casino.example' } } as const;
    const { ask } = loaded([
      doc(report('宁海县统计局', '330226', 2021)),
      doc(report('宁海县统计局', '330226', 2021, clone), 'casino.example'),
      doc(report('宁海县统计局', '330226', 2022, clone), 'casino.example'),
    ]);
    expect(ask('SELECT report_year, url FROM v_report WHERE unit_id IS NOT NULL')).toEqual([
      { report_year: 2021, url: expect.stringContaining('ninghai.gov.cn') },
    ]);
    expect(
      ask(
        `SELECT unit_resolution, clone_reason FROM rendition WHERE clone_reason IS NOT NULL ORDER BY capture_id`,
      ),
    ).toEqual(
      expect.arrayContaining([
        { unit_resolution: 'copy', clone_reason: 'foreign_host' },
        { unit_resolution: null, clone_reason: 'foreign_host' },
      ]),
    );
  });

  const gaoling: Portal = {
    ...portal,
    id: 'gaoling',
    name: '高陵区',
    division_code: '610117',
    home: 'http://61.150.65.235/',
    hosts: [],
  };

  test('C3: a bare name on an unknown host stays unresolved until the registry says whose site it is', () => {
    const page = doc(report('区统计局', null, 2023), '61.150.65.235');
    const before = loaded([page]);
    expect(before.result.release).toMatchObject({ units: 0, reports: 1, reports_in_panel: 0 });
    expect(before.ask('SELECT reason, name, host FROM v_unit_candidate')).toEqual([
      { reason: 'no_division', name: '区统计局', host: '61.150.65.235' },
    ]);
    expect(before.ask(`SELECT code FROM issue WHERE stage = 'load'`)).toEqual([
      { code: 'load.unit.unresolved' },
    ]);
    const after = loaded([page], { portals: [gaoling] });
    expect(
      after.ask('SELECT unit_resolution, division_code FROM rendition JOIN unit ON unit.id = unit_id'),
    ).toEqual([{ unit_resolution: 'site', division_code: '610117' }]);
    const elsewhere = loaded([doc(report('县统计局', null, 2023), '61.150.65.235')], { portals: [gaoling] });
    expect(elsewhere.ask('SELECT unit_resolution FROM rendition')).toEqual([{ unit_resolution: 'registry' }]);
  });

  test('a decision holds for ever, and may set a document aside', () => {
    const decisions: Decision[] = [
      {
        match: { host: '61.150.65.235', name: '区统计局' },
        unit: { name: '灞桥区统计局', division_code: '610111', kind: 'department' },
        report_year: null,
        reason: 'The imprint names the district.',
        date: '2026-03-01',
        by: 'L. Chen',
      },
      {
        match: { url: 'http://61.150.65.235/draft.html' },
        unit: 'none',
        report_year: null,
        reason: 'A draft.',
        date: '2026-03-01',
        by: 'L. Chen',
      },
    ];
    const draft = archived('http://61.150.65.235/draft.html', report('区审计局', null, 2023));
    const { ask } = loaded([doc(report('区统计局', null, 2023), '61.150.65.235'), draft], { decisions });
    expect(ask('SELECT name, kind, division_code, confidence FROM unit')).toEqual([
      { name: '灞桥区统计局', kind: 'department', division_code: '610111', confidence: 'high' },
    ]);
    expect(ask('SELECT reason FROM unit_candidate')).toEqual([{ reason: 'set_aside' }]);
  });
});

describe('decisions', () => {
  function written(text: string): string {
    const directory = join(temporaryDirectory(), 'decisions');
    mkdirSync(directory);
    writeFileSync(join(directory, 'units.yml'), text);
    return directory;
  }
  const valid = `
- match: { host: 61.150.65.235 }
  unit: { name: 灞桥区统计局, division_code: '610111' }
  reason: The imprint names the district.
  date: 2026-03-01
  by: L. Chen
`;

  test('are read with their reasons', () => {
    expect(loadDecisions(written(valid))).toMatchObject([
      {
        unit: { division_code: '610111', kind: null },
        reason: 'The imprint names the district.',
        date: '2026-03-01',
      },
    ]);
    expect(loadDecisions()).toEqual([]);
  });

  test.each([
    [valid.replace('  reason: The imprint names the district.\n', ''), 'entry 1: reason'],
    [valid.replace("'610111'", '610111'), 'entry 1: unit'],
    [valid.replace("'610111'", "'61011'"), 'entry 1: unit'],
    [valid.replace('{ host: 61.150.65.235 }', '{ name: 区统计局 }'), 'needs url, host or portal'],
    [valid.replace('2026-03-01', 'yesterday'), 'is no date'],
    ['match: 1', 'a list of decisions was expected'],
    ['- [', 'units.yml: '],
  ])('%# faults are named with file and place', (text, complaint) => {
    expect(() => loadDecisions(written(text))).toThrow(complaint);
  });
});
