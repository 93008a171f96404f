/** Crawls a portal of random make and tells what is wrong with what came of it. */

import { join } from 'node:path';
import fc from 'fast-check';
import { Archive } from '../../data/archive/index.ts';
import { newBench, portalOf } from './crawl-bench.ts';
import { type StartedPortal, startRandomPortal } from './random-portal.ts';
import {
  articleKinds,
  clutters,
  encodings,
  entrances,
  layouts,
  linkings,
  pagers,
  type RandomPortal,
} from './random-portal-kinds.ts';

const gapMs = 4;

/** Files and further pages that are kept beside each article. */
const beside: Record<RandomPortal['article'], number> = {
  attachment: 1,
  parts: 2,
  frame: 1,
  viewer: 1,
  embed: 1,
  picture: 1,
  download: 1,
  page: 0,
  stub: 0,
  file: 0,
};

export const randomPortals: fc.Arbitrary<RandomPortal> = fc.record({
  pager: fc.constantFrom(...pagers),
  linking: fc.constantFrom(...linkings),
  article: fc.constantFrom(...articleKinds),
  layout: fc.constantFrom(...layouts),
  encoding: fc.constantFrom(...encodings),
  entrance: fc.constantFrom(...entrances),
  clutter: fc.constantFrom(...clutters),
  steps: fc.constantFrom(0 as const, 1 as const, 2 as const),
  reports: fc.integer({ min: 3, max: 15 }),
  perPage: fc.integer({ min: 2, max: 6 }),
});

export const samplePortals = (count: number, seed: number): RandomPortal[] =>
  fc.sample(randomPortals, { numRuns: count, seed });

/** Every report found once, nothing invented, nothing forbidden fetched, the pace kept, the bytes those served. */
export async function faultsOf(portal: RandomPortal): Promise<string[]> {
  const server = await startRandomPortal(portal);
  const bench = newBench();
  try {
    const { outcomes } = await bench.run([portalOf(server.origin)], { delaySeconds: gapMs / 1000 });
    const archive = await Archive.open(join(bench.directory, 'archive'));
    try {
      return [
        ...outcomeFaults(server, outcomes[0]),
        ...requestFaults(server),
        ...(await archiveFaults(portal, server, archive)),
      ];
    } finally {
      await archive.close();
    }
  } finally {
    bench.remove();
    await server.close();
  }
}

function outcomeFaults(
  { expected }: StartedPortal,
  outcome: { found: number; failed: number; gone: number } | undefined,
): string[] {
  if (outcome === undefined) return ['no outcome'];
  const { found, failed, gone } = outcome;
  return [
    ...(found === expected.length ? [] : [`${found} of ${expected.length} found`]),
    ...(failed === 0 ? [] : [`${failed} failed`]),
    ...(gone === 0 ? [] : [`${gone} gone`]),
  ];
}

function requestFaults({ hits, expected }: StartedPortal): string[] {
  const trapped = hits.filter(({ path }) => /private|ghost|jd|month|trap/.test(path)).map(({ path }) => path);
  const gaps = hits.slice(1).map(({ at }, index) => at - (hits[index]?.at ?? 0));
  const shortest = Math.min(...gaps);
  const most = 80 + 4 * expected.length;
  return [
    ...trapped.map(path => `asked for ${path}`),
    ...(shortest >= gapMs - 1 ? [] : [`a gap of ${shortest} ms`]),
    ...(hits.length < most ? [] : [`${hits.length} requests`]),
  ];
}

async function archiveFaults(
  { article }: RandomPortal,
  { expected, served }: StartedPortal,
  archive: Archive,
): Promise<string[]> {
  const captures = [...archive.captures()];
  const documents = captures.filter(({ role, status }) => role === 'document' && status === 200);
  const plain = (url: string) =>
    new URL(url).pathname.replace(/;jsessionid=.*$/, '').replace(/\/s(?=\d+_\d+\.html$)/, '/t');
  const kept = new Set(documents.map(({ url }) => plain(url)));
  const faults = expected.filter(path => !kept.has(path)).map(path => `lacks ${path}`);
  faults.push(...[...kept].filter(path => !expected.includes(path)).map(path => `invents ${path}`));
  const attachments = captures.filter(({ role }) => role === 'attachment').length;
  const wanted = beside[article] * expected.length;
  if (attachments !== wanted) faults.push(`${attachments} of ${wanted} attachments`);
  for (const capture of captures) {
    const { pathname, search } = new URL(capture.url);
    const sent = served.get(pathname + search);
    if (capture.status !== 200 || sent === undefined) continue;
    const bytes = Buffer.from(await archive.payload(capture));
    if (!sent.some(each => bytes.equals(each))) faults.push(`other bytes of ${capture.url}`);
  }
  return faults;
}
