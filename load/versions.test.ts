import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import { temporaryDirectory } from '../data/temporary-directory.ts';
import type { Capture } from '../schema/capture.ts';
import type { Cell, Extraction } from '../schema/extraction.ts';
import { type LoadResult, load } from './load.ts';
import { type ArchivedDocument, archived, extractionFor, inputOf, withoutTables } from './synthetic-input.ts';

const page = 'https://www.ninghai.gov.cn/art/2023/1/20/art_1_1.html';
const attachment = 'https://www.ninghai.gov.cn/module/download.jsp?id=7';
const mirror = 'https://mirror.example.org/a.html';

const report = extractionFor({ unit: '宁海县统计局', year: 2022, seed: 5 });

/** The same report with another number of new requests by natural persons. */
function withNewRequests(value: number, extraction: Extraction = report): Extraction {
  const changed = (cell: Cell): Cell =>
    cell.row === 'req_new_received' && cell.column === 'natural_person'
      ? { ...cell, value, status: 'reported', raw: String(value) }
      : cell;
  return { ...extraction, cells: extraction.cells.map(changed) };
}

function loaded(documents: readonly ArchivedDocument[], captures: readonly Capture[] = []) {
  const out = join(temporaryDirectory(), 'nianbao.db');
  const input = inputOf(documents, out);
  const result: LoadResult = load({ ...input, captures: [...input.captures, ...captures] });
  const database = new Database(out, { readonly: true });
  const ask = (query: string): unknown[] => database.prepare(query).all();
  return { out, result, ask };
}

const newRequests = `SELECT value FROM v_reading WHERE row_key = 'req_new_received' AND column_key = 'natural_person'`;

