/** Any page of links: 下一页 where there is one, else the page number that follows. */

import type { Anchor } from '../page-links.ts';
import { findPagerCall } from './page-calls.ts';
import { freshItems, type ListLinks, type ListPage, marksAfter, type Platform } from './platform.ts';
import { otherBase, staticPages } from './static-list.ts';

const platform = 'generic';

export const genericList: Platform = {
  id: platform,
  detect: () => true,
  afterFailure: otherBase,

  links(page: ListPage): ListLinks {
    if (findPagerCall(page.text) !== null) return staticPages(page, platform);
    const items = page.links.anchors;
    const number = page.state?.page ?? 1;
    if (page.state !== null && freshItems(page.state, items).length === 0) {
      return { items, next: [], isEndless: true };
    }
    const following = nextAnchor(page, number);
    if (following === undefined) return { items, next: [], isEndless: false };
    const first = page.state === null ? items.length : Number(page.state.memo['first']);
    return {
      items,
      next: [
        {
          url: following.url,
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

function nextAnchor({ links, url }: ListPage, number: number): Anchor | undefined {
  const here = new URL(url);
  const candidates = links.anchors.filter(anchor => {
    const target = new URL(anchor.url);
    return target.host === here.host && anchor.url !== here.href;
  });
  return (
    candidates.find(({ title }) => /^(下一页|下页|后一页|下一頁|next)\s*[>›»]*$|^[>›»]$/i.test(title)) ??
    candidates.find(
      ({ title, url: target }) =>
        title === String(number + 1) && directoryOf(target).startsWith(directoryOf(url)),
    )
  );
}

function directoryOf(url: string): string {
  return new URL('.', url).href;
}
