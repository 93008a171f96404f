/** Rows as CSV (RFC 4180, UTF-8 without a byte order mark, LF). NULL is an empty field, an empty text is `""`. */

import { closeSync, openSync, writeSync } from 'node:fs';
import type { ExportedRow } from './exported-tables.ts';

/**
 * A spreadsheet takes such a text for a formula and would run it; East Asian editions also take the full-width signs.
 * A lone mark (`-`, `—`) and a plain number (`-8`, `+21`) do no harm and stay as printed.
 */
const formula = /^(?=[\s\S]{2})[=+\-@\t\r＝＋－＠](?!\d+(?:\.\d+)?$)/;

/** A text as it stands in the file: what a spreadsheet would run gets an apostrophe in front. */
export const defused = (text: string): string => (formula.test(text) ? `'${text}` : text);

function field(value: string | number | null): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  const text = defused(value);
  return text === '' || /[",\r\n]/.test(text) || /^\s|\s$/.test(text)
    ? `"${text.replaceAll('"', '""')}"`
    : text;
}

export const csvLine = (values: ExportedRow): string => `${values.map(field).join(',')}\n`;

/** @returns how many rows were written, the head not counted */
export function writeCsv(file: string, head: readonly string[], rows: Iterable<ExportedRow>): number {
  const descriptor = openSync(file, 'wx');
  try {
    let pending = csvLine(head);
    let count = 0;
    for (const row of rows) {
      pending += csvLine(row);
      count += 1;
      if (pending.length < 1 << 20) continue;
      writeSync(descriptor, pending);
      pending = '';
    }
    writeSync(descriptor, pending);
    return count;
  } finally {
    closeSync(descriptor);
  }
}
