/** 拓尔思 TRS WCM and its like: static lists whose pages are named by a pager call in the page. */

import { findPagerCall } from './page-calls.ts';
import { freshItems, type ListLinks, type ListPage, marksAfter, type Platform } from './platform.ts';

const platform = 'trs';

/** One page at a time: the next is asked for only where this one brought something. */
export const trs: Platform = {
  id: platform,

  detect({ text }) {
    return findPagerCall(text) !== null || /\/t\d{8}_\d+\.s?html?|TRS_Editor/i.test(text);
  },

  links(page: ListPage): ListLinks {
    const items = page.links.anchors;
    const number = page.state?.page ?? 1;
    const call = findPagerCall(page.text);
    const fresh = freshItems(page.state, items);
    if (page.state !== null && fresh.length === 0) return { items, next: [], isEndless: true };
    if (call === null || number >= call.pages) return { items, next: [], isEndless: false };
    const first = page.state === null ? items.length : Number(page.state.memo['first']);
    const name = `${call.stem}_${call.base + number}.${call.extension}`;
    return {
      items,
      next: [
        {
          url: new URL(name, page.url).href,
          method: 'GET',
          body: null,
          headers: [],
          referrer: page.url,
          state: { platform, page: number + 1, seen: marksAfter(page.state, items, first), memo: { first } },
        },
      ],
      isEndless: false,
    };
  },
};
