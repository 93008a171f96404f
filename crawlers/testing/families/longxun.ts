/** 龙讯: a label that knows its list only by all that names it, and content columns paged by a parameter. */

import {
  columnHtml,
  type Family,
  listRows,
  type PortalHit,
  pageOf,
  type ReportSite,
} from '../report-site.ts';

const column = '/public/column/21731?type=4&catId=32710511&action=list&nav=3&sub=';
const meta = '<meta name="SiteId" content="6788721">';
const size = 15;

/** An unknown template gives an error page. */
function label({ url, headers }: PortalHit, site: ReportSite) {
  if (url.pathname !== '/site/label/8888') return undefined;
  const { searchParams: given } = url;
  const wanted = {
    IsAjax: '1',
    dataType: 'html',
    labelName: 'publicInfoList',
    siteId: '6788721',
    organId: '21731',
    catId: '32710511',
    type: '4',
    isDate: 'true',
    file: '/xxgk/publicInfoList_newest2022',
  };
  const isWhole = Object.entries(wanted).every(([name, value]) => given.get(name) === value);
  if (!isWhole || headers.referer !== site.origin + column) return { status: 500 };
  const rows = pageOf(site.articles, Number(given.get('pageIndex')), Number(given.get('pageSize')));
  if (rows.length === 0) return '<div class="xxgk_navli">暂无相关信息</div>';
  return `<ul class="clearfix xxgk_nav_list">${listRows(rows)}</ul>
<script>$(function(){ Ls.pagination("#page_public_info", { pageCount:${Math.ceil(site.articles.length / size)}, pageIndex: ${given.get('pageIndex')} }); });</script>`;
}

const scripts = {
  'an object': `<script>Ls.ajax({ url: "/site/label/8888", dataType: 'html', data: {
    labelName: "publicInfoList", siteId: siteId, pageSize: ${size}, pageIndex: index || 1, action: 'list', isDate: true,
    dateFormat: "yyyy-MM-dd", length: 80, organId: organId, type: "4", catId: param("catId"), catIds: '', cId: '',
    result: "暂无相关信息", file: "/xxgk/publicInfoList_newest2022" } });
    var siteId = "6788721"; var organId = '21731';</script>`,
  'an address': `<script>$("#list").load("/site/label/8888?IsAjax=1&dataType=html&_=0.12&labelName=publicInfoList&siteId=6788721&pageSize=${size}&pageIndex=1&action=list&isDate=true&dateFormat=yyyy-MM-dd&length=80&organId=21731&type=4&catId=32710511&catIds=&cId=&result=%E6%9A%82%E6%97%A0&file=%2Fxxgk%2FpublicInfoList_newest2022")</script>`,
};
export const longxunScripts = Object.keys(scripts) as (keyof typeof scripts)[];

export const longxunLabel = (named: keyof typeof scripts): Family => ({
  name: `龙讯, a label named by ${named}`,
  platform: 'longxun',
  column,
  reports: 50,
  pathOf: id => `/public/21731/${110_000_000 + id}.html`,
  answer: (hit, own) =>
    hit.path === column ? columnHtml(`<div id="list"></div>${scripts[named]}`, meta) : label(hit, own),
});

export const longxunContent: Family = {
  name: '龙讯, a content column',
  platform: 'longxun',
  column: '/content/column/6791573',
  reports: 40,
  pathOf: id => `/content/article/${6_791_573 + id}`,
  answer: ({ url }, own) => {
    if (url.pathname !== '/content/column/6791573') return undefined;
    const number = Number(url.searchParams.get('pageIndex') ?? 1);
    return columnHtml(
      `<ul>${listRows(pageOf(own.articles, number, size))}</ul>
<script>Ls.pagination("#page_list", { pageIndex: ${number}, pageCount: ${Math.ceil(own.articles.length / size)} });</script>`,
      meta,
    );
  },
};
