/**
 * 大汉 信息公开目录, beside JPAGE columns: a tree of kinds of information, lists of each by POST, and annual reports under
 * an address of their own by body and year.
 */

import { resolveLink } from '../addresses.ts';
import { readPageLinks } from '../page-links.ts';
import { courseOf, firstState } from './list-course.ts';
import { extentOf } from './numbered-list.ts';
import {
  formHeaders,
  type ListItem,
  type ListLinks,
  type ListPage,
  type ListRequest,
  type ListState,
  type Platform,
  pageRequest,
  scriptHeaders,
} from './platform.ts';

const platform = 'jpage-disclosure';
const treePath = '/module/xxgk/tree.jsp';
const searchPath = '/module/xxgk/search.jsp';
const reportPath = '/module/xxgk/xxgkAnnualReport.jsp';
const reportKind = /年报|年度报告/;

export const jpageDisclosure: Platform = {
  id: platform,

  detect({ text }) {
    const named = /\/module\/xxgk\/(search|tree)\.jsp/.test(text) || /\bvc_xxgkarea\s*=/.test(text);
    return named && !/<record>/.test(text);
  },

  links(page) {
    if (page.state === null) return shellPage(page);
    return page.state.memo['ask'] === 'tree' ? treeAnswer(page, page.state) : listAnswer(page, page.state);
  },

  /** A directory without a tree still has its lists: that of all kinds holds the reports among the rest. */
  afterFailure(_url, state) {
    return state.memo['ask'] === 'tree' ? wholeList(state) : null;
  },
};

