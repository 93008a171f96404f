/** Pager calls in the scripts of static lists: how many pages there are and what they are named. */

export interface PagerCall {
  /** Pages in all. */
  readonly pages: number;
  /** Number that the first page has in the names of its fellows: page 2 is `base + 1`. */
  readonly base: 0 | 1;
  /** `index` in `index_1.html`. */
  readonly stem: string;
  readonly extension: string;
}

/** The first pager call that counts; null when the page has none. */
export function findPagerCall(html: string): PagerCall | null {
  const live = withoutScriptComments(html);
  return countPagePager(live) ?? createPageCall(live) ?? objectPager(live) ?? pluginPager(live);
}

/** Script comments; `//` counts only where a statement can begin, so that addresses stay whole. */
function withoutScriptComments(html: string): string {
  return html.replace(/\/\*[\s\S]*?\*\//g, ' ').replace(/(^|[\s;{}>])\/\/[^\n]*/g, '$1');
}

/** A pager written out in the page: `var countPage = 17` with `document.write("<a href=\"index_" …`. */
function countPagePager(live: string): PagerCall | null {
  const count = /\bcountPage\s*=\s*(\d+)/.exec(live)?.[1];
  if (count === undefined) return null;
  const stem = /href=\\?["']?([\w-]+?)_\\?["']\s*\+/.exec(live)?.[1] ?? 'index';
  const extension = /\+\s*\\?["']\.(s?html?|jhtml)/.exec(live)?.[1] ?? 'html';
  return { pages: Number(count), base: 0, stem, extension };
}

/**
 * `createPageHTML(9, 0, "index", "html")`, `createPageHTML(records, pages, current, "index", "html")`, and with the
 * id of an element in front, where pages are counted from 1.
 */
function createPageCall(live: string): PagerCall | null {
  for (const call of live.matchAll(/\bcreatePageHTML\s*\(([^()]*)\)/g)) {
    const given = (call[1] ?? '').split(',').map(argument => argument.trim());
    const values = given.map(argument => argument.replace(/^(['"])(.*)\1$/, '$2'));
    const isNamed = /^['"]/.test(given[0] ?? '');
    const numbers = values.slice(isNamed ? 1 : 0);
    const counts = numbers.findIndex(value => !/^\d+$/.test(value));
    if (counts < 2) continue;
    const [stem = 'index', extension = 'html'] = numbers.slice(counts);
    if (!/^[\w-]+$/.test(stem) || !/^\w+$/.test(extension)) continue;
    const pages = Number(numbers[counts >= 3 ? 1 : 0]);
    return { pages, base: isNamed ? 1 : 0, stem, extension };
  }
  return null;
}

/** `Pager({size:9,current:0,prefix:'index',suffix:'html'})`. */
function objectPager(live: string): PagerCall | null {
  const literal = /\bPager\s*\(\s*\{([^}]*)\}/.exec(live)?.[1];
  const pages = /\bsize\s*:\s*(\d+)/.exec(literal ?? '')?.[1];
  if (literal === undefined || pages === undefined) return null;
  const stem = /\bprefix\s*:\s*['"]([\w-]+)/.exec(literal)?.[1] ?? 'index';
  const extension = /\bsuffix\s*:\s*['"]\.?(\w+)/.exec(literal)?.[1] ?? 'html';
  return { pages: Number(pages), base: 0, stem, extension };
}

/** `.pagination({totalPage:9})` or `.pagination("setPage", 1, 9)`, counted from 1. */
function pluginPager(live: string): PagerCall | null {
  const pages =
    /\.pagination\s*\(\s*\{[^}]*\btotalPage\s*:\s*(\d+)/.exec(live)?.[1] ??
    /\.pagination\s*\(\s*["']setPage["']\s*,\s*\d+\s*,\s*(\d+)/.exec(live)?.[1];
  return pages === undefined ? null : { pages: Number(pages), base: 1, stem: 'index', extension: 'html' };
}
