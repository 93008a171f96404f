/** Families of static lists: NFCMS, 上海, 河北, 陕西, 北京, and lists that stand in a script of their page. */

import { reportHtml } from '../loopback-server.ts';
import { columnHtml, type Family, listRows, pageOf, type ReportSite } from '../report-site.ts';

const size = 12;
const hex = (id: number) => String(id).padStart(32, '0');
const uuid = (at: number) => `00000000-d294-46d5-b25c-${String(at).padStart(12, '0')}`;

const nfcmsDirectory = '/zfjgzy/gzsrmzfbgt/zfxxgknb/bm/2023n/';

/** The second page is `index_2.html`, known by a link only. */
export const nfcms: Family = {
  name: 'NFCMS',
  platform: 'nfcms',
  column: nfcmsDirectory,
  reports: 30,
  pathOf: id => `${nfcmsDirectory}content/post_${9_469_010 + id}.html`,
  answer: ({ url }, own) => {
    const [, file = 'none'] = url.pathname.startsWith(nfcmsDirectory)
      ? url.pathname.split(nfcmsDirectory)
      : [];
    const number = file === '' ? 1 : Number(/^index_([2-9])\.html$/.exec(file)?.[1] ?? 0);
    if (number === 0 || number > Math.ceil(own.articles.length / size)) return undefined;
    const isLast = number * size >= own.articles.length;
    const pager = isLast
      ? '<span>尾页</span>'
      : `<a href="${own.origin}${nfcmsDirectory}index_${number + 1}.html">&rsaquo;</a>`;
    return columnHtml(
      `<ul class="news_list">${listRows(pageOf(own.articles, number, size))}</ul><div class="page">${pager}</div>`,
      "<script>var NFCMS_SITE_ID = '200001';</script>",
    );
  },
};

const shanghaiYears: Record<string, (list: ReportSite) => ReportSite['articles']> = {
  '/nw12344/': own => own.articles.filter(({ id }) => id > 20),
  '/nw49248/': own => own.articles.filter(({ id }) => id <= 20),
};

