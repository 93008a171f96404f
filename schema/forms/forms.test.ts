import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { cellsOf, tableOf } from './form.ts';
import { formForYear, forms } from './index.ts';

const keysOf = (): string[] =>
  [...forms]
    .reverse()
    .flatMap(form =>
      [...cellsOf(form)].map(cell => `${form.id}.${cell.table.id}.${cell.row.key}.${cell.column.key}`),
    );

describe('forms', () => {
  test('keys are the public contract and never change', () => {
    const contract = readFileSync(new URL('./keys.txt', import.meta.url), 'utf8')
      .trim()
      .split('\n');
    expect(keysOf().sort()).toEqual(contract);
  });

  test.each([
    ['2019', 22, 161, 15],
    ['2021', 10, 175, 15],
  ])('form %s has %i + %i + %i cells', (id, proactive, requests, remedies) => {
    const form = forms.find(candidate => candidate.id === id);
    expect.assert(form);
    const count = (table: string) => [...cellsOf(form)].filter(cell => cell.table.id === table).length;
    expect([count('proactive'), count('requests'), count('remedies')]).toEqual([
      proactive,
      requests,
      remedies,
    ]);
  });

  test.each([
    ['2004', 35, ['annual', 'cumulative']],
    ['2014', 58, ['count', 'own_level', 'jurisdiction']],
  ])('form %s has %i rows in one list', (id, rows, columns) => {
    const form = forms.find(candidate => candidate.id === id);
    expect.assert(form);
    const [table, ...others] = form.tables;
    expect(others).toEqual([]);
    expect(table?.rows).toHaveLength(rows);
    for (const row of table?.rows ?? []) expect(row).toMatchObject({ columns, unit: expect.any(String) });
    const groups = table?.rowGroups.map(group => group.id);
    for (const row of table?.rows ?? []) for (const id of row.under) expect(groups).toContain(id);
  });

  test('what a list counts as money has its own type and unit', () => {
    const cells = forms.flatMap(form => [...cellsOf(form)]).filter(cell => cell.table.id === 'statistics');
    const money = new Set(cells.filter(cell => cell.column.type === 'amount').map(cell => cell.row.key));
    expect([...money]).toEqual(['req_fees_collected', 'org_budget']);
    for (const { row, column } of cells) expect(column.unit === '万元').toBe(money.has(row.key));
  });

  test('is plain data', () => {
    for (const form of forms) expect(JSON.parse(JSON.stringify(form))).toEqual(form);
  });

  test('every identity speaks of rows and columns that exist', () => {
    for (const form of forms)
      for (const check of form.checks) {
        const table = tableOf(form, check.table);
        for (const subject of check.subjects)
          for (const term of [...check.left, ...check.right]) {
            const row = table.rows.find(
              candidate => candidate.key === (term.row === '*' ? subject : term.row),
            );
            expect(row, `${form.id} ${check.id} ${term.row}`).toBeDefined();
            expect(row?.columns).toContain(term.column === '*' ? subject : term.column);
          }
      }
  });

  test('the total processed is the sum of 20 results in 2019 and of 22 in 2021', () => {
    const parts = (id: string) =>
      forms.find(form => form.id === id)?.checks.find(check => check.id === 'E2')?.right.length;
    expect([parts('2019'), parts('2021')]).toEqual([19, 21]);
  });

  test('each year has at most one prescribed form', () => {
    expect([2018, 2019, 2020, 2021, 2025].map(year => formForYear(year)?.id ?? null)).toEqual([
      '2014',
      '2019',
      '2019',
      '2021',
      '2021',
    ]);
    // The form of Shanghai and its followers was never the whole country's.
    expect([2005, 2013].map(formForYear)).toEqual([null, null]);
  });
});
