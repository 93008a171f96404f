/**
 * A nation of synthetic reports into a database: time, memory and bytes a report at growing counts, beside the bare
 * insertion of the same rows; a night of new reports into it; and what researchers ask of it, with the plans.
 */

import { fork } from 'node:child_process';
import { rmSync, statSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Database from 'better-sqlite3';
import { questions } from '../../load/testing/questions.ts';
import { tableLines } from '../terminal/table.ts';
import type { Bench } from './bench.ts';

const defaultCount = 10_000;
const nightly = 1000;
const right = { align: 'right' } as const;

/** What the process that loads tells at its end. */
interface Loaded {
  readonly reports: number;
  readonly seconds: number;
  readonly cpu_seconds: number;
  readonly resident_megabytes: number;
  readonly built: string;
}

/** A process of its own, so that its memory is that of the load. */
function loadIn(directory: string, reports: number, added: number): Promise<Loaded> {
  const script = fileURLToPath(new URL('load-worker.mjs', import.meta.url));
  const child = fork(script, [join(directory, 'nianbao.db'), String(reports), String(added)], {
    execArgv: ['--max-old-space-size=700'],
  });
  return new Promise((resolve, reject) => {
    child.once('message', message => resolve(message as Loaded));
    child.once('exit', code => reject(new Error(`the load ended with ${code}`)));
  });
}

/** Seconds in which better-sqlite3 alone inserts the same rows of all tables, one prepared statement a row. */
function bareSeconds(file: string): { seconds: number; rows: number } {
  const copy = `${file}.bare`;
  rmSync(copy, { force: true });
  const source = new Database(file, { readonly: true });
  const target = new Database(copy);
  target.pragma('journal_mode = OFF');
  target.pragma('synchronous = OFF');
  target.pragma('foreign_keys = OFF');
  target.pragma('page_size = 8192');
  const names = source
    .prepare<[], { name: string; sql: string }>(
      `SELECT name, sql FROM sqlite_schema WHERE type IN ('table', 'index') AND sql IS NOT NULL
         AND name NOT LIKE 'sqlite_%' AND sql NOT LIKE 'CREATE VIRTUAL%' AND tbl_name NOT LIKE 'text_pair%'
       ORDER BY type DESC`,
    )
    .all();
  for (const { sql } of names) target.exec(sql);
  const tables = names.filter(({ sql }) => sql.startsWith('CREATE TABLE')).map(({ name }) => name);
  let seconds = 0;
  let rows = 0;
  target.exec('BEGIN');
  for (const table of tables) {
    const columns = (source.pragma(`table_info(${table})`) as unknown[]).length;
    const insert = target.prepare(`INSERT INTO "${table}" VALUES (${Array(columns).fill('?').join(', ')})`);
    const page = source.prepare(`SELECT * FROM "${table}"`).raw();
    let batch: unknown[][] = [];
    const flush = (): void => {
      const start = performance.now();
      for (const row of batch) insert.run(row);
      seconds += (performance.now() - start) / 1000;
      rows += batch.length;
      batch = [];
    };
    for (const row of page.iterate() as IterableIterator<unknown[]>) {
      batch.push(row);
      if (batch.length === 5000) flush();
    }
    flush();
  }
  const start = performance.now();
  target.exec('COMMIT');
  seconds += (performance.now() - start) / 1000;
  target.close();
  source.close();
  rmSync(copy);
  return { seconds, rows };
}

/** Bytes a report of everything but the section texts and their index. */
function bytesWithoutText(file: string, reports: number): number {
  const database = new Database(file, { readonly: true });
  const text = database
    .prepare<[], number>(
      `SELECT sum(pgsize) FROM dbstat WHERE name LIKE 'section%' OR name LIKE '%section_1' OR name LIKE 'text_pair%'`,
    )
    .pluck()
    .get();
  database.close();
  return (statSync(file).size - (text ?? 0)) / reports;
}

function ask(file: string): { question: string; cold: number; warm: number; rows: number }[] {
  return questions.map(({ question, sql }) => {
    const database = new Database(file, { readonly: true });
    const time = (): { milliseconds: number; rows: number } => {
      const start = performance.now();
      const rows = database.prepare(sql).all().length;
      return { milliseconds: performance.now() - start, rows };
    };
    const first = time();
    const again = [time(), time(), time()].map(({ milliseconds }) => milliseconds).sort((a, b) => a - b);
    database.close();
    return { question, cold: first.milliseconds, warm: again[1] ?? Number.NaN, rows: first.rows };
  });
}

export const bench: Bench = {
  summary: `loading --count synthetic reports (${defaultCount}), a night into them, and ten questions`,
  async run({ json, count }) {
    const largest = count ?? defaultCount;
    const sizes = [largest / 100, largest / 10, largest].map(Math.floor).filter(size => size >= 1000);
    for (const reports of sizes) {
      const directory = await mkdtemp(join(tmpdir(), 'nianbao-bench-'));
      const file = join(directory, 'nianbao.db');
      try {
        const loaded = await loadIn(directory, reports, 0);
        const bare = bareSeconds(file);
        const night = await loadIn(directory, reports, nightly);
        const bytes = bytesWithoutText(file, reports + nightly);
        const answers = ask(file);
        const figures = {
          ...loaded,
          bare_seconds: bare.seconds,
          rows: bare.rows,
          bytes_per_report: bytes,
          night,
        };
        if (json) console.log(JSON.stringify({ ...figures, answers }));
        else {
          console.log(`${reports} reports, ${bare.rows} rows`);
          console.log(
            `  load ${loaded.seconds.toFixed(1)} s (${(reports / loaded.seconds).toFixed(0)} reports/s, ${loaded.cpu_seconds.toFixed(1)} s of CPU), ${loaded.resident_megabytes.toFixed(0)} MB resident`,
          );
          console.log(
            `  bare insertion of the same rows ${bare.seconds.toFixed(1)} s: ${((bare.seconds / loaded.seconds) * 100).toFixed(0)} % of its rate`,
          );
          console.log(`  ${bytes.toFixed(0)} bytes a report without section texts and their index`);
          console.log(`  ${nightly} more: ${night.seconds.toFixed(1)} s, ${night.built}`);
          console.log(
            tableLines(
              [
                { heading: 'question' },
                { heading: 'rows', ...right },
                { heading: 'first ms', ...right },
                { heading: 'again ms', ...right },
              ],
              answers.map(({ question, rows, cold, warm }) => [
                question,
                rows,
                cold.toFixed(1),
                warm.toFixed(1),
              ]),
            ).join('\n'),
          );
        }
      } finally {
        await rm(directory, { recursive: true });
      }
    }
    return undefined;
  },
};