describe('versions', () => {
  test('F1: a click counter, other white space and another layout make no new version', () => {
    const visited = {
      ...report,
      sections: report.sections.map(section => ({ ...section, text: `${section.text}\n\n点击次数：17次` })),
      cells: report.cells.map(cell => ({ ...cell, at: cell.at && { ...cell.at, row: cell.at.row + 1 } })),
    };
    const again = {
      ...visited,
      sections: visited.sections.map(section => ({ ...section, text: section.text.replace('17', '2048') })),
    };
    const { result, ask } = loaded([archived(page, visited, { day: 1 }), archived(page, again, { day: 9 })]);
    expect(result.release).toMatchObject({ versions: 1, documents: 2 });
    expect(ask('SELECT first_captured_at, last_captured_at FROM report_version')).toEqual([
      { first_captured_at: '2026-03-01T18:00:00Z', last_captured_at: '2026-03-09T18:00:00Z' },
    ]);
  });

  test('F2: a correction is a new version; the old one stays and the changed cells are listed', () => {
    const { ask } = loaded([
      archived(page, withNewRequests(3), { day: 1 }),
      archived(page, withNewRequests(4), { day: 9 }),
    ]);
    expect(ask(newRequests)).toEqual([{ value: 4 }]);
    expect(ask('SELECT number, is_live FROM report_version ORDER BY number')).toEqual([
      { number: 1, is_live: 0 },
      { number: 2, is_live: 1 },
    ]);
    expect(
      ask(`SELECT version_number, previous_number, row_key, column_key, value_before, status_before, value_after
           FROM v_version_change`),
    ).toEqual([
      {
        version_number: 2,
        previous_number: 1,
        row_key: 'req_new_received',
        column_key: 'natural_person',
        value_before: 3,
        status_before: 'reported',
        value_after: 4,
      },
    ]);
    expect(ask(`SELECT code FROM issue WHERE code = 'load.report.conflict'`)).toEqual([]);
  });

  test('a correction that is taken back makes the first version current again', () => {
    const first = archived(page, withNewRequests(3), { day: 1 });
    const second = archived(page, withNewRequests(4), { day: 9 });
    const back: Capture = {
      ...first.capture,
      id: 'ffffffff-0000-4000-8000-000000000000',
      captured_at: '2026-03-12T18:00:00Z',
      record_type: 'revisit',
      warc_offset: 1,
    };
    const { ask, result } = loaded([first, second], [back]);
    expect(result.release.versions).toBe(2);
    expect(ask(newRequests)).toEqual([{ value: 3 }]);
    expect(ask('SELECT capture_count, last_captured_at FROM rendition ORDER BY capture_id')).toEqual([
      { capture_count: 2, last_captured_at: '2026-03-12T18:00:00Z' },
      { capture_count: 1, last_captured_at: '2026-03-09T18:00:00Z' },
    ]);
  });

  test('two documents that contradict each other are both kept, and flagged', () => {
    const { result, ask } = loaded([
      archived(page, withNewRequests(3), { day: 1 }),
      archived(attachment, withNewRequests(4), { day: 2 }),
    ]);
    expect(result.issues).toMatchObject([{ code: 'load.report.conflict' }]);
    expect(result.release).toMatchObject({ reports: 1, versions: 2 });
    // Equally trusted and complete: the one seen last.
    expect(ask(newRequests)).toEqual([{ value: 4 }]);
    expect(ask('SELECT url_before, value_before, url_after, value_after FROM v_conflict')).toEqual([
      { url_before: attachment, value_before: 4, url_after: page, value_after: 3 },
    ]);
  });

  test('a page of a portal comes before a copy elsewhere, however complete and late', () => {
    const partial = {
      ...report,
      cells: report.cells.map(cell =>
        cell.table === 'remedies' ? { ...cell, value: null, status: 'blank' as const, raw: '' } : cell,
      ),
    };
    const { ask } = loaded([archived(page, partial, { day: 1 }), archived(mirror, report, { day: 9 })]);
    expect(ask('SELECT url FROM v_report')).toEqual([{ url: page }]);
  });

  test('hosts of the registry count like .gov.cn', () => {
    const registered = 'https://gongkai.example.com/a.html';
    const { ask } = loaded([
      archived(registered, withNewRequests(3), { day: 1 }),
      archived(mirror, withNewRequests(4), { day: 9 }),
    ]);
    expect(ask('SELECT url FROM v_report')).toEqual([{ url: registered }]);
  });

  test('an announcement without tables and its attachment with them do not contradict each other', () => {
    const { result, ask } = loaded([
      archived(page, withoutTables(report), { day: 9 }),
      archived(attachment, report, { day: 1 }),
    ]);
    expect(result.issues).toEqual([]);
    expect(ask('SELECT url, version_count FROM v_report')).toEqual([{ url: attachment, version_count: 2 }]);
  });

  test('numbers that a newer copy has lost are still shown, with an issue', () => {
    const { result, ask } = loaded([
      archived(page, withNewRequests(3), { day: 1 }),
      archived(page, withoutTables(report), { day: 9 }),
    ]);
    expect(ask(newRequests)).toEqual([{ value: 3 }]);
    expect(result.issues).toMatchObject([{ code: 'load.report.tables_lost', subject: page }]);
    expect(ask('SELECT number, is_live FROM report_version ORDER BY number')).toEqual([
      { number: 1, is_live: 0 },
      { number: 2, is_live: 1 },
    ]);
  });

  test('a copy that only says that the bytes are known leads to the record that has them', () => {
    const original = archived(page, report, { day: 1 });
    const copy = archived(attachment, report, { day: 2 });
    const revisit: Capture = {
      ...copy.capture,
      payload_digest: original.capture.payload_digest,
      record_type: 'revisit',
    };
    const { ask } = loaded([original, { capture: revisit, extraction: report }]);
    const { warc_file, warc_offset } = original.capture;
    expect(ask('SELECT record_type, warc_file, warc_offset FROM capture ORDER BY id')).toEqual([
      { record_type: 'response', warc_file, warc_offset },
      { record_type: 'revisit', warc_file, warc_offset },
    ]);
  });
});

