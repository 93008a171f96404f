import { describe, expect, it } from 'vitest';
import { portalOf } from '../testing/crawl-bench.ts';
import { irsKinds, trs, trsIrs, trsPagers } from '../testing/families/trs.ts';
import { familyBench } from '../testing/family-bench.ts';

const bench = familyBench();
const pagers = Object.keys(trsPagers) as (keyof typeof trsPagers)[];

describe('TRS', () => {
  it.each(pagers)('is read to its last page by the pager %s, in GB18030', async pager => {
    await bench.prove(trs(pager));
  });

  it('counts the reading aids and the clones among its items, and guesses no page', async () => {
    const family = trs('plain');
    const site = await bench.start(family);
    const portal = portalOf(site.origin, { columns: [`${site.origin}${family.column}`] });
    const { outcomes } = await bench.store.run([portal]);
    expect(outcomes[0]?.skipped).toMatchObject({ 'not-a-report': 3, 'foreign-host': 3 });
    expect(site.hits).toHaveLength(1 + 3 + 55);
  });

  it.each(irsKinds)('海云 gives all reports that the service knows %s', async names => {
    const site = await bench.prove(trsIrs(names));
    // Four pages of fifteen, no fifth: in each run that looks at them all.
    expect(site.hits.some(({ body }) => body.includes('"pageNo":5'))).toBe(false);
  });
});
