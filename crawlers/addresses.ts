/** Addresses as the crawl compares them: cleaned, resolved against their page, and keyed without their scheme. */

/** White space of every kind, and the zero-width characters that turn up in pasted titles. */
const folded = /(?:\s|\u200b|\u200c|\u200d|\ufeff)+/g;

/**
 * Resolves a link as it stands in a page. Null for what is no http(s) address (javascript:, mailto:, broken).
 * Undoes what bad joins on real portals produce: `http://http://…` and hosts with a trailing dot.
 */
export function resolveLink(href: string, base: string): string | null {
  const cleaned = href
    .trim()
    .replace(/[\t\r\n]+/g, '')
    .replace(/^(https?:\/\/)(?=https?:\/\/)/i, '');
  if (cleaned === '' || cleaned.startsWith('#')) return null;
  if (/^(javascript|mailto|tel|data|about|ftp|file):/i.test(cleaned)) return null;
  try {
    return normalAddress(new URL(cleaned, base));
  } catch {
    return null;
  }
}

/** Canonical text of an http(s) address: host in lower case without trailing dot, no fragment, no credentials. */
export function normalAddress(address: URL): string | null {
  if (address.protocol !== 'http:' && address.protocol !== 'https:') return null;
  const copy = new URL(address);
  if (copy.hostname.endsWith('.')) copy.hostname = copy.hostname.replace(/\.+$/, '');
  if (copy.hostname === '') return null;
  copy.hash = '';
  copy.username = '';
  copy.password = '';
  return copy.href;
}

/** What makes two requests the same page: http and https twins are one, so are bare and `/index.html`-less hosts. */
export function addressKey(address: string, method: 'GET' | 'POST' = 'GET', body = ''): string {
  const url = new URL(address);
  const place = `${url.host}${url.pathname}${url.search}`;
  return method === 'GET' ? place : `${method} ${place} ${body}`;
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
