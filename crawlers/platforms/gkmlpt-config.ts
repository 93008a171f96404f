/** `window._CONFIG` of 广东 集约化 pages: the site, its tree of columns, and articles whose text stands nowhere else. */

import { asObject, asText, type LiteralObject, objectAfter } from '../../schema/script-literals.ts';

export function gkmlptConfig(html: string): LiteralObject | null {
  return html.includes('gkmlpt') ? objectAfter(html, /\bwindow\._CONFIG\s*=\s*/) : null;
}

/** HTML that a page keeps in its script instead of its body; empty when there is none. */
export function scriptedArticle(html: string): string {
  return asText(asObject(gkmlptConfig(html)?.['DETAIL'])?.['content']);
}
