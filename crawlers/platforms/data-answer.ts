/** Answers of data endpoints: JSON as portals send it, and the items in its records. */

import {
  asList,
  asObject,
  asText,
  type LiteralObject,
  type LiteralValue,
} from '../../schema/script-literals.ts';
import { foldText, resolveLink } from '../addresses.ts';
import { dateIn } from '../page-links.ts';
import type { ListItem } from './platform.ts';

/**
 * The value of a JSON answer, also where a callback wraps it. Raw control characters, which strings must not hold and
 * some servers leave in, count as spaces. Null when it is no JSON.
 */
export function readJson(text: string): LiteralValue | null {
  const plain = Array.from(text, character => (character < ' ' ? ' ' : character)).join('');
  const wrapped = /^\ufeff?\s*[\w$.]+\s*\(([\s\S]*)\)\s*;?\s*$/.exec(plain)?.[1];
  try {
    return JSON.parse((wrapped ?? plain).replace(/^\ufeff/, '')) as LiteralValue;
  } catch {
    return null;
  }
}

/** Whether an answer is data rather than a page: its strings hold HTML that is not the page's own. */
export function isDataAnswer(text: string): boolean {
  return /^\ufeff?\s*(?:[{[]|[\w$.]+\(\s*[{[])/.test(text);
}

/** The object at a path of names; null when something on the way is missing. */
export function objectAt(value: LiteralValue | null, ...path: readonly string[]): LiteralObject | null {
  let here = asObject(value ?? undefined);
  for (const name of path) here = here === null ? null : asObject(here[name]);
  return here;
}

/** Names under which platforms keep what the crawl needs of a record, best first. */
export interface RecordFields {
  readonly title: readonly string[];
  readonly url: readonly string[];
  readonly date: readonly string[];
}

/** Items of records: those without an address or a title cannot be visited. */
export function itemsOfRecords(
  records: readonly LiteralValue[],
  fields: RecordFields,
  base: string,
): ListItem[] {
  const items: ListItem[] = [];
  for (const value of records) {
    const record = asObject(value);
    if (record === null) continue;
    const url = resolveLink(firstText(record, fields.url), base);
    const title = plainText(firstText(record, fields.title));
    if (url === null || title === '') continue;
    items.push({ url, title, date: firstDate(record, fields.date), files: [] });
  }
  return items;
}

/** Files that a record names beside its page. */
export function filesOf(
  record: LiteralValue | undefined,
  list: string,
  fields: { readonly name: string; readonly url: string },
  base: string,
): { url: string; title: string }[] {
  return asList(asObject(record)?.[list]).flatMap(file => {
    const url = resolveLink(asText(asObject(file)?.[fields.url]), base);
    return url === null ? [] : [{ url, title: plainText(asText(asObject(file)?.[fields.name])) }];
  });
}

export function firstText(record: LiteralObject, names: readonly string[]): string {
  for (const name of names) {
    const text = asText(record[name]).trim();
    if (text !== '') return text;
  }
  return '';
}

/** Seconds or milliseconds since 1970, read in China's time, or a printed date. */
function firstDate(record: LiteralObject, names: readonly string[]): string | null {
  for (const name of names) {
    const text = asText(record[name]).trim();
    if (/^\d{9,10}$|^\d{12,13}$/.test(text)) {
      const seconds = text.length > 10 ? Number(text) / 1000 : Number(text);
      return new Date((seconds + 8 * 3600) * 1000).toISOString().slice(0, 10);
    }
    const date = dateIn(text);
    if (date !== null) return date;
  }
  return null;
}

function plainText(html: string): string {
  return foldText(html.replace(/<[^<>]*>/g, ' ').replaceAll('&nbsp;', ' '));
}
