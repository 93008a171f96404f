/**
 * What the numbers of a row say about where they stand: a row that adds up stands in its columns, and a table's
 * other rows tell whether one that does not is a habit or an accident.
 */

import { readValue } from '../values.ts';
import type { AlignedRow, Heading } from './alignment.ts';
import type { RowCell } from './rows.ts';

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
  /** How many totals are the sum of parts that are not all zero. */
  readonly confirmed: number;
  /** Behind the last total that is the sum of its parts nothing is printed. */
  readonly isConfirmedToEnd: boolean;
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
    return alignment?.kind === 'cell' ? numberIn(alignment.cell) : null;
  });
  const totals = columns.map(({ key }) => isTotal(key));
  const ofTotals = totals.includes(true);
  const printed = numbers.flatMap((number, index) => (number === null ? [] : [index]));
  const { outcome, lastConfirmed, confirmed } = outcomeOf(totals, numbers);
  return {
    outcome: ofTotals ? outcome : 'silent',
    numbers,
    confirmed,
    isConfirmedToEnd: (printed.at(-1) ?? -1) <= lastConfirmed,
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

function numberIn({ text, blank }: RowCell): CellNumber {
  if (blank) return null;
  const { value, status } = readValue(text, 'signed_count');
  return status === 'na_mark' ? null : (value ?? Number.NaN);
}

/** More cells too many are not tried. */
const mostTooMany = 2;

/**
 * Whether a row with cells too many adds up, as it is read or without others of its cells, to different numbers: 95 0 0
 * 0 0 0 95 behind a blank may be _ 95 0 0 0 0 95 with a zero twice.
 */
export function addsUpOtherwise(
  { columns }: Heading,
  { numbers, confirmed }: RowSums,
  cells: readonly RowCell[],
): boolean {
  const tooMany = cells.length - columns.length;
  if (tooMany <= 0) return false;
  if (tooMany > mostTooMany) return true;
  const totals = columns.map(({ key }) => isTotal(key));
  const isOther = (row: readonly CellNumber[], left: number, from: number): boolean =>
    left === 0
      ? row.some((number, index) => number !== numbers[index]) &&
        outcomeOf(totals, row).outcome === 'adds_up' &&
        outcomeOf(totals, row).confirmed >= confirmed
      : row.some((_, at) => at >= from && isOther(row.toSpliced(at, 1), left - 1, at));
  return isOther(cells.map(numberIn), tooMany, 0);
}

/**
 * Whether more totals of a row would be the sum of their parts if some number were not there and those behind it stood
 * one place to the left, or a blank were before it and they stood one place to the right.
 */
export function addsUpBeside({ columns }: Heading, { outcome, numbers, confirmed }: RowSums): boolean {
  if (outcome !== 'fails') return false;
  const totals = columns.map(({ key }) => isTotal(key));
  return numbers.some((_, at) => {
    const before = numbers.slice(0, at);
    const without = [...before, ...numbers.slice(at + 1), null];
    const withBlank = [...before, null, ...numbers.slice(at, -1)];
    // What the last of the numbers was is not known: its total is not asked for.
    return [without, withBlank].some(row => {
      const moved = outcomeOf(totals, row);
      return moved.confirmed > confirmed && moved.fails.every(index => index === totals.lastIndexOf(true));
    });
  });
}

/** Whether a row that leaves its total blank would not fail if all of it stood one place to the right. */
export function endsInTotal({ columns }: Heading, { numbers, lastBlank }: RowSums): boolean {
  const totals = columns.map(({ key }) => isTotal(key));
  return lastBlank && outcomeOf(totals, [null, ...numbers.slice(0, -1)]).outcome !== 'fails';
}

/** `lastConfirmed`: index of the last total that is the sum of parts which are not all zero; -1 where there is none. */
interface Outcome {
  readonly outcome: RowSums['outcome'];
  readonly lastConfirmed: number;
  /** How many totals are. */
  readonly confirmed: number;
  /** Indexes of the totals that are not. */
  readonly fails: readonly number[];
}

function outcomeOf(totals: readonly boolean[], numbers: readonly CellNumber[]): Outcome {
  let parts: number[] = [];
  let lastConfirmed = -1;
  let confirmed = 0;
  const fails: number[] = [];
  for (const [index, number] of numbers.entries()) {
    if (!totals[index]) {
      if (number !== null) parts.push(number);
      continue;
    }
    const sum = parts.reduce((left, right) => left + right, 0);
    // Parts that are no numbers confirm nothing, and neither does a total that stands alone.
    if (Number.isNaN(sum) || (number === null ? sum !== 0 : parts.length > 0 && number !== sum))
      fails.push(index);
    else if (sum !== 0) {
      lastConfirmed = index;
      confirmed++;
    }
    parts = [];
  }
  const isLeftOver = parts.some(part => part !== 0);
  return {
    outcome: fails.length > 0 || isLeftOver ? 'fails' : confirmed === 0 ? 'silent' : 'adds_up',
    lastConfirmed,
    confirmed,
    fails,
  };
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
