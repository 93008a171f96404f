import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { Archive } from '../data/archive/index.ts';
import { samplePath } from './testing/cli-process.ts';
import {
  expectWhole,
  killedNight,
  kills,
  nextNightCompletes,
  nothingKept,
  timedNight,
} from './testing/killed-night.ts';
import { sampleStore } from './testing/sample-store.ts';

/** A further page with a report, so that there is something to load. */
async function archiveOneMore(store: string, number: number): Promise<void> {
  const archive = await Archive.open(join(store, 'archive'));
  await archive.addResource({
    url: `http://www.example.gov.cn/nb/${number}.html`,
    bytes: Buffer.concat([readFileSync(samplePath('juyuan-2020')), Buffer.from(`<!-- ${number} -->`)]),
    content_type: 'text/html',
    captured_at: new Date().toISOString(),
    portal: null,
    role: 'document',
  });
  await archive.close();
}

it(`publishes whole databases only when killed ${kills} times while it loads`, async () => {
  const given = await sampleStore();
  const times = await timedNight(given, []);
  let kept = await expectWhole(given.store, nothingKept);
  for (let killed = 1; killed <= kills; killed++) {
    await archiveOneMore(given.store, killed);
    await killedNight(given, 'load', times);
    kept = await expectWhole(given.store, kept);
    if (killed % 5 === 0) {
      kept = await nextNightCompletes(given, kept);
      expect(kept.documents).toBe(7 + killed);
    }
  }
}, 240_000);
