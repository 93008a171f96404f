/** Rules over the numbers of the tables: what contradicts itself, and what a body of its kind cannot report. */

import type { Cell, UnitReading } from '../../schema/extraction.ts';
import type { FlagCode } from '../../schema/flags.ts';
import { applicantKeys } from '../../schema/forms/common-2019-2021.ts';
import { formById } from '../../schema/forms/index.ts';
import type { CellLookup } from '../cell-lookup.ts';
import { flagged, type Reading, type Rule } from './flag.ts';

const hardFailCodes: Readonly<Record<string, FlagCode>> = {
  E1: 'hard_fail:E1',
  E2: 'hard_fail:E2',
  E3: 'hard_fail:E3',
  E4: 'hard_fail:E4',
};

/** Identities that the form promises, and that the printed numbers break. */
export const brokenIdentities: Rule = function* ({ checks, tables }) {
  const failures = new Map<FlagCode, { table: (typeof checks)[number]['table']; subjects: string[] }>();
  for (const { id, table, subject, outcome } of checks) {
    if (outcome !== 'fail' || !isHard(id, table, tables)) continue;
    const code = hardFailCodes[id] ?? 'hard_fail:statistics';
    const failure = failures.get(code) ?? { table, subjects: [] };
    failures.set(code, failure);
    failure.subjects.push(code === 'hard_fail:statistics' ? `${id}:${subject}` : subject);
  }
  for (const [code, { table, subjects }] of failures) yield flagged(code, subjects.join(', '), { table });
};

function isHard(id: string, table: Reading['tables'][number]['table'], tables: Reading['tables']): boolean {
  const form = tables.find(reading => reading.table === table)?.form ?? null;
  return form !== null && formById(form).checks.find(check => check.id === id)?.strength === 'hard';
}

/**
 * Who may make 规章: departments of the State Council, provinces, and cities with districts (立法法 §§91, 93).
 * The code of a place below them does not end in 00.
 */
function mayMakeRules({ kind, division_code }: UnitReading): boolean | null {
  if (kind === 'ministry') return true;
  if (kind === 'township' || kind === 'subdistrict' || kind === 'zone') return false;
  if (kind === 'government')
    return division_code === null ? null : division_code.slice(4, 6) === '00' && division_code.length === 6;
  // A department drafts them for its government; one of a county has none to report even for that.
  return kind !== null && division_code !== null && division_code.slice(4, 6) !== '00' ? false : null;
}

export const rulesOfWhoMayNotMakeThem: Rule = function* ({ unit, cells }) {
  if (unit === null || mayMakeRules(unit) !== false) return;
  for (const { table, row, column, value } of cells)
    if (table === 'proactive' && row === 'rules' && value !== null && value > 0)
      yield flagged('rules_below_prefecture', `${value} 规章 of ${unit.name}`, { table, row, column });
};

const above = (cellAt: CellLookup, row: string, greater: string, less: string): Cell | null => {
  const cell = cellAt('proactive', row, greater);
  const limit = cellAt('proactive', row, less)?.value ?? null;
  return cell !== undefined && cell.value !== null && limit !== null && cell.value > limit ? cell : null;
};

export const documentsThatDoNotAddUp: Rule = function* ({ cellAt }) {
  for (const row of ['rules', 'normdocs']) {
    const stock = above(cellAt, row, 'published_new', 'published_stock');
    if (stock)
      yield flagged(
        'published_new_exceeds_stock',
        `${stock.value} of ${cellAt('proactive', row, 'published_stock')?.value}`,
        {
          table: 'proactive',
          row,
          column: 'published_new',
        },
      );
    const [issued, repealed, inForce] = ['issued', 'repealed', 'in_force'].map(
      column => cellAt('proactive', row, column)?.value ?? null,
    );
    if (issued == null || repealed == null || inForce == null || issued - repealed <= inForce) continue;
    yield flagged('issued_exceeds_in_force', `${issued} - ${repealed} > ${inForce}`, {
      table: 'proactive',
      row,
      column: 'in_force',
    });
  }
};

/** Three equal small counts happen; three equal ones of two digits and more hardly do. */
const smallestSuspect = 10;

