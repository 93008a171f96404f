import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type CrawlBench, newBench } from '../testing/crawl-bench.ts';
import { reportHtml } from '../testing/loopback-server.ts';
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

const size = 10;
const asked = (part: string) => site.hits.filter(({ path }) => path.includes(part));

describe('iList.jsp', () => {
  const column = '/info/iList.jsp?node_id=GKdyszf&site_id=CMSdeyang&cat_id=25723';

  it.each([
    { first: 1, hasPager: true },
    { first: 1, hasPager: false },
    { first: 0, hasPager: true },
    { first: 0, hasPager: false },
  ])('gives all of its reports, whatever its first page is called: %o', async ({ first, hasPager }) => {
    site = await startReportSite({
      reports: 35,
      pathOf: id => `/gk/gknb/${257_230 + id}.htm`,
      answer: ({ url }, own) => {
        const { searchParams: given } = url;
        if (url.pathname !== '/info/iList.jsp' || given.get('site_id') !== 'CMSdeyang') return undefined;
        const number = Number(given.get('cur_page') ?? first) - first + 1;
        const rows = pageOf(own.articles, Math.max(number, 1), size).map(
          article =>
            `<tr><td>${listRows([article]).replaceAll(/<\/?(li|span)>/g, '')}</td><td>${article.date}</td></tr>`,
        );
        const pager =
          number * size < own.articles.length
            ? `<a href="${column}&cur_page=${first + number}">${number + 1}</a>`
            : '';
        return columnHtml(
          `<table class="gk_list_table"><tr><th>标题</th><th>日期</th></tr>${rows.join('')}</table>${hasPager ? pager : ''}`,
        );
      },
    });
    await expectEveryReport(bench, site, { column, platform: 'ilist' });
    expect(asked('cur_page=6')).toEqual([]);
  });
});

describe('eportal', () => {
  it('gives all of its reports: the module that turns pages is named in the page', async () => {
    const module = '0b2f1a9e8c7d4e5f';
    site = await startReportSite({
      reports: 35,
      pathOf: id => `/eportal/ui?pageId=559301&articleKey=${700 + id}&columnId=559300`,
      answer: ({ url }, own) => {
        const { searchParams: given } = url;
        if (url.pathname !== '/eportal/ui' || given.get('pageId') !== '559300') return undefined;
        const isTurned = given.get('moduleId') === module;
        const number = isTurned ? Number(given.get('currentPage')) : 1;
        const pages = Math.ceil(own.articles.length / size);
        return columnHtml(`<ul>${listRows(pageOf(own.articles, number, size)).replaceAll('&', '&amp;')}</ul>
<div class="easysite-page">第${number}页/共${pages}页</div>
<script>function turn(n){ location.href = '/eportal/ui?pageId=559300&currentPage=' + n + '&moduleId=${module}&staticRequest=yes'; }</script>`);
      },
    });
    await expectEveryReport(bench, site, { column: '/eportal/ui?pageId=559300', platform: 'eportal' });
    expect(asked('currentPage=5')).toEqual([]);
  });
});

describe('南威 IGS', () => {
  it.each([
    ['/zwgk/gknb/index.jhtml', 'index'],
    ['/zwgk/gknb/', 'index'],
    ['/zwgk/gknb/zfxxgknb.jhtml', 'zfxxgknb'],
  ])('gives all reports of %s', async (column, stem) => {
    site = await startReportSite({
      reports: 25,
      pathOf: id => `/zwgk/gknb/p/${8_000_000 + id}.html`,
      answer: ({ path }, own) => {
        const digits = new RegExp(`^/zwgk/gknb/${stem}_([2-9])\\.jhtml$`).exec(path)?.[1];
        const number = path === column ? 1 : Number(digits ?? 0);
        if (number < 1) return undefined;
        const search = '<form action="/igs/front/search.jhtml?siteId=34"></form>';
        const pager = `<span>共${Math.ceil(own.articles.length / size)}页</span>`;
        return columnHtml(`${search}<ul>${listRows(pageOf(own.articles, number, size))}</ul>${pager}`);
      },
    });
    await expectEveryReport(bench, site, { column, platform: 'igs' });
    expect(asked('_4.jhtml')).toEqual([]);
  });
});

