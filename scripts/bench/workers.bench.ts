/** How much faster `extract --all` is on two threads than on one, start of the process and of the threads included. */

import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { tableLines } from '../terminal/table.ts';
import type { Bench } from './bench.ts';
import { wordPage } from './word-page.ts';

const defaultCount = 1500;
const rounds = 2;
const cli = fileURLToPath(new URL('../nianbao.mjs', import.meta.url));

export const bench: Bench = {
  summary: `extract --all --workers 2 against one worker, over --count documents (${defaultCount})`,
  async run({ json, count, seed }) {
    const documents = count ?? defaultCount;
    const directory = mkdtempSync(join(tmpdir(), 'nianbao-bench-'));
    try {
      const store = join(directory, 'store');
      archivePages(directory, store, documents, seed);
      const seconds = { 1: Number.POSITIVE_INFINITY, 2: Number.POSITIVE_INFINITY };
      for (let round = 0; round < rounds; round++)
        for (const workers of [1, 2] as const)
          seconds[workers] = Math.min(seconds[workers], extractAll(store, workers));
      const factor = seconds[1] / seconds[2];
      const measured = { documents, cores: availableParallelism(), one: seconds[1], two: seconds[2], factor };
      if (json) console.log(JSON.stringify(measured));
      else
        console.log(
          tableLines(
            [{ heading: 'documents' }, { heading: 'one worker' }, { heading: 'two' }, { heading: 'factor' }],
            [
              [
                documents,
                `${seconds[1].toFixed(1)} s`,
                `${seconds[2].toFixed(1)} s`,
                `${factor.toFixed(2)}×`,
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

function archivePages(directory: string, store: string, count: number, seed: number): void {
  const pages = join(directory, 'pages');
  mkdirSync(pages);
  for (let index = 0; index < count; index++)
    writeFileSync(join(pages, `${index}.html`), `${wordPage(index % 200)}<!-- ${seed + index} -->`);
  command(['import', pages, '--store', store, '--quiet']);
  rmSync(pages, { recursive: true });
}

function extractAll(store: string, workers: number): number {
  const start = performance.now();
  command(['extract', '--all', '--workers', String(workers), '--store', store, '--quiet']);
  return (performance.now() - start) / 1000;
}

function command(args: readonly string[]): void {
  const { status, stderr } = spawnSync(process.execPath, [cli, ...args], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`nianbao ${args.join(' ')} ended with ${status}: ${stderr}`);
}
