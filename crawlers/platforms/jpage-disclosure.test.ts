import { describe, expect, it } from 'vitest';
import { portalOf } from '../testing/crawl-bench.ts';
import { jpageDirectory, jpageReports } from '../testing/families/jpage-disclosure.ts';
import { familyBench } from '../testing/family-bench.ts';
import { documentAddresses } from '../testing/three-nights.ts';

const bench = familyBench();

describe('the 信息公开目录 of 大汉', () => {
  it.each(['kind', 'tree', 'district'] as const)('gives all reports where it tells the %s', async tells => {
    await bench.prove(jpageDirectory(tells));
  });

  it.each(['links', 'choices', 'latest'] as const)(
    'gives the reports of all bodies and years, told by %s, and takes no page without a report for one',
    async index => {
      const family = jpageReports(index);
      const site = await bench.start(family);
      const portal = portalOf(site.origin, { columns: [`${site.origin}${family.column}`] });
      const { outcomes } = await bench.store.run([portal]);
      expect(outcomes[0]).toMatchObject({ state: 'complete', found: 12, new: 12, gone: 0, failed: 0 });
      const reports = site.articles.map(({ path }) => site.origin + path).sort();
      const captured = documentAddresses(await bench.store.captures());
      expect(captured.filter(url => reports.includes(url))).toEqual(reports);
      const second = await bench.store.run([portal], { revisitAll: true });
      expect(second.outcomes[0]).toMatchObject({ state: 'unchanged', found: 12, unchanged: 12, gone: 0 });
    },
  );
});
