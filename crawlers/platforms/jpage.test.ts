import { describe, expect, it } from 'vitest';
import { portalOf } from '../testing/crawl-bench.ts';
import { jpage } from '../testing/families/jpage.ts';
import { familyBench } from '../testing/family-bench.ts';
import { day, january } from '../testing/three-nights.ts';

const bench = familyBench();

describe('JPAGE', () => {
  it.each([
    { counts: 'records' as const },
    { counts: 'records' as const, overlaps: true },
    { counts: 'records' as const, isOld: true, group: 27, perPage: 9 },
    { counts: 'pages' as const },
    { counts: 'pages' as const, longestPage: 15 },
    { counts: 'records' as const, proxyPath: '/module/jpage/dataproxy.jsp' },
    { counts: 'records' as const, method: 'GET' as const },
  ])('gives all of its reports: %o', async kind => {
    await bench.prove(jpage(kind));
  });

  it('asks for nothing but the pages that are due on the next night', async () => {
    const family = jpage({ counts: 'records', reports: 50 });
    const site = await bench.start(family, { validators: 'none' });
    const portal = portalOf(site.origin, { columns: [`${site.origin}${family.column}`] });
    await bench.store.run([portal], { now: () => january });
    const before = site.hits.length;
    const { outcomes } = await bench.store.run([portal], { now: () => january + day });
    expect(outcomes[0]).toMatchObject({ state: 'unchanged', found: 50, new: 0, platform: 'jpage' });
    expect(site.hits.slice(before).map(({ path }) => path)).toEqual(['/robots.txt', family.column]);
  });
});
