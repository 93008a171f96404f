/**
 * Scores an extraction against what a person read in the same document.
 *
 * right: the same value, or nothing where nothing is to be read · wrong: another number · invented: a number
 * where there is none, or one that the document does not prove · missing: no number where there is one.
 */

import type { Cell, CellStatus, Extraction, Place } from '../schema/extraction.ts';

export type Verdict = 'right' | 'wrong' | 'invented' | 'missing';

export interface Difference {
  /** `table.row.column`, or `document.unit`, `document.report_year`, `document.published_date`. */
  readonly key: string;
  readonly verdict: Exclude<Verdict, 'right'>;
  readonly expected: string | number | null;
  readonly got: string | number | null;
  readonly status: CellStatus | null;
  readonly raw: string | null;
  readonly at: Place | null;
}

export type Tally = Readonly<Record<Verdict, number>>;

export interface DocumentScore {
  readonly name: string;
  readonly form: string | null;
  readonly cells: Tally;
  readonly byTable: Readonly<Record<string, Tally>>;
  /** Unit, report year and published date, where the truth states them. */
  readonly identity: Tally;
  readonly differences: readonly Difference[];
}

/** What a truth file says of one document; the layout is described in the README under `accuracy`. */
export interface Truth {
  readonly slug: string;
  readonly form: string | null;
  /** Only the beginning of a page: cells that are not listed cannot be seen in it. */
  readonly partial: boolean;
  readonly cells: Readonly<Record<string, unknown>>;
  readonly unit: string | null | undefined;
  readonly report_year: number | null | undefined;
  readonly published_date: string | null | undefined;
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Reads a truth file's JSON; null where it is not one. */
export function parseTruth(json: unknown): Truth | null {
  if (!isRecord(json) || typeof json['slug'] !== 'string' || !isRecord(json['cells'])) return null;
  const { slug, form, partial, cells, unit, report_year, published_date } = json;
  const textOrNull = (value: unknown): string | null | undefined =>
    typeof value === 'string' || value === null ? value : undefined;
  return {
    slug: slug as string,
    form: typeof form === 'string' ? form : null,
    partial: partial === true,
    cells: cells as Record<string, unknown>,
    unit: textOrNull(unit),
    report_year: typeof report_year === 'number' || report_year === null ? report_year : undefined,
    published_date: textOrNull(published_date),
  };
}

export const emptyTally = (): Record<Verdict, number> => ({ right: 0, wrong: 0, invented: 0, missing: 0 });

export function addTally(into: Record<Verdict, number>, tally: Tally): void {
  for (const verdict of ['right', 'wrong', 'invented', 'missing'] as const) into[verdict] += tally[verdict];
}

export function scoreDocument(truth: Truth, extraction: Extraction): DocumentScore {
  const cells = new Map(extraction.cells.map(cell => [`${cell.table}.${cell.row}.${cell.column}`, cell]));
  const total = emptyTally();
  const byTable: Record<string, Record<Verdict, number>> = {};
  const differences: Difference[] = [];
  const count = (
    key: string,
    expected: string | number | null,
    got: string | number | null,
    cell: Cell | undefined,
  ) => {
    const verdict = compare(expected, got);
    total[verdict]++;
    const table = key.split('.')[0] ?? '';
    byTable[table] ??= emptyTally();
    byTable[table][verdict]++;
    if (verdict !== 'right')
      differences.push({
        key,
        verdict,
        expected,
        got,
        status: cell?.status ?? null,
        raw: cell?.raw ?? null,
        at: cell?.at ?? null,
      });
  };
  for (const [key, expected] of Object.entries(truth.cells)) {
    const cell = cells.get(key);
    const [wanted, got] = expectation(expected, cell);
    count(key, wanted, got, cell);
  }
  // A number in a cell that the truth does not know was read from nowhere.
  for (const [key, cell] of cells)
    if (!(key in truth.cells) && cell.value !== null) count(key, null, cell.value, cell);
  const identity = emptyTally();
  for (const difference of identityDifferences(truth, extraction, identity)) differences.push(difference);
  return { name: truth.slug, form: truth.form, cells: total, byTable, identity, differences };
}

function compare(expected: string | number | null, got: string | number | null): Verdict {
  if (got === expected) return 'right';
  if (got === null) return 'missing';
  return expected === null ? 'invented' : 'wrong';
}

/** Expected and read value of a cell in the truth's notation; money is compared in yuan and as printed. */
function expectation(expected: unknown, cell: Cell | undefined): [number | null, number | null] {
  const value = cell?.value ?? null;
  if (typeof expected === 'number') return [expected, value];
  if (isRecord(expected)) {
    if (typeof expected['value'] === 'number') return [expected['value'], value];
    if (typeof expected['value_yuan'] === 'number') return [expected['value_yuan'], cell?.value_yuan ?? null];
    // No unit is printed: the number itself must be there, and no amount in yuan.
    if (expected['value_yuan'] === null && typeof expected['raw'] === 'string') {
      if (cell?.value_yuan != null) return [null, cell.value_yuan];
      const printed = Number(expected['raw'].replaceAll(/[,\s]/g, ''));
      return Number.isFinite(printed) ? [printed, value] : [null, value];
    }
  }
  return [null, value];
}

function* identityDifferences(
  truth: Truth,
  extraction: Extraction,
  tally: Record<Verdict, number>,
): Generator<Difference> {
  const facts = [
    ['document.unit', truth.unit, extraction.unit?.name ?? null],
    ['document.report_year', truth.report_year, extraction.report_year],
    ['document.published_date', truth.published_date, extraction.published_date],
  ] as const;
  for (const [key, expected, got] of facts) {
    if (expected === undefined) continue;
    const verdict = key === 'document.unit' ? compareUnits(expected, got) : compare(expected, got);
    tally[verdict]++;
    if (verdict !== 'right') yield { key, verdict, expected, got, status: null, raw: null, at: null };
  }
}

/** 强蛟镇 and 强蛟镇人民政府 name one body. */
function compareUnits(expected: string | number | null, got: string | number | null): Verdict {
  if (typeof expected !== 'string' || typeof got !== 'string') return compare(expected, got);
  const core = (name: string): string => name.replace(/\s/g, '').replace(/(?:人民)?政府$|办事处$/, '');
  return core(expected) === core(got) ? 'right' : 'wrong';
}
