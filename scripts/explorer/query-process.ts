/**
 * Asks the published database, in a process of its own: SQLite cannot be stopped in the midst of a question, a process
 * can. It only reads, and takes nothing but questions: what gives rows.
 */

import { statSync } from 'node:fs';
import Database from 'better-sqlite3';
import { openDatabase } from '../../load/open-database.ts';
import { NianbaoError } from '../../schema/issues.ts';

export type SqlValue = string | number | null;

export interface Question {
  readonly sql: string;
  /** By position, or by name. */
  readonly values: readonly SqlValue[] | Readonly<Record<string, SqlValue>>;
  /** Rows to give at most. */
  readonly limit: number;
}

export interface Rows {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly SqlValue[])[];
  /** There are more rows than were asked for. */
  readonly more: boolean;
}

/** What the process says first. */
export const ready = 'ready';

export type Answer = { readonly found: Rows } | { readonly problem: string };

/** A sort or a join that needs more is refused. */
const memoryLimit = 1 << 30;

/** Answers the parent's messages until it goes. */
export function answerQuestions(file: string): void {
  let database: Database.Database | null = null;
  let opened = '';
  /** A load puts a new file in the place of the old one. */
  const current = (): Database.Database => {
    const found = statSync(file, { throwIfNoEntry: false });
    const state = `${found?.ino} ${found?.mtimeMs} ${found?.size}`;
    if (database !== null && state === opened) return database;
    database?.close();
    database = null;
    const next = openDatabase(file);
    next.pragma(`hard_heap_limit = ${memoryLimit}`);
    database = next;
    opened = state;
    return next;
  };
  process.on('disconnect', () => process.exit());
  process.on('message', (question: Question) => {
    process.send?.(answer(current, question));
  });
  process.send?.(ready);
}

function answer(current: () => Database.Database, question: Question): Answer {
  try {
    return { found: ask(current(), question) };
  } catch (error) {
    if (
      error instanceof Database.SqliteError ||
      error instanceof NianbaoError ||
      error instanceof RangeError ||
      error instanceof TypeError
    )
      return { problem: error.message };
    throw error;
  }
}

function ask(database: Database.Database, { sql, values, limit }: Question): Rows {
  const statement = database.prepare<unknown[], SqlValue[]>(sql);
  if (!statement.reader) throw new RangeError('Only questions can be asked here: SELECT … or WITH …');
  const columns = statement.columns().map(({ name }) => name);
  const rows: SqlValue[][] = [];
  let more = false;
  for (const row of statement.raw().iterate(values)) {
    if (rows.length === limit) {
      more = true;
      break;
    }
    rows.push(row.map(plainValue));
  }
  return { columns, rows, more };
}

/** A BLOB, which no column of ours holds, is told by its size. */
function plainValue(value: unknown): SqlValue {
  if (value === null || typeof value === 'number' || typeof value === 'string') return value;
  return Buffer.isBuffer(value) ? `${value.length} bytes` : String(value);
}
