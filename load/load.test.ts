import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { temporaryDirectory } from '../data/temporary-directory.ts';
import { NianbaoError } from '../schema/issues.ts';
import { tables } from '../schema/tables/index.ts';
import { type LoadInput, load } from './load.ts';
import { loadPhases } from './phase-times.ts';
import {
  type ArchivedDocument,
  archived,
  extractionFor,
  inputOf,
  outcome,
  portal,
  syntheticDocuments,
} from './synthetic-input.ts';

const newDatabase = (): string => join(temporaryDirectory(), 'nianbao.db');

/** Every row of every table. */
function contentOf(file: string): Record<string, unknown[]> {
  const database = new Database(file, { readonly: true });
  const rows = Object.keys(tables).map(name => [
    name,
    database.prepare(`SELECT * FROM ${name} ORDER BY 1, 2`).all(),
  ]);
  database.close();
  return Object.fromEntries(rows);
}

function ask<T>(file: string, query: string): T[] {
  const database = new Database(file, { readonly: true });
  const rows = database.prepare<[], T>(query).all();
  database.close();
  return rows;
}

/** A few documents with everything that can differ: versions, conflicts, unknown years, other documents. */
function mixedDocuments(): ArchivedDocument[] {
  const page = 'https://www.ninghai.gov.cn/a.html';
  const first = extractionFor({ unit: '宁海县统计局', year: 2022, seed: 3 });
  const notice = { ...extractionFor({ unit: null, year: null }), document_type: 'notice' as const };
  return [
    ...syntheticDocuments(20),
    archived(page, first, { day: 1 }),
    archived(page, extractionFor({ unit: '统计局', year: 2022, seed: 4 }), { day: 5 }),
    archived('https://mirror.example.org/a.html', first, { day: 3, payload: 'mirror' }),
    archived('https://www.ninghai.gov.cn/b.html', extractionFor({ unit: '宁海县水利局', year: null }), {
      day: 2,
    }),
    archived('https://www.ninghai.gov.cn/c.html', notice, { day: 2 }),
  ];
}

