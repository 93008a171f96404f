import { describe, expect, it } from 'vitest';
import { opennessPagers, opennessPages, opennessYears } from '../testing/families/openness.ts';
import { familyBench } from '../testing/family-bench.ts';

const bench = familyBench();

describe('the Openness application', () => {
  it('gives the reports of all years', async () => {
    const site = await bench.prove(opennessYears);
    expect(site.hits.some(({ path }) => path.includes('/page_'))).toBe(false);
  });

  it.each(opennessPagers)('turns pages where %s tells of them', async told => {
    const site = await bench.prove(opennessPages(told));
    // Where nothing tells of an end, an empty page does.
    expect(site.hits.some(({ path }) => path.includes('page_6'))).toBe(false);
  });
});
