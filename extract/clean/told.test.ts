import { describe, expect, it } from 'vitest';
import type { Document } from '../document.ts';
import { type CleanContext, cleanDocument, cleanText, gap } from './index.ts';

const nowhere: CleanContext = { url: null, host: null };
const clone: CleanContext = { url: 'http://www.qqzhuji.com/p/1.html', host: 'www.qqzhuji.com' };

function clean(text: string, context: CleanContext = nowhere) {
  return cleanText(text, context);
}

const report = [
  '平川县水利局2022年政府信息公开工作年度报告',
  '本报告由平川县水利局办公室编制,数据统计期限为2022年全年。',
  '一、总体情况',
  '全年公开信息九十六条,其中水资源管理信息三十条。',
];

describe('what stood there', () => {
  const phrases = (text: string, context: CleanContext = nowhere) =>
    clean(text, context).removed.map(({ text: phrase, proposal }) => [phrase, proposal]);

  it('is proposed for 关于, and not put into the text', () => {
    const text = '按照《平川县人民政府办公室鼎丰投注,鼎丰娱乐官网印发工作要点的通知》执行。';
    expect(phrases(text)).toEqual([['鼎丰投注,鼎丰娱乐官网', '关于']]);
    expect(clean(text).clean_text).not.toContain('关于');
    const phrase = '澳门金沙城中心_足球网-投注官网';
    expect(phrases(`${phrase}白塔镇人民政府\n落实上级${phrase}:政务公开的要求。`)).toEqual([
      [phrase, undefined],
      [`${phrase}:`, '关于'],
    ]);
  });

  it('is the registered place before its own letter only', () => {
    const text = '英国威廉希尔公司市水利局2022年年度报告\n来源:英国威廉希尔公司市水利局';
    expect(phrases(text, { ...nowhere, placeName: '抚州市' })).toEqual([['英国威廉希尔公司', '抚州']]);
    expect(phrases(text, { ...nowhere, placeName: '南城县' })).toEqual([['英国威廉希尔公司', undefined]]);
    expect(phrases(text)).toEqual([['英国威廉希尔公司', undefined]]);
  });

  it('is told apart where one phrase took the place of several words', () => {
    const phrase = '欧洲杯决赛竞猜_2024欧洲杯买球平台-线上app官网';
    const text = `${phrase}市水利局公告\n平川县人民政府办公室${phrase}印发要点的通知\n主办:${phrase}`;
    expect(phrases(text, { ...nowhere, placeName: '抚州市' })).toEqual([
      [phrase, '抚州'],
      [phrase, '关于'],
      [phrase, undefined],
    ]);
  });
});

