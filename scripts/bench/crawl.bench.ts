/**
 * Pages a second over nginx on loopback with the pace off: this crawl, which archives every exchange in WARC, and Scrapy,
 * which keeps nothing. Both fetch the same pages, no two alike; the servers share the machine's cores with them.
 */

import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import { newBench, portalOf } from '../../crawlers/testing/crawl-bench.ts';
import { tableLines } from '../terminal/table.ts';
import type { Bench } from './bench.ts';
import { wordPage } from './word-page.ts';

const hosts = 40;
const port = 8089;
const defaultPages = 100;
const python = '/usr/bin/python3';
const run = promisify(execFile);

export const bench: Bench = {
  summary: `pages a second while archiving, beside Scrapy, which keeps nothing: ${hosts} hosts of --count pages (${defaultPages})`,
  async run({ json, count }) {
    const pages = count ?? defaultPages;
    const directory = mkdtempSync(join(tmpdir(), 'nianbao-nginx-'));
    if (!existsSync('/usr/sbin/nginx')) {
      console.log('nginx is not installed: nothing was measured');
      return undefined;
    }
    writePages(directory, pages);
    const nginx = await startNginx(directory);
    const rows: { what: string; pages: number; seconds: number; rate: number; cpu: number | null }[] = [];
    try {
      for (let round = 0; round < 3; round += 1) {
        rows.push(await ownRound(pages));
        const scrapy = await scrapyRound(pages);
        if (scrapy !== null) rows.push(scrapy);
      }
    } finally {
      nginx.kill();
      rmSync(directory, { recursive: true, force: true });
    }
    if (json) for (const row of rows) console.log(JSON.stringify(row));
    else {
      const right = { align: 'right' } as const;
      const cells = rows.map(({ what, pages: fetched, seconds, rate, cpu }) => [
        what,
        fetched,
        seconds.toFixed(1),
        rate.toFixed(0),
        cpu === null ? '' : cpu.toFixed(2),
      ]);
      console.log(
        tableLines(
          [
            { heading: 'crawler' },
            { heading: 'pages', ...right },
            { heading: 's', ...right },
            { heading: 'pages/s', ...right },
            { heading: 'CPU ms a page', ...right },
          ],
          cells,
        ).join('\n'),
      );
    }
    const best = (what: string) => Math.max(...rows.filter(row => row.what === what).map(({ rate }) => rate));
    if (!rows.some(({ what }) => what === 'Scrapy')) return undefined;
    if (!json)
      console.log(`best of three: ${(best('Nianbao') / best('Scrapy')).toFixed(2)} times the pages a second`);
    return best('Nianbao') >= 2 * best('Scrapy');
  },
};

/** A column and its reports per host, compressed as servers keep them. */
function writePages(directory: string, pages: number): void {
  const template = wordPage(1);
  for (let host = 1; host <= hosts; host += 1) {
    const own = join(directory, 'pages', `h${host}`);
    mkdirSync(own, { recursive: true });
    const items: string[] = [];
    for (let page = 0; page < pages; page += 1) {
      const html = template.replace('</body>', `<p>第${host}县第${page}号</p></body>`);
      writeFileSync(join(own, `t20240119_${page}.html`), html);
      writeFileSync(join(own, `t20240119_${page}.html.gz`), gzipSync(html, { level: 6 }));
      items.push(`<li><a href="t20240119_${page}.html">第${page}局2023年政府信息公开工作年度报告</a></li>`);
    }
    writeFileSync(join(own, 'index.html'), `<title>政府信息公开年报</title><ul>${items.join('')}</ul>`);
  }
}

async function startNginx(directory: string): Promise<ChildProcess> {
  const configuration = `worker_processes 1; pid ${directory}/pid; error_log ${directory}/errors; daemon off;
events { worker_connections 4096; }
http { access_log off; default_type text/html; charset utf-8; gzip_static on; client_body_temp_path ${directory}/t1;
  proxy_temp_path ${directory}/t2; fastcgi_temp_path ${directory}/t3; uwsgi_temp_path ${directory}/t4; scgi_temp_path ${directory}/t5;
  keepalive_requests 100000; server { listen 0.0.0.0:${port}; root ${directory}/pages; } }`;
  writeFileSync(join(directory, 'nginx.conf'), configuration);
  // Workers of a root's nginx run as another user, who must be able to read the pages.
  await run('chmod', ['-R', 'a+rX', directory]);
  const nginx = spawn(
    '/usr/sbin/nginx',
    ['-c', join(directory, 'nginx.conf'), '-e', join(directory, 'errors')],
    {
      stdio: 'ignore',
    },
  );
  for (let attempt = 0; attempt < 100; attempt += 1) {
    const isUp = await new Promise<boolean>(resolve => {
      const socket = connect(port, '127.0.0.1', () => resolve(true)).on('error', () => resolve(false));
      socket.on('connect', () => socket.destroy());
    });
    if (isUp) return nginx;
    await new Promise(resolve => setTimeout(resolve, 50));
  }
  nginx.kill();
  throw new Error(`nginx did not start; see ${directory}/errors`);
}

async function ownRound(pages: number) {
  const store = newBench();
  try {
    const portals = Array.from({ length: hosts }, (_, at) => {
      const origin = `http://127.0.1.${at + 1}:${port}`;
      return portalOf(origin, { id: `p${at}`, columns: [`${origin}/h${at + 1}/`] });
    });
    const before = process.cpuUsage();
    const started = performance.now();
    const { outcomes } = await store.run(portals, { concurrency: 64 });
    const seconds = (performance.now() - started) / 1000;
    const { user, system } = process.cpuUsage(before);
    const fetched = outcomes.reduce((sum, { found }) => sum + found, 0);
    if (fetched !== hosts * pages) throw new Error(`${fetched} of ${hosts * pages} pages were fetched`);
    return {
      what: 'Nianbao',
      pages: fetched,
      seconds,
      rate: fetched / seconds,
      cpu: (user + system) / 1000 / fetched,
    };
  } finally {
    store.remove();
  }
}

async function scrapyRound(pages: number) {
  const script = fileURLToPath(new URL('scrapy_fetch.py', import.meta.url));
  try {
    const { stdout } = await run(python, [script, String(hosts), String(pages), String(port)]);
    const [fetched = 0, seconds = 1] = stdout.trim().split(' ').map(Number);
    return { what: 'Scrapy', pages: fetched, seconds, rate: fetched / seconds, cpu: null };
  } catch (error) {
    console.log(`Scrapy could not be run: ${error instanceof Error ? error.message.split('\n')[0] : error}`);
    return null;
  }
}
