import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import {
  expectWhole,
  killed,
  kills,
  nextNightCompletes,
  nothingKept,
  timed,
} from './testing/killed-command.ts';
import { sampleStore } from './testing/sample-store.ts';

it(`loses nothing when killed ${kills} times while it reads`, async () => {
  const given = await sampleStore();
  const { store } = given;
  let kept = await nextNightCompletes(given, nothingKept);
  // Only a cache: without it, everything is to be read again.
  const forget = (): void => {
    for (const suffix of ['', '-wal', '-shm'])
      rmSync(join(store, `extractions.db${suffix}`), { force: true });
  };
  const extract = ['extract', '--store', store];
  forget();
  const time = await timed(extract);
  for (let round = 1; round <= kills; round++) {
    forget();
    await killed(extract, time);
    kept = await expectWhole(store, kept);
    if (round % 10 === 0) {
      await timed(extract);
      kept = await nextNightCompletes(given, kept);
    }
  }
  expect(kept.documents).toBe(7);
}, 240_000);
