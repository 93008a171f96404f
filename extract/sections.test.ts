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
