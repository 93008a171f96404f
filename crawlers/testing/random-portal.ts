/** A portal of random make on loopback, with the traps that real ones have. */

import { type LoopbackServer, type Reply, startServer } from './loopback-server.ts';
import type { RandomPortal } from './random-portal-kinds.ts';
import { listAnswer } from './random-portal-lists.ts';
import { encode, page } from './random-portal-page.ts';
import { column, type Group, groupsOf, type Place, placesOf, towns } from './random-portal-places.ts';

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
