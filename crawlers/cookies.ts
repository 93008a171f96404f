/** A small cookie jar, one per crawl: enough for portals that set a cookie and redirect to themselves. */

interface Cookie {
  readonly value: string;
  readonly path: string;
  readonly secure: boolean;
  /** Milliseconds since 1970, or null for a session cookie. */
  readonly expires: number | null;
}

/** More than any portal sets; keeps a hostile host from filling memory. */
const cookiesPerHost = 50;
const longestCookie = 4096;

export class CookieJar {
  readonly #hosts = new Map<string, Map<string, Cookie>>();

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
    const cookies = this.#hosts.get(host) ?? new Map<string, Cookie>();
    cookies.delete(name);
    if (cookie.expires === null || cookie.expires > now) cookies.set(name, cookie);
    const oldest = cookies.keys().next().value;
    if (cookies.size > cookiesPerHost && oldest !== undefined) cookies.delete(oldest);
    this.#hosts.set(host, cookies);
  }

  /** The Cookie header for an address, or null. */
  header(address: URL, now: number): string | null {
    const pairs: string[] = [];
    for (const [name, cookie] of this.#hosts.get(address.hostname) ?? []) {
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
