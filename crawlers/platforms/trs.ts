/** 拓尔思 TRS WCM and its like: static lists whose pages are named by a pager call in the page. */

import { findPagerCall } from './page-calls.ts';
import { hasOwnAddress, type Platform } from './platform.ts';
import { otherBase, staticPages } from './static-list.ts';

const platform = 'trs';

export const trs: Platform = {
  id: platform,

  detect(page) {
    const isNamed = /TRS_Editor/i.test(page.text) || hasOwnAddress(page, /\/t\d{8}_\d+\.s?html?/);
    return isNamed || findPagerCall(page.text) !== null;
  },

  links: page => staticPages(page, platform),
  afterFailure: otherBase,
};
