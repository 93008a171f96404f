import { expect, it } from 'vitest';
import {
  expectWhole,
  type Kept,
  killed,
  kills,
  nextNightCompletes,
  nothingKept,
  timed,
} from './testing/killed-command.ts';
import { sampleStore } from './testing/sample-store.ts';

it(`loses nothing when killed ${kills} times while it crawls`, async () => {
  const killsPerStore = 10;
  const slow = ['--delay', '0.05'];
  const first = await sampleStore();
  const time = await timed(['crawl', ...first.crawlArguments, ...slow]);
  for (let done = 0; done < kills; done += killsPerStore) {
    const given = await sampleStore();
    let kept: Kept = nothingKept;
    for (let round = 0; round < killsPerStore; round++) {
      await killed(['crawl', ...given.crawlArguments, ...slow], time);
      kept = await expectWhole(given.store, kept);
    }
    kept = await nextNightCompletes(given, kept);
    expect(kept.documents).toBe(7);
  }
}, 240_000);
