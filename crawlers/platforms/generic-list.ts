/** Any page of links: on through 下一页, numbers, forms, data that its script asks for, or addresses as such lists have them. */

import type { Anchor, FormLink } from '../page-links.ts';
import { type DataRequest, dataItems, dataRequests, inlinedRecords, pageMark } from './data-lists.ts';
import { courseOf } from './list-course.ts';
import { extentOf } from './numbered-list.ts';
import { findPagerCall } from './page-calls.ts';
import {
  freshItems,
  type ListItem,
  type ListLinks,
  type ListPage,
  type ListRequest,
  type ListState,
  markOf,
  type Platform,
  pageRequest,
  scriptHeaders,
} from './platform.ts';
import { otherBase, staticPages } from './static-list.ts';

const platform = 'generic';

export const genericList: Platform = {
  id: platform,
  detect: () => true,

  afterFailure(url, state) {
    return state.memo['guess'] === undefined ? otherBase(url, state) : nextGuess(state);
  },

  links(page: ListPage): ListLinks {
    const { state } = page;
    if (state?.memo['way'] === 'data') return furtherData(page, state);
    if (state?.memo['guess'] !== undefined && !isOfSameList(page, state)) {
      const other = nextGuess(state);
      return { items: [], next: other === null ? [] : [{ ...other, replaces: true }], isEndless: false };
    }
    if (findPagerCall(page.text) !== null) return staticPages(page, platform);
    const items = [...page.links.anchors, ...(state === null ? inlinedRecords(page) : [])];
    const number = state?.page ?? 1;
    if (state !== null && freshItems(state, items).length === 0) return { items, next: [], isEndless: true };
    const course = courseOf(page, platform, items, null);
    return { items, next: onward(page, course.next, items, number), isEndless: false };
  },
};

/**
 * A first page that its platform takes for the only one: what else it may hold, and how it may go on all the same.
 * Where the platform had its items from data, only a link or a form counts.
 */
export function withGenericWays(page: ListPage, own: ListLinks): ListLinks {
  if (own.next.length > 0 || own.isEndless || page.state !== null) return own;
  if (own.items !== page.links.anchors && own.items.length > 0) {
    const { next } = courseOf(page, platform, page.links.anchors, null);
    const linked = linkedNext(page, next, 1);
    return linked === null ? own : { ...own, next: [linked] };
  }
  const { items, next } = genericList.links(page);
  return { items, next, isEndless: false };
}

function linkedNext(page: ListPage, next: ListState, number: number): ListRequest | null {
  const following = nextAnchor(page, number);
  if (following !== undefined) return pageRequest({ url: following.url, referrer: page.url, state: next });
  const form = nextForm(page, number);
  if (form === undefined) return null;
  return pageRequest({
    url: form.url,
    method: 'POST',
    body: form.body,
    headers: [['content-type', 'application/x-www-form-urlencoded']],
    referrer: page.url,
    state: next,
  });
}

function onward(page: ListPage, next: ListState, items: readonly ListItem[], number: number): ListRequest[] {
  const linked = linkedNext(page, next, number);
  if (linked !== null) return [linked];
  if (page.state?.memo['guess'] !== undefined)
    return [guessed(page.state, { ...next, memo: page.state.memo })].flatMap(request => request ?? []);
  const isFirst = page.state === null;
  const extent = extentOf(page.text);
  const own = listAddresses(page);
  const data = isFirst ? dataRequests(page) : [];
  if (data.length > 0 && (own.length === 0 || (extent ?? 2) > 1)) {
    return data.map(request => dataPage(request, page.url, next));
  }
  // The list says that it goes on, and nothing says where.
  if (!isFirst || extent === null || extent < 2 || own.length === 0) return [];
  const memo = {
    ...next.memo,
    guess: 0,
    column: page.url,
    extent,
    section: sectionOf(own),
    first: items.length,
  };
  const guess = guessed(null, { ...next, memo });
  return guess === null ? [] : [guess];
}

const nextWords = /^\[?(下一页|下页|后一页|下一頁|下1页|向后|next|next page)\]?\s*[>›»→]*$|^[>›»]$|^>>$/i;

function nextAnchor({ links, url }: ListPage, number: number): Anchor | undefined {
  const here = new URL(url);
  const candidates = links.anchors.filter(anchor => {
    const target = new URL(anchor.url);
    return target.host === here.host && anchor.url !== here.href && !isOfCalendar(anchor, url);
  });
  return (
    candidates.find(({ title }) => nextWords.test(title) && title !== '>>') ??
    candidates.find(
      anchor => isNumber(anchor, number + 1) && directoryOf(anchor.url).startsWith(directoryOf(url)),
    ) ??
    // A path such as `/list/2` beside `/list`, or a list below its own name.
    candidates.find(anchor => isNumber(anchor, number + 1) && isVariant(anchor.url, url, number + 1)) ??
    candidates.find(({ isNext, title }) => isNext === true && title.length <= 4)
  );
}

/** A day of a calendar: its number is that of no page. */
function isOfCalendar({ title, url }: Anchor, page: string): boolean {
  const dated =
    /[?&/](day|date|month|rq|riqi)[=/]|(?<!\d)20\d\d[-_/]?(0?[1-9]|1[0-2])[-_/]?([0-2]?\d|3[01])(?!\d)/i;
  return /^\d{1,2}$/.test(title) && dated.test(url) && !dated.test(page);
}

