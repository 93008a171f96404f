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
  'encoded',
  'contrary numbers',
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
  'tracking',
  'relative base',
  'open window',
] as const;
export const articleKinds = [
  'page',
  'attachment',
  'parts',
  'frame',
  'viewer',
  'stub',
  'file',
  'embed',
  'picture',
  'download',
] as const;
export const layouts = ['flat', 'years', 'departments', 'frame', 'nested', 'kinds', 'towns'] as const;
export const entrances = [
  'plain',
  'frameset',
  'refresh',
  'script',
  'clicks',
  'short name',
  'picture',
] as const;
/** What stands beside the list and is none of it. */
export const clutters = ['none', 'calendar', 'notices', 'commented pager', 'neighbours', 'all'] as const;
export const encodings = [
  'utf-8',
  'gbk declared',
  'gbk undeclared',
  'gbk declared utf-8',
  'utf-8 declared gbk',
  'gbk declared latin',
] as const;

export interface RandomPortal {
  readonly pager: (typeof pagers)[number];
  readonly linking: (typeof linkings)[number];
  readonly article: (typeof articleKinds)[number];
  readonly layout: (typeof layouts)[number];
  readonly encoding: (typeof encodings)[number];
  readonly entrance: (typeof entrances)[number];
  readonly clutter: (typeof clutters)[number];
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
    const reply = answer(portal, groups, url, hit.body, origin, hit.headers.referer);
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
  readonly reports: readonly Report[];
}

interface Place {
  readonly name: string;
  readonly directory: string;
  readonly below: readonly Place[];
  readonly reports: readonly Report[];
}

const column = '/zwgk/zfxxgknb/';
const departments = ['县财政局', '强蛟镇', '桃源街道'] as const;
const towns = ['qjz', 'hyz', 'xdz'] as const;

function reportsOf({ reports, article, linking, layout }: RandomPortal): Report[] {
  const extension = article === 'file' ? 'pdf' : 'html';
  return Array.from({ length: reports }, (_, id): Report => {
    const year = 2015 + (id % 9);
    const root = layout === 'towns' && id % 4 > 0 ? `/${towns[(id % 4) - 1]}${column}` : column;
    return {
      id,
      year,
      path: `${root}202${id % 4}01/t2024011${id % 9}_${1000 + id}.${extension}`,
      title: linking === 'year only' ? `${year}年` : `第${id}局${year}年政府信息公开工作年度报告`,
    };
  });
}

/** The column as a tree: what has nothing below it is a list. */
function placesOf(portal: RandomPortal): Place[] {
  const all = reportsOf(portal);
  const list = (name: string, directory: string, reports: readonly Report[]): Place => ({
    name,
    directory,
    reports,
    below: [],
  });
  const byYear = (directory: string, reports: readonly Report[]) =>
    [...new Set(reports.map(({ year }) => year))].map(year =>
      list(
        `${year}年`,
        `${directory}${year}n/`,
        reports.filter(report => report.year === year),
      ),
    );
  const thirds = [0, 1, 2].map(third => all.filter(({ id }) => id % 3 === third));
  const root = (below: readonly Place[]): Place[] => [
    { name: '政府信息公开年报', directory: column, below, reports: [] },
  ];
  switch (portal.layout) {
    case 'flat':
    case 'frame':
      return [list('政府信息公开年报', column, all)];
    case 'years':
      return root(byYear(column, all));
    case 'departments':
      return root(thirds.map((third, at) => list(departments[at] ?? '', `${column}bm${at}/`, third)));
    case 'nested':
      return root(
        thirds.map((third, at) => ({
          name: departments[at] ?? '',
          directory: `${column}bm${at}/`,
          below: byYear(`${column}bm${at}/`, third),
          reports: [],
        })),
      );
    case 'kinds':
      return root(
        thirds.map((third, at) =>
          list(
            ['县政府年报', '部门年报', '乡镇（街道）年报'][at] ?? '',
            `${column}${['zf', 'bm', 'xz'][at]}/`,
            third,
          ),
        ),
      );
    case 'towns':
      return [
        list(
          '政府信息公开年报',
          column,
          all.filter(({ id }) => id % 4 === 0),
        ),
        ...towns.map((town, at) =>
          list(
            '政府信息公开年报',
            `/${town}${column}`,
            all.filter(({ id }) => id % 4 === at + 1),
          ),
        ),
      ];
  }
}

