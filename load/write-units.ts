/** Writes units, their names and divisions over the years, from the documents that were found to be of them. */

import type Database from 'better-sqlite3';
import type { Confidence, UnitKind } from '../schema/extraction.ts';
import { unit, unit_division, type unitResolutions } from '../schema/tables/index.ts';
import type { DivisionRegister } from './division-register.ts';
import { rowInserter } from './insert.ts';
import type { DecidedUnit } from './resolve-unit.ts';
import { countryCode, divisionOf, isGovernment, isHighGovernment, unitId } from './unit-identity.ts';

interface UnitDocument {
  readonly unit_id: string;
  readonly unit_name: string | null;
  readonly unit_kind: UnitKind | null;
  readonly unit_parent: string | null;
  readonly unit_confidence: Confidence | null;
  readonly unit_resolution: (typeof unitResolutions)[number];
  readonly report_year: number | null;
}

const confidenceOrder = ['high', 'medium', 'low', null] as const;

/** A condition on ids that are given as a JSON array; an `OR` with the case of all would go through all rows. */
const chosen = (column: string, only: readonly string[] | null): string =>
  only === null ? 'true' : `${column} IN (SELECT value FROM json_each(@only))`;

const choiceOf = (only: readonly string[] | null): { only: string }[] =>
  only === null ? [] : [{ only: JSON.stringify(only) }];

/** Documents by unit, the newest report first. Copies come last: they name no unit. */
const documentsOf = (only: readonly string[] | null): string => `
  SELECT unit_id, unit_name, unit_kind, unit_parent, unit_confidence, unit_resolution, report_year FROM rendition
  WHERE unit_id IS NOT NULL AND ${chosen('unit_id', only)}
  ORDER BY unit_id, unit_resolution = 'copy', report_year DESC, capture_id DESC`;

/**
 * Writes the units of the renditions that are there.
 *
 * @param only ids of the units to write; null for all
 */
export function writeUnits(
  database: Database.Database,
  identities: ReadonlyMap<string, string>,
  register: DivisionRegister,
  decided: ReadonlyMap<string, DecidedUnit>,
  only: readonly string[] | null,
): void {
  const insert = rowInserter(database, unit);
  const insertDivision = rowInserter(database, unit_division);
  const write = (id: string, documents: readonly UnitDocument[]): void => {
    const identity = identities.get(id);
    const [latest] = documents;
    if (identity === undefined || latest === undefined) return;
    // The order is newest first; a stable sort keeps it among readings of one confidence.
    const best = documents.toSorted(
      (a, b) => confidenceOrder.indexOf(a.unit_confidence) - confidenceOrder.indexOf(b.unit_confidence),
    );
    const years = documents.flatMap(({ report_year }) => report_year ?? []);
    const code = divisionOf(identity);
    const last_year = years.length === 0 ? null : Math.max(...years);
    const decision = decided.get(identity);
    insert({
      id,
      identity,
      name: decision?.name ?? best.find(({ unit_name }) => unit_name !== null)?.unit_name ?? identity,
      kind:
        decision?.kind ??
        (isHighGovernment(identity) ? 'government' : null) ??
        best.find(({ unit_kind }) => unit_kind !== null)?.unit_kind ??
        null,
      division_code: code === null || last_year === null ? code : register.codeInYear(code, last_year),
      parent_name: best.find(({ unit_parent }) => unit_parent !== null)?.unit_parent ?? null,
      confidence: confidenceOf(latest.unit_resolution, best[0]?.unit_confidence ?? null),
      first_year: years.length === 0 ? null : Math.min(...years),
      last_year,
    });
    if (code !== null && years.length > 0)
      for (const spell of divisionSpells(code, Math.min(...years), Math.max(...years), register))
        insertDivision({ unit_id: id, ...spell });
  };
  let documents: UnitDocument[] = [];
  const found = database.prepare<{ only: string }[], UnitDocument>(documentsOf(only));
  // Units are written while documents are read, which are too many to hold; the one never looks at the tables of the other.
  database.unsafeMode(true);
  for (const document of found.iterate(...choiceOf(only))) {
    const [known] = documents;
    if (known !== undefined && known.unit_id !== document.unit_id) {
      write(known.unit_id, documents);
      documents = [];
    }
    documents.push(document);
  }
  database.unsafeMode(false);
  if (documents[0] !== undefined) write(documents[0].unit_id, documents);
  database
    .prepare(
      `INSERT INTO unit_name (unit_id, name, first_year, last_year, documents)
       SELECT unit_id, unit_name, min(report_year), max(report_year), count(*) FROM rendition
       WHERE unit_id IS NOT NULL AND unit_name IS NOT NULL
         AND ${chosen('unit_id', only)}
       GROUP BY unit_id, unit_name`,
    )
    .run(...choiceOf(only));
}