describe('load', () => {
  test('keeps every document, report and cell', () => {
    const out = newDatabase();
    const documents = mixedDocuments();
    const { release } = load(inputOf(documents, out));
    expect(release).toMatchObject({ documents: 25, reports: 22, reports_in_panel: 21, versions: 23 });
    const cells = documents
      .filter(({ extraction }) => extraction.document_type === 'annual_report')
      .reduce((sum, { extraction }) => sum + extraction.cells.length, 0);
    // The mirror says what the first page said: one version, one set of readings.
    expect(release.readings).toBe(cells - 200);
  });

  test('gives back every cell as it was extracted, place and raw text included', () => {
    const out = newDatabase();
    const [document] = [...syntheticDocuments(1)];
    expect.assert(document);
    load(inputOf([document], out));
    const rows = ask<Record<string, unknown>>(
      out,
      `SELECT table_key, row_key, column_key, value, status, raw, place_block, place_row, place_column,
         (SELECT unit FROM reading_detail d WHERE d.version_id = p.version_id AND d.variable_id = p.variable_id) AS unit,
         (SELECT value_yuan FROM reading_detail d WHERE d.version_id = p.version_id AND d.variable_id = p.variable_id)
           AS value_yuan
       FROM v_provenance AS p ORDER BY variable_id`,
    );
    const given = document.extraction.cells.map(cell => ({
      table_key: cell.table,
      row_key: cell.row,
      column_key: cell.column,
      value: cell.value,
      status: cell.status,
      raw: cell.raw,
      place_block: cell.at?.block,
      place_row: cell.at?.row,
      place_column: cell.at?.column,
      unit: cell.unit,
      value_yuan: cell.value_yuan,
    }));
    expect(rows).toEqual(given);
  });

  test('leads from a number to the archived bytes', () => {
    const out = newDatabase();
    const [document] = [...syntheticDocuments(1)];
    expect.assert(document);
    load(inputOf([document], out));
    const { url, captured_at, warc_file, warc_offset, warc_length, payload_digest, id } = document.capture;
    const rows = ask(
      out,
      `SELECT capture.* FROM reading
       JOIN report_version ON report_version.id = reading.version_id
       JOIN capture ON capture.id = report_version.capture_id LIMIT 1`,
    );
    const expected = { url, captured_at, warc_file, warc_offset, warc_length, payload_digest, record_id: id };
    expect(rows).toMatchObject([expected]);
    expect(ask(out, 'SELECT * FROM v_provenance LIMIT 1')).toMatchObject([expected]);
  });

  test('is the same however the input is ordered, and twice over', () => {
    const documents = mixedDocuments();
    const reference = newDatabase();
    load(inputOf(documents, reference));
    const expected = contentOf(reference);
    const shuffled = fc.shuffledSubarray(documents, { minLength: documents.length });
    fc.assert(
      fc.property(shuffled, shuffled, (extractions, captures) => {
        const out = newDatabase();
        load({
          ...inputOf([...extractions, ...extractions.slice(0, 3)], out),
          captures: captures.map(({ capture }) => capture),
        });
        expect(contentOf(out)).toEqual(expected);
        expect(readFileSync(out).equals(readFileSync(reference))).toBe(true);
      }),
      { numRuns: 4, seed: 20260301 },
    );
  });

  test('builds nothing when the input is that of the database in place', () => {
    const out = newDatabase();
    const input = inputOf(mixedDocuments(), out);
    const first = load(input);
    const bytes = readFileSync(out);
    const later: LoadInput = {
      ...input,
      builtAt: '2026-03-03T04:00:00Z',
      runs: [],
      outcomes: [{ ...outcome, requests: 99, finished_at: '2026-03-02T18:05:00Z' }],
    };
    expect(load(later)).toMatchObject({ outcome: 'unchanged', release: first.release });
    expect(readFileSync(out).equals(bytes)).toBe(true);
    expect(load({ ...later, outcomes: [{ ...outcome, state: 'too_few' }] }).outcome).toBe('published');
    expect(ask(out, 'SELECT state FROM v_portal_coverage')).toEqual([{ state: 'too_few' }]);
  });

  test('with an input key reads no extraction when nothing changed', () => {
    const out = newDatabase();
    const input = { ...inputOf(mixedDocuments(), out), inputKey: 'extractor 1' };
    load(input);
    const extractions: LoadInput['extractions'] = {
      [Symbol.iterator]: () => {
        throw new Error('extractions were read');
      },
    };
    expect(load({ ...input, extractions }).outcome).toBe('unchanged');
    expect(() => load({ ...input, extractions, inputKey: 'extractor 2' })).toThrow('extractions were read');
    expect(load({ ...input, inputKey: 'extractor 2' }).outcome).toBe('unchanged');
    expect(load(inputOf(mixedDocuments(), out)).outcome).toBe('unchanged');
    expect(() => load({ ...input, extractions, captures: [] })).toThrow('extractions were read');
  });

  test('says how far it is', () => {
    const phases = new Set<string>();
    load({ ...inputOf(mixedDocuments(), newDatabase()), onProgress: ({ phase }) => phases.add(phase) });
    const ofNights: readonly string[] = ['copy of the release', 'removal', 'years'];
    expect([...phases]).toEqual(loadPhases.filter(phase => !ofNights.includes(phase)));
  });

  test('records portals, coverage, runs and issues', () => {
    const out = newDatabase();
    load({
      ...inputOf(mixedDocuments(), out),
      issues: [
        {
          run_id: 1,
          stage: 'crawl',
          code: 'crawl.fetch.failed',
          message: 'GET https://x.gov.cn/ timed out',
          subject: portal.id,
          recorded_at: '2026-03-01T18:01:00Z',
        },
      ],
    });
    expect(ask(out, `SELECT stage, code, severity, subject FROM v_issue WHERE stage = 'crawl'`)).toEqual([
      { stage: 'crawl', code: 'crawl.fetch.failed', severity: 'warning', subject: 'ninghai' },
    ]);
    expect(ask(out, 'SELECT id, expects_max FROM portal')).toEqual([{ id: 'ninghai', expects_max: 10_000 }]);
    expect(ask(out, 'SELECT portal_id, documents, reports FROM v_portal_coverage')).toEqual([
      { portal_id: 'ninghai', documents: 25, reports: 22 },
    ]);
    expect(ask(out, 'SELECT reason, count FROM coverage_skip ORDER BY reason')).toEqual([
      { reason: 'not-a-report', count: 3 },
      { reason: 'robots', count: 2 },
    ]);
    expect(ask(out, 'SELECT command FROM run')).toEqual([{ command: 'nightly' }]);
  });

  test('an extraction that contradicts the form costs its own cells and nothing else', () => {
    const out = newDatabase();
    const good = extractionFor({ unit: '宁海县统计局', year: 2022 });
    const [cell, ...rest] = good.cells;
    expect.assert(cell);
    const broken = [
      { ...good, cells: rest },
      { ...good, cells: [...good.cells, cell] },
      { ...good, cells: [{ ...cell, value: 3, raw: null, status: 'reported' as const }, ...rest] },
      { ...good, cells: [{ ...cell, value: 3, at: null, raw: '3', status: 'reported' as const }, ...rest] },
      { ...good, cells: [{ ...cell, value: null, status: 'reported' as const }, ...rest] },
      { ...good, cells: [{ ...cell, row: 'no_such_row' }, ...rest] },
      { ...good, tables: good.tables.map(table => ({ ...table, form: '2019' as const })) },
    ].map((extraction, index) => archived(`https://www.ninghai.gov.cn/broken-${index}.html`, extraction));
    const { issues, release } = load(
      inputOf([archived('https://www.ninghai.gov.cn/good.html', good), ...broken], out),
    );
    expect(release).toMatchObject({ documents: 8, reports: 1, readings: 200 });
    expect(issues.map(({ code }) => code)).toEqual(broken.map(() => 'load.extraction.invalid'));
  });

  test('leaves out, with an issue, what the archive does not hold', () => {
    const out = newDatabase();
    const [kept, lost] = [...syntheticDocuments(2)];
    expect.assert(kept && lost);
    const { issues, release } = load({ ...inputOf([kept, lost], out), captures: [kept.capture] });
    expect(release.documents).toBe(1);
    expect(issues).toMatchObject([{ code: 'load.extraction.orphan', subject: lost.capture.url }]);
  });

  test('keeps division codes that the list does not have', () => {
    const out = newDatabase();
    const extraction = extractionFor({ unit: '某镇', division_code: '330226999', year: 2022 });
    const { issues } = load(inputOf([archived('https://www.ninghai.gov.cn/x.html', extraction)], out));
    expect(issues).toMatchObject([{ code: 'load.division.unlisted', subject: '330226999' }]);
    expect(ask(out, `SELECT county, township, division_code FROM v_report`)).toEqual([
      { county: '宁海县', township: null, division_code: '330226999' },
    ]);
  });
});

