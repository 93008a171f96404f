import { describe, expect, it } from 'vitest';
import type { Document } from '../document.ts';
import { type CleanContext, cleanDocument, cleanText, gap } from './index.ts';

const nowhere: CleanContext = { url: null, host: null };

function clean(text: string, context: CleanContext = nowhere) {
  return cleanText(text, context);
}

const report = [
  '平川县水利局2022年政府信息公开工作年度报告',
  '本报告由平川县水利局办公室编制,数据统计期限为2022年全年。',
  '一、总体情况',
  '全年公开信息九十六条,其中水资源管理信息三十条。',
];

describe('a phrase before an intact name', () => {
  it('goes without a trace, wherever the name stands', () => {
    const phrase = '澳门英皇娱乐_天下足球网-盘口官网';
    const text = [
      `${phrase}白塔镇2020年政府信息公开工作年度报告`,
      `文章来源:${phrase}白塔镇人民政府`,
      `线上主要有${phrase}白塔镇人民政府网和“平川白塔”微信公众号。`,
    ].join('\n');
    const cleaned = clean(text);
    expect(cleaned.clean_text).toBe(text.replaceAll(phrase, ''));
    expect(cleaned.verdict).toBe('stripped');
    expect(cleaned.removed).toEqual([
      expect.objectContaining({ text: phrase, kind: 'phrase', count: 3, where: ['body'] }),
    ]);
    expect(cleaned.removed[0]?.evidence).toContain('compound');
  });

  it('goes from title and metas too, and says where', () => {
    const document: Document = {
      title: '凯隆集团_鼎盛平台-旺达登录入口平川县水利局',
      metas: [{ name: 'description', content: '凯隆集团_鼎盛平台-旺达登录入口平川县水利局年度报告' }],
      blocks: report.map(text => ({ kind: 'text', text, level: null })),
      hidden: [],
      links: [],
    };
    const cleaned = cleanDocument(document, nowhere);
    expect(cleaned.document.title).toBe('平川县水利局');
    expect(cleaned.document.metas[0]?.content).toBe('平川县水利局年度报告');
    expect(cleaned.document.blocks).toEqual(document.blocks);
    expect(cleaned.removed[0]?.where).toEqual(['title', 'meta']);
  });
});

describe('a phrase in place of a word', () => {
  it('leaves a gap before a bare 市', () => {
    const cleaned = clean(
      '英国威廉希尔公司市水利局2022年政府信息公开工作年度报告\n来源:英国威廉希尔公司市水利局',
    );
    expect(cleaned.clean_text).toBe(`${gap}市水利局2022年政府信息公开工作年度报告\n来源:${gap}市水利局`);
  });

  it('leaves a gap for 关于 and takes the colon with it', () => {
    const cleaned = clean(
      '澳门金沙城中心_足球网-投注官网白塔镇人民政府\n认真落实上级澳门金沙城中心_足球网-投注官网:政务公开的要求。',
    );
    expect(cleaned.clean_text).toBe(`白塔镇人民政府\n认真落实上级${gap}政务公开的要求。`);
  });

  it('leaves a gap for 关于 between an office and its verb', () => {
    const cleaned = clean('按照《平川县人民政府办公室鼎丰投注,鼎丰娱乐官网印发工作要点的通知》执行。');
    expect(cleaned.clean_text).toBe(`按照《平川县人民政府办公室${gap}印发工作要点的通知》执行。`);
  });

  it('leaves a gap for the value of a label and before 人民政府', () => {
    const cleaned = clean('主办:皇冠体育官网 承办:皇冠体育官网人民政府办公室');
    expect(cleaned.clean_text).toBe(`主办:${gap} 承办:${gap}人民政府办公室`);
  });

  it('leaves a gap for a title, a name in brackets and an author, with the 网 that sticks to the phrase', () => {
    const cleaned = clean(
      '根据《皇冠体育》(简称《皇冠体育网》),由皇冠体育(简称“本委”)编制。\n皇冠体育政府信息公开指南',
    );
    expect(cleaned.clean_text).toBe(
      `根据《${gap}》(简称《${gap}》),由${gap}(简称“本委”)编制。\n${gap}政府信息公开指南`,
    );
    expect(cleaned.removed.map(each => each.text)).toEqual(['皇冠体育', '皇冠体育网']);
  });

  it('tells the separators that go with a phrase', () => {
    const cleaned = clean('凯隆集团_鼎盛平台-旺达登录入口 - 平川县水利局');
    expect(cleaned.clean_text.trim()).toBe('平川县水利局');
    expect(clean('平川县水利局_凯隆集团_鼎盛平台-旺达登录入口').clean_text).toBe('平川县水利局');
  });

  it('takes the short form of a compound where it stands for a word', () => {
    const cleaned = clean(
      '欧洲杯决赛竞猜_2024欧洲杯买球平台-线上app官网\n首页 | 联系方式 | 欧洲杯决赛竞猜:我们\n平川县水利局',
    );
    expect(cleaned.clean_text).not.toContain('竞猜');
    expect(cleaned.clean_text).toContain(`${gap}我们`);
  });
});