describe('plain form', () => {
  it('is told: script, notes, marks, written references', () => {
    expect(clean('縣政府信息公開辦公室組織開展政務公開業務培訓,各鄉鎮參加。', clone).folds).toEqual([
      'traditional_script',
    ]);
    expect(clean('我局認真貫徹條例,務(wù)實推進(jìn)政務公開(kāi)。', clone).folds).toContain('pinyin_notes');
    expect(clean('平川★,白塔☆,全县★。信息★,公开☆;').folds).toEqual(['sprinkled_marks']);
    expect(clean(report.join('\n')).folds).toEqual([]);
  });

  it('of a phrase written in references shows it', () => {
    const written = [...'澳门英皇娱乐_天下足球网-盘口官网']
      .map(letter => `&#${letter.charCodeAt(0)};`)
      .join('');
    const cleaned = clean([`${written}平川县水利局`, ...report].join('\n'));
    expect(cleaned.clean_text.split('\n')[0]).toContain('平川县水利局');
    expect(cleaned.clean_text).not.toMatch(/&#|英皇/);
    expect(cleaned.removed.map(({ kind }) => kind)).toContain('phrase');
    expect(cleaned.folds).toEqual(['written_entities']);
    expect(clean('价格&#8226;&#160;说明 R&#38;D').removed).toEqual([]);
  });
});

describe('what the eye does not see', () => {
  const document = (change: Partial<Document>): Document => ({
    title: null,
    metas: [],
    blocks: report.map(text => ({ kind: 'text', text, level: null })),
    hidden: [],
    links: [],
    ...change,
  });

  it('hidden advertising is told, hidden menus stay', () => {
    const cleaned = cleanDocument(
      document({
        hidden: [
          { text: '皇冠体育官网开户投注', reason: 'display:none' },
          { text: '无障碍浏览 适老化服务', reason: 'display:none' },
        ],
      }),
      nowhere,
    );
    expect(cleaned.removed).toEqual([
      expect.objectContaining({ text: '皇冠体育官网开户投注', kind: 'hidden', count: 1 }),
    ]);
    expect(cleaned.document.hidden).toHaveLength(1);
    expect(cleaned.verdict).toBe('stripped');
  });

  it('what a script would write is told, and looked for in the text', () => {
    const escaped = [...'凯隆投注_鼎博娱乐官网']
      .map(letter => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`)
      .join('');
    const script = `document.title="${escaped}";`;
    const cleaned = cleanDocument(
      document({
        title: '凯隆投注_鼎博娱乐官网',
        hidden: [
          { text: script, reason: 'script' },
          { text: 'document.write("今天是星期一");', reason: 'script' },
        ],
      }),
      nowhere,
    );
    expect(cleaned.removed.map(({ text, kind }) => [text, kind])).toEqual([
      ['凯隆投注_鼎博娱乐官网', 'hidden'],
      ['凯隆投注_鼎博娱乐官网', 'phrase'],
    ]);
    expect(cleaned.document.title).toBeNull();
    expect(cleaned.document.hidden).toHaveLength(1);
  });

  it.each([
    'if(/baidu|sogou/.test(document.referrer)){location.href="http://kl.example.com/"}',
    'var ua=navigator.userAgent.toLowerCase();if(ua.indexOf("baiduspider")>-1){document.write(x)}',
  ])('a script that sends visitors from search engines elsewhere is flagged: %s', text => {
    const cleaned = cleanDocument(document({ hidden: [{ text, reason: 'script' }] }), nowhere);
    expect(cleaned).toMatchObject({ verdict: 'flagged', reasons: ['redirecting_script'], removed: [] });
  });

  it.each([
    'if(/iphone|android/i.test(navigator.userAgent)){location.href="/m/"}',
    'var h=document.createElement("script");h.src="https://hm.baidu.com/hm.js?1";document.write("");document.referrer',
    'if(document.referrer===""){location.href="/index.html"}',
  ])('a script for telephones, a counter and a way back are not: %s', text => {
    expect(cleanDocument(document({ hidden: [{ text, reason: 'script' }] }), nowhere).verdict).toBe('clean');
  });

  it('the text of an off-site advertising link goes', () => {
    const cleaned = cleanDocument(
      document({
        blocks: [...report, '友情链接 永利集团娱乐平台'].map(text => ({ kind: 'text', text, level: null })),
        links: [{ href: 'https://yl.example.com/', text: '永利集团娱乐平台' }],
      }),
      nowhere,
    );
    expect(cleaned.document.blocks.at(-1)).toMatchObject({ text: '友情链接' });
    expect(cleaned.reasons).toContain('off_site_link');
  });

  it('a phrase that other pages carry goes even where nothing else convicts it', () => {
    const context = { ...nowhere, otherPagePhrases: ['凯隆盛世'] };
    expect(clean('凯隆盛世平川县水利局公告', context).clean_text).toBe('平川县水利局公告');
    expect(clean('凯隆盛世平川县水利局公告').verdict).toBe('clean');
  });
});

describe('trust', () => {
  const portal = 'http://www.qqzhuji.com/art/2023/1/9/art_1_2.html';

  it('a report on a host that no office has is flagged, unless the registry vouches for it', () => {
    const context = { url: portal, host: 'www.qqzhuji.com' };
    expect(clean(report.join('\n'), context)).toMatchObject({
      verdict: 'flagged',
      reasons: ['foreign_host'],
    });
    expect(clean(report.join('\n'), { ...context, hostTrusted: true }).verdict).toBe('clean');
    expect(clean(report.join('\n'), { ...context, siteName: '平川县人民政府' }).verdict).toBe('flagged');
    expect(clean(report.join('\n'), { url: portal, host: 'slj.pingchuan.gov.cn' }).verdict).toBe('clean');
  });

  it('pinyin notes go, are told once, and make a page untrusted', () => {
    const cleaned = clean(
      '我局認真貫徹條例,務(wù)實推進(jìn)政務公開(kāi),全年公開(kāi)信息五十條(其中圖解三條)。',
    );
    expect(cleaned.clean_text).toBe('我局認真貫徹條例,務實推進政務公開,全年公開信息五十條(其中圖解三條)。');
    expect(cleaned.removed).toEqual([
      { text: '(wù)', kind: 'annotation', count: 4, where: ['body'], evidence: ['pinyin_notes'] },
    ]);
    expect(cleaned.verdict).toBe('flagged');
  });

  it('a rare character explained by its author keeps its note', () => {
    const text = '硚(qiáo)口区地处汉江北岸。主动公开(kg)单位的量。';
    expect(clean(text)).toMatchObject({ clean_text: text, verdict: 'clean' });
  });

  it('mainland text in traditional script is flagged, text of Macau is not', () => {
    expect(clean('縣政府信息公開辦公室組織開展政務公開業務培訓,各鄉鎮參加。', clone).reasons).toContain(
      'converted_script',
    );
    expect(clean('行政長官批示,特區政府審計署公佈報告,開支為一億澳門元。', clone).verdict).toBe('clean');
  });

  it('the address of a foreign host in an official text leaves a gap', () => {
    const cleaned = clean(
      '本报告经政府信息公开专栏(//www.qqzhuji.com/lyj/nb.shtml)公布,我局负责解释。',
      clone,
    );
    expect(cleaned.clean_text).toBe(`本报告经政府信息公开专栏(${gap})公布,我局负责解释。`);
  });

  it('a page of keywords is rejected', () => {
    const text =
      '澳门今晚开奖资料大全,精准释义解释落实\nadmin 2025-01-02 12次浏览\n本文目录导读:免费公开的背景与意义';
    expect(clean(text, clone).verdict).toBe('reject');
  });

  it('a report with its tables is never rejected', () => {
    const text = [...report, '澳门威尼斯人_真人百家乐-投注平台登录入口'].join('\n');
    expect(clean(text, clone)).toMatchObject({ verdict: 'stripped', clean_text: `${report.join('\n')}\n` });
  });
});
