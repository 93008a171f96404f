import { join } from 'node:path';
import Database from 'better-sqlite3';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { temporaryDirectory } from '../data/temporary-directory.ts';
import { seededNumbers } from '../schema/seeded-numbers.ts';
import { load } from './load.ts';
import { type ArchivedDocument, archived, extractionFor, inputOf } from './synthetic-input.ts';
import { ownWords, preparedText, shareWithin, sketchOf, sketchSize } from './text-sketch.ts';

const host = 'https://www.ninghai.gov.cn';

/** What the notices ask of every report. */
const formSentences = (unit: string, year: number): string[] => [
  `根据《中华人民共和国政府信息公开条例》和国务院办公厅政府信息与政务公开办公室关于政府信息公开工作年度报告有关事项的通知要求，${unit}编制本年度报告`,
  '本报告由总体情况、主动公开政府信息情况、收到和处理政府信息公开申请情况、因政府信息公开工作被申请行政复议提起行政诉讼情况、存在的主要问题及改进情况、其他需要报告的事项等六部分组成',
  `报告中所列数据的统计期限自${year}年1月1日起至${year}年12月31日止`,
  `本报告的电子版可以在宁海县人民政府网站查阅和下载`,
  `如对本报告有疑问，请与${unit}办公室联系`,
];

const subjects = [
  '统计数据',
  '食品安全',
  '校园建设',
  '水利工程',
  '防汛抗旱',
  '医保报销',
  '道路养护',
  '税费减免',
];
const verbs = [
  '召开座谈会听取',
  '上门走访了解',
  '委托第三方评估',
  '会同街道核查',
  '在窗口张贴说明',
  '开设专栏解读',
];
const objects = [
  '企业用工的难处',
  '老旧小区的意见',
  '渔民转产的进度',
  '夜间施工的投诉',
  '助学金发放的名册',
  '河道清淤的标段',
];
const ends = [
  '并逐条答复来信人',
  '形成清单后销号管理',
  '由纪检组跟踪督办',
  '结果上墙接受监督',
  '年底前全部办结',
  '经验在全县推广',
];

/** Sentences that a person wrote about their own year: drawn by seed, so that other seeds give other ones. */
function ownSentences(seed: number, count = 16): string[] {
  const random = seededNumbers(seed);
  const one = (list: readonly string[]): string => list[Math.floor(random() * list.length)] ?? '';
  return Array.from(
    { length: count },
    () =>
      `${one(verbs)}${one(objects)}，围绕${one(subjects)}整理材料${Math.floor(random() * 900)}份，${one(ends)}`,
  );
}

function documentOf(unit: string, year: number, sentences: readonly string[], day = 1): ArchivedDocument {
  const text = `${sentences.join('。')}。`;
  return archived(
    `${host}/${encodeURIComponent(unit)}/${year}.html`,
    {
      ...extractionFor({ unit, year, form: year < 2021 ? '2019' : '2021', seed: year }),
      sections: [
        { number: 1, title: '总体情况', text },
        { number: 6, title: '其他需要报告的事项', text: '无其他需要报告的事项。' },
      ],
    },
    { day },
  );
}

function copiesAmong(documents: readonly ArchivedDocument[]): Record<string, unknown>[] {
  const out = join(temporaryDirectory(), 'nianbao.db');
  load(inputOf(documents, out));
  const database = new Database(out, { readonly: true });
  const rows = database
    .prepare<[], Record<string, unknown>>(
      `SELECT v_flag.unit_name || ' ' || v_flag.report_year AS report, code, detail,
         other.unit_name || ' ' || other.report_year AS other
       FROM v_flag JOIN v_report AS other ON other.report_id = other_report_id
       WHERE code LIKE 'copied%' ORDER BY 1, 2`,
    )
    .all();
  database.close();
  return rows;
}

