import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readHtml } from './readers/html.ts';
import { readText } from './readers/text.ts';
import { sectionsOf } from './sections.ts';

const paragraphs = (...texts: string[]): string => texts.map(text => `<p>${text}</p>`).join('');

describe('sectionsOf', () => {
  test('the six sections with their running text, tables left out', () => {
    const html =
      paragraphs(
        '根据要求编制本报告。',
        '一、总体情况',
        '公开信息12条。',
        '（一）主动公开',
        '按时公开。',
        '二、主动公开政府信息情况',
      ) +
      '<table><tr><td>规章</td><td>0</td></tr></table>' +
      paragraphs(
        '三、收到和处理政府信息公开申请情况',
        '四、政府信息公开行政复议、行政诉讼情况',
        '五、存在的主要问题及改进情况',
        '人手不足。',
        '六、其他需要报告的事项',
        '无',
      );
    const sections = sectionsOf(readHtml(html).blocks);
    expect(sections.map(section => section.number)).toEqual([1, 2, 3, 4, 5, 6]);
    expect(sections[0]).toEqual({
      number: 1,
      title: '一、总体情况',
      text: '公开信息12条。\n（一）主动公开\n按时公开。',
    });
    expect(sections[1]?.text).toBe('');
    expect(sections[4]?.text).toBe('人手不足。');
  });

  test('F5: five sections, renumbered and reworded, keep the numbers of the form', () => {
    const text = [
      '一、工作概况',
      '甲。',
      '二、依申请公开情况',
      '乙。',
      '三、复议诉讼情况',
      '丙。',
      '四、存在问题',
      '丁。',
    ].join('\n');
    expect(sectionsOf(readText(text).blocks).map(section => section.number)).toEqual([1, 3, 4, 5]);
  });

  test.each([
    ['一、總體情況 全年公開信息12條。二、主動公開政府信息情況 見表。', [1, 2]],
    ['一(yī)、總體(tǐ)情況 全年公開(kāi)信息12條。五、存在的主要問題(tí)及改進(jìn)情況：人少。', [1, 5]],
    ['现公布如下。 一、本年度政府信息公开工作总体情况 1.设了专人。 五、存在的不足 人少。', [1, 5]],
    ['????一、总体情况\n公开信息12条。\n????五、存在的主要问题及改进情况\n人少。', [1, 5]],
    ['一、政府信息公开工作的基本概况\n公开信息12条。\n二、主动公开政府信息情况\n见表。', [1, 2]],
  ])('headings on one line with the text, in either script, behind lost blanks: %s', (text, numbers) => {
    const sections = sectionsOf(readText(text).blocks);
    expect(sections.map(section => section.number)).toEqual(numbers);
    expect(sections.every(section => section.text !== '')).toBe(true);
  });

  test('cells that stand as lines of text are no running text', () => {
    const text =
      '二、主动公开政府信息情况\n第二十条第（一）项\n规章\n0\n三、收到和处理政府信息公开申请情况\n一、本年新收政府信息公开申请数量\n0\n五、存在的主要问题及改进情况\n问题是人少。';
    const sections = sectionsOf(readText(text).blocks);
    expect(sections.map(section => [section.number, section.text])).toEqual([
      [2, ''],
      [3, ''],
      [5, '问题是人少。'],
    ]);
  });

  test('a sentence that mentions a heading is no heading', () => {
    const text =
      '一、总体情况\n二、是围绕主动公开，认真做好各项工作，取得实效。\n五、存在的主要问题及改进情况\n人少。';
    expect(sectionsOf(readText(text).blocks).map(section => section.number)).toEqual([1, 5]);
  });
});

const headings = [
  '总体情况',
  '主动公开政府信息情况',
  '收到和处理政府信息公开申请情况',
  '政府信息公开行政复议、行政诉讼情况',
  '存在的主要问题及改进情况',
  '其他需要报告的事项',
];
const numerals = '一二三四五六';
const cut = (lines: readonly string[]) =>
  sectionsOf([{ kind: 'text', text: lines.join('\n'), level: null }]).map(({ number, text }) => [
    number,
    text,
  ]);

