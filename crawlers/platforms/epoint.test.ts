import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type CrawlBench, newBench } from '../testing/crawl-bench.ts';
import {
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

const columns = ['003006', '003007'].map(category => `/dynamic/zwgk/govInfoPub.html?categorynum=${category}`);
const guid = 'bc6e816e-4cfa-4317-9c8c-1e74c712d3fe';

interface Kind {
  readonly script: '/js/webBuilderCommon.js' | '/js/ajaxReq.js' | 'page';
  readonly service?: string;
  readonly isWrapped?: boolean;
}

/** Two columns share the site's script; odd reports are in one, even ones in the other. */
function startEpoint({
  script,
  service = '/EWB-FRONT/rest/lightfrontaction/getgovinfolist',
  isWrapped = false,
}: Kind) {
  const named = service.startsWith('/EWB-FRONT') ? '' : `var list = '${service}';`;
  const holders = new Map<string, string>([
    ['/js/webBuilderCommon.js', `var siteInfo={"projectName":"EWB-FRONT","siteGuid":"${guid}"};${named}`],
    ['/js/ajaxReq.js', `$.ajax({data:{"siteGuid":"${guid}"}});${named}`],
  ]);
  return startReportSite({
    reports: 75,
    pathOf: id =>
      `/003/00300${6 + (id % 2)}/20240119/00000000-4cfa-4317-9c8c-${String(id).padStart(12, '0')}.html`,
    answer: ({ url, method, headers, body }, own) => {
      if (columns.some(column => own.origin + column === url.href)) {
        const inline = script === 'page' ? `<script>var siteGuid = '${guid}';${named}</script>` : '';
        return columnHtml(`<ul id="infolist"></ul><script src="/EWB-FRONT/js/list.js"></script>${inline}`);
      }
      if (url.pathname === '/js/webBuilderCommon.js' && script === '/js/ajaxReq.js')
        return 'var siteInfo={};';
      if (url.pathname === script)
        return {
          body: holders.get(script) ?? '',
          headers: { 'content-type': 'application/javascript' },
        };
      if (url.pathname !== service || method !== 'POST') return undefined;
      if (headers['x-requested-with'] !== 'XMLHttpRequest' || !headers.referer?.includes('govInfoPub'))
        return { status: 403 };
      const sent = JSON.parse(body) as { params?: Record<string, unknown>; [name: string]: unknown };
      const asked = isWrapped ? sent.params : sent;
      if (asked?.['siteGuid'] !== guid) return jsonReply({ custom: {}, status: { code: 500 } });
      const chosen = own.articles.filter(({ path }) => path.includes(`/${String(asked['categorynum'])}/`));
      const size = Number(asked['pageSize']);
      return jsonReply({
        custom: {
          total: chosen.length,
          data: pageOf(chosen, Number(asked['pageIndex']) + 1, size).map(({ title, path, date }) => ({
            title: `${title.slice(0, 10)}...`,
            realtitle: title,
            infourl: path,
            visiturl: '',
            linkurl: '',
            infodate: date,
            categoryname: '年报',
          })),
        },
      });
    },
  });
}

describe('Epoint', () => {
  it.each<Kind>([
    { script: '/js/webBuilderCommon.js' },
    { script: '/js/ajaxReq.js' },
    { script: '/js/webBuilderCommon.js', isWrapped: true },
    { script: 'page', service: '/EWB_YK_Mid/rest/lightfrontaction/getgovinfolist' },
  ])('gives all reports of two columns of one site: %o', async kind => {
    site = await startEpoint(kind);
    const portal = { columns: columns.map(column => site.origin + column) };
    await expectEveryReport(bench, site, { column: '', platform: 'epoint', portal });
    expect(site.hits.some(({ body }) => body.includes('"pageIndex":2'))).toBe(false);
  });
});
