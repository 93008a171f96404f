import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type CrawlBench, newBench } from '../testing/crawl-bench.ts';
import {
  columnHtml,
  expectEveryReport,
  jsonReply,
  listRows,
  type PortalHit,
  pageOf,
  type ReportSite,
  startReportSite,
} from '../testing/report-site.ts';

let bench: CrawlBench;
const sites: ReportSite[] = [];
beforeEach(() => {
  bench = newBench();
});
afterEach(async () => {
  for (const site of sites.splice(0)) await site.close();
  bench.remove();
});

const channel = '46aba5e181454bc798b5443c493da056';
const pathOf = (id: number) => `/xinyuan/c101935/202401/${String(id).padStart(32, 'a')}.shtml`;
const column = '/xinyuan/c101935/zfxxgk_gknbz.shtml';

async function start(
  answer: Parameters<typeof startReportSite>[0]['answer'],
  reports = 47,
  address?: string,
) {
  const at = address === undefined ? {} : { address };
  const site = await startReportSite({ reports, pathOf, answer, ...at });
  sites.push(site);
  return site;
}

/** What the interface answers about a page of 18; files only where the record has some. */
function results(site: ReportSite, number: number) {
  const list = pageOf(site.articles, number, 18).map(({ title, path, id }) => ({
    title: `<em>${title}</em>`,
    url: path,
    publishedTimeStr: '2024-01-19 11:02:00',
    content: '一、总体情况',
    domainMetaList: [],
    resList: id % 20 === 0 ? [{ fileName: '年报.docx', filePath: `/files/${id}.docx` }] : [],
  }));
  return jsonReply({ data: { total: site.articles.length, page: number, rows: 18, results: list } });
}

/** Answers only with all parameters that the scripts of the platform send. */
function search({ url, headers }: PortalHit, site: ReportSite, path: string) {
  if (/^\/files\/\d+\.docx$/.test(url.pathname)) return 'PK\u0003\u0004';
  if (url.pathname !== `${path}${channel}`) return undefined;
  const { searchParams: given } = url;
  const isWhole = given.get('_isJson') === 'true' && given.get('_isAgg') === 'true' && given.has('_template');
  if (!isWhole || headers.referer !== site.origin + column) return { status: 403 };
  return results(site, Number(given.get('page')));
}

describe('ucap', () => {
  it('gives all reports of a static list, whose second page is _2', async () => {
    const site = await start(({ url }, own) => {
      const number = Number(/\/zfxxgk_gknbz(?:_(\d+))?\.shtml$/.exec(url.pathname)?.[1] ?? 1);
      const pages = Math.ceil(own.articles.length / 15);
      if (!url.pathname.includes('zfxxgk_gknbz') || number > pages) return undefined;
      return columnHtml(`<ul>${listRows(pageOf(own.articles, number, 15))}</ul><div id="page_div"></div>
<script>createPageHTML('page_div',${pages},${number},'zfxxgk_gknbz','shtml',${own.articles.length});</script>`);
    });
    await expectEveryReport(bench, site, { column, platform: 'ucap' });
    expect(site.hits.filter(({ path }) => path.includes('gknbz_')).map(({ path }) => path)).not.toContain(
      '/xinyuan/c101935/zfxxgk_gknbz_1.shtml',
    );
  });

  it.each([
    [
      'its address in a script',
      `<script>$.get('/searchList/${channel}?_isAgg=true')</script>`,
      '/searchList/',
    ],
    ['the other path', `<script>$.get('/common/search/${channel}')</script>`, '/common/search/'],
    [
      'a variable',
      `<script>var channelId='${channel}'; $.get('/searchList/' + channelId); // /getChannelList?x</script>`,
      '/common/search/',
    ],
    ['a code to look up', `<script>$.get('/getChannelList?channelCode=c101935')</script>`, '/searchList/'],
  ])('asks the interface of the channel, known by %s', async (_, script, path) => {
    const site = await start((hit, own) => {
      if (hit.path === column) return columnHtml(`<ul id="list"></ul>${script}`);
      if (hit.path === '/getChannelList?channelCode=c101935') {
        return jsonReply({ results: { channelId: channel, channelName: '年报' } });
      }
      return search(hit, own, path);
    });
    await expectEveryReport(bench, site, { column, platform: 'ucap' });
    const attachments = (await bench.captures()).filter(({ role }) => role === 'attachment');
    expect(new Set(attachments.map(({ url }) => url)).size).toBe(2);
  });

  it('asks an interface on another host where the entry allows it', async () => {
    let own: ReportSite | null = null;
    const api = await start(
      ({ url, method, body }) => {
        const form = new URLSearchParams(body);
        if (url.pathname !== '/search/common/search/100782' || method !== 'POST' || own === null)
          return undefined;
        return form.get('datas[0][key]') === 'status'
          ? results(own, Number(form.get('page') ?? 1))
          : undefined;
      },
      0,
      '127.0.0.2',
    );
    own = await start(({ path }) => {
      if (/^\/files\/\d+\.docx$/.test(path)) return 'PK\u0003\u0004';
      const script = `<script>$.post('${api.origin}/search/common/search/100782', {})</script>`;
      return path === column ? columnHtml(`<div class="UCAP-CONTENT"></div>${script}`) : undefined;
    });
    const portal = { hosts: [new URL(api.origin).host] };
    await expectEveryReport(bench, own, { column, platform: 'ucap', portal });
  });
});
