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

/** Replaces what the database holds. Units must have been written. */
export function writeExpected(
  database: Database.Database,
  register: DivisionRegister,
  portals: readonly Portal[],
  builtAt: string,
): void {
  database.exec('DELETE FROM expected_unit; DELETE FROM report_period');
  const insertPeriod = rowInserter(database, report_period);
  const periods = reportPeriods(builtAt);
  for (const period of periods) insertPeriod(period);
  const [firstPeriod] = periods;
  if (firstPeriod === undefined) return;
  const first = firstPeriod.report_year ?? 0;
  const insert = rowInserter(database, expected_unit);
  const portalOf = new Map(portals.map(({ division_code, id }) => [division_code, id]));
  const written = new Set<string>();
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
    const unit_id = unitId(`${code}|`);
    written.add(unit_id);
    insert({
      unit_id,
      name: register.byCode.get(code)?.name ?? code,
      kind: 'government',
      division_code: code,
      portal_id: portalOf.get(code) ?? null,
      year_from: from,
      year_to: to,
      basis: 'division',
    });
  }
  const units = database.prepare<[], UnitRow>(
    'SELECT id, name, kind, division_code, first_year FROM unit WHERE first_year IS NOT NULL ORDER BY id',
  );
  for (const { id, name, kind, division_code, first_year } of units.all())
    if (!written.has(id))
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
