/** 大汉 JPAGE: one column of reports, the first group inlined, the rest behind a data proxy. */

import type { Reply } from '../loopback-server.ts';
import type { Article, Family, PortalHit, ReportSite } from '../report-site.ts';

export interface JpageKind {
  readonly reports?: number;
  /** `records`: honours startrecord and endrecord; `pages`: only `page` counts. */
  readonly counts: 'records' | 'pages';
  /** Records in the first group; three display pages of 15. */
  readonly group?: number;
  readonly perPage?: number;
  /** Longest answer of a server that counts by pages. */
  readonly longestPage?: number;
  /** Where the proxy really is, whatever the column page says. */
  readonly proxyPath?: string;
  readonly method?: 'POST' | 'GET';
  /** Each group after the first begins with the last record of the one before. */
  readonly overlaps?: boolean;
  /** Records as rows of a table, the date in brackets: installations of old. */
  readonly isOld?: boolean;
}

const column = '/col/col12377/index.html';
const announcedPath = '/module/web/jpage/dataproxy.jsp';

export function jpage(kind: JpageKind): Family {
  const { group = 45, proxyPath = announcedPath, method = 'POST' } = kind;
  return {
    name: `JPAGE ${JSON.stringify(kind)}`,
    platform: 'jpage',
    column,
    reports: kind.reports ?? 112,
    pathOf: id => `/art/2024/1/9/art_12377_${id}.html`,
    answer: (hit, site) => {
      if (hit.path === column) return columnPage(site.articles, group, kind);
      if (hit.url.pathname !== proxyPath) return undefined;
      if (hit.method !== method) return { status: 405 };
      if (hit.headers.referer !== site.origin + column) return { status: 403 };
      return proxyAnswer(hit, kind, site);
    },
  };
}

function proxyAnswer({ url, body }: PortalHit, kind: JpageKind, { articles }: ReportSite): Reply {
  const form = kind.method === 'GET' ? url.searchParams : new URLSearchParams(body);
  if (form.get('columnid') !== '12377' || form.get('webname') !== '江某市政府') return { body: '' };
  const number = (name: string, otherwise: number) => Number(url.searchParams.get(name) ?? otherwise);
  let chosen: readonly Article[];
  if (kind.counts === 'records') {
    const start = number('startrecord', 1) - (kind.overlaps ? 1 : 0);
    chosen = articles.slice(Math.max(start, 1) - 1, number('endrecord', 45));
  } else {
    const size = Math.min(number('perpage', 15), kind.longestPage ?? 300);
    chosen = articles.slice((number('page', 1) - 1) * size, number('page', 1) * size);
  }
  const records = chosen.map(article => record(article, kind)).join('');
  return {
    body: `<datastore><totalrecord>${articles.length}</totalrecord><recordset>${records}</recordset></datastore>`,
    headers: { 'content-type': 'text/xml' },
  };
}

/** Titles are cut off, dates broken over lines, quotes of both kinds, month and day without zeros. */
function record({ id, path, title }: Article, { isOld = false }: JpageKind): string {
  const cut = title.slice(0, 12);
  const anchor =
    id % 2 === 0
      ? `<a target="_blank" href="${path}" title="${title}">${cut}...</a>`
      : `<a target='_blank' href='${path}' title='${title}'>${cut}…</a>`;
  const row = isOld
    ? `<tr><td height="24">${anchor}[2024-01-09]</td></tr>`
    : `<li class="clearfix">${anchor}<b>2024-\n 01-\n 09</b></li>`;
  return `<record><![CDATA[\n${row}]]></record>\n`;
}

function columnPage(articles: readonly Article[], group: number, kind: JpageKind): string {
  const twice = encodeURIComponent(encodeURIComponent('江某市政府'));
  const records = articles.slice(0, group).map(article => record(article, kind));
  return `<html><head><title>政府信息公开年报</title><meta name="ColumnName" content="政府信息公开年报"></head><body>
<a href="/">首页</a><a href="/col/col1/index.html">政务要闻</a>
<div id="38486"><script type="text/xml"><datastore>
<nextgroup><![CDATA[<a href="${announcedPath}?page=1&appid=1&appid=1&webid=110&path=/&columnid=12377&unitid=38486&webname=${twice}&permissiontype=0"></a>]]></nextgroup>
<recordset>
${records.join('')}</recordset></datastore></script></div>
<ul class="main_list"></ul>
<script>var param_38486 = {col:1,appid:1,webid:110,path:'/',columnid:12377,sourceContentType:1,unitid:'38486',webname:'江某市政府',permissiontype:0};
$('#38486').jpage({totalRecord:${articles.length}, perPage:${kind.perPage ?? 15}, groupSize:3, proxyUrl:'${announcedPath}', ajaxParam:param_38486});</script>
</body></html>`;
}
