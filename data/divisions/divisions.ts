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
  for (let start = text.indexOf('\n') + 1; start > 0 && start < text.length; ) {
    const newline = text.indexOf('\n', start);
    const end = newline === -1 ? text.length : newline;
    divisions.push(divisionOf(text.slice(start, end), file));
    start = end + 1;
  }
  return divisions;
}

function divisionOf(line: string, file: string | URL): Division {
  const first = line.indexOf(',');
  const second = line.indexOf(',', first + 1);
  const third = line.indexOf(',', second + 1);
  const level = levels[line.slice(second + 1, third)];
  if (first < 1 || second === first + 1 || level === undefined || line.includes(',', third + 1)) {
    throw new Error(`Not a division: "${line}" in ${file}`);
  }
  return {
    code: line.slice(0, first),
    name: line.slice(first + 1, second),
    level,
    parent_code: third + 1 === line.length ? null : line.slice(third + 1),
  };
}
