/** Portals behind challenges as they are met in the wild, simplified to their steps: which status, which cookie, which script. */

import { type Hit, type LoopbackServer, type Reply, reportHtml, startServer } from './loopback-server.ts';

export type Challenge = '521' | '412' | 'cookie page' | 'captcha' | 'firewall';

const list = (count: number): string => {
  const items = Array.from(
    { length: count },
    (_, id) => `<li><a href="t20240119_${id}.html">第${id}局2023年政府信息公开工作年度报告</a></li>`,
  );
  return `<html><head><title>政府信息公开年报</title><meta name="ColumnName" content="政府信息公开年报"></head><ul>${items.join('')}</ul></html>`;
};

/** A column of reports below `/nb/`, shown only to whoever passed. */
export function startChallengedPortal(challenge: Challenge, reports = 3): Promise<LoopbackServer> {
  return startServer(hit => {
    if (hit.path === '/robots.txt') return { body: 'User-agent: *\nDisallow: /secret/' };
    const refusal = inFront(challenge, hit);
    if (refusal !== null) return refusal;
    if (hit.path === '/nb/') return { body: list(reports), headers: { etag: '"list"' } };
    return /^\/nb\/t20240119_\d+\.html$/.test(hit.path) ? { body: reportHtml(hit.path, 2023) } : undefined;
  });
}

function inFront(challenge: Challenge, { headers }: Hit): Reply | null {
  const cookies = new Map(
    (headers.cookie ?? '').split('; ').map(pair => [pair.split('=')[0] ?? '', pair.split('=')[1] ?? '']),
  );
  if (challenge === '521') {
    if (cookies.get('__jsl_clearance_s') === '42') return null;
    const isFirst = cookies.get('__jsl_clearance_s') !== '7' || !cookies.has('__jsluid_h');
    const value = isFirst ? '(+!![])*7' : '6*(+[[7]])';
    return {
      status: 521,
      headers: { 'set-cookie': '__jsluid_h=a1b2; max-age=31536000; path=/; HttpOnly' },
      body: `<script>document.cookie=('_')+('_jsl_clearance_s=')+(${value})+';max-age=3600;path=/';location.href=location.pathname+location.search</script>`,
    };
  }
  if (challenge === '412') {
    if (cookies.get('enable_T') === 'ok') return null;
    return {
      status: 412,
      headers: { 'set-cookie': 'enable_S=abc; path=/' },
      body: `<html><head><meta charset="utf-8"><script>$_ts=window['$_ts']||{};$_ts.cd="ok";document.cookie='enable_T='+$_ts.cd+'; path=/; max-age=7200';setTimeout(function(){location.reload()},30)</script></head><body></body></html>`,
    };
  }
  if (challenge === 'cookie page') {
    if (cookies.get('visited') === '1') return null;
    return {
      body: `<html><script>document.cookie="visited=1;path=/";window.location.reload();</script></html>`,
    };
  }
  if (challenge === 'captcha') {
    return {
      body: '<html><title>安全验证</title><p>为了您的正常访问，请输入验证码</p><img src="/captcha.jpg"><input name="captcha"></html>',
    };
  }
  return { body: '<html><title>提示</title><p>您的访问出现异常，请求已被网站防火墙拦截。</p></html>' };
}

/** An application of one page: menu, list and reports are routes behind `#/`, drawn from data. */
export function startRoutedPortal(reports: number): Promise<LoopbackServer> {
  return startServer(({ path }) => {
    const url = new URL(path, 'http://portal');
    if (url.pathname === '/') {
      return {
        headers: { etag: '"shell"' },
        body: `<html><head><title>某县政府</title></head><body><div id="app"></div><script>
async function draw() {
  const app = document.getElementById('app');
  const [, place, id] = location.hash.split('/');
  if (place === 'nb') {
    const rows = await (await fetch('/api/rows')).json();
    app.innerHTML = '<h1>政府信息公开年报</h1><ul>' + rows.map(row => '<li><a href="#/report/' + row.id + '">' + row.title + '</a></li>').join('') + '</ul>';
  } else if (place === 'report') app.innerHTML = await (await fetch('/api/report?id=' + id)).text();
  else app.innerHTML = '<a href="#/news">要闻</a> <a href="#/nb">政府信息公开年报</a> <a href="#top">回到顶部</a>';
}
addEventListener('hashchange', draw);
draw();
</script></body></html>`,
      };
    }
    if (url.pathname === '/api/rows') {
      const rows = Array.from({ length: reports }, (_, id) => ({
        id,
        title: `第${id}局2023年政府信息公开工作年度报告`,
      }));
      return { body: JSON.stringify(rows), headers: { 'content-type': 'application/json' } };
    }
    const id = Number(url.searchParams.get('id') ?? -1);
    const text = /<body>([\s\S]*)<\/body>/.exec(reportHtml(`第${id}局`, 2023))?.[1] ?? '';
    return url.pathname === '/api/report' && id >= 0 && id < reports ? { body: text } : undefined;
  });
}

/** A list and its pages drawn by a script from data: three rows a page, turned by a button. */
export function startScriptedPortal(reports: number): Promise<LoopbackServer> {
  const size = 3;
  const pages = Math.ceil(reports / size);
  return startServer(({ path }) => {
    const url = new URL(path, 'http://portal');
    if (url.pathname === '/nb/') {
      return {
        body: `<html><head><title>政府信息公开年报</title></head><body><div id="app"></div><script>
let page = 1;
async function draw() {
  const answer = await (await fetch('/api/rows?page=' + page)).json();
  document.getElementById('app').innerHTML = '<ul>' + answer.rows.map(row =>
    '<li><a href="/nb/detail/' + row.id + '.html">' + row.title + '</a><span>2024-01-19</span></li>').join('') +
    '</ul><div class="pagination"><button ' + (page < ${pages} ? '' : 'disabled') + ' onclick="page++; draw()">下一页</button></div>';
}
fetch('/api/forbidden').catch(() => 0).then(draw);
</script></body></html>`,
      };
    }
    if (url.pathname === '/robots.txt') return { body: 'User-agent: *\nDisallow: /api/forbidden' };
    if (url.pathname === '/api/rows') {
      const from = (Number(url.searchParams.get('page')) - 1) * size;
      const rows = Array.from({ length: Math.min(size, reports - from) }, (_, at) => ({
        id: from + at,
        title: `第${from + at}局2023年政府信息公开工作年度报告`,
      }));
      return { body: JSON.stringify({ rows }), headers: { 'content-type': 'application/json' } };
    }
    const id = /^\/nb\/detail\/(\d+)\.html$/.exec(url.pathname)?.[1];
    return id === undefined || Number(id) >= reports ? undefined : { body: reportHtml(`第${id}局`, 2023) };
  });
}
