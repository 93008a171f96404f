/** Reading millions of documents takes as much memory as reading a few. */

import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, it } from 'vitest';
import { loadDivisions } from '../data/divisions/divisions.ts';
import { createExtractor } from '../extract/index.ts';
import { wordPage } from './bench/word-page.ts';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

function heapMegabytes(): number {
  collectGarbage();
  return process.memoryUsage().heapUsed / 1e6;
}

it('an extractor keeps nothing of the pages that it has read', async () => {
  const extractor = createExtractor({ divisions: loadDivisions() });
  const read = async (from: number, to: number): Promise<void> => {
    for (let seed = from; seed < to; seed++) {
      // Other names on every page, as in life, so that no cache is spared.
      const page = wordPage(seed).replaceAll('清河', `清河${String.fromCharCode(0x4e00 + seed)}`);
      const context = { url: `http://a.gov.cn/${seed}`, contentType: null, fileName: null, portal: null };
      await extractor.extract(Buffer.from(page), context);
    }
  };
  await read(0, 30);
  const before = heapMegabytes();
  await read(30, 90);
  // A page is 0.4 MB in memory; sixty of them would be 24.
  expect(heapMegabytes() - before).toBeLessThan(6);
}, 60_000);
