/** The Openness or Xxgk application (安徽, 呼伦贝尔, 滦南): one page per report, lists by organ, year and page. */

import { numberedPages, pathNumbering } from './numbered-list.ts';
import { hasOwnAddress, type Platform } from './platform.ts';
import { yearColumns } from './year-columns.ts';

const platform = 'openness';
const numbering = pathNumbering(/\/page_(\d+)\.html$/);

export const openness: Platform = {
  id: platform,

  detect: page =>
    hasOwnAddress(
      page,
      /\/(XxgkAnnualReport|OpennessAnnualReport|OpennessContent|XxgkPolicy)\/|\/Xxgknb\/(show|year)/i,
    ),

  links(page) {
    if (numbering.numberOf(page.url) !== null) return numberedPages(page, platform, numbering);
    return { items: page.links.anchors, next: [], isEndless: false };
  },

  /** `/OpennessAnnualReport/year/6/2022.html` beside whatever page of the application names it. */
  columns: page =>
    yearColumns(page, /\/(XxgkAnnualReport|OpennessAnnualReport|Xxgknb)\/(year|list|index)\b/i),
};
