import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type CrawlBench, newBench, portalOf } from './testing/crawl-bench.ts';
import { startJpagePortal } from './testing/jpage-portal.ts';

let bench: CrawlBench;
const closing: (() => Promise<void>)[] = [];
beforeEach(() => {
  bench = newBench();
});
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
  bench.remove();
});

describe('a JPAGE portal', () => {
  it.each([
    { counts: 'records' as const },
    { counts: 'records' as const, overlaps: true },
    { counts: 'pages' as const },
    { counts: 'pages' as const, longestPage: 15 },
    { counts: 'records' as const, proxyPath: '/module/jpage/dataproxy.jsp' },
    { counts: 'records' as const, method: 'GET' as const },
  ])('gives all of its 112 reports: %o', async kind => {
    const server = await startJpagePortal({ reports: 112, ...kind });
    closing.push(server.close);
    const portal = portalOf(server.origin, { columns: [`${server.origin}/col/col12377/index.html`] });
    const { outcomes } = await bench.run([portal]);
    expect(outcomes[0]).toMatchObject({
      state: 'complete',
      platform: 'jpage',
      found: 112,
      new: 112,
      failed: 0,
    });
  });
});
