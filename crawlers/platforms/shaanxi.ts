/** 陕西 集约化: lists are `1.html`, `2.html`; a column of one body and year is itself the report. */

import { hasReportText } from '../discover.ts';
import { numberedPages, pathNumbering } from './numbered-list.ts';
import type { Platform } from './platform.ts';

const platform = 'shaanxi';
/** 榆林 names them `index_1.html`. */
const pages = pathNumbering(/\/(?:index_)?(\d{1,3})\.html$/);
/** Articles are numbered by snowflake or by ObjectId. */
const article = /\/(\d{18,19}|[0-9a-f]{24})\.html/;

export const shaanxi: Platform = {
  id: platform,

  detect(page) {
    if (pages.numberOf(page.url) === null) return false;
    const isStyled = /m-txt-article|cm-table-fixed|szf_zw-table/.test(page.text);
    return (
      isStyled || page.links.anchors.some(({ url }) => article.test(url) || pages.numberOf(url) !== null)
    );
  },

  links(page) {
    const isReport = hasReportText(page.links.text);
    if (isReport || pages.numberOf(page.url) === null) {
      return { items: page.links.anchors, next: [], isEndless: false };
    }
    const hasArticles = page.links.anchors.some(({ url }) => article.test(url));
    return numberedPages(page, platform, pages, hasArticles);
  },
};
