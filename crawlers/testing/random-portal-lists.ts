/** The lists of a portal of random make: their rows, what stands beside them, and how they go on. */

import type { Reply } from './loopback-server.ts';
import type { RandomPortal } from './random-portal-kinds.ts';
import { page } from './random-portal-page.ts';
import { column, type Group, type Report } from './random-portal-places.ts';

export function listAnswer(
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
