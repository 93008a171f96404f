import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Cell, TableReading, TextFact } from '../schema/extraction.ts';
import { cellsOf } from '../schema/forms/form.ts';
import { formById } from '../schema/forms/index.ts';
import { inferencesFrom } from './inferences.ts';

const tables: TableReading[] = (['requests', 'remedies'] as const).map(table => ({
  table,
  form: '2021',
  form_evidence: 'labels',
  status: 'present',
}));

/** All cells of sections 三 and 四 of 2021, blank but for those given as `row/column`. */
function cells(given: Readonly<Record<string, number | Cell['status']>>): Cell[] {
  return [...cellsOf(formById('2021'))].map(({ table, row, column }) => {
    const content = given[`${row.key}/${column.key}`] ?? 'blank';
    const status = typeof content === 'number' ? 'reported' : content;
    const value = typeof content === 'number' ? content : null;
    return {
      table: table.id,
      row: row.key,
      column: column.key,
      value,
      status,
      raw: value === null ? '' : String(value),
      unit: null,
      value_yuan: null,
      at: null,
    };
  });
}
const infer = (given: Parameters<typeof cells>[0], facts: readonly TextFact[] = []) =>
  inferencesFrom(tables, cells(given), facts);
const noneReceived: TextFact = {
  key: 'req_new_received',
  value: 0,
  unit: '件',
  approximate: false,
  evidence: '我镇未收到政府信息公开申请。',
  agrees: null,
};

describe('inferencesFrom', () => {
  test('A3: a row whose total is 0 and whose six applicants are blank implies six zeros', () => {
    const inferred = infer({ 'req_new_received/all': 0 });
    expect(inferred).toHaveLength(6);
    expect(inferred[0]).toEqual({
      table: 'requests',
      row: 'req_new_received',
      column: 'natural_person',
      value: 0,
      rule: 'zero_total',
      from: ['req_new_received/all'],
    });
  });

  test('a total of results of 0 implies that every blank result of that applicant is 0', () => {
    const inferred = infer({ 'req_processed_total/org_other': 0, 'req_np_petition/org_other': 0 });
    expect(inferred).toHaveLength(20);
    expect(inferred.every(({ column }) => column === 'org_other')).toBe(true);
    expect(inferred.map(({ row }) => row)).not.toContain('req_np_petition');
  });

  test('nothing follows from a total that its parts contradict, from loose numbers, or from a greater total', () => {
    expect(infer({ 'rev/total': 0, 'rev/upheld': 1 })).toEqual([]);
    expect(infer({ 'rev/total': 0, 'rev/upheld': 'unaligned' })).toEqual([]);
    expect(infer({ 'rev/total': 3, 'rev/upheld': 1, 'rev/corrected': 0, 'rev/other': 0 })).toEqual([]);
    expect(infer({ 'rev/upheld': 0, 'rev/corrected': 0, 'rev/other': 0, 'rev/pending': 0 })).toEqual([]);
  });

  test('only blanks are filled: what is absent, a mark or words stays so', () => {
    const inferred = infer({ 'rev/total': 0, 'rev/upheld': 'na_mark', 'rev/corrected': 'row_absent' });
    expect(inferred.map(({ column }) => column)).toEqual(['other', 'pending']);
  });

  test('B1: that none was received follows from the text only where no cell says a number', () => {
    const rule = { row: 'req_new_received', column: 'all', value: 0, rule: 'text_none_received', from: [] };
    expect(infer({ 'req_new_received/all': 'unaligned' }, [noneReceived])).toEqual([
      expect.objectContaining(rule),
    ]);
    expect(infer({ 'req_new_received/all': 2 }, [noneReceived])).toEqual([]);
    expect(infer({ 'req_new_received/org_other': 2 }, [noneReceived])).toEqual([]);
  });

  test('whatever is blanked out of a report that balances, no inferred number differs from the truth', () => {
    const part = fc.constantFrom(0, 0, 0, 1, 5);
    const outcomes = fc.record({ upheld: part, corrected: part, other: part, pending: part });
    fc.assert(
      fc.property(outcomes, fc.array(fc.boolean(), { minLength: 5, maxLength: 5 }), (parts, shown) => {
        const truth: Record<string, number> = {
          ...parts,
          total: parts.upheld + parts.corrected + parts.other + parts.pending,
        };
        const printed = Object.entries(truth).filter((_, index) => shown[index]);
        const inferred = infer(Object.fromEntries(printed.map(([key, value]) => [`rev/${key}`, value])));
        for (const { column, value } of inferred) expect(value).toBe(truth[column]);
      }),
    );
  });
});