describe('reports loaded together', () => {
  const bureau = '宁海县统计局';
  const other = '宁海县审计局';

  test('a near-copy of another year is flagged: the year replaced, a sentence new, some figures moved', () => {
    const first = ownSentences(1);
    const next = first.map((sentence, index) =>
      index === 3 ? '新设政策咨询热线并公布值班表，全年接听群众来电' : sentence.replace(/^(.{8})/, '$1'),
    );
    const found = copiesAmong([
      documentOf(bureau, 2021, [...formSentences(bureau, 2021), ...first]),
      documentOf(bureau, 2022, [...formSentences(bureau, 2022), ...next]),
    ]);
    expect(found).toMatchObject([
      { report: `${bureau} 2022`, code: 'copied_from_year', other: `${bureau} 2021` },
    ]);
    const similarity = Number(/similarity ([\d.]+)/.exec(String(found[0]?.['detail']))?.[1]);
    expect(similarity).toBeGreaterThan(0.85);
    expect(similarity).toBeLessThan(1);
    expect(found[0]?.['detail']).toContain('other figures');
  });

  test('a near-copy of another body is flagged on the later one, with the name replaced', () => {
    const sentences = (unit: string): string[] => [
      ...formSentences(unit, 2022),
      `${unit}高度重视政府信息公开工作`,
      ...ownSentences(2),
    ];
    expect(
      copiesAmong([
        documentOf(other, 2022, sentences(other), 2),
        documentOf(bureau, 2022, sentences(bureau), 1),
      ]),
    ).toEqual([
      {
        report: `${other} 2022`,
        code: 'copied_from_body',
        detail: 'similarity 1.00, same figures',
        other: `${bureau} 2022`,
      },
    ]);
  });

  test('honest reports share the sentences of the form, and are no copies', () => {
    const documents = [bureau, other, '宁海县财政局'].flatMap((unit, place) =>
      [2021, 2022].map(year =>
        documentOf(unit, year, [...formSentences(unit, year), ...ownSentences(10 * place + year)]),
      ),
    );
    expect(copiesAmong(documents)).toEqual([]);
  });

  test('half of last year’s sentences are no copy of it, nor is a text of nothing but the form’s own wording', () => {
    const last = ownSentences(5);
    expect(
      copiesAmong([
        documentOf(bureau, 2021, last),
        documentOf(bureau, 2022, [...last.slice(0, 8), ...ownSentences(77, 8)]),
        documentOf(other, 2021, formSentences(other, 2021)),
        documentOf(other, 2022, formSentences(other, 2022)),
      ]),
    ).toEqual([]);
  });

  test('of several sources the most alike is named, and of two alike the earlier', () => {
    const text = ownSentences(9);
    const found = copiesAmong([
      documentOf(bureau, 2020, [...text.slice(0, 14), ...ownSentences(31, 2)]),
      documentOf(bureau, 2021, text),
      documentOf(bureau, 2022, text),
      documentOf(bureau, 2023, text),
    ]);
    expect(found.slice(-2)).toMatchObject([
      { report: `${bureau} 2022`, other: `${bureau} 2021` },
      { report: `${bureau} 2023`, other: `${bureau} 2021` },
    ]);
  });

  test('what hundreds of bodies say alike names nobody, but a body’s own last year is still found', () => {
    const text = ownSentences(6);
    const documents = Array.from({ length: 302 }, (_, index) => documentOf(`宁海县第${index}局`, 2022, text));
    expect(copiesAmong([...documents, documentOf('宁海县第7局', 2023, text)])).toEqual([
      {
        report: '宁海县第7局 2023',
        code: 'copied_from_year',
        detail: 'similarity 1.00, same figures',
        other: '宁海县第7局 2022',
      },
    ]);
  });
});

test('what the notices ask of every report is told from a report’s own words', () => {
  const asked = [
    ...formSentences('宁海县统计局', 2022),
    '本年报全文共六个部分',
    '现将2022年度政府信息公开工作情况报告如下',
    '如有意见建议，请致电0574-00000000',
    '邮编：315600',
    '本年度无其他需要报告的事项',
    '我局2022年度没有收取任何信息处理费',
    '具体情况见下表',
  ];
  expect(asked.filter(sentence => ownWords(sentence, null) !== '')).toEqual([]);
  expect(ownSentences(4).filter(sentence => ownWords(sentence, null) === '')).toEqual([]);
});

describe('sketches', () => {
  const text = fc.array(fc.constantFrom(...ownSentences(3, 60)), { minLength: 8, maxLength: 30 });

  test('are the same for the same words, whatever the blanks, the year and the name', () => {
    fc.assert(
      fc.property(text, fc.integer({ min: 2008, max: 2030 }), (sentences, year) => {
        const plain = sentences.join('。');
        const dressed = sentences
          .map((sentence, index) => (index % 2 === 0 ? ` ${year}年${sentence}` : `宁海县统计局${sentence}\n`))
          .join('。 ');
        expect(ownWords(dressed, '宁海县统计局')).toBe(ownWords(plain, null));
        const sketch = sketchOf(ownWords(plain, null));
        expect(sketch).toEqual([...new Set(sketch)].sort((a, b) => a - b));
        expect(sketch.length).toBeLessThanOrEqual(sketchSize);
      }),
      { numRuns: 60 },
    );
  });

  test('a text stands wholly within itself and whatever holds it, and hardly in one of another hand', () => {
    fc.assert(
      fc.property(text, sentences => {
        const own = preparedText(sentences.join('。'), null);
        const holding = preparedText([...sentences, ...ownSentences(99, 20)].join('。'), null);
        expect(shareWithin(own, own)).toBe(1);
        expect(shareWithin(own, holding)).toBeGreaterThan(0.97);
        expect(
          shareWithin(
            own,
            preparedText('本所全年处置突发险情，维护航道灯浮，发放渔船证书。'.repeat(9), null),
          ),
        ).toBe(0);
      }),
      { numRuns: 40 },
    );
  });

  test('texts of which four fifths are alike mostly share what is needed to be compared', () => {
    let met = 0;
    for (let seed = 1; seed <= 200; seed += 1) {
      const sentences = ownSentences(seed, 20);
      const changed = [...sentences.slice(0, 17), ...ownSentences(seed + 1000, 3)];
      const theirs = new Set(sketchOf(ownWords(sentences.join('。'), null)));
      const shared = sketchOf(ownWords(changed.join('。'), null)).filter(hash => theirs.has(hash));
      if (shared.length >= 3) met += 1;
    }
    expect(met).toBeGreaterThan(190);
  });
});
