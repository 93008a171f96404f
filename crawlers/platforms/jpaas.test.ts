import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type CrawlBench, newBench, portalOf } from '../testing/crawl-bench.ts';
import {
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

const column = '/col/col1229106886/index.html';
const unitPath = '/api-gateway/jpaas-publish-server/front/page/build/unit';
const queryData = `{'webId':'3185','pageId':'1229106886','parseType':'bulidstatic','pageType':'column','tagId':'信息列表','tplSetId':'a1b2','editType':'null'}`;
const size = 15;

/** Refuses whoever comes without Referer; puts raw control characters into its JSON; counts only `paramJson`. */
function startJpaas(options: { inlined?: boolean; ignoresPage?: boolean; reports?: number }) {
  const pagination = (site: ReportSite, number: number) =>
    `<div class="pagination" count="${site.articles.length}" rows="${size}" pageNo="${number}" unitUrl="${unitPath}" queryData="${queryData}"></div>`;
  return startReportSite({
    reports: options.reports ?? 52,
    pathOf: id => `/col/col1229106886/art/2024/art_${String(id).padStart(32, '0')}.html`,
    answer: ({ url, headers }, own) => {
      if (url.pathname === column) {
        const script = `<script id="s1" src="/js/unit.js" url="${unitPath}" queryData="${queryData}"></script>
<script id="s2" src="/js/unit.js" url="${unitPath}" queryData="{'webId':'3185','pageId':'1','tagId':'页脚','pageType':'column'}"></script>`;
        const list = `<div class="page-content"><ul>${listRows(pageOf(own.articles, 1, size))}</ul></div>`;
        return columnHtml(options.inlined ? `${list}${pagination(own, 1)}${script}` : script);
      }
      if (url.pathname !== unitPath) return undefined;
      if (headers.referer !== `${own.origin}${column}` || !headers['user-agent']) return { status: 403 };
      const { searchParams: given } = url;
      if (given.get('webId') !== '3185' || given.get('tagId') !== '信息列表')
        return jsonReply({ success: true, data: {} });
      const { pageNo = 1 } = JSON.parse(given.get('paramJson') ?? '{}') as { pageNo?: number };
      const number = options.ignoresPage ? 1 : pageNo;
      const html = `<div class="page-content"><ul>${listRows(pageOf(own.articles, number, size))}</ul></div>${pagination(own, number)}`;
      const json = JSON.stringify({ success: true, code: '200', data: { html } });
      return jsonReply(json.replaceAll('\\n', '\n').replace('page-content', 'page-\u0001content'));
    },
  });
}

describe('JPAAS', () => {
  it.each([{ inlined: true }, { inlined: false }])('gives all of its reports: %o', async kind => {
    site = await startJpaas(kind);
    await expectEveryReport(bench, site, { column, platform: 'jpaas' });
    expect(site.hits.some(({ path }) => path.includes(encodeURIComponent('页脚')))).toBe(false);
  });

  it('is left when the host sends its first page again and again', async () => {
    site = await startJpaas({ inlined: false, ignoresPage: true });
    const { outcomes } = await bench.run([portalOf(site.origin, { columns: [`${site.origin}${column}`] })]);
    expect(outcomes[0]).toMatchObject({ platform: 'jpaas', found: 15, skipped: { 'endless-list': 1 } });
    expect(site.hits.filter(({ path }) => path.startsWith(unitPath))).toHaveLength(2);
  });
});
