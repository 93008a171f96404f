import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { loadDivisions } from '../../data/divisions/divisions.ts';
import type { SourceContext } from '../../schema/extraction.ts';
import type { Document } from '../document.ts';
import { readHtml } from '../readers/html.ts';
import { createGazetteer } from './gazetteer.ts';
import { identify } from './index.ts';

const gazetteer = createGazetteer(loadDivisions());
const nowhere: SourceContext = { url: null, contentType: null, fileName: null, portal: null };

type Head = Partial<Pick<Document, 'title' | 'metas'>>;

function documentOf(lines: readonly string[], head: Head = {}): Document {
  const blocks = lines.map(text => ({ kind: 'text' as const, text, level: null }));
  return { title: null, metas: [], hidden: [], links: [], ...head, blocks };
}

const read = (lines: readonly string[], context: Partial<SourceContext> = {}, head: Head = {}) =>
  identify(documentOf(lines, head), { ...nowhere, ...context }, gazetteer);

const portal = (division_code: string) => ({ portal: { id: 'p', name: '门户', division_code } });

describe('the unit', () => {
  it('stands in the title, whatever word or year is before it', () => {
    const lines = ['关于2019年西街街道政府信息公开工作年度报告', '一、总体情况', '本街道按要求公开信息。'];
    expect(read(lines).unit).toMatchObject({ name: '西街街道', kind: 'subdistrict', evidence: 'title' });
    expect(read(['二〇二一年上海市政府信息公开工作年度报告']).unit?.name).toBe('上海市');
    expect(read(['2025宁海县茶院乡2025年度政府信息公开工作年度报告']).unit).toMatchObject({
      name: '宁海县茶院乡',
      kind: 'township',
      parent: '宁海县',
      confidence: 'high',
    });
  });

  it('has its place from the page’s own title where the title above the text leaves it out', () => {
    const lines = ['宁海县财政局2020年政府信息公开工作年度报告', '发布日期：2021-01-27', '字号：'];
    const text = ['2020年度县财政局政府信息公开工作年度报告', '一、总体情况', '2020年，我局按要求公开信息。'];
    expect(read([...lines, ...text]).unit?.name).toBe('宁海县财政局');
    // Another body's report may be linked above it.
    expect(read(['宁海县教育局2020年政府信息公开工作年度报告', ...text]).unit?.name).toBe('县财政局');
  });

  it('is not what a clause does', () => {
    const lines = [
      '如对本报告有疑问，请与永康市交通运输局办公室联系。',
      '一、总体情况',
      '充分发挥局政务公开领导小组作用，由局办公室负责。',
    ];
    expect(read(lines).unit?.name).toBe('永康市交通运输局');
  });

  it('keeps its 政府 where the report’s name needs it too', () => {
    expect(read(['泰州市人民政府信息公开工作年度报告（2017年）']).unit?.name).toBe('泰州市人民政府');
    expect(read(['泰州市政府信息公开工作年度报告（2017年）']).unit?.name).toBe('泰州市');
  });

  it('is read from a title broken over lines, and the title is put together', () => {
    const identity = read([
      '霍城县水利局2022年政府信息',
      '公开工作年度报告',
      '一、总体情况',
      '全局按要求公开。',
    ]);
    expect(identity.title).toBe('霍城县水利局2022年政府信息公开工作年度报告');
    expect(identity.unit).toMatchObject({ name: '霍城县水利局', division_code: '654023', parent: '霍城县' });
    expect(
      read(['乌海市工业和信息化局', '政府信息公开工作年度报告', '2020年，我局扎实开展工作。']).unit?.name,
    ).toBe('乌海市工业和信息化局');
  });

  it('is read from the sentence that publishes the report, an abbreviation behind it left out', () => {
    const lines = [
      '依照《条例》规定，现公布清远市清新区人民政府办公室（以下称区府办）2022年政府信息公开工作年度报告。',
    ];
    expect(read(lines).unit).toMatchObject({
      name: '清远市清新区人民政府办公室',
      kind: 'department',
      division_code: '441803',
      evidence: 'opening',
    });
  });

  it('is not the superior whose notice is quoted first', () => {
    const lines = [
      '本报告依据《条例》和《凉山州人民政府办公室关于做好2023年政府信息公开工作年度报告编制工作的通知》的要求编写。',
      '一、总体情况',
      '2023年，凉山州审计局坚持应公开尽公开。',
    ];
    expect(read(lines).unit).toMatchObject({
      name: '凉山州审计局',
      division_code: '513400',
      parent: '凉山彝族自治州',
    });
  });

  it('is read from the signature, and a signature spells out a place’s government', () => {
    const body = ['一、总体情况', '我镇按要求公开了各类信息。', '六、其他需要报告的事项', '无。'];
    expect(read([...body, '阳明堡镇人民政府', '2020年1月14日']).unit).toMatchObject({
      name: '阳明堡镇人民政府',
      evidence: 'signature',
    });
    const titled = ['道外区巨源镇2020年政府信息公开工作年度报告', ...body];
    expect(read([...titled, '道外区巨源镇人民政府', '2021年2月5日']).unit?.name).toBe('道外区巨源镇人民政府');
    expect(
      read(['发布机构：南黄镇人民政府', '南黄镇2020年政府信息公开工作年度报告', ...body]).unit?.name,
    ).toBe('南黄镇');
  });

  it('is read from the contact, without the office that answers the telephone', () => {
    const text = '本报告所列数据的统计期限为2024年1月1日至12月31日。如有疑问，请与';
    const of = (desk: string) =>
      read([`根据《条例》编制本报告。${text}${desk}联系（电话：0000）。`]).unit?.name;
    expect(of('常州市钟楼区南大街街道综合办公室')).toBe('常州市钟楼区南大街街道');
    expect(of('海关总署办公厅政务公开处')).toBe('海关总署');
    expect(of('平度市政府办公室政府信息公开领导小组办公室')).toBe('平度市政府办公室');
  });

  it('C3: a name without a place has no division until the portal says where', () => {
    const lines = ['现公布区统计局2023年政府信息公开工作年度报告。'];
    expect(read(lines).unit).toMatchObject({
      name: '区统计局',
      division_code: null,
      parent: null,
      confidence: 'low',
    });
    expect(read(lines, portal('110105')).unit).toMatchObject({ division_code: '110105', parent: '朝阳区' });
    expect(read(lines, portal('330226')).unit?.division_code).toBeNull();
  });

  it('gains its place from any text that prints it in full', () => {
    const lines = [
      '来源：西塞山区城管局',
      '区城管局2025年政府信息公开工作年度报告',
      '2025年，区城管局依法公开信息。',
    ];
    expect(read(lines).unit).toMatchObject({ name: '西塞山区城管局', parent: '西塞山区' });
  });

  it('C4: is never taken from the address', () => {
    const lines = ['四平市公安局2021年政府信息公开工作年度报告', '一、总体情况', '全局依法公开。'];
    const url = 'http://xxgk.example.gov.cn/fgw_97975/zfxxgknb/202112/t20211231_605988.html';
    expect(read(lines, { url }).unit?.name).toBe('四平市公安局');
    expect(read(['一、总体情况', '我局2021年依法公开信息。'], { url }).unit).toBeNull();
  });

  it('C7: a town of a zone that the list does not know has no code', () => {
    const unit = read(['西咸新区太平镇人民政府2022年政府信息公开工作年度报告']).unit;
    expect(unit).toMatchObject({ kind: 'township', division_code: null });
  });

  it('is read from what the body did, in whichever clause, words around the name left out', () => {
    const of = (sentence: string) =>
      read(['一、总体情况', sentence, '二、主动公开政府信息情况']).unit?.name ?? null;
    expect(of('2023年，按区委和区政府的安排，区档案局认真整理目录。')).toBe('区档案局');
    expect(of('全年由三人兼管宁海县档案局政府信息公开工作。')).toBe('宁海县档案局');
    expect(of('汇总2021年度强蛟镇人民政府的政务公开材料编制而成。')).toBe('强蛟镇人民政府');
    expect(of('现编出2019年度我乡信息公开报告，另述收到和处理政府信息公开申请。')).toBeNull();
    expect(of('2023年，县政府高度重视政府信息公开。')).toBeNull();
  });

  it('keeps nothing of what is not a name: a site, an aside, a place kept by advertising', () => {
    const of = (title: string) => read([`${title}2024年政府信息公开工作年度报告`]).unit?.name ?? null;
    expect(of('365bet（中国）官方网站')).toBeNull();
    expect(of('海关总署（本级机关）')).toBe('海关总署');
    expect(of('人力资源社会保障部（含国家公务员局）')).toBe('人力资源社会保障部');
    expect(of('湖北省人民政府研究室（发展研究中心）')).toBe('湖北省人民政府研究室（发展研究中心）');
    expect(of('〔…〕市政务服务管理局')).toBe('市政务服务管理局');
    const label = '规范性文件（行政机关印发的决定、通知，以及以规定、办法为题的公文）';
    expect(read(['2020年政府信息公开工作年度报告', '一、总体情况', label]).unit?.name ?? null).toBeNull();
  });

  it('我局 is no name, and a source of another kind of body does not stand in for it', () => {
    const lines = [
      '来源：宁海县人民政府办公室',
      '现将我局2014年政府信息公开情况报告如下。',
      '2014年，我局改版了网站。',
    ];
    const identity = read(lines);
    expect(identity).toMatchObject({ unit: null, report_year: 2014 });
    expect(identity.issues.map(({ code }) => code)).toContain('extract.unit.unknown');
  });

  it('keeps a name in traditional script as printed', () => {
    const unit = read(['深圳市龍崗區2022年政府信息公開工作年度報告', '現公布龍崗區年度報告。']).unit;
    expect(unit).toMatchObject({ name: '深圳市龍崗區', kind: 'government', division_code: '440307' });
  });

  it('is of the kind that its name shows', () => {
    const kindOf = (name: string) => read([`${name}2020年政府信息公开工作年度报告`]).unit?.kind;
    expect(kindOf('水利部')).toBe('ministry');
    expect(kindOf('国家税务总局')).toBe('ministry');
    expect(kindOf('国家税务总局宁海县税务局')).toBe('vertical_body');
    expect(kindOf('太和县气象局')).toBe('vertical_body');
    expect(kindOf('泉州经济技术开发区管委会')).toBe('zone');
    expect(kindOf('济南市历下区建筑新村街道办事处')).toBe('subdistrict');
    expect(kindOf('上海市公积金管理中心')).toBe('authorised_organisation');
    expect(kindOf('镇坪县')).toBe('government');
    expect(kindOf('杭州市卫生健康委员会')).toBe('department');
  });
});

