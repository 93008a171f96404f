/** A portal of random make on loopback: how its lists go on, how they link, how its articles are served, what traps it has. */

import iconv from 'iconv-lite';
import { type LoopbackServer, type Reply, startServer } from './loopback-server.ts';

export const pagers = [
  'next link',
  'numbers',
  'zero-based call',
  'one-based call',
  'script address',
  'onclick',
  'posted form',
  'post back',
  'select addresses',
  'select form',
  'JSON',
  'posted JSON',
  'fragment',
  'inlined records',
  'only a count',
  'query number',
] as const;
export const linkings = [
  'relative',
  'absolute',
  'upper-case host',
  'base',
  'cut title',
  'onclick row',
  'script function',
  'data attribute',
  'row title',
  'session',
  'year only',
] as const;
export const articleKinds = ['page', 'attachment', 'parts', 'frame', 'viewer', 'stub', 'file'] as const;
export const layouts = ['flat', 'years', 'departments', 'frame'] as const;
export const encodings = ['utf-8', 'gbk declared', 'gbk undeclared', 'gbk declared utf-8'] as const;

export interface RandomPortal {
  readonly pager: (typeof pagers)[number];
  readonly linking: (typeof linkings)[number];
  readonly article: (typeof articleKinds)[number];
  readonly layout: (typeof layouts)[number];
  readonly encoding: (typeof encodings)[number];
  /** Steps between the home page and the column. */
  readonly steps: 0 | 1 | 2;
  readonly reports: number;
  readonly perPage: number;
}

interface Report {
  readonly id: number;
  readonly title: string;
  readonly year: number;
  readonly path: string;
}

export interface StartedPortal extends LoopbackServer {
  /** Paths of all reports that are to be found, each once. */
  readonly expected: readonly string[];
  /** All bodies served, by path with query. */
  readonly served: ReadonlyMap<string, readonly Uint8Array[]>;
}

const formWords =
  '<p>一、总体情况</p><p>二、主动公开政府信息情况</p><table><tr><td>第二十条第（一）项</td></tr></table>';

export async function startRandomPortal(portal: RandomPortal): Promise<StartedPortal> {
  const served = new Map<string, Uint8Array[]>();
  const keep = (path: string, bytes: Uint8Array) => served.set(path, [...(served.get(path) ?? []), bytes]);
  const groups = groupsOf(portal);
  let origin = '';
  const server = await startServer(hit => {
    const url = new URL(hit.path.replace(/;jsessionid=\w+/, ''), origin);
    const reply = answer(portal, groups, url, hit.body, origin);
    if (typeof reply?.body !== 'string') {
      if (reply?.body !== undefined) keep(hit.path, reply.body);
      return reply;
    }
    const encoded = encode(reply.body, portal.encoding, reply.headers?.['content-type'] !== undefined);
    keep(hit.path, encoded.bytes);
    return { ...reply, body: encoded.bytes, headers: { 'content-type': encoded.type, ...reply.headers } };
  });
  origin = server.origin;
  return { ...server, served, expected: groups.flatMap(({ reports }) => reports.map(({ path }) => path)) };
}

interface Group {
  readonly directory: string;
  readonly name: string;
  readonly reports: readonly Report[];
}

const column = '/zwgk/zfxxgknb/';

function groupsOf({ layout, reports, article, linking }: RandomPortal): Group[] {
  const extension = article === 'file' ? 'pdf' : 'html';
  const all = Array.from({ length: reports }, (_, id): Report => {
    const year = 2015 + (id % 9);
    const path = `${column}202${id % 4}01/t2024011${id % 9}_${1000 + id}.${extension}`;
    const unit = `第${id}局`;
    return {
      id,
      year,
      path,
      title: linking === 'year only' ? `${year}年` : `${unit}${year}年政府信息公开工作年度报告`,
    };
  });
  if (layout === 'years') {
    const years = [...new Set(all.map(({ year }) => year))];
    return years.map(year => ({
      directory: `${column}${year}n/`,
      name: `${year}年`,
      reports: all.filter(report => report.year === year),
    }));
  }
  if (layout === 'departments') {
    return ['县财政局', '强蛟镇', '桃源街道'].map((name, at) => ({
      directory: `${column}bm${at}/`,
      name,
      reports: all.filter(({ id }) => id % 3 === at),
    }));
  }
  return [{ directory: layout === 'frame' ? `${column}list/` : column, name: '', reports: all }];
}

