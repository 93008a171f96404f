import { execFileSync } from 'node:child_process';
import { cpSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import type Database from 'better-sqlite3';
import { getTableColumns } from 'drizzle-orm';
import { getTableConfig, type SQLiteTable } from 'drizzle-orm/sqlite-core';
import { describe, expect, test } from 'vitest';
import { temporaryDirectory } from '../data/temporary-directory.ts';
import { dictionaryRows } from '../schema/dictionary/index.ts';
import { type TableName, tables, tablesWithoutRowid } from '../schema/tables/index.ts';
import { views } from '../schema/views/index.ts';
import { createDatabase } from './create-database.ts';

const root = fileURLToPath(new URL('../', import.meta.url));

interface ListedTable {
  readonly name: string;
  readonly type: string;
  readonly strict: number;
  readonly wr: number;
}

function emptyDatabase(): Database.Database {
  return createDatabase(join(temporaryDirectory(), 'empty.db'));
}

function listTables(database: Database.Database): ListedTable[] {
  const listed = database.pragma('table_list') as ListedTable[];
  // Of the tables of a full-text index only the index itself is for readers.
  return listed.filter(({ name, type }) => !name.startsWith('sqlite_') && type !== 'shadow');
}

describe('the migrations', () => {
  test('make the tables that the code declares, all of them STRICT', () => {
    const made = listTables(emptyDatabase()).filter(({ type }) => type === 'table');
    expect(made.map(({ name }) => name).sort()).toEqual(Object.keys(tables).sort());
    expect(made.filter(({ strict }) => strict !== 1)).toEqual([]);
    expect(made.filter(({ wr }) => wr === 1).map(({ name }) => name as TableName)).toEqual(
      expect.arrayContaining([...tablesWithoutRowid]),
    );
    expect(made.filter(({ wr }) => wr === 1)).toHaveLength(tablesWithoutRowid.size);
  });

  test.each(Object.entries<SQLiteTable>(tables))('make %s column by column', (name, table) => {
    const made = emptyDatabase()
      .prepare<[string], { name: string; type: string; notnull: number; pk: number }>(
        'SELECT name, type, "notnull", pk FROM pragma_table_info(?) ORDER BY cid',
      )
      .all(name);
    const keys = getTableConfig(table).primaryKeys.flatMap(key => key.columns.map(column => column.name));
    const declared = Object.values(getTableColumns(table)).map(column => ({
      name: column.name,
      type: column.getSQLType().toUpperCase(),
      notnull: column.notNull ? 1 : 0,
      pk: column.primary ? 1 : keys.indexOf(column.name) + 1,
    }));
    expect(made).toEqual(declared);
  });

  test('make every index, foreign key and check that the code declares', () => {
    const database = emptyDatabase();
    for (const [name, table] of Object.entries<SQLiteTable>(tables)) {
      const { indexes, foreignKeys, checks, uniqueConstraints } = getTableConfig(table);
      const madeIndexes = database
        .prepare<[string], string>(`SELECT name FROM pragma_index_list(?) WHERE origin = 'c' ORDER BY name`)
        .pluck()
        .all(name);
      const declared = [
        ...indexes.map(({ config }) => config.name),
        ...uniqueConstraints.map(key => key.getName()),
      ];
      expect(madeIndexes, name).toEqual(declared.sort());
      const madeKeys = database
        .prepare<[string], number>('SELECT count(DISTINCT id) FROM pragma_foreign_key_list(?)')
        .pluck()
        .get(name);
      expect(madeKeys, name).toBe(foreignKeys.length);
      const sql = database
        .prepare<[string], string>('SELECT sql FROM sqlite_schema WHERE name = ?')
        .pluck()
        .get(name);
      for (const { name: check } of checks) expect(sql, name).toContain(`CONSTRAINT "${check}" CHECK`);
    }
  });

  test('leave drizzle-kit nothing to generate', () => {
    const copy = join(temporaryDirectory(), 'migrations');
    cpSync(join(root, 'schema/migrations'), copy, { recursive: true });
    const before = readdirSync(copy).sort();
    execFileSync(
      process.execPath,
      [
        join(root, 'node_modules/drizzle-kit/bin.cjs'),
        'generate',
        '--dialect=sqlite',
        '--schema=schema/tables/index.ts',
        `--out=${relative(root, copy)}`,
      ],
      { cwd: root, encoding: 'utf8', stdio: 'pipe' },
    );
    expect(readdirSync(copy).sort()).toEqual(before);
    expect(readFileSync(join(copy, 'meta/_journal.json'), 'utf8')).toBe(
      readFileSync(join(root, 'schema/migrations/meta/_journal.json'), 'utf8'),
    );
  });
});

describe('the dictionary', () => {
  test('has an entry for every table, view and column of the file, and for nothing else', () => {
    const database = emptyDatabase();
    const inFile = listTables(database).flatMap(({ name }) => [
      `${name}.*`,
      ...database
        .prepare<[string], string>('SELECT name FROM pragma_table_info(?)')
        .pluck()
        .all(name)
        .map(column => `${name}.${column}`),
    ]);
    const entries = [...dictionaryRows()].map(row => `${row.relation}.${row.column_name}`);
    expect(entries.sort()).toEqual(inFile.sort());
  });

  test('says something in every field', () => {
    for (const row of dictionaryRows())
      for (const text of [row.zh, row.en, row.meaning]) expect(text.trim(), row.column_name).not.toBe('');
  });

  test('is in the file', () => {
    const rows = emptyDatabase().prepare('SELECT count(*) FROM dictionary').pluck().get();
    expect(rows).toBe([...dictionaryRows()].length);
  });
});

test('every view can be queried', () => {
  const database = emptyDatabase();
  const ofForms = new Set(['v_variable', 'v_break']);
  for (const { name } of views) {
    const rows = database.prepare(`SELECT * FROM ${name}`).all();
    expect(rows.length > 0, name).toBe(ofForms.has(name));
  }
});
