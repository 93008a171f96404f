/** Openings as bodies of every kind write them: names are real, sentences are ours. */

import { describe, expect, it } from 'vitest';
import { loadDivisions } from '../../data/divisions/divisions.ts';
import type { SourceContext } from '../../schema/extraction.ts';
import { createGazetteer } from './gazetteer.ts';
import { identify } from './index.ts';

const gazetteer = createGazetteer(loadDivisions());
const nowhere: SourceContext = { url: null, contentType: null, fileName: null, portal: null };

const read = (lines: readonly string[], context: Partial<SourceContext> = {}) => {
  const blocks = lines.map(text => ({ kind: 'text' as const, text, level: null }));
  const document = { title: null, metas: [], hidden: [], links: [], blocks };
  return identify(document, { ...nowhere, ...context }, gazetteer);
};
const law = '依据《中华人民共和国政府信息公开条例》（国务院令第711号，以下简称《条例》），';
const sections = ['一、总体情况', '按要求公开了信息。', '二、主动公开政府信息情况'];

describe('the body that reports', () => {
  it.each([
    ['连生乡人民政府', `${law}现公布2024年连生乡人民政府政府信息公开工作报告。`],
    ['长安区砲里街道', `${law}现公布长安区砲里街道2022年政府信息公开工作年度报告。`],
    ['开封市气象局', '开封市气象局2018年政府信息公开年度报告'],
    ['桃园开发区管委会', '桃园开发区管委会2023年信息公开工作年度报告'],
    ['九原区阿嘎如泰苏木', '九原区阿嘎如泰苏木2025年政府信息公开工作年度报告'],
    ['广州市生态环境局', `${law}由广州市生态环境局制作本报告。`],
    ['淮北市人民医院', `${law}本年度的报告由淮北市人民医院编制。`],
    ['万全区文化和旅游局', '万全区文化和旅游局2017年政府信息公开工作年度报告'],
    ['原州区开城镇', `${law}现将原州区开城镇2020年度政府信息公开年报公布如下：`],
    ['唐村镇', '唐村镇2010年政府信息公开工作年度报告'],
    ['广州海关', '广州海关关区2021年政府信息公开工作年度报告'],
    ['中山大学', '中山大学2023—2024学年信息公开年度报告'],
  ])('%s', (name, line) => {
    expect(read([line, ...sections]).unit?.name).toBe(name);
  });

  it('goes by its full name where the text abbreviates it', () => {
    const full = '国家税务总局芜湖市镜湖区税务局';
    const opening = `${law}结合${full}（以下简称“镜湖区税务局”）政府信息公开工作的数据编写。`;
    const lines = [opening, '一、总体情况', '2022年，镜湖区税务局认真落实条例。'];
    expect(read(lines).unit).toMatchObject({ name: full, kind: 'vertical_body' });
  });

  it('is the school, not the office that writes for it; a government’s office speaks for itself', () => {
    const of = (name: string) =>
      read([`${law}${name}结合2020年信息公开工作情况，编制本报告。`, ...sections]).unit?.name;
    expect(of('长江大学学校办公室')).toBe('长江大学');
    expect(of('霍城县人民政府办公室')).toBe('霍城县人民政府办公室');
  });

  it('is less sure where the text publishes the report of another body, and the issue names both', () => {
    const of = (title: string, published: string) => {
      const lines = [
        `${title}2023年政府信息公开工作年度报告`,
        `${law}现公布${published}2023年政府信息公开年度报告。`,
      ];
      const { unit, issues } = read([...lines, ...sections]);
      return [unit?.name, unit?.confidence, ...issues.map(({ code }) => code)];
    };
    expect(of('宁海县财政局', '宁海县财政局')).toEqual(['宁海县财政局', 'medium']);
    expect(of('宁海县财政局', '象山县财政局')).toEqual(['宁海县财政局', 'low', 'extract.unit.conflict']);
    expect(of('宁海县财政局', '县财政局')).toEqual(['宁海县财政局', 'medium']);
    expect(of('强蛟镇', '强蛟镇人民政府')).toEqual(['强蛟镇', 'medium']);
  });

  it('is the 街道 that its text calls 街, in the fullest form printed, and is found in the list', () => {
    const of = (...sentences: string[]) => {
      const { unit } = read([
        '一、总体情况',
        ...sentences,
        '2023年，我街受理申请1件。',
        ...sections.slice(2),
      ]);
      return [unit?.name, unit?.kind];
    };
    expect(of('2023年，白云街严格按照《政府信息公开条例》公开信息。')).toEqual(['白云街', 'subdistrict']);
    expect(of('2023年，北京街严格落实条例。', '北京街道办事处全年公开86条。')).toEqual([
      '北京街道办事处',
      'subdistrict',
    ]);
    expect(of('2023年，解放路步行街严格落实条例。')[0]).toBeUndefined();
    const title = '天津市东丽区丰年村街2023年政府信息公开工作年度报告';
    expect(read([title, ...sections]).unit?.division_code).toBe('120110002');
  });

  it('stands in a title that its whole text follows on one line', () => {
    const text = `临潭县卫生健康局 2022年度政府信息公开工作的报告 根据${law.slice(2)}县卫生健康局办公室对2022年工作进行了研究部署，编制了本年报。统计期限自2022年1月1日起至12月31日止。 一、总体情况 全年公开信息30条。`;
    expect(read([text, ...sections])).toMatchObject({
      unit: { name: '临潭县卫生健康局', evidence: 'title' },
      report_year: 2022,
    });
  });

  it('is the department, not the office within that did the work', () => {
    const deed = '2022年，宁海县卫生健康局办公室认真落实条例。';
    expect(read([`${law}编制本报告。`, '一、总体情况', deed]).unit?.name).toBe('宁海县卫生健康局');
  });

  it('is not what a slip of the pen makes of a name that the text has right elsewhere', () => {
    const slip = '2020年，在县委的领导下，做县行政审批服务局紧紧围绕中心工作。';
    const right = '2020年，县行政审批服务局进一步加强了公开工作。';
    expect(read([`${law}编制本报告。`, '一、总体情况', slip, right]).unit?.name).toBe('县行政审批服务局');
  });

  it('is the government whose counties and departments a report puts together, not who is to be asked', () => {
    const opening = `${law}综合2017年度丽水市各县（市、区）政府和市级各部门的年度工作报告编制而成。`;
    const ask = '如有疑问，可直接与丽水市人民政府办公室政府信息公开中心联系。';
    expect(read([opening + ask, ...sections]).unit?.name).toBe('丽水市');
    expect(read([`${law}编制本报告。${ask}`, ...sections]).unit?.name).toBe('丽水市人民政府办公室');
  });

  it('is not what a catalogue was drawn up for', () => {
    const deed = '领导小组负责协调，制定和完善黄村乡信息公开目录和指南。';
    const ask = '如有疑问，请与参内乡人民政府（地址：东街32号；电话：000-0000000）联系。';
    const of = (...lines: string[]) => read([`${law}编制2012年我乡政府信息公开工作年度报告。`, ...lines]);
    expect(of('一、概述', deed).unit).toBeNull();
    expect(of(ask, '一、概述', deed).unit?.name).toBe('参内乡人民政府');
  });

  it('stands in front of its office where a line breaks between them', () => {
    const owner = '武汉市东湖生态旅游风景区管理委员会';
    const title = '卫生健康办公室2023年政府信息公开工作年度报告';
    expect(read([`${owner} ${title}`, owner, title, ...sections]).unit?.name).toBe(`${owner}卫生健康办公室`);
  });

  it('is no button above the text, and what stands there without a place is said again', () => {
    const deed = '2016年我局高度重视信息公开工作，取得了成效。';
    expect(
      read(['移动端应用', '登录个人中心', deed, '一、组织推进情况', `${law}推进公开。`]).unit,
    ).toBeNull();
    const named = [
      '市气象局',
      `${law}编制2016年政府信息公开工作年度报告。`,
      '一、概述',
      '市气象局今年公开信息。',
    ];
    expect(read(named).unit?.name).toBe('市气象局');
  });

  it('is the body of whose many-named office the report is', () => {
    const office = '良庆区民族宗教事务局政务公开政府信息公开工作领导小组办公室';
    expect(read([`${law}本报告由${office}编制。`, ...sections]).unit?.name).toBe('良庆区民族宗教事务局');
  });

  it('is not the word that ends the line of the breadcrumb', () => {
    const crumb = '您所在的位置：网站首页 > 政府信息公开 > 市气象局 > 政府信息公开年报';
    expect(read([crumb, '市气象局2017年政府信息公开工作报告', ...sections]).unit?.name).toBe('市气象局');
  });

  it('is the subject of a first sentence that names the year behind it', () => {
    const lines = ['一、总体情况', '临河区医疗保障局2023年为推进政府信息公开工作，局党组作了部署。'];
    expect(read([...lines, '（一）主动公开', '2023年，我局公开信息23条。']).unit?.name).toBe(
      '临河区医疗保障局',
    );
  });

  it('is the body at whose counter one applies, or on whose account it publishes', () => {
    const counter = `${law}我局编制了2023年政府信息公开工作年度报告。如有疑问，请与渝中区医疗保障局政府信息公开申请受理机构联系（电话：63840000）。`;
    expect(read([counter, ...sections]).unit?.name).toBe('渝中区医疗保障局');
    const account = (where: string) =>
      read([...sections, '2016年，我局公开了信息。', `在惠州市水务局${where}公开信息。`]);
    expect(account('入口网站').unit?.name).toBe('惠州市水务局');
    expect(account('微信公众号').unit?.name).toBe('惠州市水务局');
  });

  it('is the body that drew up rules for its own disclosure', () => {
    const lines = ['2023年，我街制定了《桥中街道政府信息依申请公开工作办法》，公开了信息。', '一、总体情况'];
    expect(read([...lines, ...sections.slice(2)]).unit?.name).toBe('桥中街道');
    const others = ['2023年，我局落实《桥中街道政府信息依申请公开工作办法》。', '一、总体情况'];
    expect(read([...others, ...sections.slice(2)]).unit).toBeNull();
  });

  it('is none where advertising stands for its place', () => {
    const name = 'SomeBet体育城市管理综合执法局';
    const lines = [
      name,
      '2021年度政府信息公开工作年度报告',
      `${law}现公布${name}2021年政府信息公开工作年度报告。`,
    ];
    expect(read([...lines, ...sections]).unit).toBeNull();
  });

  it('is none where words about it are all there is', () => {
    const of = (sentence: string) => read([`${law}编制本报告。`, '一、总体情况', sentence]).unit;
    expect(of('2009年，市长主持召开了全市推进政府信息公开工作的会议。')).toBeNull();
    expect(of('汇总全镇政府信息公开工作情况编制。')).toBeNull();
    expect(of('2018年，我局的政府信息公开工作有了进展。')).toBeNull();
  });

  it('C2: a mirror on another host names no body; the text does, whichever host has it', () => {
    const lines = ['泰州市2012年政府信息公开工作年度报告', ...sections];
    const hosts = ['http://www.findgay.example/2013/report.html', 'http://zwinkt.example/a/1.html'];
    const units = hosts.map(url => read(lines, { url }).unit);
    expect(units.map(unit => unit?.name)).toEqual(['泰州市', '泰州市']);
    expect(units.map(unit => unit?.division_code)).toEqual(['321200', '321200']);
  });

  it('C8 C9: a division has the code of the list, and a name gone from the list has none', () => {
    const codeOf = (place: string) =>
      read([`${place}2020年政府信息公开工作年度报告`, ...sections]).unit?.division_code;
    expect(codeOf('三明市三元区人民政府')).toBe('350404');
    expect(codeOf('华亭市人民政府')).toBe('620881');
    expect(codeOf('华亭县人民政府')).toBeNull();
    expect(codeOf('三明市梅列区人民政府')).toBeNull();
  });
});

