/**
 * Documents whose text stands in a script of the page, in a form field, or in a JSON answer: portals that fill their
 * pages by script serve the report's HTML that way.
 */

import {
  asText,
  type LiteralObject,
  type LiteralValue,
  objectAround,
  readLiteral,
  stringsIn,
} from '../../schema/script-literals.ts';
import type { Block, Document } from '../document.ts';
import { type HtmlDocument, readHtml, readMarkup } from './html.ts';
import { readText } from './text.ts';

/** Limits that no page comes near; what lies beyond is not looked through. */
export const embeddedLimits = {
  /** Characters of all scripts and form fields of a page that are looked through. */
  scriptLength: 8_000_000,
  /** Texts that may be the document's. */
  candidates: 40,
  /** Values of a JSON answer. */
  values: 200_000,
};

/** What was found, if the page's own body does not tell. */
export interface EmbeddedPart {
  /** The property, variable or function that holds the text. */
  readonly name: string;
  /** How many other texts as long as a document there were and were not read. */
  readonly others: number;
}

interface Candidate {
  readonly markup: string;
  readonly name: string;
  /** Strings beside it: title, date, source. */
  readonly beside: LiteralObject | null;
}

/** A page, with what a script would put into it where its body has nothing to say. */
export function readPage(html: string): HtmlDocument & { readonly embedded: EmbeddedPart | null } {
  const page = readMarkup(html);
  if (!isThin(page.blocks)) return { ...withoutSources(page), embedded: null };
  return withBest(page, candidatesOf(page.scripts, page.fields));
}

