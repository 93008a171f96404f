import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type CrawlBench, newBench } from '../testing/crawl-bench.ts';
import {
  type Article,
  columnHtml,
  expectEveryReport,
  jsonReply,
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

const column = '/zwgk/zfxxgknb/index.html';
const script = `<script>
var channel = "5818754";
function load(pageNum) {
  $.ajax({ url: '/irs/front/list', type: 'POST', contentType: 'application/json', data: JSON.stringify({
    "pageNo": pageNum, "pageSize": 15, "tenantId": 71, code: '189682f495f', tableName: 't_1823ef2a7a1', searchFields: [],
    sorts: [{ sortField: 'save_time', sortOrder: 'DESC' }], isPage: true,
    customFilter: { operator: 'or', properties: [{ property: 'f_2021712619', operator: 'eq', value: channel }] },
  }), success: function (data) { draw(data); } });
}
</script>`;

const records: Record<string, (article: Article) => Record<string, unknown>> = {
  'by its usual names': ({ title, path, date }: Article) => ({
    title,
    doc_pub_url: path,
    save_time: `${date} 10:00:00`,
  }),
  'by its own names': ({ title, path, date }: Article) => ({
    id: path.length,
    f_202171: title,
    f_202172: path,
    f_202173: '某市人民政府办公室',
    time_203: date,
  }),
};

describe('海云', () => {
  it.each(Object.entries(records))('gives all reports that the service knows %s', async (_, record) => {
    site = await startReportSite({
      reports: 47,
      pathOf: id => `/zwgk/zfxxgknb/202401/t20240119_${id}.html`,
      answer: ({ url, method, headers, body }, own) => {
        if (url.pathname === column) return columnHtml(`<ul id="list"></ul>${script}`);
        if (url.pathname !== '/irs/front/list' || method !== 'POST') return undefined;
        if (!headers['content-type']?.startsWith('application/json')) return { status: 415 };
        const query = JSON.parse(body) as Record<string, unknown>;
        expect(query).toMatchObject({
          tenantId: 71,
          code: '189682f495f',
          tableName: 't_1823ef2a7a1',
          isPage: true,
          customFilter: { operator: 'or', properties: [{ property: 'f_2021712619', value: '5818754' }] },
        });
        const list = pageOf(own.articles, Number(query['pageNo']), Number(query['pageSize'])).map(record);
        return jsonReply({ code: 200, data: { list, pager: { total: own.articles.length } } });
      },
    });
    await expectEveryReport(bench, site, { column, platform: 'trs-irs' });
    // Four pages of fifteen, no fifth: in each run that looks at them all.
    expect(site.hits.some(({ body }) => body.includes('"pageNo":5'))).toBe(false);
  });
});
