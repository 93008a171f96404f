import { readFileSync, writeFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import {
  expectWhole,
  killedNight,
  kills,
  nextNightCompletes,
  nothingKept,
  timedNight,
} from './testing/killed-night.ts';
import { type SampleStore, sampleStore } from './testing/sample-store.ts';

/** Another note in the registry, which the database holds too, so that there is something to load. */
function changeRegistry({ registry }: SampleStore, round: number): void {
  const text = readFileSync(registry, 'utf8').replaceAll(/\n {2}note:.*/g, '');
  writeFileSync(registry, text.replaceAll(/\n {2}reason:/g, `\n  note: round ${round}\n  reason:`));
}

it(`publishes whole databases only when killed ${kills} times while it loads`, async () => {
  const given = await sampleStore();
  const times = await timedNight(given, []);
  let kept = await expectWhole(given.store, nothingKept);
  for (let killed = 1; killed <= kills; killed++) {
    changeRegistry(given, killed);
    await killedNight(given, 'load', times);
    kept = await expectWhole(given.store, kept);
    if (killed % 10 === 0) {
      kept = await nextNightCompletes(given, kept);
      expect(kept.releaseNote).toBe(`round ${killed}`);
    }
  }
  expect(kept.documents).toBe(7);
}, 240_000);
