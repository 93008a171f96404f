/** 拓尔思 TRS WCM and its like: static lists whose pages are named by a pager call in the page. */

import { findPagerCall } from './page-calls.ts';
import type { Platform } from './platform.ts';
import { staticPages } from './static-list.ts';

const platform = 'trs';

export const trs: Platform = {
  id: platform,

  detect({ text }) {
    return findPagerCall(text) !== null || /\/t\d{8}_\d+\.s?html?|TRS_Editor/i.test(text);
  },

  links: page => staticPages(page, platform),
};
