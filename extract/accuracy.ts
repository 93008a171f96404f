/**
 * Scores an extraction against what a person read in the same document.
 *
 * right: the same value, or nothing where nothing is to be read · wrong: another number · invented: a number
 * where there is none, or one that the document does not prove · missing: no number where there is one.
 */

import type { Cell, CellStatus, Extraction, Place } from '../schema/extraction.ts';
import { cellLookup } from './cell-lookup.ts';
import type { Document } from './document.ts';
import { simplify, withoutAnnotations } from './simplified.ts';
import { columnKinds, type Truth, type TruthCell } from './truth.ts';

export const verdicts = ['right', 'wrong', 'invented', 'missing'] as const;
export type Verdict = (typeof verdicts)[number];

export interface Difference {
  /** `table.row.column`, or `document.unit`, `document.report_year`, `document.document_type` … */
  readonly key: string;
  readonly verdict: Exclude<Verdict, 'right'>;
  readonly expected: string | number | null;
  readonly got: string | number | null;
  readonly status: CellStatus | null;
  readonly raw: string | null;
  readonly at: Place | null;
  /** What stands at the place, and around it; null where there is none. */
  readonly excerpt: string | null;
}

export type Tally = Readonly<Record<Verdict, number>>;
export type Tallies = Readonly<Record<string, Tally>>;

export interface DocumentScore {
  readonly name: string;
  readonly form: string | null;
  /** Media type of the document, which chose its reader. */
  readonly media_type: string;
  /** Whether the cells were labelled, or only what the document is. */
  readonly cells_labelled: boolean;
  readonly cells: Tally;
  readonly by_table: Tallies;
  readonly by_column_kind: Tallies;
  readonly by_status: Tallies;
  /** Kind, unit, report year and published date, where the truth states them. */
  readonly identity: Tallies;
  readonly differences: readonly Difference[];
}

export const emptyTally = (): Record<Verdict, number> => ({ right: 0, wrong: 0, invented: 0, missing: 0 });

export function addTally(into: Record<Verdict, number>, tally: Tally): void {
  for (const verdict of verdicts) into[verdict] += tally[verdict];
}

/** Tallies by name, which begin to be when they are first counted in. */
export class TallyBook {
  readonly #tallies = new Map<string, Record<Verdict, number>>();

  of(name: string): Record<Verdict, number> {
    const tally = this.#tallies.get(name) ?? emptyTally();
    this.#tallies.set(name, tally);
    return tally;
  }

  add(tallies: Tallies): void {
    for (const [name, tally] of Object.entries(tallies)) addTally(this.of(name), tally);
  }

