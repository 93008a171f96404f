/** A simulated nation: every host with a list of three pages, a second between requests to a host, the servers on the same cores. */

import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { newBench, portalOf } from '../../crawlers/testing/crawl-bench.ts';
import { tableLines } from '../terminal/table.ts';
import type { Bench } from './bench.ts';

const withTypeScript = new URL('../with-typescript.mjs', import.meta.url).href;

const defaultHosts = 14_000;
const listPages = 3;
const port = 8097;
const mostSeconds = 600;

interface Seen {
  readonly hosts: number;
  readonly lists: number;
  /** Milliseconds. */
  readonly leastGap: number;
}

export const bench: Bench = {
  summary: `a nation of --count hosts (${defaultHosts}), ${listPages} list pages each, a second between requests to a host`,
  async run({ json, count }) {
    const hosts = count ?? defaultHosts;
    const script = fileURLToPath(new URL('nation-server.ts', import.meta.url));
    const server = fork(script, [String(port)], { execArgv: ['--import', withTypeScript] });
    const store = newBench();
    try {
      await once(server, 'message');
      const portals = Array.from({ length: hosts }, (_, at) => {
        const origin = `http://127.${64 + (at >> 16)}.${(at >> 8) & 255}.${at & 255}:${port}`;
        return portalOf(origin, { id: `p${at}`, columns: [`${origin}/nb/`] });
      });
      const cpu = process.cpuUsage();
      const started = performance.now();
      const { outcomes } = await store.run(portals, { delaySeconds: 1, concurrency: 128, since: 2022 });
      const seconds = (performance.now() - started) / 1000;
      const { user, system } = process.cpuUsage(cpu);
      server.send('report');
      const [seen] = (await once(server, 'message')) as [Seen];
      const row = {
        hosts: seen.hosts,
        'list pages': seen.lists,
        s: Math.round(seconds),
        'requests/s': Math.round((seen.lists + seen.hosts) / seconds),
        'CPU s of the crawl': Math.round((user + system) / 1e6),
        'peak MB': Math.round(process.resourceUsage().maxRSS / 1000),
        'least gap, ms': Math.round(seen.leastGap),
      };
      if (json) console.log(JSON.stringify(row));
      else {
        const columns = Object.keys(row).map(heading => ({ heading, align: 'right' as const }));
        console.log(tableLines(columns, [Object.values(row)]).join('\n'));
      }
      const isWhole =
        seen.lists === hosts * listPages && outcomes.every(({ state }) => state !== 'interrupted');
      // Timers may be a few milliseconds early.
      return isWhole && seen.leastGap >= 990 && seconds < mostSeconds;
    } finally {
      server.kill();
      store.remove();
    }
  },
};