describe('the year', () => {
  const period = (from: string, to: string) => `本报告所列数据的统计期限自${from}起至${to}止。`;

  it('C10 C11: is the one of title and period, not of the address', () => {
    const url = 'http://www.example.gov.cn/module/xxgk/xxgkAnnualReport.jsp?fbtime=2025';
    const lines = ['湖镇镇人民政府编制本报告。', period('2024年1月1日', '2024年12月31日')];
    expect(read(lines, { url })).toMatchObject({ report_year: 2024, year_evidence: 'period', issues: [] });
  });

  it('C12: is that of the text where dates and folders say others', () => {
    const lines = [
      '发布日期：2008-11-18',
      '浦东新区人民政府2007年度政府信息公开工作年度报告',
      '二〇〇八年一月十五日',
    ];
    expect(read(lines, { url: 'http://example.gov.cn/2022/273/27616.html' })).toMatchObject({
      report_year: 2007,
      published_date: '2008-11-18',
    });
  });

  it('C13: a period that lost its 年 and 月 counts only where the title bears it out', () => {
    const damaged = period('201711日', '20171231日');
    expect(read(['宿迁市政府信息公开年度报告', damaged]).report_year).toBeNull();
    expect(read(['宿迁市2017年政府信息公开年度报告', damaged])).toMatchObject({
      report_year: 2017,
      issues: [],
    });
  });

  it('C14: is read in every way it is written', () => {
    for (const year of ['2020年', '２０２０年', '2020 年', '二〇二〇年', '二○二○年', '二零二零年']) {
      expect(read([`镇坪县${year}政府信息公开工作年度报告`]).report_year, year).toBe(2020);
    }
  });

  it('C15: a damaged date of signing does not outweigh the title', () => {
    const lines = ['龙潭区2017年政府信息公开年度报告', '（2017210日）', '2017年，龙潭区按要求公开信息。'];
    expect(read(lines).report_year).toBe(2017);
  });

  it('C16: a report published before its year was over keeps both', () => {
    const lines = ['四平市公安局2021年政府信息公开工作年度报告', '发布日期：2021-12-31'];
    expect(read(lines)).toMatchObject({ report_year: 2021, published_date: '2021-12-31' });
  });

  it('comes from the text where the title has none', () => {
    const lines = [
      '强蛟镇政府信息公开工作年度报告',
      '一、总体情况',
      '2019年，强蛟镇按照《宁海县关于印发2018年要点的通知》办理。',
    ];
    const identity = read(lines);
    expect(identity).toMatchObject({ report_year: 2019, year_evidence: 'body' });
    expect(identity.unit).toMatchObject({ division_code: '330226110', parent: '宁海县', confidence: 'high' });
  });

  it('is not that of last year’s report, which the text mentions', () => {
    const lines = [
      '现将2021年度镇远县林业局政府信息公开工作报告如下：',
      '上年的《2020年镇远县林业局政府信息公开工作年度报告》已在2021年2月1日上网。',
    ];
    expect(read(lines)).toMatchObject({ report_year: 2021, year_evidence: 'opening', published_date: null });
  });

  it('is reported as a conflict where title and period differ', () => {
    const lines = [
      '郎溪县财政局2020年政府信息公开工作年度报告',
      '根据《条例》编制。',
      period('2019年1月1日', '2019年12月31日'),
    ];
    const identity = read(lines);
    expect(identity).toMatchObject({ report_year: 2020, year_evidence: 'title' });
    expect(identity.issues.map(({ code }) => code)).toEqual(['extract.year.conflict']);
  });

  it('is the text’s where period, opening and body all contradict a title of last year', () => {
    const lines = [
      '郎溪县财政局2019年政府信息公开工作年度报告',
      '现公布郎溪县财政局2020年政府信息公开工作年度报告。',
      period('2020年1月1日', '2020年12月31日'),
      '2020年，郎溪县财政局依法公开信息。',
    ];
    expect(read(lines).report_year).toBe(2020);
  });

  it('is that before a date of the first quarter where nothing else shows it, and unknown otherwise', () => {
    const body = ['宁海县财政局政府信息公开工作年度报告', '一、总体情况', '全局依法公开各类信息。'];
    expect(read(['发布日期：2021-01-29', ...body])).toMatchObject({
      report_year: 2020,
      year_evidence: 'published_date',
    });
    expect(read(['发布日期：2021-07-29', ...body])).toMatchObject({ report_year: null, year_evidence: null });
  });
});

