/** Cookies of hosts in `crawl.db`: a challenge that was passed last night need not be passed again tonight. */

import type { Cookie, CookieShelf } from './cookies.ts';
import type { Prepare } from './prepared.ts';

interface CookieRow {
  readonly name: string;
  readonly value: string;
  readonly path: string;
  readonly secure: number;
  readonly expires: number | null;
}

export function cookieShelf(prepare: Prepare): CookieShelf {
  return {
    load(host) {
      const rows = prepare('SELECT * FROM cookie WHERE host = ?').all(host) as CookieRow[];
      return new Map(
        rows.map(({ name, secure, value, path, expires }) => [
          name,
          { value, path, secure: secure === 1, expires },
        ]),
      );
    },
    keep(host: string, name: string, cookie: Cookie | null) {
      if (cookie === null) {
        prepare('DELETE FROM cookie WHERE host = ? AND name = ?').run(host, name);
        return;
      }
      prepare('INSERT OR REPLACE INTO cookie VALUES (?, ?, ?, ?, ?, ?)').run(
        host,
        name,
        cookie.value,
        cookie.path,
        cookie.secure ? 1 : 0,
        cookie.expires,
      );
    },
  };
}
