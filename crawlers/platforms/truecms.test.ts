import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type CrawlBench, newBench, portalOf } from '../testing/crawl-bench.ts';
import {
  type Article,
  columnHtml,
  expectEveryReport,
  jsonReply,
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

const column = '/hmsgtj/zfxxgknb/zfxxgknb.html';
const columnId = '754f6db5-d294-46d5-b25c-da3a86d102cd';
const records = (articles: readonly Article[]) =>
  articles.map(article => `<record><![CDATA[${listRows([article])}]]></record>`).join('');

interface Kind {
  readonly controller: string;
  /** Longest window that is answered; beyond it an empty body or 404. */
  readonly widest: number;
  readonly beyond: 'empty' | 404;
  readonly isHidden?: boolean;
}

function startTruecms({ controller, widest, beyond, isHidden = false }: Kind, reports: number) {
  return startReportSite({
    reports,
    pathOf: id => `/hmsgtj/zfxxgknb/content/00000000-d294-46d5-b25c-${String(id).padStart(12, '0')}.html`,
    answer: ({ url, headers }, own) => {
      if (url.pathname === column) {
        const first = isHidden
          ? `<div id="initData" style="display:none"><ul class="xxgk-list-con">${listRows(pageOf(own.articles, 1, 60))}</ul></div>`
          : `<script type="text/xml"><datastore><recordset>${records(pageOf(own.articles, 1, 30))}</recordset></datastore></script>`;
        return columnHtml(`${first}<div id="page"></div><script>$('#page').jpage({ dataBefore:'<ul id="content" class="content">',
dataAfter:'</ul>', totalRecord:${own.articles.length}, perPage:10, groupSize:3, proxyUrl:'${controller}', ajaxParam:{columnId:'${columnId}'} });</script>`);
      }
      if (url.pathname !== controller || headers.referer !== own.origin + column) return undefined;
      if (widest === 0) return undefined;
      const { searchParams: given } = url;
      const [start, end] = [Number(given.get('startrecord')), Number(given.get('endrecord'))];
      if (given.get('columnId') !== columnId || !given.has('contentTemplate')) return { status: 500 };
      if (end - start >= widest) return beyond === 404 ? undefined : jsonReply({ result: '' });
      const chosen = records(own.articles.slice(start - 1, end));
      const result = `<datastore><totalrecord>${own.articles.length}</totalrecord><recordset>${chosen}</recordset></datastore>`;
      return jsonReply({ result });
    },
  });
}

describe('TrueCMS', () => {
  const [upper, lower] = [
    '/TrueCMS/messageController/getMessage.do',
    '/truecms/messageController/getMessage.do',
  ];

  it.each<Kind>([
    { controller: upper, widest: 50, beyond: 'empty' },
    { controller: lower, widest: 20, beyond: 404 },
    { controller: upper, widest: 10, beyond: 'empty' },
    { controller: lower, widest: 50, beyond: 'empty', isHidden: true },
  ])(
    'gives all of its reports within the window that the host allows: %o',
    async kind => {
      site = await startTruecms(kind, 112);
      await expectEveryReport(bench, site, { column, platform: 'truecms' });
    },
    30_000,
  );

  it.each(['empty', 404] as const)(
    'finds many that appear at once in windows already known (%s)',
    async beyond => {
      site = await startTruecms({ controller: upper, widest: 20, beyond }, 60);
      const portal = portalOf(site.origin, { columns: [site.origin + column] });
      const january = Date.UTC(2026, 0, 20);
      await bench.run([portal], { now: () => january });
      for (let more = 0; more < 55; more += 1) site.publish();
      const { outcomes } = await bench.run([portal], { now: () => january + 24 * 3_600_000 });
      expect(outcomes[0]).toMatchObject({ new: 55, found: 115 });
    },
  );

  it('keeps the records of the page where the controller is gone', async () => {
    site = await startTruecms({ controller: upper, widest: 0, beyond: 404, isHidden: true }, 70);
    const portal = portalOf(site.origin, { columns: [site.origin + column] });
    const { outcomes } = await bench.run([portal]);
    expect(outcomes[0]).toMatchObject({ platform: 'truecms', found: 60, new: 60, failed: 0 });
    const asked = site.hits.flatMap(({ path }) => /startrecord=61&endrecord=(\d+)/.exec(path)?.[1] ?? []);
    expect(asked).toEqual(['110', '80', '70']);
  });
});
