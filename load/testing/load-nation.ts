/**
 * Loads a synthetic nation and tells its parent what that took: `DIRECTORY REPORTS [THREAD [long]]`: the module of a second thread, and whether reports say much. What the nation's reports say is
 * first put into a store of extractions there, as reading the documents would, or added to the one that is there: then
 * what came is added to the database in place.
 */

import { join } from 'node:path';
import { loadDivisions } from '../../data/divisions/divisions.ts';
import { loadDivisionHistory } from '../../data/divisions/history.ts';
import { Extractions } from '../../data/extractions.ts';
import { packReading } from '../../data/readings/pack.ts';
import { type GrowingInput, type LoadInput, load } from '../load.ts';
import { inputOf } from '../synthetic-input.ts';
import { nation, nationCaptures } from './nation.ts';

const [directory = '.', given = '0', thread, texts] = process.argv.slice(2);
const reports = Number(given);
const extractor = 'nation';
const extractions = Extractions.open(join(directory, 'extractions.db'), { batchSize: 1000 });

/** One report in fifty is there twice; the last of the store tells how far it goes. */
function alreadyRead(): number {
  let last = -1;
  const from = Math.max(0, extractions.extent(extractor).last - 2);
  for (const { url } of extractions.readings(extractor, from)) last = Number(/(\d+)\.html$/.exec(url)?.[1]);
  return last + 1;
}

const before = alreadyRead();
for (const { capture, extraction } of nation(before, reports, texts === 'long' ? 'long' : 'short'))
  extractions.put({
    capture,
    extractor,
    packed: { whole: new Uint8Array(0), reading: packReading(extraction) },
  });
extractions.flush();

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
  added: reports - before,
  seconds: (performance.now() - start) / 1000,
  cpu_seconds: (user + system) / 1e6,
  resident_megabytes: process.resourceUsage().maxRSS / 1000,
  phases: Object.fromEntries(phases),
  built,
});
extractions.close();
