import { describe, expect, test } from 'vitest';
import type { Cell, TableReading } from '../schema/extraction.ts';
import { cellsOf } from '../schema/forms/form.ts';
import { formById } from '../schema/forms/index.ts';
import { runChecks } from './checks.ts';

const tables: TableReading[] = (['requests', 'remedies'] as const).map(table => ({
  table,
  form: '2021',
  form_evidence: 'labels',
  status: 'present',
}));

/** All cells of the form of 2021, zero but for those given; null stands for a blank. */
function cells(given: Readonly<Record<string, number | null>>): Cell[] {
  return [...cellsOf(formById('2021'))].map(({ table, row, column }) => {
    const key = `${row.key}.${column.key}`;
    const value = key in given ? (given[key] ?? null) : 0;
    return {
      table: table.id,
      row: row.key,
      column: column.key,
      value,
      status: value === null ? 'blank' : 'reported',
      raw: value === null ? '' : String(value),
      unit: null,
      value_yuan: null,
      at: null,
    };
  });
}

const outcome = (given: Readonly<Record<string, number | null>>, id: string, subject: string) =>
  runChecks(tables, cells(given)).find(check => check.id === id && check.subject === subject);

describe('runChecks', () => {
  test('a report of zeros passes every identity: 7 E1, 7 E2, 25 E3, 3 E4', () => {
    const results = runChecks(tables, cells({}));
    expect(results.every(check => check.outcome === 'pass')).toBe(true);
    const count = (id: string): number => results.filter(check => check.id === id).length;
    expect([count('E1'), count('E2'), count('E3'), count('E4')]).toEqual([7, 7, 25, 3]);
  });

  test('E1: requests received and not accounted for fail, with both sides as printed', () => {
    expect(outcome({ 'req_new_received.all': 2 }, 'E1', 'all')).toMatchObject({
      outcome: 'fail',
      left: 2,
      right: 0,
      column: 'all',
      row: null,
    });
  });

  test('E2: a total that is not the sum of its results', () => {
    expect(outcome({ 'req_granted_full.org_other': 1 }, 'E2', 'org_other')).toMatchObject({
      outcome: 'fail',
      left: 0,
      right: 1,
    });
    expect(outcome({ 'req_other_misc.all': 1, 'req_processed_total.all': 1 }, 'E2', 'all')?.outcome).toBe(
      'pass',
    );
  });

  test('E3: a printed total of zero over parts that are not is a failure, never a repair', () => {
    expect(outcome({ 'req_new_received.natural_person': 3 }, 'E3', 'req_new_received')).toMatchObject({
      outcome: 'fail',
      left: 0,
      right: 3,
      row: 'req_new_received',
    });
  });

  test('E4: each block of section 四 by itself', () => {
    const given = { 'lit_direct.pending': 2, 'lit_direct.total': 2, 'rev.upheld': 1 };
    expect(outcome(given, 'E4', 'lit_direct')?.outcome).toBe('pass');
    expect(outcome(given, 'E4', 'rev')).toMatchObject({ outcome: 'fail', left: 0, right: 1 });
  });

  test('a blank operand makes an identity not assessable', () => {
    expect(outcome({ 'req_carried_in.all': null, 'req_new_received.all': 2 }, 'E1', 'all')).toMatchObject({
      outcome: 'not-assessable',
      left: null,
      right: 0,
    });
  });

  test('a failure shows its operands, a success does not repeat them', () => {
    const failed = outcome(
      { 'req_new_received.all': 2, 'req_carried_out.all': null },
      'E3',
      'req_new_received',
    );
    expect(failed?.operands?.slice(0, 2)).toEqual([
      { side: 'left', row: 'req_new_received', column: 'all', value: 2 },
      { side: 'right', row: 'req_new_received', column: 'natural_person', value: 0 },
    ]);
    expect(failed?.operands).toHaveLength(7);
    expect(outcome({}, 'E3', 'req_new_received')?.operands).toBeUndefined();
  });

  test('absent tables are not checked', () => {
    expect(
      runChecks(
        tables.map(table => ({ ...table, status: 'absent' })),
        cells({}),
      ),
    ).toEqual([]);
  });
});