/** Names with a word in them that elsewhere introduces, ends or replaces a name, and plain ones of every kind. */
const bodies = [
  '山东省人民政府',
  '新疆维吾尔自治区公安厅',
  '恩施土家族苗族自治州人民政府',
  '锡林郭勒盟行政公署',
  '苏尼特右旗赛汉塔拉镇人民政府',
  '北京市海淀区中关村街道办事处',
  '苏州工业园区管理委员会',
  '广州市黄埔区综合行政执法局',
  '无为市城市管理综合执法局',
  '宁海县就业管理服务局',
  '将乐县档案馆',
  '对外经济贸易局',
  '荣成市对外投资合作服务中心',
  '全椒县人民政府',
  '本溪市人民政府',
  '乐山市市中区财政局',
  '禄丰县水务局',
  '国家税务总局宁波市税务局',
  '国家统计局成都调查队',
  '中国人民银行南京分行',
  '国家能源局华东监管局',
  '台州市生态环境局仙居分局',
  '浙江大学',
  '宁波市第一医院',
  '国网浙江省电力有限公司象山县供电公司',
  '郑州住房公积金管理中心',
  '黄山风景区管理委员会',
];
const period = '本报告所列数据的统计期限为2023年1月1日至2023年12月31日。';
/** Where a name may stand. */
const places: Readonly<Record<string, (name: string) => readonly string[]>> = {
  'a title': name => [`${name}2023年政府信息公开工作年度报告（文字版）`, ...sections],
  'a title behind its year': name => [`2023年度${name}政府信息公开年度报告`, ...sections],
  'a title of two lines': name => [name, '2023年政府信息公开工作年度报告', ...sections],
  'a title below a breadcrumb': name => [
    `当前位置：首页 > 政务公开 > ${name} > 政府信息公开年报`,
    `${name}关于2023年度政府信息公开工作的报告`,
    ...sections,
  ],
  'the sentence that publishes': name => [`${law}现公布${name}2023年政府信息公开工作年度报告。`, ...sections],
  'the sentence behind a superior’s notice': name => [
    `按照《省政府办公厅关于做好2023年政府信息公开工作年度报告编制工作的通知》，特向社会公布2023年度${name}政府信息公开工作年度报告。`,
    ...sections,
  ],
  'who compiled it': name => [`${law}由${name}编制本报告。${period}`, ...sections],
  'what it did': name => [`${law}编制本报告。${period}`, '一、总体情况', `2023年，${name}认真落实条例。`],
  'whom to ask': name => [`${law}编制本报告。${period}如有疑问，请与${name}联系。`, ...sections],
  'its signature': name => [`${law}编制本报告。${period}`, ...sections, name, '2024年1月20日'],
};

