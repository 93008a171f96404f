import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Archive } from '../data/archive/index.ts';
import { newBench, portalOf } from './testing/crawl-bench.ts';
import {
  articleKinds,
  encodings,
  layouts,
  linkings,
  pagers,
  type RandomPortal,
  startRandomPortal,
} from './testing/random-portal.ts';

const gapMs = 4;

/** Every report found once, nothing invented, nothing forbidden fetched, the pace kept, the bytes those served. */
async function expectAllReports(portal: RandomPortal): Promise<void> {
  const server = await startRandomPortal(portal);
  const bench = newBench();
  try {
    const { outcomes } = await bench.run([portalOf(server.origin)], { delaySeconds: gapMs / 1000 });
    const archive = await Archive.open(join(bench.directory, 'archive'));
    try {
      const captures = [...archive.captures()];
      const documents = captures.filter(({ role, status }) => role === 'document' && status === 200);
      const plain = (url: string) =>
        new URL(url).pathname.replace(/;jsessionid=.*$/, '').replace(/\/s(?=\d+_\d+\.html$)/, '/t');
      expect([...new Set(documents.map(({ url }) => plain(url)))].sort()).toEqual(
        [...server.expected].sort(),
      );
      expect(outcomes[0]).toMatchObject({ found: server.expected.length, failed: 0, gone: 0 });
      expect(server.hits.filter(({ path }) => /private|ghost|jd|month/.test(path))).toEqual([]);
      const gaps = server.hits.slice(1).map(({ at }, index) => at - (server.hits[index]?.at ?? 0));
      expect(Math.min(...gaps)).toBeGreaterThanOrEqual(gapMs - 1);
      for (const capture of captures) {
        const { pathname, search } = new URL(capture.url);
        const sent = server.served.get(pathname + search);
        if (capture.status !== 200 || sent === undefined) continue;
        const kept = Buffer.from(await archive.payload(capture));
        expect(
          sent.some(bytes => kept.equals(bytes)),
          capture.url,
        ).toBe(true);
      }
      const kept = captures.filter(({ role }) => role === 'attachment').length;
      const beside = { attachment: 1, parts: 2, frame: 1, viewer: 1, page: 0, stub: 0, file: 0 }[
        portal.article
      ];
      expect(kept).toBe(beside * server.expected.length);
    } finally {
      await archive.close();
    }
  } finally {
    bench.remove();
    await server.close();
  }
}

const usual: RandomPortal = {
  pager: 'next link',
  linking: 'relative',
  article: 'page',
  layout: 'flat',
  encoding: 'utf-8',
  steps: 1,
  reports: 12,
  perPage: 5,
};

describe('a portal never seen before gives all of its reports', () => {
  it.each(pagers)('paged by: %s', pager => expectAllReports({ ...usual, pager }));
  it.each(linkings)('linked by: %s', linking => expectAllReports({ ...usual, linking }));
  it.each(articleKinds)('articles as: %s', article => expectAllReports({ ...usual, article, reports: 6 }));
  it.each(layouts)('laid out as: %s', layout => expectAllReports({ ...usual, layout }));
  it.each(encodings)('encoded as: %s', encoding => expectAllReports({ ...usual, encoding }));

  it('whatever the mixture', async () => {
    const runs = Number(process.env['NIANBAO_RUNS'] ?? 6);
    await fc.assert(
      fc.asyncProperty(
        fc.record({
          pager: fc.constantFrom(...pagers),
          linking: fc.constantFrom(...linkings),
          article: fc.constantFrom(...articleKinds),
          layout: fc.constantFrom(...layouts),
          encoding: fc.constantFrom(...encodings),
          steps: fc.constantFrom(0 as const, 1 as const, 2 as const),
          reports: fc.integer({ min: 3, max: 15 }),
          perPage: fc.integer({ min: 2, max: 6 }),
        }),
        expectAllReports,
      ),
      { numRuns: runs },
    );
  }, 120_000);
});
