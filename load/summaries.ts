/**
 * Counts over all current reports of the panel, kept while they are written: how often each variable has which status,
 * and the sums of each indicator, by year and level. With them a question about the whole country reads a few rows.
 */

import type Database from 'better-sqlite3';
import { notInForm, type PackedStrip } from '../data/readings/content.ts';
import { cellStatuses } from '../schema/extraction.ts';
import { type Indicator, indicators, type Sum } from '../schema/indicators.ts';
import { indicator_summary, type summaryLevels, variable_summary } from '../schema/tables/index.ts';
import { variableId, variables, variablesOfStrip } from '../schema/variables.ts';
import type { DivisionRegister } from './division-register.ts';
import { rowInserter } from './insert.ts';
import { countryCode } from './unit-identity.ts';

export type SummaryLevel = (typeof summaryLevels)[number];

/** @param code of the unit's division, as its identity has it; null where it is not known */
export function summaryLevelOf(code: string | null, register: DivisionRegister): SummaryLevel {
  if (code === null) return 'unknown';
  if (code === countryCode) return 'country';
  return register.byCode.get(code)?.level ?? 'unknown';
}

interface NumberedIndicator {
  readonly id: string;
  readonly numerator: readonly number[];
  readonly denominator: readonly number[];
  readonly less: readonly (readonly number[])[];
}

function numbered({ id, numerator, denominator, less = [] }: Indicator): NumberedIndicator {
  const ids = (sum: Sum): number[] =>
    sum.map(cell => {
      const [table = '', row = '', column = ''] = cell.split('.');
      const found = variableId(table, row, column);
      if (found === null) throw new Error(`indicator ${id} names the cell ${cell}, which is in no form`);
      return found;
    });
  return { id, numerator: ids(numerator), denominator: ids(denominator), less: less.map(ids) };
}

const numberedIndicators = indicators.map(numbered);
const statusCount = cellStatuses.length;

/** Of one year and level. */
interface Cell {
  /** By variable and status. */
  readonly readings: Float64Array;
  /** By indicator: reports, numerator, denominator. */
  readonly sums: Float64Array;
}

/** What was counted of one year and level, as one thread hands it to another. */
export interface SummaryPart extends Cell {
  readonly year: number;
  readonly level: SummaryLevel;
}

export class Summaries {
  readonly #cells = new Map<string, Cell>();
  readonly #values = new Float64Array(variables.length + 1);

  /** @param sign 1 for a report that comes, -1 for one that goes */
  add(year: number, level: SummaryLevel, strips: Iterable<PackedStrip>, sign: 1 | -1): void {
    const { readings, sums } = this.#cellOf(year, level);
    const values = this.#values.fill(Number.NaN);
    // As `unpackStrips`, which makes an object a cell: of every report this is the longest loop.
    for (const [strip, statuses, given] of strips)
      for (const { id, slot } of variablesOfStrip(strip)) {
        const status = (statuses >>> (4 * slot)) & 15;
        if (status === notInForm) continue;
        const at = id * statusCount + status;
        readings[at] = (readings[at] ?? 0) + sign;
        const value = given[slot] ?? null;
        if (value !== null) values[id] = value;
      }
    for (const [index, { numerator, denominator, less }] of numberedIndicators.entries()) {
      const above = total(numerator, values);
      if (Number.isNaN(above)) continue;
      const left =
        less.length === 0 ? 0 : less.map(each => total(each, values)).find(each => !Number.isNaN(each));
      const below = total(denominator, values) - (left ?? Number.NaN);
      if (Number.isNaN(below) || below === 0) continue;
      sums[3 * index] = (sums[3 * index] ?? 0) + sign;
      sums[3 * index + 1] = (sums[3 * index + 1] ?? 0) + sign * above;
      sums[3 * index + 2] = (sums[3 * index + 2] ?? 0) + sign * below;
    }
  }

  /** Takes up what a database holds, so that it can be added to. */
  read(database: Database.Database): void {
    const readingRows = database.prepare<[], [number, number, SummaryLevel, number, number]>(
      'SELECT variable_id, report_year, level, status, readings FROM variable_summary',
    );
    for (const [variable, year, level, status, count] of readingRows.raw().iterate())
      this.#cellOf(year, level).readings[variable * statusCount + status] = count;
    const indexOf = new Map(indicators.map(({ id }, index) => [id, index]));
    const sumRows = database.prepare<[], [string, number, SummaryLevel, number, number, number]>(
      'SELECT indicator_id, report_year, level, reports, numerator, denominator FROM indicator_summary',
    );
    for (const [id, year, level, ...sums] of sumRows.raw().iterate())
      this.#cellOf(year, level).sums.set(sums, 3 * (indexOf.get(id) ?? 0));
  }

  /** Replaces what the database holds. */
  write(database: Database.Database): void {
    database.exec('DELETE FROM variable_summary; DELETE FROM indicator_summary');
    const insertReadings = rowInserter(database, variable_summary);
    const insertSums = rowInserter(database, indicator_summary);
    for (const { year, level, readings, sums } of this.parts()) {
      const place = { report_year: year, level };
      for (const [at, count] of readings.entries())
        if (count !== 0)
          insertReadings({
            variable_id: Math.floor(at / statusCount),
            ...place,
            status: at % statusCount,
            readings: count,
          });
      for (const [index, { id }] of indicators.entries()) {
        const [reports = 0, numerator = 0, denominator = 0] = sums.subarray(3 * index, 3 * index + 3);
        if (reports !== 0) insertSums({ indicator_id: id, ...place, reports, numerator, denominator });
      }
    }
  }

  parts(): SummaryPart[] {
    return [...this.#cells].map(([key, cell]) => {
      const [year, level] = key.split(' ');
      return { year: Number(year), level: level as SummaryLevel, ...cell };
    });
  }

  /** Takes up what another has counted, of which nothing is here yet. */
  take(parts: Iterable<SummaryPart>): void {
    for (const { year, level, readings, sums } of parts)
      this.#cells.set(`${year} ${level}`, { readings, sums });
  }

  #cellOf(year: number, level: SummaryLevel): Cell {
    const key = `${year} ${level}`;
    const known = this.#cells.get(key);
    if (known !== undefined) return known;
    const cell: Cell = {
      readings: new Float64Array((variables.length + 1) * statusCount),
      sums: new Float64Array(3 * indicators.length),
    };
    this.#cells.set(key, cell);
    return cell;
  }
}

/** NaN where a part has no value. */
function total(ids: readonly number[], values: Float64Array): number {
  let sum = 0;
  for (const id of ids) sum += values[id] ?? Number.NaN;
  return sum;
}
