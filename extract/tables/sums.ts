/**
 * What the numbers of a row say about where they stand: a row that adds up stands in its columns, and a table's
 * other rows tell whether one that does not is a habit or an accident.
 */

import { readValue } from '../values.ts';
import type { AlignedRow, Heading } from './alignment.ts';

/** `number`: a printed number, 0 included. `null`: blank or a mark. `NaN`: something that is no number. */
type CellNumber = number | null;

export interface RowSums {
  /**
   * - `adds_up`: every total that has parts is their sum, and one of them is not zero
   * - `fails`: a total is not the sum of its parts, or parts have none
   * - `silent`: nothing but zeros, blanks and totals alone; or the table has no totals
   */
  readonly outcome: 'adds_up' | 'fails' | 'silent';
  readonly numbers: readonly CellNumber[];
  readonly hasBlank: boolean;
  readonly isEmpty: boolean;
  readonly firstBlank: boolean;
  readonly lastBlank: boolean;
  /** Nothing printed but totals (in a table without totals: nothing but the last column). */
  readonly totalsOnly: boolean;
  /** Nothing printed but one number that is no total: a page number, say. */
  readonly isLonely: boolean;
}

export const isTotal = (columnKey: string): boolean =>
  columnKey === 'all' || columnKey === 'total' || columnKey.endsWith('.all') || columnKey.endsWith('.total');

export const hasTotals = ({ columns }: Heading): boolean => columns.some(({ key }) => isTotal(key));

export function sumsOf({ columns }: Heading, aligned: AlignedRow): RowSums {
  // A mark is no number, and no blank either: nothing pads a row with marks.
  const isBlank: boolean[] = [];
  const numbers = columns.map(({ key }, index): CellNumber => {
    const alignment = aligned.get(key);
    isBlank[index] = alignment?.kind !== 'cell' || alignment.cell.blank;
    if (alignment?.kind !== 'cell' || alignment.cell.blank) return null;
    const { value, status } = readValue(alignment.cell.text, 'signed_count');
    return status === 'na_mark' ? null : (value ?? Number.NaN);
  });
  const totals = columns.map(({ key }) => isTotal(key));
  const ofTotals = totals.includes(true);
  const printed = numbers.flatMap((number, index) => (number === null ? [] : [index]));
  return {
    outcome: ofTotals ? outcomeOf(totals, numbers) : 'silent',
    numbers,
    hasBlank: isBlank.includes(true),
    isEmpty: numbers.every(number => number === null),
    firstBlank: isBlank[0] === true,
    lastBlank: isBlank.at(-1) === true,
    isLonely: printed.length === 1 && !isTotal(columns[printed[0] ?? 0]?.key ?? ''),
    totalsOnly: columns.every(
      (_, index) => numbers[index] === null || (ofTotals ? totals[index] : index === columns.length - 1),
    ),
  };
}

function outcomeOf(totals: readonly boolean[], numbers: readonly CellNumber[]): RowSums['outcome'] {
  let parts: number[] = [];
  let confirmed = false;
  for (const [index, number] of numbers.entries()) {
    if (!totals[index]) {
      if (number !== null) parts.push(number);
      continue;
    }
    const sum = parts.reduce((left, right) => left + right, 0);
    if (number === null ? sum !== 0 : parts.length > 0 && number !== sum) return 'fails';
    if (parts.length > 0 && sum !== 0) confirmed = true;
    // Parts that are no numbers confirm nothing, and neither does a total that stands alone.
    if (Number.isNaN(sum)) return 'fails';
    parts = [];
  }
  return parts.some(part => part !== 0) ? 'fails' : confirmed ? 'adds_up' : 'silent';
}

/** How the rows of one table are filled, as far as their sums and blanks show. */
export class TableHabit {
  private readonly rows: readonly RowSums[];

  constructor(rows: readonly RowSums[]) {
    this.rows = rows.filter(row => !row.isEmpty);
  }

  /** Whether the table's other rows add up, so that one that does not shows an accident. */
  othersAddUp(except: RowSums): boolean {
    const others = this.rows.filter(row => row !== except);
    const failing = others.filter(row => row.outcome === 'fails').length;
    return others.filter(row => row.outcome === 'adds_up').length > 1 + 3 * failing;
  }

  neverFails(): boolean {
    return this.rows.every(row => row.outcome !== 'fails');
  }

  /** Whether all other rows that print anything, of more than one column, print every cell. */
  othersAreFull(except: RowSums): boolean {
    const others = this.rows.filter(row => row !== except && row.numbers.length > 1);
    return others.length > 0 && others.every(row => !row.hasBlank);
  }

  /**
   * Whether nearly all rows that print parts print their last column too, so that a cell more would push a total
   * beyond it. Where sums fail, that takes several rows.
   */
  keepsTotals(fails: boolean): boolean {
    const ofParts = this.rows.filter(
      ({ numbers, lastBlank }) => !lastBlank || numbers.some(number => number !== null && number !== 0),
    );
    const without = ofParts.filter(row => row.lastBlank).length;
    return without * 8 < ofParts.length && !(fails && ofParts.length < severalRows);
  }
}

/** In fewer rows a column may be full by chance. */
const severalRows = 6;