describe('the panel', () => {
  test('reports without year or unit are kept outside it', () => {
    const { ask } = loaded([
      archived(page, extractionFor({ unit: '宁海县统计局', year: null })),
      archived(attachment, extractionFor({ unit: null, year: 2022 })),
      archived('https://www.ninghai.gov.cn/aa.html', report),
    ]);
    expect(ask('SELECT unit_name, report_year FROM v_report ORDER BY url')).toEqual([
      { unit_name: '宁海县统计局', report_year: 2022 },
      { unit_name: '宁海县统计局', report_year: null },
      { unit_name: null, report_year: 2022 },
    ]);
    expect(ask('SELECT unit_name, report_year FROM v_requests')).toEqual([
      { unit_name: '宁海县统计局', report_year: 2022 },
    ]);
    expect(ask('SELECT DISTINCT code FROM v_issue ORDER BY code')).toEqual([
      { code: 'load.report.year_unknown' },
      { code: 'load.unit.unresolved' },
    ]);
  });

  test('a missing value is NULL with a status, never zero', () => {
    const old = extractionFor({ unit: '宁海县水利局', year: 2020, form: '2019', seed: 9 });
    const blanks = old.cells.map(cell =>
      cell.table === 'requests' || cell.row === 'rules'
        ? { ...cell, value: null, status: 'blank' as const, raw: '　' }
        : cell,
    );
    const formless: Extraction = {
      ...report,
      tables: report.tables.map(table => ({ ...table, form: null, form_evidence: 'none', status: 'absent' })),
      cells: [],
      checks: [],
    };
    const { ask } = loaded([
      archived(page, { ...old, cells: blanks }),
      archived(attachment, { ...withoutTables(report), report_year: 2023 }),
      archived(mirror, { ...formless, report_year: 2024 }),
    ]);
    expect(
      ask(`SELECT report_year, form, req_new_received, req_new_received_status, req_other_misc, req_other_misc_status,
             req_other_total_status FROM v_requests ORDER BY report_year`),
    ).toEqual([
      {
        report_year: 2020,
        form: '2019',
        req_new_received: null,
        req_new_received_status: 'blank',
        req_other_misc: null,
        req_other_misc_status: 'not_in_form',
        req_other_total_status: 'blank',
      },
      {
        report_year: 2023,
        form: '2021',
        req_new_received: null,
        req_new_received_status: 'table_absent',
        req_other_misc: null,
        req_other_misc_status: 'table_absent',
        req_other_total_status: 'not_in_form',
      },
      {
        report_year: 2024,
        form: null,
        req_new_received: null,
        req_new_received_status: 'table_absent',
        req_other_misc: null,
        req_other_misc_status: 'table_absent',
        req_other_total_status: 'table_absent',
      },
    ]);
    expect(
      ask(`SELECT rules_created, rules_created_status, rules_in_force, rules_in_force_status, fee_amount_yuan
           FROM v_proactive WHERE report_year = 2020`),
    ).toEqual([
      {
        rules_created: null,
        rules_created_status: 'blank',
        rules_in_force: null,
        rules_in_force_status: 'not_in_form',
        fee_amount_yuan: null,
      },
    ]);
  });

  test('the wide views agree with the long one', () => {
    const { ask } = loaded([
      archived(page, extractionFor({ unit: '宁海县水利局', year: 2020, form: '2019', seed: 9 })),
      archived(attachment, report),
    ]);
    const long = ask(
      `SELECT report_year, row_key || '_' || column_key AS name, value, status FROM v_reading WHERE table_key = 'proactive'`,
    ) as { report_year: number; name: string; value: number | null; status: string }[];
    const wide = ask('SELECT * FROM v_proactive') as Record<string, unknown>[];
    expect(long).toHaveLength(32);
    for (const { report_year, name, value, status } of long) {
      const row = wide.find(candidate => candidate['report_year'] === report_year);
      expect([row?.[name], row?.[`${name}_status`]], name).toEqual([value, status]);
    }
  });
});