describe('the date of publication', () => {
  const title = '宁海县财政局2020年政府信息公开工作年度报告';

  it('is what a label says, in whatever form it is printed', () => {
    const dateOf = (line: string) => read([title, line]).published_date;
    expect(dateOf('发布时间：2021-1-9 10:01 来源：县财政局')).toBe('2021-01-09');
    expect(dateOf('索 引 号：X 发 文 日 期：2021年1月9日')).toBe('2021-01-09');
    expect(dateOf('发布机构 | 县财政局 | 发文日期 | 2021/01/09 |')).toBe('2021-01-09');
    expect(dateOf('2021年01月09日来源：县财政局')).toBe('2021-01-09');
    expect(dateOf('发布日期：2021-13-45')).toBeNull();
    expect(dateOf('发布日期： 文号：宁财〔2021〕3号')).toBeNull();
    expect(read([title, '发布日期：', '2021-01-09']).published_date).toBe('2021-01-09');
  });

  it('prefers publication to the making of the entry, and takes no date of signing', () => {
    expect(read(['成文日期：2021-03-06 | 发布日期：2021-03-02', title]).published_date).toBe('2021-03-02');
    expect(read(['生成日期：2021-01-28', title]).published_date).toBe('2021-01-28');
    expect(read([title, '一、总体情况', '宁海县财政局', '2021年1月14日']).published_date).toBeNull();
    expect(read([title, '本报告数据统计时间：2020年1月1日至12月31日。']).published_date).toBeNull();
  });

  it('is the mandated meta element’s where the page prints none', () => {
    const metas = [{ name: 'pubdate', content: '2021-01-29 10:12' }];
    expect(read([title], {}, { metas }).published_date).toBe('2021-01-29');
    expect(read([title, '发布日期：2021-02-01'], {}, { metas }).published_date).toBe('2021-02-01');
  });

  it('F3: is not the date in the address', () => {
    const url = 'http://www.example.gov.cn/zwgk/202206/t20220615_3268918.html';
    expect(read([title, '发布时间：2021-01-18'], { url }).published_date).toBe('2021-01-18');
    expect(read([title], { url }).published_date).toBeNull();
  });
});

