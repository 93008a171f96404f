/** Damaged and hostile documents: no defect, each ends soon. The large counts are `npm run bench -- fuzz`. */

import { expect, test } from 'vitest';
import { createExtractor } from './index.ts';
import { damagedDocument, hostileDocuments } from './synthetic/hostile.ts';

const extractor = createExtractor({ divisions: [] });
const context = { url: null, contentType: null, fileName: null, portal: null };
/** Those that cost least; the others are in the measurement. */
const slice =
  /tables|spans without|colspan|bomb|circle|itself|gigapixel|entities|brackets|quotes|far out|merges/;

test.each(Object.keys(hostileDocuments).filter(name => slice.test(name)))(
  '%s',
  async name => {
    const { issues } = await extractor.extract(hostileDocuments[name]?.() ?? new Uint8Array(), context);
    expect(issues.map(({ code }) => code)).not.toContain('extract.unexpected');
  },
  30_000,
);

test('damaged documents of every kind are read, or refused with a closed code', async () => {
  for (let seed = 1; seed <= 120; seed++) {
    const { what, bytes } = damagedDocument(seed);
    const { issues } = await extractor.extract(bytes, context);
    const defect = issues.find(({ code }) => code === 'extract.unexpected');
    expect(defect, `seed ${seed}, ${what}`).toBeUndefined();
  }
}, 60_000);
