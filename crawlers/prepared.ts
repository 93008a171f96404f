/** Statements prepared once per database and text. */

import type Database from 'better-sqlite3';

export type Prepare = (sql: string) => Database.Statement;

export function preparing(db: Database.Database): Prepare {
  const known = new Map<string, Database.Statement>();
  return sql => {
    const statement = known.get(sql) ?? db.prepare(sql);
    known.set(sql, statement);
    return statement;
  };
}
