/** 大汉 JPAGE: records inlined in a script of the column page, further ones from a data proxy. */

import { resolveLink } from '../addresses.ts';
import { readPageLinks } from '../page-links.ts';
import {
  freshItems,
  type ListItem,
  type ListLinks,
  type ListPage,
  type ListRequest,
  type ListState,
  marksAfter,
  type Platform,
} from './platform.ts';

const platform = 'jpage';

/** Where the proxy is, by installation. */
const proxyPaths = [
  '/module/web/jpage/dataproxy.jsp',
  '/module/jpage/dataproxy.jsp',
  '/module/jslib/jquery/jpage/dataproxy.jsp',
  '/module/jpage/morecolumndataproxy.jsp',
] as const;

/** Servers that count by `page` cut longer pages off silently somewhere above 300. */
const pageSize = 100;

/** One list of a column page, as its script declares it. */
interface Unit {
  readonly records: string;
  readonly form: string;
  readonly proxyPath: string;
  readonly total: number | null;
  readonly perPage: number;
}

/**
 * Two kinds of server: most honour startrecord and endrecord, some ignore them and count by `page` alone.
 * The second group is asked for by records; when it brings nothing new, the list starts again by page.
 */
export const jpage: Platform = {
  id: platform,

  detect({ text, url }) {
    return /<datastore>|dataproxy\.jsp/i.test(text) || /\/col\/col\d+\//.test(new URL(url).pathname);
  },

  links(page) {
    return page.state === null ? firstPage(page) : furtherPage(page, page.state);
  },

  afterFailure(url, state) {
    const ways = waysOf(String(state.memo['proxyPath']));
    const way = Number(state.memo['way'] ?? 0) + 1;
    return way < ways.length ? requestFor(url, { ...state, memo: { ...state.memo, way } }) : null;
  },
};

function firstPage(page: ListPage): ListLinks {
  const items: ListItem[] = [];
  const next: ListRequest[] = [];
  for (const unit of unitsOf(page.text)) {
    const own = itemsOf(unit.records, page.url);
    items.push(...own);
    const isComplete = own.length === 0 || (unit.total !== null && own.length >= unit.total);
    if (isComplete || unit.form === '') continue;
    next.push(
      requestFor(page.url, {
        platform,
        page: 2,
        seen: marksAfter(null, own, 0),
        memo: {
          column: page.url,
          form: unit.form,
          proxyPath: unit.proxyPath,
          perPage: unit.perPage,
          total: unit.total ?? -1,
          first: own.length,
          size: own.length,
          start: own.length + 1,
          by: 'record',
        },
      }),
    );
  }
  return { items, next, isEndless: false };
}

function furtherPage(page: ListPage, state: ListState): ListLinks {
  const column = String(state.memo['column']);
  const items = itemsOf(page.text, column);
  const declared = /<totalrecord>\s*(\d+)/i.exec(page.text)?.[1];
  const total = declared === undefined ? Number(state.memo['total']) : Number(declared);
  const fresh = freshItems(state, items);
  const first = Number(state.memo['first']);
  const memo: ListState['memo'] = { ...state.memo, total };
  const seen = marksAfter(state, items, first);
  const start = Number(state.memo['start']);
  const isByRecord = state.memo['by'] === 'record';
  if (isByRecord && items.length === 0 && (total < 0 || start <= total)) {
    // An empty body where records must be: the proxy is elsewhere, or wants the other method.
    const other = jpage.afterFailure?.(page.url, state) ?? null;
    return { items, next: other === null ? [] : [{ ...other, replaces: true }], isEndless: false };
  }
  if (isByRecord && fresh.length === 0) {
    if (state.page > 2) return { items, next: [], isEndless: start <= total };
    const again = { ...memo, by: 'page', way: 0, start: 1, size: pageSize, received: 0 };
    const request = requestFor(page.url, { ...state, page: 1, memo: again });
    return { items, next: [{ ...request, replaces: true }], isEndless: false };
  }
  if (isByRecord) {
    const following = start + Math.min(Number(memo['size']), fresh.length);
    if (total >= 0 && following > total) return { items, next: [], isEndless: false };
    const onward = { ...memo, start: following };
    return {
      items,
      next: [requestFor(page.url, { platform, page: state.page + 1, seen, memo: onward })],
      isEndless: false,
    };
  }
  // By page, the inlined records come again first, perhaps in shorter pages than were asked for.
  const received = Number(memo['received']) + items.length;
  const isDone = items.length === 0 || (total >= 0 && received >= total);
  const isCircle = fresh.length === 0 && received > first;
  if (isDone || isCircle) return { items, next: [], isEndless: isCircle && !isDone };
  const onward = { ...memo, received };
  return {
    items,
    next: [requestFor(page.url, { platform, page: state.page + 1, seen, memo: onward })],
    isEndless: false,
  };
}

/** Proxy and method in the order in which they are tried. */
function waysOf(found: string): { path: string; method: 'GET' | 'POST' }[] {
  const others = proxyPaths.filter(path => path !== found);
  return [
    { path: found, method: 'POST' },
    { path: found, method: 'GET' },
    ...others.map(path => ({ path, method: 'POST' as const })),
  ];
}