function groupsOf(portal: RandomPortal): Group[] {
  const lists = (places: readonly Place[]): Place[] =>
    places.flatMap(place => (place.below.length === 0 ? [place] : lists(place.below)));
  return lists(placesOf(portal)).map(({ directory, reports }) => ({
    directory: portal.layout === 'frame' ? `${directory}list/` : directory,
    reports,
  }));
}

function answer(
  portal: RandomPortal,
  groups: readonly Group[],
  url: URL,
  body: string,
  origin: string,
  referrer: string | undefined,
): Reply | undefined {
  const { pathname } = url;
  if (pathname === '/robots.txt')
    return { body: 'User-agent: *\nDisallow: /private/', headers: { 'content-type': 'text/plain' } };
  const entered = entrance(portal, pathname);
  if (entered !== undefined) return entered;
  const group = groups.find(
    ({ directory }) =>
      pathname.startsWith(directory) && pathname.slice(directory.length).split('/').length === 1,
  );
  const find = (places: readonly Place[]): Place | undefined =>
    places
      .map(place => (place.directory === pathname ? place : find(place.below)))
      .find(found => found !== undefined);
  const place = find(placesOf(portal));
  if (place !== undefined && (place.below.length > 0 || portal.layout === 'frame')) {
    const inside =
      place.below.length === 0
        ? `<iframe src="${groups[0]?.directory}"></iframe>`
        : place.below.map(({ directory, name }) => `<li><a href="${directory}">${name}</a></li>`).join('');
    return { body: page(place.name, inside) };
  }
  const article = articleAnswer(portal, groups, url, referrer);
  if (article !== undefined) return article;
  return group === undefined ? undefined : listAnswer(portal, group, url, body, origin);
}

const steps = ['/', '/zwgk/', '/zwgk/xxgk/'] as const;

/** The way from the home page to the column, or to that of a town. */
function entrance(portal: RandomPortal, pathname: string): Reply | undefined {
  const { layout, entrance: kind } = portal;
  const home =
    kind === 'plain' || kind === 'clicks' || kind === 'short name' || kind === 'picture'
      ? '/'
      : '/portal/index.html';
  if (pathname === '/' && home !== '/') {
    const bodies: Record<string, string> = {
      frameset: `<html><head><title>某县人民政府</title></head><frameset rows="80,*"><frame src="/portal/top.html"><frame src="${home}"></frameset></html>`,
      refresh: `<html><head><meta http-equiv="Refresh" content="0; URL=${home}"></head></html>`,
      script: `<html><script>window.location.href="${home}";</script></html>`,
    };
    return { body: bodies[kind] ?? '' };
  }
  if (pathname === '/portal/top.html') return { body: page('顶部', '<p>某县</p>') };
  const town = layout === 'towns' ? towns.find(each => pathname === `/${each}/`) : undefined;
  if (town !== undefined)
    return {
      body: page(
        '某镇',
        `<a href="/${town}/xw/">镇内要闻</a><a href="/${town}${column}">政府信息公开年报</a>`,
      ),
    };
  const at = steps.slice(0, portal.steps + 1).findIndex(step => (step === '/' ? home : step) === pathname);
  if (at < 0) return undefined;
  const target = at < portal.steps ? (steps[at + 1] ?? '') : column;
  const name = at < portal.steps ? '政府信息公开' : kind === 'short name' ? '年报' : '政府信息公开年报';
  const links: Partial<Record<RandomPortal['entrance'], string>> = {
    clicks: `<ul><li onclick="location.href='${target}'">${name}</li></ul>`,
    picture: `<a href="${target}"><img src="/images/nav.png" alt="${name}"></a>`,
  };
  const subsites =
    layout === 'towns' && at === 0
      ? towns
          .map((each, index) => `<a href="/${each}/">${['强蛟镇', '桃源镇', '西店镇'][index]}</a>`)
          .join('')
      : '';
  return {
    body: page(
      '首页',
      `<a href="/news/">要闻</a><a href="/zwgk/fz/">法治政府建设年度报告</a><a href="/zwgk/wz/">政府网站工作年度报表</a>${
        links[kind] ?? `<a href="${target}">${name}</a>`
      }<a href="http://elsewhere.example/nb/">政府信息公开年报</a>${subsites}`,
    ),
  };
}

