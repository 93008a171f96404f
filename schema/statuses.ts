/** The status of a cell as the database keeps it: a code in `reading`, a word in the views. */

import { type CellStatus, cellStatuses } from './extraction.ts';

export const statusMeanings: Readonly<Record<CellStatus, string>> = {
  reported: 'A number is printed, 0 included.',
  blank: 'The cell is there and empty. Blank is not zero.',
  na_mark: 'The cell holds a mark for “not applicable”, such as / or —; raw says which.',
  text: 'The cell holds words, or something that is not one number.',
  unaligned: 'Numbers are there, but nothing proves which cell they belong to.',
  illegible: 'The cell is there and cannot be deciphered.',
  row_absent: 'The table is there without this row or column.',
  table_absent: 'The document has no such table.',
  not_in_form: 'The edition of the form that the table is in has no such cell. Only in views.',
};

/**
 * The letter of a status that has no number, for packages with several missing values: Stata's `.b`, R's
 * `tagged_na("b")`. The letters are a contract with every script written for an export.
 */
export const missingLetters: Readonly<Record<Exclude<CellStatus, 'reported'>, string>> = {
  blank: 'b',
  na_mark: 'n',
  text: 't',
  unaligned: 'u',
  illegible: 'i',
  row_absent: 'r',
  table_absent: 'x',
  not_in_form: 'p',
};

/** Code of a status: its position in `cellStatuses`, so that the two commonest are 0 and 1. */
export const statusCodes: Readonly<Record<CellStatus, number>> = Object.fromEntries(
  cellStatuses.map((name, code) => [name, code]),
) as Record<CellStatus, number>;

export function statusName(code: number): CellStatus {
  const name = cellStatuses[code];
  if (!name) throw new Error(`no status has the code ${code}`);
  return name;
}
