/** A thread that packs reports of the synthetic nation: it is asked for ranges, and answers each with what was read. */

import { parentPort } from 'node:worker_threads';
import { packReading } from '../../data/readings/pack.ts';
import { nation, type Texts } from './nation.ts';
import type { PackedNation } from './read-nation.ts';

parentPort?.on('message', ({ from, to, texts }: { from: number; to: number; texts: Texts }) => {
  const packed: PackedNation = [];
  for (const { capture, extraction } of nation(from, to, texts))
    packed.push({ capture, reading: packReading(extraction) });
  parentPort?.postMessage(packed);
});
