/** Constraints that several tables share, as SQL. */

import { type SQL, sql } from 'drizzle-orm';

/** `column IN ('a', 'b')` for one of our closed lists; NULL passes, as in every SQL check. */
export function oneOf(column: string, values: readonly string[]): SQL {
  return sql.raw(`${column} IN (${values.map(value => `'${value}'`).join(', ')})`);
}

export function yesOrNo(column: string): SQL {
  return sql.raw(`${column} IN (0, 1)`);
}

/** `column <> ''`: unknown is NULL, never empty. */
export function notEmpty(column: string): SQL {
  return sql.raw(`${column} <> ''`);
}
