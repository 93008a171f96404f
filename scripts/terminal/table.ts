/** Aligned tables for people. */

import { displayWidth, padded } from './width.ts';

export interface TableColumn {
  readonly heading: string;
  /** Numbers stand right, all else left. */
  readonly align?: 'left' | 'right';
}

/** Lines of a table: headings, then rows, parted by two spaces; no line ends in a space. */
export function tableLines(
  columns: readonly TableColumn[],
  rows: readonly (readonly (string | number)[])[],
  {
    indent = 0,
    heading = (text: string) => text,
  }: { indent?: number; heading?: (text: string) => string } = {},
): string[] {
  const texts = rows.map(row => row.map(cell => (typeof cell === 'number' ? grouped(cell) : cell)));
  const widths = columns.map((column, index) =>
    Math.max(displayWidth(column.heading), ...texts.map(row => displayWidth(row[index] ?? ''))),
  );
  const line = (cells: readonly string[]): string =>
    ' '.repeat(indent) +
    columns
      .map((column, index) =>
        padded(cells[index] ?? '', widths[index] ?? 0, column.align === 'right' ? 'left' : 'right'),
      )
      .join('  ')
      .trimEnd();
  const headings = columns.some(column => column.heading !== '')
    ? [heading(line(columns.map(column => column.heading)))]
    : [];
  return [...headings, ...texts.map(line)];
}

/** 1234567 → 1,234,567 */
export const grouped = (number: number): string => number.toLocaleString('en-US');

/** `1 report`, `2 reports` */
export const counted = (count: number, noun: string, plural = `${noun}s`): string =>
  `${grouped(count)} ${count === 1 ? noun : plural}`;

/** 1536 → 1.5 KB */
export function byteSize(bytes: number): string {
  const units = ['B', 'KB', 'MB', 'GB', 'TB'];
  let value = bytes;
  let unit = 0;
  while (value >= 999.5 && unit < units.length - 1) {
    value /= 1024;
    unit++;
  }
  return `${unit === 0 || value >= 99.5 ? grouped(Math.round(value)) : value.toFixed(1)} ${units[unit]}`;
}

/** 83 s → 1 min 23 s */
export function duration(milliseconds: number): string {
  const seconds = milliseconds / 1000;
  if (seconds < 9.95) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  return whole < 3600
    ? `${Math.floor(whole / 60)} min ${whole % 60} s`
    : `${Math.floor(whole / 3600)} h ${Math.floor((whole % 3600) / 60)} min`;
}
