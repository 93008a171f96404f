/** Platforms whose lists are one address with parameters: iList.jsp, eportal, and 南威 IGS. */

import { genericList } from './generic-list.ts';
import { numberedPages, pathNumbering, queryNumbering } from './numbered-list.ts';
import { freshItems, hasOwnAddress, type ListPage, type Platform } from './platform.ts';
import { yearColumns } from './year-columns.ts';

const currentPage = queryNumbering('cur_page');

/** HIWCM: `/info/iList.jsp?node_id=GKdyszf&site_id=CMSdeyang&cat_id=25723&cur_page=2`. */
export const iList: Platform = {
  id: 'ilist',
  detect: page => hasOwnAddress(page, /\/info\/iList\.jsp\?/),
  links(page) {
    if (!page.url.includes('iList.jsp?')) return genericList.links(page);
    const numberOf = (url: string) => currentPage.numberOf(url) ?? firstNumber(page);
    const isSecondLook = page.state !== null && numberOf(page.url) === 1;
    if (!isSecondLook || freshItems(page.state, page.links.anchors).length > 0) {
      return numberedPages(page, 'ilist', { ...currentPage, numberOf });
    }
    // It was the first page once more: the list begins after it.
    const again = numberedPages({ ...page, state: null }, 'ilist', currentPage);
    return { ...again, next: again.next.map(request => ({ ...request, replaces: true })) };
  },
  columns: page => yearColumns(page, /\/info\/iList\.jsp\?/),
};

/**
 * Where the address has no number, old installations show page 0 and all others page 1. The pager's link to the second
 * page tells which; without it, 0 is taken, so that page 1 comes next, perhaps for a second time.
 */
function firstNumber({ links }: ListPage): number {
  const second = links.anchors.find(({ title, url }) => title === '2' && /[?&]cur_page=\d+/.test(url));
  const number = /[?&]cur_page=(\d+)/.exec(second?.url ?? '')?.[1];
  return number === undefined ? 0 : Number(number) - 1;
}

/** `/eportal/ui?pageId=559300&currentPage=2&moduleId=…`: the module is named in the page only. */
export const eportal: Platform = {
  id: 'eportal',
  detect: page => hasOwnAddress(page, /\/eportal\/ui\?(.*&)?pageId=/),
  links(page) {
    const { searchParams } = new URL(page.url);
    const module =
      searchParams.get('moduleId') ?? /\bmoduleId["']?\s*[=:]\s*["']?([\w-]{6,})/.exec(page.text)?.[1];
    if (!page.url.includes('/eportal/ui?') || module === undefined) return genericList.links(page);
    const numbering = queryNumbering('currentPage');
    return numberedPages(page, 'eportal', {
      numberOf: numbering.numberOf,
      addressOf: (url, number) => {
        const address = numbering.addressOf(url, number);
        return searchParams.has('moduleId') ? address : `${address}&moduleId=${module}`;
      },
    });
  },
  columns: page => yearColumns(page, /\/eportal\/ui\?/),
};

const jhtmlPages = /_(\d+)\.jhtml$/;

/** 南威 IGS: `x.jhtml`, then `x_2.jhtml`. */
export const igs: Platform = {
  id: 'igs',
  detect: ({ text, url }) => /\/igs\/front\//.test(text + url) && /\.jhtml\b/.test(text + url),
  links(page) {
    const numbering = pathNumbering(jhtmlPages);
    return numberedPages(page, 'igs', {
      numberOf: numbering.numberOf,
      addressOf: (url, number) =>
        numbering.numberOf(url) === null
          ? url.replace(/\.jhtml(?=$|\?)|(?<=\/)$/, found => `${found === '' ? 'index' : ''}_${number}.jhtml`)
          : numbering.addressOf(url, number),
    });
  },
};
