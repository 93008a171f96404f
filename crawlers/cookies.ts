/** A small cookie jar: enough for portals that set a cookie and redirect to themselves. */

export interface Cookie {
  readonly value: string;
  readonly path: string;
  readonly secure: boolean;
  /** Milliseconds since 1970, or null for a session cookie. */
  readonly expires: number | null;
}

/** More than any portal sets; keeps a hostile host from filling memory. */
const cookiesPerHost = 50;
const longestCookie = 4096;

/** Where cookies are kept from one crawl to the next. */
export interface CookieShelf {
  load(host: string): ReadonlyMap<string, Cookie>;
  keep(host: string, name: string, cookie: Cookie | null): void;
}

/** More hosts than this are not held in memory; the shelf has them. */
const mostHosts = 5000;

export class CookieJar {
  readonly #hosts = new Map<string, Map<string, Cookie>>();
  readonly #shelf: CookieShelf | null;

  constructor(shelf: CookieShelf | null = null) {
    this.#shelf = shelf;
  }

  /** Takes in one Set-Cookie value. Domain is ignored: a cookie goes back to the very host that set it. */
  accept(address: URL, setCookie: string, now: number): void {
    if (setCookie.length > longestCookie) return;
    const [pair = '', ...attributes] = setCookie.split(';');
    const equals = pair.indexOf('=');
    if (equals < 1) return;
    const name = pair.slice(0, equals).trim();
    let path = '/';
    let secure = false;
    let expires: number | null = null;
    let hasMaxAge = false;
    for (const attribute of attributes) {
      const [key = '', value = ''] = attribute.split(/=(.*)/s).map(part => part.trim());
      if (/^path$/i.test(key) && value.startsWith('/')) path = value;
      if (/^secure$/i.test(key)) secure = true;
      if (/^max-age$/i.test(key) && /^-?\d+$/.test(value)) {
        expires = now + Number(value) * 1000;
        hasMaxAge = true;
      }
      if (/^expires$/i.test(key) && !hasMaxAge && !Number.isNaN(Date.parse(value)))
        expires = Date.parse(value);
    }
    this.set(address.hostname, name, { value: pair.slice(equals + 1).trim(), path, secure, expires }, now);
  }

  set(host: string, name: string, cookie: Cookie, now: number): void {
    const cookies = this.#of(host);
    const before = cookies.get(name);
    cookies.delete(name);
    const isAlive = cookie.expires === null || cookie.expires > now;
    if (isAlive) cookies.set(name, cookie);
    const isSame =
      before?.value === cookie.value && before.path === cookie.path && before.expires === cookie.expires;
    if (!isSame) this.#shelf?.keep(host, name, isAlive ? cookie : null);
    const oldest = cookies.keys().next().value;
    if (cookies.size > cookiesPerHost && oldest !== undefined) {
      cookies.delete(oldest);
      this.#shelf?.keep(host, oldest, null);
    }
  }

  /** Every cookie of a host that has not run out. */
  all(host: string, now: number): ({ readonly name: string } & Cookie)[] {
    return [...this.#of(host)]
      .map(([name, cookie]) => ({ name, ...cookie }))
      .filter(({ expires }) => expires === null || expires > now);
  }

  #of(host: string): Map<string, Cookie> {
    const known = this.#hosts.get(host);
    if (known !== undefined) return known;
    if (this.#hosts.size >= mostHosts) this.#hosts.clear();
    const cookies = new Map(this.#shelf?.load(host) ?? []);
    this.#hosts.set(host, cookies);
    return cookies;
  }

  /** The Cookie header for an address, or null. */
  header(address: URL, now: number): string | null {
    const pairs: string[] = [];
    for (const [name, cookie] of this.#of(address.hostname)) {
      if (cookie.expires !== null && cookie.expires <= now) continue;
      if (cookie.secure && address.protocol !== 'https:') continue;
      const covers =
        address.pathname === cookie.path ||
        address.pathname.startsWith(cookie.path.endsWith('/') ? cookie.path : `${cookie.path}/`);
      if (covers) pairs.push(`${name}=${cookie.value}`);
    }
    return pairs.length === 0 ? null : pairs.join('; ');
  }
}
