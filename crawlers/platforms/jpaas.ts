/** 大汉 JPAAS: the list is a unit of the page, built by a publishing service and paged by asking for it again. */

import { asCount, asObject, asText, readLiteral } from '../../schema/script-literals.ts';
import { resolveLink } from '../addresses.ts';
import { readPageLinks } from '../page-links.ts';
import { objectAt, readJson } from './data-answer.ts';
import { genericList } from './generic-list.ts';
import { courseOf, firstState, pagesFor } from './list-course.ts';
import {
  type ListItem,
  type ListLinks,
  type ListPage,
  type ListRequest,
  type ListState,
  noLinks,
  type Platform,
  pageRequest,
  scriptHeaders,
} from './platform.ts';

const platform = 'jpaas';
const defaultUnitPath = '/api-gateway/jpaas-publish-server/front/page/build/unit';
/** Units of a page that are asked for when none of their names speaks of a list. */
const mostUnits = 6;

/** A part of the page that the service builds. */
interface Unit {
  readonly address: string;
  /** Parameters but for the page, as a query. */
  readonly query: string;
  readonly name: string;
}

interface Pagination {
  readonly pages: number | null;
  readonly size: number;
  readonly unit: Unit | null;
}

export const jpaas: Platform = {
  id: platform,

  detect({ text, url }) {
    return (
      text.includes('jpaas-publish-server/front/page/build/unit') ||
      /\/art\/\d{4}\/art_[0-9a-f]{32}\.html/i.test(url)
    );
  },

  links(page) {
    return page.state === null ? columnPage(page) : unitAnswer(page, page.state);
  },
};

function columnPage(page: ListPage): ListLinks {
  const units = unitsOf(page.text, page.url);
  const pagination = paginationOf(page.text, page.url);
  if (pagination !== null) {
    // The list is in the page already.
    const items = page.links.anchors;
    const unit = pagination.unit ?? listUnits(units)[0];
    const course = courseOf(page, platform, items, pagination.pages);
    if (unit === undefined || !course.goesOn) return { items, next: [], isEndless: false };
    const { address, query } = unit;
    const memo = { ...course.next.memo, address, query, size: pagination.size, column: page.url };
    return { items, next: [unitRequest({ ...course.next, memo })], isEndless: false };
  }
  if (units.length === 0) return genericList.links(page);
  return {
    items: page.links.anchors,
    next: listUnits(units).map(({ address, query }) => ({
      ...unitRequest(firstState(platform, { address, query, size: 0, column: page.url })),
      leads: true,
    })),
    isEndless: false,
  };
}

function unitAnswer(page: ListPage, state: ListState): ListLinks {
  const html = asText(objectAt(readJson(page.text), 'data')?.['html']);
  if (html === '') return noLinks;
  const items: readonly ListItem[] = readPageLinks(html, String(state.memo['column'])).anchors;
  const pagination = paginationOf(html, page.url);
  const course = courseOf(page, platform, items, pagination?.pages ?? 1, {
    size: pagination?.size ?? Number(state.memo['size']),
  });
  const next = course.goesOn ? [unitRequest(course.next)] : [];
  return { items, next, isEndless: course.isEndless };
}

/** The number of the page counts only inside `paramJson`; beside it, every page is the first. */
function unitRequest(state: ListState): ListRequest {
  const { address, query, size, column } = state.memo;
  const url = new URL(String(address));
  const wanted = Number(size) > 0 ? { pageNo: state.page, pageSize: Number(size) } : { pageNo: state.page };
  url.search = `${query}&paramJson=${encodeURIComponent(JSON.stringify(wanted))}`;
  return pageRequest({ url: url.href, headers: scriptHeaders, referrer: String(column), state });
}

function unitsOf(html: string, base: string): Unit[] {
  return [...html.matchAll(/<script\b[^>]*>/gi)].flatMap(([tag]) => unitOf(tag, 'url', base) ?? []);
}

function listUnits(units: readonly Unit[]): readonly Unit[] {
  const lists = units.filter(({ name }) => /列表|list|内容|分页|信息/i.test(name));
  return (lists.length > 0 ? lists : units).slice(0, mostUnits);
}

function paginationOf(html: string, base: string): Pagination | null {
  for (const [tag] of html.matchAll(/<div\b[^>]*>/gi)) {
    if (!/class\s*=\s*["'][^"']*pagination/i.test(tag)) continue;
    const size = asCount(attributeOf(tag, 'rows'));
    const pages = pagesFor(asCount(attributeOf(tag, 'count')), size);
    if (size !== null) return { pages, size, unit: unitOf(tag, 'unitUrl', base) };
  }
  return null;
}

/** The unit that an element names by its address and by parameters written as a script's object. */
function unitOf(tag: string, addressName: string, base: string): Unit | null {
  const parameters = asObject(readLiteral(attributeOf(tag, 'queryData')) ?? undefined);
  if (parameters === null) return null;
  const address = resolveLink(attributeOf(tag, addressName) || defaultUnitPath, base);
  if (!address?.includes('jpaas-publish-server')) return null;
  const pairs = Object.entries(parameters).map(
    ([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(asText(value))}`,
  );
  return { address, query: pairs.join('&'), name: asText(parameters['tagId']) };
}

function attributeOf(tag: string, name: string): string {
  const found = new RegExp(`\\s${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`, 'i').exec(tag);
  return (found?.[1] ?? found?.[2] ?? '').replaceAll('&quot;', '"').replaceAll('&#39;', "'");
}
