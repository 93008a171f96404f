/** Static lists: pages named after the first, how many there are told by a pager call or by the links of a pager. */

import { courseOf } from './list-course.ts';
import { findPagerCall, type PagerCall } from './page-calls.ts';
import { type ListLinks, type ListPage, type ListRequest, type ListState, pageRequest } from './platform.ts';

/**
 * One page at a time: the next is asked for only where this one brought something.
 * @param base number of the first page in the names of its fellows, where the platform is known and its calls do not tell
 */
export function staticPages(page: ListPage, platform: string, base?: 0 | 1): ListLinks {
  const items = page.links.anchors;
  const call = findPagerCall(page.text) ?? (base === undefined ? null : linkedPager(page, base));
  const course = courseOf(page, platform, items, call?.pages ?? 1);
  if (call === null || !course.goesOn) return { items, next: [], isEndless: course.isEndless };
  const { stem, extension } = call;
  const first = Number(page.state?.memo['base'] ?? base ?? call.base);
  const column = String(page.state?.memo['column'] ?? page.url);
  const memo = { ...course.next.memo, stem, extension, base: first, column, pages: call.pages };
  return { items, next: [namedPage(page.url, { ...course.next, memo })], isEndless: false };
}

/**
 * Where the second page is not `index_1`, it may be `index_2`, whatever the call says; and where there is no `index_9` of
 * nine pages, they may be counted from 0, and the second one has been passed over.
 */
export function otherBase(url: string, state: ListState): ListRequest | null {
  const { base, pages } = state.memo;
  if (base === 1 && state.page === pages && pages !== 1)
    return namedPage(url, { ...state, memo: { ...state.memo, base: 2 - Number(pages) } });
  if (state.page !== 2 || base !== 0) return null;
  return namedPage(url, { ...state, memo: { ...state.memo, base: 1 } });
}

function namedPage(beside: string, state: ListState): ListRequest {
  const { stem, extension, base, column } = state.memo;
  const name = `${stem}_${Number(base) + state.page - 1}.${extension}`;
  return pageRequest({ url: new URL(name, beside).href, referrer: String(column), state });
}

/** Links to `index_2.html` and on, as far as the page shows them. */
function linkedPager(page: ListPage, base: 0 | 1): PagerCall | null {
  const number = page.state?.page ?? 1;
  const directory = new URL('.', page.url).href;
  for (const { url } of page.links.anchors) {
    if (!url.startsWith(directory)) continue;
    const [, stem = '', digits = '', extension = ''] =
      /^([\w-]+)_(\d{1,3})\.(\w+)$/.exec(url.slice(directory.length)) ?? [];
    if (stem !== '' && Number(digits) === base + number) return { pages: number + 1, base, stem, extension };
  }
  return null;
}
