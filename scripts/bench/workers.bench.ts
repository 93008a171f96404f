/**
 * How much faster `extract --all` is on two threads than on one, start of the process and of the threads included.
 * What two threads can be worth at all is measured in the same minutes: the same pages through the bare parser, two
 * threads with half of them each against one with all. Cores share caches and memory with each other and, on a lent
 * machine, with strangers: two loops that touch no memory reach 1.9 where two parsers, or two processes, do not.
 */

import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { Archive } from '../../data/archive/index.ts';
import { storePaths } from '../../data/store.ts';
import { tableLines } from '../terminal/table.ts';
import type { Bench } from './bench.ts';
import { median } from './median.ts';
import { wordPage } from './word-page.ts';

/**
 * So many that the beginning is a small part: V8 compiles in each thread anew, and two threads read the first 500 pages
 * 1.4 times as fast as one, later ones 1.7 to 1.9 times.
 */
const defaultCount = 6000;
const rounds = 3;
const cli = fileURLToPath(new URL('../nianbao.mjs', import.meta.url));

export const bench: Bench = {
  summary: `extract --all --workers 2 against one worker, over --count documents (${defaultCount})`,
  async run({ json, count, seed }) {
    const documents = count ?? defaultCount;
    const directory = mkdtempSync(join(tmpdir(), 'nianbao-bench-'));
    try {
      const store = join(directory, 'store');
      await archivePages(store, documents, seed);
      const extraction: Seconds = { 1: [], 2: [] };
      const parsing: Seconds = { 1: [], 2: [] };
      for (let round = 0; round < rounds; round++)
        for (const workers of [1, 2] as const) {
          parsing[workers].push(await parseOn(workers));
          extraction[workers].push(extractAll(store, workers));
        }
      const factor = factorOf(extraction);
      const bare = factorOf(parsing);
      const [one, two] = [median(extraction[1]), median(extraction[2])];
      const share = factor / bare;
      if (json)
        console.log(
          JSON.stringify({ documents, cores: availableParallelism(), one, two, factor, bare, share }),
        );
      else
        console.log(
          tableLines(
            ['documents', 'one worker', 'two', 'factor', 'two bare parsers', 'share of those'].map(
              heading => ({
                heading,
              }),
            ),
            [
              [
                documents,
                `${one.toFixed(1)} s`,
                `${two.toFixed(1)} s`,
                `${factor.toFixed(2)}×`,
                `${bare.toFixed(2)}×`,
                `${(100 * share).toFixed(0)} %`,
              ],
            ],
          ).join('\n'),
        );
    } finally {
      rmSync(directory, { recursive: true });
    }
    return true;
  },
};

/** By number of threads, of each round. */
type Seconds = Readonly<Record<1 | 2, number[]>>;

/** Of a round, whose two sides were measured within minutes: the median of all. */
const factorOf = (seconds: Seconds): number =>
  median(seconds[1].map((one, round) => one / (seconds[2][round] ?? Number.NaN)));

/** On a host of their own, as a crawl leaves them: pages of a host are compared with one another when all are read. */
async function archivePages(store: string, count: number, seed: number): Promise<void> {
  const archive = await Archive.open(storePaths(store).archive);
  for (let index = 0; index < count; index++)
    await archive.record({
      url: `http://www.qinghe.gov.cn/${index}.html`,
      method: 'GET',
      request_headers: [],
      request_body: null,
      status: 200,
      status_text: 'OK',
      response_headers: [['Content-Type', 'text/html; charset=utf-8']],
      body: Buffer.from(`${wordPage(index % 200)}<!-- ${seed + index} -->`),
      captured_at: new Date(Date.UTC(2026, 0, 1) + index * 1000).toISOString(),
      portal: 'qinghe',
      role: 'document',
      referrer: null,
      link_text: null,
    });
  await archive.close();
}

function extractAll(store: string, workers: number): number {
  const start = performance.now();
  const { status, stderr } = spawnSync(
    process.execPath,
    [cli, 'extract', '--all', '--workers', String(workers), '--store', store, '--quiet'],
    { encoding: 'utf8' },
  );
  if (status !== 0) throw new Error(`extract ended with ${status}: ${stderr}`);
  return (performance.now() - start) / 1000;
}

/** Pages that the bare parser reads: some seconds on one thread. */
const pagesParsed = 1600;

async function parseOn(threads: number): Promise<number> {
  const parse = `
    const { workerData, parentPort } = require('node:worker_threads');
    const { parseDocument } = require('node:module').createRequire(workerData.from)('htmlparser2');
    let nodes = 0;
    for (let page = 0; page < workerData.pages; page++) nodes += parseDocument(workerData.texts[page % workerData.texts.length]).children.length;
    parentPort.postMessage(nodes);`;
  const texts = Array.from({ length: 100 }, (_, index) => wordPage(index));
  const workerData = { from: import.meta.url, pages: pagesParsed / threads, texts };
  const start = performance.now();
  await Promise.all(
    Array.from(
      { length: threads },
      () =>
        new Promise((resolve, reject) => {
          new Worker(parse, { eval: true, workerData }).once('message', resolve).once('error', reject);
        }),
    ),
  );
  return (performance.now() - start) / 1000;
}
