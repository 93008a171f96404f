/** 拓尔思 TRS: a static list in GB18030 whose header claims UTF-8, paged by a call in the page; and 海云, its service of data. */

import iconv from 'iconv-lite';
import type { Reply } from '../loopback-server.ts';
import { type Article, columnHtml, type Family, jsonReply, pageOf } from '../report-site.ts';

export interface TrsKind {
  /** The pager's script, given pages in all and the number of this page from 0. */
  readonly pager: (pages: number, current: number) => string;
  /** Number of the second page in file names. */
  readonly second: 1 | 2;
  readonly extension?: string;
  /** Last pages that the pager declares and the server does not have. */
  readonly phantoms?: number;
  /** The list holds all items; its script shows a part of them. */
  readonly isSliced?: boolean;
}

export const trsPagers = {
  plain: { second: 1, pager: (pages, at) => `createPageHTML(${pages}, ${at}, "index", "html");` },
  six: {
    second: 1,
    extension: 'shtml',
    pager: (pages, at) => `createPageHTML(${pages},${at},"index","shtml","black2",325)`,
  },
  records: {
    second: 1,
    pager: (pages, at) => `createPageHTML(${pages * 20}, ${pages}, ${at}, 'index', 'html');`,
  },
  hunan: {
    second: 2,
    pager: (pages, at) => `createPageHTML('paging',${pages},${at + 1},'index','html',231)`,
  },
  commented: {
    second: 1,
    pager: (pages, at) => `
//createPageHTML(2,0,"index","html");
var currentPage = ${at};//所在页从0开始
var countPage = ${pages}//共多少页
document.write("<a href=\\"index_" + (currentPage+1) + ".html\\">");`,
  },
  chongqing: {
    second: 1,
    pager: (pages, at) => `Pager({size:${pages},current:${at},prefix:'index',suffix:'html'})`,
  },
  shanghai: { second: 2, pager: pages => `$('.page').pagination({totalPage:${pages}})` },
  'set page': { second: 2, pager: (pages, at) => `$(".page").pagination("setPage",${at + 1},${pages});` },
  phantoms: {
    second: 1,
    phantoms: 2,
    pager: (pages, at) => `createPageHTML(${pages}, ${at}, "index", "html");`,
  },
  sliced: {
    second: 1,
    isSliced: true,
    pager: () => `$('.default_news li').hide().slice(0, 20).show();`,
  },
} as const satisfies Record<string, TrsKind>;

const directory = '/zwgk/zfxxgknb/';

export function trs(name: keyof typeof trsPagers, reports = 55): Family {
  const { second, pager, extension = 'html', phantoms = 0, isSliced = false }: TrsKind = trsPagers[name];
  return {
    name: `TRS, ${name}`,
    platform: 'trs',
    column: directory,
    reports,
    // The character is outside GBK.
    unitOf: id => `䶮山县第${id}局`,
    pathOf: id => `${directory}202401/t20240119_${id}.html`,
    answer: ({ path }, { articles }) => {
      const perPage = isSliced ? articles.length : 20;
      const pages = Math.ceil(articles.length / perPage);
      for (let at = 0; at < pages; at += 1) {
        if (path === (at === 0 ? directory : `${directory}index_${second + at - 1}.${extension}`))
          return listPage(pageOf(articles, at + 1, perPage), at, pager(pages + phantoms, at));
      }
      return undefined;
    },
  };
}

function listPage(articles: readonly Article[], at: number, call: string): Reply {
  const items = articles.map(
    ({ id, title, date }) =>
      `<li><a href="./202401/t20240119_${id}.html" target="_blank" title="${title}">${title}</a><span>${date}</span></li>`,
  );
  items.push(
    `<li><a href="./202401/t20240120_9${at}.html">2023年政府信息公开工作年度报告解读</a><span>2024-01-20</span></li>`,
    `<li><a href="http://www.lahohwa.com/t20240119_9${at}.html">䶮山县2023年政府信息公开工作年度报告</a></li>`,
  );
  const html = `<html><head><meta http-equiv="Content-Type" content="text/html; charset=gb2312"><title>政府信息公开年报</title></head>
<body><a href="/">首页</a><a href="../zcwj/">政策文件</a><div class="overview_right default_news"><ul>${items.join('\n')}</ul></div>
<div class="page"><script>${call}</script></div></body></html>`;
  return { body: iconv.encode(html, 'gb18030'), headers: { 'content-type': 'text/html; charset=UTF-8' } };
}

const irsColumn = '/zwgk/zfxxgknb/index.html';
const irsScript = `<script>
var channel = "5818754";
function load(pageNum) {
  $.ajax({ url: '/irs/front/list', type: 'POST', contentType: 'application/json', data: JSON.stringify({
    "pageNo": pageNum, "pageSize": 15, "tenantId": 71, code: '189682f495f', tableName: 't_1823ef2a7a1', searchFields: [],
    sorts: [{ sortField: 'save_time', sortOrder: 'DESC' }], isPage: true,
    customFilter: { operator: 'or', properties: [{ property: 'f_2021712619', operator: 'eq', value: channel }] },
  }), success: function (data) { draw(data); } });
}
</script>`;

const irsRecords: Record<
  'by its usual names' | 'by its own names',
  (article: Article) => Record<string, string | number>
> = {
  'by its usual names': ({ title, path, date }) => ({
    title,
    doc_pub_url: path,
    save_time: `${date} 10:00:00`,
  }),
  'by its own names': ({ title, path, date }) => ({
    id: path.length,
    f_202171: title,
    f_202172: path,
    f_202173: '某市人民政府办公室',
    time_203: date,
  }),
};

/** Answers only to the whole query that the page's script holds. */
export function trsIrs(names: keyof typeof irsRecords): Family {
  return {
    name: `海云, records ${names}`,
    platform: 'trs-irs',
    column: irsColumn,
    reports: 47,
    pathOf: id => `/zwgk/zfxxgknb/202401/t20240119_${id}.html`,
    answer: ({ url, method, headers, body }, { articles }) => {
      if (url.pathname === irsColumn) return columnHtml(`<ul id="list"></ul>${irsScript}`);
      if (url.pathname !== '/irs/front/list' || method !== 'POST') return undefined;
      if (!headers['content-type']?.startsWith('application/json')) return { status: 415 };
      const { pageNo, pageSize, ...query } = JSON.parse(body) as Record<string, unknown>;
      const wanted = {
        tenantId: 71,
        code: '189682f495f',
        tableName: 't_1823ef2a7a1',
        searchFields: [],
        sorts: [{ sortField: 'save_time', sortOrder: 'DESC' }],
        isPage: true,
        customFilter: {
          operator: 'or',
          properties: [{ property: 'f_2021712619', operator: 'eq', value: '5818754' }],
        },
      };
      if (JSON.stringify(query) !== JSON.stringify(wanted)) return jsonReply({ code: 500, data: null });
      const list = pageOf(articles, Number(pageNo), Number(pageSize)).map(irsRecords[names]);
      return jsonReply({ code: 200, data: { list, pager: { total: articles.length } } });
    },
  };
}

export const irsKinds = Object.keys(irsRecords) as (keyof typeof irsRecords)[];
