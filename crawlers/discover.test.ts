import { describe, expect, it } from 'vitest';
import {
  attachmentsOf,
  classifyLink,
  isAnnualReportColumn,
  isReportPage,
  plainTitle,
  reportYear,
} from './discover.ts';
import { readPageLinks } from './page-links.ts';
import { reportHtml } from './testing/loopback-server.ts';

const page = 'http://www.x.gov.cn/zwgk/zfxxgknb/index.html';
const article = 'http://www.x.gov.cn/zwgk/zfxxgknb/202401/t20240119_4321.html';
const kindOf = (title: string, url = article, inColumn = true) =>
  classifyLink({ url, title, date: null }, { inColumn, page });

describe('classifyLink', () => {
  it.each([
    ['强蛟镇2019年政府信息公开工作年度报告', 2019],
    ['宁海县财政局政府信息公开工作2022年度报告', 2022],
    ['2021年度政府信息公开工作报告', 2021],
    ['县教育局2020年政府信息公开年报', 2020],
    ['某局二〇二三年政府信息公开工作年度报告', 2023],
    ['某局２０２３年政府信息公开工作年度报告', 2023],
    ['2023年法治局政府信息公开年度报告（图片版）'.replace('法治局', '司法局'), 2023],
  ])('knows a report: %s', (title, year) => {
    expect(kindOf(title)).toEqual({ kind: 'report', year });
    expect(kindOf(title, article, false)).toEqual({ kind: 'report', year });
  });

  it.each([
    '强蛟镇2023年政府信息公开工作年度报告解读',
    '一图读懂2023年政府信息公开工作年度报告',
    '2023年政府网站工作年度报表',
    '某县2023年法治政府建设年度报告',
    '某局2023年部门预算',
    '2024年政务公开工作要点',
    '关于报送2023年政府信息公开工作年度报告的通知',
    '关于做好2023年度政府信息公开年报编制工作的通知',
    '2023年行政执法统计年报',
    '企业年报公示指南',
    '县长信箱',
  ])('leaves out: %s', title => {
    expect(kindOf(title)).toEqual({ kind: 'other' });
    expect(kindOf(title, article, false)).toEqual({ kind: 'other' });
  });

  it.each([
    ['关于公布2023年政府信息公开工作年度报告的通知', article],
    ['县财政局2022年年报', article],
    ['2023年', article],
    ['强蛟镇2019年政府信息公开工…', article],
  ])('lets reading decide: %s', (title, url) => {
    expect(kindOf(title, url).kind).toBe('uncertain');
  });

  it('finds columns and the steps to them', () => {
    const column = 'http://www.x.gov.cn/zwgk/nb/';
    expect(kindOf('政府信息公开年报', column, false).kind).toBe('column');
    expect(kindOf('政府信息公开工作年度报告', column, false).kind).toBe('column');
    expect(kindOf('信息公开年度报告', column, false).kind).toBe('column');
    expect(kindOf('政府信息公开', column, false).kind).toBe('step');
    expect(kindOf('政务公开', column, false).kind).toBe('step');
    expect(kindOf('政府网站年度报表', column, false).kind).toBe('other');
  });

  it('follows years and bodies only below the column', () => {
    expect(kindOf('2023年', 'http://www.x.gov.cn/zwgk/zfxxgknb/2023n/').kind).toBe('column');
    expect(kindOf('强蛟镇', 'http://www.x.gov.cn/zwgk/zfxxgknb/xz/qjz/1.html').kind).toBe('column');
    expect(kindOf('强蛟镇', 'http://www.x.gov.cn/qjz/').kind).toBe('other');
    expect(kindOf('强蛟镇', 'http://www.x.gov.cn/zwgk/zfxxgknb/xz/qjz/1.html', false).kind).toBe('other');
  });

  it('knows the report endpoint of JPAGE by its address', () => {
    const url = 'http://www.x.gov.cn/module/xxgk/xxgkAnnualReport.jsp?area=11370826004323472M&fbtime=2023';
    expect(kindOf('高楼乡', url)).toEqual({ kind: 'report', year: 2023 });
  });

  it('reads years, and none where two are named', () => {
    expect(plainTitle('２０２３ 年\n度')).toBe('2023年度');
    expect(reportYear('2019-2023年政府信息公开年报')).toBe(2023);
    expect(reportYear('2019年至2023年政府信息公开年报')).toBeNull();
    expect(reportYear('政府信息公开年报')).toBeNull();
  });
});