function answer(
  portal: RandomPortal,
  groups: readonly Group[],
  url: URL,
  body: string,
  origin: string,
): Reply | undefined {
  const { pathname } = url;
  if (pathname === '/robots.txt')
    return { body: 'User-agent: *\nDisallow: /private/', headers: { 'content-type': 'text/plain' } };
  const places = ['/', '/zwgk/', '/zwgk/xxgk/'].slice(0, portal.steps + 1);
  const at = places.indexOf(pathname);
  if (at >= 0) {
    const onward =
      at < portal.steps
        ? `<a href="${places[at + 1]}">政府信息公开</a>`
        : `<a href="${column}">政府信息公开年报</a>`;
    return {
      body: page(
        '首页',
        `<a href="/news/">要闻</a>${onward}<a href="http://elsewhere.example/nb/">政府信息公开年报</a>`,
      ),
    };
  }
  const group = groups.find(
    ({ directory }) =>
      pathname.startsWith(directory) && pathname.slice(directory.length).split('/').length === 1,
  );
  if (pathname === column && portal.layout !== 'flat') {
    const inside =
      portal.layout === 'frame'
        ? `<iframe src="${groups[0]?.directory}"></iframe>`
        : groups.map(({ directory, name }) => `<li><a href="${directory}">${name}</a></li>`).join('');
    return { body: page('政府信息公开年报', inside) };
  }
  const article = articleAnswer(portal, groups, url);
  if (article !== undefined) return article;
  return group === undefined ? undefined : listAnswer(portal, group, url, body, origin);
}

function articleAnswer(
  { article }: RandomPortal,
  groups: readonly Group[],
  { pathname }: URL,
): Reply | undefined {
  const all = groups.flatMap(({ reports }) => reports);
  const report = all.find(
    ({ path }) =>
      pathname === path ||
      pathname.startsWith(path.replace(/\.\w+$/, '_')) ||
      pathname === path.replace('/t', '/s'),
  );
  if (report === undefined) return undefined;
  const { path, title } = report;
  const stem = path.replace(/\.\w+$/, '');
  const pdf = { body: Buffer.from(`%PDF-1.4\n${path}`), headers: { 'content-type': 'application/pdf' } };
  if (pathname === path.replace('/t', '/s') || pathname.startsWith(`${stem}_body`))
    return { body: page(title, formWords) };
  if (pathname.endsWith('.pdf')) return pdf;
  if (pathname !== path) return { body: page(title, '<p>续</p>') };
  const content: Record<RandomPortal['article'], string> = {
    page: formWords,
    attachment: `<p>见附件</p><a href="${stem}_f.pdf">附件</a>`,
    parts: `${formWords}<a href="${stem}_1.html">下一页</a><a href="${stem}_2.html">3</a>`,
    frame: `<iframe src="${stem}_body.html"></iframe>`,
    viewer: `<iframe src="/pdfjs/web/viewer.html?file=${encodeURIComponent(`${stem}_f.pdf`)}"></iframe>`,
    stub: formWords,
    file: '',
  };
  return { body: page(title, content[article]) };
}

