/**
 * The law of extraction, by generation: random reports of every form in every layout, broken by one to four damages;
 * of all values put out, none may differ from what stood in that cell. A run that is stopped goes on with `--seed`.
 */

import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { Piscina } from 'piscina';
import { damages } from '../../extract/synthetic/damage.ts';
import { type Trial, trialLayouts } from '../../extract/synthetic/trial.ts';
import { leaveCoresToThreads } from '../engine.ts';
import { tableLines } from '../terminal/table.ts';
import type { Bench, BenchArguments } from './bench.ts';

const defaultCount = 200_000;
const batch = 50;

type BatchTrial = Omit<Trial, 'bytes' | 'missing'> & { readonly seed: number };

class Tally {
  documents = 0;
  printed = 0;
  right = 0;
  /** Values that are not what stood in the cell, and documents that have any. */
  wrong = 0;
  guessing = 0;
  /** Cells called blank that print a number. */
  blanked = 0;
  untraceable = 0;

  add({ printed, right, guessed, blanked, untraceable }: BatchTrial): void {
    this.documents++;
    this.printed += printed;
    this.right += right;
    this.wrong += guessed.length;
    this.guessing += guessed.length > 0 ? 1 : 0;
    this.blanked += blanked.length;
    this.untraceable += untraceable;
  }
}

async function run({ json, count, seed }: BenchArguments): Promise<boolean> {
  const end = seed + (count ?? defaultCount);
  const byLayout = new Map(trialLayouts.map(layout => [layout as string, new Tally()]));
  const byDamage = new Map(damages.map(kind => [kind as string, new Tally()]));
  const all = new Tally();
  leaveCoresToThreads();
  const pool = new Piscina({
    filename: fileURLToPath(new URL('never-guess-worker.mjs', import.meta.url)),
    maxThreads: availableParallelism(),
  });
  let next = seed;
  let stopped = false;
  process.once('SIGINT', () => {
    stopped = true;
  });
  const thread = async (): Promise<void> => {
    while (next < end && !stopped) {
      const from = next;
      next = Math.min(end, from + batch);
      const trials: BatchTrial[] = await pool.run({ from, count: next - from }, { name: 'tryBatch' });
      for (const trial of trials) {
        all.add(trial);
        byLayout.get(trial.layout)?.add(trial);
        for (const kind of new Set(trial.damages)) byDamage.get(kind)?.add(trial);
        const [first] = [...trial.guessed, ...trial.blanked];
        if (first !== undefined)
          console.error(`seed ${trial.seed}: ${trial.layout}, ${trial.damages.join(', ')}: ${first}`);
      }
      if (from % 5000 < batch) console.error(`${all.documents} documents; to go on: --seed ${next}`);
    }
  };
  // Two batches for each thread, so that none waits.
  await Promise.all(Array.from({ length: 2 * availableParallelism() }, thread));
  await pool.destroy();
  if (json) {
    for (const [layout, tally] of byLayout) console.log(JSON.stringify({ layout, ...tally }));
    for (const [damage, tally] of byDamage) console.log(JSON.stringify({ damage, ...tally }));
    console.log(JSON.stringify({ all: true, ...all, next_seed: next }));
  } else {
    console.log(lines('layout', byLayout, all).join('\n'));
    console.log(lines('damage', byDamage, all).join('\n'));
    if (next < end) console.log(`stopped; to go on: --seed ${next} --count ${end - next}`);
  }
  return all.wrong === 0;
}

function lines(heading: string, tallies: ReadonlyMap<string, Tally>, all: Tally): string[] {
  const right = { align: 'right' } as const;
  const columns = ['documents', 'numbers', 'right', 'missing', 'wrong', 'blanked', 'moved without a trace'];
  const share = (part: number, whole: number): string =>
    whole === 0 ? '' : `${((100 * part) / whole).toFixed(1)} %`;
  return tableLines(
    [{ heading }, ...columns.map(name => ({ heading: name, ...right }))],
    [...tallies, ['all', all] as const].map(([name, tally]) => [
      name,
      tally.documents,
      tally.printed,
      share(tally.right, tally.printed),
      share(tally.printed - tally.right, tally.printed),
      tally.wrong,
      tally.blanked,
      tally.untraceable,
    ]),
  );
}

export const bench: Bench = {
  summary: `values that are not what stood in the cell, over --count damaged reports (${defaultCount})`,
  run,
};
