/** Lists that the script of a page asks for as data: the request told from the script's text, its answer read whatever its names. */

import { asList, asObject, asText, type LiteralValue, readLiteral } from '../../schema/script-literals.ts';
import { resolveLink } from '../addresses.ts';
import { readPageLinks } from '../page-links.ts';
import { ScriptNavigation, splitArguments } from '../script-navigation.ts';
import { isDataAnswer, itemsOfRecords, readJson } from './data-answer.ts';
import type { ListItem, ListPage } from './platform.ts';

/** A request with `pageMark` where the number of the page stands. */
export interface DataRequest {
  readonly url: string;
  readonly method: 'GET' | 'POST';
  readonly body: string | null;
  readonly isJson: boolean;
  /** Number of the first page. */
  readonly first: number;
}

export const pageMark = '{page}';
const pageNames =
  /^(page|pages?no|pagenum(ber)?|pageindex|pagenow|page_no|page_num|curr?(ent)?_?page(no|num)?|nowpage|cpage|pn|p|n|num|index|i)$/i;
/** Requests of other parts of a page. */
const otherData =
  /hit|click|count(er)?\b|visit|weather|login|token|config|menu|nav|dict|stat(istic)?s?\b|search|\.(js|css)(\?|$)/i;
const mostRequests = 3;

