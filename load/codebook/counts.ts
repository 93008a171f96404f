/** How often each cell of the forms holds a number, by year and by administrative level. */

import type Database from 'better-sqlite3';

/** Numbers of current reports in the panel. */
export interface Tally {
  reported: number;
  blank: number;
  /** Any other status: marks, words, unaligned, illegible, absent. */
  otherwise: number;
}

export interface VariableCounts {
  readonly byYear: ReadonlyMap<number, Tally>;
  /** `province`, `prefecture`, `county`, `township`; `unknown` where the unit has no division. */
  readonly byLevel: ReadonlyMap<string, Tally>;
}

interface Row {
  readonly variable: string;
  readonly report_year: number;
  readonly level: string;
  readonly status: string;
  readonly count: number;
}

/** Key of a variable: `TABLE.ROW.COLUMN`. Asks the counts that were kept while loading, and no reading. */
export function countVariables(database: Database.Database): Map<string, VariableCounts> {
  const rows = database
    .prepare<[], Row>(
      `SELECT table_key || '.' || row_key || '.' || column_key AS variable, report_year, level,
         status.name AS status, sum(readings) AS count
       FROM variable_summary
       JOIN variable ON variable.id = variable_id
       JOIN status ON status.code = variable_summary.status
       GROUP BY 1, 2, 3, 4`,
    )
    .iterate();
  const counts = new Map<string, { byYear: Map<number, Tally>; byLevel: Map<string, Tally> }>();
  for (const { variable, report_year, level, status, count } of rows) {
    const found = counts.get(variable) ?? { byYear: new Map(), byLevel: new Map() };
    counts.set(variable, found);
    add(found.byYear, report_year, status, count);
    add(found.byLevel, level, status, count);
  }
  return counts;
}

function add<Key>(tallies: Map<Key, Tally>, key: Key, status: string, count: number): void {
  const tally = tallies.get(key) ?? { reported: 0, blank: 0, otherwise: 0 };
  tallies.set(key, tally);
  if (status === 'reported') tally.reported += count;
  else if (status === 'blank') tally.blank += count;
  else tally.otherwise += count;
}
