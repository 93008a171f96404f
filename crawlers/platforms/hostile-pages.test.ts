import fc from 'fast-check';
import { expect, it } from 'vitest';
import { readPageLinks } from '../page-links.ts';
import { isDataAnswer } from './data-answer.ts';
import { platforms } from './index.ts';
import type { ListPage, ListState } from './platform.ts';

/** What platforms look for, whole, broken and in the wrong place. */
const fragments = [
  '<a href="/nb/t20240119_1.html">甲局2023年政府信息公开年报</a>',
  '<a href="/nb/index_2.html">2</a><a href="/info/1/2.htm">下页</a><a href="?cur_page=2">2</a>',
  '<a href="//[/x">2023年</a><a href="/gkmlpt/annualreport">2022年</a>',
  `<script>window._CONFIG = {SID:'1', TREE:[{id:5,name:'政府信息公开年报',jump_url:'http://[/',children:[{}]}, {id:6,name:'年报'}]}; // /gkmlpt/</script>`,
  `<script url="http://:9/jpaas-publish-server/" queryData="{'tagId':'列表'}"></script>`,
  `<script url="/jpaas-publish-server/front/page/build/unit" queryData="{'tagId':"></script>`,
  '<div class="pagination" rows="0" count="99999999999"></div><div class="pagination" rows="2" count="9">',
  `<datastore><nextgroup><![CDATA[<a href="/module/web/jpage/dataproxy.jsp?a=%E4%">]]><record><![CDATA[<a href="/x">年</a>]]></record></datastore>`,
  `'http://a:b:c/TrueCMS/messageController/getMessage.do' columnId:'754f6db5-d294-46d5-b25c-da3a86d102cd' totalRecord:9`,
  `'/TrueCMS/messageController/getMessage.do'`,
  '"http://a:b:c/EWB/rest/lightfrontaction/getgovinfolist" "siteGuid":"754f6db5-d294-46d5-b25c-da3a86d102cd"',
  'categorynum=003006 EWB-FRONT',
  `$.get('/site/label/8888?labelName=%E4%&x=1') {labelName: "list", a: [}`,
  '{labelName: "list", pageSize: size, file: "/x"} pageCount: 99999999999999999999999',
  '_simple_list_gotopage_fun(999999999999999999999999) /system/resource/js/',
  `createPageHTML('page_div',9,1,'x','shtml',9)`,
  'http://a:b:c/search/common/search/1 /getChannelList?channelCode=c1',
  '/irs/front/list http://a:b:c/irs/front/list {"tableName": "t", sorts: [{}], pageSize: "x"}',
  '.pagination({totalPage:3}) 共 9 页',
  'var listData={articleList:[{title:"年报",urls:{pc:"http://["}},{title:1}]}; pagedContent = [',
  '{"data":{"html":"<a href=/x>年报</a>","list":[1,null,{"title":"年报","url":"http://["}],"results":[{}],"pager":{"total":"x"}}}',
  '{"articles":[{"title":"年报","url":"/x","date":99999999999,"attachment":[null,{"url":"http://["}]}],"total":-1}',
  '{"custom":{"data":[{"title":"年报","infourl":"/x","infodate":9999999999}],"total":40}}',
  'cb({"result":"<datastore><totalrecord>99</totalrecord><record><![CDATA[<a href=\\"/x\\">年</a>]]></record>"})',
  '{',
  '[',
  '\u0000',
  '\ufeff',
];
const addresses = [
  'http://www.x.gov.cn/nb/',
  'http://www.x.gov.cn/nb/1.html',
  'http://www.x.gov.cn//[/gkmlpt/index?a=%',
  'http://www.x.gov.cn/a/gkmlpt/annualreport',
  'http://www.x.gov.cn/x.htm',
  'http://www.x.gov.cn/info/iList.jsp?node_id=%E4%&cur_page=x',
  'http://www.x.gov.cn/eportal/ui?pageId=1&moduleId=abcdefg',
  'http://www.x.gov.cn/public/column/21731?type=4',
  'http://www.x.gov.cn/dynamic/govInfoPub.html?categorynum=003006',
  'http://www.x.gov.cn/content/page_9.html',
];

function pageOf(url: string, text: string, state: ListState | null): ListPage {
  return { url, status: 200, text, links: readPageLinks(isDataAnswer(text) ? '' : text, url), state };
}

it('whatever pages hold, every platform asks for addresses only, and comes to an end', () => {
  const text = fc.array(fc.constantFrom(...fragments), { maxLength: 5 }).map(parts => parts.join('\n'));
  fc.assert(
    fc.property(
      fc.constantFrom(...platforms),
      fc.constantFrom(...addresses),
      fc.array(text, { minLength: 1, maxLength: 6 }),
      (platform, address, texts) => {
        let waiting: { url: string; state: ListState | null }[] = [{ url: address, state: null }];
        for (const answer of texts) {
          const page = waiting.shift();
          if (page === undefined) break;
          platform.detect(pageOf(page.url, answer, page.state));
          platform.columns?.(pageOf(page.url, answer, page.state));
          const list = platform.links(pageOf(page.url, answer, page.state));
          const other = page.state === null ? null : (platform.afterFailure?.(page.url, page.state) ?? null);
          for (const request of [...list.next, ...(other === null ? [] : [other])]) {
            expect(new URL(request.url).protocol).toMatch(/^https?:$/);
            expect(new URL(request.referrer).protocol).toMatch(/^https?:$/);
            expect(JSON.parse(JSON.stringify(request.state))).toEqual(request.state);
            waiting.push({ url: request.url, state: request.state });
          }
          for (const { url } of list.items) expect(new URL(url).protocol).toMatch(/^https?:$/);
        }
        // The same answer again and again brings nothing new: lists stop by themselves.
        const stuck = texts[0] ?? '';
        for (let turn = 0; turn < 40 && waiting.length > 0; turn += 1) {
          waiting = waiting
            .flatMap(({ url, state }) => platform.links(pageOf(url, stuck, state)).next)
            .slice(0, 8);
        }
        expect(waiting).toEqual([]);
      },
    ),
    { numRuns: 3000 },
  );
});