function isNumber({ title }: { readonly title: string }, number: number): boolean {
  return /^[[【(（]?第?\s*(\d{1,4})\s*页?[\])】）]?$/.exec(title)?.[1] === String(number);
}

/** Whether an address is that of a page with this number beside another page. */
function isVariant(url: string, beside: string, number: number): boolean {
  const digits = (address: string) => address.replace(/\d+/g, '#');
  return (
    new RegExp(`(^|\\D)${number}(\\D|$)`).test(new URL(url).pathname + new URL(url).search) &&
    (digits(url) === digits(beside) || url.startsWith(beside.replace(/(\.\w+|\/)$/, '')))
  );
}

function nextForm({ links }: ListPage, number: number): FormLink | undefined {
  return (
    links.forms.find(({ title }) => nextWords.test(title)) ??
    links.forms.find(form => isNumber(form, number + 1))
  );
}

function directoryOf(url: string): string {
  return new URL('.', url).href;
}

/** Addresses of what looks like the list of a page: reports by their titles. */
function listAddresses({ links }: ListPage): string[] {
  return links.anchors
    .filter(({ title }) => /年报|年度.{0,12}报告|信息公开.{0,12}报告/.test(title))
    .map(({ url }) => url);
}

/** First two directories that the items of a list share. */
function sectionOf(addresses: readonly string[]): string {
  const sections = addresses.map(address => new URL(address).pathname.split('/').slice(0, 3).join('/'));
  return sections.every(section => section === sections[0]) ? (sections[0] ?? '') : '';
}

/** Names that the second page of a static list has, in the order in which they are tried (all have been seen). */
function namesFor(column: string, number: number): string[] {
  const { pathname, search, origin } = new URL(column);
  const [, stem = '', extension = ''] = /^(.*?)(\.\w+)$/.exec(pathname) ?? [];
  if (search !== '')
    return [`${column}&page=${number}`, `${column}&pageNo=${number}`, `${column}&pageIndex=${number}`];
  const beside = new URL('.', column).href;
  const named =
    stem === ''
      ? []
      : [
          `${origin}${stem}_${number}${extension}`,
          `${origin}${stem}_${number - 1}${extension}`,
          `${origin}${stem}-${number}${extension}`,
        ];
  return [
    ...new Set([
      ...named,
      `${beside}index_${number - 1}.html`,
      `${beside}index_${number}.html`,
      `${column}?page=${number}`,
      ...(stem === ''
        ? [`${beside}${number}.html`, `${beside}${number}`]
        : [`${origin}${stem}/${number}${extension}`]),
    ]),
  ];
}

/**
 * Page `next.page` by a name that is guessed; null when there is none, or the list has no such page.
 * @param state of the page before, where the guess has proven right
 */
function guessed(state: ListState | null, next: ListState): ListRequest | null {
  if (state !== null && next.page > Number(next.memo['extent'])) return null;
  const column = String(next.memo['column']);
  // Names are numbered in the same order for every page.
  const url = namesFor(column, next.page)[Number(next.memo['guess'])];
  return url === undefined ? null : pageRequest({ url, referrer: column, state: next });
}

function nextGuess(state: ListState): ListRequest | null {
  if (state.page !== 2) return null;
  return guessed(null, { ...state, memo: { ...state.memo, guess: Number(state.memo['guess']) + 1 } });
}

/** Whether a guessed page is a further one of the list: it has new items, of the same section. */
function isOfSameList(page: ListPage, state: ListState): boolean {
  const section = String(state.memo['section']);
  const seen = new Set(state.seen);
  return listAddresses(page).some(
    address => !seen.has(markOf(address)) && new URL(address).pathname.startsWith(section),
  );
}

function dataPage(request: DataRequest, column: string, next: ListState): ListRequest {
  const memo = {
    ...next.memo,
    way: 'data',
    url: request.url,
    body: request.body ?? '',
    column,
    ...(request.isJson ? { json: 1 } : {}),
    number: request.first,
  };
  return dataRequest(request.method, { ...next, page: 2, memo });
}

function dataRequest(method: 'GET' | 'POST', state: ListState): ListRequest {
  const number = String(state.memo['number']);
  const filled = (name: string) =>
    String(state.memo[name]).replaceAll(`"${pageMark}"`, number).replaceAll(pageMark, number);
  const type =
    state.memo['json'] === 1
      ? 'application/json;charset=UTF-8'
      : 'application/x-www-form-urlencoded; charset=UTF-8';
  return pageRequest({
    url: filled('url'),
    method,
    body: method === 'POST' ? filled('body') : null,
    headers: method === 'POST' ? [['content-type', type], ...scriptHeaders] : scriptHeaders,
    referrer: String(state.memo['column']),
    state: { ...state, memo: { ...state.memo, method } },
  });
}

function furtherData(page: ListPage, state: ListState): ListLinks {
  const items = dataItems(page);
  const fresh = freshItems(state, items);
  const isPaged = `${state.memo['url']} ${state.memo['body']}`.includes(pageMark);
  // The first answer may hold what the page itself shows.
  const isAgain = state.page === 2 && items.length > 0;
  if (!isPaged || (fresh.length === 0 && !isAgain)) {
    return { items, next: [], isEndless: isPaged && items.length > 0 };
  }
  const { next } = courseOf(page, platform, items, null);
  const memo = { ...next.memo, number: Number(state.memo['number']) + 1 };
  const method = state.memo['method'] === 'POST' ? 'POST' : 'GET';
  return { items, next: [dataRequest(method, { ...next, memo })], isEndless: false };
}
