/** Writes what does not come from documents: divisions, portals, how their crawls ended, runs. */

import type Database from 'better-sqlite3';
import type { JournalRun } from '../data/journal.ts';
import { skipReasons } from '../schema/capture.ts';
import type { Portal, PortalOutcome } from '../schema/portal.ts';
import {
  coverage,
  coverage_skip,
  division,
  division_change,
  division_constant,
  division_name,
  type divisionLevels,
  portal,
  run,
  skip_reason,
} from '../schema/tables/index.ts';
import type { DivisionRegister } from './division-register.ts';
import { rowInserter } from './insert.ts';

/** What central bodies are under in the registry; the national list begins below it. */
const country = { code: '000000', name: '全国', level: 'country', parent_code: null } as const;

/**
 * Writes the list with its history, and after it every code in use that it does not have.
 * @returns the codes that are not in the list
 */
export function writeDivisions(
  database: Database.Database,
  register: DivisionRegister,
  codesInUse: Iterable<string>,
): string[] {
  const { byCode } = register;
  const insert = rowInserter(database, division);
  if (!byCode.has(country.code)) insert(country);
  const ordered = [...byCode.values()].sort((a, b) => (a.code < b.code ? -1 : 1));
  for (const { code, name, level, parent_code } of ordered)
    insert({ code, name, level, parent_code, ...register.yearsOf(code) });
  const insertName = rowInserter(database, division_name);
  for (const name of register.names()) insertName(name);
  const insertChange = rowInserter(database, division_change);
  for (const change of register.changes) insertChange(change);
  const insertConstant = rowInserter(database, division_constant);
  for (const constant of register.constants()) insertConstant(constant);
  return writeUnlisted(database, register, codesInUse);
}

/** @returns the codes that are not in the list */
export function writeUnlisted(
  database: Database.Database,
  { byCode }: DivisionRegister,
  codesInUse: Iterable<string>,
): string[] {
  const insert = rowInserter(database, division);
  const unlisted = [...new Set(codesInUse)].filter(code => code !== country.code && !byCode.has(code)).sort();
  for (const code of unlisted)
    insert({ code, name: null, level: levelOf(code), parent_code: parentOf(code, byCode) });
  return unlisted;
}

/** By the shape of the code: 330000, 330200, 330226, 330226104. */
function levelOf(code: string): (typeof divisionLevels)[number] {
  if (code.length > 6) return 'township';
  if (code.endsWith('0000')) return 'province';
  return code.endsWith('00') ? 'prefecture' : 'county';
}

function parentOf(code: string, byCode: DivisionRegister['byCode']): string | null {
  const above = [code.slice(0, 6), `${code.slice(0, 4)}00`, `${code.slice(0, 2)}0000`];
  return above.find(candidate => candidate !== code && byCode.has(candidate)) ?? null;
}

export function writePortals(database: Database.Database, portals: readonly Portal[]): void {
  const insert = rowInserter(database, portal);
  for (const { id, name, division_code, home, platform, expects, reason, note } of portals)
    insert({
      id,
      name,
      division_code,
      home,
      platform,
      expects_min: expects?.min ?? null,
      expects_max: expects?.max ?? null,
      reason,
      note,
    });
}

/** @param outcomes the last of each portal */
export function writeCoverage(database: Database.Database, outcomes: readonly PortalOutcome[]): void {
  const insertCoverage = rowInserter(database, coverage);
  const insertSkip = rowInserter(database, coverage_skip);
  const insertReason = rowInserter(database, skip_reason);
  const reasons = new Set(Object.keys(skipReasons));
  for (const { portal: portal_id, skipped, ...outcome } of outcomes) {
    insertCoverage({ portal_id, ...outcome });
    for (const [reason, count] of Object.entries(skipped)) {
      if (!reasons.has(reason)) insertReason({ code: reason, meaning: 'A reason of an earlier version.' });
      reasons.add(reason);
      insertSkip({ portal_id, reason, count });
    }
  }
}

export function writeRuns(database: Database.Database, runs: readonly JournalRun[]): void {
  const insert = rowInserter(database, run);
  for (const found of runs) insert(found);
}