describe('a page with everything around the article', () => {
  const page = `<html><head><title>宁海县财政局2020年政府信息公开工作年度报告_宁海县人民政府</title>
    <meta name="SiteName" content="宁海县人民政府"><meta name="ColumnType" content="信息公开年报">
    <meta name="PubDate" content="2021-01-20 09:00"></head><body><h1>宁海县人民政府</h1>
    <ul><li>首页</li><li>县财政局</li><li>县教育局</li><li>强蛟镇</li><li>政府信息公开年报</li></ul>
    <div>当前位置：首页 &gt; 部门 &gt; 县教育局 &gt; 2018年</div>
    <h2>宁海县财政局2020年政府信息公开工作年度报告</h2><p>发布时间：2021-01-21 来源：宁海县财政局</p>
    <p>一、总体情况</p><p>2020年，县财政局按要求公开信息。</p><p>二、主动公开政府信息情况</p>
    <ul><li>强蛟镇2019年政府信息公开工作年度报告</li><li>西店镇2021年政府信息公开工作年度报告</li></ul>
    <p>主办：宁海县人民政府办公室</p></body></html>`;

  it('is read by its article', () => {
    expect(identify(readHtml(page), { ...nowhere, ...portal('330226') }, gazetteer)).toMatchObject({
      document_type: 'annual_report',
      title: '宁海县财政局2020年政府信息公开工作年度报告',
      unit: {
        name: '宁海县财政局',
        kind: 'department',
        division_code: '330226',
        parent: '宁海县',
        confidence: 'high',
      },
      report_year: 2020,
      published_date: '2021-01-21',
      issues: [],
    });
  });

  it('and the heading of the site is no title', () => {
    const without = page.replace(/<title>.*<\/title>/, '').replace(/<h2>.*<\/h2>/, '');
    const identity = identify(readHtml(without), nowhere, gazetteer);
    expect(identity).toMatchObject({ title: null, report_year: 2020, document_type: 'annual_report' });
    expect(identity.unit?.name).toBe('宁海县财政局');
  });
});