describe('without a list of brands', () => {
  const blind = { ...nowhere, lexicon: false };

  it.each([
    ['a compound', '卡洛纳集团_鼎盛博平台-旺达登录入口', '卡洛纳集团_鼎盛博平台-旺达登录入口平川县水利局'],
    ['a firm before 市', '亚洲卡洛纳集团', '亚洲卡洛纳集团市水利局公告'],
    [
      'Latin before a bureau',
      'kavo88体育官网',
      '来源:kavo88体育官网水利局\n请与kavo88体育官网水利局办公室联系',
    ],
    [
      'a foreign official site',
      '卡洛纳(中国)官方网站',
      '由卡洛纳(中国)官方网站水利局负责\n卡洛纳(中国)官方网站人民政府',
    ],
  ])('%s is found', (_, phrase, text) => {
    const cleaned = clean(text, blind);
    expect(cleaned.clean_text).not.toContain(phrase);
    expect(cleaned.removed.map(each => each.text)).toEqual([phrase]);
  });

  it('ends a phrase where its occurrences part', () => {
    const text = [
      '主要渠道凯旺娱乐_豪鼎俱乐部-澜森官网白塔镇人民政府网。',
      '来源:凯旺娱乐_豪鼎俱乐部-澜森官网白塔镇人民政府',
      '白塔镇设专栏一个。',
    ].join('\n');
    const cleaned = clean(text, blind);
    expect(cleaned.clean_text).toBe('主要渠道白塔镇人民政府网。\n来源:白塔镇人民政府\n白塔镇设专栏一个。');
  });

  it('drops a line of keywords that shares nothing with the page', () => {
    const cleaned = clean(
      ['甜橙夜场免费看_蓝莓电台高画质_青瓜短剧连播_紫藤写真合集', ...report].join('\n'),
      blind,
    );
    expect(cleaned.clean_text).toBe(['', ...report].join('\n'));
    expect(cleaned.reasons).toContain('title_against_body');
  });
});

describe('the national list', () => {
  const context = { ...nowhere, isPlaceName: (name: string) => ['平川县', '平川', '赵县'].includes(name) };
  const twice = (issuer: string) => `${issuer}2022年政府信息公开工作年度报告\n来源:${issuer}`;

  it('shows a name that no city bears', () => {
    expect(clean(twice('凯旺鑫隆市水利局'), context).clean_text).toBe(twice(`${gap}市水利局`));
    expect(clean(twice('凯旺鑫隆市水利局'), context).reasons).toEqual(['no_such_place']);
    expect(clean(twice('凯旺鑫隆市水利局')).verdict).toBe('clean');
  });

  it.each(['平川县水利局', '中共赵县财政局', '江北平川县财政局', '襄樊市水利局', '石柱土家族自治县水利局'])(
    'leaves %s alone',
    issuer => {
      expect(clean(twice(issuer), context)).toMatchObject({ clean_text: twice(issuer), verdict: 'clean' });
    },
  );

  it('leaves a foreign town alone', () => {
    const text = '阿拉木图市政府代表团来访,与阿拉木图市教育局签约。';
    expect(clean([...report, text].join('\n'), context).verdict).toBe('clean');
  });
});

