/** Tries the identities between the reports of two years running, once both are written. */

import type Database from 'better-sqlite3';
import { getTableName } from 'drizzle-orm';
import { untried } from '../data/readings/content.ts';
import type { Scope } from '../schema/extraction.ts';
import { assessAcrossYears, crossYearChecks, type YearReading } from '../schema/forms/cross-year.ts';
import type { FormId, TableId } from '../schema/forms/form.ts';
import { check_failure, checkOutcomes, report_flag, version_check } from '../schema/tables/index.ts';
import {
  checkCount,
  checkDefinitionId,
  checkDefinitions,
  variableId,
  variables,
  variablesOfStrip,
} from '../schema/variables.ts';
import { rowInserter } from './insert.ts';

const ofYears = new Set(checkDefinitions.filter(({ span }) => span === 'years').map(({ id }) => id));

/** The tables that what is found is written to. */
export const yearTables: readonly string[] = [version_check, check_failure, report_flag].map(getTableName);

/** The strips that hold an operand. */
const strips = [
  ...new Set(
    crossYearChecks.flatMap(check =>
      check.subjects.flatMap(subject =>
        [...check.left, ...check.right].flatMap(({ row, column }) => {
          const id = variableId(check.table, row === '*' ? subject : row, column === '*' ? subject : column);
          return id === null ? [] : (variables[id - 1]?.strip_id ?? []);
        }),
      ),
    ),
  ),
];

/** Ids as a JSON array. */
interface Choice {
  readonly only: string;
}

/** A current report of the panel. */
export interface ReportOfYear {
  readonly unit_id: string;
  readonly report_year: number;
  readonly version_id: number;
  readonly scope: Scope;
}

/** Current reports by unit and year. */
const reports = `
  SELECT unit_id, report_year, current_version_id AS version_id, scope FROM report
  WHERE unit_id IS NOT NULL AND report_year IS NOT NULL AND unit_id IN (SELECT value FROM json_each(@only))
  ORDER BY unit_id, report_year`;

/** Tries the reports of these units, which may have been tried before. */
export function assessYearsAgain(database: Database.Database, units: readonly string[]): void {
  const choice = JSON.stringify(units);
  forget(database, choice);
  assessYears(database, database.prepare<[Choice], ReportOfYear>(reports).all({ only: choice }));
}

/**
 * @param given by unit and year; none of them has been tried yet
 * @param onReport called before each
 */
export function assessYears(
  database: Database.Database,
  given: Iterable<ReportOfYear>,
  onReport: () => void = () => {},
): void {
  const read = yearReader(database);
  const insertFailure = rowInserter(database, check_failure);
  const insertFlag = rowInserter(database, report_flag);
  const outcomesOf = database
    .prepare<[number, string], string>(
      'SELECT outcomes FROM version_check WHERE version_id = ? AND form_id = ?',
    )
    .pluck();
  const keep = database.prepare(`
    INSERT INTO version_check (version_id, form_id, outcomes) VALUES (?, ?, ?)
    ON CONFLICT (version_id, form_id) DO UPDATE SET outcomes = excluded.outcomes`);
  let earlier: (ReportOfYear & { reading: YearReading }) | null = null;
  for (const row of given) {
    onReport();
    const later = { ...row, reading: read(row) };
    const isNext =
      earlier !== null && earlier.unit_id === row.unit_id && earlier.report_year + 1 === row.report_year;
    if (earlier !== null && isNext) {
      const byForm = new Map<FormId, string[]>();
      const flagged = new Map<string, number>();
      for (const result of assessAcrossYears(earlier.reading, later.reading)) {
        const form = later.reading.form(result.table);
        const id = form === null ? null : checkDefinitionId(form, result.id, result.subject);
        const definition = id === null ? undefined : checkDefinitions[id - 1];
        if (form === null || definition === undefined) continue;
        const letters = byForm.get(form) ?? [
          ...(outcomesOf.get(row.version_id, form) ?? untried.repeat(checkCount(form))),
        ];
        byForm.set(form, letters);
        letters[definition.position - 1] = String(checkOutcomes.indexOf(result.outcome));
        if (result.outcome !== 'fail') continue;
        insertFailure({
          version_id: row.version_id,
          definition_id: definition.id,
          left_sum: result.left,
          right_sum: result.right,
          earlier_version_id: earlier.version_id,
        });
        if (result.id !== 'E6') continue;
        flagged.set('break_suspected', (flagged.get('break_suspected') ?? 0) + 1);
        insertFlag({
          version_id: row.version_id,
          code: 'break_suspected',
          position: flagged.get('break_suspected') ?? 1,
          table_key: result.table,
          row_key: result.subject,
          column_key: 'in_force',
          detail: `${result.right} expected, ${result.left} printed`,
        });
      }
      for (const [form, letters] of byForm) keep.run(row.version_id, form, letters.join(''));
    }
    earlier = later;
  }
}

