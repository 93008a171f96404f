/** 博达 VSB: page p of T is `/xxgk/zfxxgknb/(T−p+1).htm`; other numbers do not exist. */

import { columnHtml, type Family, listRows, pageOf } from '../report-site.ts';

const size = 10;
const column = '/xxgk/zfxxgknb.htm';

export const vsb = (reports: number, hasCall = true): Family => ({
  name: `VSB, ${reports} reports${hasCall ? '' : ', no pager call'}`,
  platform: 'vsb',
  column,
  reports,
  pathOf: id => `/info/1179/${11_000 + id}.htm`,
  answer: ({ path }, own) => {
    const pages = Math.ceil(own.articles.length / size);
    const file = /^\/xxgk\/zfxxgknb\/(\d+)\.htm$/.exec(path)?.[1];
    const number = path === column ? 1 : file === undefined ? 0 : pages - Number(file) + 1;
    if (number < 1 || number > pages || (number === 1 && path !== column)) return undefined;
    const rows = listRows(pageOf(own.articles, number, size)).replaceAll('<li>', '<li id="line_u13_0">');
    const following = number === 1 ? `zfxxgknb/${pages - 1}.htm` : `${pages - number}.htm`;
    const pager = number < pages ? `<a href="${following}">下页</a>` : '<span>下页</span>';
    const call = `<a href="javascript:;" onclick="_simple_list_gotopage_fun(${pages},'u13_goto',2)">转到</a>`;
    return columnHtml(
      `<ul>${rows}</ul><span class="p_pages">${pager}${hasCall ? call : ''}</span>`,
      '<script src="/system/resource/js/counter.js"></script>',
    );
  },
});

const tree = '/xlist.jsp?urltype=tree.TreeTempUrl&wbtreeid=1179';

/** The dynamic form of the same: one program for lists, one for articles. */
export const vsbDynamic: Family = {
  name: 'VSB, dynamic',
  platform: 'vsb',
  column: tree,
  reports: 25,
  pathOf: id => `/content.jsp?urltype=news.NewsContentUrl&wbtreeid=1179&wbnewsid=${11_000 + id}`,
  answer: ({ url }, own) => {
    if (url.pathname !== '/xlist.jsp' || url.searchParams.get('wbtreeid') !== '1179') return undefined;
    const number = Number(url.searchParams.get('PAGENUM') ?? 1);
    const pages = Math.ceil(own.articles.length / size);
    if (number > pages) return undefined;
    const rows = listRows(pageOf(own.articles, number, size)).replaceAll('&', '&amp;');
    const pager =
      number < pages
        ? `<a href="?totalpage=${pages}&amp;PAGENUM=${number + 1}&amp;urltype=tree.TreeTempUrl&amp;wbtreeid=1179">下页</a>`
        : '';
    return columnHtml(`<ul>${rows}</ul>${pager}`, '<script src="/system/resource/js/counter.js"></script>');
  },
};
