/** 拓尔思 海云: lists from a retrieval service, asked for with the query that the page's own script holds. */

import {
  asCount,
  asList,
  asObject,
  type LiteralObject,
  type LiteralValue,
  objectsWith,
} from '../../schema/script-literals.ts';
import { resolveLink } from '../addresses.ts';
import { itemsOfRecords, objectAt, readJson } from './data-answer.ts';
import { courseOf, firstState, pagesFor } from './list-course.ts';
import {
  jsonHeaders,
  type ListLinks,
  type ListPage,
  type ListRequest,
  type ListState,
  noLinks,
  type Platform,
} from './platform.ts';
import { otherBase, staticPages } from './static-list.ts';

const platform = 'trs-irs';
const servicePath = '/irs/front/list';

export const trsIrs: Platform = {
  id: platform,

  detect: ({ text }) => text.includes(servicePath),

  afterFailure: (url, state) => (state.memo['query'] === undefined ? otherBase(url, state) : null),

  links(page) {
    if (page.state?.memo['query'] !== undefined) return answer(page);
    const queries = page.state === null ? objectsWith(page.text, 'tableName') : [];
    if (queries.length === 0) return staticPages(page, platform);
    const written = /https?:\/\/[\w.:-]+\/irs\/front\/list\b/.exec(page.text)?.[0];
    const service = resolveLink(written ?? servicePath, page.url) ?? new URL(servicePath, page.url).href;
    const next = queries.map(query => {
      const memo = {
        query: JSON.stringify(whatIsKnown(query)),
        size: asCount(query['pageSize']) ?? 15,
        service,
        column: page.url,
      };
      return { ...queryRequest(firstState(platform, memo)), leads: true };
    });
    return { items: page.links.anchors, next, isEndless: false };
  },
};

function answer(page: ListPage): ListLinks {
  const { state } = page;
  const data = objectAt(readJson(page.text), 'data');
  if (state === null || data === null) return noLinks;
  const items = asList(data['list']).flatMap(record =>
    itemsOfRecords([record], fieldsOf(record), String(state.memo['column'])),
  );
  const total = asCount(asObject(data['pager'])?.['total']);
  const course = courseOf(page, platform, items, pagesFor(total, Number(state.memo['size'])));
  const next = course.goesOn ? [queryRequest(course.next)] : [];
  return { items, next, isEndless: course.isEndless };
}

function queryRequest(state: ListState): ListRequest {
  const { query, size, service, column } = state.memo;
  const body = {
    ...(JSON.parse(String(query)) as LiteralObject),
    pageNo: state.page,
    pageSize: Number(size),
  };
  return {
    url: String(service),
    method: 'POST',
    body: JSON.stringify(body),
    headers: jsonHeaders,
    referrer: String(column),
    state,
  };
}

/** The query without what the script computes as it goes. */
function whatIsKnown(query: LiteralObject): LiteralObject {
  return Object.fromEntries(
    Object.entries(query).filter(([name, value]) => value !== null && !/^page(No|Size)$/.test(name)),
  );
}

/** Every installation names its fields itself (`f_2021…`): they are known by their names in part, and by their values. */
function fieldsOf(value: LiteralValue) {
  const record = asObject(value) ?? {};
  const names = Object.keys(record);
  const texts = names.filter(name => typeof record[name] === 'string');
  const named = (pattern: RegExp) => names.filter(name => pattern.test(name));
  const valued = (pattern: RegExp) => texts.filter(name => pattern.test(String(record[name])));
  const isAddress = /^(https?:)?\/\/\S+$|^\.{0,2}\/\S+\.\w{3,5}$/;
  return {
    title: [...named(/^(doc_?)?title$/i), ...named(/title/i), ...valued(/信息公开.{0,60}(年报|报告)|年报/)],
    url: [...named(/^(doc_?)?(pub_?)?url$/i), ...valued(isAddress)].filter(name =>
      isAddress.test(String(record[name])),
    ),
    date: named(/pub.*(time|date)|^(save_?)?time$|date|time/i),
  };
}
