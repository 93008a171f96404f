/** Writes which units are expected to report, and for which years: without it a missing report could not be told. */

import type Database from 'better-sqlite3';
import type { Portal } from '../schema/portal.ts';
import { expected_unit, report_period } from '../schema/tables/index.ts';
import type { DivisionRegister } from './division-register.ts';
import { rowInserter } from './insert.ts';
import { reportPeriods } from './report-period.ts';
import { unitId } from './unit-identity.ts';

/** Rows of the statistical list that only carry the hierarchy. */
const placeholders = /^(?:市辖区|县|省直辖县级行政区划|自治区直辖县级行政区划)$/;

/**
 * Replaces what the database holds. Units must have been written.
 *
 * @param only ids of the units that were written anew, where register and portals are those that the database was
 *   built with; null for all
 */
export function writeExpected(
  database: Database.Database,
  register: DivisionRegister,
  portals: readonly Portal[],
  builtAt: string,
  only: readonly string[] | null,
): void {
  const periods = reportPeriods(builtAt);
  const portalOf = new Map(portals.map(({ division_code, id }) => [division_code, id]));
  const lastPeriod = database
    .prepare<[], number | null>('SELECT max(report_year) FROM report_period')
    .pluck()
    .get();
  // With the periods the divisions that existed in one of them are the same.
  if (only !== null && lastPeriod === periods.at(-1)?.report_year) {
    database
      .prepare(
        `DELETE FROM expected_unit WHERE basis = 'reports' AND unit_id IN (SELECT value FROM json_each(?))`,
      )
      .run(JSON.stringify(only));
    writeReporting(database, register, portalOf, only);
    return;
  }
  database.exec('DELETE FROM expected_unit; DELETE FROM report_period');
  const insertPeriod = rowInserter(database, report_period);
  for (const period of periods) insertPeriod(period);
  const [firstPeriod] = periods;
  if (firstPeriod === undefined) return;
  writeGovernments(database, register, portalOf, firstPeriod.report_year ?? 0);
  writeReporting(database, register, portalOf, null);
}

/** Every division in law has a government. */
function writeGovernments(
  database: Database.Database,
  register: DivisionRegister,
  portalOf: ReadonlyMap<string, string>,
  first: number,
): void {
  const insert = rowInserter(database, expected_unit);
  const lineages = new Map<string, { code: string; from: number; to: number | null }>();
  for (const { code, level } of register.byCode.values()) {
    if (level === 'township' || placeholders.test(register.byCode.get(code)?.name ?? '')) continue;
    const { year_from, year_to } = register.yearsOf(code);
    // A code of the statistical list alone is no division in law.
    if (year_from === null || (year_to !== null && year_to < first)) continue;
    const lasting = register.lastingCode(code);
    const known = lineages.get(lasting);
    const from = Math.max(first, Math.min(year_from, known?.from ?? year_from));
    const to =
      known === undefined
        ? year_to
        : known.to === null || year_to === null
          ? null
          : Math.max(known.to, year_to);
    lineages.set(lasting, { code: lasting, from, to });
  }
  for (const { code, from, to } of lineages.values()) {
    insert({
      unit_id: unitId(`${code}|`),
      name: register.byCode.get(code)?.name ?? code,
      kind: 'government',
      division_code: code,
      portal_id: portalOf.get(code) ?? null,
      year_from: from,
      year_to: to,
      basis: 'division',
    });
  }
}

/** Whoever has reported once is expected to go on. */
function writeReporting(
  database: Database.Database,
  register: DivisionRegister,
  portalOf: ReadonlyMap<string, string>,
  only: readonly string[] | null,
): void {
  const insert = rowInserter(database, expected_unit);
  const units = database.prepare<string[], UnitRow>(
    `SELECT id, name, kind, division_code, first_year FROM unit
     WHERE first_year IS NOT NULL AND NOT EXISTS (SELECT 1 FROM expected_unit WHERE unit_id = unit.id)
       ${only === null ? '' : 'AND id IN (SELECT value FROM json_each(?))'} ORDER BY id`,
  );
  const choice = only === null ? [] : [JSON.stringify(only)];
  for (const { id, name, kind, division_code, first_year } of units.all(...choice))
    insert({
      unit_id: id,
      name,
      kind,
      division_code,
      portal_id: portalFor(division_code, portalOf),
      year_from: first_year,
      year_to: division_code === null ? null : register.yearsOf(division_code).year_to,
      basis: 'reports',
    });
}

interface UnitRow {
  readonly id: string;
  readonly name: string;
  readonly kind: typeof expected_unit.$inferInsert.kind;
  readonly division_code: string | null;
  readonly first_year: number;
}

/** The site of the division, or of the county for a town. */
function portalFor(code: string | null, portalOf: ReadonlyMap<string, string>): string | null {
  if (code === null) return null;
  return portalOf.get(code) ?? portalOf.get(code.slice(0, 6)) ?? null;
}
