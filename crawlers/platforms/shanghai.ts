/** 上海: columns and year archives under numbers of their own (`/nw12344/`), paged by a plugin that counts from 1. */

import type { Platform } from './platform.ts';
import { staticPages } from './static-list.ts';
import { yearColumns } from './year-columns.ts';

const platform = 'shanghai';

export const shanghai: Platform = {
  id: platform,

  detect({ url, text }) {
    const { hostname, pathname } = new URL(url);
    const isNumbered = /^\/nw\d+\//.test(pathname);
    const isOfShanghai = /(^|\.)(sh|shanghai)\.gov\.cn$/.test(hostname);
    return isNumbered || (isOfShanghai && /\/[0-9a-f]{32}\.html|\/nw\d+\//.test(text));
  },

  links: page => staticPages(page, platform, 1),
  columns: page => yearColumns(page, /^\/nw\d+\/(index\.html)?$/),
};