describe('publishing', () => {
  test('removes what a killed run left behind', () => {
    const out = newDatabase();
    for (const suffix of ['.building', '.staging']) writeFileSync(`${out}${suffix}`, 'half a file');
    writeFileSync(`${out}-wal`, 'a log of another program');
    load(inputOf(mixedDocuments(), out));
    expect(readdirSync(join(out, '..')).sort()).toEqual(['nianbao.db', 'nianbao.db.lock']);
  });

  test('a failed assertion keeps the old database and the rejected one', () => {
    const out = newDatabase();
    const documents = mixedDocuments();
    load(inputOf(documents, out));
    const before = readFileSync(out);
    const run = (): unknown => load({ ...inputOf(documents.slice(1), out), codeVersion: '0.2.0' });
    expect(run).toThrow(NianbaoError);
    expect(run).toThrow('1 documents of the old database are not in the new one');
    expect(readFileSync(out).equals(before)).toBe(true);
    expect(ask(`${out}.rejected`, 'SELECT documents FROM release')).toEqual([
      { documents: documents.length - 1 },
    ]);
    expect(existsSync(`${out}.building`)).toBe(false);
  });

  test('a failure in the input keeps the old database and leaves nothing behind', () => {
    const out = newDatabase();
    load(inputOf(mixedDocuments(), out));
    const before = readFileSync(out);
    function* failing(): LoadInput['extractions'] extends Iterable<infer T> ? Generator<T> : never {
      const [first] = inputOf(mixedDocuments(), out).extractions;
      if (first) yield first;
      throw new Error('disk on fire');
    }
    expect(() => load({ ...inputOf(mixedDocuments(), out), extractions: failing() })).toThrow('disk on fire');
    expect(readFileSync(out).equals(before)).toBe(true);
    expect(readdirSync(join(out, '..')).sort()).toEqual(['nianbao.db', 'nianbao.db.lock']);
  });

  test('a reader of the old database goes on while the new one comes', () => {
    const out = newDatabase();
    const documents = mixedDocuments();
    load(inputOf(documents, out));
    const reader = new Database(out, { readonly: true });
    const rows = reader.prepare<[], { version_id: number }>('SELECT * FROM reading').iterate();
    const count = (): unknown => reader.prepare('SELECT count(*) FROM report').pluck().get();
    expect(rows.next().done).toBe(false);
    const more = archived(
      'https://www.ninghai.gov.cn/new.html',
      extractionFor({ unit: '宁海县审计局', year: 2023 }),
    );
    const { release, previous } = load(inputOf([...documents, more], out));
    let read = 1;
    for (const _row of rows) read += 1;
    expect(read).toBe(previous?.readings);
    expect(count()).toBe(22);
    reader.close();
    expect(ask(out, 'SELECT count(*) AS reports FROM report')).toEqual([{ reports: 23 }]);
    expect(release.reports).toBe(23);
  });

  test('only one process builds at a time', () => {
    const out = newDatabase();
    const lock = new Database(`${out}.lock`);
    lock.exec('BEGIN EXCLUSIVE');
    expect(() => load(inputOf(mixedDocuments(), out))).toThrow('is being built by another process');
    lock.close();
    expect(load(inputOf(mixedDocuments(), out)).outcome).toBe('published');
  });

  test('a file that is none of ours is kept beside the new one', () => {
    const out = newDatabase();
    writeFileSync(out, 'my thesis');
    const { issues } = load(inputOf(mixedDocuments(), out));
    expect(issues.map(({ code }) => code)).toContain('load.previous.unreadable');
    expect(readFileSync(`${out}.unreadable`, 'utf8')).toBe('my thesis');
  });

  test('the published file needs no journal and is whole', () => {
    const out = newDatabase();
    load(inputOf(mixedDocuments(), out));
    const database = new Database(out, { readonly: true });
    expect(database.pragma('journal_mode', { simple: true })).toBe('delete');
    expect(database.pragma('integrity_check', { simple: true })).toBe('ok');
    expect(database.pragma('foreign_key_check')).toEqual([]);
    database.close();
  });
});
