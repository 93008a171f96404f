import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type CrawlBench, newBench } from '../testing/crawl-bench.ts';
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

describe('the Openness application', () => {
  it('gives the reports of all years', async () => {
    const years = [2023, 2022, 2021];
    site = await startReportSite({
      reports: 30,
      pathOf: id => `/openness/OpennessAnnualReport/show/${3_900 + id}.html`,
      answer: ({ path }, own) => {
        const links = years.map(
          year => `<a href="/openness/OpennessAnnualReport/year/6/${year}.html">${year}年</a>`,
        );
        if (path === '/openness/Openness/6.html') return columnHtml(links.join(''));
        const year = Number(/\/OpennessAnnualReport\/year\/6\/(\d+)\.html$/.exec(path)?.[1] ?? 0);
        const rows = own.articles.filter(({ id }) => years[id % 3] === year);
        return years.includes(year) ? columnHtml(`${links.join('')}<ul>${listRows(rows)}</ul>`) : undefined;
      },
    });
    await expectEveryReport(bench, site, { column: '/openness/Openness/6.html', platform: 'openness' });
    expect(site.hits.some(({ path }) => path.includes('/page_'))).toBe(false);
  });

  it.each([
    [
      'a link',
      (number: number) => `<a href="/OpennessContent/showList/784/34502/page_${number + 1}.html">下一页</a>`,
    ],
    ['a count', () => '<span>共 <b>4</b> 页</span>'],
    ['nothing', () => ''],
  ])('turns pages where %s tells of them', async (_, pager) => {
    site = await startReportSite({
      reports: 35,
      pathOf: id => `/XxgkAnnualReport/show/${5_800 + id}.html`,
      answer: ({ path }, own) => {
        const number = Number(
          /^\/OpennessContent\/showList\/784\/34502\/page_(\d+)\.html$/.exec(path)?.[1] ?? 0,
        );
        if (number < 1) return undefined;
        const rows = pageOf(own.articles, number, 10);
        return columnHtml(`<ul>${listRows(rows)}</ul>${number < 4 ? pager(number) : ''}`);
      },
    });
    const column = '/OpennessContent/showList/784/34502/page_1.html';
    await expectEveryReport(bench, site, { column, platform: 'openness' });
    // Where nothing tells of an end, an empty page does.
    expect(site.hits.some(({ path }) => path.includes('page_6'))).toBe(false);
  });
});