function listAnswer(
  portal: RandomPortal,
  group: Group,
  url: URL,
  body: string,
  origin: string,
): Reply | undefined {
  const { perPage, pager } = portal;
  const pages = Math.max(1, Math.ceil(group.reports.length / perPage));
  const name = url.pathname.slice(group.directory.length);
  const form = new URLSearchParams(body);
  const number = pageNumber(pager, name, url, form, body);
  if (number === null || number < 1 || number > pages) {
    return /api|rows/.test(name)
      ? { body: '{"data":{"list":[]}}', headers: { 'content-type': 'application/json' } }
      : undefined;
  }
  const shown = group.reports.slice((number - 1) * perPage, number * perPage);
  const isData = pager === 'JSON' || pager === 'posted JSON';
  if (isData && name !== '') {
    const list = shown.map(({ title, path }) => ({
      Title: title,
      linkUrl: path,
      publishDate: '2024-01-19 10:00:00',
    }));
    return {
      body: Buffer.from(JSON.stringify({ code: 0, data: { total: group.reports.length, list } })),
      headers: { 'content-type': 'application/json' },
    };
  }
  const rows = shown.map(report => row(portal, report, origin)).join('\n');
  if (pager === 'fragment' && name !== '')
    return { body: Buffer.from(`<ul>${rows}</ul>`), headers: { 'content-type': 'text/html; charset=utf-8' } };
  const traps =
    number === 1
      ? `<li><a href="/private/t20240101_9.html">密局2023年政府信息公开工作年度报告</a></li>
<li><a href="/zwgk/jd/t20240101_8.html">2023年政府信息公开工作年度报告解读</a></li>
<li><a href="http://www.clone.example/t20240101_7.html">甲局2023年政府信息公开工作年度报告</a></li>
<a href="${group.directory}?month=202402">下月</a><!-- <li><a href="/ghost/t20240101_6.html">鬼局2023年政府信息公开工作年度报告</a></li> -->`
      : '';
  const base = portal.linking === 'base' ? `<base href="${column}">` : '';
  const records = group.reports.map(({ title, path }) => ({ title, url: path, date: '2024-01-19' }));
  const list = isData
    ? '<ul id="list"></ul>'
    : pager === 'inlined records'
      ? `<script>var rows = ${JSON.stringify(records)};</script>`
      : `<ul>${rows}</ul>`;
  const helpers = `<script>function showDetail(day, id) { window.open('${column}' + day + '_' + id + '.${portal.article === 'file' ? 'pdf' : 'html'}'); }</script>`;
  return {
    body: page(
      '政府信息公开年报',
      `${traps}${list}${helpers}${pagerOf(pager, group.directory, number, pages)}`,
      base,
    ),
  };
}

function pageNumber(
  pager: RandomPortal['pager'],
  name: string,
  url: URL,
  form: URLSearchParams,
  body: string,
): number | null {
  const query = url.searchParams.get('page');
  if (name === 'rows' && pager === 'JSON') return Number(query);
  if (name === 'api' && pager === 'posted JSON')
    return (JSON.parse(body) as { pageIndex: number }).pageIndex + 1;
  if (name === 'rows' && pager === 'fragment') return Number(query);
  if (name === 'list.aspx' && pager === 'post back')
    return form.get('__VIEWSTATE') === '/wE=' ? Number(form.get('__EVENTARGUMENT')) : null;
  if (name === 'search.do' && pager === 'posted form')
    return form.get('channel') === '7' ? Number(form.get('pageNo')) : null;
  if (name === 'find' && pager === 'select form') return Number(url.searchParams.get('p'));
  if (name === '') return query === null || !/query number|script address/.test(pager) ? 1 : Number(query);
  const named = /^(?:index|list)_(\d+)\.html$/.exec(name)?.[1];
  if (named === undefined) return null;
  return pager === 'zero-based call' || pager === 'only a count' ? Number(named) + 1 : Number(named);
}

function pagerOf(pager: RandomPortal['pager'], directory: string, number: number, pages: number): string {
  if (pages === 1 && !/JSON/.test(pager)) return '';
  const isLast = number === pages;
  const options = (value: (page: number) => string) =>
    Array.from({ length: pages }, (_, at) => `<option value="${value(at + 1)}">${at + 1}</option>`).join('');
  switch (pager) {
    case 'next link':
      return isLast ? '<a>下一页</a>' : `<a href="${directory}index_${number + 1}.html">下一页 &gt;</a>`;
    case 'numbers':
      return Array.from({ length: pages }, (_, at) => `<a href="index_${at + 1}.html">[${at + 1}]</a>`)
        .join(' ')
        .replaceAll('"index_', `"${directory}index_`);
    case 'zero-based call':
      return `<script>//createPageHTML(9, 0, "index", "htm");\ncreatePageHTML(${pages}, ${number - 1}, "index", "html");</script>`;
    case 'one-based call':
      return `<script>createPageHTML('page_div',${pages},${number},'list','html',99);</script>`;
    case 'script address':
      return `<script>function goPage(n) { if (n > ${pages}) return; var target = "${directory}?page=" + n; location.href = target; }</script><a href="javascript:goPage(${Math.min(number + 1, pages)})">下一页</a>`;
    case 'onclick':
      return `<script>var dir = '${directory}'; function turn(n) { window.location.href = dir + 'index_' + n + '.html'; }</script>${isLast ? '' : `<a href="#" onclick="turn(${number + 1});return false;">下一页</a>`}`;
    case 'posted form':
      return `<form name="f" id="f" method="post" action="${directory}search.do"><input type="hidden" name="channel" value="7"><input type="hidden" name="pageNo" id="pageNo" value="${number}"></form>
<script>function toPage(n) { document.getElementById('pageNo').value = n; document.f.submit(); }</script>${isLast ? '' : `<a href="javascript:toPage(${number + 1})">下页</a>`}`;
    case 'post back':
      return `<form method="post" action="${directory}list.aspx"><input type="hidden" name="__VIEWSTATE" value="/wE="></form>${isLast ? '' : `<a href="javascript:__doPostBack('Pager','${number + 1}')">下一页</a>`}`;
    case 'select addresses':
      return `<select onchange="location.href=this.value">${options(page => (page === 1 ? directory : `${directory}index_${page}.html`))}</select>`;
    case 'select form':
      return `<form action="${directory}find"><select name="p" onchange="this.form.submit()">${options(String)}</select></form>`;
    case 'JSON':
      return `<script>var page = 1; function load() { $.getJSON('${directory}rows?page=' + page + '&size=5', draw); } load();</script>`;
    case 'posted JSON':
      return `<script>var pageIndex = 0; $.ajax({url: '${directory}api', type: 'post', contentType: 'application/json', data: JSON.stringify({pageIndex: pageIndex, channel: '7'}), success: draw});</script>`;
    case 'fragment':
      return `<div id="more">加载更多</div><script>var page = 1; $('#more').click(function () { page++; $.get('${directory}rows', {page: page}, function (html) { $('ul').append(html); }); });</script>`;
    case 'only a count':
      return `<span>共 ${pages} 页</span>`;
    case 'query number':
      return isLast ? '' : `<a href="?page=${number + 1}">${number + 1}</a>`.replace('"?', `"${directory}?`);
    case 'inlined records':
      return '';
  }
}

