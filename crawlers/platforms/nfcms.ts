/** 南方 NFCMS (广东, beside gkmlpt): static lists, the second page of which is `index_2.html`. */

import type { Platform } from './platform.ts';
import { staticPages } from './static-list.ts';

const platform = 'nfcms';

export const nfcms: Platform = {
  id: platform,

  detect({ text }) {
    return /NFCMS_(SITE|POST)_ID/.test(text) || /\/content\/m?post_\d+\.html/.test(text);
  },

  links: page => staticPages(page, platform, 1),
};
