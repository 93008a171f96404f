/** The versions that documents were grouped into, by report; they are written in the order of their documents. */

import type Database from 'better-sqlite3';
import type { Scope } from '../../schema/extraction.ts';
import type { ReportOfYear } from '../across-years.ts';
import type { SummaryLevel } from '../summaries.ts';

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
  /** Unit, year and level of a current version that takes part in the panel; else null. */
  readonly panel_unit: string | null;
  readonly panel_year: number | null;
  readonly panel_level: SummaryLevel | null;
  readonly scope: Scope;
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
  'panel_unit',
  'panel_year',
  'panel_level',
  'scope',
  'has_conflict',
  'late',
] as const satisfies readonly (keyof StagedVersion)[];

export const versionTables = `
  CREATE TABLE version (
    id INTEGER NOT NULL, report_id TEXT NOT NULL, number INTEGER NOT NULL, digest TEXT NOT NULL,
    previous_version_id INTEGER, first_captured_at TEXT NOT NULL, last_captured_at TEXT NOT NULL,
    is_live INTEGER NOT NULL, reported_cells INTEGER NOT NULL, panel_unit TEXT, panel_year INTEGER, panel_level TEXT, scope TEXT NOT NULL,
    has_conflict INTEGER NOT NULL, late TEXT
  ) STRICT;
`;

export class StagedVersions {
  readonly #database: Database.Database;
  #insert: Database.Statement<[(string | number | null)[]]> | null = null;

  constructor(database: Database.Database) {
    this.#database = database;
  }

  add(version: StagedVersion): void {
    this.#insert ??= this.#database.prepare<[(string | number | null)[]]>(
      `INSERT INTO version (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`,
    );
    this.#insert.run(columns.map(name => version[name]));
  }

  /** Those of the panel by unit and year; units in the order that their rows stand in, which is how they are read. */
  ofPanel(): IterableIterator<ReportOfYear> {
    return this.#database
      .prepare<[], ReportOfYear>(
        `SELECT panel_unit AS unit_id, panel_year AS report_year, id AS version_id, scope FROM version
         WHERE panel_unit IS NOT NULL
         ORDER BY min(id) OVER (PARTITION BY panel_unit), panel_unit, panel_year`,
      )
      .iterate();
  }

  inOrder(): IterableIterator<StagedVersion> {
    return this.#database
      .prepare<[], StagedVersion>(`SELECT ${columns.join(', ')} FROM version ORDER BY id`)
      .iterate();
  }
}