function shellPage(page: ListPage): ListLinks {
  const memo = {
    column: page.url,
    area: valueIn(page, ['vc_xxgkarea', 'area']) ?? '',
    divid: valueIn(page, ['divid']) ?? /<div[^>]+id\s*=\s*["'](div\d+)["']/i.exec(page.text)?.[1] ?? 'div4',
    standard: valueIn(page, ['standardXxgk']) ?? '1',
    node: valueIn(page, ['jdid']) ?? '',
    sort: /sortfield=([\w,:]+)/.exec(page.text)?.[1] ?? ',compaltedate:0',
  };
  const kind = valueIn(page, ['infotypeId', 'infotypeid', 'vc_infotype']) ?? '';
  const request =
    kind === ''
      ? treeRequest(firstState(platform, { ...memo, ask: 'tree', kind }))
      : { ...listRequest(firstState(platform, { ...memo, ask: 'list', kind })), leads: true };
  return { items: page.links.anchors, next: [request], isEndless: false };
}

/** `<a onclick="funclick('B001A012')">政府信息公开年报</a>`: those of annual reports. */
function treeAnswer(page: ListPage, state: ListState): ListLinks {
  const nodes = page.text.matchAll(
    /funclick\(\s*['"]([\w-]+)['"][^>]*>([\s\S]{0,200}?)<\/(?:a|span|li|div)>/gi,
  );
  const kinds = new Set<string>();
  for (const [, kind = '', label = ''] of nodes) {
    if (reportKind.test(label.replace(/<[^>]*>|\s/g, ''))) kinds.add(kind);
  }
  if (kinds.size === 0) return { items: [], next: [wholeList(state)], isEndless: false };
  const next = [...kinds].map(kind => ({
    ...listRequest(firstState(platform, { ...state.memo, ask: 'list', kind })),
    leads: true,
  }));
  return { items: [], next, isEndless: false };
}

function listAnswer(page: ListPage, state: ListState): ListLinks {
  const items: readonly ListItem[] = readPageLinks(page.text, String(state.memo['column'])).anchors;
  const course = courseOf(page, platform, items, extentOf(page.text) ?? 1);
  const next = course.goesOn ? [listRequest(course.next)] : [];
  return { items, next, isEndless: course.isEndless };
}

const wholeList = (state: ListState): ListRequest => ({
  ...listRequest(firstState(platform, { ...state.memo, ask: 'list', kind: '' })),
  leads: true,
});

function treeRequest(state: ListState): ListRequest {
  const { column, area, divid, standard } = state.memo;
  const url = new URL(treePath, String(column));
  url.search = `standardXxgk=${standard}&area=${area}&divid=${divid}`;
  return pageRequest({ url: url.href, headers: scriptHeaders, referrer: String(column), state });
}

/** As the script of the directory asks, its misspelling with it. */
function listRequest(state: ListState): ListRequest {
  const { column, area, divid, standard, node, kind, sort } = state.memo;
  return {
    url: new URL(searchPath, String(column)).href,
    method: 'POST',
    body: `infotypeId=${kind}&jdid=${node}&area=${area}&divid=${divid}&vc_title=&vc_number=&sortfield=${sort}&currpage=${state.page}&vc_filenumber=&vc_all=&texttype=&fbtime=&standardXxgk=${standard}&isAllList=1`,
    headers: formHeaders,
    referrer: String(column),
    state,
  };
}

/** A parameter in the page's own address, or in its scripts as a parameter, a variable or a property. */
function valueIn({ url, text }: ListPage, names: readonly string[]): string | null {
  const own = new URL(url).searchParams;
  for (const name of names) {
    const given = own.get(name);
    if (given !== null && given !== '') return given;
    const written = new RegExp(`\\b${name}["']?\\s*[:=]\\s*["']?([\\w-]+)`).exec(text)?.[1];
    if (written !== undefined) return written;
  }
  return null;
}

/** 统一社会信用代码, codes of organisations, and codes of a place in the tree of bodies. */
const areaCode = /^(1[1-9][0-9A-Z]{16}|[0-9A-Z]{9}|00\d{4,20})$/;
/** Bodies and years of one page: more than any county has. */
const mostPairs = 3000;
const firstYear = 2008;

/**
 * Addresses of annual reports by body and year that a page gives to understand: its bodies with its years, and of the
 * report that the page itself is the years beside its own. Which of them exist is known when they are asked for.
 */
export function annualReportsBeside({
  url,
  text,
  links,
}: Pick<ListPage, 'url' | 'text' | 'links'>): ListItem[] {
  if (!text.includes('xxgkAnnualReport.jsp') && !url.includes(reportPath)) return [];
  const bodies = new Map<string, string>();
  const years = new Set<number>();
  const linked = new Set<string>();
  // Written as the page writes them: the same report must not be asked for under two addresses.
  const isAreaFirst = /xxgkAnnualReport\.jsp\?area=/.test(text);
  let pattern = new URL(`${reportPath}?${isAreaFirst ? 'area=&fbtime=' : 'fbtime=&area='}`, url).href;
  for (const { url: target, title } of [...links.anchors, { url, title: '' }]) {
    const { searchParams: given, pathname } = new URL(target);
    const area = given.get('area') ?? '';
    const year = Number(given.get('fbtime') ?? Number.NaN);
    if (areaCode.test(area)) bodies.set(area, bodies.get(area) || title);
    if (pathname.endsWith('xxgkAnnualReport.jsp') && year >= firstYear) {
      years.add(year);
      linked.add(`${area} ${year}`);
      pattern = target;
    }
  }
  for (const [, area = '', title = ''] of text.matchAll(
    /\(\s*['"]([0-9A-Z]{9,24})['"][^>]{0,80}>([^<]{0,60})/g,
  ))
    if (areaCode.test(area)) bodies.set(area, bodies.get(area) || title.trim());
  for (const [, area = '', title = ''] of text.matchAll(
    /<option[^>]+value=["']([0-9A-Z]{9,24})["'][^>]*>([^<]{0,60})/g,
  ))
    if (areaCode.test(area)) bodies.set(area, bodies.get(area) || title.trim());
  for (const [, year = ''] of text.matchAll(
    /(?:<option[^>]+value=["']|fbtime["']?\s*[:=]\s*["']?|\(\s*["'])(20[0-4]\d)["'\s&)]/g,
  ))
    years.add(Number(year));
  const own = new URL(url).pathname.endsWith('xxgkAnnualReport.jsp') ? new URL(url).searchParams : null;
  const ownYear = Number(own?.get('fbtime') ?? Number.NaN);
  const ownArea = own?.get('area') ?? '';
  const pairs: [string, number][] = [...bodies.keys()].flatMap(area =>
    [...years].map((year): [string, number] => [area, year]),
  );
  if (ownYear > firstYear) pairs.push([ownArea, ownYear - 1], [ownArea, ownYear + 1]);
  return pairs
    .filter(([area, year]) => area !== '' && !linked.has(`${area} ${year}`))
    .slice(0, mostPairs)
    .flatMap(([area, year]) => {
      const address = pattern
        .replace(/(?<=[?&]area=)[^&]*/, area)
        .replace(/(?<=[?&]fbtime=)[^&]*/, String(year));
      const target = resolveLink(address, url);
      return target === null ? [] : [{ url: target, title: bodies.get(area) ?? '', date: null }];
    });
}
