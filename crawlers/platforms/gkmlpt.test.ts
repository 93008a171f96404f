import { describe, expect, it } from 'vitest';
import { portalOf } from '../testing/crawl-bench.ts';
import { gkmlpt } from '../testing/families/gkmlpt.ts';
import { familyBench } from '../testing/family-bench.ts';

const bench = familyBench();

describe('gkmlpt', () => {
  it('gives all of its reports and their attachments, from the tree and the interface', async () => {
    await bench.prove(gkmlpt());
    const attachments = (await bench.store.captures()).filter(({ role }) => role === 'attachment');
    expect(new Set(attachments.map(({ url }) => url)).size).toBe(113);
    expect(attachments[0]?.referrer).toMatch(/\/gkmlpt\/content\//);
  }, 30_000);

  it.each([{ rootApi: false }, { rootApi: true }])('knows the sub-sites of a host: %o', async kind => {
    await bench.prove(gkmlpt({ reports: 3, prefix: '/lhqkjhgyxxhj', ...kind }));
  });

  it.each(['', '/zwgk/nb/'])(
    'is found from the home page, its column being elsewhere or not: "%s"',
    async jump => {
      const site = await bench.start(gkmlpt({ reports: 4, jump }));
      const { outcomes } = await bench.store.run([portalOf(site.origin)]);
      expect(outcomes[0]).toMatchObject({ state: 'complete', found: 4, new: 4 });
    },
  );
});
