import { describe, expect, it } from 'vitest';
import { longxunContent, longxunLabel, longxunScripts } from '../testing/families/longxun.ts';
import { familyBench } from '../testing/family-bench.ts';

const bench = familyBench();

describe('龙讯', () => {
  it.each(longxunScripts)('asks for the label that a script names by %s', async named => {
    const site = await bench.prove(longxunLabel(named));
    expect(site.hits.filter(({ path }) => path.includes('pageIndex=5'))).toEqual([]);
  });

  it('turns the pages of a content column', async () => {
    await bench.prove(longxunContent);
  });
});
