/** The pages around the samples: home pages, list pages, the data proxy's answers. */

import { type Entry, forbiddenPath, jpageColumn, trsColumn } from './site.ts';

const escapeText = (text: string): string => text.replace(/&/g, '&amp;').replace(/</g, '&lt;');

/** List pages of both systems cut long titles; the whole one stands in the link's `title`. */
const shortened = (title: string): string => (title.length > 22 ? `${title.slice(0, 20)}...` : title);

/** The four parts that every disclosure platform has. */
const platformParts = [
  ['政府信息公开指南', '信息公开指南', '1229045', 'zfxxgkzn'],
  ['政府信息公开制度', '政策文件', '1229046', 'zfxxgkzd'],
  ['法定主动公开内容', '信息公开目录', '1229047', 'fdzdgknr'],
  ['政府信息公开年报', '信息公开年报', jpageColumn.columnId, 'zfxxgknb'],
] as const;

const metas = (pairs: Readonly<Record<string, string>>): string =>
  Object.entries(pairs)
    .map(([name, content]) => `<meta name="${name}" content="${content}">`)
    .join('\n');

const columnMetas = (column: { site: string; siteCode: string }, name: string, type: string): string =>
  metas({
    SiteName: column.site,
    SiteDomain: '127.0.0.1',
    SiteIDCode: column.siteCode,
    ColumnName: name,
    ColumnDescription: `${column.site}${name}`,
    ColumnKeywords: name,
    ColumnType: type,
  });

const jpageShell = (title: string, head: string, main: string): string => `<!DOCTYPE html>
<html lang="zh-CN">
<head>
<meta charset="UTF-8">
<title>${title}</title>
${head}
</head>
<body>
<div class="top"><a href="/">首页</a> | <a href="/col/col1229040/index.html">政府信息公开</a> | <a href="/col/col1229060/index.html">办事服务</a> | <a href="/col/col1229070/index.html">互动交流</a></div>
${main}
<div class="footer"><p>主办：${jpageColumn.site} &nbsp; 网站标识码：${jpageColumn.siteCode}</p><p>示例页面，不是政府网站</p></div>
</body>
</html>
`;

const jpagePlatformLinks = `<div class="xxgk_left"><h2>政府信息公开平台</h2><ul>
${platformParts.map(([name, , id]) => `<li><a href="/col/col${id}/index.html" title="${name}">${name}</a></li>`).join('\n')}
</ul></div>`;

/** Pages of the first portal that carry nothing but navigation: path → HTML. */
export function jpageNavigation(): Map<string, string> {
  const site = { SiteName: jpageColumn.site, SiteDomain: '127.0.0.1', SiteIDCode: jpageColumn.siteCode };
  const pages = new Map<string, string>([
    ['/', jpageShell(jpageColumn.site, metas(site), jpagePlatformLinks)],
  ]);
  const plain = [
    ['政府信息公开', '信息公开目录', '1229040'],
    ['办事服务', '办事服务', '1229060'],
    ['互动交流', '互动交流', '1229070'],
    ...platformParts.slice(0, 3).map(([name, type, id]) => [name, type, id] as const),
  ] as const;
  for (const [name, type, id] of plain) {
    const main = `${jpagePlatformLinks}<div class="list"><h1>${name}</h1><p>本栏目暂无内容。</p></div>`;
    pages.set(`/col/col${id}/index.html`, jpageShell(name, columnMetas(jpageColumn, name, type), main));
  }
  return pages;
}

const jpageGroupSize = jpageColumn.perPage * jpageColumn.pagesPerGroup;
const proxyParameters = `appid=1&appid=1&webid=${jpageColumn.webId}&path=/&columnid=${jpageColumn.columnId}&unitid=${jpageColumn.unitId}&webname=${encodeURIComponent(encodeURIComponent(jpageColumn.site))}&permissiontype=0`;

function jpageRecord(entry: Entry, index: number): string {
  // Both kinds of quotes occur in one list on the real sites.
  const quote = index % 2 ? "'" : '"';
  const link = `<a target="_blank" href=${quote}${entry.href}${quote} title=${quote}${escapeText(entry.title)}${quote}>${escapeText(shortened(entry.title))}</a>`;
  return `<record><![CDATA[\n<li class="clearfix">${link}<b>${entry.date}</b></li>]]></record>`;
}

/** Records `first`–`last` (1-based) and, unless these are the last, the address of the next group. */
function jpageStore(first: number, last: number, withTotals: boolean): string {
  const { entries, perPage, proxyPath } = jpageColumn;
  const records = entries.slice(first - 1, last).map((entry, index) => jpageRecord(entry, first - 1 + index));
  const nextPage = Math.ceil(last / jpageGroupSize);
  const next =
    last < entries.length
      ? `<nextgroup><![CDATA[<a href="${proxyPath}?page=${nextPage}&${proxyParameters}"></a>]]></nextgroup>\n`
      : '';
  const totals = withTotals
    ? `<totalrecord>${entries.length}</totalrecord><totalpage>${Math.ceil(entries.length / perPage)}</totalpage><perpage>${perPage}</perpage>\n`
    : '';
  return `<datastore>${totals}${next}<recordset>\n${records.join('\n')}\n</recordset></datastore>`;
}

