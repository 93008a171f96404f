/**
 * Puts what a synthetic nation's reports say into a store of extractions, as reading the documents would:
 * `DIRECTORY REPORTS PACKER [long]`: the module of the threads that pack them, and whether they say much. What is there
 * already stays.
 */

import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { Extractions } from '../../data/extractions.ts';
import type { PackedReading } from '../../data/readings/pack.ts';
import type { Capture } from '../../schema/capture.ts';
import { nationExtractor } from './nation.ts';

/** Of some reports: what they say, packed, and where it was found. */
export type PackedNation = { readonly capture: Capture; readonly reading: PackedReading }[];

const [directory = '.', given = '0', packer = '', texts] = process.argv.slice(2);
const extractions = Extractions.open(join(directory, 'extractions.db'), { batchSize: 1000 });

/** One report in fifty is there twice; the last of the store tells how far it goes. */
function alreadyRead(): number {
  let last = -1;
  const from = Math.max(0, extractions.extent(nationExtractor).last - 2);
  for (const { url } of extractions.readings(nationExtractor, from))
    last = Number(/(\d+)\.html$/.exec(url)?.[1]);
  return last + 1;
}

/** Packing takes ten times as long as generating: in threads, range by range, kept in order. */
async function readInThreads(from: number, to: number): Promise<void> {
  const range = 500;
  const threads = Array.from({ length: availableParallelism() }, () => new Worker(new URL(packer)));
  const asked: Promise<unknown[]>[] = [];
  let next = from;
  const ask = (): void => {
    const thread = threads[Math.floor((next - from) / range) % threads.length];
    if (thread === undefined || next >= to) return;
    asked.push(once(thread, 'message'));
    thread.postMessage({
      from: next,
      to: Math.min(next + range, to),
      texts: texts === 'long' ? 'long' : 'short',
    });
    next += range;
  };
  for (const _ of threads) ask();
  for (let answer = asked.shift(); answer !== undefined; answer = asked.shift()) {
    const [packed] = (await answer) as [PackedNation];
    ask();
    for (const { capture, reading } of packed)
      extractions.put({ capture, extractor: nationExtractor, packed: { whole: new Uint8Array(0), reading } });
  }
  for (const thread of threads) await thread.terminate();
}

await readInThreads(alreadyRead(), Number(given));
extractions.close();
