/** The journal: which commands ran, how each portal's crawl ended, and every issue on the way. */

import type Database from 'better-sqlite3';
import type { Issue, IssueCode } from '../schema/issues.ts';
import type { PortalOutcome } from '../schema/portal.ts';
import { openSqliteFile } from './sqlite-file.ts';

export interface JournalRun {
  readonly id: number;
  readonly command: string;
  readonly code_version: string;
  readonly started_at: string;
  /** Null while it runs, or when it was killed. */
  readonly finished_at: string | null;
  readonly exit_code: number | null;
}

/** Which program saw the issue. */
export type JournalStage = 'crawl' | 'import' | 'archive' | 'extract' | 'load';

export interface JournalIssue extends Issue {
  readonly run_id: number;
  readonly stage: JournalStage;
  readonly recorded_at: string;
}

export interface JournalOptions {
  readonly readonly?: boolean;
  /** The clock; only tests give one. */
  readonly now?: () => Date;
}

const format = {
  applicationId: 0x4e424a52,
  version: 1,
  schema: `
    CREATE TABLE run (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      command TEXT NOT NULL,
      code_version TEXT NOT NULL,
      started_at TEXT NOT NULL,
      finished_at TEXT,
      exit_code INTEGER
    ) STRICT;
    CREATE TABLE outcome (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      run_id INTEGER NOT NULL REFERENCES run(id),
      portal TEXT NOT NULL,
      outcome TEXT NOT NULL
    ) STRICT;
    CREATE INDEX outcome_by_portal ON outcome(portal, id);
    CREATE TABLE issue (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      run_id INTEGER NOT NULL REFERENCES run(id),
      stage TEXT NOT NULL,
      code TEXT NOT NULL,
      message TEXT NOT NULL,
      subject TEXT,
      recorded_at TEXT NOT NULL
    ) STRICT;
    CREATE INDEX issue_by_run ON issue(run_id, id);
  `,
};

interface IssueRow {
  readonly run_id: number;
  readonly stage: JournalStage;
  readonly code: IssueCode;
  readonly message: string;
  readonly subject: string | null;
  readonly recorded_at: string;
}

export class Journal {
  readonly #database: Database.Database;
  readonly #now: () => Date;

  private constructor(database: Database.Database, now: () => Date) {
    this.#database = database;
    this.#now = now;
  }

  /** @throws NianbaoError `archive.store.unreadable`: the journal is no cache, so a damaged one is not replaced. */
  static open(file: string, { readonly = false, now = () => new Date() }: JournalOptions = {}): Journal {
    return new Journal(openSqliteFile(file, format, { readonly }), now);
  }

  /** @returns the run's id, counted from 1. */
  startRun(command: string, codeVersion: string): number {
    const { lastInsertRowid } = this.#database
      .prepare('INSERT INTO run (command, code_version, started_at) VALUES (?, ?, ?)')
      .run(command, codeVersion, this.#now().toISOString());
    return Number(lastInsertRowid);
  }

  finishRun(id: number, exitCode: number): void {
    this.#database
      .prepare('UPDATE run SET finished_at = ?, exit_code = ? WHERE id = ?')
      .run(this.#now().toISOString(), exitCode, id);
  }

  recordOutcome(runId: number, outcome: PortalOutcome): void {
    this.#database
      .prepare('INSERT INTO outcome (run_id, portal, outcome) VALUES (?, ?, ?)')
      .run(runId, outcome.portal, JSON.stringify(outcome));
  }

  recordIssues(runId: number, stage: JournalStage, issues: readonly Issue[]): void {
    const insert = this.#database.prepare(
      'INSERT INTO issue (run_id, stage, code, message, subject, recorded_at) VALUES (?, ?, ?, ?, ?, ?)',
    );
    const recordedAt = this.#now().toISOString();
    this.#database.transaction(() => {
      for (const { code, message, subject } of issues) {
        insert.run(runId, stage, code, message, subject ?? null, recordedAt);
      }
    })();
  }

  /** The last outcome of each portal ever crawled, by portal id. */
  latestOutcomes(): PortalOutcome[] {
    return this.#database
      .prepare<[], string>(
        `SELECT outcome FROM outcome WHERE id IN (SELECT max(id) FROM outcome GROUP BY portal) ORDER BY portal`,
      )
      .pluck()
      .all()
      .map(text => JSON.parse(text) as PortalOutcome);
  }

  /** All runs, oldest first. */
  runs(): JournalRun[] {
    return this.#database.prepare<[], JournalRun>('SELECT * FROM run ORDER BY id').all();
  }

  /** Issues of one run, or of all, in the order recorded. */
  issues(runId?: number): JournalIssue[] {
    const columns = 'run_id, stage, code, message, subject, recorded_at';
    const rows =
      runId === undefined
        ? this.#database.prepare<[], IssueRow>(`SELECT ${columns} FROM issue ORDER BY id`).all()
        : this.#database
            .prepare<[number], IssueRow>(`SELECT ${columns} FROM issue WHERE run_id = ? ORDER BY id`)
            .all(runId);
    return rows.map(({ subject, ...row }) => (subject === null ? row : { ...row, subject }));
  }

  close(): void {
    this.#database.close();
  }
}
