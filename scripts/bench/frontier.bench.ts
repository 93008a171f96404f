/** The frontier filled with a million addresses, taken up again by a new process's first look, and drained: time and memory. */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Frontier } from '../../crawlers/frontier.ts';
import { tableLines } from '../terminal/table.ts';
import type { Bench } from './bench.ts';

const defaultPages = 1_000_000;
/** As many as the registry has portals. */
const portals = 3355;
const pagesOfList = 300;
const mostBytes = 500_000_000;
const now = Date.UTC(2026, 0, 20);

export const bench: Bench = {
  summary: `the frontier with --count addresses (${defaultPages}) on ${portals} hosts: filled, opened again, drained`,
  async run({ json, count }) {
    const pages = count ?? defaultPages;
    const directory = mkdtempSync(join(tmpdir(), 'nianbao-frontier-'));
    const rows: { what: string; seconds: number; perSecond: number; peakMB: number }[] = [];
    const measure = (what: string, task: () => void) => {
      const started = performance.now();
      task();
      const seconds = (performance.now() - started) / 1000;
      // Linux counts it in KB, for the life of the process: it never goes down.
      rows.push({ what, seconds, perSecond: pages / seconds, peakMB: process.resourceUsage().maxRSS / 1000 });
    };
    const file = join(directory, 'crawl.db');
    const names = Array.from({ length: portals }, (_, at) => `p${at}`);
    const open = (): Frontier => {
      const frontier = Frontier.open(file);
      frontier.beginRun({ portals: names, now, revisitAll: false });
      return frontier;
    };
    try {
      let frontier = open();
      measure('filled', () => fill(frontier, pages));
      frontier.close();
      measure('opened again', () => {
        frontier = open();
      });
      if (frontier.queued !== pages) throw new Error(`${frontier.queued} of ${pages} pages are queued`);
      measure('drained', () => drain(frontier));
      frontier.close();
    } finally {
      rmSync(directory, { recursive: true, force: true });
    }
    if (json) for (const row of rows) console.log(JSON.stringify(row));
    else {
      const right = { align: 'right' } as const;
      const columns = [{ heading: 'frontier' }, { heading: 's', ...right }, { heading: 'pages/s', ...right }];
      const cells = rows.map(({ what, seconds, perSecond, peakMB }) => [
        what,
        seconds.toFixed(1),
        Math.round(perSecond),
        Math.round(peakMB),
      ]);
      console.log(tableLines([...columns, { heading: 'peak MB', ...right }], cells).join('\n'));
    }
    return rows.every(({ peakMB }) => peakMB * 1e6 < mostBytes);
  },
};

function fill(frontier: Frontier, pages: number): void {
  for (let from = 0; from < pages; from += pagesOfList) {
    const portal = (from / pagesOfList) % portals;
    const list = `http://www.county${portal}.gov.cn/zwgk/xxgknb/index.html`;
    frontier.add(
      Array.from({ length: Math.min(pagesOfList, pages - from) }, (_, at) => ({
        portal: `p${portal}`,
        role: 'document' as const,
        url: `http://www.county${portal}.gov.cn/zwgk/xxgknb/202401/t20240119_${from + at}.html`,
        depth: 1,
        referrer: list,
        link_text: `某县第${from + at}局2023年政府信息公开工作年度报告`,
        promise: 'report' as const,
      })),
    );
    frontier.commit();
  }
}

/** As a crawl does, with a turn's commit for every 32 pages. */
function drain(frontier: Frontier): void {
  const visit = { result: 'new', status: 200, etag: '"1"', last_modified: null } as const;
  for (let clock = 1; frontier.queued > 0; clock += 1) {
    for (let turn = 0; turn < 32; turn += 1) {
      const page = frontier.lease(clock);
      if (page === null) break;
      frontier.settle(page, { ...visit, digest: `sha256:${page.id}` }, now, clock);
    }
    frontier.commit();
  }
}
