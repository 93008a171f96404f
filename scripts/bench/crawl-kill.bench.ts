/**
 * A crawl of 2,000 pages, killed with SIGKILL at fifty random moments and taken up again each time. Then nothing may have
 * been asked for twice but what was under way, every page must be archived as it was served, and the WARC files must be
 * valid to a reader that shares no code with the writer.
 */

import { execFile, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import { newBench, portalsOf } from '../../crawlers/testing/crawl-bench.ts';
import {
  type Handler,
  type LoopbackServer,
  reportHtml,
  startServer,
} from '../../crawlers/testing/loopback-server.ts';
import { seededRandom } from '../../extract/synthetic/random.ts';
import { tableLines } from '../terminal/table.ts';
import type { Bench } from './bench.ts';

const withTypeScript = new URL('../with-typescript.mjs', import.meta.url).href;

const hosts = 8;
const defaultPages = 2000;
const mostKills = 50;
const run = promisify(execFile);
const child = fileURLToPath(new URL('../../crawlers/testing/crawl-child.ts', import.meta.url));
const reader = fileURLToPath(new URL('read_warc.py', import.meta.url));

export const bench: Bench = {
  summary: `kill -9 at ${mostKills} random moments of a crawl of --count pages (${defaultPages}): what is lost, what is asked for twice`,
  async run({ json, count, seed }) {
    const pages = Math.ceil((count ?? defaultPages) / hosts);
    const random = seededRandom(seed);
    const servers = await Promise.all(
      Array.from({ length: hosts }, (_, at) => startServer(columnOf(pages), `127.0.3.${at + 1}`)),
    );
    const store = newBench();
    try {
      const columns = servers.map(({ origin }) => `${origin}/nb/`);
      // Below the mean from one kill to the next, so that pages are left for the last of them.
      const stride = (2 * hosts * pages * 0.8) / mostKills;
      const underWay = new Set<string>();
      let kills = 0;
      for (let isDone = false; !isDone && kills < mostKills; ) {
        const moment = { hits: random.below(Math.max(1, Math.round(stride))), ms: random.below(20) };
        isDone = await crawlUntil(store.directory, columns, servers, moment);
        if (isDone) break;
        kills += 1;
        // A host is asked one page at a time: what was under way is the last that it was asked for.
        for (const { origin, hits } of servers) underWay.add(`${hits.length} ${origin}${hits.at(-1)?.path}`);
      }
      const { outcomes } = await store.run(portalsOf(columns));
      const found = outcomes.reduce((sum, outcome) => sum + outcome.found, 0);
      const { repeated, unexplained } = repetitions(servers, underWay);
      const archived = await readBack(join(store.directory, 'archive'), servers, pages);
      const row = {
        kills,
        pages: hosts * pages,
        found,
        asked: servers.reduce((sum, { hits }) => sum + hits.length, 0),
        'twice, under way': repeated,
        'twice, otherwise': unexplained,
        'not archived as served': archived.missing,
        'WARC files': archived.trouble ?? 'valid',
      };
      if (json) console.log(JSON.stringify(row));
      else {
        const cells = Object.entries(row).map(([name, value]) => [name, value]);
        console.log(
          tableLines([{ heading: 'killed crawl' }, { heading: '', align: 'right' }], cells).join('\n'),
        );
      }
      return found === hosts * pages && unexplained + archived.missing === 0 && archived.trouble === null;
    } finally {
      store.remove();
      await Promise.all(servers.map(server => server.close()));
    }
  },
};

/** Pages of many lengths, some compressed, and the column that lists them. */
const columnOf =
  (pages: number): Handler =>
  ({ path }) => {
    const number = /^\/nb\/t20240119_(\d+)\.html$/.exec(path)?.[1];
    if (number !== undefined) return { body: pageHtml(Number(number)), gzip: Number(number) % 2 === 0 };
    if (path !== '/nb/') return undefined;
    const items = Array.from(
      { length: pages },
      (_, at) => `<li><a href="t20240119_${at}.html">第${at}局2023年政府信息公开工作年度报告</a></li>`,
    );
    return { body: `<title>政府信息公开年报</title><ul>${items.join('')}</ul>` };
  };

const pageHtml = (number: number): string =>
  reportHtml(`第${number}局`, 2023, `<p>${'主动公开。'.repeat((number * 37) % 3000)}</p>`);

/** @returns whether the crawl came to its end before it was to be killed */
async function crawlUntil(
  directory: string,
  columns: readonly string[],
  servers: readonly LoopbackServer[],
  moment: { readonly hits: number; readonly ms: number },
): Promise<boolean> {
  const asked = () => servers.reduce((sum, { hits }) => sum + hits.length, 0);
  const before = asked();
  const crawler = spawn(process.execPath, ['--import', withTypeScript, child, directory, ...columns], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const exit = once(crawler, 'exit');
  while (crawler.exitCode === null && asked() - before < moment.hits) {
    await new Promise(resolve => setTimeout(resolve, 2));
  }
  await new Promise(resolve => setTimeout(resolve, moment.ms));
  crawler.kill('SIGKILL');
  await exit;
  if (crawler.exitCode !== null && crawler.exitCode !== 0) throw new Error('the crawl failed by itself');
  return crawler.exitCode === 0;
}

/** Addresses asked for again: after a kill that struck while they were under way, and otherwise. */
function repetitions(
  servers: readonly LoopbackServer[],
  underWay: ReadonlySet<string>,
): { repeated: number; unexplained: number } {
  let repeated = 0;
  let unexplained = 0;
  for (const { origin, hits } of servers) {
    const seenAt = new Map<string, number>();
    for (const [at, { path }] of hits.entries()) {
      const before = seenAt.get(path);
      if (before !== undefined && underWay.has(`${before + 1} ${origin}${path}`)) repeated += 1;
      else if (before !== undefined) unexplained += 1;
      seenAt.set(path, at);
    }
  }
  return { repeated, unexplained };
}

/** What another program finds in the archive, against what was served. */
async function readBack(
  directory: string,
  servers: readonly LoopbackServer[],
  pages: number,
): Promise<{ missing: number; trouble: string | null }> {
  const kept = new Map<string, string>();
  try {
    const { stdout } = await run('python3', [reader, directory], { maxBuffer: 2 ** 28 });
    for (const line of stdout.split('\n')) {
      if (line === '') continue;
      const { url, sha256 } = JSON.parse(line) as { url: string; sha256: string };
      kept.set(url, sha256);
    }
  } catch (error) {
    return { missing: 0, trouble: error instanceof Error ? error.message : String(error) };
  }
  let missing = 0;
  for (const { origin } of servers) {
    for (let number = 0; number < pages; number += 1) {
      const page = Buffer.from(pageHtml(number));
      const sent = number % 2 === 0 ? gzipSync(page) : page;
      const digest = createHash('sha256').update(sent).digest('hex');
      if (kept.get(`${origin}/nb/t20240119_${number}.html`) !== digest) missing += 1;
    }
  }
  return { missing, trouble: null };
}
