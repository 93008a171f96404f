/** Lists whose pages carry their number in the address, with nothing or little in the page to say how many there are. */

import { courseOf } from './list-course.ts';
import { type ListLinks, type ListPage, pageRequest } from './platform.ts';

/** Where the number stands: the address of a page as a pattern, and how to write it with another number. */
export interface Numbering {
  /** Number of the page at an address; null when the address carries none. */
  numberOf(url: string): number | null;
  addressOf(url: string, number: number): string;
}

/**
 * The next page is asked for where a link or a count says that it exists; where the page says nothing of its extent,
 * it is asked for as long as pages bring something new.
 * @param mayGuess false where a page that says nothing is taken to be the only one
 */
export function numberedPages(
  page: ListPage,
  platform: string,
  numbering: Numbering,
  mayGuess = true,
): ListLinks {
  const items = page.links.anchors;
  const number = numbering.numberOf(page.url) ?? 1;
  const following = numbering.addressOf(page.url, number + 1);
  const isLinked = page.links.anchors.some(({ url }) => url === following);
  const declared = isLinked ? number + 1 : extentOf(page.text);
  const isFurther = page.state !== null;
  const course = courseOf(page, platform, items, null);
  const isMore = declared === null ? mayGuess || isFurther : number < declared;
  if (!course.goesOn || !isMore) {
    return { items, next: [], isEndless: course.isEndless && declared !== null && number < declared };
  }
  const request = pageRequest({ url: following, referrer: page.url, state: course.next });
  return { items, next: [request], isEndless: false };
}

/** `/page_1.html` and the like: `pattern` has the number as its first group, with what stands around it outside. */
export function pathNumbering(pattern: RegExp): Numbering {
  return {
    numberOf: url => {
      const found = pattern.exec(new URL(url).pathname)?.[1];
      return found === undefined ? null : Number(found);
    },
    addressOf: (url, number) => {
      const address = new URL(url);
      address.pathname = address.pathname.replace(pattern, (whole, digits: string) =>
        whole.replace(digits, String(number)),
      );
      return address.href;
    },
  };
}

/** Number of the page in a parameter. */
export function queryNumbering(parameter: string): Numbering {
  return {
    numberOf: url => {
      const found = new URL(url).searchParams.get(parameter);
      return found !== null && /^\d+$/.test(found) ? Number(found) : null;
    },
    addressOf: (url, number) => {
      const address = new URL(url);
      const isGiven = address.searchParams.has(parameter);
      const pair = `${parameter}=${number}`;
      // Other parameters stay exactly as they were written.
      address.search = isGiven
        ? address.search.replace(new RegExp(`(?<=[?&])${parameter}=[^&]*`), pair)
        : `${address.search === '' ? '?' : `${address.search}&`}${pair}`;
      return address.href;
    },
  };
}

/** How many pages a list says it has, in words or in its script; null when it does not say. */
export function extentOf(html: string): number | null {
  const text = html.replaceAll('&nbsp;', ' ');
  const found =
    /\b(?:pageCount|totalPages?|countPage|pageTotal|total_page)["']?\s*[:=]\s*["']?(\d+)/i.exec(text)?.[1] ??
    /共\s*(?:<[^<>]*>\s*)*(\d+)\s*(?:<[^<>]*>\s*)*页/.exec(text)?.[1] ??
    /第?\s*\d+\s*(?:页)?\s*\/\s*(?:共)?\s*(\d+)\s*页/.exec(text)?.[1];
  return found === undefined ? null : Number(found);
}
