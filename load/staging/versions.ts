/** The versions that documents were grouped into, by report; they are written in the order of their documents. */

import type Database from 'better-sqlite3';

export interface StagedVersion {
  /** Number of the document that it is taken from. */
  readonly id: number;
  readonly report_id: string;
  readonly number: number;
  readonly digest: string;
  readonly previous_version_id: number | null;
  readonly first_captured_at: string;
  readonly last_captured_at: string;
  readonly is_live: 0 | 1;
  readonly reported_cells: number;
  /** Year and division of a current version that takes part in the summaries; else null. */
  readonly panel_year: number | null;
  readonly panel_code: string | null;
  readonly has_conflict: 0 | 1;
  /** Why it is late, or null. */
  readonly late: string | null;
}

const columns = [
  'id',
  'report_id',
  'number',
  'digest',
  'previous_version_id',
  'first_captured_at',
  'last_captured_at',
  'is_live',
  'reported_cells',
  'panel_year',
  'panel_code',
  'has_conflict',
  'late',
] as const satisfies readonly (keyof StagedVersion)[];

export const versionTables = `
  CREATE TABLE version (
    id INTEGER NOT NULL, report_id TEXT NOT NULL, number INTEGER NOT NULL, digest TEXT NOT NULL,
    previous_version_id INTEGER, first_captured_at TEXT NOT NULL, last_captured_at TEXT NOT NULL,
    is_live INTEGER NOT NULL, reported_cells INTEGER NOT NULL, panel_year INTEGER, panel_code TEXT,
    has_conflict INTEGER NOT NULL, late TEXT
  ) STRICT;
`;

export class StagedVersions {
  readonly #database: Database.Database;
  readonly #insert;

  constructor(database: Database.Database) {
    this.#database = database;
    this.#insert = database.prepare<[(string | number | null)[]]>(
      `INSERT INTO version (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`,
    );
  }

  add(version: StagedVersion): void {
    this.#insert.run(columns.map(name => version[name]));
  }

  inOrder(): IterableIterator<StagedVersion> {
    return this.#database
      .prepare<[], StagedVersion>(`SELECT ${columns.join(', ')} FROM version ORDER BY id`)
      .iterate();
  }
}
