/** 开普云 ucap: static lists counted from 1, or lists from a search interface of the channel. */

import { asCount, asList, asObject, asText } from '../../schema/script-literals.ts';
import { resolveLink } from '../addresses.ts';
import { filesOf, itemsOfRecords, objectAt, readJson } from './data-answer.ts';
import { courseOf, firstState, pagesFor } from './list-course.ts';
import { findPagerCall } from './page-calls.ts';
import {
  formHeaders,
  hasOwnAddress,
  type ListLinks,
  type ListPage,
  type ListRequest,
  type ListState,
  noLinks,
  type Platform,
  pageRequest,
  scriptHeaders,
} from './platform.ts';
import { otherBase, staticPages } from './static-list.ts';

const platform = 'ucap';
const pageSize = 18;
const fields = { title: ['title'], url: ['url'], date: ['publishedTimeStr', 'publishedTime'] };
const files = { name: 'fileName', url: 'filePath' };

export const ucap: Platform = {
  id: platform,

  detect(page) {
    const { text } = page;
    return (
      /\/(searchList|common\/search)\/([0-9a-f]{32}|\d+)\b|\/getChannelList\?/.test(text) ||
      /createPageHTML\s*\(\s*'page_div'/.test(text) ||
      /^[0-9a-f]{32}$/.test(page.links.metas.get('channelid') ?? '') ||
      hasOwnAddress(page, /\/c\d{2,}\/\d{6}\/[0-9a-f]{32}\.shtml/) ||
      (text.includes('UCAP-CONTENT') && hasOwnAddress(page, /\/c\d{4,}\//))
    );
  },

  links(page) {
    if (page.state?.memo['ask'] === 'channel') return channelAnswer(page, page.state);
    if (page.state?.memo['ask'] !== undefined) return searchAnswer(page, page.state);
    if (page.state !== null || findPagerCall(page.text) !== null) return staticPages(page, platform);
    const request = searchRequest(page);
    const next = request === null ? [] : [{ ...request, leads: true }];
    return request === null
      ? staticPages(page, platform, 1)
      : { items: page.links.anchors, next, isEndless: false };
  },

  /** Installations answer under one of two paths. */
  afterFailure(url, state) {
    const { ask, path } = state.memo;
    if (ask === undefined) return otherBase(url, state);
    if (ask !== 'search' || path === otherPath) return null;
    const request = searchPage(url, { ...state, memo: { ...state.memo, path: otherPath } });
    return { ...request, leads: state.page === 1 };
  },
};

const usualPath = '/searchList/';
const otherPath = '/common/search/';

/** What the scripts of the page ask, in the order in which they give themselves away. */
function searchRequest(page: ListPage): ListRequest | null {
  const { text, url, links } = page;
  const written = /(https?:)?\/\/[\w.:-]+\/search\/common\/search\/\d+/.exec(text)?.[0];
  const foreign = written === undefined ? null : resolveLink(written, url);
  if (foreign !== null) {
    return searchPage(url, firstState(platform, { ask: 'form', path: foreign, channel: '', column: url }));
  }
  const [, path = usualPath, named] = /(\/searchList\/|\/common\/search\/)([0-9a-f]{32})\b/.exec(text) ?? [];
  const channel =
    named ??
    /\bchannelId\s*[=:]\s*["']([0-9a-f]{32})["']/i.exec(text)?.[1] ??
    /^[0-9a-f]{32}$/.exec(links.metas.get('channelid') ?? '')?.[0];
  if (channel !== undefined) {
    return searchPage(url, firstState(platform, { ask: 'search', path, channel, column: url }));
  }
  const code =
    /getChannelList\?channelCode=(c\d+)/.exec(text)?.[1] ??
    (text.includes('getChannelList') ? /\/(c\d{3,})\//.exec(url)?.[1] : undefined);
  if (code === undefined) return null;
  const lookup = new URL(`/getChannelList?channelCode=${code}`, url).href;
  const state = firstState(platform, { ask: 'channel', column: url });
  return pageRequest({ url: lookup, headers: scriptHeaders, referrer: url, state });
}

function channelAnswer(page: ListPage, state: ListState): ListLinks {
  const channel = asText(objectAt(readJson(page.text), 'results')?.['channelId']);
  if (!/^[0-9a-f]{32}$/.test(channel)) return noLinks;
  const memo = { ask: 'search', path: usualPath, channel, column: state.memo['column'] ?? page.url };
  return {
    items: [],
    next: [{ ...searchPage(page.url, firstState(platform, memo)), leads: true }],
    isEndless: false,
  };
}

/** Addresses in the answer are of the portal, also where the interface is on another host. */
function searchAnswer(page: ListPage, state: ListState): ListLinks {
  const column = String(state.memo['column']);
  const data = objectAt(readJson(page.text), 'data');
  if (data === null) return noLinks;
  const items = asList(data['results']).flatMap(record =>
    itemsOfRecords([record], fields, column).map(item => ({
      ...item,
      files: filesOf(asObject(record) ?? undefined, 'resList', files, item.url),
    })),
  );
  const course = courseOf(
    page,
    platform,
    items,
    pagesFor(asCount(data['total']), asCount(data['rows']) ?? pageSize),
  );
  const next = course.goesOn ? [searchPage(page.url, course.next)] : [];
  return { items, next, isEndless: course.isEndless };
}

/** One page of the interface, 18 records as its own scripts ask for. */
function searchPage(base: string, state: ListState): ListRequest {
  const { ask, path, channel, column } = state.memo;
  const referrer = String(column);
  const url = new URL(`${path}${channel}`, base);
  if (ask === 'form') {
    const form = new URLSearchParams({ 'datas[0][key]': 'status', 'datas[0][value]': '1' });
    form.set('page', String(state.page));
    form.set('_pageSize', String(pageSize));
    return { url: url.href, method: 'POST', body: form.toString(), headers: formHeaders, referrer, state };
  }
  url.search = `_isAgg=true&_isJson=true&_pageSize=${pageSize}&_template=index&_rangeTimeGte=&_channelName=&page=${state.page}`;
  return pageRequest({ url: url.href, headers: scriptHeaders, referrer, state });
}
