import { describe, expect, it } from 'vitest';
import { portalOf } from '../testing/crawl-bench.ts';
import { vsb, vsbDynamic } from '../testing/families/vsb.ts';
import { familyBench } from '../testing/family-bench.ts';
import { day, january } from '../testing/three-nights.ts';

const bench = familyBench();

describe('VSB', () => {
  // 30: a report published between two crawls adds a page, and every number moves on by one.
  it.each([
    [30, true],
    [34, true],
    [34, false],
  ])('gives all of %d reports, counting backwards (with its pager call: %s)', async (reports, hasCall) => {
    const site = await bench.prove(vsb(reports, hasCall));
    expect(site.hits.some(({ path }) => path === '/xxgk/zfxxgknb/0.htm')).toBe(false);
  });

  it('gives all reports of its dynamic form', async () => {
    await bench.prove(vsbDynamic);
  });

  it('finds what moved to other pages when more than a page was published in one day', async () => {
    const family = vsb(30);
    const site = await bench.start(family, { validators: 'none' });
    const portal = portalOf(site.origin, { columns: [`${site.origin}${family.column}`] });
    await bench.store.run([portal], { now: () => january });
    for (let more = 0; more < 25; more += 1) site.publish();
    const { outcomes } = await bench.store.run([portal], { now: () => january + day });
    expect(outcomes[0]).toMatchObject({ new: 25, found: 55 });
  });
});
