/** 广东 集约化 gkmlpt: pages without links, the tree of columns in a script, lists from an interface, articles in scripts. */

import { reportHtml } from '../loopback-server.ts';
import { type Article, columnHtml, type Family, jsonReply, listRows, pageOf } from '../report-site.ts';

export interface GkmlptKind {
  readonly reports?: number;
  /** Path of a sub-site. */
  readonly prefix?: string;
  /** The interface is that of the whole host, also for the sub-site. */
  readonly rootApi?: boolean;
  /** Where the node of the tree says that the column really is. */
  readonly jump?: string;
}

/** The text of an article stands in its script, tags escaped; its attachment too. */
function scriptedArticle({ unit, id }: Article, weight: string): string {
  const content = JSON.stringify(
    reportHtml(unit, 2023, `${weight}<a href="/attachment/${id}.docx">附件</a>`),
  );
  return `<html><head><title>${unit}</title></head><body><div id="app"></div>
<script>window._CONFIG = {SID: '755001', DETAIL: {id: ${id}, content: ${content.replaceAll('<', '\\u003C')}}};</script>
<script src="/gkmlpt/gkml/pc/js/chunk-common.abc.js"></script></body></html>`;
}

export function gkmlpt(kind: GkmlptKind = {}): Family {
  const { prefix = '', rootApi = false, jump = '' } = kind;
  const api = `${rootApi ? '' : prefix}/gkmlpt/api/all/2629`;
  return {
    name: `gkmlpt ${JSON.stringify(kind)}`,
    platform: 'gkmlpt',
    column: `${prefix}/gkmlpt/annualreport`,
    reports: kind.reports ?? 112,
    pathOf: id =>
      `${prefix}/gkmlpt/content/9/9${String(id).padStart(3, '0')}/post_9${String(id).padStart(6, '0')}.html`,
    articleHtml: scriptedArticle,
    answer: ({ url }, own) => {
      if (url.pathname === '/')
        return `<a href="${prefix}/gkmlpt/index">政府信息公开</a><a href="/news/">要闻</a>`;
      if (/\/gkmlpt\/(index|annualreport)$/.test(url.pathname)) {
        const tree = [
          { id: 1, name: '政策', parent_id: 0, jump_url: '', children: [], post_count: 5 },
          {
            id: 2,
            name: '法定主动公开内容',
            parent_id: 0,
            jump_url: '',
            children: [{ id: 2629, name: '政府信息公开年报', parent_id: 2, jump_url: jump, children: [] }],
          },
        ];
        return `<html><head><title>信息公开</title></head><body><div id="app"></div>
<script>window._CONFIG = { SID: '755001', TREE: ${JSON.stringify(tree)}, SERVICE_AREA_ID: 755000 };</script>
<script src="/gkmlpt/gkml/pc/js/chunk-common.abc.js"></script></body></html>`;
      }
      if (jump !== '' && url.pathname === jump) return columnHtml(listRows(own.articles));
      if (/\/attachment\/\d+\.docx$/.test(url.pathname)) return 'PK\u0003\u0004';
      if (url.pathname !== api || url.searchParams.get('sid') !== '755001' || jump !== '') return undefined;
      // Page 0 is page 1 again.
      const number = Math.max(1, Number(url.searchParams.get('page')));
      return jsonReply({
        classify: { id: 2629, name: '政府信息公开年报', post_count: own.articles.length },
        total: own.articles.length,
        articles: pageOf(own.articles, number, 100).map(({ id, title, path }) => ({
          id,
          title,
          date: 1_706_000_000,
          display_publish_time: id % 2 === 0 ? '1706000000' : 1_706_000_000,
          url: own.origin + path,
          post_url: '',
          attachment: [{ id, name: '年报.docx', type: 'doc', url: `${own.origin}/attachment/${id}.docx` }],
        })),
      });
    },
  };
}
