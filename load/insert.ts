/** Prepared inserts, typed by the tables. */

import type Database from 'better-sqlite3';
import { getTableColumns, getTableName, type InferInsertModel } from 'drizzle-orm';
import type { SQLiteTable } from 'drizzle-orm/sqlite-core';

type Value = string | number | null;

function insertSql(table: SQLiteTable, rows: number): { sql: string; columns: string[] } {
  const columns = Object.values(getTableColumns(table)).map(column => column.name);
  const row = `(${columns.map(() => '?').join(', ')})`;
  const names = columns.map(name => `"${name}"`).join(', ');
  const values = Array.from({ length: rows }, () => row).join(', ');
  return { sql: `INSERT INTO "${getTableName(table)}" (${names}) VALUES ${values}`, columns };
}

/** A function that inserts one row; a column left out is NULL. */
export function rowInserter<T extends SQLiteTable>(
  database: Database.Database,
  table: T,
): (row: InferInsertModel<T>) => void {
  const { sql, columns } = insertSql(table, 1);
  const statement = database.prepare(sql);
  return row => {
    const values = row as Readonly<Record<string, Value | undefined>>;
    statement.run(columns.map(name => values[name] ?? null));
  };
}

/** Rows that one statement inserts: the call costs as much as a narrow row. */
const batch = 32;

/** Inserts rows of one table many at a time. What is added is there after `flush`, and perhaps before. */
export class RowWriter<T extends SQLiteTable> {
  readonly #columns: readonly string[];
  readonly #many: Database.Statement<[readonly Value[]]>;
  readonly #one: Database.Statement<[readonly Value[]]>;
  readonly #values: Value[];
  #filled = 0;

  constructor(database: Database.Database, table: T) {
    const { sql, columns } = insertSql(table, 1);
    this.#columns = columns;
    this.#one = database.prepare<[readonly Value[]]>(sql);
    this.#many = database.prepare<[readonly Value[]]>(insertSql(table, batch).sql);
    this.#values = new Array<Value>(batch * columns.length).fill(null);
  }

  /** A column left out is NULL. */
  add(row: InferInsertModel<T>): void {
    const values = row as Readonly<Record<string, Value | undefined>>;
    for (const name of this.#columns) this.#values[this.#filled++] = values[name] ?? null;
    if (this.#filled === this.#values.length) this.#run();
  }

  /** A row as values in the order of the table's columns. */
  addValues(row: readonly Value[]): void {
    for (let index = 0; index < this.#columns.length; index += 1)
      this.#values[this.#filled++] = row[index] ?? null;
    if (this.#filled === this.#values.length) this.#run();
  }

  /**
   * The same of a row in parts, of which the second is short of the columns that it stands for: they stay empty.
   *
   * @param last stands in the last column
   */
  addParts(first: readonly Value[], second: readonly Value[], last: Value): void {
    const values = this.#values;
    let at = this.#filled;
    const end = at + this.#columns.length - 1;
    for (const value of first) values[at++] = value;
    for (const value of second) values[at++] = value;
    while (at < end) values[at++] = null;
    values[end] = last;
    this.#filled = end + 1;
    if (this.#filled === values.length) this.#run();
  }

  flush(): void {
    const width = this.#columns.length;
    for (let at = 0; at < this.#filled; at += width) this.#one.run(this.#values.slice(at, at + width));
    this.#filled = 0;
  }

  #run(): void {
    this.#many.run(this.#values);
    this.#filled = 0;
  }
}
