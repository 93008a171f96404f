/** What the sample portal publishes and where: two columns of two content-management systems on one host. */

import { readFileSync } from 'node:fs';

/** Addresses in `data/samples/portals.yml` carry this port, so that a second run meets the same pages. */
export const defaultPort = 8931;

const samples = new URL('../../data/samples/', import.meta.url);

/** One entry of a list page. `source` is a folder of `data/samples/`; entries without one lead elsewhere. */
export interface Entry {
  readonly title: string;
  /** As the list shows it: YYYY-MM-DD. */
  readonly date: string;
  /** Of the link, from the list page. */
  readonly href: string;
  readonly source: string | null;
}

/** Host of no one (RFC 2606): a crawler that asks for it has left the portal. */
const foreignHost = 'http://www.example.com.invalid';

/** robots.txt forbids what lies below. */
export const forbiddenPath = '/preview/';

const article = (column: string, date: string, id: number): string => {
  const [year, month, day] = date.split('-').map(Number);
  return `/art/${year}/${month}/${day}/art_${column}_${id}.html`;
};

/**
 * 大汉 JPAGE: the first group of records stands in the page, further groups come from the data proxy.
 * A group is three displayed pages, as on the real ones; one record a page makes the second group necessary.
 */
export const jpageColumn = {
  path: '/col/col1229048/index.html',
  proxyPath: '/module/web/jpage/dataproxy.jsp',
  name: '政府信息公开年报',
  site: '示例门户甲',
  siteCode: '3302260000',
  columnId: '1229048',
  unitId: '55122',
  webId: '31',
  perPage: 1,
  pagesPerGroup: 3,
  entries: [
    {
      title: '杭州市2025年政府信息公开工作年度报告',
      date: '2026-03-30',
      href: article('1229048', '2026-03-30', 9100231),
      source: 'reports/hangzhou-2025',
    },
    {
      title: '某某县2021年政府信息公开工作年度报告（外站）',
      date: '2022-01-28',
      href: `${foreignHost}${article('1229048', '2022-01-28', 1)}`,
      source: null,
    },
    {
      title: '澳门英皇娱乐_天下足球网-盘口官网南黄镇2020年政府信息公开工作年度报告',
      date: '2021-01-29',
      href: article('1229048', '2021-01-29', 3877104),
      source: 'reports/nanhuang-2020',
    },
    {
      title: '年报示例网2020年政府网站工作年度报表',
      date: '2021-01-18',
      href: article('1229048', '2021-01-18', 3876540),
      source: 'others/website-report-2020',
    },
    {
      title: '镇坪县 2019 年政府信息公开工作年度报告',
      date: '2020-01-17',
      href: article('1229048', '2020-01-17', 2401188),
      source: 'reports/zhenping-2019',
    },
    {
      title: '强蛟镇政府信息公开工作年度报告',
      date: '2020-01-09',
      href: article('1229048', '2020-01-09', 2400956),
      source: 'reports/qiangjiao-2019',
    },
  ] satisfies Entry[],
} as const;

/** 拓尔思 WCM: static list pages with relative links, in GBK whatever the header says. */
export const trsColumn = {
  home: '/zwgk/',
  path: '/zwgk/zfxxgknb/',
  name: '政府信息公开年报',
  site: '示例门户乙',
  siteCode: '1409230000',
  perPage: 3,
  entries: [
    {
      title: '2026年政府信息公开工作年度报告（未审定稿）',
      date: '2026-04-01',
      href: '../../preview/t20260401_9001.html',
      source: null,
    },
    {
      title: '《杭州市2025年政府信息公开工作年度报告》解读',
      date: '2026-03-31',
      href: './202603/t20260331_8802.html',
      source: 'others/hangzhou-2025-interpretation',
    },
    {
      title: '道外区巨源镇2020年政府信息公开工作年度报告',
      date: '2021-02-05',
      href: './202102/t20210205_5417.html',
      source: 'reports/juyuan-2020',
    },
    {
      title: '2019年政府信息公开工作年度报告',
      date: '2020-01-14',
      href: './202001/t20200114_4093.html',
      source: 'reports/yangmingbu-2019',
    },
    {
      title: '兰州市2011年政府信息公开工作年度报告',
      date: '2012-03-30',
      href: './201203/t20120330_1276.html',
      source: 'others/lanzhou-2011',
    },
  ] satisfies Entry[],
} as const;

/** Bytes of a sample page, in the encoding it is published in. */
export function sampleBytes(source: string): Buffer {
  return readFileSync(new URL(`${source}/source.html`, samples));
}