describe('the kind of document', () => {
  const kindOf = (...lines: string[]) => read(lines).document_type;

  it('C17: half-yearly and quarterly statistics are no annual report', () => {
    expect(kindOf('普陀区2022年上半年政府信息公开数据统计')).toBe('interim_statistics');
    expect(kindOf('宁海县2022年第三季度政府信息公开情况统计表')).toBe('interim_statistics');
  });

  it('a blank form for statistics is none either', () => {
    expect(kindOf('定西市政府信息公开情况统计报表', '年', '月', '单位名称：')).toBe('other');
  });

  it('B13: an interpretation is not the report, the report as picture is', () => {
    expect(kindOf('图解：宁海县2021年政府信息公开工作年度报告')).toBe('interpretation');
    expect(kindOf('文字解读：宁海县2021年政府信息公开工作年度报告')).toBe('interpretation');
    expect(kindOf('宁海县2021年政府信息公开工作年度报告（图片版）')).toBe('annual_report');
  });

  it('neighbouring reports and papers are told apart', () => {
    expect(kindOf('宁海县2023年政府网站工作年度报表')).toBe('website_report');
    expect(kindOf('宁海县2023年政府网站监管年度报表')).toBe('website_report');
    expect(kindOf('宁海县2022年法治政府建设年度报告')).toBe('rule_of_law_report');
    expect(kindOf('关于做好2021年政府信息公开工作年度报告编制发布工作的通知', '各镇人民政府：')).toBe(
      'notice',
    );
    expect(kindOf('政府信息公开指南', '根据《条例》，编制本指南。', '一、主动公开')).toBe('other');
    expect(kindOf('宁海县2022年政府信息公开工作要点')).toBe('other');
    expect(kindOf('政府信息公开年度工作报告范文', '根据《条例》要求编制本年度报告。')).toBe('other');
  });

  it('a report without a title shows by its opening or its headings', () => {
    expect(kindOf('按照《条例》有关规定，现将我局2014年政府信息公开情况报告如下。')).toBe('annual_report');
    expect(kindOf('一、总体情况', '二、主动公开政府信息情况', '三、收到和处理政府信息公开申请情况')).toBe(
      'annual_report',
    );
    expect(kindOf('首页 > 信息公开年报', '2023年，我局公开信息三条，创新信息公开形式。')).toBe('other');
  });

  it('a column page that names many reports is none', () => {
    const titles = ['宁海县', '象山县', '强蛟镇', '西店镇', '岔路镇'].map(
      unit => `${unit}2020年政府信息公开工作年度报告`,
    );
    expect(kindOf('政府信息公开年报', ...titles)).toBe('other');
  });
});

