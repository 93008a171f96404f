/** 国泰新点 Epoint: a page drawn by scripts, its list from a JSON interface that wants the site's identifier. */

import { asCount, asList } from '../../schema/script-literals.ts';
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
  pageRequest,
} from './platform.ts';

const platform = 'epoint';
const pageSize = 20;
const fields = {
  title: ['realtitle', 'title'],
  url: ['infourl', 'visiturl', 'linkurl'],
  date: ['infodate', 'handsdate'],
};
/** Scripts of the installation that hold its identifier. */
const scripts = ['/js/webBuilderCommon.js', '/js/ajaxReq.js'] as const;
const usualService = '/EWB-FRONT/rest/lightfrontaction/getgovinfolist';

export const epoint: Platform = {
  id: platform,

  detect({ text, url }) {
    return (
      text.includes('EWB-FRONT') ||
      text.includes('/rest/lightfrontaction/getgovinfolist') ||
      /\/(govInfoPub\w*|nohandsdate_govInfoPub|openlist)\.html\?(.*&)?categorynum=\d+/.test(url)
    );
  },

  links(page) {
    const { state } = page;
    if (state === null) return columnPage(page);
    return state.memo['script'] === undefined ? answer(page, state) : scriptAnswer(page, state);
  },

  afterFailure(url, state) {
    if (state.memo['script'] !== undefined) return nextScript(url, state);
    return otherForm(state);
  },
};

function columnPage(page: ListPage): ListLinks {
  const items = page.links.anchors;
  const given = new URL(page.url).searchParams;
  const category =
    given.get('categorynum') ?? /categorynum["']?\s*[=:]\s*["']?(\d{3,})/i.exec(page.text)?.[1];
  if (category === undefined || category === null) return { items, next: [], isEndless: false };
  const memo = {
    category,
    department: given.get('deptcode') ?? '',
    service: serviceIn(page) ?? new URL(usualService, page.url).href,
    column: page.url,
    form: 0,
  };
  const guid = guidIn(page.text);
  const request =
    guid === null
      ? scriptRequest(page.url, firstState(platform, { ...memo, script: 0 }))
      : { ...listRequest(firstState(platform, { ...memo, guid })), leads: true };
  return { items, next: [request], isEndless: false };
}

function scriptAnswer(page: ListPage, state: ListState): ListLinks {
  const guid = guidIn(page.text);
  if (guid === null) {
    const other = nextScript(page.url, state);
    return other === null ? noLinks : { ...noLinks, next: [{ ...other, replaces: true }] };
  }
  const { script: _, ...memo } = state.memo;
  const service = serviceIn(page) ?? String(memo['service']);
  const first = firstState(platform, { ...memo, service, guid });
  return { ...noLinks, next: [{ ...listRequest(first), leads: true }] };
}

function answer(page: ListPage, state: ListState): ListLinks {
  const custom = objectAt(readJson(page.text), 'custom');
  const records = asList(custom?.['data']);
  const total = asCount(custom?.['total']);
  if (records.length === 0 && total !== 0 && state.page === 1) {
    const other = otherForm(state);
    return other === null ? noLinks : { ...noLinks, next: [{ ...other, replaces: true }] };
  }
  const items = itemsOfRecords(records, fields, String(state.memo['column']));
  const course = courseOf(page, platform, items, pagesFor(total, pageSize));
  const next = course.goesOn ? [listRequest(course.next)] : [];
  return { items, next, isEndless: course.isEndless };
}

/** Pages are counted from 0. Older installations want the question wrapped. */
function listRequest(state: ListState): ListRequest {
  const { category, department, guid, service, column, form } = state.memo;
  const question = {
    deptcode: String(department),
    categorynum: String(category),
    pageIndex: state.page - 1,
    pageSize,
    siteGuid: String(guid),
  };
  return {
    url: String(service),
    method: 'POST',
    body: JSON.stringify(form === 0 ? question : { token: '', params: question }),
    headers: jsonHeaders,
    referrer: String(column),
    state,
  };
}

function otherForm(state: ListState): ListRequest | null {
  if (state.memo['form'] !== 0) return null;
  return { ...listRequest({ ...state, memo: { ...state.memo, form: 1 } }), leads: state.page === 1 };
}

/** The script is asked for once per column: the category keeps the addresses of columns apart. */
function scriptRequest(base: string, state: ListState): ListRequest {
  const { script, category, department, column } = state.memo;
  const url = new URL(scripts[Number(script)] ?? scripts[0], base);
  url.search = `categorynum=${category}${department === '' ? '' : `&deptcode=${department}`}`;
  return pageRequest({ url: url.href, referrer: String(column), state });
}

function nextScript(url: string, state: ListState): ListRequest | null {
  const script = Number(state.memo['script']) + 1;
  if (script >= scripts.length) return null;
  return scriptRequest(url, { ...state, memo: { ...state.memo, script } });
}

function guidIn(text: string): string | null {
  return /\bsiteGuid["']?\s*[:=]\s*["']([0-9a-f-]{36})["']/i.exec(text)?.[1] ?? null;
}

/** Where the interface is, if a script says so in full: other names and ports exist. */
function serviceIn({ text, url }: ListPage): string | null {
  const service = /["']((?:https?:\/\/[\w.:-]+)?\/[\w-]+\/rest\/lightfrontaction\/getgovinfolist)["']/i;
  const written = service.exec(text)?.[1];
  return written === undefined ? null : resolveLink(written, url);
}