export function jpageList(): string {
  const { entries, perPage, columnId, unitId, webId, site, name, proxyPath } = jpageColumn;
  const main = `${jpagePlatformLinks}
<div class="list"><h1>${name}</h1>
<div id="${unitId}"><script type="text/xml">${jpageStore(1, jpageGroupSize, false)}</script></div>
<ul class="main_list"></ul>
<script>
var param_${unitId} = {col:1,appid:1,webid:${webId},path:'/',columnid:${columnId},sourceContentType:1,unitid:'${unitId}',webname:'${site}',permissiontype:0};
var jpage_${unitId} = {totalRecord:${entries.length},perPage:${perPage},proxyUrl:'${proxyPath}',param:param_${unitId}};
</script>
</div>`;
  return jpageShell(`${name}_${site}`, columnMetas(jpageColumn, name, '信息公开年报'), main);
}

/**
 * Answer of the data proxy to its parameters: `startrecord`/`endrecord` (1-based, inclusive), or `page`,
 * which counts groups from 0. Another column's id gets an empty store.
 */
export function jpageProxy(parameters: URLSearchParams): string {
  if (parameters.get('columnid') !== jpageColumn.columnId || parameters.get('unitid') !== jpageColumn.unitId)
    return '<datastore><totalrecord>0</totalrecord><recordset></recordset></datastore>';
  const number = (name: string): number | null => {
    const value = Number.parseInt(parameters.get(name) ?? '', 10);
    return Number.isNaN(value) || value < 0 ? null : value;
  };
  const start = number('startrecord');
  const first = start ?? (number('page') ?? 0) * jpageGroupSize + 1;
  const last = (start === null ? null : number('endrecord')) ?? first + jpageGroupSize - 1;
  return jpageStore(Math.max(first, 1), last, true);
}

const trsShell = (
  title: string,
  head: string,
  main: string,
): string => `<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">
<html xmlns="http://www.w3.org/1999/xhtml">
<head>
<meta http-equiv="Content-Type" content="text/html; charset=gb2312" />
<title>${title}</title>
${head}
</head>
<body>
${main}
<div class="footer"><p>主办：${trsColumn.site} &nbsp; 网站标识码：${trsColumn.siteCode}</p><p>示例页面，不是政府网站</p></div>
</body>
</html>
`;

const trsPlatformLinks = `<div class="gkpt"><h2>政府信息公开平台</h2><ul>
${platformParts.map(([name, , , folder]) => `<li><a href="/zwgk/${folder}/">${name}</a></li>`).join('\n')}
</ul></div>`;

/** Pages of the second portal that carry nothing but navigation: path → HTML (to be sent as GBK). */
export function trsNavigation(): Map<string, string> {
  const site = { SiteName: trsColumn.site, SiteDomain: '127.0.0.1', SiteIDCode: trsColumn.siteCode };
  const pages = new Map<string, string>([
    [trsColumn.home, trsShell(trsColumn.site, metas(site), trsPlatformLinks)],
  ]);
  for (const [name, type, , folder] of platformParts.slice(0, 3)) {
    const main = `${trsPlatformLinks}<div class="overview_right"><p>本栏目暂无内容。</p></div>`;
    pages.set(`/zwgk/${folder}/`, trsShell(name, columnMetas(trsColumn, name, type), main));
  }
  return pages;
}

/** The list pages of the second portal, first to last: `index.html`, `index_1.html` … */
export function trsLists(): {
  readonly file: string;
  readonly entries: readonly Entry[];
  readonly html: string;
}[] {
  const { perPage, name, site } = trsColumn;
  const pageCount = Math.ceil(trsColumn.entries.length / perPage);
  return Array.from({ length: pageCount }, (_, page) => {
    const entries = trsColumn.entries.slice(page * perPage, (page + 1) * perPage);
    const items = entries.map(
      entry =>
        `<li><a href="${entry.href}" target="_blank" title="${escapeText(entry.title)}">${escapeText(shortened(entry.title))}</a><span>${entry.date}</span></li>`,
    );
    const main = `${trsPlatformLinks}
<div class="overview_right"><ul>
${items.join('\n')}
</ul></div>
<div class="page"><script>createPageHTML(${pageCount}, ${page}, "index", "html");</script></div>`;
    const html = trsShell(`${name}_${site}`, columnMetas(trsColumn, name, '信息公开年报'), main);
    return { file: page ? `index_${page}.html` : 'index.html', entries, html };
  });
}

export const robots = `User-agent: *\nDisallow: ${forbiddenPath}\n`;

/** A page that no crawler that keeps to robots.txt ever sees. */
export const forbiddenPage = trsShell(
  '2026年政府信息公开工作年度报告（未审定稿）',
  columnMetas(trsColumn, trsColumn.name, '信息公开年报'),
  '<div class="TRS_Editor"><p>未审定稿，不供抓取。</p></div>',
);

export const refusal = (status: number, reason: string): string =>
  `<!DOCTYPE html><html><head><meta charset="UTF-8"><title>${status}</title></head><body><h1>${status}</h1><p>${reason}</p></body></html>\n`;
