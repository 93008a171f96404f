/** Articles that go on over several pages: `t20240119_1_1.html` behind `t20240119_1.html`. Pure. */

import type { PageLinks } from './page-links.ts';
import { findPagerCall } from './platforms/page-calls.ts';

/** More than any report is split into. */
const mostParts = 30;

/** Addresses of the further pages of the article at `url`, by its pager's call or its links; never of other articles. */
export function articleParts(text: string, links: PageLinks, url: string): string[] {
  const { origin } = new URL(url);
  const pathname = new URL(url).pathname.replace(/;j?sessionid=[^/;]*/i, '');
  const [, stem = '', extension = ''] = /^(.*\/[^/]*?)(\.\w+)$/.exec(pathname) ?? [];
  const first = stem.replace(/_\d{1,2}$/, '');
  const parts = new Set<string>();
  const call = findPagerCall(text);
  const name = stem.split('/').at(-1) ?? '';
  if (call !== null && call.stem === name && call.pages <= mostParts) {
    for (let number = 1; number < call.pages; number += 1) {
      parts.add(`${origin}${stem}_${call.base + number}.${call.extension}`);
    }
  }
  for (const { url: target, title } of links.anchors) {
    if (!/^(下一页|下页|后一页|第?\d{1,2}页?|\[\d{1,2}\]|[>›»]|尾页|末页)$/.test(title)) continue;
    const address = new URL(target);
    if (address.origin !== origin || target === url) continue;
    const isNamed =
      stem !== '' &&
      address.pathname.endsWith(extension) &&
      [stem, first].some(
        start =>
          /^_\d{1,2}$/.test(address.pathname.slice(start.length, -extension.length)) &&
          address.pathname.startsWith(start),
      );
    const isNumbered =
      address.pathname === pathname &&
      /[?&](page|pageno|p|pn|pageindex|cur_?page)=\d{1,2}\b/i.test(address.search);
    if (isNamed || isNumbered) parts.add(target);
  }
  return [...parts].slice(0, mostParts);
}
