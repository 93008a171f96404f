/** Codes of divisions since 1981, county level and above, as facts in git: see README.md beside this file. */

import { readFileSync } from 'node:fs';
import type { Division } from '../../schema/extraction.ts';

/** One name of one code, as long as it was in force. */
export interface DivisionSpell {
  readonly code: string;
  readonly name: string;
  readonly level: Exclude<Division['level'], 'township'>;
  /** First year at whose end the code bore the name. */
  readonly year_from: number;
  /** First year at whose end it did so no more; null while in force. */
  readonly year_until: number | null;
  /** What took its place, or a part of it; `year` where only a part went over, in that year. */
  readonly successors: readonly { readonly code: string; readonly year: number | null }[];
}

const levels: ReadonlySet<string> = new Set(['province', 'prefecture', 'county']);

/**
 * Every spell in the order of codes and years.
 *
 * Throws when the file does not have the form that README.md gives: a broken checkout, never bad input.
 */
export function loadDivisionHistory(
  file: string | URL = new URL('division-history.csv', import.meta.url),
): DivisionSpell[] {
  const [, ...lines] = readFileSync(file, 'utf8').trimEnd().split('\n');
  return lines.map(line => {
    const [code = '', name = '', level = '', from = '', until = '', successors = '', ...rest] =
      line.split(',');
    const isSpell =
      /^\d{6}$/.test(code) &&
      name !== '' &&
      levels.has(level) &&
      /^\d{4}$/.test(from) &&
      /^(?:\d{4})?$/.test(until);
    if (!isSpell || rest.length > 0) throw new Error(`Not a spell of a division: "${line}" in ${file}`);
    return {
      code,
      name,
      level: level as DivisionSpell['level'],
      year_from: Number(from),
      year_until: until === '' ? null : Number(until),
      successors: successors.split(' ').flatMap(each => {
        const found = /^(\d{6})(?:\[(\d{4})\])?$/.exec(each);
        return found?.[1] === undefined
          ? []
          : [{ code: found[1], year: found[2] === undefined ? null : Number(found[2]) }];
      }),
    };
  });
}
