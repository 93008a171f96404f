import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type CrawlBench, newBench, portalOf } from '../testing/crawl-bench.ts';
import {
  columnHtml,
  expectEveryReport,
  listRows,
  pageOf,
  type ReportSite,
  startReportSite,
} from '../testing/report-site.ts';

let bench: CrawlBench;
let site: ReportSite;
beforeEach(() => {
  bench = newBench();
});
afterEach(async () => {
  await site.close();
  bench.remove();
});

const size = 10;
const column = '/xxgk/zfxxgknb.htm';

/** Page p of T is `/xxgk/zfxxgknb/(T−p+1).htm`; other numbers do not exist. */
async function startVsb(reports: number, hasCall = true) {
  site = await startReportSite({
    reports,
    pathOf: id => `/info/1179/${11_000 + id}.htm`,
    answer: ({ path }, own) => {
      const pages = Math.ceil(own.articles.length / size);
      const file = /^\/xxgk\/zfxxgknb\/(\d+)\.htm$/.exec(path)?.[1];
      const number = path === column ? 1 : file === undefined ? 0 : pages - Number(file) + 1;
      if (number < 1 || number > pages || (number === 1 && path !== column)) return undefined;
      const rows = listRows(pageOf(own.articles, number, size)).replaceAll('<li>', '<li id="line_u13_0">');
      const following = number === 1 ? `zfxxgknb/${pages - 1}.htm` : `${pages - number}.htm`;
      const pager = number < pages ? `<a href="${following}">下页</a>` : '<span>下页</span>';
      const call = `<a href="javascript:;" onclick="_simple_list_gotopage_fun(${pages},'u13_goto',2)">转到</a>`;
      return columnHtml(
        `<ul>${rows}</ul><span class="p_pages">${pager}${hasCall ? call : ''}</span>`,
        '<script src="/system/resource/js/counter.js"></script>',
      );
    },
  });
}

describe('VSB', () => {
  // 30: the report published between two crawls adds a page, and every number moves on by one.
  it.each([
    [30, true],
    [34, true],
    [34, false],
  ])('gives all of %d reports, counting backwards (with its pager call: %s)', async (reports, hasCall) => {
    await startVsb(reports, hasCall);
    await expectEveryReport(bench, site, { column, platform: 'vsb' });
    expect(site.hits.some(({ path }) => path === '/xxgk/zfxxgknb/0.htm')).toBe(false);
  });

  it('finds what moved to other pages when more than a page was published in one day', async () => {
    await startVsb(30);
    const portal = portalOf(site.origin, { columns: [`${site.origin}${column}`] });
    const january = Date.UTC(2026, 0, 20);
    await bench.run([portal], { now: () => january });
    for (let more = 0; more < 25; more += 1) site.publish();
    const { outcomes } = await bench.run([portal], { now: () => january + 24 * 3_600_000 });
    expect(outcomes[0]).toMatchObject({ new: 25, found: 55 });
  });
});
