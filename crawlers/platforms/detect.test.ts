import { describe, expect, it } from 'vitest';
import { readPageLinks } from '../page-links.ts';
import { platformOf, platforms } from './index.ts';

const host = 'http://www.x.gov.cn';
const uuid = '754f6db5-d294-46d5-b25c-da3a86d102cd';
const hex = '46aba5e181454bc798b5443c493da056';

function platformFor(html: string, path = '/zwgk/nb/'): string {
  const url = path.startsWith('http') ? path : host + path;
  return platformOf({ url, status: 200, text: html, links: readPageLinks(html, url), state: null }).id;
}

const link = (address: string) => `<a href="${address}">某局2023年政府信息公开工作年度报告</a>`;

describe('a first list page is read as', () => {
  it.each<[string, string, string?]>([
    [
      'gkmlpt',
      `<script>window._CONFIG = {SID:'1'}; </script><script src="/gkmlpt/gkml/pc/js/chunk.js"></script>`,
    ],
    [
      'jpaas',
      `<script url="/api-gateway/jpaas-publish-server/front/page/build/unit" queryData="{}"></script>`,
      '/col/col1/index.html',
    ],
    [
      'truecms',
      `<datastore></datastore><script>proxyUrl:'/truecms/messageController/getMessage.do'</script>`,
    ],
    ['jpage', `<script type="text/xml"><datastore></datastore></script>`],
    ['jpage', '<p></p>', '/col/col76705/index.html'],
    ['epoint', '<script src="/EWB-FRONT/list.js"></script>'],
    ['epoint', '<p></p>', '/dynamic/zwgk/govInfoPub.html?categorynum=003006'],
    ['longxun', '<script>Ls.pagination("#page", {pageCount:2})</script>'],
    ['longxun', '<p></p>', '/zwgk/public/column/21731?type=4'],
    ['openness', link('/openness/OpennessAnnualReport/show/3965.html')],
    ['openness', link('/Xxgknb/show/5246.html')],
    ['vsb', '<script src="/system/resource/js/counter.js"></script>', '/xxgk/nb.htm'],
    ['vsb', link('/info/1179/11129.htm'), '/xxgk/nb.htm'],
    ['ucap', link(`/xinyuan/c112945/202401/${hex}.shtml`)],
    ['ucap', `<script>createPageHTML('page_div',10,1,'xlist','shtml',189)</script>`],
    ['nfcms', link('/zwgk/xxgknb/content/post_2147681.html')],
    ['trs-irs', `<script>$.post('/irs/front/list')</script>${link('/nb/t20240119_1.html')}`],
    ['shanghai', link(`/nw12344/20230331/${hex}.html`), '/nw12344/index.html'],
    ['shanghai', link(`/cmsres/${hex}.html`), 'https://rsj.sh.gov.cn/xxgknb/index.html'],
    ['hebei', link(`/columns/${uuid}/202401/19/${uuid}.html`)],
    ['eportal', '<p></p>', '/eportal/ui?pageId=559300'],
    ['ilist', link('/info/iList.jsp?node_id=GKx&cat_id=1')],
    ['igs', '<form action="/igs/front/search.jhtml"></form>', '/zwgk/index.jhtml'],
    ['trs', link('./202401/t20240119_4321.html')],
    ['trs', '<script>createPageHTML(9, 0, "index", "html");</script>'],
    ['shaanxi', link('/zwgk/gknb/bmnb/1619593655548706818.html'), '/zwgk/gknb/bmnb/1.html'],
    ['generic', link('/a/b.html')],
  ])('%s: %s', (platform, html, path) => {
    expect(platformFor(html, path)).toBe(platform);
  });

  it('is not taken for the platform of a site that it links to', () => {
    const elsewhere = [
      '/info/1/2.htm',
      '/content/post_1.html',
      '/info/iList.jsp?cat_id=1',
      `/c1234/202401/${hex}.shtml`,
    ];
    const html = elsewhere.map(path => link(`http://other.gov.cn${path}`)).join('');
    expect(platformFor(html)).toBe('generic');
    expect(platformFor(`${html}<a href="http://www.gd.gov.cn/gkmlpt/index">目录</a>`)).toBe('generic');
  });

  it('each platform under a name of its own', () => {
    expect(new Set(platforms.map(({ id }) => id)).size).toBe(platforms.length);
  });
});
