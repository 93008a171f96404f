/** A 拓尔思 TRS portal on loopback: a static list in GB18030 whose header claims UTF-8, paged by a call in the page. */

import iconv from 'iconv-lite';
import { type LoopbackServer, type Reply, reportHtml, startServer } from './loopback-server.ts';

export interface TrsPortalOptions {
  readonly reports: number;
  readonly perPage?: number;
  /** The pager's script, given pages in all and the number of this page from 0. */
  readonly pager: (pages: number, current: number) => string;
  /** Number of the second page in file names. */
  readonly second: 1 | 2;
  readonly stem?: string;
  readonly extension?: string;
}

export const trsPagers = {
  plain: {
    second: 1 as const,
    pager: (pages: number, at: number) => `createPageHTML(${pages}, ${at}, "index", "html");`,
  },
  six: {
    second: 1 as const,
    extension: 'shtml',
    pager: (pages: number, at: number) => `createPageHTML(${pages},${at},"index","shtml","black2",325)`,
  },
  records: {
    second: 1 as const,
    pager: (pages: number, at: number) => `createPageHTML(${pages * 20}, ${pages}, ${at}, 'index', 'html');`,
  },
  hunan: {
    second: 2 as const,
    pager: (pages: number, at: number) => `createPageHTML('paging',${pages},${at + 1},'index','html',231)`,
  },
  commented: {
    second: 1 as const,
    pager: (pages: number, at: number) => `
//createPageHTML(2,0,"index","html");
var currentPage = ${at};//所在页从0开始
var countPage = ${pages}//共多少页
document.write("<a href=\\"index_" + (currentPage+1) + ".html\\">");`,
  },
  chongqing: {
    second: 1 as const,
    pager: (pages: number, at: number) => `Pager({size:${pages},current:${at},prefix:'index',suffix:'html'})`,
  },
  shanghai: {
    second: 2 as const,
    pager: (pages: number) => `$('.page').pagination({totalPage:${pages}})`,
  },
};

const directory = '/zwgk/zfxxgknb/';

/** Title of a report: the rare character is outside GBK. */
export const trsTitle = (id: number): string => `䶮山县第${id}局2023年政府信息公开工作年度报告`;

export async function startTrsPortal(options: TrsPortalOptions): Promise<LoopbackServer> {
  const { reports, perPage = 20, pager, second, stem = 'index', extension = 'html' } = options;
  const pages = Math.ceil(reports / perPage);
  return startServer(({ path }) => {
    for (let at = 0; at < pages; at += 1) {
      const name = `${directory}${stem}_${second + at - 1}.${extension}`;
      if (path === (at === 0 ? directory : name)) return listPage(options, at, perPage, pager(pages, at));
    }
    const id = /\/t20240119_(\d+)\.html$/.exec(path)?.[1];
    return id === undefined ? undefined : { body: reportHtml(`䶮山县第${id}局`, 2023) };
  });
}

function listPage({ reports }: TrsPortalOptions, at: number, perPage: number, call: string): Reply {
  const items: string[] = [];
  for (let id = at * perPage + 1; id <= Math.min(reports, (at + 1) * perPage); id += 1) {
    items.push(
      `<li><a href="./202401/t20240119_${id}.html" target="_blank" title="${trsTitle(id)}">${trsTitle(id)}</a><span>2024-01-19</span></li>`,
    );
  }
  items.push(
    `<li><a href="./202401/t20240120_9${at}.html">2023年政府信息公开工作年度报告解读</a><span>2024-01-20</span></li>`,
    `<li><a href="http://www.lahohwa.com/t20240119_9${at}.html">䶮山县2023年政府信息公开工作年度报告</a></li>`,
  );
  const html = `<html><head><meta http-equiv="Content-Type" content="text/html; charset=gb2312"><title>政府信息公开年报</title></head>
<body><a href="/">首页</a><a href="../zcwj/">政策文件</a><div class="overview_right"><ul>${items.join('\n')}</ul></div>
<div class="page"><script>${call}</script></div></body></html>`;
  return { body: iconv.encode(html, 'gb18030'), headers: { 'content-type': 'text/html; charset=UTF-8' } };
}