describe('the scope', () => {
  const title = '南平市2012年政府信息公开工作年度报告';

  it('C18: a report put together from those of the counties is consolidated', () => {
    const sentence = '本报告汇总全市各县（市、区）、市政府各部门的工作情况编制而成。';
    expect(read([title, `根据《条例》要求。${sentence}`])).toMatchObject({
      scope: 'jurisdiction_consolidated',
      scope_evidence: sentence,
    });
    expect(read([title, '2012年，全市各级行政机关扎实推进政务公开。']).scope).toBe(
      'jurisdiction_consolidated',
    );
  });

  it.each([
    ['jurisdiction_consolidated', '昌都市人民政府信息公开办公室汇总全市政府信息公开情况编制成本报告。'],
    ['jurisdiction_consolidated', '报告汇总全市数据。'],
    ['own_organ', '我局2010年共主动公开政府信息175条。'],
    ['own_organ', '2022年，我局通过管委会网站公开信息20条。'],
    ['own_organ', '2021年，我大队收到政府信息公开申请3件。'],
    ['unstated', '2021年，我局召开会议3次，公开内容更丰富。'],
    ['unstated', '汇总全局信息公开情况编制。'],
  ])('%s: %s', (scope, sentence) => {
    expect(read([title, `根据《条例》要求。${sentence}`]).scope).toBe(scope);
  });

  it('C19: a government office that counts its own applications speaks for itself', () => {
    const lines = [
      '船山区人民政府办公室2023年政府信息公开工作年度报告',
      '2023年，区政府办公室共受理申请36件。',
    ];
    const identity = read(lines);
    expect(identity.unit).toMatchObject({
      name: '船山区人民政府办公室',
      kind: 'department',
      division_code: '510903',
    });
    expect(identity).toMatchObject({
      scope: 'own_organ',
      scope_evidence: '2023年，区政府办公室共受理申请36件。',
    });
  });

  it('is unstated where no sentence says it', () => {
    expect(read([title, '一、总体情况', '工作进展顺利。'])).toMatchObject({
      scope: 'unstated',
      scope_evidence: null,
    });
  });

  it('own level with its departments is less than the whole jurisdiction', () => {
    expect(read([title, '本报告综合市政府各部门的年度报告编制而成。']).scope).toBe(
      'own_level_with_departments',
    );
  });
});

