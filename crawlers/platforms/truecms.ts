/** TrueCMS (南通, 连云港 and others): the first records in the page, all of them from a message controller. */

import { asText } from '../../schema/script-literals.ts';
import { resolveLink } from '../addresses.ts';
import { readPageLinks } from '../page-links.ts';
import { objectAt, readJson } from './data-answer.ts';
import { firstState } from './list-course.ts';
import {
  freshItems,
  type ListItem,
  type ListLinks,
  type ListPage,
  type ListRequest,
  type ListState,
  marksAfter,
  type Platform,
  pageRequest,
  scriptHeaders,
} from './platform.ts';

const platform = 'truecms';
const controller = /["']([^"'\s]*messageController\/getMessage\.do)/i;
/** Records asked for at once: some installations answer more than 20 or 10 with nothing, or with 404. */
const windows = [50, 20, 10] as const;

export const truecms: Platform = {
  id: platform,

  detect: ({ text }) => /messageController\/getMessage\.do/i.test(text),

  links(page) {
    return page.state === null ? columnPage(page) : answer(page, page.state);
  },

  afterFailure: (_url, state) => narrower(state),
};

function columnPage(page: ListPage): ListLinks {
  const items = [...page.links.anchors, ...recordsOf(page.text, page.url)];
  const proxy = resolveLink(controller.exec(page.text)?.[1] ?? '', page.url);
  const column = /\bcolumnId\s*:\s*["']([0-9a-f-]{32,36})["']/i.exec(page.text)?.[1];
  if (proxy === null || column === undefined) return { items, next: [], isEndless: false };
  const total = Number(/\btotalRecord\s*:\s*["']?(\d+)/.exec(page.text)?.[1] ?? -1);
  const start = inlinedRecords(page) + 1;
  if (total >= 0 && start > total) return { items, next: [], isEndless: false };
  const memo = { proxy, columnId: column, column: page.url, total, start, window: 0 };
  return { items, next: [windowRequest(firstState(platform, memo, 2))], isEndless: false };
}

function answer(page: ListPage, state: ListState): ListLinks {
  const result = asText(objectAt(readJson(page.text))?.['result']);
  const items = recordsOf(result, String(state.memo['column']));
  const declared = /<totalrecord>\s*(\d+)/i.exec(result)?.[1];
  const total = declared === undefined ? Number(state.memo['total']) : Number(declared);
  const start = Number(state.memo['start']);
  if (items.length === 0) {
    const other = start <= total || total < 0 ? narrower(state) : null;
    return { items, next: other === null ? [] : [{ ...other, replaces: true }], isEndless: false };
  }
  const isFresh = freshItems(state, items).length > 0;
  const following = start + sizeOf(state);
  const isEnd = total >= 0 ? following > total : items.length < sizeOf(state);
  if (!isFresh || isEnd) return { items, next: [], isEndless: !isFresh };
  const memo = { ...state.memo, total, start: following };
  const next: ListState = { platform, page: state.page + 1, seen: marksAfter(null, items, 0), memo };
  return { items, next: [windowRequest(next)], isEndless: false };
}

/** The same records in a smaller window; null when there is none smaller. */
function narrower(state: ListState): ListRequest | null {
  const window = Number(state.memo['window']) + 1;
  return window < windows.length ? windowRequest({ ...state, memo: { ...state.memo, window } }) : null;
}

function sizeOf(state: ListState): number {
  return windows[Number(state.memo['window'])] ?? 10;
}

function windowRequest(state: ListState): ListRequest {
  const { proxy, columnId, column, start } = state.memo;
  const size = sizeOf(state);
  const url = new URL(String(proxy));
  url.search = `startrecord=${start}&endrecord=${Number(start) + size - 1}&perpage=${size}&columnId=${columnId}&contentTemplate=`;
  return pageRequest({ url: url.href, headers: scriptHeaders, referrer: String(column), state });
}

/** How many records the page holds itself: in character data, or in a hidden list. */
function inlinedRecords(page: ListPage): number {
  const records = recordsOf(page.text, page.url).length;
  if (records > 0) return records;
  const hidden = /id\s*=\s*["']initData["'][\s\S]*?<\/ul>/i.exec(page.text)?.[0] ?? '';
  return hidden.match(/<li[\s>]/gi)?.length ?? 0;
}

/** Records stand in character data, as pages and answers of JPAGE have them. */
function recordsOf(text: string, column: string): ListItem[] {
  return [...text.matchAll(/<record>\s*<!\[CDATA\[([\s\S]*?)\]\]>\s*<\/record>/gi)].flatMap(
    ([, record = '']) => readPageLinks(`<record>${record}</record>`, column).anchors,
  );
}
