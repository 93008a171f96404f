import { describe, expect, it } from 'vitest';
import { portalOf } from '../testing/crawl-bench.ts';
import { jpaas, jpaasUnitPath } from '../testing/families/jpaas.ts';
import { familyBench } from '../testing/family-bench.ts';

const bench = familyBench();

describe('JPAAS', () => {
  it.each([{ inlined: true }, { inlined: false }])('gives all of its reports: %o', async kind => {
    const site = await bench.prove(jpaas(kind));
    expect(site.hits.some(({ path }) => path.includes(encodeURIComponent('页脚')))).toBe(false);
  });

  it('is left when the host sends its first page again and again', async () => {
    const family = jpaas({ inlined: false, ignoresPage: true });
    const site = await bench.start(family);
    const portal = portalOf(site.origin, { columns: [`${site.origin}${family.column}`] });
    const { outcomes } = await bench.store.run([portal]);
    expect(outcomes[0]).toMatchObject({ platform: 'jpaas', found: 15, skipped: { 'endless-list': 1 } });
    expect(site.hits.filter(({ path }) => path.startsWith(jpaasUnitPath))).toHaveLength(2);
  });
});
