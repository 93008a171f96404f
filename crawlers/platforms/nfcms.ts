/** 南方 NFCMS (广东, beside gkmlpt): static lists, the second page of which is `index_2.html`. */

import { hasOwnAddress, type Platform } from './platform.ts';
import { staticPages } from './static-list.ts';

const platform = 'nfcms';

export const nfcms: Platform = {
  id: platform,

  detect(page) {
    return /NFCMS_(SITE|POST)_ID/.test(page.text) || hasOwnAddress(page, /\/content\/m?post_\d+\.html/);
  },

  links: page => staticPages(page, platform, 1),
};
