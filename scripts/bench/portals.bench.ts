/** Portals of random make, each crawled from its home page: every report, nothing else. A failing one is printed whole. */

import { faultsOf, samplePortals } from '../../crawlers/testing/random-portal-proof.ts';
import { counted } from '../terminal/table.ts';
import type { Bench, BenchArguments } from './bench.ts';

const defaultCount = 2000;
/** They wait for their servers' pace more than they compute. */
const atOnce = 6;

async function run({ json, count, seed }: BenchArguments): Promise<boolean> {
  const portals = samplePortals(count ?? defaultCount, seed);
  const bad: { number: number; portal: unknown; faults: readonly string[] }[] = [];
  let next = 0;
  const work = async (): Promise<void> => {
    for (let number = next++; number < portals.length; number = next++) {
      const portal = portals[number];
      if (portal === undefined) return;
      const faults = await faultsOf(portal).catch((error: unknown) => [String(error)]);
      if (faults.length === 0) continue;
      bad.push({ number, portal, faults });
      console.log(JSON.stringify({ number, portal, faults: faults.slice(0, 5) }));
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  if (json) console.log(JSON.stringify({ portals: portals.length, bad: bad.length }));
  else console.log(`${counted(portals.length, 'portal')}, ${bad.length} not crawled as they should be.`);
  return bad.length === 0;
}

export const bench: Bench = {
  summary: 'portals of random make, crawled from their home pages: every report and nothing else',
  run,
};
