/** How many pages a second the crawl handles on loopback with the pace off: `tsx crawlers/testing/throughput.ts [HOSTS] [PAGES]`. */

import { newBench, portalOf } from './crawl-bench.ts';
import { reportHtml, startServer } from './loopback-server.ts';

const [, , hosts = '8', pages = '500'] = process.argv;
const filler = `<p>${'政府信息公开工作'.repeat(1500)}</p>`;
const servers = await Promise.all(
  Array.from({ length: Number(hosts) }, (_, host) =>
    startServer(
      ({ path }) => {
        if (path === '/nb/') {
          const items = Array.from(
            { length: Number(pages) },
            (_, id) => `<li><a href="t20240119_${id}.html">第${id}局2023年政府信息公开年报</a></li>`,
          );
          return { body: `<ul>${items.join('')}</ul>` };
        }
        return path.startsWith('/nb/')
          ? { body: reportHtml(`${host}${path}`, 2023, filler), gzip: true }
          : undefined;
      },
      `127.0.0.${host + 1}`,
    ),
  ),
);
const bench = newBench();
const portals = servers.map(({ origin }, at) =>
  portalOf(origin, { id: `p${at}`, columns: [`${origin}/nb/`] }),
);
for (const round of ['first', 'second'] as const) {
  const started = performance.now();
  const { outcomes } = await bench.run(portals, { concurrency: 32, revisitAll: round === 'second' });
  const seconds = (performance.now() - started) / 1000;
  const requests = outcomes.reduce((sum, outcome) => sum + outcome.requests, 0);
  const memory = Math.round(process.memoryUsage().rss / 2 ** 20);
  console.log(
    `${round} run: ${requests} requests in ${seconds.toFixed(1)} s, ${Math.round(requests / seconds)} a second, ${memory} MB`,
  );
}
bench.remove();
for (const server of servers) await server.close();