/** Takes back what was found between the reports of these units. */
function forget(database: Database.Database, choice: string): void {
  const versions =
    'SELECT current_version_id FROM report WHERE unit_id IN (SELECT value FROM json_each(@only))';
  const definitions = [...ofYears].join(', ');
  database
    .prepare(
      `DELETE FROM check_failure WHERE definition_id IN (${definitions}) AND version_id IN (${versions})`,
    )
    .run({ only: choice });
  database
    .prepare(`DELETE FROM report_flag WHERE code = 'break_suspected' AND version_id IN (${versions})`)
    .run({ only: choice });
  const rows = database
    .prepare<[Choice], { version_id: number; form_id: FormId; outcomes: string }>(
      `SELECT version_id, form_id, outcomes FROM version_check WHERE version_id IN (${versions})`,
    )
    .all({ only: choice });
  const update = database.prepare(
    'UPDATE version_check SET outcomes = ? WHERE version_id = ? AND form_id = ?',
  );
  const remove = database.prepare('DELETE FROM version_check WHERE version_id = ? AND form_id = ?');
  for (const { version_id, form_id, outcomes } of rows) {
    const letters = [...outcomes];
    for (const { id, form_id: form, position } of checkDefinitions)
      if (form === form_id && ofYears.has(id)) letters[position - 1] = untried;
    const bare = letters.join('');
    if (/^-*$/.test(bare)) remove.run(version_id, form_id);
    else if (bare !== outcomes) update.run(bare, version_id, form_id);
  }
}

function yearReader(database: Database.Database): (report: ReportOfYear) => YearReading {
  const formsOf = database.prepare<[number], { table_key: TableId; form_id: FormId | null }>(
    `SELECT table_key, form_id FROM version_table WHERE version_id = ? AND status = 'present'`,
  );
  const stripsOf = database
    .prepare<[number], [number, ...(number | null)[]]>(
      `SELECT strip_id, v0, v1, v2, v3, v4, v5, v6, v7 FROM reading_strip
       WHERE version_id = ? AND strip_id IN (${strips.join(', ')})`,
    )
    .raw();
  const valuesOf = (version_id: number): Map<number, number | null> => {
    const values = new Map<number, number | null>();
    for (const [strip, ...given] of stripsOf.all(version_id))
      for (const { id, slot } of variablesOfStrip(strip)) values.set(id, given[slot] ?? null);
    return values;
  };
  return ({ version_id, report_year, scope }) => {
    const forms = new Map(formsOf.all(version_id).map(({ table_key, form_id }) => [table_key, form_id]));
    // Most reports have no table that is tried: their values are never asked for.
    let values: Map<number, number | null> | null = null;
    return {
      report_year,
      scope,
      form: table => forms.get(table) ?? null,
      value: (table, row, column) => {
        values ??= valuesOf(version_id);
        return values.get(variableId(table, row, column) ?? 0) ?? null;
      },
    };
  };
}
