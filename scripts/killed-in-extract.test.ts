import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import {
  expectWhole,
  killedNight,
  kills,
  nextNightCompletes,
  nothingKept,
  timedNight,
} from './testing/killed-night.ts';
import { sampleStore } from './testing/sample-store.ts';

it(`loses nothing when killed ${kills} times while it reads`, async () => {
  const given = await sampleStore();
  const times = await timedNight(given, []);
  let kept = await expectWhole(given.store, nothingKept);
  for (let killed = 1; killed <= kills; killed++) {
    // Only a cache: without it, everything is to be read again.
    for (const suffix of ['', '-wal', '-shm'])
      rmSync(join(given.store, `extractions.db${suffix}`), { force: true });
    await killedNight(given, 'extract', times);
    kept = await expectWhole(given.store, kept);
    if (killed % 10 === 0) kept = await nextNightCompletes(given, kept);
  }
  expect(kept.documents).toBe(7);
}, 240_000);
