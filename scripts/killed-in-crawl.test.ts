import { expect, it } from 'vitest';
import {
  expectWhole,
  type Kept,
  killedNight,
  kills,
  nextNightCompletes,
  nothingKept,
  timedNight,
} from './testing/killed-night.ts';
import { sampleStore } from './testing/sample-store.ts';

it(`loses nothing when killed ${kills} times while it crawls`, async () => {
  const killsPerStore = 5;
  const slow = ['--delay', '0.05'];
  const times = await timedNight(await sampleStore(), slow);
  for (let killed = 0; killed < kills; killed += killsPerStore) {
    const given = await sampleStore();
    let kept: Kept = nothingKept;
    for (let round = 0; round < killsPerStore; round++) {
      await killedNight(given, 'crawl', times, slow);
      kept = await expectWhole(given.store, kept);
    }
    kept = await nextNightCompletes(given, kept);
    expect(kept.documents).toBe(7);
  }
}, 240_000);