describe('pages that say what they are', () => {
  const metas = (html: string) => readPageLinks(`<html><head>${html}</head></html>`, page);

  it('knows a column by the metas that portals must carry, in any order and case', () => {
    expect(isAnnualReportColumn(metas('<meta content="政府信息公开年报" name="ColumnName">'))).toBe(true);
    expect(isAnnualReportColumn(metas('<meta name="columntype" content="信息公开年报">'))).toBe(true);
    expect(
      isAnnualReportColumn(
        metas(
          '<meta name="ColumnType" content="信息公开年报"><meta name="ColumnName" content="政府网站工作年度报表">',
        ),
      ),
    ).toBe(false);
    expect(isAnnualReportColumn(metas('<meta name="ColumnType" content="信息公开，政策文件">'))).toBe(false);
    expect(
      isAnnualReportColumn(
        metas(
          '<meta name="ColumnName" content="政府信息公开年报"><meta name="ArticleTitle" content="某局2023年报告">',
        ),
      ),
    ).toBe(false);
  });

  it('knows a page that is itself a report', () => {
    expect(isReportPage(readPageLinks(reportHtml('强蛟镇', 2021), page), page)).toBe(true);
    expect(isReportPage(metas('<title>强蛟镇2021年政府信息公开工作年度报告</title>'), page)).toBe(false);
  });
});

describe('attachmentsOf', () => {
  const urls = (body: string) =>
    attachmentsOf(readPageLinks(`<html><body>${body}</body></html>`, article), article).map(({ url }) => url);
  const base = 'http://www.x.gov.cn/zwgk/zfxxgknb/202401/';

  it('takes files that are linked, embedded or named in a query', () => {
    expect(
      urls(`<a href="./P020240119538195573144.pdf">附件</a><a href="/module/download/downfile.jsp?classid=0&showname=a&filename=abc.pdf">附件2</a>
        <a href="b.wps">wps</a><iframe src="c.pdf"></iframe><embed src="d.PDF"><object data="e.ofd"></object><a href="other.html">x</a>`),
    ).toEqual([
      `${base}P020240119538195573144.pdf`,
      'http://www.x.gov.cn/module/download/downfile.jsp?classid=0&showname=a&filename=abc.pdf',
      `${base}b.wps`,
      `${base}d.PDF`,
      `${base}e.ofd`,
      `${base}c.pdf`,
    ]);
  });

  it('takes pictures where the text holds no table of the report, and never decoration', () => {
    const pictures =
      '<img src="./W020240119538195573144.jpg"><img src="/images/logo.png"><img src="/static/qrcode.jpg">';
    expect(urls(`<p>见下图</p>${pictures}`)).toEqual([`${base}W020240119538195573144.jpg`]);
    // The headings of the sections stand over pictures as they do over tables.
    expect(urls(`<p>三、收到和处理政府信息公开申请情况</p>${pictures}`)).toHaveLength(1);
    expect(urls(`<p>二、主动公开政府信息情况</p><p>2012年公开86条。</p>${pictures}`)).toEqual([]);
    expect(urls(`<td>第二十条第（一）项</td>${pictures}`)).toEqual([]);
    expect(
      urls(
        '<img src="/attached/image/20210120/1.png"><img data-original="/ueditor/upload/2.jpg" src="x.gif">',
      ),
    ).toEqual([
      'http://www.x.gov.cn/attached/image/20210120/1.png',
      'http://www.x.gov.cn/ueditor/upload/2.jpg',
    ]);
  });

  it('calls what is shown by the name of the page, or of the link to it', () => {
    const titles = (head: string, linkText: string | null) =>
      attachmentsOf(
        readPageLinks(`<html><head>${head}</head><img src="./1.jpg"></html>`, article),
        article,
        linkText,
      ).map(({ title }) => title);
    const name = '桥头镇2021年政府信息公开工作年度报告';
    expect(titles(`<meta name="ArticleTitle" content="${name}">`, '2021年')).toEqual([name]);
    expect(titles('<title>桥头镇人民政府</title>', name)).toEqual([name]);
    expect(titles('<title>桥头镇人民政府</title>', '2021年')).toEqual(['1.jpg']);
  });
});
