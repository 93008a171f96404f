/** 河北: columns and articles under UUIDs, `/columns/<uuid>/index.html` and `/columns/<uuid>/202401/19/<uuid>.html`. */

import { numberedPages } from './numbered-list.ts';
import { findPagerCall } from './page-calls.ts';
import { hasOwnAddress, type Platform } from './platform.ts';
import { staticPages } from './static-list.ts';
import { yearColumns } from './year-columns.ts';

const platform = 'hebei';
const columnPath = /\/columns\/[0-9a-f]{8}-[0-9a-f-]{27}\//;

export const hebei: Platform = {
  id: platform,
  detect: page => hasOwnAddress(page, columnPath),

  links(page) {
    if (findPagerCall(page.text) !== null) return staticPages(page, platform);
    const numbered = /\/index_(\d+)\.html$/;
    return numberedPages(
      page,
      platform,
      {
        numberOf: url => Number(numbered.exec(url)?.[1] ?? 1),
        addressOf: (url, number) => new URL(`index_${number}.html`, url).href,
      },
      false,
    );
  },

  columns: page => yearColumns(page, /^\/columns\/[0-9a-f-]{36}\/(index\.html)?$/),
};
