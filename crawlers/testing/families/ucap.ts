/** 开普云 ucap: static lists counted from 1, and the interface of a channel. */

import {
  columnHtml,
  type Family,
  jsonReply,
  listRows,
  type PortalHit,
  pageOf,
  type ReportSite,
} from '../report-site.ts';

const channel = '46aba5e181454bc798b5443c493da056';
const column = '/xinyuan/c101935/zfxxgk_gknbz.shtml';

const shared = {
  platform: 'ucap',
  column,
  reports: 47,
  pathOf: (id: number) => `/xinyuan/c101935/202401/${String(id).padStart(32, 'a')}.shtml`,
};

/** What the interface answers about a page of 18; files only where the record has some. */
export function ucapResults({ articles }: ReportSite, number: number) {
  const list = pageOf(articles, number, 18).map(({ title, path, id }) => ({
    title: `<em>${title}</em>`,
    url: path,
    publishedTimeStr: '2024-01-19 11:02:00',
    content: '一、总体情况',
    domainMetaList: [],
    resList: id % 20 === 0 ? [{ fileName: '年报.docx', filePath: `/files/${id}.docx` }] : [],
  }));
  return jsonReply({ data: { total: articles.length, page: number, rows: 18, results: list } });
}

/** Answers only with all parameters that the scripts of the platform send. */
function search({ url, headers }: PortalHit, site: ReportSite, path: string) {
  if (/^\/files\/\d+\.docx$/.test(url.pathname)) return 'PK\u0003\u0004';
  if (url.pathname !== `${path}${channel}`) return undefined;
  const { searchParams: given } = url;
  const isWhole = given.get('_isJson') === 'true' && given.get('_isAgg') === 'true' && given.has('_template');
  if (!isWhole || headers.referer !== site.origin + column) return { status: 403 };
  return ucapResults(site, Number(given.get('page')));
}

export const ucapStatic: Family = {
  ...shared,
  name: 'ucap, static',
  answer: ({ url }, own) => {
    const number = Number(/\/zfxxgk_gknbz(?:_(\d+))?\.shtml$/.exec(url.pathname)?.[1] ?? 1);
    const pages = Math.ceil(own.articles.length / 15);
    if (!url.pathname.includes('zfxxgk_gknbz') || number > pages) return undefined;
    return columnHtml(`<ul>${listRows(pageOf(own.articles, number, 15))}</ul><div id="page_div"></div>
<script>createPageHTML('page_div',${pages},${number},'zfxxgk_gknbz','shtml',${own.articles.length});</script>`);
  },
};

/** How the column gives its channel away, and the path under which the interface answers. */
const interfaces = {
  'its address in a script': [`<script>$.get('/searchList/${channel}?_isAgg=true')</script>`, '/searchList/'],
  'the other path': [`<script>$.get('/common/search/${channel}')</script>`, '/common/search/'],
  'a variable': [
    `<script>var channelId='${channel}'; $.get('/searchList/' + channelId); // /getChannelList?x</script>`,
    '/common/search/',
  ],
  'a meta': [
    `<meta name="channelId" content="${channel}"><script>load('/getChannelList?')</script>`,
    '/searchList/',
  ],
  'a code to look up': [`<script>$.get('/getChannelList?channelCode=c101935')</script>`, '/searchList/'],
} as const;
export const ucapInterfaces = Object.keys(interfaces) as (keyof typeof interfaces)[];

export function ucapJson(known: keyof typeof interfaces): Family {
  const [script, path] = interfaces[known];
  return {
    ...shared,
    name: `ucap, channel known by ${known}`,
    answer: (hit, own) => {
      if (hit.path === column) return columnHtml(`<ul id="list"></ul>${script}`);
      if (hit.path === '/getChannelList?channelCode=c101935')
        return jsonReply({ results: { channelId: channel, channelName: '年报' } });
      return search(hit, own, path);
    },
  };
}

/** Its interface is on another host, which is given as `origin`. */
export const ucapElsewhere = (origin: string): Family => ({
  ...shared,
  name: 'ucap, interface on another host',
  entry: () => ({ hosts: [new URL(origin).host] }),
  answer: ({ path }) => {
    if (/^\/files\/\d+\.docx$/.test(path)) return 'PK\u0003\u0004';
    const script = `<script>$.post('${origin}/search/common/search/100782', {})</script>`;
    return path === column ? columnHtml(`<div class="UCAP-CONTENT"></div>${script}`) : undefined;
  },
});