describe('the title', () => {
  const body = ['一、总体情况', '全局依法公开各类信息。'];

  it('comes from the head of the page where the text has none, without the name of the site', () => {
    const head = { title: '宁海县财政局2020年政府信息公开工作年度报告-宁海县人民政府' };
    expect(read(body, {}, head)).toMatchObject({
      title: '宁海县财政局2020年政府信息公开工作年度报告',
      report_year: 2020,
      document_type: 'annual_report',
    });
    expect(read(body, {}, head).unit?.name).toBe('宁海县财政局');
  });

  it('is the article’s, not that of a list beside it', () => {
    const lines = [
      '首页 > 信息公开年报',
      '宁海县财政局2021年政府信息公开工作年度报告',
      '相关链接',
      '宁海县财政局2020年政府信息公开工作年度报告',
      ...body,
    ];
    const metas = [{ name: 'articletitle', content: '宁海县财政局2020年政府信息公开工作年度报告' }];
    expect(read(lines, {}, { metas }).report_year).toBe(2020);
    expect(read(lines).report_year).toBe(2020);
  });

  it('is null where there is none, never empty', () => {
    expect(read(['一、总体情况', '我局2021年依法公开信息。']).title).toBeNull();
    expect(read([], {}, { title: '  ' }).title).toBeNull();
  });
});

describe('D2: an old circular cited does not change whose report it is', () => {
  it('and of which year', () => {
    const lines = [
      '太平镇人民政府2022年政府信息公开工作年度报告',
      '根据《条例》及《关于政府信息公开工作年度报告有关事项的通知》（国办公开办函〔2019〕60号）编制《太平镇政府2022年度报告》。',
    ];
    const identity = read(lines);
    expect(identity.unit).toMatchObject({ name: '太平镇人民政府', kind: 'township', division_code: null });
    expect(identity).toMatchObject({ report_year: 2022, issues: [] });
    expect(read(lines, portal('350624')).unit).toMatchObject({
      division_code: '350624105',
      confidence: 'high',
    });
  });
});

describe('any text at all', () => {
  const words =
    '政府 信息公开 年度 报告 2020年 二〇二〇年 《 》 （ ） ， 。 宁海县 强蛟镇 局 由 编制 请与 联系 现公布 汇总各县 區 1月1日 至12月31日 首页> ： 来源 发布日期 a'.split(
      ' ',
    );

  it('is read without throwing, and unknown is null, never empty', () => {
    const text = fc.array(fc.constantFrom(...words), { maxLength: 60 }).map(parts => parts.join(''));
    fc.assert(
      fc.property(fc.array(fc.oneof(text, fc.string({ unit: 'binary' })), { maxLength: 6 }), lines => {
        const identity = read(lines, {}, { title: lines[0] ?? null });
        expect(identity.title).not.toBe('');
        expect(identity.unit?.name).not.toBe('');
        expect(identity.report_year === null).toBe(identity.year_evidence === null);
      }),
      { numRuns: 300 },
    );
  });

  it('takes time in proportion to what is looked at, not to its length', () => {
    const hostile = [
      '《《《',
      '（以下简称',
      '汇总各县',
      '由根据结合',
      '政府信息公开工作年度报告',
      '强蛟镇坚持',
      '二〇二〇',
      '政(((',
    ];
    read(['一、总体情况']);
    for (const piece of hostile) {
      for (const text of [piece.repeat(1_000_000 / piece.length), `${piece}\n`.repeat(100_000)]) {
        const lines = text.split('\n');
        // CPU of this process alone: what else the machine does may take any time.
        const before = process.cpuUsage();
        read(lines, {}, { title: text });
        // Measured 20 to 60 ms; a pattern that backtracks takes minutes.
        expect(process.cpuUsage(before).user / 1000, piece).toBeLessThan(5_000);
      }
    }
  });
});