/** A JSON answer, or one wrapped in a call; null where it is not whole. */
export function readJson(text: string): (HtmlDocument & { readonly embedded: EmbeddedPart | null }) | null {
  const start = text.search(/[{[]/);
  const value = start === -1 ? null : readLiteral(text, start);
  if (value === null) return null;
  const empty = { title: null, metas: [], blocks: [], hidden: [], links: [], truncated: false };
  return withBest(empty, [...candidatesWithin(value)]);
}

/** Fewer cells are no table of a report, and shorter paragraphs are those of menus. */
const fewCells = 12;
const shortText = 200;

/** A menu and a footer have less text than this. */
const longestMenu = 5000;

/** Whether a page's own blocks are navigation at most. */
const isThin = (blocks: readonly Block[]): boolean =>
  blocks.every(block =>
    block.kind === 'table'
      ? block.rows.reduce((sum, row) => sum + row.cells.length, 0) < fewCells
      : block.text.length < shortText,
  ) && blocks.reduce((sum, block) => sum + lengthOf(block), 0) < longestMenu;

/** A text with as much to say as a document. */
const isSubstantial = (document: Document): boolean =>
  !isThin(document.blocks) ||
  document.blocks.reduce((sum, block) => sum + lengthOf(block), 0) >= 2 * shortText;

const lengthOf = (block: Block): number =>
  block.kind === 'text'
    ? block.text.length
    : block.rows.reduce(
        (sum, row) => sum + row.cells.reduce((inRow, cell) => inRow + cell.text.length, 0),
        0,
      );

function withBest<Page extends HtmlDocument>(
  page: Page,
  candidates: readonly Candidate[],
): HtmlDocument & { readonly embedded: EmbeddedPart | null } {
  const printed = new Set(page.blocks.map(squeezed));
  const found = new Map<string, { candidate: Candidate; document: HtmlDocument; length: number }>();
  for (const candidate of candidates.slice(0, embeddedLimits.candidates)) {
    const document = documentOf(candidate.markup);
    if (!isSubstantial(document) || repeats(document, printed)) continue;
    const key = document.blocks.map(squeezed).join('\n');
    if (!found.has(key)) found.set(key, { candidate, document, length: key.length });
  }
  const [best, ...others] = [...found.values()].sort(
    (a, b) => tablesIn(b.document) - tablesIn(a.document) || b.length - a.length,
  );
  if (!best) return { ...withoutSources(page), embedded: null };
  return {
    ...joined(page, best.document, best.candidate.beside),
    embedded: { name: best.candidate.name, others: others.length },
  };
}

const tablesIn = ({ blocks }: Document): number =>
  Number(blocks.some(block => block.kind === 'table' && !isThin([block])));

const squeezed = (block: Block): string =>
  (block.kind === 'text'
    ? block.text
    : block.rows.map(row => row.cells.map(cell => cell.text).join('')).join('')
  ).replace(/\s+/g, '');

/** Most of the text stands in the body already. */
function repeats({ blocks }: Document, printed: ReadonlySet<string>): boolean {
  const texts = blocks.map(squeezed).filter(text => text.length >= 10);
  return texts.length > 0 && texts.filter(text => printed.has(text)).length * 2 > texts.length;
}

function withoutSources(page: HtmlDocument): HtmlDocument {
  const { title, metas, blocks, hidden, links, pictures, truncated } = page;
  return { title, metas, blocks, hidden, links, ...(pictures ? { pictures } : {}), truncated };
}

/** What the properties beside the text may be called. */
const titleName = /^(?:art(?:icle)?_?|doc_?|info_?|news_?|content_?)?(?:title|name|subject|bt)$|^标题$/i;
const dateName =
  /^(?:pub(?:lish)?|release|display|issue|first_?publish)_?(?:ed)?_?(?:date|time|at|on)?$|^fbsj$|^fbrq$/i;
const sourceName = /^(?:source|publisher|author_?dept|content_?source|origin|ly|fbjg)(?:_?name)?$/i;
const longestTitle = 200;

function joined(page: HtmlDocument, part: HtmlDocument, beside: LiteralObject | null): HtmlDocument {
  const named = (pattern: RegExp): string => {
    for (const [name, value] of Object.entries(beside ?? {})) {
      const text = pattern.test(name)
        ? asText(value)
            .replace(/<[^<>]{0,80}>/g, '')
            .trim()
        : '';
      if (text !== '' && text.length <= longestTitle) return text;
    }
    return '';
  };
  const title = named(titleName);
  const [date, source] = [dateOf(named(dateName)), named(sourceName)];
  const heading: Block[] =
    title === '' || part.blocks.slice(0, 3).some(block => squeezed(block) === title.replace(/\s+/g, ''))
      ? []
      : [{ kind: 'text', text: title, level: 1 }];
  return {
    title: page.title ?? part.title ?? (title === '' ? null : title),
    metas: [
      ...page.metas,
      ...part.metas,
      ...(title === '' ? [] : [{ name: 'articletitle', content: title }]),
      ...(date === null ? [] : [{ name: 'pubdate', content: date }]),
      ...(source === '' ? [] : [{ name: 'contentsource', content: source }]),
    ],
    blocks: [...page.blocks, ...heading, ...part.blocks],
    hidden: [...page.hidden, ...part.hidden],
    links: [...page.links, ...part.links],
    pictures: [
      ...(page.pictures ?? []),
      ...(part.pictures ?? []).map(({ src, before }) => ({
        src,
        before: before + page.blocks.length + heading.length,
      })),
    ],
    truncated: page.truncated || part.truncated,
  };
}

/** The day, from what is written as one; a count of seconds is left alone, since it depends on a time zone. */
const dateOf = (text: string): string | null => /^20\d\d[-/.年]\d{1,2}[-/.月]\d{1,2}/.exec(text)?.[0] ?? null;

function documentOf(markup: string): HtmlDocument {
  const html = unescaped(markup);
  return tags.test(html) ? readHtml(html) : { ...readText(html), truncated: false };
}

/** Markup whose own brackets are written as entities or per cent. */
function unescaped(text: string): string {
  if (/^\s*%3c/i.test(text)) {
    try {
      return decodeURIComponent(text);
    } catch {
      return text;
    }
  }
  if (tags.test(text) || !/&lt;(?:p|div|table|span|section|h\d)\b/i.test(text)) return text;
  return text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&');
}

const tags = /<(?:p|div|table|tbody|tr|span|section|h[1-6]|br)\b/i;
const mayBeMarkup = /<(?:p|div|table|span|section|h[1-6])\b|&lt;(?:p|div|table|span|section|h\d)\b|^\s*%3c/i;
/** Places that a script fills in: the string is a pattern for many texts, not a text. */
const template = /\{\{|<%|\$\{|#\{|\{%|#=|\[\[\s*\w+\s*\]\]/;
/** The shortest text that can hold a report's table or a paragraph. */
const shortestMarkup = 400;

const isCandidate = (text: string): boolean =>
  text.length >= shortestMarkup && mayBeMarkup.test(text) && !template.test(text);

function candidatesOf(scripts: readonly string[], fields: readonly string[]): Candidate[] {
  const candidates: Candidate[] = [];
  let written = '';
  let left = embeddedLimits.scriptLength;
  for (const script of scripts) {
    left -= script.length;
    if (left < 0 || candidates.length > embeddedLimits.candidates) break;
    if (!mayHoldMarkup.test(script)) continue;
    // The script may be the answer itself, or markup that another one takes from it.
    if (/^\s*</.test(script) && isCandidate(script))
      candidates.push({ markup: script, name: 'script', beside: null });
    for (const { value, name, at } of stringsIn(script)) {
      if (/(?:^|\.)write(?:ln)?$/.test(name ?? '')) written += value;
      else if (isCandidate(value))
        candidates.push({ markup: value, name: name ?? 'script', beside: objectAround(script, at) });
    }
  }
  if (isCandidate(written)) candidates.push({ markup: written, name: 'document.write', beside: null });
  for (const field of fields)
    if (isCandidate(field)) candidates.push({ markup: field, name: 'field', beside: null });
  return candidates;
}

/** Markup in a script is written out, or with its brackets escaped. */
const mayHoldMarkup = /<\/?(?:p|div|table|span|section|h[1-6])\b|\\u003c|\\x3c|&lt;|%3c/i;

/** Strings of a JSON answer as long as a document, markup or not, with the object that each stands in. */
function* candidatesWithin(root: LiteralValue): Generator<Candidate> {
  const open: { value: LiteralValue; name: string; holder: LiteralObject | null }[] = [
    { value: root, name: 'answer', holder: null },
  ];
  let left = embeddedLimits.values;
  for (let next = open.pop(); next !== undefined && left > 0; next = open.pop()) {
    left--;
    const { value, name, holder } = next;
    if (typeof value === 'string') {
      const nested = /^\s*[{[]/.test(value) && value.length >= shortestMarkup ? readLiteral(value) : null;
      if (nested !== null) open.push({ value: nested, name, holder });
      else if (isCandidate(value) || isProse(value)) yield { markup: value, name, beside: holder };
    } else if (Array.isArray(value)) {
      for (const item of [...value].reverse()) open.push({ value: item, name, holder });
    } else if (typeof value === 'object' && value !== null) {
      const object = value as LiteralObject;
      for (const [key, item] of Object.entries(object).reverse())
        open.push({ value: item, name: key, holder: titled(object) ? object : (holder ?? object) });
    }
  }
}

const titled = (object: LiteralObject): boolean => Object.keys(object).some(name => titleName.test(name));

/** Running Chinese text without markup. */
const isProse = (text: string): boolean =>
  text.length >= shortestMarkup &&
  !template.test(text) &&
  (text.slice(0, 2000).match(/\p{Script=Han}/gu)?.length ?? 0) > 100;
