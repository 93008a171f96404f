/** 国泰新点 Epoint: two columns share the site's script; odd reports are in one, even ones in the other. */

import { columnHtml, type Family, jsonReply, pageOf } from '../report-site.ts';

const columns = ['003006', '003007'].map(category => `/dynamic/zwgk/govInfoPub.html?categorynum=${category}`);
const guid = 'bc6e816e-4cfa-4317-9c8c-1e74c712d3fe';

export interface EpointKind {
  readonly script: '/js/webBuilderCommon.js' | '/js/ajaxReq.js' | 'page';
  readonly service?: string;
  /** Older installations want the question wrapped. */
  readonly isWrapped?: boolean;
}

export const epointKinds: readonly EpointKind[] = [
  { script: '/js/webBuilderCommon.js' },
  { script: '/js/ajaxReq.js' },
  { script: '/js/webBuilderCommon.js', isWrapped: true },
  { script: 'page', service: '/EWB_YK_Mid/rest/lightfrontaction/getgovinfolist' },
];

export function epoint({
  script,
  service = '/EWB-FRONT/rest/lightfrontaction/getgovinfolist',
  isWrapped = false,
}: EpointKind): Family {
  const named = service.startsWith('/EWB-FRONT') ? '' : `var list = '${service}';`;
  const holders = new Map<string, string>([
    ['/js/webBuilderCommon.js', `var siteInfo={"projectName":"EWB-FRONT","siteGuid":"${guid}"};${named}`],
    ['/js/ajaxReq.js', `$.ajax({data:{"siteGuid":"${guid}"}});${named}`],
  ]);
  return {
    name: `Epoint, ${script}${isWrapped ? ', wrapped' : ''}`,
    platform: 'epoint',
    column: columns[0] ?? '',
    entry: origin => ({ columns: columns.map(column => origin + column) }),
    reports: 75,
    pathOf: id =>
      `/003/00300${6 + (id % 2)}/20240119/00000000-4cfa-4317-9c8c-${String(id).padStart(12, '0')}.html`,
    answer: ({ url, path, method, headers, body }, own) => {
      if (path === '/')
        return columns
          .map((column, at) => `<a href="${column}">政府信息公开年报${at === 0 ? '' : '公示'}</a>`)
          .join('');
      if (columns.some(column => own.origin + column === url.href)) {
        const inline = script === 'page' ? `<script>var siteGuid = '${guid}';${named}</script>` : '';
        return columnHtml(`<ul id="infolist"></ul><script src="/EWB-FRONT/js/list.js"></script>${inline}`);
      }
      if (url.pathname === '/js/webBuilderCommon.js' && script === '/js/ajaxReq.js')
        return 'var siteInfo={};';
      if (url.pathname === script)
        return { body: holders.get(script) ?? '', headers: { 'content-type': 'application/javascript' } };
      if (url.pathname !== service || method !== 'POST') return undefined;
      if (headers['x-requested-with'] !== 'XMLHttpRequest' || !headers.referer?.includes('govInfoPub'))
        return { status: 403 };
      const sent = JSON.parse(body) as { params?: Record<string, unknown>; [name: string]: unknown };
      const asked = isWrapped ? sent.params : sent;
      if (asked?.['siteGuid'] !== guid) return jsonReply({ custom: {}, status: { code: 500 } });
      const chosen = own.articles.filter(({ path: place }) =>
        place.includes(`/${String(asked['categorynum'])}/`),
      );
      return jsonReply({
        custom: {
          total: chosen.length,
          // Pages are counted from 0.
          data: pageOf(chosen, Number(asked['pageIndex']) + 1, Number(asked['pageSize'])).map(
            ({ title, path: place, date }) => ({
              title: `${title.slice(0, 10)}...`,
              realtitle: title,
              infourl: place,
              visiturl: '',
              linkurl: '',
              infodate: date,
              categoryname: '年报',
            }),
          ),
        },
      });
    },
  };
}