/** Requests for lists in the scripts of a page, most likely first. */
export function dataRequests(page: ListPage): DataRequest[] {
  const scripts = [...page.text.matchAll(/<script\b[^>]*>([\s\S]*?)<\/script>/gi)]
    .map(([, script = '']) => script)
    .filter(script => /ajax|getJSON|\$\.(get|post)|fetch\s*\(|axios|XMLHttpRequest|\.load\(/.test(script));
  const navigation = new ScriptNavigation(page.text, page.url);
  const found = scripts.flatMap(script => requestsIn(script, page, navigation));
  const own = found.filter(({ url }) => !otherData.test(new URL(url.replaceAll(pageMark, '1')).pathname));
  const paged = own.filter(({ url, body }) => `${url} ${body}`.includes(pageMark));
  return [
    ...new Map([...paged, ...own].map(request => [`${request.url} ${request.body}`, request])).values(),
  ].slice(0, mostRequests);
}

function requestsIn(script: string, page: ListPage, navigation: ScriptNavigation): DataRequest[] {
  const known = new Map<string, string>();
  let first = 1;
  for (const [, name = '', value = ''] of script.matchAll(/\b([\w$]+)\s*(?::|=(?!=))\s*(\d+)\b/g)) {
    if (pageNames.test(name) && value === '0') first = 0;
  }
  for (const [, name = ''] of script.matchAll(/\b([A-Za-z_$][\w$]*)\b/g))
    if (pageNames.test(name)) known.set(name, pageMark);
  const requests: DataRequest[] = [];
  const add = (expression: string, isPost: boolean, data: string | null, isJson = false) => {
    const address = navigation.evaluate(expression, known);
    // The mark is kept out of the way of the parser of addresses.
    const url = address === null ? null : resolveLink(address.replaceAll(pageMark, '7777777'), page.url);
    if (url === null || new URL(url).host !== new URL(page.url).host) return;
    const pairs = data === null ? [] : pairsOf(data, navigation, known);
    if (pairs === null) return;
    const marked = url.replaceAll('7777777', pageMark);
    const body = isJson ? JSON.stringify(Object.fromEntries(pairs)) : queryOf(pairs);
    requests.push(
      isPost
        ? { url: marked, method: 'POST', body, isJson, first }
        : {
            url: body === '' ? marked : `${marked}${marked.includes('?') ? '&' : '?'}${body}`,
            method: 'GET',
            body: null,
            isJson: false,
            first,
          },
    );
  };
  for (const call of script.matchAll(/(?:\$|jQuery)\.(get|post|getJSON)\s*\(/g)) {
    const [url = '', data = ''] = splitArguments(inBrackets(script, call.index + call[0].length));
    add(url, call[1] === 'post', /^\{/.test(data) ? data : null);
  }
  for (const call of script.matchAll(/\b(?:fetch|axios\.(get|post)|axios)\s*\(/g)) {
    const [url = '', given = ''] = splitArguments(inBrackets(script, call.index + call[0].length));
    const json = /JSON\.stringify\s*\(\s*(\{[^{}]*\})/.exec(given)?.[1] ?? null;
    const parameters = /\bparams\s*:\s*(\{[^{}]*\})/.exec(given)?.[1] ?? null;
    const isPost = call[1] === 'post' || /method\s*:\s*["']post/i.test(given);
    add(url, isPost, json ?? parameters, json !== null);
  }
  for (const call of script.matchAll(/(?:\$|jQuery)\.ajax\s*\(/g)) {
    const options = inBrackets(script, call.index + call[0].length);
    const url = /\burl\s*:\s*((?:[^,'"]|'[^']*'|"[^"]*")+?)\s*(?:,|\}|$)/.exec(options)?.[1] ?? '';
    const isPost = /\b(?:type|method)\s*:\s*["']post/i.test(options);
    const json = /\bdata\s*:\s*JSON\.stringify\s*\(\s*(\{[^{}]*\})/.exec(options)?.[1] ?? null;
    add(url, isPost, json ?? /\bdata\s*:\s*(\{[^{}]*\})/.exec(options)?.[1] ?? null, json !== null);
  }
  for (const call of script.matchAll(/\.open\s*\(/g)) {
    const [method = '', url = ''] = splitArguments(inBrackets(script, call.index + call[0].length));
    if (/^["']get/i.test(method)) add(url, false, null);
  }
  for (const call of script.matchAll(/\)\s*\.load\s*\(/g)) {
    const [url = ''] = splitArguments(inBrackets(script, call.index + call[0].length));
    add(url.split(' ')[0]?.replace(/^(['"])([^'"]*)$/, '$1$2$1') ?? '', false, null);
  }
  return requests;
}

/** Text up to the bracket that closes the one before `start`. */
function inBrackets(text: string, start: number): string {
  let depth = 1;
  for (let at = start; at < text.length && at < start + 3000; at += 1) {
    if (text[at] === '(') depth += 1;
    if (text[at] === ')') depth -= 1;
    if (depth === 0) return text.slice(start, at);
  }
  return '';
}

/** Names and values of `{page: page, size: 20}`; null when it is no plain object. */
function pairsOf(
  literal: string,
  navigation: ScriptNavigation,
  known: ReadonlyMap<string, string>,
): [string, string][] | null {
  const pairs: [string, string][] = [];
  for (const part of splitArguments(literal.replace(/^\{|\}$/g, ''))) {
    const [, name = '', expression = ''] = /^["']?([\w$.[\]]+)["']?\s*:\s*([\s\S]+)$/.exec(part) ?? [];
    const shorthand = /^[\w$]+$/.test(part) ? part : '';
    const value = navigation.evaluate(expression || shorthand, known);
    if (name === '' && shorthand === '') return null;
    if (value !== null) pairs.push([name || shorthand, value]);
    else if (pageNames.test(name || shorthand)) pairs.push([name || shorthand, pageMark]);
  }
  return pairs;
}

const queryOf = (pairs: readonly (readonly [string, string])[]): string =>
  pairs
    .map(
      ([name, value]) =>
        `${encodeURIComponent(name)}=${value === pageMark ? pageMark : encodeURIComponent(value)}`,
    )
    .join('&');

const fields = {
  title: [
    'title',
    'name',
    'infotitle',
    'articletitle',
    'realtitle',
    'showtitle',
    'doctitle',
    'subject',
    'topic',
    'bt',
    'headline',
    'text',
    'label',
  ],
  url: [
    'url',
    'link',
    'href',
    'linkurl',
    'infourl',
    'visiturl',
    'docpuburl',
    'puburl',
    'articleurl',
    'detailurl',
    'pageurl',
    'path',
    'filepath',
    'uri',
    'src',
  ],
  date: [
    'date',
    'pubdate',
    'publishdate',
    'publishtime',
    'publishedtimestr',
    'pubtime',
    'infodate',
    'time',
    'createtime',
    'releasetime',
    'fbsj',
    'rq',
  ],
};

/** Items of an answer, whatever its shape: records of JSON or JSONP, markup within it, or a fragment of a page. */
export function dataItems(page: ListPage): ListItem[] {
  const { text, url } = page;
  if (!isDataAnswer(text)) return [...page.links.anchors, ...feedItems(text, url)];
  const items: ListItem[] = [];
  collect(readJson(text), url, items, 0);
  return items;
}

function collect(value: LiteralValue | null, base: string, items: ListItem[], depth: number): void {
  if (depth > 8) return;
  if (typeof value === 'string') {
    if (/<(a|li|tr)\b/i.test(value)) items.push(...readPageLinks(value, base).anchors);
    else if (/^\s*\[?\{/.test(value)) collect(readJson(value), base, items, depth + 1);
    return;
  }
  const list = asList(value ?? undefined);
  if (list.length > 0) {
    items.push(...itemsOfRecords(list.map(withPlainNames), fields, base));
    for (const each of list) collect(each, base, items, depth + 1);
    return;
  }
  for (const each of Object.values(asObject(value ?? undefined) ?? {})) collect(each, base, items, depth + 1);
}

/** A record under names in lower case without separators. */
function withPlainNames(value: LiteralValue): LiteralValue {
  const record = asObject(value);
  if (record === null) return value;
  return Object.fromEntries(
    Object.entries(record).map(([name, each]) => [name.toLowerCase().replace(/[_-]/g, ''), each]),
  );
}

/** Arrays of records that stand in the scripts of a page. */
export function inlinedRecords(page: ListPage): ListItem[] {
  const items: ListItem[] = [];
  const places = [...page.text.matchAll(/[=:(]\s*(?=\[\s*\{)/g)].slice(0, 40);
  for (const place of places) {
    const records = asList(readLiteral(page.text, place.index + place[0].length) ?? undefined);
    items.push(...itemsOfRecords(records.map(withPlainNames), fields, page.url));
  }
  return items.filter(({ title }) => /年报|年度|信息公开|报告|^20\d\d年?$/.test(title));
}

/** Items of RSS and Atom, and addresses of a sitemap. */
export function feedItems(text: string, base: string): ListItem[] {
  if (!/<(rss|feed|urlset|sitemapindex|rdf:RDF)\b/i.test(text.slice(0, 1000))) return [];
  const items: ListItem[] = [];
  for (const [, entry = ''] of text.matchAll(/<(?:item|entry)\b[^>]*>([\s\S]*?)<\/(?:item|entry)>/gi)) {
    const link = /<link\b[^>]*href=["']([^"']+)/i.exec(entry)?.[1] ?? elementOf(entry, 'link');
    const url = resolveLink(link.replaceAll('&amp;', '&'), base);
    const title = elementOf(entry, 'title');
    const date =
      /\d{4}-\d\d-\d\d/.exec(elementOf(entry, '(?:pubDate|updated|published|dc:date)'))?.[0] ?? null;
    if (url !== null && title !== '') items.push({ url, title, date });
  }
  for (const [, location = ''] of text.matchAll(/<loc>\s*([^<]+?)\s*<\/loc>/gi)) {
    const url = resolveLink(location.replaceAll('&amp;', '&'), base);
    if (url !== null) items.push({ url, title: '', date: null });
  }
  return items;
}

function elementOf(entry: string, name: string): string {
  const inside = new RegExp(`<${name}\\b[^>]*>([\\s\\S]*?)</${name}>`, 'i').exec(entry)?.[1] ?? '';
  return asText(inside.replace(/^\s*<!\[CDATA\[([\s\S]*?)\]\]>\s*$/, '$1')).trim();
}
