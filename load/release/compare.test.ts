import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import { temporaryDirectory } from '../../data/temporary-directory.ts';
import type { Cell, Extraction } from '../../schema/extraction.ts';
import { codebookMarkdown } from '../codebook/markdown.ts';
import { load } from '../load.ts';
import { type ArchivedDocument, archived, extractionFor, inputOf } from '../synthetic-input.ts';
import { type Change, compareDatabases } from './compare.ts';
import { releaseNotes } from './notes.ts';
import { summarise } from './summary.ts';

const page = 'https://www.ninghai.gov.cn/a.html';
const report = extractionFor({ unit: '宁海县统计局', year: 2022, seed: 3 });

const withCell = (extraction: Extraction, change: (cell: Cell) => Partial<Cell>): Extraction => ({
  ...extraction,
  cells: extraction.cells.map(cell =>
    cell.row === 'req_granted_full' && cell.column === 'all' ? { ...cell, ...change(cell) } : cell,
  ),
});

function database(documents: readonly ArchivedDocument[]): string {
  const out = join(temporaryDirectory(), 'nianbao.db');
  load(inputOf(documents, out));
  return out;
}

function changesFrom(old: string, now: string): Change[] {
  const { changes, close } = compareDatabases(old, now);
  const found = [...changes];
  close();
  return found;
}

const other = archived(
  'https://www.ninghai.gov.cn/b.html',
  extractionFor({ unit: '宁海县水利局', year: 2021 }),
);

describe('compareDatabases', () => {
  test('finds nothing between a database and its copy', () => {
    const old = database([archived(page, report), other]);
    const copy = join(temporaryDirectory(), 'copy.db');
    copyFileSync(old, copy);
    expect(changesFrom(old, copy)).toEqual([]);
  });

  test('a corrected page changes exactly its cell, as a new capture', () => {
    const corrected = withCell(report, () => ({ value: 77, raw: '77', status: 'reported' }));
    const old = database([
      archived(
        page,
        withCell(report, () => ({ value: 7, raw: '7', status: 'reported' })),
      ),
      other,
    ]);
    const now = database([archived(page, corrected, { day: 9, payload: 'corrected' }), other]);
    expect(changesFrom(old, now)).toEqual([
      expect.objectContaining({
        kind: 'changed',
        reason: 'new_capture',
        unit: '宁海县统计局',
        report_year: 2022,
        url: page,
        table: 'requests',
        row: 'req_granted_full',
        column: 'all',
        before: { value: 7, status: 'reported', raw: '7' },
        after: { value: 77, status: 'reported', raw: '77' },
      }),
    ]);
  });

  test('the same bytes read otherwise are a new reading', () => {
    const blank = withCell(report, () => ({ value: null, raw: '', status: 'blank' }));
    const full = withCell(report, () => ({ value: 5, raw: '5', status: 'reported' }));
    const changes = changesFrom(
      database([archived(page, blank, { payload: 'same' })]),
      database([archived(page, full, { payload: 'same' })]),
    );
    expect(changes.map(({ kind, reason }) => [kind, reason])).toEqual([['changed', 'new_reading']]);
  });

  test('tells reports that came and went', () => {
    const one = database([archived(page, report)]);
    const two = database([archived(page, report), other]);
    expect(changesFrom(one, two)).toEqual([
      expect.objectContaining({
        kind: 'added',
        reason: 'new_capture',
        unit: '宁海县水利局',
        report_year: 2021,
      }),
    ]);
    expect(changesFrom(two, one)).toEqual([
      expect.objectContaining({ kind: 'removed', unit: '宁海县水利局', report_year: 2021 }),
    ]);
  });

  test('every cell that differs is listed once, and no other', () => {
    const old = database([archived(page, report), other]);
    const second = extractionFor({ unit: '宁海县统计局', year: 2022, seed: 99 });
    const now = database([archived(page, second, { payload: 'second' }), other]);
    const keyOf = ({ table, row, column }: { table: string; row: string; column: string }): string =>
      `${table}.${row}.${column}`;
    const later = new Map(second.cells.map(cell => [keyOf(cell), cell]));
    const expected = report.cells
      .filter(cell => {
        const now = later.get(keyOf(cell));
        return now?.value !== cell.value || now?.status !== cell.status;
      })
      .map(keyOf);
    const found = changesFrom(old, now).flatMap(change => (change.kind === 'changed' ? [keyOf(change)] : []));
    expect(found.sort()).toEqual(expected.sort());
  });

  test('refuses what is no database, naming it', () => {
    const old = database([other]);
    expect(() => compareDatabases(old, '/nowhere.db')).toThrow('There is no database at /nowhere.db');
    const foreign = join(temporaryDirectory(), 'foreign.db');
    new Database(foreign).exec('CREATE TABLE a (b)').close();
    expect(() => compareDatabases(foreign, old)).toThrow('is not a database of Nianbao');
  });
});

test('the notes count gained, lost and altered numbers apart', () => {
  const [gain, loss, alteration] = [
    [null, 4],
    [4, null],
    [4, 5],
  ].map(([before, after], index): Change => {
    const side = (value: number | null | undefined) => ({
      value: value ?? null,
      status: value == null ? ('blank' as const) : ('reported' as const),
      raw: null,
    });
    return {
      kind: 'changed',
      report_id: `r${index}`,
      unit: null,
      report_year: 2020 + index,
      url: page,
      reason: 'new_reading',
      table: 'requests',
      row: 'req_granted_full',
      column: 'all',
      before: side(before),
      after: side(after),
    };
  }) as [Change, Change, Change];
  const summary = summarise([gain, loss, alteration, alteration]);
  expect(summary).toMatchObject({ changedCells: 4, changedReports: 3, changedNumbers: 2 });
  expect(summary.byVariable).toEqual([
    { table: 'requests', row: 'req_granted_full', column: 'all', gained: 1, lost: 1, altered: 2, status: 0 },
  ]);
  const file = database([other]);
  const { before, close } = compareDatabases(file, file);
  close();
  const notes = codebookMarkdown(releaseNotes(before, 'abc', { release: before, summary }));
  expect(notes).toContain('4 cells of 3 reports changed; 2 of them had a number and have another one now.');
  expect(notes).toContain('| `requests.req_granted_full.all` | 1 | 1 | 2 | 0 |');
});
