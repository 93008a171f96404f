import { createHash } from 'node:crypto';
import type Database from 'better-sqlite3';

/** SHA-256 of the lines that a query of one column gives, in hexadecimal. */
export function digestOfLines(database: Database.Database, query: string): string {
  const hash = createHash('sha256');
  for (const line of database.prepare<[], string>(query).pluck().iterate()) hash.update(`${line}\n`);
  return hash.digest('hex');
}
