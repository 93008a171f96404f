/** Lists that a page holds whole, as data in its script: `listData` (江西), `pagedContent` (聊城). */

import { asList, asObject, asText, type LiteralValue, readLiteral } from '../../schema/script-literals.ts';
import { itemsOfRecords } from './data-answer.ts';
import { genericList } from './generic-list.ts';
import type { ListItem, ListPage, Platform } from './platform.ts';

const platform = 'inlined';
const declaration = /\b(?:listData|pagedContent)["']?\s*[:=]\s*(?=[{[])/g;
const fields = {
  title: ['title', 'name'],
  url: ['url', 'link', 'href'],
  date: ['pubDate', 'publishDate', 'date', 'time'],
};

export const inlinedList: Platform = {
  id: platform,
  detect: ({ text }) => text.search(declaration) >= 0,

  links(page) {
    const list = genericList.links(page);
    return { ...list, items: [...list.items, ...inlinedItems(page)] };
  },
};

function inlinedItems(page: ListPage): ListItem[] {
  return [...page.text.matchAll(declaration)].flatMap(found => {
    const value = readLiteral(page.text, found.index + found[0].length);
    const records = Array.isArray(value) ? asList(value) : asList(asObject(value)?.['articleList']);
    return itemsOfRecords(records.map(withAddress), fields, page.url);
  });
}

/** 江西 keeps addresses by device: `urls: {pc: …}`. */
function withAddress(value: LiteralValue): LiteralValue {
  const record = asObject(value);
  const address = asText(asObject(record?.['urls'])?.['pc']);
  return record === null || address === '' ? value : { ...record, url: address };
}
