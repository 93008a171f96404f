import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type CrawlBench, newBench, portalOf } from '../testing/crawl-bench.ts';
import { reportHtml } from '../testing/loopback-server.ts';
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

/** The text of an article stands in its script, tags escaped; its attachment too. */
function scriptedArticle({ unit, id }: Article): string {
  const content = JSON.stringify(reportHtml(unit, 2023, `<a href="/attachment/${id}.docx">附件</a>`));
  return `<html><head><title>${unit}</title></head><body><div id="app"></div>
<script>window._CONFIG = {SID: '755001', DETAIL: {id: ${id}, content: ${content.replaceAll('<', '\\u003C')}}};</script>
<script src="/gkmlpt/gkml/pc/js/chunk-common.abc.js"></script></body></html>`;
}

function startGkmlpt(options: { reports?: number; prefix?: string; rootApi?: boolean; jump?: string } = {}) {
  const { reports = 112, prefix = '', rootApi = false, jump = '' } = options;
  const api = `${rootApi ? '' : prefix}/gkmlpt/api/all/2629`;
  return startReportSite({
    reports,
    pathOf: id =>
      `${prefix}/gkmlpt/content/9/9${String(id).padStart(3, '0')}/post_9${String(id).padStart(6, '0')}.html`,
    articleHtml: scriptedArticle,
    answer: ({ url }, own) => {
      if (url.pathname === '/') return '<a href="/gkmlpt/index">政府信息公开</a><a href="/news/">要闻</a>';
      if (/\/gkmlpt\/(index|annualreport)$/.test(url.pathname)) {
        const tree = [
          { id: 1, name: '政策', parent_id: 0, jump_url: '', children: [], post_count: 5 },
          {
            id: 2,
            name: '法定主动公开内容',
            parent_id: 0,
            jump_url: '',
            children: [{ id: 2629, name: '政府信息公开年报', parent_id: 2, jump_url: jump, children: [] }],
          },
        ];
        return `<html><head><title>信息公开</title></head><body><div id="app"></div>
<script>window._CONFIG = { SID: '755001', TREE: ${JSON.stringify(tree)}, SERVICE_AREA_ID: 755000 };</script>
<script src="/gkmlpt/gkml/pc/js/chunk-common.abc.js"></script></body></html>`;
      }
      if (url.pathname === '/zwgk/nb/') return columnHtml(listRows(own.articles));
      if (/\/attachment\/\d+\.docx$/.test(url.pathname)) return 'PK\u0003\u0004';
      if (url.pathname !== api || url.searchParams.get('sid') !== '755001' || jump !== '') return undefined;
      const number = Math.max(1, Number(url.searchParams.get('page')));
      return jsonReply({
        classify: { id: 2629, name: '政府信息公开年报', post_count: own.articles.length },
        total: own.articles.length,
        articles: pageOf(own.articles, number, 100).map(({ id, title, path }) => ({
          id,
          title,
          date: 1_706_000_000,
          display_publish_time: id % 2 === 0 ? '1706000000' : 1_706_000_000,
          url: own.origin + path,
          post_url: '',
          attachment: [{ id, name: '年报.docx', type: 'doc', url: `${own.origin}/attachment/${id}.docx` }],
        })),
      });
    },
  });
}

describe('gkmlpt', () => {
  it('gives all of its reports and their attachments, from the tree and the interface', async () => {
    site = await startGkmlpt();
    await expectEveryReport(bench, site, { column: '/gkmlpt/annualreport', platform: 'gkmlpt' });
    const attachments = (await bench.captures()).filter(({ role }) => role === 'attachment');
    expect(new Set(attachments.map(({ url }) => url)).size).toBe(113);
    expect(attachments[0]?.referrer).toMatch(/\/gkmlpt\/content\//);
  }, 30_000);

  it.each([{ rootApi: false }, { rootApi: true }])('knows the sub-sites of a host: %o', async kind => {
    site = await startGkmlpt({ reports: 3, prefix: '/lhqkjhgyxxhj', ...kind });
    const column = '/lhqkjhgyxxhj/gkmlpt/annualreport';
    await expectEveryReport(bench, site, { column, platform: 'gkmlpt' });
  });

  it.each(['', '/zwgk/nb/'])(
    'is found from the home page, its column being elsewhere or not: "%s"',
    async jump => {
      site = await startGkmlpt({ reports: 4, jump });
      const { outcomes } = await bench.run([portalOf(site.origin)]);
      expect(outcomes[0]).toMatchObject({ state: 'complete', found: 4, new: 4 });
    },
  );
});