describe('a name of any kind', () => {
  it.each(Object.keys(places))('is read from %s', place => {
    const wrong = bodies.flatMap(name => {
      const { unit, report_year, document_type } = read(places[place]?.(name) ?? []);
      const isRight = unit?.name === name && report_year === 2023 && document_type === 'annual_report';
      return isRight ? [] : [`${name}: ${unit?.name}, ${report_year}, ${document_type}`];
    });
    expect(wrong).toEqual([]);
  });
});

describe('what the link to a document calls it', () => {
  const labels = ['第二十条第（五）项', '行政许可', '本年处理决定数量'];
  const of = (linkText: string, lines: readonly string[] = labels) => {
    const { title, unit, report_year, year_evidence } = read(lines, { linkText });
    return [title, unit?.name ?? null, unit?.evidence ?? null, report_year, year_evidence];
  };

  it('says whose and of which year a table without a title is', () => {
    expect(of('附件：强蛟镇2023年政府信息公开工作年度报告.pdf')).toEqual([
      null,
      '强蛟镇',
      'link',
      2023,
      'link',
    ]);
    expect(of('2023年政府信息公开工作年度报告.xls')).toEqual([null, null, null, 2023, 'link']);
  });

  it('says nothing where it names a page, another document, or another year than the text', () => {
    for (const link of ['W0202401195.png', '强蛟镇人民政府', '强蛟镇2023年政府信息公开工作年度报告解读'])
      expect(of(link)).toEqual([null, null, null, null, null]);
    const lines = [...sections, '2021年，我镇公开了信息。'];
    expect(of('强蛟镇2023年政府信息公开工作年度报告', lines).slice(1, 4)).toEqual([null, null, 2021]);
  });

  it('gives way to what the document says', () => {
    const lines = ['力洋镇2021年政府信息公开工作年度报告', ...sections];
    expect(of('强蛟镇2023年政府信息公开工作年度报告', lines).slice(1, 4)).toEqual(['力洋镇', 'title', 2021]);
  });
});