export const oneFigureInManyRows: Rule = function* ({ cells }) {
  const rowsByFigure = new Map<string, Cell[]>();
  for (const cell of cells) {
    if (cell.table !== 'proactive' || cell.value === null || Math.abs(cell.value) < smallestSuspect) continue;
    const key = `${cell.column} ${cell.value}`;
    rowsByFigure.set(key, [...(rowsByFigure.get(key) ?? []), cell]);
  }
  for (const [first, ...others] of rowsByFigure.values())
    if (first !== undefined && others.length >= 2)
      yield flagged(
        'repeated_value_suspect',
        `${first.value} in ${[first, ...others].map(({ row }) => row).join(', ')}`,
        { table: 'proactive', column: first.column },
      );
};

/** In 万元: what no town, county or city collects in fees in a year. Provinces and unknown bodies have no bound. */
function improbableFees({ kind, division_code }: UnitReading): number {
  if (kind === 'township' || kind === 'subdistrict') return 10_000;
  if (division_code === null || division_code.endsWith('0000')) return Number.POSITIVE_INFINITY;
  return division_code.slice(4, 6) === '00' ? 5_000_000 : 500_000;
}

export const yuanAmongTenThousands: Rule = function* ({ cellAt, unit, prose }) {
  const cell = cellAt('proactive', 'fee', 'amount');
  if (cell === undefined || cell.value === null || cell.value < 100 || cell.unit !== '万元') return;
  const { value } = cell;
  const at = { table: cell.table, row: cell.row, column: cell.column } as const;
  const told = prose.facts.find(fact => fact.key === 'req_fees_collected' && fact.value === value);
  if (told) yield flagged('amount_unit_suspect', `the text says ${value} 元: ${told.evidence}`, at);
  else if (unit !== null && value >= improbableFees(unit))
    yield flagged('amount_unit_suspect', `${value} 万元 for ${unit.name}`, at);
};

export const amountsWithoutUnit: Rule = function* ({ cells }) {
  for (const { table, row, column, value, value_yuan, unit } of cells) {
    if (column !== 'amount' || value === null || value === 0 || unit !== null || value_yuan !== null)
      continue;
    const candidate = Math.round(value * 1e6) / 100;
    yield flagged('unit_missing', `${value} without a unit; ${candidate} yuan if in 万元`, {
      table,
      row,
      column,
    });
  }
};

/**
 * What one kind of applicant brought in is not what was done for that kind, though the totals agree. A blank counts
 * as 0 only where its row's total says so, or the whole row is blank.
 */
export const applicantsThatDisagree: Rule = function* ({ tables, cellAt }) {
  const form = tables.find(({ table, status }) => table === 'requests' && status === 'present')?.form ?? null;
  const results = form === null ? null : formById(form).checks.find(({ id }) => id === 'E2');
  if (results == null) return;
  const number = (row: string, applicant: string): number | null => numberOrZero(cellAt, row, applicant);
  const sum = (rows: readonly string[], applicant: string): number | null => {
    let total = 0;
    for (const row of rows) {
      const value = number(row, applicant);
      if (value === null) return null;
      total += value;
    }
    return total;
  };
  const balance = (applicant: string): readonly [number, number] | null => {
    const left = sum(['req_new_received', 'req_carried_in'], applicant);
    const processed =
      number('req_processed_total', applicant) ??
      sum(
        results.right.map(({ row }) => row),
        applicant,
      );
    const out = number('req_carried_out', applicant);
    return left === null || processed === null || out === null ? null : [left, processed + out];
  };
  const all = balance('all');
  if (all === null || all[0] !== all[1]) return;
  for (const applicant of applicantKeys) {
    const own = applicant === 'all' ? null : balance(applicant);
    if (own !== null && own[0] !== own[1])
      yield flagged('applicant_mismatch', `${own[0]} received and carried in, ${own[1]} dealt with`, {
        table: 'requests',
        column: applicant,
      });
  }
};

function numberOrZero(cellAt: CellLookup, row: string, applicant: string): number | null {
  const cell = cellAt('requests', row, applicant);
  if (cell === undefined || cell.status !== 'blank') return cell?.value ?? null;
  const cells = applicantKeys.map(key => cellAt('requests', row, key));
  if (cells.every(other => other?.status === 'blank')) return 0;
  const total = cellAt('requests', row, 'all')?.value ?? null;
  const parts = cells.filter(other => other?.column !== 'all');
  if (parts.some(part => part?.status !== 'blank' && part?.status !== 'reported')) return null;
  return total === parts.reduce((sum, part) => sum + (part?.value ?? 0), 0) ? 0 : null;
}
