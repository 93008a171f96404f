/** The national list of divisions, as facts in git: see README.md beside this file for source and limits. */

import { readFileSync } from 'node:fs';
import type { Division } from '../../schema/extraction.ts';

const levels: Readonly<Record<string, Division['level']>> = {
  province: 'province',
  prefecture: 'prefecture',
  county: 'county',
  township: 'township',
};

/**
 * All 44,700 divisions of 2023, provinces first, towns last.
 *
 * Throws when the file does not have the form that README.md gives: a broken checkout, never bad input.
 */
export function loadDivisions(
  file: string | URL = new URL('divisions-2023.csv', import.meta.url),
): Division[] {
  const text = readFileSync(file, 'utf8');
  const divisions: Division[] = [];
  let start = text.indexOf('\n') + 1;
  while (start > 0 && start < text.length) {
    const newline = text.indexOf('\n', start);
    const end = newline === -1 ? text.length : newline;
    const fields = text.slice(start, text[end - 1] === '\r' ? end - 1 : end).split(',');
    const [code, name, levelName = '', parent] = fields;
    const level = levels[levelName];
    if (!code || !name || !level || parent === undefined || fields.length !== 4) {
      throw new Error(`Not a division: "${text.slice(start, end)}" in ${file}`);
    }
    divisions.push({ code, name, level, parent_code: parent === '' ? null : parent });
    start = end + 1;
  }
  return divisions;
}
