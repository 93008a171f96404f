/** Statements prepared once per database and text. */

import type Database from 'better-sqlite3';
import type { CommitGroup } from './commit-group.ts';

/** A statement about to be run; one that writes joins the transaction that is open. */
export type Prepare = (sql: string) => Database.Statement;

export function preparing(db: Database.Database, group: CommitGroup): Prepare {
  const known = new Map<string, Database.Statement>();
  return sql => {
    let statement = known.get(sql);
    if (statement === undefined) {
      statement = db.prepare(sql);
      known.set(sql, statement);
    }
    if (!statement.readonly) group.begin();
    return statement;
  };
}
