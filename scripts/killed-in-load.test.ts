import { readFileSync, writeFileSync } from 'node:fs';
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

/** Another note in the registry as last used, which the database holds too, so that there is something to load. */
function changeRegistry(store: string, round: number): void {
  const file = join(store, 'portals.json');
  const text = readFileSync(file, 'utf8');
  const changed = text.replaceAll(/"note":\s*(?:null|"[^"]*")/g, `"note":"round ${round}"`);
  expect(changed).not.toBe(text);
  writeFileSync(file, changed);
}

it(`publishes whole databases only when killed ${kills} times while it loads`, async () => {
  const given = await sampleStore();
  const { store } = given;
  let kept = await nextNightCompletes(given, nothingKept);
  const load = ['load', '--store', store];
  changeRegistry(store, 0);
  const time = await timed(load);
  for (let round = 1; round <= kills; round++) {
    changeRegistry(store, round);
    await killed(load, time);
    kept = await expectWhole(store, kept);
    if (round % 10 === 0) {
      await timed(load);
      kept = await expectWhole(store, kept);
      expect(kept.releaseNote).toBe(`round ${round}`);
    }
  }
  expect(kept.documents).toBe(7);
}, 240_000);
