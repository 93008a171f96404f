/** Opens a published database for reading. */

import { existsSync } from 'node:fs';
import Database from 'better-sqlite3';
import { NianbaoError } from '../schema/issues.ts';
import type { release } from '../schema/tables/index.ts';
import { applicationId } from './create-database.ts';

export type ReleaseRow = typeof release.$inferSelect;

/** @throws NianbaoError `load.database.missing` when there is none, or the file is none of ours. */
export function openDatabase(file: string): Database.Database {
  if (!existsSync(file)) throw new NianbaoError('load.database.missing', `There is no database at ${file}`);
  const database = new Database(file, { readonly: true });
  try {
    if (database.pragma('application_id', { simple: true }) === applicationId) return database;
  } catch (error) {
    database.close();
    const reason = error instanceof Error ? error.message : String(error);
    throw new NianbaoError('load.database.missing', `${file} cannot be read: ${reason}`);
  }
  database.close();
  throw new NianbaoError('load.database.missing', `${file} is not a database of Nianbao`);
}

/** The release in place; null when there is none that can be read. */
export function readRelease(file: string): ReleaseRow | null {
  let database: Database.Database;
  try {
    database = openDatabase(file);
  } catch (error) {
    if (error instanceof NianbaoError) return null;
    throw error;
  }
  try {
    return database.prepare<[], ReleaseRow>('SELECT * FROM release').get() ?? null;
  } catch (error) {
    if (error instanceof Database.SqliteError) return null;
    throw error;
  } finally {
    database.close();
  }
}