  get total(): Tally {
    const total = emptyTally();
    for (const tally of this.#tallies.values()) addTally(total, tally);
    return total;
  }

  toObject(): Tallies {
    return Object.fromEntries([...this.#tallies].sort(([a], [b]) => (a < b ? -1 : 1)));
  }
}

/** @param document what the extraction's places point into; without it differences have no excerpt. */
export function scoreDocument(
  truth: Truth,
  extraction: Extraction,
  document: Document | null = null,
): DocumentScore {
  const books = { table: new TallyBook(), kind: new TallyBook(), status: new TallyBook() };
  const differences: Difference[] = [];
  for (const { key, expected, got, cell } of comparisons(truth, extraction)) {
    const verdict = compare(expected, got);
    books.table.of(key.split('.')[0] ?? '')[verdict]++;
    books.kind.of(columnKinds.get(key) ?? 'unknown')[verdict]++;
    books.status.of(cell?.status ?? 'not_in_form')[verdict]++;
    if (verdict === 'right') continue;
    const at = cell?.at ?? (verdict === 'missing' ? looseNumber(extraction, key, expected) : null);
    differences.push({
      key,
      verdict,
      expected,
      got,
      status: cell?.status ?? null,
      raw: cell?.raw ?? null,
      at,
      excerpt: at === null || document === null ? null : excerptAt(document, at),
    });
  }
  const identity = new TallyBook();
  differences.push(...identityDifferences(truth, extraction, identity));
  return {
    name: truth.slug,
    form: truth.form,
    media_type: extraction.media_type,
    cells_labelled: truth.cells !== null,
    cells: books.table.total,
    by_table: books.table.toObject(),
    by_column_kind: books.kind.toObject(),
    by_status: books.status.toObject(),
    identity: identity.toObject(),
    differences,
  };
}

interface Comparison {
  readonly key: string;
  readonly expected: number | null;
  readonly got: number | null;
  readonly cell: Cell | undefined;
}

function* comparisons({ cells: labelled }: Truth, { cells }: Extraction): Generator<Comparison> {
  if (labelled === null) return;
  const cellAt = cellLookup(cells);
  for (const [key, wanted] of Object.entries(labelled)) {
    const [table, row = '', column = ''] = key.split('.');
    const cell = cellAt(table as Cell['table'], row, column);
    const [expected, got] = expectation(wanted, cell);
    yield { key, expected, got, cell };
  }
  // A number in a cell that the truth does not know was read from nowhere.
  for (const cell of cells) {
    const key = `${cell.table}.${cell.row}.${cell.column}`;
    if (!(key in labelled) && cell.value !== null) yield { key, expected: null, got: cell.value, cell };
  }
}

function compare(expected: string | number | null, got: string | number | null): Verdict {
  if (got === expected) return 'right';
  if (got === null) return 'missing';
  return expected === null ? 'invented' : 'wrong';
}

/** Expected and read value of a cell in the truth's notation; money is compared in yuan and as printed. */
function expectation(expected: TruthCell, cell: Cell | undefined): [number | null, number | null] {
  const value = cell?.value ?? null;
  if (typeof expected === 'number') return [expected, value];
  if (expected === null || expected === 'ambiguous') return [null, value];
  if (expected.value !== undefined) return [expected.value, value];
  if (typeof expected.value_yuan === 'number') return [expected.value_yuan, cell?.value_yuan ?? null];
  // No unit is printed: the number itself must be there, and no amount in yuan.
  if (cell?.value_yuan != null) return [null, cell.value_yuan];
  const printed = Number(expected.raw.replaceAll(/[,\s]/g, ''));
  return Number.isFinite(printed) ? [printed, value] : [null, value];
}

/** Where the missing number stands, if just one of the table's numbers without a cell is that number. */
function looseNumber({ leftovers }: Extraction, key: string, expected: number | null): Place | null {
  const found = leftovers.filter(
    ({ table, text }) => key.startsWith(`${table}.`) && text.trim() === String(expected),
  );
  return found.length === 1 ? (found[0]?.at ?? null) : null;
}

const longestExcerpt = 160;

/** The row that a place is in, its cell in brackets. */
function excerptAt({ blocks }: Document, { block, row, column }: Place): string | null {
  const found = blocks[block];
  if (found === undefined) return null;
  const lines =
    found.kind === 'text'
      ? found.text.split('\n').map(line => [line])
      : found.rows.map(({ cells }) => cells.map(({ text }) => text));
  const texts = (lines[row] ?? []).map(text => text.replace(/\s+/gu, ' ').trim());
  const shown =
    found.kind === 'text' ? texts : texts.map((text, index) => (index === column ? `[${text}]` : text));
  return shown.join(' | ').slice(0, longestExcerpt);
}

function* identityDifferences(truth: Truth, extraction: Extraction, book: TallyBook): Generator<Difference> {
  const kind = extraction.document_type;
  const facts = [
    ['document_type', truth.document_type, kind === 'annual_report' ? kind : otherKind(truth, kind)],
    ['unit', truth.unit, extraction.unit?.name ?? null],
    ['report_year', truth.report_year, extraction.report_year],
    ['published_date', truth.published_date, extraction.published_date],
  ] as const;
  for (const [name, expected, got] of facts) {
    if (expected === undefined) continue;
    const verdict = name === 'unit' ? compareUnits(expected, got) : compare(expected, got);
    book.of(name)[verdict]++;
    if (verdict === 'right') continue;
    const nowhere = { status: null, raw: null, at: null, excerpt: null };
    yield { key: `document.${name}`, verdict, expected, got, ...nowhere };
  }
}

/** Where only reports were told from the rest, every other kind is the same. */
const otherKind = (truth: Truth, kind: string): string =>
  truth.document_type?.startsWith('not ') ? truth.document_type : kind;

/** 强蛟镇 and 强蛟镇人民政府 name one body, in whichever characters. */
function compareUnits(expected: string | number | null, got: string | number | null): Verdict {
  if (typeof expected !== 'string' || typeof got !== 'string') return compare(expected, got);
  const core = (name: string): string =>
    simplify(withoutAnnotations(name))
      .replace(/\s/g, '')
      .replace(/(?:人民)?政府$|办事处$/, '');
  return core(expected) === core(got) ? 'right' : 'wrong';
}
