/** 大汉 信息公开目录: a tree of kinds, lists by POST; and annual reports under addresses by body and year. */

import { reportHtml } from '../loopback-server.ts';
import { type Article, columnHtml, type Family, pageOf } from '../report-site.ts';

const shell = '/col/col1229106886/index.html';
const size = 12;

/** @param tells what the shell says of the list: the kind itself, a tree that names it, or nothing but the district */
export const jpageDirectory = (tells: 'kind' | 'tree' | 'district'): Family => ({
  name: `JPAGE directory that tells the ${tells}`,
  platform: 'jpage-disclosure',
  column: shell,
  reports: 40,
  pathOf: id => `/art/2024/1/19/art_1229106886_${id}.html`,
  answer: ({ url, path, method, headers, body }, { origin, articles }) => {
    if (path === shell) {
      const kind = tells === 'kind' ? 'infotypeId=B001A012&' : '';
      return columnHtml(`<div id="div1229106886"></div><script>var vc_xxgkarea='002482429'; var standardXxgk=1;
function getData(page){ jQuery.ajax({type:'post', url:'/module/xxgk/search.jsp', data:'${kind}jdid=1756&area='+vc_xxgkarea+'&divid=div1229106886&sortfield=,compaltedate:0&currpage='+page}); }
${tells === 'tree' ? "jQuery('#tree').load('/module/xxgk/tree.jsp?standardXxgk=1&area=002482429&divid=div4');" : ''}</script>`);
    }
    if (url.pathname === '/module/xxgk/tree.jsp' && tells === 'tree')
      return `<ul><li><a href="javascript:void(0)" onclick="funclick('B001A001')">机构职能</a></li>
<li><a href="javascript:void(0)" onclick="funclick('B001A012')">政府信息公开<b>年报</b></a></li></ul>`;
    if (url.pathname !== '/module/xxgk/search.jsp' || method !== 'POST') return undefined;
    if (headers.referer !== origin + shell) return { status: 403 };
    const form = new URLSearchParams(body);
    const isAsked = form.get('area') === '002482429' && form.get('divid') === 'div1229106886';
    if (!isAsked || form.get('sortfield') !== ',compaltedate:0' || form.get('standardXxgk') !== '1')
      return '';
    const isNarrow = form.get('infotypeId') === 'B001A012';
    if (!isNarrow && (form.get('infotypeId') !== '' || tells !== 'district')) return '';
    const others = Array.from({ length: isNarrow ? 0 : 15 }, (_, at) =>
      row(`/art/2024/1/9/art_77_${at}.html`, '某某工作规划'),
    );
    const rows = [...articles.map(({ path: place, title }) => row(place, title)), ...others];
    const number = Number(form.get('currpage'));
    return `<table class="tb_title"><tr><td>第${number}页/共&nbsp;${Math.ceil(rows.length / size)}&nbsp;页</td></tr></table>
<table>${pageOf(rows, number, size).join('')}</table>`;
  },
});

const row = (path: string, title: string): string =>
  `<tr class="tr_main_value_odd"><td><a href="${path}" target="_blank" title="${title}">${title.slice(0, 12)}...</a></td><td>某市政府</td><td>2024-01-19</td></tr>`;

const reportPath = '/module/xxgk/xxgkAnnualReport.jsp';
const bodies = ['11370826004323472M', '113325000026455663', '002482429', '001008003014106'];
const years = [2023, 2022, 2021];

/** What lets the bodies and years be known. */
export type ReportIndex = 'links' | 'choices' | 'latest';

/** Body `at` began to report `at` years after the first; the last one has the same page for whatever year is asked. */
export const jpageReports = (index: ReportIndex): Family => {
  const pathOf = (id: number) =>
    `${reportPath}?area=${bodies[(id - 1) % bodies.length]}&fbtime=${2023 - Math.floor((id - 1) / bodies.length)}`;
  return {
    name: `JPAGE annual reports, index of ${index}`,
    platform: 'generic',
    column: '/col/col12/nianbao.html',
    reports: 12,
    unitOf: id => `某镇${id}`,
    pathOf,
    articleHtml: ({ unit }, weight) => reportHtml(unit, 2023, weight),
    answer: ({ path, url }, { articles }) => {
      if (path === '/col/col12/nianbao.html') return columnHtml(indexHtml(index, articles));
      // What does not exist is a page all the same.
      if (url.pathname === reportPath) return '<html><body><div class="none">暂无信息</div></body></html>';
      return undefined;
    },
  };
};

function indexHtml(index: ReportIndex, articles: readonly Article[]): string {
  if (index === 'links')
    return articles.map(({ path, unit }) => `<li><a href="${path}">${unit}</a></li>`).join('');
  if (index === 'latest')
    return bodies
      .map((area, at) => `<li><a href="${reportPath}?area=${area}&fbtime=2023">某镇${at + 1}</a></li>`)
      .join('');
  const options = years.map(year => `<option value="${year}">${year}年</option>`).join('');
  const tree = bodies.map(
    (area, at) => `<li><a href="javascript:void(0)" onclick="showArea('${area}')">某镇${at + 1}</a></li>`,
  );
  return `<select id="fbtime">${options}</select><ul>${tree.join('')}</ul><iframe id="f"></iframe>
<script>function showArea(a){ $('#f').attr('src', '${reportPath}?area=' + a + '&fbtime=' + $('#fbtime').val()); }</script>`;
}