/** Year archives under numbers of their own, ghosts in comments, a page more declared than there is. */
export const shanghai: Family = {
  name: '上海',
  platform: 'shanghai',
  column: '/nw12344/index.html',
  reports: 50,
  pathOf: id => `/nw${id > 20 ? 12344 : 49248}/20230331/${hex(id)}.html`,
  answer: ({ url }, own) => {
    const [, directory = '', digits = '1'] =
      /^(\/nw\d+\/)(?:index(?:_(\d+))?\.html)?$/.exec(url.pathname) ?? [];
    const list = shanghaiYears[directory]?.(own) ?? [];
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
};

const hebeiColumns = [uuid(2023), uuid(2022)];

export const hebei = (pagedBy: 'call' | 'links'): Family => ({
  name: `河北, paged by ${pagedBy}`,
  platform: 'hebei',
  column: `/columns/${hebeiColumns[0]}/index.html`,
  reports: 35,
  pathOf: id => `/columns/${hebeiColumns[id % 2]}/202401/19/${uuid(id)}.html`,
  answer: ({ path }, own) => {
    const [, column = '', digits] = /^\/columns\/([0-9a-f-]{36})\/index(?:_(\d+))?\.html$/.exec(path) ?? [];
    if (!hebeiColumns.includes(column)) return undefined;
    const list = own.articles.filter(article => article.path.includes(column));
    const number = Number(digits ?? 0) + (pagedBy === 'call' ? 1 : digits === undefined ? 1 : 0);
    const pages = Math.ceil(list.length / size);
    if (number > pages) return undefined;
    const pager =
      pagedBy === 'call'
        ? `<script>createPageHTML(${pages}, ${number - 1}, "index", "html");</script>`
        : number < pages
          ? `<a href="index_${number + 1}.html">${number + 1}</a>`
          : '';
    const years = `<a href="/columns/${hebeiColumns[0]}/index.html">2023年</a><a href="/columns/${hebeiColumns[1]}/index.html">2022年</a>`;
    return columnHtml(`${years}<a href="/columns/${uuid(1)}/index.html">要闻</a>
<ul>${listRows(pageOf(list, number, size))}</ul>${pager}`);
  },
});

const shaanxiDirectory = '/zfxxgk/zfxxgknb/';

/** Articles under snowflakes and ObjectIds, and columns of one body and year that are reports themselves. */
export const shaanxi = (pager: string): Family => ({
  name: `陕西, pager "${pager}"`,
  platform: 'shaanxi',
  column: `${shaanxiDirectory}1.html`,
  reports: 25,
  pathOf: id => {
    if (id % 3 === 0) return `${shaanxiDirectory}2023/gzj/jd${id}/1.html`;
    return id % 3 === 1
      ? `${shaanxiDirectory}${1_619_593_655_548_700_000n + BigInt(id)}.html`
      : `${shaanxiDirectory}61e7af47f8fd1c0bdc7ac${String(id).padStart(3, '0')}.html`;
  },
  // The title of a column that is a report is broken over two lines.
  articleHtml: ({ unit, path }, weight) => {
    const html = reportHtml(unit, 2023, weight);
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

/** The call counts from 0 while the files count from 1. */
export const contraryCall: Family = {
  name: 'a call that counts from 0, files that count from 1',
  platform: 'trs',
  column: '/zwgk/zfxxgknb/',
  reports: 30,
  pathOf: id => `/zwgk/zfxxgknb/202401/t20240119_${id}.html`,
  answer: ({ path }, own) => {
    const directory = '/zwgk/zfxxgknb/';
    const pages = Math.ceil(own.articles.length / size);
    const digits = path.startsWith(directory) ? /index_([2-9])\.html$/.exec(path)?.[1] : undefined;
    const number = path === directory ? 1 : Number(digits ?? 0);
    if (number < 1 || number > pages) return undefined;
    const call = `<script>createPageHTML(${pages}, ${number - 1}, "index", "html");</script>`;
    return columnHtml(`<ul>${listRows(pageOf(own.articles, number, size))}</ul>${call}`);
  },
};

const beijingYears = [2023, 2022, 2021];

/** Years in folders of their names, and one under an unspeaking number. */
export const beijing: Family = {
  name: '北京',
  platform: 'generic',
  column: '/zfxxgk/zfxxgknb/index.shtml',
  reports: 24,
  pathOf: id => `${beijingFolder(beijingYears[id % 3] ?? 0)}${300_000_000_000 + id}/index.html`,
  answer: ({ path }, own) => {
    const links = beijingYears.map(
      year => `<li><a href="${beijingFolder(year)}index.html">${year}年</a></li>`,
    );
    if (path === '/zfxxgk/zfxxgknb/index.shtml') return columnHtml(`<ul>${links.join('')}</ul>`);
    const year = beijingYears.find(each => path === `${beijingFolder(each)}index.html`);
    const rows = own.articles.filter(({ id }) => beijingYears[id % 3] === year);
    return year === undefined ? undefined : columnHtml(`<ul>${listRows(rows)}</ul>`);
  },
};

function beijingFolder(year: number): string {
  return year === 2021 ? '/zfxxgk/zfxxgknb/2291822/2292928/' : `/zfxxgk/zfxxgknb/${year}/`;
}

const inlinedScripts = {
  listData: ({ articles }: ReportSite) =>
    `var listData={articleList:${JSON.stringify(articles.map(({ title, date, path }) => ({ title, pubDate: date, urls: { pc: path } })))}};`,
  pagedContent: ({ articles }: ReportSite) =>
    `var pagedContent = ${JSON.stringify(articles.map(({ title, date, path: url }) => ({ title, date, url })))}, totalCount = 40, perSize = 20;`,
};

export const inlined = (named: keyof typeof inlinedScripts): Family => ({
  name: `a list in ${named}`,
  platform: 'inlined',
  column: '/channels/ch00232/',
  reports: 40,
  pathOf: id => `/articles/ch00232/202401/${uuid(id)}.shtml`,
  answer: ({ path }, own) =>
    path === '/channels/ch00232/'
      ? columnHtml(`<ul id="list"></ul><script>${inlinedScripts[named](own)}</script>`)
      : undefined,
});
