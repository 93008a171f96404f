import { describe, expect, test } from 'vitest';
import { assessAcrossYears, crossYearChecks, type YearReading } from './cross-year.ts';
import { type FormId, tableOf } from './form.ts';
import { formById } from './index.ts';

/** A report of zeros in one form, but for the cells given as `row.column`; null stands for a blank. */
function reading(
  report_year: number,
  form: FormId,
  given: Readonly<Record<string, number | null>> = {},
  scope: YearReading['scope'] = 'unstated',
): YearReading {
  return {
    report_year,
    scope,
    form: () => form,
    value: (_table, row, column) => {
      const value = given[`${row}.${column}`];
      return value === undefined ? 0 : value;
    },
  };
}
const one = (earlier: YearReading, later: YearReading, id: string, subject: string) =>
  assessAcrossYears(earlier, later).find(result => result.id === id && result.subject === subject);

describe('assessAcrossYears', () => {
  test('E5: what one year carries out, the next carries in, across editions too', () => {
    const earlier = reading(2020, '2019', { 'req_carried_out.all': 34 });
    expect(one(earlier, reading(2021, '2021', { 'req_carried_in.all': 34 }), 'E5', 'all')?.outcome).toBe(
      'pass',
    );
    expect(one(earlier, reading(2021, '2021', { 'req_carried_in.all': 33 }), 'E5', 'all')).toEqual({
      id: 'E5',
      table: 'requests',
      subject: 'all',
      outcome: 'fail',
      left: 33,
      right: 34,
      operands: [
        { side: 'left', sign: 1, report_year: 2021, row: 'req_carried_in', column: 'all', value: 33 },
        { side: 'right', sign: 1, report_year: 2020, row: 'req_carried_out', column: 'all', value: 34 },
      ],
    });
  });

  test('E6: 66 in force and 372 a year later is a failure with its operands, not a fact about growth', () => {
    const earlier = reading(2024, '2021', { 'normdocs.in_force': 66 });
    const later = reading(2025, '2021', {
      'normdocs.in_force': 372,
      'normdocs.issued': 8,
      'normdocs.repealed': 26,
    });
    expect(one(earlier, later, 'E6', 'normdocs')).toMatchObject({ outcome: 'fail', left: 372, right: 48 });
    expect(one(earlier, later, 'E6', 'rules')?.outcome).toBe('pass');
  });

  test('E7: items of the year before are its own items and their change', () => {
    const earlier = reading(2019, '2019', { 'license.items_prev_year': 10, 'license.items_delta': -4 });
    expect(
      one(earlier, reading(2020, '2019', { 'license.items_prev_year': 6 }), 'E7', 'license')?.outcome,
    ).toBe('pass');
    expect(one(earlier, reading(2020, '2019'), 'E7', 'license')).toMatchObject({ outcome: 'fail', right: 6 });
  });

  test('a blank operand, or reports that count different bodies, cannot be assessed', () => {
    const blank = reading(2022, '2021', { 'req_carried_in.all': null });
    expect(one(reading(2021, '2021'), blank, 'E5', 'all')).toMatchObject({
      outcome: 'not-assessable',
      left: null,
      right: 0,
    });
    const own = reading(2021, '2021', {}, 'own_organ');
    const whole = reading(2022, '2021', {}, 'jurisdiction_consolidated');
    expect(one(own, whole, 'E5', 'all')?.outcome).toBe('not-assessable');
    expect(one(own, reading(2022, '2021'), 'E5', 'all')?.outcome).toBe('pass');
  });

  test('nothing is said of years apart, or of editions that do not have the figures', () => {
    expect(assessAcrossYears(reading(2021, '2021'), reading(2023, '2021'))).toEqual([]);
    const ids = assessAcrossYears(reading(2020, '2019'), reading(2021, '2021')).map(({ id }) => id);
    expect(new Set(ids)).toEqual(new Set(['E5']));
    expect(assessAcrossYears({ ...reading(2020, '2019'), form: () => null }, reading(2021, '2021'))).toEqual(
      [],
    );
  });
});

test('every identity speaks of rows and columns that its editions have', () => {
  for (const check of crossYearChecks)
    for (const form of check.forms) {
      const table = tableOf(formById(form), check.table);
      for (const subject of check.subjects)
        for (const { row, column } of [...check.left, ...check.right]) {
          const key = row === '*' ? subject : row;
          const columns = table.rows.find(candidate => candidate.key === key)?.columns;
          expect(columns, `${check.id} ${key}`).toContain(column === '*' ? subject : column);
        }
    }
});