function row({ linking, article }: RandomPortal, { title, path, id }: Report, origin: string): string {
  const target =
    article === 'stub' ? path.replace('/t', '/s').replace(/s(\d+_\d+)\.html$/, 's$1.html') : path;
  const date = '<span>2024-01-19</span>';
  switch (linking) {
    case 'relative':
    case 'year only':
      return `<li><a href="${target}">${title}</a>${date}</li>`;
    case 'absolute':
      return `<li><a href="${origin}${target}#top">${title}</a>${date}</li>`;
    case 'upper-case host':
      return `<li><a href="${origin.replace('http', 'HTTP')}${target}">${title}</a>${date}</li>`;
    case 'base':
      return `<li><a href="${target.slice(column.length)}">${title}</a>${date}</li>`;
    case 'cut title':
      return `<li><a href="${target}" title="${title}">${title.slice(0, 8)}...</a>${date}</li>`;
    case 'onclick row':
      return `<li onclick="jumpToDetail('${target}')"><p>${title}</p>${date}</li>`;
    case 'script function': {
      const [day = '', number = ''] = target
        .slice(column.length)
        .replace(/\.\w+$/, '')
        .split('_');
      return `<li><a href="javascript:;" onclick="showDetail('${day}', ${number})">${title}</a>${date}</li>`;
    }
    case 'data attribute':
      return `<li data-href="${target}">${title}${date}</li>`;
    case 'row title':
      return `<tr><td>${title}</td><td>2024-01-19</td><td><a href="${target}">查看</a></td></tr>`;
    case 'session':
      return `<li><a href="${target.replace(/(\.\w+)$/, `$1;jsessionid=${id}ABCDEF`)}">${title}</a>${date}</li>`;
  }
}

function page(title: string, content: string, head = ''): string {
  const named = /年报$/.test(title) ? `<meta name="ColumnName" content="${title}">` : '';
  return `<!DOCTYPE html><html><head>{charset}<title>${title}</title>${named}${head}</head><body>${content}</body></html>`;
}

function encode(
  html: string,
  encoding: RandomPortal['encoding'],
  isTyped: boolean,
): { bytes: Uint8Array; type: string } {
  const label = encoding === 'gbk declared' ? 'gb2312' : 'utf-8';
  const meta = encoding === 'gbk undeclared' ? '' : `<meta charset="${label}">`;
  const text = html.replace('{charset}', meta);
  const isGbk = encoding !== 'utf-8' && !isTyped;
  return {
    bytes: isGbk ? iconv.encode(text, 'gb18030') : Buffer.from(text, 'utf8'),
    type: encoding === 'gbk declared utf-8' ? 'text/html; charset=utf-8' : 'text/html',
  };
}
