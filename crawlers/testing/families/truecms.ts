/** TrueCMS: the first records in the page, all of them from a controller that answers windows of a limited width. */

import { type Article, columnHtml, type Family, jsonReply, listRows, pageOf } from '../report-site.ts';

const column = '/hmsgtj/zfxxgknb/zfxxgknb.html';
const columnId = '754f6db5-d294-46d5-b25c-da3a86d102cd';
const records = (articles: readonly Article[]) =>
  articles.map(article => `<record><![CDATA[${listRows([article])}]]></record>`).join('');

export interface TruecmsKind {
  readonly controller:
    | '/TrueCMS/messageController/getMessage.do'
    | '/truecms/messageController/getMessage.do';
  /** Longest window that is answered; beyond it an empty body or 404. */
  readonly widest: number;
  readonly beyond: 'empty' | 404;
  readonly isHidden?: boolean;
  readonly reports?: number;
}

export function truecms({
  controller,
  widest,
  beyond,
  isHidden = false,
  reports = 112,
}: TruecmsKind): Family {
  return {
    name: `TrueCMS, windows of ${widest}, ${beyond} beyond${isHidden ? ', first records hidden' : ''}`,
    platform: 'truecms',
    column,
    reports,
    pathOf: id => `/hmsgtj/zfxxgknb/content/00000000-d294-46d5-b25c-${String(id).padStart(12, '0')}.html`,
    answer: ({ url, headers }, own) => {
      if (url.pathname === column) {
        const first = isHidden
          ? `<div id="initData" style="display:none"><ul class="xxgk-list-con">${listRows(pageOf(own.articles, 1, 60))}</ul></div>`
          : `<script type="text/xml"><datastore><recordset>${records(pageOf(own.articles, 1, 30))}</recordset></datastore></script>`;
        return columnHtml(`${first}<div id="page"></div><script>$('#page').jpage({ dataBefore:'<ul id="content" class="content">',
dataAfter:'</ul>', totalRecord:${own.articles.length}, perPage:10, groupSize:3, proxyUrl:'${controller}', ajaxParam:{columnId:'${columnId}'} });</script>`);
      }
      if (url.pathname !== controller || headers.referer !== own.origin + column) return undefined;
      if (widest === 0) return undefined;
      const { searchParams: given } = url;
      const [start, end] = [Number(given.get('startrecord')), Number(given.get('endrecord'))];
      if (given.get('columnId') !== columnId || !given.has('contentTemplate')) return { status: 500 };
      if (end - start >= widest) return beyond === 404 ? undefined : jsonReply({ result: '' });
      const chosen = records(own.articles.slice(start - 1, end));
      const result = `<datastore><totalrecord>${own.articles.length}</totalrecord><recordset>${chosen}</recordset></datastore>`;
      const callback = given.get('callback');
      return jsonReply(callback === null ? { result } : `${callback}(${JSON.stringify({ result })})`);
    },
  };
}

const [upper, lower] = [
  '/TrueCMS/messageController/getMessage.do',
  '/truecms/messageController/getMessage.do',
] as const;
export const truecmsKinds: readonly TruecmsKind[] = [
  { controller: upper, widest: 50, beyond: 'empty' },
  { controller: lower, widest: 20, beyond: 404 },
  { controller: upper, widest: 10, beyond: 'empty' },
  { controller: lower, widest: 50, beyond: 'empty', isHidden: true },
];
