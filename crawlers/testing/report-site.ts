/** A portal of reports on loopback, for platforms to build their lists on. Reports can be published, corrected and removed. */

import { createHash } from 'node:crypto';
import type { Portal } from '../../schema/portal.ts';
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
  publish(): Article;
  /** Changes the text of a report where it stands. */
  correct(article: Article): void;
  /** Takes a report down, from its list too. */
  remove(article: Article): void;
}

export interface PortalHit extends Hit {
  readonly url: URL;
}

/** How a family is served, whatever it is. */
export interface SiteSettings {
  readonly reports?: number;
  readonly address?: string;
  /** What pages carry to be asked for conditionally. Answers to scripts carry nothing, as dynamic ones do. */
  readonly validators?: 'etag' | 'last-modified' | 'none';
  /** Bytes of each report beyond the words of the form. */
  readonly weight?: number;
}

/** A platform as a server: its list, and where its reports are. */
export interface FamilySite {
  readonly reports: number;
  readonly pathOf: (id: number) => string;
  /** Answers whatever is no article: lists, endpoints, scripts. */
  readonly answer: (hit: PortalHit, site: ReportSite) => Reply | string | undefined;
  /** The page of an article where it is not plain; `weight` is a text to put into it. */
  readonly articleHtml?: (article: Article, weight: string) => string | Uint8Array;
  readonly unitOf?: (id: number) => string;
}

export interface Family extends FamilySite {
  readonly name: string;
  readonly platform: string;
  /** Path of its column, to which its home page leads. */
  readonly column: string;
  /** What the registry says of it beyond its addresses. */
  readonly entry?: (origin: string) => Partial<Portal>;
}

export const startFamily = (family: Family, settings: SiteSettings = {}): Promise<ReportSite> =>
  startReportSite({ ...family, ...settings, column: family.column });

export async function startReportSite(
  options: FamilySite & SiteSettings & { readonly column?: string },
): Promise<ReportSite> {
  const { pathOf, answer, validators = 'etag', weight = 0 } = options;
  const { articleHtml = plainArticle, unitOf = id => `某市第${id}局` } = options;
  const filling = weight === 0 ? '' : `<p>${'主动公开。'.repeat(Math.ceil(weight / 15))}</p>`;
  const articleOf = (id: number): Article => {
    const unit = unitOf(id);
    return { id, path: pathOf(id), unit, title: `${unit}2023年政府信息公开工作年度报告`, date: '2024-01-19' };
  };
  const articles = Array.from({ length: options.reports }, (_, at) => articleOf(options.reports - at));
  const corrections = new Map<number, number>();
  const versions = new Map<string, { digest: string; time: number }>();
  let latest = options.reports;
  let site: ReportSite | null = null;

  const page = (hit: Hit): Reply | undefined => {
    const article = articles.find(({ path }) => path === hit.path);
    if (article !== undefined) {
      const times = corrections.get(article.id) ?? 0;
      return { body: articleHtml(article, `${filling}${times === 0 ? '' : `<p>第${times}次更正</p>`}`) };
    }
    if (site === null) return undefined;
    const reply = answer({ ...hit, url: new URL(hit.path, site.origin) }, site);
    if (reply === undefined && hit.path === '/' && options.column !== undefined)
      return homeOf(options.column);
    return typeof reply === 'string' ? { body: reply } : reply;
  };

  const server = await startServer(hit => {
    const reply = page(hit);
    const isPage = reply?.body !== undefined && (reply.status ?? 200) === 200 && hit.method === 'GET';
    if (!isPage || validators === 'none' || /json|xml/.test(String(reply.headers?.['content-type'])))
      return reply;
    const digest = createHash('sha1')
      .update(reply.body ?? '')
      .digest('hex');
    const known = versions.get(hit.path);
    const version =
      known?.digest === digest ? known : { digest, time: (known?.time ?? 1_700_000_000_000) + 1000 };
    versions.set(hit.path, version);
    const value = validators === 'etag' ? `"${digest}"` : new Date(version.time).toUTCString();
    const asked = hit.headers[validators === 'etag' ? 'if-none-match' : 'if-modified-since'];
    if (asked === value) return { status: 304, headers: { [validators]: value } };
    return { ...reply, headers: { ...reply.headers, [validators]: value } };
  }, options.address);

  site = {
    ...server,
    articles,
    publish: () => {
      latest += 1;
      const article = articleOf(latest);
      articles.unshift(article);
      return article;
    },
    correct: ({ id }) => corrections.set(id, (corrections.get(id) ?? 0) + 1),
    remove: article => {
      const at = articles.findIndex(({ id }) => id === article.id);
      if (at >= 0) articles.splice(at, 1);
    },
  };
  return site;
}

const plainArticle = ({ unit }: Article, weight: string): string => reportHtml(unit, 2023, weight);

const homeOf = (column: string): Reply => ({
  body: `<!DOCTYPE html><html><head><meta charset="utf-8"><title>某市人民政府</title></head><body>
<a href="/">首页</a><a href="/gzcy/zxts/">在线投诉</a><a href="${column.replaceAll('&', '&amp;')}">政府信息公开年报</a></body></html>`,
});

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
