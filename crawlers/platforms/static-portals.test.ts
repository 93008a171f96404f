import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type CrawlBench, newBench } from '../testing/crawl-bench.ts';
import {
  columnHtml,
  expectEveryReport,
  listRows,
  pageOf,
  type ReportSite,
  startReportSite,
} from '../testing/report-site.ts';

let bench: CrawlBench;
let site: ReportSite;
beforeEach(() => {
  bench = newBench();
});
afterEach(async () => {
  await site.close();
  bench.remove();
});

const size = 12;
const hex = (id: number) => String(id).padStart(32, '0');

describe('NFCMS', () => {
  it('gives all of its reports: the second page is index_2.html, known by a link only', async () => {
    const directory = '/zfjgzy/gzsrmzfbgt/zfxxgknb/bm/2023n/';
    site = await startReportSite({
      reports: 30,
      pathOf: id => `${directory}content/post_${9_469_010 + id}.html`,
      answer: ({ url }, own) => {
        const [, file = 'none'] = url.pathname.startsWith(directory) ? url.pathname.split(directory) : [];
        const number = file === '' ? 1 : Number(/^index_([2-9])\.html$/.exec(file)?.[1] ?? 0);
        if (number === 0 || number > Math.ceil(own.articles.length / size)) return undefined;
        const isLast = number * size >= own.articles.length;
        const pager = isLast
          ? '<span>尾页</span>'
          : `<a href="${own.origin}${directory}index_${number + 1}.html">&rsaquo;</a>`;
        return columnHtml(
          `<ul class="news_list">${listRows(pageOf(own.articles, number, size))}</ul><div class="page">${pager}</div>`,
          "<script>var NFCMS_SITE_ID = '200001';</script>",
        );
      },
    });
    await expectEveryReport(bench, site, { column: directory, platform: 'nfcms' });
  });
});

describe('a static list whose call counts from 0 while its files count from 1', () => {
  it('is read all the same', async () => {
    const directory = '/zwgk/zfxxgknb/';
    site = await startReportSite({
      reports: 30,
      pathOf: id => `${directory}202401/t20240119_${id}.html`,
      answer: ({ path }, own) => {
        const pages = Math.ceil(own.articles.length / size);
        const digits = path.startsWith(directory) ? /index_([2-9])\.html$/.exec(path)?.[1] : undefined;
        const number = path === directory ? 1 : Number(digits ?? 0);
        if (number < 1 || number > pages) return undefined;
        const call = `<script>createPageHTML(${pages}, ${number - 1}, "index", "html");</script>`;
        return columnHtml(`<ul>${listRows(pageOf(own.articles, number, size))}</ul>${call}`);
      },
    });
    await expectEveryReport(bench, site, { column: directory, platform: 'trs' });
  });
});

describe('上海', () => {
  it('gives the reports of all year archives, takes no ghosts from comments, and survives pages that are declared only', async () => {
    const years: Record<string, (list: ReportSite) => ReportSite['articles']> = {
      '/nw12344/': own => own.articles.filter(({ id }) => id > 20),
      '/nw49248/': own => own.articles.filter(({ id }) => id <= 20),
    };
    site = await startReportSite({
      reports: 50,
      pathOf: id => `/nw${id > 20 ? 12344 : 49248}/20230331/${hex(id)}.html`,
      answer: ({ url }, own) => {
        const [, directory = '', digits = '1'] =
          /^(\/nw\d+\/)(?:index(?:_(\d+))?\.html)?$/.exec(url.pathname) ?? [];
        const list = years[directory]?.(own) ?? [];
        const rows = pageOf(list, Number(digits), size);
        if (rows.length === 0) return undefined;
        const ghosts = rows.map(
          ({ id, title }) =>
            `<!--<li><a href="${directory}20230331/${hex(id + 1000)}.html" title="${title}">${title}</a></li>-->`,
        );
        return columnHtml(`<ul class="uli14 pageList">${listRows(rows)}${ghosts.join('')}</ul>
<a href="/nw12344/index.html">2023年</a><a href="/nw49248/index.html">2022年</a><a href="/nw9822/index.html">要闻</a>
<script>$('.pages').pagination({totalPage:${Math.ceil(list.length / size) + 1}, callback: turn});</script>`);
      },
    });
    await expectEveryReport(bench, site, { column: '/nw12344/index.html', platform: 'shanghai' });
    expect(site.hits.some(({ path }) => path.startsWith('/nw9822/'))).toBe(false);
  });
});

describe('a list that stands in a script of its page', () => {
  it.each([
    [
      'listData',
      (own: ReportSite) =>
        `var listData={articleList:${JSON.stringify(own.articles.map(({ title, date, path }) => ({ title, pubDate: date, urls: { pc: path } })))}};`,
    ],
    [
      'pagedContent',
      (own: ReportSite) =>
        `var pagedContent = ${JSON.stringify(own.articles.map(({ title, date, path: url }) => ({ title, date, url })))}, totalCount = 40, perSize = 20;`,
    ],
  ])('gives all of its reports (%s)', async (_, script) => {
    site = await startReportSite({
      reports: 40,
      pathOf: id => `/articles/ch00232/202401/00000000-d294-46d5-b25c-${String(id).padStart(12, '0')}.shtml`,
      answer: ({ path }, own) =>
        path === '/channels/ch00232/'
          ? columnHtml(`<ul id="list"></ul><script>${script(own)}</script>`)
          : undefined,
    });
    await expectEveryReport(bench, site, { column: '/channels/ch00232/', platform: 'inlined' });
  });
});
