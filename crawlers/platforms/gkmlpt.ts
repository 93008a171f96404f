/** 广东 集约化 gkmlpt: a page without links, a tree of columns in its script, lists from an interface. */

import { asCount, asList, asObject, asText, type LiteralValue } from '../../schema/script-literals.ts';
import { resolveLink } from '../addresses.ts';
import type { Anchor } from '../page-links.ts';
import { filesOf, itemsOfRecords, objectAt, readJson } from './data-answer.ts';
import { gkmlptConfig } from './gkmlpt-config.ts';
import { courseOf, firstState, pagesFor } from './list-course.ts';
import {
  type ListPage,
  type ListRequest,
  type ListState,
  noLinks,
  type Platform,
  pageRequest,
  scriptHeaders,
} from './platform.ts';

const platform = 'gkmlpt';
/** Articles in one answer. */
const pageSize = 100;
const fields = {
  title: ['title'],
  url: ['url', 'post_url'],
  date: ['display_publish_time', 'first_publish_time', 'date', 'create_time', 'created_at'],
};
const files = { name: 'name', url: 'url' };

/** A column of annual reports in the tree. */
interface Node {
  readonly id: string;
  readonly name: string;
  /** Where the column really is, when the interface does not know it. */
  readonly jump: string;
}

export const gkmlpt: Platform = {
  id: platform,

  detect({ text, url }) {
    return text.includes('_CONFIG') && (url.includes('/gkmlpt/') || text.includes('/gkmlpt/'));
  },

  links(page) {
    if (page.state !== null) return answer(page);
    const next = reportNodes(page).flatMap(node => {
      if (node.jump !== '') return [];
      const memo = { id: node.id, sid: siteOf(page), root: rootOf(page.url), column: page.url };
      // Page 0 is page 1 again.
      return [{ ...listRequest(page.url, firstState(platform, memo)), leads: true }];
    });
    return { items: page.links.anchors, next, isEndless: false };
  },

  columns(page) {
    const columns: Anchor[] = [];
    for (const { jump, name } of reportNodes(page)) {
      const address = jump === '' ? ownColumn(page.url) : resolveLink(jump, page.url);
      if (address !== null && address !== page.url) columns.push({ url: address, title: name, date: null });
    }
    return columns;
  },

  /** Sub-sites have their own interface below their path, or use that of the whole host. */
  afterFailure(url, state) {
    if (state.memo['root'] === '/') return null;
    return { ...listRequest(url, { ...state, memo: { ...state.memo, root: '/' } }), leads: state.page === 1 };
  },
};

function answer(page: ListPage) {
  const value = objectAt(readJson(page.text));
  if (value === null) return noLinks;
  const records = asList(value['articles']);
  const items = records.flatMap(record =>
    itemsOfRecords([record], fields, page.url).map(item => ({
      ...item,
      files: filesOf(record, 'attachment', files, item.url),
    })),
  );
  const course = courseOf(page, platform, items, pagesFor(asCount(value['total']), pageSize));
  const next = course.goesOn ? [listRequest(page.url, course.next)] : [];
  return { items, next, isEndless: course.isEndless };
}

function listRequest(base: string, state: ListState): ListRequest {
  const { root, id, sid, column } = state.memo;
  const url = new URL(base);
  url.pathname = `${root}gkmlpt/api/all/${id}`;
  url.search = `page=${state.page}&sid=${sid}`;
  return pageRequest({ url: url.href, headers: scriptHeaders, referrer: String(column), state });
}

/** Columns of the tree that are named as those of annual reports. */
function reportNodes(page: ListPage): Node[] {
  const nodes: Node[] = [];
  const visit = (value: LiteralValue, isWithin: boolean): void => {
    const node = asObject(value);
    if (node === null) return;
    const name = asText(node['name']).replace(/\s/g, '');
    // Years and bodies below it, where the interface knows them apart.
    const isNamed =
      /^(政府)?(信息公开)?(工作)?(年报|年度报告)$|信息公开(工作)?(年报|年度报告)/.test(name) &&
      !/解读/.test(name);
    if (isNamed || (isWithin && !/解读|指南|制度/.test(name))) {
      nodes.push({ id: asText(node['id']), name, jump: asText(node['jump_url']) });
    }
    for (const child of asList(node['children'])) visit(child, isNamed || isWithin);
  };
  for (const node of asList(gkmlptConfig(page.text)?.['TREE'])) visit(node, false);
  return nodes.filter(({ id }) => /^\d+$/.test(id));
}

function siteOf(page: ListPage): string {
  return asText(gkmlptConfig(page.text)?.['SID']);
}

/** `/` or the path of a sub-site. */
function rootOf(url: string): string {
  return /^(.*?\/)gkmlpt\//.exec(new URL(url).pathname)?.[1] ?? '/';
}

function ownColumn(url: string): string {
  const column = new URL(url);
  column.pathname = `${rootOf(url)}gkmlpt/annualreport`;
  column.search = '';
  return column.href;
}
