/** What a page links to, read in one pass: anchors with the date beside them, frames, attachments, metas. */

import { Parser } from 'htmlparser2';
import { foldText, resolveLink } from './addresses.ts';
import { type ScriptedRequest, ScriptNavigation } from './script-navigation.ts';

export interface Anchor {
  readonly url: string;
  /** The whole title: the title attribute where the visible text is cut off. */
  readonly title: string;
  /** ISO date printed in the same row, or null. */
  readonly date: string | null;
  /** Set where the markup calls it the next page. */
  readonly isNext?: boolean;
}

/** What a link asks for by sending a form. */
export interface FormLink extends ScriptedRequest {
  readonly title: string;
}

export interface PageLinks {
  readonly anchors: readonly Anchor[];
  readonly forms: readonly FormLink[];
  /** Titles of links that only scripts know the way of. */
  readonly unresolved: readonly string[];
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
  /** Event handler or `javascript:` address that is to tell where it leads. */
  readonly script: string | null;
  readonly isNext: boolean;
  /** How deep in the markup it was opened. */
  readonly level: number;
  readonly attributeTitle: string;
  text: string;
  before: string;
  after: string;
}

/**
 * @param html decoded text of the page; comments in it count for nothing
 * @param encoding that the page was in, which addresses in it are sent in
 */
export function readPageLinks(html: string, url: string, encoding = 'utf-8'): PageLinks {
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
  let level = 0;
  let select: { readonly name: string; readonly onchange: string } | null = null;
  const push = (list: string[], source: string | undefined) => {
    const resolved = source === undefined ? null : resolveLink(source, base);
    if (resolved !== null) list.push(resolved);
  };
  const parser = new Parser(
    {
      onopentag(name, attributes) {
        if (silentElements.has(name)) silence.push(name);
        level += 1;
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
        if (name === 'img') {
          push(images, attributes['data-original'] ?? attributes['data-src'] ?? attributes['src']);
          if (current !== null) current.text += attributes['alt'] ?? attributes['title'] ?? '';
        }
        if (name === 'select') {
          select = {
            name: attributes['name'] ?? attributes['id'] ?? '',
            onchange: attributes['onchange'] ?? '',
          };
        }
        const link = name === 'option' ? optionLink(attributes, select) : linkOf(name, attributes);
        if (link !== null) {
          current = {
            ...link,
            isNext:
              name === 'a' && /(^|[\s_-])next($|[\s_-])/i.test(`${attributes['class']} ${attributes['rel']}`),
            level,
            attributeTitle: attributes['title'] ?? '',
            text: '',
            before: rowText,
            after: '',
          };
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
        if (name === 'select') select = null;
        if (current !== null && (name === 'a' || level <= current.level)) {
          latest = current;
          current = null;
        }
        level -= 1;
        if (rowElements.has(name)) latest = null;
      },
    },
    { decodeEntities: true, lowerCaseTags: true },
  );
  parser.write(html);
  parser.end();
  const anchors: Anchor[] = [];
  const forms: FormLink[] = [];
  const unresolved: string[] = [];
  const navigation = new ScriptNavigation(html, url, base);
  for (const anchor of opened) {
    const title = titleOf(anchor);
    let target = anchor.href === null ? null : resolveLink(anchor.href, base, encoding);
    if (target === null && anchor.script !== null) {
      const request = scriptedRequest(anchor.script, navigation);
      if (request?.method === 'POST') forms.push({ ...request, title });
      else if (request === null && title !== '') unresolved.push(title);
      target = request?.method === 'GET' ? request.url : null;
    }
    if (target === null) continue;
    anchors.push({
      url: target,
      title,
      date: dateIn(anchor.after) ?? dateIn(anchor.text) ?? dateIn(anchor.before),
      ...(anchor.isNext ? { isNext: true } : {}),
    });
  }
  const visible = foldText(text.join(' '));
  const onward = refresh ?? (visible.length < 200 && anchors.length < 3 ? scriptedOnward(html) : null);
  return {
    anchors,
    forms,
    unresolved,
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

/** Words of a link that say nothing of what it leads to: the row does. */
const wordless =
  /^[[【(（]?(查看|查看详情|查看更多|查看全文|查看原文|点击查看|在线查看|详情|详细|详细内容|更多|下载|点击下载|附件下载|阅读|阅读全文|浏览|打开|进入|>+|»|›)[\]】)）]?$/;
/** A row that is longer is no row but a page's text. */
const longestRow = 120;

function titleOf({ text, attributeTitle, before, after }: OpenAnchor): string {
  const title = wholeTitle(text, attributeTitle);
  if (!wordless.test(title)) return title;
  const row = foldText(`${before} ${after}`);
  return row.length > 3 && row.length <= longestRow ? row : title;
}

type Link = Pick<OpenAnchor, 'href' | 'script'>;

const dataAttributes = ['data-href', 'data-url', 'data-link'] as const;

/** Where an element leads; null for elements that lead nowhere. */
function linkOf(name: string, attributes: Record<string, string>): Link | null {
  const href = (attributes['href'] ?? '').trim();
  const onclick = attributes['onclick'] ?? null;
  const named = dataAttributes.map(data => attributes[data] ?? '').find(value => /[./]/.test(value)) ?? null;
  if (name === 'a' || name === 'area') {
    if (/^javascript:/i.test(href)) {
      const isVoid = /^javascript:\s*(void\b.*|;*)$/i.test(href);
      return isVoid
        ? { href: named, script: onclick }
        : { href: null, script: onclick === null ? href : `${href};${onclick}` };
    }
    if (href === '' || (href.startsWith('#') && !/^#!?\/[\w-]/.test(href)))
      return { href: named, script: onclick };
    return { href, script: null };
  }
  if (named !== null && name !== 'script' && name !== 'iframe' && name !== 'img')
    return { href: named, script: null };
  return onclick !== null && /[('"]/.test(onclick) && !/^(input|select|body|form)$/.test(name)
    ? { href: null, script: onclick }
    : null;
}

/** An entry of a list to choose from that leads somewhere when it is chosen. */
function optionLink(
  { value = '' }: Record<string, string>,
  select: { readonly name: string; readonly onchange: string } | null,
): Link | null {
  if (select === null || value === '') return null;
  if (/^(https?:\/\/|\.{0,2}\/|\?)|\.(s?html?|jsp|aspx?|php|pdf|docx?)\b/i.test(value))
    return { href: value, script: null };
  if (/form\.submit|\.submit\(/.test(select.onchange))
    return { href: null, script: `${submission}${select.name}=${value}` };
  const quoted = `'${value.replaceAll("'", '')}'`;
  const script = select.onchange.replace(
    /this\.options\[[^\]]*\]\.value|this\.value|\$\(this\)\.val\(\)/g,
    quoted,
  );
  return script === select.onchange ? null : { href: null, script };
}

const submission = 'submit ';

function scriptedRequest(script: string, navigation: ScriptNavigation): ScriptedRequest | null {
  if (!script.startsWith(submission)) {
    const request = navigation.follow(script);
    if (request !== null) return request;
    const address = scriptedLink(script);
    const url = address === null ? null : navigation.resolve(address);
    return url === null ? null : { url, method: 'GET', body: null };
  }
  const [field = '', value = ''] = script.slice(submission.length).split(/=(.*)/s);
  return navigation.submit(field, value);
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
