import { afterEach, beforeEach, expect, it } from 'vitest';
import type { PortalOutcome } from '../schema/portal.ts';
import { type CrawlBench, newBench, portalOf } from './testing/crawl-bench.ts';
import { fleet } from './testing/families/index.ts';
import { type ReportSite, type SiteSettings, startFamily } from './testing/report-site.ts';
import { conditionalRequests, day, documentAddresses, january } from './testing/three-nights.ts';

let bench: CrawlBench;
let sites: ReportSite[] = [];
beforeEach(() => {
  bench = newBench();
});
afterEach(async () => {
  for (const site of sites.splice(0)) await site.close();
  bench.remove();
});

/** Each family on an address of its own, known by its home page only. */
async function startFleet(settings: (at: number) => SiteSettings, families = fleet) {
  sites = await Promise.all(
    families.map((family, at) => startFamily(family, { address: `127.0.1.${at + 1}`, ...settings(at) })),
  );
  return sites.map(({ origin }, at) => portalOf(origin, { id: `p${at}`, name: families[at]?.name ?? '' }));
}

const told = (outcomes: readonly PortalOutcome[]) =>
  outcomes.map(({ name, found, new: fresh, changed, gone, failed }) => ({
    name,
    found,
    new: fresh,
    changed,
    gone,
    failed,
  }));

const bytesOf = (hits: readonly { sentBytes?: number }[]) =>
  hits.reduce((sum, { sentBytes = 0 }) => sum + sentBytes, 0);

it('the whole fleet, found from home pages, costs next to nothing on a second night, and a third tells what changed', async () => {
  const portals = await startFleet(at => ({
    validators: at % 2 === 0 ? 'etag' : 'last-modified',
    weight: 40_000,
  }));
  const counts = sites.map(({ articles }) => articles.length);
  const first = await bench.run(portals, { now: () => january });
  const whole = fleet.map(({ name }, at) => ({
    name,
    found: counts[at],
    new: counts[at],
    changed: 0,
    gone: 0,
    failed: 0,
  }));
  expect(told(first.outcomes)).toEqual(whole);
  const captures = await bench.captures();
  for (const { origin, articles } of sites) {
    const expected = articles.map(({ path }) => origin + path).sort();
    expect(documentAddresses(captures, new URL(origin).host)).toEqual(expected);
  }

  const before = sites.map(({ hits }) => hits.length);
  const second = await bench.run(portals, { now: () => january + day });
  expect(told(second.outcomes)).toEqual(whole.map(each => ({ ...each, new: 0 })));
  const conditional = sites.map(({ hits }, at) =>
    conditionalRequests(hits.slice(0, before[at]), hits.slice(before[at])),
  );
  const sum = (which: 0 | 1) => conditional.reduce((total, each) => total + each[which], 0);
  expect(sum(0)).toBeGreaterThan(500);
  expect(sum(1) / sum(0)).toBeGreaterThanOrEqual(0.95);
  const nights = sites.map(({ hits }, at) => [
    bytesOf(hits.slice(0, before[at])),
    bytesOf(hits.slice(before[at])),
  ]);
  for (const [at, [one = 0, two = 0]] of nights.entries())
    expect(two / one, `${fleet[at]?.name}: ${two} of ${one} bytes`).toBeLessThanOrEqual(0.03);

  for (const site of sites) {
    const [corrected, removed] = site.articles;
    site.publish();
    if (corrected !== undefined) site.correct(corrected);
    if (removed !== undefined) site.remove(removed);
  }
  const third = await bench.run(portals, { now: () => january + 2 * day });
  expect(told(third.outcomes)).toEqual(whole.map(each => ({ ...each, new: 1, changed: 1, gone: 1 })));
}, 300_000);

it('a fleet without validators is not fetched again on the second night: its lists tell what is new', async () => {
  const some = fleet.filter((_, at) => at % 3 === 0);
  const portals = await startFleet(() => ({ validators: 'none' }), some);
  const counts = sites.map(({ articles }) => articles.length);
  await bench.run(portals, { now: () => january });
  const before = sites.map(({ hits }) => hits.length);
  for (const site of sites) site.publish();
  const second = await bench.run(portals, { now: () => january + day });
  expect(told(second.outcomes)).toEqual(
    some.map(({ name }, at) => ({
      name,
      found: (counts[at] ?? 0) + 1,
      new: 1,
      changed: 0,
      gone: 0,
      failed: 0,
    })),
  );
  for (const [at, { hits, articles }] of sites.entries()) {
    const paths = new Set(articles.map(({ path }) => path));
    expect(hits.slice(before[at]).filter(({ path }) => paths.has(path))).toHaveLength(1);
  }
}, 300_000);
