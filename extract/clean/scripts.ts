/** Scripts that show visitors, or search engines, something else than the page: kept by the reader as hidden text. */

import type { HiddenText } from '../document.ts';

/** The reason under which the reader keeps a script that may rewrite the page. */
const scriptReason = 'script';

export const isScript = ({ reason }: HiddenText): boolean => reason === scriptReason;

const engines = 'baidu|sogou|haosou|so\\.com|360spider|sm\\.cn|shenma|google|bing|yahoo|toutiao|bytespider';
/** A visitor who comes from a search engine, or is its robot, is told apart … */
const asksForEngine = new RegExp(
  `(?:referrer|useragent)[\\s\\S]{0,300}(?:${engines})|(?:${engines})[\\s\\S]{0,300}(?:referrer|useragent)`,
  'iu',
);
/** … and sent elsewhere, or shown something else. */
const sendsElsewhere =
  /location(?:\.href)?\s*=(?!=)|location\.(?:replace|assign)\s*\(|window\.open\s*\(|document\.(?:write|title)|<iframe/iu;
const sharing = /bdshare|hm\.baidu\.com|tongji|_hmt|push\.zhanzhang|zz\.bdstatic/iu;

/** Whether a script treats visitors from search engines otherwise than others. Counters and share buttons do not. */
export function redirectsEngines(text: string): boolean {
  return asksForEngine.test(text) && sendsElsewhere.test(text) && !sharing.test(text);
}

const escapes = /\\u([\da-f]{4})|%u([\da-f]{4})|&#(\d{3,6});|&#x([\da-f]{2,5});/giu;
const charCodes = /fromCharCode\s*\(([\d\s,]{5,4000})\)/giu;
const strings = /(["'`])((?:(?!\1)[^\\\n]|\\.){2,600})\1/gu;

/** The Han texts of a script's literals, escapes undone: what it would write. */
export function writtenBy(text: string): string {
  const plain = text
    .replace(charCodes, (_, codes: string) =>
      JSON.stringify(String.fromCharCode(...codes.split(',').map(Number))),
    )
    .replace(escapes, (whole, ...digits: (string | undefined)[]) => {
      const [unicode, percent, decimal, hex] = digits;
      const code =
        decimal === undefined ? Number.parseInt(unicode ?? percent ?? hex ?? '', 16) : Number(decimal);
      return code > 0x1f && code < 0xfffe ? String.fromCharCode(code) : whole;
    });
  return [...plain.matchAll(strings)]
    .map(match => (match[2] ?? '').replace(/<[^>]*>/gu, ' ').trim())
    .filter(each => /[\u3400-\u9fff]{2}/u.test(each))
    .join('\n');
}