describe('headings as they are met', () => {
  test('a table of contents before the body is none of the text', () => {
    const contents = headings.map((heading, index) => `${numerals[index]}、${heading}……………${index + 1}`);
    const bare = headings.map((heading, index) => `${numerals[index]}、${heading}`);
    const body = headings.flatMap((heading, index) => [
      `${numerals[index]}、${heading}`,
      `第${index}段正文。`,
    ]);
    const expected = headings.map((_, index) => [index + 1, `第${index}段正文。`]);
    expect(cut(['目录', ...contents, ...body])).toEqual(expected);
    expect(cut(['目 录', ...bare, ...body])).toEqual(expected);
    expect(cut([bare.join(' '), ...body])).toEqual(expected);
  });

  test.each([
    ['a menu above the report', ['二、主动公开政府信息情况', '政府信息公开年报'], []],
    ['a breadcrumb’s last word', ['主动公开情况', '某某县2022年政府信息公开工作年度报告'], []],
    ['a side bar behind it', [], ['相关链接', '一、总体情况', '三、收到和处理政府信息公开申请情况']],
    [
      'a table of contents with more sections than the report has',
      [
        '一、总体情况',
        '二、主动公开政府信息情况',
        '三、收到和处理政府信息公开申请情况',
        '六、其他需要报告的事项',
      ],
      [],
    ],
  ])('%s is no section', (_, above, below) => {
    const report = [
      '一、总体情况',
      '公开信息12条。',
      '二、主动公开政府信息情况',
      '公开30条。',
      '五、存在的问题',
      '人手不足。',
    ];
    const sections = sectionsOf(readHtml(paragraphs(...above, ...report, ...below)).blocks);
    expect(sections.map(({ number }) => number)).toEqual([1, 2, 5]);
    expect(sections.map(({ text }) => text)).toEqual(['公开信息12条。', '公开30条。', '人手不足。']);
  });

  test('parts of 总体情况 that speak of other sections stay in it', () => {
    const lines = ['一、总体情况', '（一）主动公开情况', '公开了。', '（二）依申请公开情况', '办理了。'];
    expect(cut([...lines, '二、主动公开政府信息情况', '五、存在的主要问题及改进情况', '人少。'])).toEqual([
      [1, lines.slice(1).join('\n')],
      [2, ''],
      [5, '人少。'],
    ]);
  });

  test('headings numbered （一） or 1. are sections where none is numbered above them', () => {
    for (const number of [(index: number) => `（${numerals[index]}）`, (index: number) => `${index + 1}.`]) {
      const body = headings.flatMap((heading, index) => [`${number(index)}${heading}`, `第${index}段正文。`]);
      expect(cut(body)).toEqual(headings.map((_, index) => [index + 1, `第${index}段正文。`]));
    }
  });

  test('a heading glued to its text, in bold or behind the last sentence', () => {
    const text =
      '一、总体情况2022年，我局认真公开。二、主动公开政府信息情况 如下表。三、收到和处理政府信息公开申请情况：如下表。';
    expect(
      cut([text, '四、复议诉讼情况。全年没有。', '五、存在的主要问题及改进情况', '一、总体情况良好。']),
    ).toEqual([
      [1, '2022年，我局认真公开。'],
      [2, '如下表。'],
      [3, '如下表。'],
      [4, '全年没有。'],
      [5, '一、总体情况良好。'],
    ]);
  });

  test('an order of its own, where the numbers go up', () => {
    expect(
      cut([
        '一、总体情况',
        '甲。',
        '二、存在的主要问题及改进情况',
        '乙。',
        '三、收到和处理政府信息公开申请情况',
        '丙。',
      ]),
    ).toEqual([
      [1, '甲。'],
      [5, '乙。'],
      [3, '丙。'],
    ]);
  });

  test('headings and paragraphs in cells of a table that sets the page', () => {
    const rows = ['一、总体情况', '公开了。', '二、主动公开政府信息情况', '如下。'].map(
      text => `<tr><td colspan="2">${text}</td></tr>`,
    );
    const html = `<table>${rows.join('')}<tr><td>规章</td><td>0</td></tr></table>`;
    expect(sectionsOf(readHtml(html).blocks).map(({ number, text }) => [number, text])).toEqual([
      [1, '公开了。'],
      [2, '如下。'],
    ]);
  });

  test('rows of a flattened 统计表 that are named like sections are none', () => {
    const list = [
      '统计指标',
      '单位',
      '统计数',
      '一、主动公开情况',
      '——',
      '（一）主动公开政府信息数',
      '条',
      '17',
    ];
    const more = ['三、依申请公开情况', '——', '（一）收到申请数', '件', '4', '1.当面申请数', '件', '4'];
    const lines = ['一、总体情况', '甲。', ...list, ...more, '五、存在的主要问题及改进情况', '乙。'];
    expect(cut(lines)).toEqual([
      [1, '甲。'],
      [5, '乙。'],
    ]);
    expect(
      cut(['一、概述', '甲。', '二、主动公开情况', '公开了12条。', '三、依申请公开情况', '没有。']),
    ).toEqual([
      [1, '甲。'],
      [2, '公开了12条。'],
      [3, '没有。'],
    ]);
  });

  test('what the page says after the report is none of its last section', () => {
    expect(
      cut(['一、总体情况', '甲。', '六、其他需要报告的事项', '无。', '上一篇：通知', '版权所有 某局']),
    ).toEqual([
      [1, '甲。'],
      [6, '无。'],
    ]);
  });

  test('whatever is written below which heading, each section has its own text whole and nothing else', () => {
    const word = fc.constantFrom(
      '公开政府信息12条',
      '见第三部分',
      '依申请公开',
      '行政复议',
      '问题在于人手',
      '主动公开',
      '（一）加强领导',
      '总体情况良好',
      '一是抓落实',
    );
    const paragraph = fc
      .array(word, { minLength: 1, maxLength: 5 })
      .map(words => `我局${words.join('，')}，工作有序开展。`);
    const sub = fc.constantFrom('（一）主动公开', '（二）依申请公开情况', '1.存在的问题', '（三）监督保障');
    const body = fc.array(fc.oneof(paragraph, sub), { maxLength: 5 });
    const arrangement = fc.record({
      bodies: fc.array(body, { minLength: 6, maxLength: 6 }),
      kept: fc.array(fc.boolean(), { minLength: 6, maxLength: 6 }),
      renumbered: fc.boolean(),
      glued: fc.boolean(),
      contents: fc.boolean(),
    });
    fc.assert(
      fc.property(arrangement, ({ bodies, kept, renumbered, glued, contents }) => {
        const present = headings.flatMap((_, index) => (kept[index] ? [index] : []));
        const titled = present.map(
          (index, position) => `${numerals[renumbered ? position : index]}、${headings[index]}`,
        );
        // A sub-heading is glued to nothing.
        const lines = present.flatMap((index, position) => {
          const [first = '', ...rest] = bodies[index] ?? [];
          return glued && first.startsWith('我局')
            ? [`${titled[position]}${first}`, ...rest]
            : [titled[position] ?? '', first, ...rest];
        });
        const preface = contents && present.length >= 3 ? ['目录', ...titled] : ['根据要求编制本报告。'];
        expect(cut([...preface, ...lines])).toEqual(
          present.map(index => [index + 1, (bodies[index] ?? []).join('\n')]),
        );
      }),
      { numRuns: 300 },
    );
  });
});

describe('headings without numbers', () => {
  const reworded = [
    '概述',
    '政府信息主动公开情况',
    '政府信息依申请公开情况',
    '复议、诉讼和申诉的情况',
    '存在的主要问题和改进措施',
    '政府信息公开收费情况',
  ];
  const page = (headings: readonly string[]): string =>
    paragraphs(...headings.flatMap((heading, index) => [heading, `全年公开信息${index}条，均已办结。`]));
  const titlesOf = (html: string): string[] => sectionsOf(readHtml(html).blocks).map(({ title }) => title);

  test('in other words than the form’s are headings where a page has no others', () => {
    expect(titlesOf(page(reworded))).toEqual(reworded);
  });

  test('are lines of their section where the page numbers its sections', () => {
    const numbered = [
      '一、总体情况',
      '二、主动公开政府信息情况',
      '三、收到和处理政府信息公开申请情况',
      '五、存在的主要问题及改进情况',
    ];
    const [first = '', ...others] = numbered;
    const html = page([first, '主动公开情况', '依申请公开情况', '存在的问题', ...others]);
    expect(titlesOf(html)).toEqual(numbered);
    expect(sectionsOf(readHtml(html).blocks)[0]?.text).toContain('依申请公开情况');
  });
});
