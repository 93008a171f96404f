/** A portal of reports on loopback, for platforms to build their lists on; and the proof that a crawl finds them all. */

import { expect } from 'vitest';
import type { Portal } from '../../schema/portal.ts';
import { type CrawlBench, portalOf } from './crawl-bench.ts';
import { type Hit, type LoopbackServer, type Reply, reportHtml, startServer } from './loopback-server.ts';

export interface Article {
  readonly id: number;
  readonly path: string;
  readonly unit: string;
  readonly title: string;
  /** ISO date of publication. */
  readonly date: string;
}

export interface ReportSite extends LoopbackServer {
  /** Newest first. */
  readonly articles: Article[];
  /** Publishes one more, before all others. */
  publish(): void;
}

export interface ReportSiteOptions {
  readonly reports: number;
  readonly pathOf: (id: number) => string;
  /** Answers whatever is no article: lists, endpoints, scripts. */
  readonly answer: (hit: PortalHit, site: ReportSite) => Reply | string | undefined;
  /** The page of an article where it is not plain. */
  readonly articleHtml?: (article: Article) => string;
  readonly address?: string;
}

export interface PortalHit extends Hit {
  readonly url: URL;
}

/** Articles carry an entity tag and answer 304 to it. */
export async function startReportSite(options: ReportSiteOptions): Promise<ReportSite> {
  const { pathOf, answer, articleHtml = ({ unit }) => reportHtml(unit, 2023) } = options;
  const articleOf = (id: number): Article => {
    const unit = `某市第${id}局`;
    return { id, path: pathOf(id), unit, title: `${unit}2023年政府信息公开工作年度报告`, date: '2024-01-19' };
  };
  const articles = Array.from({ length: options.reports }, (_, at) => articleOf(options.reports - at));
  let site: ReportSite | null = null;
  const server = await startServer(hit => {
    const article = articles.find(({ path }) => path === hit.path);
    if (article !== undefined) {
      const etag = `"article-${article.id}"`;
      if (hit.headers['if-none-match'] === etag) return { status: 304, headers: { etag } };
      return { body: articleHtml(article), headers: { etag } };
    }
    const url = new URL(hit.path, site?.origin);
    const reply = site === null ? undefined : answer({ ...hit, url }, site);
    return typeof reply === 'string' ? { body: reply } : reply;
  }, options.address);
  site = { ...server, articles, publish: () => articles.unshift(articleOf(articles.length + 1)) };
  return site;
}

/** Page `number` (from 1) of a list. */
export function pageOf<T>(list: readonly T[], number: number, size: number): T[] {
  return list.slice((number - 1) * size, number * size);
}

/** Rows as most lists have them, long titles cut off. */
export function listRows(articles: readonly Article[]): string {
  return articles
    .map(
      ({ path, title, date }) =>
        `<li><a href="${path}" target="_blank" title="${title}">${title.slice(0, 12)}...</a><span>${date}</span></li>`,
    )
    .join('\n');
}

/** A column page with the menu that every portal has. */
export function columnHtml(content: string, head = ''): string {
  return `<!DOCTYPE html><html><head><meta charset="utf-8"><title>政府信息公开年报</title>
<meta name="ColumnName" content="政府信息公开年报">${head}</head><body>
<a href="/">首页</a><a href="/zwgk/">政务公开</a><a href="/gzcy/zxts/">在线投诉</a>
${content}
</body></html>`;
}

export function jsonReply(value: unknown): Reply {
  return {
    body: typeof value === 'string' ? value : JSON.stringify(value),
    headers: { 'content-type': 'application/json;charset=UTF-8' },
  };
}

const day = 24 * 3_600_000;
const january = Date.UTC(2026, 0, 20);

/**
 * Crawls three times: all reports are found and nothing else; a second look at everything is conditional and finds it
 * unchanged; a report published later is found on a night when only what leads is looked at.
 */
export async function expectEveryReport(
  bench: CrawlBench,
  site: ReportSite,
  crawl: { readonly column: string; readonly platform: string; readonly portal?: Partial<Portal> },
): Promise<void> {
  const { column, platform } = crawl;
  const portal = portalOf(site.origin, { columns: [`${site.origin}${column}`], ...crawl.portal });
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
  const documents = async () =>
    (await bench.captures()).filter(({ role, status }) => role === 'document' && status === 200);
  const addresses = () => site.articles.map(({ path }) => `${site.origin}${path}`).sort();
  expect((await documents()).map(({ url }) => url).sort()).toEqual(addresses());
  const titles = new Set(site.articles.map(({ title }) => title));
  expect((await documents()).filter(({ link_text }) => link_text !== null && !titles.has(link_text))).toEqual(
    [],
  );

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
  const again = site.hits.slice(before).filter(({ path }) => paths.has(path));
  expect(new Set(again.map(({ path }) => path)).size).toBe(count);
  expect(again.every(({ headers }) => headers['if-none-match'] !== undefined)).toBe(true);

  site.publish();
  const third = await bench.run([portal], { now: () => january + 2 * day });
  expect(third.outcomes[0]).toMatchObject({ state: 'complete', found: count + 1, new: 1, failed: 0 });
  expect([...new Set((await documents()).map(({ url }) => url))].sort()).toEqual(addresses());
}
