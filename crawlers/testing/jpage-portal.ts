/** A 大汉 JPAGE portal on loopback: one column of reports, first group inlined, the rest behind a data proxy. */

import { type Handler, type LoopbackServer, reportHtml, startServer } from './loopback-server.ts';

export interface JpagePortalOptions {
  readonly reports: number;
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
}

const announcedPath = '/module/web/jpage/dataproxy.jsp';

export async function startJpagePortal(
  options: JpagePortalOptions,
): Promise<LoopbackServer & { reports: number[] }> {
  const { group = 45, perPage = 15, longestPage = 300, proxyPath = announcedPath, method = 'POST' } = options;
  const ids = Array.from({ length: options.reports }, (_, at) => options.reports - at);
  let column = '';
  const handler: Handler = ({ path, method: asked, headers, body }) => {
    const url = new URL(path, 'http://portal');
    if (url.pathname === '/col/col12377/index.html') {
      return { body: columnPage(ids, group, perPage), headers: { etag: `"list-${ids.length}"` } };
    }
    if (url.pathname === proxyPath) {
      if (asked !== method) return { status: 405 };
      if (headers.referer !== column) return { status: 403 };
      const form = method === 'POST' ? new URLSearchParams(body) : url.searchParams;
      if (form.get('columnid') !== '12377' || form.get('webname') !== '江某市政府')
        return { status: 200, body: '' };
      return { body: proxyAnswer(url, options, longestPage, ids), headers: { 'content-type': 'text/xml' } };
    }
    const id = /\/art_12377_(\d+)\.html$/.exec(url.pathname)?.[1];
    if (id === undefined || !ids.includes(Number(id))) return undefined;
    const etag = `"art-${id}"`;
    if (headers['if-none-match'] === etag) return { status: 304, headers: { etag } };
    return { body: reportHtml(`第${id}局`, 2021), headers: { etag }, gzip: Number(id) % 2 === 0 };
  };
  const server = await startServer(handler);
  column = `${server.origin}/col/col12377/index.html`;
  return { ...server, reports: ids };
}

function proxyAnswer(
  url: URL,
  options: JpagePortalOptions,
  longestPage: number,
  ids: readonly number[],
): string {
  const number = (name: string, otherwise: number) => Number(url.searchParams.get(name) ?? otherwise);
  let chosen: readonly number[];
  if (options.counts === 'records') {
    const start = number('startrecord', 1) - (options.overlaps ? 1 : 0);
    chosen = ids.slice(Math.max(start, 1) - 1, number('endrecord', 45));
  } else {
    const size = Math.min(number('perpage', 15), longestPage);
    chosen = ids.slice((number('page', 1) - 1) * size, number('page', 1) * size);
  }
  return `<datastore><totalrecord>${ids.length}</totalrecord><recordset>${chosen.map(record).join('')}</recordset></datastore>`;
}

/** Titles are cut off, dates broken over lines, quotes of both kinds, month and day without zeros. */
function record(id: number): string {
  const title = `某市第${id}局2021年政府信息公开工作年度报告`;
  const anchor =
    id % 2 === 0
      ? `<a target="_blank" href="/art/2022/1/9/art_12377_${id}.html" title="${title}">${title.slice(0, 12)}...</a>`
      : `<a target='_blank' href='/art/2022/1/9/art_12377_${id}.html' title='${title}'>${title.slice(0, 12)}…</a>`;
  return `<record><![CDATA[\n<li class="clearfix">${anchor}<b>2022-\n 01-\n 09</b></li>]]></record>\n`;
}

function columnPage(ids: readonly number[], group: number, perPage: number): string {
  const twice = encodeURIComponent(encodeURIComponent('江某市政府'));
  return `<html><head><title>政府信息公开年报</title><meta name="ColumnName" content="政府信息公开年报"></head><body>
<a href="/">首页</a><a href="/col/col1/index.html">政务要闻</a>
<div id="38486"><script type="text/xml"><datastore>
<nextgroup><![CDATA[<a href="${announcedPath}?page=1&appid=1&appid=1&webid=110&path=/&columnid=12377&unitid=38486&webname=${twice}&permissiontype=0"></a>]]></nextgroup>
<recordset>
${ids.slice(0, group).map(record).join('')}</recordset></datastore></script></div>
<ul class="main_list"></ul>
<script>var param_38486 = {col:1,appid:1,webid:110,path:'/',columnid:12377,sourceContentType:1,unitid:'38486',webname:'江某市政府',permissiontype:0};
$('#38486').jpage({totalRecord:${ids.length}, perPage:${perPage}, groupSize:3, proxyUrl:'${announcedPath}', ajaxParam:param_38486});</script>
</body></html>`;
}
