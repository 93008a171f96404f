/**
 * Loads the synthetic nation that `read-nation.ts` put into a store, or adds what came to the database in place, and tells
 * its parent what that took: `DIRECTORY REPORTS [THREAD]`: the module of a second thread.
 */

import { join } from 'node:path';
import { loadDivisions } from '../../data/divisions/divisions.ts';
import { loadDivisionHistory } from '../../data/divisions/history.ts';
import { Extractions } from '../../data/extractions.ts';
import { type GrowingInput, type LoadInput, load } from '../load.ts';
import { inputOf } from '../synthetic-input.ts';
import { nationCaptures, nationExtractor } from './nation.ts';

const [directory = '.', given = '0', thread] = process.argv.slice(2);
const reports = Number(given);
const extractor = nationExtractor;
const extractions = Extractions.open(join(directory, 'extractions.db'), { batchSize: 1000 });

const { count, last } = extractions.extent(extractor);
const growing: GrowingInput = {
  through: { captures: String(reports), extractions: `${count} ${last}` },
  since: (captures, read) => ({
    captures: nationCaptures(Number(captures), reports),
    extractions: extractions.readings(extractor, Number(read.split(' ')[1])),
  }),
  reading: (url, payload_digest) => extractions.reading({ url, payload_digest, extractor }),
};
const input: LoadInput = {
  ...inputOf([], join(directory, 'nianbao.db')),
  captures: nationCaptures(0, reports),
  extractions: extractions.readings(extractor),
  divisions: loadDivisions(),
  divisionHistory: loadDivisionHistory(),
  growing,
  ...(thread === undefined ? {} : { thread: new URL(thread) }),
};
const phases = new Map<string, number>();
let since = performance.now();
let phase = 'opening';
const enter = (next: string): void => {
  const now = performance.now();
  phases.set(phase, (phases.get(phase) ?? 0) + (now - since) / 1000);
  since = now;
  phase = next;
};
const cpu = process.cpuUsage();
const start = performance.now();
const { built } = load({
  ...input,
  onProgress: progress => {
    if (progress.phase !== phase) enter(progress.phase);
  },
});
enter('end');
const { user, system } = process.cpuUsage(cpu);
process.send?.({
  reports,
  seconds: (performance.now() - start) / 1000,
  cpu_seconds: (user + system) / 1e6,
  resident_megabytes: process.resourceUsage().maxRSS / 1000,
  phases: Object.fromEntries(phases),
  built,
});
extractions.close();
