/** HTML that the scripts of a page put into it from what they hold themselves, told without running them. Pure. */

import { asText, objectAfter } from '../schema/script-literals.ts';
import { scriptedArticle } from './platforms/gkmlpt-config.ts';

/** Text of an article, as 广东 gkmlpt and 江西 keep it; empty when there is none. */
export function articleInScript(html: string): string {
  const ofJiangxi = objectAfter(html, /\bcontent\s*:\s*(?=\{\s*["']?content["']?\s*:)/);
  return scriptedArticle(html) + asText(ofJiangxi?.['content']);
}

const shortestEncoded = 24;
const mostEncoded = 20;

/** Links that a page encodes and its script decodes again, as the pager of a site of 云南. */
export function encodedLinks(html: string): string {
  if (!/\batob\s*\(|\bbase64/i.test(html)) return '';
  const parts: string[] = [];
  for (const [encoded] of html.matchAll(/(?<![\w+/=-])[A-Za-z0-9+/]{20,}={0,2}(?![\w+/=-])/g)) {
    if (encoded.length < shortestEncoded || encoded.length % 4 !== 0) continue;
    const decoded = Buffer.from(encoded, 'base64').toString('utf8');
    if (/<(a|li|ul|div|span)\b[^>]*>/i.test(decoded)) parts.push(decoded);
    if (parts.length >= mostEncoded) break;
  }
  return parts.join('\n');
}