describe('河北', () => {
  const uuid = (at: number) => `00000000-d294-46d5-b25c-${String(at).padStart(12, '0')}`;

  it.each(['call', 'links'])('gives the reports of all years, paged by a %s', async kind => {
    const columns = [uuid(2023), uuid(2022)];
    site = await startReportSite({
      reports: 35,
      pathOf: id => `/columns/${columns[id % 2]}/202401/19/${uuid(id)}.html`,
      answer: ({ path }, own) => {
        const [, column = '', digits] =
          /^\/columns\/([0-9a-f-]{36})\/index(?:_(\d+))?\.html$/.exec(path) ?? [];
        if (!columns.includes(column)) return undefined;
        const list = own.articles.filter(article => article.path.includes(column));
        const number = Number(digits ?? 0) + (kind === 'call' ? 1 : digits === undefined ? 1 : 0);
        const pages = Math.ceil(list.length / size);
        if (number > pages) return undefined;
        const pager =
          kind === 'call'
            ? `<script>createPageHTML(${pages}, ${number - 1}, "index", "html");</script>`
            : number < pages
              ? `<a href="index_${number + 1}.html">${number + 1}</a>`
              : '';
        const years = `<a href="/columns/${columns[0]}/index.html">2023年</a><a href="/columns/${columns[1]}/index.html">2022年</a>`;
        return columnHtml(`${years}<a href="/columns/${uuid(1)}/index.html">要闻</a>
<ul>${listRows(pageOf(list, number, size))}</ul>${pager}`);
      },
    });
    await expectEveryReport(bench, site, { column: `/columns/${columns[0]}/index.html`, platform: 'hebei' });
    expect(asked(uuid(1)).filter(({ path }) => path.endsWith('index.html'))).toEqual([]);
  });
});

describe('陕西', () => {
  it.each(['', '<a href="2.html">2</a>'])(
    'gives articles and the columns that are reports themselves (pager: "%s")',
    async pager => {
      const directory = '/zfxxgk/zfxxgknb/';
      site = await startReportSite({
        reports: 25,
        pathOf: id => {
          if (id % 3 === 0) return `${directory}2023/gzj/jd${id}/1.html`;
          return id % 3 === 1
            ? `${directory}${1_619_593_655_548_700_000n + BigInt(id)}.html`
            : `${directory}61e7af47f8fd1c0bdc7ac${String(id).padStart(3, '0')}.html`;
        },
        // The title of a column that is a report is broken over two lines.
        articleHtml: ({ unit, path }) => {
          const html = reportHtml(unit, 2023);
          return path.endsWith('/1.html')
            ? html.replaceAll('2023年政府', '\n2023年政府').replace(/<meta name="ArticleTitle"[^>]*>/, '')
            : html;
        },
        answer: ({ path }, own) => {
          const number = Number(/^\/zfxxgk\/zfxxgknb\/(\d)\.html$/.exec(path)?.[1] ?? 0);
          const articles = pageOf(own.articles, number, size);
          if (number < 1 || articles.length === 0) return undefined;
          const rows = articles.map(article =>
            article.id % 3 === 0
              ? `<li><a href="${article.path}">某市第${article.id}局</a></li>`
              : listRows([article]),
          );
          return columnHtml(`<ul class="cm-list">${rows.join('\n')}</ul>${number === 1 ? pager : ''}`);
        },
      });
      await expectEveryReport(bench, site, { column: `${directory}1.html`, platform: 'shaanxi' });
      // The column that is a report has no second page.
      expect(asked('/2.html').every(({ path }) => path === `${directory}2.html`)).toBe(true);
    },
  );
});