describe('the year', () => {
  it('of the period and the text outvotes what one sentence says, and the issue names both', () => {
    const opening = `${law}我镇编制了《田黄镇2020年政府信息公开工作年度报告》。`;
    const period = '所列数据的统计期限自2021年1月1日起至12月31日止。';
    const { report_year, issues } = read([opening + period, '一、总体情况', '2021年度，我镇落实条例。']);
    expect([report_year, issues.map(({ code }) => code)]).toEqual([2021, ['extract.year.conflict']]);
  });

  it('of the sentence stands where the text bears it out, whatever the period', () => {
    const opening = `${law}现公布2011年陕西省财政厅政府信息公开工作年度报告，数据统计期限为2010年1月1日至2010年12月31日。`;
    expect(read([opening, '一、概述', '2011年，省财政厅落实条例。']).report_year).toBe(2011);
  });

  it('of a school year is the one in which it ends', () => {
    const title = '安徽大学2015-2016学年度信息公开工作年度报告';
    expect(read([title, ...sections]).report_year).toBe(2016);
    const period = `${law}本报告数据的统计期限为2019年9月1日至2020年8月31日。`;
    expect(read([`${law}现公布长江大学信息公开年度报告。`, period, ...sections]).report_year).toBe(2020);
    const stop = read([`${law}统计期限自2021年9月1日起，至2022年8月31日止。`, ...sections]);
    expect([stop.report_year, stop.issues.map(({ code }) => code)]).toEqual([2022, ['extract.unit.unknown']]);
  });

  it('of a period that runs into the first days of January is the year before', () => {
    const period = '本报告数据的统计期限为2019年1月1日至2020年1月1日。';
    expect(read([`${law}编制本报告。`, period, ...sections]).report_year).toBe(2019);
  });

  it('is the one that the labels of the form explain, not the year before that they name too', () => {
    const labels = ['上一年项目数量（指2019年的项目）', '本年增/减（指2020年增减的项目）', '处理决定数量'];
    expect(read([...sections, '第二十条第（五）项', ...labels]).report_year).toBe(2020);
    expect(read([...sections, '第二十条第（五）项', ...labels.slice(0, 1)]).report_year).toBe(2020);
  });

  it('is not taken from an article that is no report', () => {
    const article = '12月18日，县政务公开办召开会议，传达开展2015年度政务公开考评的通知。';
    expect(read([article])).toMatchObject({ document_type: 'other', report_year: null });
  });
});

