import { describe, expect, it } from 'vitest';
import { findPagerCall } from './page-calls.ts';

const script = (text: string) => `<html><body><div class="page"><script>${text}</script></div></body></html>`;

describe('findPagerCall', () => {
  it.each([
    ['createPageHTML(9, 0, "index", "html");', { pages: 9, base: 0, stem: 'index', extension: 'html' }],
    [
      'createPageHTML(22,0,"index","shtml","black2",325);',
      { pages: 22, base: 0, stem: 'index', extension: 'shtml' },
    ],
    ["createPageHTML(180, 9, 0, 'index', 'html');", { pages: 9, base: 0, stem: 'index', extension: 'html' }],
    [
      "createPageHTML('paging',12,1,'index','html',231);",
      { pages: 12, base: 1, stem: 'index', extension: 'html' },
    ],
    [
      "createPageHTML('page_div',10,1,'xlist','shtml',189)",
      { pages: 10, base: 1, stem: 'xlist', extension: 'shtml' },
    ],
    [
      "createPageHTML('page_div',22,1,'common_list','shtml',325);",
      { pages: 22, base: 1, stem: 'common_list', extension: 'shtml' },
    ],
    [
      "Pager({size:7,current:0,prefix:'index',suffix:'html'})",
      { pages: 7, base: 0, stem: 'index', extension: 'html' },
    ],
    [
      "$('.page').pagination({totalPage:322,callback:go})",
      { pages: 322, base: 1, stem: 'index', extension: 'html' },
    ],
    ['$(".page").pagination("setPage",1,5);', { pages: 5, base: 1, stem: 'index', extension: 'html' }],
  ])('reads %s', (text, expected) => {
    expect(findPagerCall(script(text))).toEqual(expected);
  });

  it('goes by countPage where the call is commented out', () => {
    const text = `
//createPageHTML(9,0,"index","html");
var currentPage = 0;//所在页从0开始
var countPage = 17//共多少页
var link = "http://www.x.gov.cn/";
document.write("<a href=\\"index_" + (currentPage+1) + "." + "shtml\\">下一页</a>");`;
    expect(findPagerCall(script(text))).toMatchObject({ pages: 17, base: 0, stem: 'index' });
  });

  it('does not take a definition or a comment for a call', () => {
    const definition = 'function createPageHTML(_nPageCount, _nCurrIndex, _sPageName, _sPageExt){ return; }';
    expect(findPagerCall(script(definition))).toBeNull();
    expect(findPagerCall(script('/* createPageHTML(9, 0, "index", "html"); */'))).toBeNull();
    expect(findPagerCall(script(`${definition}\ncreatePageHTML(3, 0, "index", "html");`))).toMatchObject({
      pages: 3,
    });
  });
});
