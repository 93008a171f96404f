/**
 * A nation of synthetic reports into a database: time, memory and bytes a report at growing counts, beside the bare
 * insertion of the same rows; a night of new reports into it; and what researchers ask of it, with the plans.
 */

import { type ChildProcess, fork, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { statSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Database from 'better-sqlite3';
import { questions } from '../../load/codebook/examples.ts';
import { tableLines } from '../terminal/table.ts';
import { type BareInsertion, insertBare } from './bare-insertion.ts';
import type { Bench } from './bench.ts';

const defaultCount = 10_000;
const nightly = 1000;
const right = { align: 'right' } as const;

/** What the process that loads tells at its end. */
interface Loaded {
  readonly reports: number;
  readonly seconds: number;
  readonly cpu_seconds: number;
  /** The most that it ever held. */
  readonly resident_megabytes: number;
  readonly phases: Readonly<Record<string, number>>;
  readonly built: string;
}

/** Reads the reports and then loads them, each in a process of its own, so that the memory told is that of the load. */
async function loadIn(directory: string, reports: number): Promise<Loaded> {
  const packer = new URL('nation-thread.mjs', import.meta.url).href;
  const reader = started('read-nation-worker.mjs', [directory, String(reports), packer]);
  const [code] = await once(reader, 'exit');
  if (code !== 0) throw new Error(`reading ended with ${code}`);
  const thread = new URL('../load-thread.mjs', import.meta.url).href;
  const loader = started('load-worker.mjs', [directory, String(reports), thread]);
  return new Promise((resolve, reject) => {
    loader.once('message', message => resolve(message as Loaded));
    loader.once('exit', code => reject(new Error(`the load ended with ${code}`)));
  });
}

const started = (script: string, args: readonly string[]): ChildProcess =>
  fork(fileURLToPath(new URL(script, import.meta.url)), args, { execArgv: ['--max-old-space-size=700'] });

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

interface Answer {
  readonly question: string;
  readonly rows: number;
  /** Milliseconds: with nothing of the file in memory, where `dd` can see to that, and when asked again. */
  readonly cold: number;
  readonly warm: number;
  readonly plan: readonly string[];
}

/** Asks the system to forget the pages of a file; as good as a restart, where it heeds it. */
function forget(file: string): void {
  spawnSync('dd', [`if=${file}`, 'iflag=nocache', 'count=0'], { stdio: 'ignore' });
}

function ask(file: string): Answer[] {
  return questions.map(({ question, sql }) => {
    forget(file);
    const database = new Database(file, { readonly: true });
    const time = (): { milliseconds: number; rows: number } => {
      const start = performance.now();
      const rows = database.prepare(sql).all().length;
      return { milliseconds: performance.now() - start, rows };
    };
    const first = time();
    const again = [time(), time(), time()].map(({ milliseconds }) => milliseconds).sort((a, b) => a - b);
    const plan = database
      .prepare<[], { detail: string }>(`EXPLAIN QUERY PLAN ${sql}`)
      .all()
      .map(({ detail }) => detail);
    database.close();
    return { question, rows: first.rows, cold: first.milliseconds, warm: again[1] ?? Number.NaN, plan };
  });
}

function tell(
  loaded: Loaded,
  bare: BareInsertion,
  night: Loaded,
  bytes: number,
  answers: readonly Answer[],
): void {
  const { reports, seconds, cpu_seconds, resident_megabytes, phases } = loaded;
  const share = (ours: number, theirs: number): string => `${((theirs / ours) * 100).toFixed(0)} %`;
  console.log(`${reports} reports, ${bare.rows} rows`);
  console.log(
    `  load ${seconds.toFixed(1)} s (${(reports / seconds).toFixed(0)} reports/s, ${cpu_seconds.toFixed(1)} s of CPU), ${resident_megabytes.toFixed(0)} MB resident`,
  );
  console.log(
    `  ${Object.entries(phases)
      .map(([phase, time]) => `${phase} ${time.toFixed(1)} s`)
      .join(', ')}`,
  );
  console.log(
    `  bare insertion of the same rows ${bare.seconds.toFixed(1)} s (${bare.cpu_seconds.toFixed(1)} s of CPU): ${share(seconds, bare.seconds)} of its rate, ${share(cpu_seconds, bare.cpu_seconds)} by CPU`,
  );
  console.log(`  ${bytes.toFixed(0)} bytes a report without section texts and their index`);
  console.log(`  ${nightly} more: ${night.seconds.toFixed(1)} s, ${night.built}`);
  const table = tableLines(
    [
      { heading: 'question' },
      { heading: 'rows', ...right },
      { heading: 'cold ms', ...right },
      { heading: 'warm ms', ...right },
    ],
    answers.map(({ question, rows, cold, warm }) => [question, rows, cold.toFixed(1), warm.toFixed(1)]),
  );
  console.log(table.join('\n'));
}

export const bench: Bench = {
  summary: `loading --count synthetic reports (${defaultCount}), a night into them, and ten questions`,
  async run({ json, count }) {
    const largest = count ?? defaultCount;
    const sizes = [largest / 100, largest / 10, largest].map(Math.floor).filter(size => size >= 5 * nightly);
    for (const reports of sizes.length > 0 ? sizes : [largest]) {
      const directory = await mkdtemp(join(tmpdir(), 'nianbao-bench-'));
      const file = join(directory, 'nianbao.db');
      try {
        const loaded = await loadIn(directory, reports);
        const bare = insertBare(file);
        const night = await loadIn(directory, reports + nightly);
        const bytes = bytesWithoutText(file, reports + nightly);
        const answers = ask(file);
        if (json) console.log(JSON.stringify({ ...loaded, bare, bytes_per_report: bytes, night, answers }));
        else {
          tell(loaded, bare, night, bytes, answers);
          if (reports === largest)
            for (const { question, plan } of answers) console.log(`${question}\n  ${plan.join('\n  ')}`);
        }
      } finally {
        await rm(directory, { recursive: true });
      }
    }
    return undefined;
  },
};
