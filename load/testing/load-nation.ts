/**
 * Loads a synthetic nation once and tells its parent what that took: `OUT REPORTS ADDED`. With `ADDED` the database in
 * place is of the first `REPORTS`, and so many more are added to it.
 */

import { loadDivisions } from '../../data/divisions/divisions.ts';
import { loadDivisionHistory } from '../../data/divisions/history.ts';
import type { Capture } from '../../schema/capture.ts';
import { type GrowingInput, type LoadInput, load } from '../load.ts';
import type { ReadDocument } from '../staging.ts';
import { inputOf } from '../synthetic-input.ts';
import { nation } from './nation.ts';

const [out = '', reports = '0', added = '0'] = process.argv.slice(2);
const [first, more] = [Number(reports), Number(added)];

/** Time spent in making what is handed in, which is no part of the load. */
let making = 0;
let makingCpu = 0;

function* counted<T>(items: Iterable<T>): Generator<T> {
  const iterator = items[Symbol.iterator]();
  for (;;) {
    const start = performance.now();
    const before = process.cpuUsage();
    const { done, value } = iterator.next();
    const { user, system } = process.cpuUsage(before);
    makingCpu += (user + system) / 1e6;
    making += performance.now() - start;
    if (done) return;
    yield value;
  }
}

function* captures(from: number, to: number): Generator<Capture> {
  for (const { capture } of nation(from, to)) yield capture;
}

/** As a store gives them: parsed anew, which belongs to the load. */
function* extractions(from: number, to: number): Generator<ReadDocument> {
  const texts = (function* () {
    for (const { capture, extraction } of nation(from, to))
      yield { capture, text: JSON.stringify(extraction) };
  })();
  for (const { capture, text } of counted(texts))
    yield { url: capture.url, payload_digest: capture.payload_digest, extraction: JSON.parse(text) };
}

const growing: GrowingInput = {
  through: { captures: String(first + more), extractions: String(first + more) },
  since: () => ({
    captures: counted(captures(first, first + more)),
    extractions: extractions(first, first + more),
  }),
  extraction: url => {
    const index = Number(/(\d+)\.html$/.exec(url)?.[1]);
    for (const found of nation(index, index + 1)) return found.extraction;
    return null;
  },
};

const input: LoadInput = {
  ...inputOf([], out),
  captures: counted(captures(0, first + more)),
  extractions: extractions(0, first + more),
  divisions: loadDivisions(),
  divisionHistory: loadDivisionHistory(),
  growing,
};
let resident = 0;
const watch = (): void => {
  resident = Math.max(resident, process.memoryUsage.rss());
};
const cpu = process.cpuUsage();
const start = performance.now();
let steps = 0;
const { built } = load({
  ...input,
  onProgress: () => {
    steps += 1;
    if (steps % 1000 === 0) watch();
  },
});
watch();
const { user, system } = process.cpuUsage(cpu);
process.send?.({
  reports: first + more,
  seconds: (performance.now() - start - making) / 1000,
  cpu_seconds: (user + system) / 1e6 - makingCpu,
  resident_megabytes: resident / 1e6,
  built,
});
