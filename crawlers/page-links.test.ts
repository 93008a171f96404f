import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dateIn, readPageLinks } from './page-links.ts';

const url = 'http://www.x.gov.cn/nb/index.html';
const anchors = (body: string) => readPageLinks(`<html><body>${body}</body></html>`, url).anchors;

describe('readPageLinks', () => {
  it('takes the title attribute where the text is cut off, and the text where the attribute is useless', () => {
    expect(anchors('<a href="a.html" title="某局2021年政府信息公开年报">某局2021年政府…</a>')[0]?.title).toBe(
      '某局2021年政府信息公开年报',
    );
    expect(anchors('<a href="a.html" title="某局2021年政府信息公开年报">某局2021年...</a>')[0]?.title).toBe(
      '某局2021年政府信息公开年报',
    );
    expect(anchors('<a href="a.html" title="1">某局2021年政府信息公开年报</a>')[0]?.title).toBe(
      '某局2021年政府信息公开年报',
    );
    expect(anchors('<a href="a.html" title="新窗口打开">某局2021年政府信息公开年报</a>')[0]?.title).toBe(
      '某局2021年政府信息公开年报',
    );
  });

  it('finds the date of the row, behind the link or before it', () => {
    const list = `<ul><li><span>2024-01-05</span><a href="a.html">甲局年报</a></li>
      <li><a href="b.html">乙局年报</a><span>[2024年1月6日]</span></li>
      <li><a href="c.html">丙局年报</a><b>2026-\n 01-\n 23</b></li><li><a href="d.html">丁局年报</a></li></ul>`;
    expect(anchors(list).map(({ date }) => date)).toEqual(['2024-01-05', '2024-01-06', '2026-01-23', null]);
  });

  it('leaves out commented items and scripts, and follows scripted links', () => {
    const found =
      anchors(`<!-- <li><a href="ghost.html">幽灵</a></li> --><script>document.write('<a href="x.html">x</a>')</script>
      <a href="javascript:void(0)" onclick="jumpToDetail('./202605/t20260501_1.html')">甲</a>
      <a href="#" onclick='openUrl("/nb/b.html")'>乙</a><li onclick="location.href='c.html'">丙</li><a href="#top">顶</a>`);
    expect(found.map(({ url: target, title }) => [target, title])).toEqual([
      ['http://www.x.gov.cn/nb/202605/t20260501_1.html', '甲'],
      ['http://www.x.gov.cn/nb/b.html', '乙'],
      ['http://www.x.gov.cn/nb/c.html', '丙'],
    ]);
  });

  it('follows tiny pages that only send the reader on', () => {
    expect(readPageLinks('<meta http-equiv="refresh" content="0; url=/main/index.html">', url).onward).toBe(
      'http://www.x.gov.cn/main/index.html',
    );
    expect(readPageLinks('<script>window.location.href="./main/";</script>', url).onward).toBe(
      'http://www.x.gov.cn/nb/main/',
    );
    expect(
      readPageLinks(`<p>${'字'.repeat(300)}</p><script>location.href="a"</script>`, url).onward,
    ).toBeNull();
  });

  it('resolves against the base that the page names', () => {
    expect(readPageLinks('<base href="/other/"><a href="a.html">x</a>', url).anchors[0]?.url).toBe(
      'http://www.x.gov.cn/other/a.html',
    );
  });

  it('never fails, whatever the page', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', maxLength: 400 }),
        fc.array(
          fc.constantFrom(
            '<a href=',
            '"',
            '<li onclick="open(\'',
            '>',
            '</a>',
            '<!--',
            '<script>',
            'http://',
            ']]>',
          ),
        ),
        (text, parts) => {
          expect(() => readPageLinks(parts.join(text), url)).not.toThrow();
        },
      ),
    );
  });
});

describe('dateIn', () => {
  it.each([
    ['[2017-04-24]', '2017-04-24'],
    ['2024/1/9', '2024-01-09'],
    ['2024.01.09 10:00', '2024-01-09'],
    ['第2024-13-01号', null],
    ['2024-01', null],
  ])('%s', (text, expected) => {
    expect(dateIn(text)).toBe(expected);
  });
});