describe('what official pages say of gambling, sport, Macau and firms', () => {
  it.each([
    '县公安局打掉以“皇冠体育”“bet365”名义招揽投注的网络赌博平台两个,抓获二十三人。',
    '体育彩票公益金用于全民健身,双色球、刮刮乐的中奖情况由中国体育彩票官方网站公布。',
    '代表团赴澳门特别行政区推介旅游,澳门特区政府介绍博彩业的监管。',
    '歌舞娱乐场所、网吧、游艺娱乐场所的负责人参加培训。',
    '持证企业:星河互动娱乐有限公司、NetFox(中国)有限公司、金沙江水电集团公司。',
    '附件2022_年报_终稿.docx,型号HX-2000_B,登记证A_0012-C,见http://www.pingchuan.gov.cn/a_b-c.html。',
    '首页|政务公开|办事服务|互动交流',
    '年度报告_政府信息公开_平川县人民政府',
    '张凯发表讲话;李凯时任局长;南亚博览会开幕;葡京路改造完工;金沙县人民政府、皇冠花园小区。',
    '供电公司市分公司、移动公司县分公司与县政府官网市民信箱、平台县乡两级互通。',
    '请登录全国统一登记平台官网,下载APP后注册;依托DeepSeek平台政务服务水平提升。',
    '意大利米兰市代表团来访,威尼斯市的经验值得借鉴。',
    '体育局、教育和体育局、县体育中心与卫生健康局联合举办足球竞赛,决赛由电视台直播。',
    '您访问的链接即将离开“平川县人民政府”门户网站,是否继续?',
    '数据统计期限自202211日起至20221231日止。 | |||||||||||',
  ])('stays to the letter: %s', text => {
    const whole = [...report, text].join('\n');
    for (const context of [nowhere, { ...nowhere, lexicon: false }]) {
      expect(clean(whole, context)).toMatchObject({ clean_text: whole, removed: [], verdict: 'clean' });
    }
  });

  it('stays on the hosts of newspapers', () => {
    const text = '本报讯 市公安局打掉跨境赌博团伙两个,封堵涉赌网站、APP百余个,提醒市民远离网络赌博。';
    expect(
      clean(text, { url: 'http://news.pcdaily.com/a/20230101_1.html', host: 'news.pcdaily.com' }),
    ).toMatchObject({
      clean_text: text,
      verdict: 'clean',
    });
  });
});

describe('tables', () => {
  const cell = (text: string, gridColumn: number) => ({ text, gridColumn, colSpan: 1, rowSpan: 1 });
  const table = (label: string, ...values: string[]) => ({
    kind: 'table' as const,
    geometry: 'spans' as const,
    rows: [{ cells: [label, ...values].map(cell) }],
    width: values.length + 1,
  });

  it('gives labels back and leaves values alone', () => {
    const phrase = '澳门英皇娱乐_天下足球网-盘口官网';
    const document: Document = {
      title: `${phrase}白塔镇`,
      metas: [],
      blocks: [table(`${phrase}白塔镇行政许可`, ' 0', '/', '12', '8.0679', '　')],
      hidden: [],
      links: [],
    };
    const cleaned = cleanDocument(document, nowhere);
    expect(cleaned.document.blocks).toEqual([table('白塔镇行政许可', ' 0', '/', '12', '8.0679', '　')]);
    expect(cleaned.removed[0]?.where).toEqual(['title', 'table']);
  });
});
