/** What a page links to, read in one pass: anchors with the date beside them, frames, attachments, metas. */

import { Parser } from 'htmlparser2';
import { foldText, resolveLink } from './addresses.ts';

export interface Anchor {
  readonly url: string;
  /** The whole title: the title attribute where the visible text is cut off. */
  readonly title: string;
  /** ISO date printed in the same row, or null. */
  readonly date: string | null;
}

export interface PageLinks {
  readonly anchors: readonly Anchor[];
  readonly frames: readonly string[];
  /** Sources of embed and object elements. */
  readonly embeds: readonly string[];
  readonly images: readonly string[];
  /** Meta names in lower case. */
  readonly metas: ReadonlyMap<string, string>;
  readonly title: string;
  /** Where a meta refresh or a bare script sends the reader; null when the page stays. */
  readonly onward: string | null;
  /** Visible text, white space folded. */
  readonly text: string;
}

const rowElements: ReadonlySet<string> = new Set([
  'li',
  'tr',
  'dd',
  'dl',
  'ul',
  'ol',
  'table',
  'body',
  'record',
]);
const silentElements: ReadonlySet<string> = new Set(['script', 'style', 'noscript', 'template']);

interface OpenAnchor {
  readonly href: string | null;
  readonly attributeTitle: string;
  text: string;
  before: string;
  after: string;
}

/** @param html decoded text of the page; comments in it count for nothing, nor do scripts */
export function readPageLinks(html: string, url: string): PageLinks {
  let base = url;
  const opened: OpenAnchor[] = [];
  let current: OpenAnchor | null = null;
  let rowText = '';
  let latest: OpenAnchor | null = null;
  const frames: string[] = [];
  const embeds: string[] = [];
  const images: string[] = [];
  const metas = new Map<string, string>();
  let title = '';
  let refresh: string | null = null;
  const text: string[] = [];
  const silence: string[] = [];
  let inTitle = false;
  const push = (list: string[], source: string | undefined) => {
    const resolved = source === undefined ? null : resolveLink(source, base);
    if (resolved !== null) list.push(resolved);
  };
  const parser = new Parser(
    {
      onopentag(name, attributes) {
        if (silentElements.has(name)) silence.push(name);
        if (rowElements.has(name)) {
          rowText = '';
          latest = null;
        }
        if (name === 'base' && attributes['href']) base = resolveLink(attributes['href'], url) ?? base;
        if (name === 'title') inTitle = true;
        if (name === 'meta') {
          const metaName = (attributes['name'] ?? '').trim().toLowerCase();
          if (metaName !== '' && !metas.has(metaName))
            metas.set(metaName, foldText(attributes['content'] ?? ''));
          if (/^refresh$/i.test(attributes['http-equiv'] ?? '')) {
            refresh = /url\s*=\s*["']?([^"'\s;]+)/i.exec(attributes['content'] ?? '')?.[1] ?? refresh;
          }
        }
        if (name === 'iframe' || name === 'frame') push(frames, attributes['src']);
        if (name === 'embed') push(embeds, attributes['src']);
        if (name === 'object') push(embeds, attributes['data']);
        if (name === 'img') push(images, attributes['src']);
        const href =
          name === 'a' ? linkOf(attributes) : name === 'li' ? scriptedLink(attributes['onclick']) : null;
        if (name === 'a' || href !== null) {
          current = { href, attributeTitle: attributes['title'] ?? '', text: '', before: rowText, after: '' };
          opened.push(current);
          latest = null;
        }
      },
      ontext(chunk) {
        if (inTitle) title += chunk;
        if (silence.length > 0 || inTitle) return;
        text.push(chunk);
        rowText += chunk;
        if (current !== null) current.text += chunk;
        else if (latest !== null) latest.after += chunk;
      },
      onclosetag(name) {
        if (silence.at(-1) === name) silence.pop();
        if (name === 'title') inTitle = false;
        if (name === 'a' || (name === 'li' && current !== null)) {
          latest = current;
          current = null;
        }
        if (rowElements.has(name)) latest = null;
      },
    },
    { decodeEntities: true, lowerCaseTags: true },
  );
  parser.write(html);
  parser.end();
  const anchors: Anchor[] = [];
  for (const anchor of opened) {
    const target = anchor.href === null ? null : resolveLink(anchor.href, base);
    if (target === null) continue;
    anchors.push({
      url: target,
      title: wholeTitle(anchor.text, anchor.attributeTitle),
      date: dateIn(anchor.after) ?? dateIn(anchor.text) ?? dateIn(anchor.before),
    });
  }
  const visible = foldText(text.join(' '));
  const onward = refresh ?? (visible.length < 200 && anchors.length < 3 ? scriptedOnward(html) : null);
  return {
    anchors,
    frames,
    embeds,
    images,
    metas,
    title: foldText(title),
    onward: onward === null ? null : resolveLink(onward, base),
    text: visible,
  };
}

/** Lists cut titles off with dots; the title attribute has the rest. */
function wholeTitle(text: string, attribute: string): string {
  const shown = foldText(text);
  const whole = foldText(attribute);
  if (whole === '' || whole.length < 4) return shown;
  const stem = shown.replace(/[.…·]{1,6}$/u, '').trim();
  return shown === '' || stem !== shown || whole.includes(shown) ? whole : shown;
}

function linkOf(attributes: Record<string, string>): string | null {
  const href = attributes['href'] ?? '';
  if (/^\s*javascript:/i.test(href)) return scriptedLink(href) ?? scriptedLink(attributes['onclick']);
  if (href.trim() === '' || href.trim().startsWith('#')) return scriptedLink(attributes['onclick']);
  return href;
}

/** The address inside `jumpToDetail('./202605/t….html')`, `openUrl("/…")`, `location.href='…'`. */
function scriptedLink(script: string | undefined): string | null {
  const quoted = /(?:open|jump|goto|location|href|detail|view)\w*[^'"]*['"]([^'"]+)['"]/i.exec(
    script ?? '',
  )?.[1];
  return quoted !== undefined && /[./]/.test(quoted) && !/\s/.test(quoted) ? quoted : null;
}

/** A page that is nothing but a script sending the reader on. */
function scriptedOnward(html: string): string | null {
  if (html.length > 5000) return null;
  return (
    /location(?:\.href)?\s*=\s*["']([^"'+]+)["']\s*;?/i.exec(html)?.[1] ??
    /location\.replace\(\s*["']([^"'+]+)["']\s*\)/i.exec(html)?.[1] ??
    null
  );
}

/** First date printed in a piece of text, ISO; digits may be parted by white space (`2026-\n 01-\n 23`). */
export function dateIn(text: string): string | null {
  const found = /(20\d\d|19\d\d)\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})(?!\d)/.exec(text);
  if (found === null) return null;
  const [, year = '', month = '', day = ''] = found;
  if (Number(month) < 1 || Number(month) > 12 || Number(day) < 1 || Number(day) > 31) return null;
  return `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
}
