/** 博达 VSB: the newest page is `x.htm`; those behind it are `x/30.htm`, `x/29.htm` … down to the oldest, `x/1.htm`. */

import { genericList } from './generic-list.ts';
import { courseOf } from './list-course.ts';
import { hasOwnAddress, type Platform, pageRequest } from './platform.ts';

const platform = 'vsb';

/**
 * When a page is added, every number moves to other contents: nothing is told from the address of a list page but
 * which one comes next.
 */
export const vsb: Platform = {
  id: platform,

  detect(page) {
    return (
      /_simple_list_gotopage_fun|\/system\/resource\/js\/|id\s*=\s*["'](vsb_content|line_u\d)/.test(
        page.text,
      ) || hasOwnAddress(page, /\/info\/\d+\/\d+\.htm(?!l)/)
    );
  },

  links(page) {
    const items = page.links.anchors;
    const number = page.state === null ? pagesOf(page.text) : numberOf(page.url);
    if (number === null) return genericList.links(page);
    const course = courseOf(page, platform, items, null);
    if (!course.goesOn || number <= 1) {
      return { items, next: [], isEndless: course.isEndless && number > 1 };
    }
    const { url } = page;
    const following =
      page.state === null
        ? url.replace(/\.htm(\?.*)?$/, `/${number - 1}.htm`)
        : url.replace(/\/\d+\.htm(\?.*)?$/, `/${number - 1}.htm`);
    if (following === url) return genericList.links(page);
    const request = pageRequest({ url: following, referrer: url, state: course.next });
    return { items, next: [request], isEndless: false };
  },
};

/** Pages in all; null when the page has no pager. */
function pagesOf(text: string): number | null {
  const found = /_simple_list_gotopage_fun\(\s*(\d+)/.exec(text)?.[1];
  return found === undefined ? null : Number(found);
}

function numberOf(url: string): number | null {
  const found = /\/(\d+)\.htm$/.exec(new URL(url).pathname)?.[1];
  return found === undefined ? null : Number(found);
}
