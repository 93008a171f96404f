/** Addresses as the crawl compares them: cleaned, resolved against their page, and keyed without their scheme. */

import iconv from 'iconv-lite';

/** `#/xxgk/nb`: a page of an application that its script draws, the same to the server as all others of it. */
const route = /^#!?\/[\w-]/;

/** Whether an address names a page that only the script of another one shows. */
export function hasRoute(address: string): boolean {
  return route.test(new URL(address).hash);
}

/** White space of every kind, and the zero-width characters that turn up in pasted titles. */
const folded = /(?:\s|\u200b|\u200c|\u200d|\ufeff)+/g;

/**
 * Resolves a link as it stands in a page. Null for what is no http(s) address (javascript:, mailto:, broken).
 * Undoes what bad joins on real portals produce: `http://http://…` and hosts with a trailing dot.
 * @param encoding of the page: as in browsers, what is not ASCII in a query is sent in it
 */
export function resolveLink(href: string, base: string, encoding = 'utf-8'): string | null {
  const cleaned = href
    .trim()
    .replace(/[\t\r\n]+/g, '')
    .replace(/^(https?:\/\/)(?=https?:\/\/)/i, '');
  if (cleaned === '' || (cleaned.startsWith('#') && !route.test(cleaned))) return null;
  if (/^(javascript|mailto|tel|data|about|ftp|file):/i.test(cleaned)) return null;
  try {
    return normalAddress(new URL(encoding === 'utf-8' ? cleaned : withEncodedQuery(cleaned, encoding), base));
  } catch {
    return null;
  }
}

function withEncodedQuery(href: string, encoding: string): string {
  const start = href.indexOf('?');
  if (start < 0) return href;
  return (
    href.slice(0, start) +
    href
      .slice(start)
      .replace(/[\u0080-\uffff]+/g, text =>
        [...iconv.encode(text, encoding)]
          .map(byte => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`)
          .join(''),
      )
  );
}

/** Canonical text of an http(s) address: host in lower case without trailing dot, no fragment, no credentials. */
export function normalAddress(address: URL): string | null {
  if (address.protocol !== 'http:' && address.protocol !== 'https:') return null;
  const copy = new URL(address);
  if (copy.hostname.endsWith('.')) copy.hostname = copy.hostname.replace(/\.+$/, '');
  if (copy.hostname === '') return null;
  if (!route.test(copy.hash)) copy.hash = '';
  copy.username = '';
  copy.password = '';
  return copy.href;
}

/** What makes two requests the same page: http and https twins are one, so are bare and `/index.html`-less hosts. */
export function addressKey(address: string, method: 'GET' | 'POST' = 'GET', body = ''): string {
  const url = new URL(address);
  const path = url.pathname.replace(/;j?sessionid=[^/;]*/gi, '');
  const place = `${url.host}${path}${lastingQuery(url.search)}${route.test(url.hash) ? url.hash : ''}`;
  return method === 'GET' ? place : `${method} ${place} ${body}`;
}

/** A query without what changes from one visit to the next: ids of sessions, times and dice against caches. */
function lastingQuery(search: string): string {
  if (
    !/session|sessid|[?&]([rt]|_|ts|rnd|rand|random|timestamp|nocache|sid|token|utm_\w+|spm|from|isappinstalled|scene|share\w*)=/i.test(
      search,
    )
  )
    return search;
  const kept = search
    .slice(1)
    .split('&')
    .filter(pair => {
      const [name = '', value = ''] = pair.split('=');
      if (/^(j|php|asp\.net_)?sess(ion)?_?id\w*$|^aspsessionid/i.test(name)) return false;
      // Added by whoever passed the link on.
      if (/^(utm_\w+|spm|isappinstalled|share_?(token|id|from))$/i.test(name)) return false;
      if (/^from$/i.test(name))
        return !/^(timeline|singlemessage|groupmessage|search|baidu|weixin|wechat)$/i.test(value);
      if (/^scene$/i.test(name)) return !/^\d{1,3}$/.test(value);
      if (/^(sid|token)$/i.test(name)) return !/^[0-9a-f-]{16,}$/i.test(value);
      return !(
        /^(_|t|ts|r|rnd|rand|random|timestamp|nocache)$/i.test(name) && /^(\d{10,}|0?\.\d+)$/.test(value)
      );
    });
  return kept.length === 0 ? '' : `?${kept.join('&')}`;
}

/** The same address under the other scheme; null where a port is written, since then there is no twin. */
export function schemeTwin(address: string): string | null {
  const url = new URL(address);
  if (url.port !== '') return null;
  url.protocol = url.protocol === 'http:' ? 'https:' : 'http:';
  return url.href;
}

/** Host name and its `www.` twin, which every portal serves alike. */
export function withWwwTwin(host: string): string[] {
  const colon = host.lastIndexOf(':');
  const name = colon > host.indexOf(']') ? host.slice(0, colon) : host;
  if (/^[\d.]+$/.test(name) || name.startsWith('[') || !name.includes('.')) return [host];
  return host.startsWith('www.') ? [host, host.slice(4)] : [host, `www.${host}`];
}

/** Text of an anchor or title: white space of every kind folded, ends trimmed. */
export function foldText(text: string): string {
  return text.replace(folded, ' ').trim();
}

/** Last part of the path, percent-decoding undone where it is valid. */
export function fileNameOf(address: string): string {
  const last = new URL(address).pathname.split('/').at(-1) ?? '';
  try {
    return decodeURIComponent(last);
  } catch {
    return last;
  }
}
