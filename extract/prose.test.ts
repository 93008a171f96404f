import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readProse } from './prose.ts';

const factsOf = (text: string, unit: string | null = '东林街道', year: number | null = 2024): string[] =>
  readProse([{ kind: 'text', text, level: null }], [], year, unit).facts.map(
    ({ key, value, unit: counter, approximate }) => `${key} ${approximate ? '~' : ''}${value}${counter}`,
  );

describe('what the text gives', () => {
  test.each([
    [
      '2024年，全市共受理政府信息公开申请3119件，答复3050件（含上年度结转申请34件，另有103件顺延到下年度答复）。',
      [
        'req_new_received 3119件',
        'req_processed_total 3050件',
        'req_carried_in 34件',
        'req_carried_out 103件',
      ],
    ],
    ['新收政府信息公开申请12件，结转下年度继续办理3件。', ['req_new_received 12件', 'req_carried_out 3件']],
    ['收到政府信息公开申请3,119件。', ['req_new_received 3119件']],
    ['受理三件政府信息公开申请。', ['req_new_received 3件']],
    ['收到1份政府信息公开申请。', ['req_new_received 1份']],
    ['全市共收到政府信息公开申请1.2万余件。', ['req_new_received ~12000件']],
    ['我镇今年没有接到群众主动要求公开政府信息的申请。', ['req_new_received 0件']],
    ['全年没有收到依申请公开政府信息的情况。', ['req_new_received 0件']],
    ['主动公开政府信息2条，没有收到公开申请。', ['req_new_received 0件', 'items_published 2条']],
    ['全年收取政府信息公开信息处理费3940元。', ['req_fees_collected 3940元']],
    ['全年共收取信息处理费0.4万元。', ['req_fees_collected 4000元']],
    ['2024年,区政府国资局未收取信息处理费。', ['req_fees_collected 0元']],
    ['主动公开政府信息 5500 余条；', ['items_published ~5500条']],
  ])('%s', (sentence, facts) => {
    expect(factsOf(sentence)).toEqual(facts);
  });
});

describe('what it does not give', () => {
  test.each([
    ['another year', '2023年,受理政府信息公开申请35件。'],
    ['a way of applying', '收到信函申请公开3件，网络申请公开2件。'],
    ['a kind of applicant', '受理企业政府信息公开申请2件。'],
    ['a part of the year', '上半年未收到政府信息公开申请。'],
    ['a part of the requests', '未收到信函方式的政府信息公开申请。'],
    ['other business', '受理群众来信36件，全部公开答复。'],
    ['another procedure', '未收到因政府信息公开申请引起的行政复议。'],
    ['a tariff', '收取信息处理费的标准为每件100元。'],
    ['a channel', '通过门户网站公开信息77条。'],
    ['a gap', '主动公开政府信息\u3000条，其中规章43条。'],
    ['a comparison', '收到政府信息公开申请较去年增加12件。'],
    ['published decisions', '主动公开行政许可处理事项746件、处罚887件。'],
    ['two numbers for one thing', '收到政府信息公开申请3件。全年受理政府信息公开申请5件。'],
    ['none and some', '未收到政府信息公开申请。受理政府信息公开申请5件。'],
  ])('%s', (_, text) => {
    expect(factsOf(text)).toEqual([]);
  });

  test('requests to a body above are told apart from those to the unit itself', () => {
    const sentence = '受理公民向市政府及市政府办公室提出的政府信息公开申请5件。';
    const read = (unit: string) => readProse([{ kind: 'text', text: sentence, level: null }], [], 2024, unit);
    expect(read('迎宾路街道')).toEqual({ facts: [], ofOthers: [sentence] });
    expect(read('乳山市人民政府').facts).toHaveLength(1);
  });

  test('a number that is not printed is never given', () => {
    const piece = fc.constantFrom(
      '受理',
      '收到',
      '政府信息公开申请',
      '答复',
      '件',
      '条',
      '，',
      '。',
      '上年结转',
      '结转下年',
      '主动公开政府信息',
      '信息处理费',
      '收取',
      '万元',
      '元',
      '余',
      '12',
      '7',
      '305',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 25 }), pieces => {
        const text = pieces.join('');
        const { facts } = readProse([{ kind: 'text', text, level: null }], [], 2024, null);
        for (const { value } of facts)
          expect([value, value / 10_000].some(number => text.includes(String(number)))).toBe(true);
      }),
    );
  });
});
