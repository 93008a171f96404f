/** The proof that a portal is crawled whole, looked at again for next to nothing, and followed in what it publishes. */

import { expect } from 'vitest';
import type { Capture } from '../../schema/capture.ts';
import { type CrawlBench, portalOf } from './crawl-bench.ts';
import type { Hit } from './loopback-server.ts';
import type { Article, Family, ReportSite } from './report-site.ts';

export const day = 24 * 3_600_000;
/** In the season of the reports that sites here publish. */
export const january = Date.UTC(2024, 0, 20);

/** Addresses of the documents that were answered with a page, each once. */
export function documentAddresses(captures: readonly Capture[], host?: string): string[] {
  const documents = captures.filter(
    ({ role, status, url }) =>
      role === 'document' && status === 200 && (host === undefined || new URL(url).host === host),
  );
  return [...new Set(documents.map(({ url }) => url))].sort();
}

/** Requests that could have been conditional, their pages having had a validator before, and those that were. */
export function conditionalRequests(
  before: readonly Hit[],
  after: readonly Hit[],
): [could: number, were: number] {
  const asked = new Set(before.filter(({ method }) => method === 'GET').map(({ path }) => path));
  const could = after.filter(
    ({ method, path, gaveValidator }) => method === 'GET' && gaveValidator && asked.has(path),
  );
  const were = could.filter(
    ({ headers }) => headers['if-none-match'] !== undefined || headers['if-modified-since'] !== undefined,
  );
  return [could.length, were.length];
}

/**
 * Crawls on three nights of January: all reports are found and nothing else; a look at everything is conditional and
 * finds it unchanged; then one report is new, one corrected and one gone, and a night that looks only at what is due
 * tells exactly these.
 */
export async function expectThreeNights(
  bench: CrawlBench,
  site: ReportSite,
  family: Pick<Family, 'column' | 'platform' | 'entry'>,
): Promise<void> {
  const { column, platform } = family;
  const columns = [`${site.origin}${column}`];
  const portal = portalOf(site.origin, { columns, ...family.entry?.(site.origin) });
  const count = site.articles.length;
  const first = await bench.run([portal], { now: () => january });
  expect(first.issues).toEqual([]);
  expect(first.outcomes[0]).toMatchObject({
    state: 'complete',
    platform,
    found: count,
    new: count,
    gone: 0,
    failed: 0,
  });
  const addresses = () => site.articles.map(({ path }) => `${site.origin}${path}`).sort();
  expect(documentAddresses(await bench.captures())).toEqual(addresses());
  const titles = new Set(site.articles.map(({ title }) => title));
  const named = (await bench.captures()).filter(
    ({ role, link_text }) => role === 'document' && link_text !== null,
  );
  expect(named.filter(({ link_text }) => link_text !== null && !titles.has(link_text))).toEqual([]);

  const before = site.hits.length;
  const second = await bench.run([portal], { now: () => january + day / 24, revisitAll: true });
  expect(second.outcomes[0]).toMatchObject({
    state: 'unchanged',
    found: count,
    unchanged: count,
    new: 0,
    failed: 0,
  });
  const paths = new Set(site.articles.map(({ path }) => path));
  const again = site.hits.slice(before);
  expect(new Set(again.filter(({ path }) => paths.has(path)).map(({ path }) => path)).size).toBe(count);
  const [could, were] = conditionalRequests(site.hits.slice(0, before), again);
  expect(were / could).toBeGreaterThanOrEqual(0.95);

  const [corrected, removed] = site.articles as [Article, Article];
  site.publish();
  site.correct(corrected);
  site.remove(removed);
  const third = await bench.run([portal], { now: () => january + 2 * day });
  expect(third.outcomes[0]).toMatchObject({
    state: 'complete',
    found: count,
    new: 1,
    changed: 1,
    gone: 1,
    failed: 0,
  });
  expect(documentAddresses(await bench.captures())).toEqual(
    [...addresses(), `${site.origin}${removed.path}`].sort(),
  );
}
