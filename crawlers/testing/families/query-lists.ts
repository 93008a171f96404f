/** Lists that are one address with parameters: iList.jsp, eportal, and 南威 IGS, which numbers its files. */

import { columnHtml, type Family, listRows, pageOf } from '../report-site.ts';

const size = 10;
const ilistColumn = '/info/iList.jsp?node_id=GKdyszf&site_id=CMSdeyang&cat_id=25723';

/** @param first number of the first page */
export const iList = (first: 0 | 1, hasPager: boolean): Family => ({
  name: `iList.jsp from ${first}, ${hasPager ? 'with' : 'without'} a pager`,
  platform: 'ilist',
  column: ilistColumn,
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
        ? `<a href="${ilistColumn}&cur_page=${first + number}">${number + 1}</a>`
        : '';
    return columnHtml(
      `<table class="gk_list_table"><tr><th>标题</th><th>日期</th></tr>${rows.join('')}</table>${hasPager ? pager : ''}`,
    );
  },
});

const module = '0b2f1a9e8c7d4e5f';

/** The module that turns pages is named in the page. */
export const eportal: Family = {
  name: 'eportal',
  platform: 'eportal',
  column: '/eportal/ui?pageId=559300',
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
};

/** @param stem of the names of its further pages */
export const igs = (column: string, stem: string): Family => ({
  name: `IGS at ${column}`,
  platform: 'igs',
  column,
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
export const igsPlaces = [
  ['/zwgk/gknb/index.jhtml', 'index'],
  ['/zwgk/gknb/', 'index'],
  ['/zwgk/gknb/zfxxgknb.jhtml', 'zfxxgknb'],
] as const;
