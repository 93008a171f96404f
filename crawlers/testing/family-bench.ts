/** What tests of families need around each test: a store, and sites that are closed with it. */

import { afterEach, beforeEach } from 'vitest';
import { type CrawlBench, newBench } from './crawl-bench.ts';
import type { Handler, LoopbackServer } from './loopback-server.ts';
import { startServer } from './loopback-server.ts';
import { type Family, type ReportSite, type SiteSettings, startFamily } from './report-site.ts';
import { expectThreeNights } from './three-nights.ts';

export interface FamilyBench {
  /** The store of the test that runs. */
  readonly store: CrawlBench;
  start(family: Family, settings?: SiteSettings): Promise<ReportSite>;
  serve(handler: Handler, address?: string): Promise<LoopbackServer>;
  /** Starts a site of the family and proves that it is crawled whole, on three nights. */
  prove(family: Family, settings?: SiteSettings): Promise<ReportSite>;
}

/** Registers what happens before and after each test of the file; used once, at its head. */
export function familyBench(): FamilyBench {
  let store: CrawlBench | null = null;
  const closing: (() => Promise<void>)[] = [];
  const current = (): CrawlBench => {
    if (store === null) throw new RangeError('no test is running');
    return store;
  };
  beforeEach(() => {
    store = newBench();
  });
  afterEach(async () => {
    for (const close of closing.splice(0)) await close();
    store?.remove();
  });
  const start = async (family: Family, settings?: SiteSettings): Promise<ReportSite> => {
    const site = await startFamily(family, settings);
    closing.push(site.close);
    return site;
  };
  return {
    get store() {
      return current();
    },
    start,
    serve: async (handler, address) => {
      const server = await startServer(handler, address);
      closing.push(server.close);
      return server;
    },
    prove: async (family, settings) => {
      const site = await start(family, settings);
      await expectThreeNights(current(), site, family);
      return site;
    },
  };
}
