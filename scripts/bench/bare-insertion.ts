/**
 * What better-sqlite3 alone takes for the rows that a database holds: the same tables with their keys, the index of the
 * texts, and the other indexes once the rows are there; from memory, one prepared statement a row, in one transaction,
 * under the settings that the load has.
 */

import { rmSync } from 'node:fs';
import Database from 'better-sqlite3';
import { pairsOf } from '../../load/write-search.ts';

export interface BareInsertion {
  readonly seconds: number;
  readonly cpu_seconds: number;
  readonly rows: number;
}

interface Named {
  readonly name: string;
  readonly sql: string;
}

/** Rows that are read and held before they are inserted: the reading takes no part. */
const held = 5000;

class Timer {
  seconds = 0;
  cpu_seconds = 0;

  time(work: () => void): void {
    const before = process.cpuUsage();
    const start = performance.now();
    work();
    this.seconds += (performance.now() - start) / 1000;
    const { user, system } = process.cpuUsage(before);
    this.cpu_seconds += (user + system) / 1e6;
  }
}

/** @param file a published database; the copy of its rows is made beside it, and removed */
export function insertBare(file: string): BareInsertion {
  const copy = `${file}.bare`;
  rmSync(copy, { force: true });
  const source = new Database(file, { readonly: true });
  const target = new Database(copy);
  for (const setting of [
    'page_size = 8192',
    'journal_mode = OFF',
    'synchronous = OFF',
    'foreign_keys = OFF',
    'ignore_check_constraints = ON',
    'cache_size = -64000',
  ])
    target.pragma(setting);
  const named = (condition: string): Named[] =>
    source
      .prepare<[], Named>(
        `SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%'
           AND name NOT LIKE 'text_pair_%' AND ${condition}`,
      )
      .all();
  const tables = named(`type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%'`);
  for (const { sql } of [...tables, ...named(`name = 'text_pair'`)]) target.exec(sql);
  const timer = new Timer();
  let rows = 0;
  const insertAll = (sql: string, all: Iterable<readonly unknown[]>): void => {
    const insert = target.prepare(sql);
    let batch: (readonly unknown[])[] = [];
    const flush = (): void => {
      timer.time(() => {
        for (const row of batch) insert.run(row);
      });
      rows += batch.length;
      batch = [];
    };
    for (const row of all) if (batch.push(row) === held) flush();
    flush();
  };
  timer.time(() => target.exec('BEGIN'));
  for (const { name } of tables) {
    const columns = (source.pragma(`table_info(${name})`) as unknown[]).length;
    insertAll(
      `INSERT INTO "${name}" VALUES (${Array(columns).fill('?').join(', ')})`,
      source.prepare<[], unknown[]>(`SELECT * FROM "${name}"`).raw().iterate(),
    );
  }
  insertAll('INSERT INTO text_pair (rowid, pairs) VALUES (?, ?)', searchRows(source));
  timer.time(() => {
    for (const { sql } of named(`type = 'index'`)) target.exec(sql);
    target.exec('COMMIT');
  });
  target.close();
  source.close();
  rmSync(copy);
  return { seconds: timer.seconds, cpu_seconds: timer.cpu_seconds, rows };
}

/** The index of the texts does not give back what it was given: its rows are made anew. */
function* searchRows(source: Database.Database): Generator<readonly [number, string]> {
  const texts = source
    .prepare<[], [number, string | null, string | null]>(
      `SELECT version.id, rendition.title,
         (SELECT group_concat(section.title || char(10) || section.text, char(10)) FROM section
          WHERE section.version_id = version.id)
       FROM report_version AS version JOIN rendition ON rendition.capture_id = version.capture_id
       ORDER BY version.id`,
    )
    .raw();
  for (const [id, title, text] of texts.iterate()) yield [id, pairsOf(`${title ?? ''}\n${text ?? ''}`)];
}