describe('the kind', () => {
  it('a list with the dates of entry is no report, however short', () => {
    const entries = [2023, 2022].map(year => `清河镇${year}年政府信息公开工作年度报告 ${year + 1}-01-20`);
    const list = read(['政府信息公开年报', '当前位置：首页 > 政府信息公开年报', ...entries, '共2条 尾页']);
    expect(list).toMatchObject({ document_type: 'other', unit: null, report_year: null });
  });

  it('a report whose labels have lost their brackets quotes no law', () => {
    const lines = [
      '汉台区徐望镇人民政府2025年政府信息公开工作年度报告',
      ...sections,
      '第二十条第',
      '信息内容',
      '0',
    ];
    expect(read(lines).document_type).toBe('annual_report');
    const untitled = [
      '一、总体情况',
      '2025年，徐望镇人民政府落实《条例》。',
      ...sections.slice(2),
      '第二十条第',
      '0',
    ];
    expect(read(untitled).document_type).toBe('annual_report');
  });

  it('a guide under the column’s name is no report', () => {
    const lines = ['政府信息公开', '政府信息公开年报', '第六师五家渠市政务信息公开指南'];
    expect(read([...lines, `${law}编制本指南。`, '一、主动公开']).document_type).toBe('other');
  });

  it('the yearly table of a government site is one, and of the year below its title', () => {
    const lines = ['政府网站工作年度报表', '（2022年度）', '填报单位：宁海县人民政府办公室', '首页网址'];
    expect(read(lines)).toMatchObject({ document_type: 'website_report', report_year: 2022 });
  });

  it('a letter to the bodies that are to report is a notice, however its title breaks', () => {
    const lines = [
      '某市政务公开办公室',
      '关于政府信息公开工作年度报告',
      '有关事项的通知',
      '某公开〔2019〕6号',
    ];
    expect(read([...lines, '各县（市、区）人民政府，市政府各部门：', '请按时报送。']).document_type).toBe(
      'notice',
    );
  });

  it('a report that a letter hands in is a report', () => {
    const title = '三明市公安局2016年度政府信息公开工作报告';
    expect(read([title, '三明市政务公开工作领导小组办公室：', ...sections]).document_type).toBe(
      'annual_report',
    );
  });

  it('a report whose first heading names the year is one, of that year', () => {
    const lines = [
      '我局认真贯彻《中华人民共和国政府信息公开条例》，做好政府信息公开各项工作。',
      '一、2016年度政府信息公开工作的基本情况',
      '一年来，我局扎实开展政府信息公开工作。',
    ];
    expect(read(lines)).toMatchObject({ document_type: 'annual_report', report_year: 2016 });
  });

  it('a report in sections of its own wording is one', () => {
    const lines = [
      '一、领导重视，信息公开工作稳步推进',
      '2014年，我局按照《中华人民共和国政府信息公开条例》推进政府信息公开工作。',
      '二、完善机制，提高信息公开水平',
      '制定了《梅县区气象局政务公开办法》。',
      '三、公开形式多样，信息公开有实效',
    ];
    expect(read(lines)).toMatchObject({ document_type: 'annual_report', report_year: 2014 });
  });
});