/**
 * Sets for units the government over them, where that is a unit here.
 *
 * @param only ids of the units to set it for; null for all
 */
export function writeParents(
  database: Database.Database,
  register: DivisionRegister,
  only: readonly string[] | null,
): void {
  const units = database
    .prepare<{ only: string }[], { id: string; identity: string; parent_unit_id: string | null }>(
      `SELECT id, identity, parent_unit_id FROM unit WHERE ${chosen('id', only)} ORDER BY id`,
    )
    .all(...choiceOf(only));
  const isKnown = database.prepare<[string], 1>('SELECT 1 FROM unit WHERE id = ?').pluck();
  const update = database.prepare('UPDATE unit SET parent_unit_id = ? WHERE id = ?');
  for (const { id, identity, parent_unit_id } of units) {
    const parent = parentIdentity(identity, register);
    const found = parent === null ? null : unitId(parent);
    const next = found !== null && found !== id && isKnown.get(found) === 1 ? found : null;
    if (next !== parent_unit_id) update.run(next, id);
  }
}

/**
 * The same after these units were written anew. A government that came or went may be the parent of any unit; else
 * only these can have another one.
 */
export function writeParentsAgain(
  database: Database.Database,
  previous: Database.Database,
  register: DivisionRegister,
  units: readonly string[],
): void {
  const governments = (of: Database.Database): string =>
    of
      .prepare<[string], string>(
        'SELECT identity FROM unit WHERE id IN (SELECT value FROM json_each(?)) ORDER BY id',
      )
      .pluck()
      .all(JSON.stringify(units))
      .filter(isGovernment)
      .join('\n');
  const areSame = governments(previous) === governments(database);
  writeParents(database, register, areSame ? units : null);
}

/** Of a body the government of its division, of a government that of the division above. */
function parentIdentity(identity: string, register: DivisionRegister): string | null {
  const code = divisionOf(identity);
  if (code === null || code === countryCode) return null;
  if (!isGovernment(identity)) return `${code}|`;
  const above = register.byCode.get(code)?.parent_code ?? null;
  return above === null ? null : `${register.lastingCode(above)}|`;
}

function confidenceOf(resolution: UnitDocument['unit_resolution'], reading: Confidence | null): Confidence {
  if (resolution === 'decision') return 'high';
  if (resolution === 'registry') return 'low';
  return resolution === 'site' ? 'medium' : (reading ?? 'low');
}

interface DivisionSpell {
  readonly division_code: string;
  readonly parent_code: string | null;
  readonly year_from: number;
  year_to: number | null;
}

function divisionSpells(code: string, from: number, to: number, register: DivisionRegister): DivisionSpell[] {
  const spells: DivisionSpell[] = [];
  for (let year = from; year <= to; year += 1) {
    const division_code = register.codeInYear(code, year);
    const open = spells.at(-1);
    if (open?.division_code === division_code) open.year_to = year;
    else
      spells.push({
        division_code,
        parent_code: register.byCode.get(division_code)?.parent_code ?? null,
        year_from: year,
        year_to: year,
      });
  }
  return spells;
}