function articleAnswer(
  { article }: RandomPortal,
  groups: readonly Group[],
  { pathname, searchParams }: URL,
  referrer: string | undefined,
): Reply | undefined {
  const all = groups.flatMap(({ reports }) => reports);
  const report = all.find(
    ({ path }) =>
      pathname === path ||
      searchParams.get('filename') === path ||
      pathname.startsWith(path.replace(/\.\w+$/, '_')) ||
      pathname === path.replace('/t', '/s'),
  );
  if (report === undefined) return undefined;
  const { path, title } = report;
  const stem = path.replace(/\.\w+$/, '');
  const pdf = { body: Buffer.from(`%PDF-1.4\n${path}`), headers: { 'content-type': 'application/pdf' } };
  if (pathname === path.replace('/t', '/s') || pathname.startsWith(`${stem}_body`))
    return { body: page(title, formWords) };
  if (pathname === '/module/download/downfile.jsp') return referrer === undefined ? { status: 403 } : pdf;
  if (pathname.endsWith('.jpg')) return { ...pdf, headers: { 'content-type': 'image/jpeg' } };
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
    embed: `<embed src="${stem}_f.pdf" type="application/pdf">`,
    picture: `<p>${title}</p><img src="${stem}_f.jpg">`,
    download: `<a href="/module/download/downfile.jsp?classid=0&showname=a.pdf&filename=${path}">下载</a>`,
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
  // A fragment has not the functions of the page that asks for it.
  const isBare = pager === 'fragment' && name !== '' && portal.linking === 'script function';
  const linking = isBare ? 'relative' : portal.linking;
  const rows = shown.map(report => row({ ...portal, linking }, report, origin)).join('\n');
  if (pager === 'fragment' && name !== '')
    return { body: Buffer.from(`<ul>${rows}</ul>`), headers: { 'content-type': 'text/html; charset=utf-8' } };
  const traps =
    number === 1
      ? `<li><a href="/private/t20240101_9.html">密局2023年政府信息公开工作年度报告</a></li>
<li><a href="/zwgk/jd/t20240101_8.html">2023年政府信息公开工作年度报告解读</a></li>
<li><a href="http://www.clone.example/t20240101_7.html">甲局2023年政府信息公开工作年度报告</a></li>
${clutterOf(portal, group.directory)}<!-- <li><a href="/ghost/t20240101_6.html">鬼局2023年政府信息公开工作年度报告</a></li> -->`
      : '';
  const root = group.directory.slice(0, group.directory.indexOf(column) + column.length);
  const base =
    portal.linking === 'base'
      ? `<base href="${root}">`
      : portal.linking === 'relative base'
        ? `<base href="${'../'.repeat(group.directory.split('/').length - 2)}">`
        : '';
  const records = group.reports.map(({ title, path }) => ({ title, url: path, date: '2024-01-19' }));
  const list = isData
    ? '<ul id="list"></ul>'
    : pager === 'inlined records'
      ? `<script>var rows = ${JSON.stringify(records)};</script>`
      : `<ul>${rows}</ul>`;
  const helpers = `<script>function showDetail(day, id) { window.open('${root}' + day + '_' + id + '.${portal.article === 'file' ? 'pdf' : 'html'}'); }</script>`;
  return {
    body: page(
      '政府信息公开年报',
      `${traps}${list}${helpers}${pagerOf(pager, group.directory, number, pages)}`,
      base,
    ),
  };
}

