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
      null,
      '2019',
      '2019',
      '2021',
      '2021',
    ]);
  });
});
