/**
 * What documents are and whose, by generation: beginnings of annual reports and of the documents beside them, with names
 * from the national list; of none may another body, year or kind be read. A found one is made again from its seed.
 */

import { loadDivisions } from '../../data/divisions/divisions.ts';
import { createGazetteer } from '../../extract/identify/gazetteer.ts';
import { Places } from '../../extract/synthetic/opening-bodies.ts';
import {
  type OpeningKind,
  type OpeningOutcome,
  openingKinds,
  openingOutcomes,
  tryOpening,
} from '../../extract/synthetic/opening-trial.ts';
import { tableLines } from '../terminal/table.ts';
import type { Bench, BenchArguments } from './bench.ts';

const defaultCount = 100_000;

async function run({ json, count, seed }: BenchArguments): Promise<boolean> {
  const divisions = loadDivisions();
  const gazetteer = createGazetteer(divisions);
  const places = new Places(divisions);
  const tallies = new Map<string, Map<OpeningOutcome, number>>();
  let wrong = 0;
  const end = seed + (count ?? defaultCount);
  for (const kind of Object.keys(openingKinds) as OpeningKind[]) {
    for (let made = seed; made < end; made++) {
      const trial = tryOpening(kind, made, places, gazetteer);
      const tally = tallies.get(`${kind}: ${trial.opening.bodyKind}`) ?? new Map();
      tallies.set(`${kind}: ${trial.opening.bodyKind}`, tally);
      tally.set(trial.outcome, (tally.get(trial.outcome) ?? 0) + 1);
      if (!trial.outcome.startsWith('wrong')) continue;
      wrong++;
      console.error(`${kind}, seed ${made}, ${trial.outcome}: ${trial.read}; made for ${trial.made}`);
    }
  }
  const rows = [...tallies].map(([name, tally]) => [
    name,
    ...openingOutcomes.map(key => tally.get(key) ?? 0),
  ]);
  if (json) for (const [name, ...numbers] of rows) console.log(JSON.stringify({ name, numbers }));
  else {
    const columns = openingOutcomes.map(heading => ({ heading, align: 'right' as const }));
    console.log(tableLines([{ heading: 'body' }, ...columns], rows).join('\n'));
  }
  return wrong === 0;
}

export const bench: Bench = {
  summary: `bodies, years and kinds read wrong, over twice --count generated beginnings (${defaultCount})`,
  run,
};
