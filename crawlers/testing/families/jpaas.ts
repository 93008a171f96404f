/** 大汉 JPAAS: refuses whoever comes without Referer, puts raw control characters into its JSON, counts only `paramJson`. */

import { columnHtml, type Family, jsonReply, listRows, pageOf, type ReportSite } from '../report-site.ts';

const column = '/col/col1229106886/index.html';
export const jpaasUnitPath = '/api-gateway/jpaas-publish-server/front/page/build/unit';
const queryData = `{'webId':'3185','pageId':'1229106886','parseType':'bulidstatic','pageType':'column','tagId':'信息列表','tplSetId':'a1b2','editType':'null'}`;
const size = 15;

export interface JpaasKind {
  readonly reports?: number;
  /** The first page of the list stands in the column page. */
  readonly inlined?: boolean;
  /** Sends its first page whatever is asked for. */
  readonly ignoresPage?: boolean;
}

export function jpaas(kind: JpaasKind): Family {
  const pagination = ({ articles }: ReportSite, number: number) =>
    `<div class="pagination" count="${articles.length}" rows="${size}" pageNo="${number}" unitUrl="${jpaasUnitPath}" queryData="${queryData}"></div>`;
  return {
    name: `JPAAS ${JSON.stringify(kind)}`,
    platform: 'jpaas',
    column,
    reports: kind.reports ?? 52,
    pathOf: id => `/col/col1229106886/art/2024/art_${String(id).padStart(32, '0')}.html`,
    answer: ({ url, headers }, own) => {
      if (url.pathname === column) {
        const script = `<script id="s1" src="/js/unit.js" url="${jpaasUnitPath}" queryData="${queryData}"></script>
<script id="s2" src="/js/unit.js" url="${jpaasUnitPath}" queryData="{'webId':'3185','pageId':'1','tagId':'页脚','pageType':'column'}"></script>`;
        const list = `<div class="page-content"><ul>${listRows(pageOf(own.articles, 1, size))}</ul></div>`;
        return columnHtml(kind.inlined ? `${list}${pagination(own, 1)}${script}` : script);
      }
      if (url.pathname !== jpaasUnitPath) return undefined;
      if (headers.referer !== `${own.origin}${column}` || !headers['user-agent']) return { status: 403 };
      const { searchParams: given } = url;
      if (given.get('webId') !== '3185' || given.get('tagId') !== '信息列表')
        return jsonReply({ success: true, data: {} });
      const { pageNo = 1 } = JSON.parse(given.get('paramJson') ?? '{}') as { pageNo?: number };
      const number = kind.ignoresPage ? 1 : pageNo;
      const html = `<div class="page-content"><ul>${listRows(pageOf(own.articles, number, size))}</ul></div>${pagination(own, number)}`;
      const json = JSON.stringify({ success: true, code: '200', data: { html } });
      return jsonReply(json.replaceAll('\\n', '\n').replace('page-content', 'page-\u0001content'));
    },
  };
}
