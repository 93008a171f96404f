/** Static lists: pages named after the first, how many there are told by a pager call or by the links of a pager. */

import { courseOf } from './list-course.ts';
import { findPagerCall, type PagerCall } from './page-calls.ts';
import { type ListLinks, type ListPage, pageRequest } from './platform.ts';

/**
 * One page at a time: the next is asked for only where this one brought something.
 * @param base number of the first page in the names of its fellows, where the platform is known to count otherwise
 */
export function staticPages(page: ListPage, platform: string, base?: 0 | 1): ListLinks {
  const items = page.links.anchors;
  const call = findPagerCall(page.text) ?? (base === undefined ? null : linkedPager(page, base));
  const course = courseOf(page, platform, items, call?.pages ?? 1);
  if (page.state !== null && !course.goesOn && course.isEndless) return { items, next: [], isEndless: true };
  if (call === null || !course.goesOn) return { items, next: [], isEndless: false };
  const name = `${call.stem}_${(base ?? call.base) + course.number}.${call.extension}`;
  const request = pageRequest({
    url: new URL(name, page.url).href,
    referrer: page.url,
    state: course.next,
  });
  return { items, next: [request], isEndless: false };
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
