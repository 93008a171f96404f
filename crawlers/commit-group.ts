/**
 * Writes of one turn of the event loop, committed together when it ends: a transaction costs more than what is
 * written in it. What must not be relied upon before it is kept waits for the commit.
 */

import type Database from 'better-sqlite3';

export class CommitGroup {
  readonly #db: Database.Database;
  readonly #begin: Database.Statement;
  readonly #commit: Database.Statement;
  #open: { readonly ended: Promise<void>; readonly end: (error: unknown) => void } | null = null;
  #after: (() => void)[] = [];

  constructor(db: Database.Database) {
    this.#db = db;
    this.#begin = db.prepare('BEGIN IMMEDIATE');
    this.#commit = db.prepare('COMMIT');
  }

  /** To be called before a write. */
  begin(): void {
    if (this.#open !== null) return;
    this.#begin.run();
    let end: (error: unknown) => void = () => undefined;
    const ended = new Promise<void>((resolve, reject) => {
      end = error => (error === null ? resolve() : reject(error));
    });
    // Who waits is told; where nobody does, the next write meets the same trouble.
    ended.catch(() => undefined);
    this.#open = { ended, end };
    setImmediate(() => {
      try {
        this.commit();
      } catch {
        // Told to those who wait.
      }
    });
  }

  /** Runs once what was written so far is kept; at once where nothing waits to be. */
  afterwards(action: () => void): void {
    if (this.#open === null) action();
    else this.#after.push(action);
  }

  /** Resolves once what was written so far is kept; rejects when it cannot be. */
  committed(): Promise<void> {
    return this.#open?.ended ?? Promise.resolve();
  }

  /** @throws SqliteError when the disk is full or fails; what was written since the last commit is then undone */
  commit(): void {
    const open = this.#open;
    if (open === null) return;
    this.#open = null;
    let trouble: unknown = null;
    try {
      this.#commit.run();
    } catch (error) {
      trouble = error;
      if (this.#db.inTransaction) this.#db.exec('ROLLBACK');
    }
    const after = this.#after;
    this.#after = [];
    for (const action of after) action();
    open.end(trouble);
    if (trouble !== null) throw trouble;
  }
}