function clutterOf({ clutter }: RandomPortal, directory: string): string {
  const parts: string[] = [];
  if (clutter === 'calendar' || clutter === 'all') {
    const days = Array.from(
      { length: 29 },
      (_, at) => `<td><a href="${directory}?day=2024-02-${at + 1}">${at + 1}</a></td>`,
    );
    parts.push(
      `<table class="rili"><tr>${days.join('')}</tr></table><a href="${directory}?month=202402">下月</a>`,
    );
  }
  if (clutter === 'notices' || clutter === 'all')
    parts.push(`<li><a href="/zwgk/trap/t20240105_1.html">关于做好2023年政府信息公开工作年度报告编制和发布工作的通知</a></li>
<li><a href="/zwgk/trap/t20240105_2.html">图解：某县2023年政府信息公开工作年度报告</a></li>
<li><a href="/zwgk/trap/t20240105_3.html">2023年政府网站工作年度报表</a></li>
<li><a href="/zwgk/trap/t20240105_4.html">某县2023年法治政府建设年度报告</a></li>
<li><a href="/zwgk/trap/t20240105_5.html">某局2023年部门决算公开</a></li>`);
  if (clutter === 'commented pager' || clutter === 'all')
    parts.push(
      `<!-- <a href="${directory}ghost_2.html">下一页</a><script>createPageHTML(9,0,"ghost","html");</script> -->`,
    );
  if (clutter === 'neighbours' || clutter === 'all')
    parts.push(`<div class="side"><a href="/zwgk/trap/zn/">政府信息公开指南</a><a href="/zwgk/trap/zd/">政府信息公开制度</a>
<a href="/zwgk/trap/gk/">法定主动公开内容</a><a href="/zwgk/trap/cz/">县财政局</a></div>`);
  return parts.join('\n');
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
  return pager === 'zero-based call' || pager === 'only a count' || pager === 'contrary numbers'
    ? Number(named) + 1
    : Number(named);
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
    case 'encoded': {
      const links = isLast
        ? '<span>下一页</span>'
        : `<a href="${directory}index_${number + 1}.html">下一页</a>`;
      return `<div id="pages">${Buffer.from(`<div>${links}</div>`).toString('base64')}</div><script>$('#pages').html(window.atob($('#pages').text()));</script>`;
    }
    case 'contrary numbers':
      return `<script>createPageHTML('page_div',${pages},${number},'list','html',99);</script>`;
  }
}

function row({ linking, article }: RandomPortal, { title, path, id }: Report, origin: string): string {
  const root = path.slice(0, path.indexOf(column) + column.length);
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
      return `<li><a href="${target.slice(root.length)}">${title}</a>${date}</li>`;
    case 'relative base':
      return `<li><a href="${target.slice(1)}">${title}</a>${date}</li>`;
    case 'open window':
      return `<li><a href="javascript:window.open('${target}','_blank')">${title}</a>${date}</li>`;
    case 'tracking':
      return `<li><a href="${target}?utm_source=list&amp;spm=a${id}.b">${title}</a>${date}</li>
<li><a href="${target}?utm_source=top&amp;isappinstalled=0">${title}</a></li>`;
    case 'cut title':
      return `<li><a href="${target}" title="${title}">${title.slice(0, 8)}...</a>${date}</li>`;
    case 'onclick row':
      return `<li onclick="jumpToDetail('${target}')"><p>${title}</p>${date}</li>`;
    case 'script function': {
      const [day = '', number = ''] = target
        .slice(root.length)
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
  const label = /declared (gbk|latin)|^gbk declared$/.test(encoding)
    ? encoding === 'gbk declared latin'
      ? 'iso-8859-1'
      : 'gb2312'
    : 'utf-8';
  const meta = encoding === 'gbk undeclared' ? '' : `<meta charset="${label}">`;
  const text = html.replace('{charset}', meta);
  const isGbk = encoding.startsWith('gbk') && !isTyped;
  return {
    bytes: isGbk ? iconv.encode(text, 'gb18030') : Buffer.from(text, 'utf8'),
    type: encoding === 'gbk declared utf-8' ? 'text/html; charset=utf-8' : 'text/html',
  };
}
