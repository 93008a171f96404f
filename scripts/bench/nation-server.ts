/** A nation of portals in one process: every loopback address is a host with a list of three pages. `nation-server.ts PORT`. */

import { createServer } from 'node:http';

const port = Number(process.argv[2]);
/** Per host: requests, and the least time between the end of one and the start of the next, milliseconds. */
const hosts = new Map<string, { lists: number; endedAt: number; leastGap: number }>();
const names = ['/nb/', '/nb/index_1.html', '/nb/index_2.html'];

const pages = new Map(
  names.map((name, at) => {
    const items = Array.from(
      { length: 15 },
      (_, item) =>
        `<li><a href="./202001/t20200119_${at * 15 + item}.html">某县第${at * 15 + item}局2019年政府信息公开工作年度报告</a><span>2020-01-19</span></li>`,
    );
    const html = `<!DOCTYPE html><html><head><meta charset="utf-8"><title>政府信息公开年报</title>
<meta name="ColumnName" content="政府信息公开年报"></head><body><a href="/">首页</a><ul>${items.join('\n')}</ul>
<div class="page"><script>createPageHTML(3, ${at}, "index", "html");</script></div></body></html>`;
    return [name, Buffer.from(html)];
  }),
);

const server = createServer((request, response) => {
  const name = request.headers.host ?? '';
  const host = hosts.get(name) ?? { lists: 0, endedAt: 0, leastGap: Number.POSITIVE_INFINITY };
  if (host.endedAt > 0) host.leastGap = Math.min(host.leastGap, performance.now() - host.endedAt);
  hosts.set(name, host);
  const body = pages.get(request.url ?? '');
  if (body !== undefined) host.lists += 1;
  response.writeHead(body === undefined ? 404 : 200, {
    'content-type': 'text/html; charset=utf-8',
    'content-length': body?.length ?? 0,
  });
  response.end(body, () => {
    host.endedAt = performance.now();
  });
});
server.listen(port, '0.0.0.0', () => process.send?.('listening'));
process.on('message', () => {
  const all = [...hosts.values()];
  process.send?.({
    hosts: all.length,
    lists: all.reduce((sum, { lists }) => sum + lists, 0),
    leastGap: all.reduce((least, { leastGap }) => Math.min(least, leastGap), Number.POSITIVE_INFINITY),
  });
});