function requestFor(base: string, state: ListState): ListRequest {
  const { memo } = state;
  const ways = waysOf(String(memo['proxyPath']));
  const { path, method } = ways[Number(memo['way'] ?? 0)] ?? { path: proxyPaths[0], method: 'POST' as const };
  const size = Number(memo['size']);
  const range =
    memo['by'] === 'page'
      ? `page=${state.page}&perpage=${pageSize}&startrecord=1&endrecord=${pageSize}`
      : `startrecord=${memo['start']}&endrecord=${Number(memo['start']) + size - 1}&perpage=${memo['perPage']}`;
  const form = String(memo['form']);
  const url = new URL(path, base);
  url.search = method === 'POST' ? range : `${range}&${form}`;
  return {
    url: url.href,
    method,
    body: method === 'POST' ? form : null,
    headers: [
      ...(method === 'POST'
        ? [['content-type', 'application/x-www-form-urlencoded; charset=UTF-8'] as const]
        : []),
      ['x-requested-with', 'XMLHttpRequest'],
    ],
    referrer: String(memo['column']),
    state,
  };
}

/** Lists of a column page: mostly one. */
function unitsOf(text: string): Unit[] {
  const units: Unit[] = [];
  for (const store of text.matchAll(/<datastore>([\s\S]*?)<\/datastore>/gi)) {
    const records = store[1] ?? '';
    const group = /<nextgroup>\s*<!\[CDATA\[([\s\S]*?)\]\]>/i.exec(records)?.[1] ?? '';
    const groupLink = (/href\s*=\s*["']?([^"'\s>]+)/i.exec(group)?.[1] ?? '').replaceAll('&amp;', '&');
    const ahead = text.slice(0, store.index);
    const unitId =
      /[?&]unitid=(\w+)/i.exec(groupLink)?.[1] ??
      [...ahead.matchAll(/<div[^>]+id\s*=\s*["'](\d+)["']/gi)].at(-1)?.[1];
    const declaredAt = unitId === undefined ? -1 : text.indexOf(`param_${unitId}`);
    const rest = text.slice(declaredAt >= 0 ? declaredAt : store.index);
    const literal = declaredAt >= 0 ? (/^param_\w+\s*=\s*\{([^}]*)\}/.exec(rest)?.[1] ?? '') : '';
    const proxy =
      /(\/module\/[\w/]*dataproxy\.jsp)/i.exec(groupLink) ?? /(\/module\/[\w/]*dataproxy\.jsp)/i.exec(text);
    const total =
      /totalRecord\s*:\s*['"]?(\d+)/i.exec(rest)?.[1] ?? /<totalrecord>\s*(\d+)/i.exec(records)?.[1];
    units.push({
      records,
      form: literal === '' ? formOfLink(groupLink) : formOfLiteral(literal),
      proxyPath: proxy?.[1] ?? proxyPaths[0],
      total: total === undefined ? null : Number(total),
      perPage: Number(/perPage\s*:\s*['"]?(\d+)/i.exec(rest)?.[1] ?? 15),
    });
  }
  return units;
}

/** `{col:1,path:'/',webname:'…'}` as a form. */
function formOfLiteral(literal: string): string {
  const pairs = literal.matchAll(/(\w+)\s*:\s*(?:'([^']*)'|"([^"]*)"|([^,'"\s]+))/g);
  return [...pairs]
    .map(([, name = '', single, double, bare]) => formPair(name, single ?? double ?? bare ?? ''))
    .join('&');
}

/** Parameters of the link to the next group; names come twice there, and the site's name is encoded twice. */
function formOfLink(link: string): string {
  const query = link.split('?')[1];
  if (query === undefined) return '';
  const pairs = new Map<string, string>();
  for (const [name, value] of new URLSearchParams(query)) {
    if (!/^(page|startrecord|endrecord|perpage|group)$/.test(name)) pairs.set(name, decodeOnceMore(value));
  }
  return [...pairs].map(([name, value]) => formPair(name, value)).join('&');
}

function formPair(name: string, value: string): string {
  return `${encodeURIComponent(name)}=${encodeURIComponent(decodeOnceMore(value))}`;
}

function decodeOnceMore(value: string): string {
  try {
    return /%[0-9a-f]{2}/i.test(value) ? decodeURIComponent(value) : value;
  } catch {
    return value;
  }
}

/** The body is XML only by looks: records are cut out of it as text. */
function itemsOf(text: string, column: string): ListItem[] {
  const items: ListItem[] = [];
  for (const record of text.matchAll(/<record>\s*<!\[CDATA\[([\s\S]*?)\]\]>\s*<\/record>/gi)) {
    const { anchors } = readPageLinks(`<record>${record[1] ?? ''}</record>`, column);
    const longest = [...anchors].sort((a, b) => b.title.length - a.title.length)[0];
    const url = longest === undefined ? null : resolveLink(longest.url, column);
    if (longest !== undefined && url !== null) items.push({ url, title: longest.title, date: longest.date });
  }
  return items;
}
