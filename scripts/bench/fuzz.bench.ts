/**
 * Hostile and damaged documents of every kind through the whole extraction: none may end in a defect, take more than
 * two seconds of processor time, or make memory grow without bound. A run that is stopped goes on with `--seed`.
 */

import { fileURLToPath } from 'node:url';
import { Piscina } from 'piscina';
import { hostileDocuments } from '../../extract/synthetic/hostile.ts';
import { tableLines } from '../terminal/table.ts';
import type { Bench, BenchArguments } from './bench.ts';

const defaultCount = 100_000;
/** Milliseconds of processor time that one input may take, and on the clock after which it is given up. */
const limit = 2000;
const patience = 60_000;
/** Where other programs share the core, the same work costs up to three times as much: the least of some runs counts. */
const tries = 3;
/** Bytes of memory that the process may come to hold. */
const mostMemory = 2_000_000_000;

interface Outcome {
  readonly what: string;
  readonly media_type: string;
  readonly milliseconds: number;
  readonly codes: readonly string[];
  readonly message: string | null;
  readonly rss: number;
}

async function run({ json, count, seed }: BenchArguments): Promise<boolean> {
  const pool = new Piscina({
    filename: fileURLToPath(new URL('fuzz-worker.mjs', import.meta.url)),
    // One thread: where a thread's own time cannot be told, that of the process is its.
    minThreads: 1,
    maxThreads: 1,
  });
  const end = seed + (count ?? defaultCount);
  const inputs: (string | number)[] = Object.keys(hostileDocuments);
  const byKind = new Map<string, { inputs: number; longest: number; refused: number }>();
  const bad: string[] = [];
  let memory = 0;
  const readOnce = (which: string | number): Promise<Outcome> =>
    pool.run(which, { name: 'readHostile', signal: AbortSignal.timeout(patience) });
  const take = async (which: string | number): Promise<void> => {
    try {
      const outcome = await readOnce(which);
      const { what, media_type, codes, message } = outcome;
      let { milliseconds, rss } = outcome;
      for (let again = 1; again < tries && milliseconds > limit; again++) {
        const repeated = await readOnce(which);
        milliseconds = Math.min(milliseconds, repeated.milliseconds);
        rss = Math.max(rss, repeated.rss);
      }
      memory = Math.max(memory, rss);
      const kind = byKind.get(media_type) ?? { inputs: 0, longest: 0, refused: 0 };
      kind.inputs++;
      kind.longest = Math.max(kind.longest, milliseconds);
      if (codes.some(code => /^input\.|no_text|limit|ocr\.missing/.test(code))) kind.refused++;
      byKind.set(media_type, kind);
      if (message !== null) bad.push(`${which} (${what}): ${message}`);
      else if (milliseconds > limit) bad.push(`${which} (${what}): ${Math.round(milliseconds)} ms`);
    } catch (error) {
      bad.push(`${which}: ${error instanceof Error ? error.message : String(error)}`);
    }
  };
  let isStopped = false;
  process.once('SIGINT', () => {
    isStopped = true;
  });
  for (const name of inputs) await take(name);
  let next = seed;
  for (; next < end && !isStopped; next++) {
    await take(next);
    if (next % 1000 === 0) console.error(`${next - seed} damaged documents; to go on: --seed ${next + 1}`);
  }
  await pool.destroy();
  if (memory > mostMemory) bad.push(`memory grew to ${memory} bytes`);
  for (const line of bad) console.error(line);
  if (json) {
    for (const [media_type, kind] of byKind) console.log(JSON.stringify({ media_type, ...kind }));
    console.log(JSON.stringify({ all: true, bad: bad.length, memory }));
  } else
    console.log(
      [
        ...tableLines(
          [
            { heading: 'read as' },
            { heading: 'inputs', align: 'right' },
            { heading: 'refused or cut', align: 'right' },
            { heading: 'longest ms', align: 'right' },
          ],
          [...byKind].map(([media_type, kind]) => [
            media_type,
            String(kind.inputs),
            String(kind.refused),
            kind.longest.toFixed(0),
          ]),
        ),
        '',
        ...(next < end ? [`stopped; to go on: --seed ${next} --count ${end - next}`] : []),
        `${bad.length} bad; most memory ${(memory / 1e6).toFixed(0)} MB`,
      ].join('\n'),
    );
  return bad.length === 0;
}

export const bench: Bench = {
  summary: 'Hostile and damaged documents of every kind: no defect, none over two seconds, memory bounded.',
  run,
};
