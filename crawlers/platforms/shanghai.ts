/** 上海: columns and year archives under numbers of their own (`/nw12344/`), paged by a plugin that counts from 1. */

import { findPagerCall } from './page-calls.ts';
import { hasOwnAddress, type Platform } from './platform.ts';
import { otherBase, staticPages } from './static-list.ts';
import { yearColumns } from './year-columns.ts';

const platform = 'shanghai';

export const shanghai: Platform = {
  id: platform,

  detect(page) {
    const { hostname, pathname } = new URL(page.url);
    const isOfShanghai = /(^|\.)(sh|shanghai)\.gov\.cn$/.test(hostname);
    return (
      /^\/nw\d+\//.test(pathname) || (isOfShanghai && hasOwnAddress(page, /\/[0-9a-f]{32}\.html|\/nw\d+\//))
    );
  },

  links: page =>
    findPagerCall(page.text) === null ? staticPages(page, platform, 1) : staticPages(page, platform),
  afterFailure: otherBase,
  columns: page => yearColumns(page, /^\/nw\d+\/(index\.html)?$/),
};
