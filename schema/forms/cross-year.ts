/**
 * Identities between the reports of two years running (勾稽关系 across years), as data, and how they are tried.
 * What one report carries out, the next one carries in. A failure is data: reports are corrected, merged and split.
 */

import type { Scope } from '../extraction.ts';
import { applicantKeys } from './common-2019-2021.ts';
import type { FormId, TableId } from './form.ts';

/** A cell of one of the two reports; `'*'` stands for the subject. A subtracted cell has `sign` -1. */
export interface CrossYearTerm {
  readonly report: 'earlier' | 'later';
  readonly row: string;
  readonly column: string;
  readonly sign: 1 | -1;
}

/** `hard`: the form says so. `soft`: it follows from what the figures mean, and clean-ups may break it. */
export interface CrossYearCheck {
  readonly id: 'E5' | 'E6' | 'E7';
  readonly table: TableId;
  readonly strength: 'hard' | 'soft';
  /** Editions that the table may be in, in both years. */
  readonly forms: readonly FormId[];
  readonly along: 'columns' | 'rows';
  readonly subjects: readonly string[];
  readonly left: readonly CrossYearTerm[];
  readonly right: readonly CrossYearTerm[];
  /** What it says, for the codebook. */
  readonly meaning: string;
}

const term = (
  report: CrossYearTerm['report'],
  row: string,
  column: string,
  sign: CrossYearTerm['sign'] = 1,
): CrossYearTerm => ({ report, row, column, sign });

export const crossYearChecks: readonly CrossYearCheck[] = [
  {
    id: 'E5',
    table: 'requests',
    strength: 'hard',
    forms: ['2019', '2021'],
    along: 'columns',
    subjects: applicantKeys,
    left: [term('later', 'req_carried_in', '*')],
    right: [term('earlier', 'req_carried_out', '*')],
    meaning: 'Requests carried in are those that the year before carried out.',
  },
  {
    id: 'E6',
    table: 'proactive',
    strength: 'soft',
    forms: ['2021'],
    along: 'rows',
    subjects: ['rules', 'normdocs'],
    left: [term('later', '*', 'in_force')],
    right: [
      term('earlier', '*', 'in_force'),
      term('later', '*', 'issued'),
      term('later', '*', 'repealed', -1),
    ],
    meaning: 'Documents in force are those of the year before, more those issued, less those repealed.',
  },
  {
    id: 'E7',
    table: 'proactive',
    strength: 'soft',
    forms: ['2019'],
    along: 'rows',
    subjects: ['license', 'othersvc', 'penalty', 'coercion', 'fee'],
    left: [term('later', '*', 'items_prev_year')],
    right: [term('earlier', '*', 'items_prev_year'), term('earlier', '*', 'items_delta')],
    meaning:
      'The items of the year before are those that its report gives for the year before it, and its change.',
  },
];

/** One table of one report, as far as identities need it. */
export interface YearReading {
  readonly report_year: number;
  readonly scope: Scope;
  /** Edition that a table is in; null where the table is absent or its edition is not known. */
  form(table: TableId): FormId | null;
  /** The printed number; null for every status but `reported`. */
  value(table: TableId, row: string, column: string): number | null;
}

export interface CrossYearOperand {
  readonly side: 'left' | 'right';
  readonly sign: 1 | -1;
  readonly report_year: number;
  readonly row: string;
  readonly column: string;
  readonly value: number | null;
}

export interface CrossYearResult {
  readonly id: CrossYearCheck['id'];
  readonly table: TableId;
  readonly subject: string;
  readonly outcome: 'pass' | 'fail' | 'not-assessable';
  /** The two sides as printed; null where an operand is no printed number. */
  readonly left: number | null;
  readonly right: number | null;
  readonly operands: readonly CrossYearOperand[];
}

/**
 * Tries every identity that holds between two reports of one unit.
 * @returns nothing unless `later` is of the year after `earlier`; one result per subject of every check whose table is
 * in a fitting edition in both. `not-assessable` where an operand is no printed number, or the two say that they
 * count different bodies.
 */
export function assessAcrossYears(earlier: YearReading, later: YearReading): CrossYearResult[] {
  if (later.report_year !== earlier.report_year + 1) return [];
  const comparable =
    earlier.scope === later.scope || earlier.scope === 'unstated' || later.scope === 'unstated';
  const fits = (check: CrossYearCheck, reading: YearReading): boolean => {
    const form = reading.form(check.table);
    return form !== null && check.forms.includes(form);
  };
  return crossYearChecks
    .filter(check => fits(check, earlier) && fits(check, later))
    .flatMap(check => check.subjects.map(subject => tryAcross(check, subject, earlier, later, comparable)));
}

function tryAcross(
  check: CrossYearCheck,
  subject: string,
  earlier: YearReading,
  later: YearReading,
  comparable: boolean,
): CrossYearResult {
  const placeOf = ({ report, row, column }: CrossYearTerm) => ({
    reading: report === 'earlier' ? earlier : later,
    row: row === '*' ? subject : row,
    column: column === '*' ? subject : column,
  });
  const sumOf = (side: 'left' | 'right'): number | null => {
    let sum = 0;
    for (const each of check[side]) {
      const { reading, row, column } = placeOf(each);
      const value = reading.value(check.table, row, column);
      if (value === null) return null;
      sum += each.sign * value;
    }
    return sum;
  };
  const operandsOf = (side: 'left' | 'right'): CrossYearOperand[] =>
    check[side].map(each => {
      const { reading, row, column } = placeOf(each);
      const value = reading.value(check.table, row, column);
      return { side, sign: each.sign, report_year: reading.report_year, row, column, value };
    });
  const [left, right] = [sumOf('left'), sumOf('right')];
  const assessable = comparable && left !== null && right !== null;
  return {
    id: check.id,
    table: check.table,
    subject,
    outcome: !assessable ? 'not-assessable' : left === right ? 'pass' : 'fail',
    left,
    right,
    // Few ask for them, and millions are tried.
    get operands() {
      return [...operandsOf('left'), ...operandsOf('right')];
    },
  };
}
