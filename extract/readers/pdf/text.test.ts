/** Running text of PDFs, and what of it is not believed. */

import { describe, expect, test } from 'vitest';
import { loadCharacterMaps } from '../../../data/character-maps.ts';
import { PdfPageWriter, pdfFile } from '../../synthetic/pdf-file.ts';
import { readPdf } from './read.ts';

const page = (): PdfPageWriter => new PdfPageWriter({});
const textsOf = async (...parameters: Parameters<typeof pdfFile>): Promise<string[]> => {
  const { document } = await readPdf(pdfFile(...parameters));
  return document.blocks.map(block => (block.kind === 'text' ? block.text : 'table'));
};

const full = '依照条例的规定编制本报告并向社会公布全部所列数据的统计期限为一年其间'; // 34 characters
const indented = `　　${full.slice(0, 32)}`;

describe('lines', () => {
  test('that fill the width go on as one paragraph, over a page break too; headings stay lines', async () => {
    const first = page().text(60, 100, '一、总体情况', 12).text(84, 130, full.slice(0, 32), 12);
    first.text(60, 150, full, 12).text(60, 780, full, 12).text(290, 815, '1', 9);
    const second = page().text(60, 80, '完毕。', 12).text(84, 100, '另起一段。', 12).text(290, 815, '2', 9);
    expect(await textsOf([first, second])).toEqual([
      '一、总体情况',
      full.slice(0, 32) + full,
      `${full}完毕。`,
      '另起一段。',
    ]);
    expect(indented).toContain(full.slice(0, 32));
  });

  test('are in order of place, not of drawing', async () => {
    expect(await textsOf([page().text(60, 200, '后').text(60, 100, '前').text(160, 100, '段')])).toEqual([
      '前 段',
      '后',
    ]);
  });

  test.each(['- 4 -', '—4—', '第 4 页', '第4页 共9页', '4/9'])('drop the page number %s', async number => {
    const pages = [page().text(60, 100, '正文').text(290, 820, number)];
    expect(await textsOf(pages)).toEqual(['正文']);
  });

  test('drop bare digits that count the pages', async () => {
    const numbered = (...numbers: readonly (string | null)[]) =>
      numbers.map((number, index) => {
        const text = page().text(60, 100, `正文${index + 1}`);
        return number === null ? text : text.text(290, 820, number);
      });
    expect(await textsOf(numbered('4', '5', '6'))).toEqual(['正文1', '正文2', '正文3']);
    expect(await textsOf(numbered(null, '2', '3'))).toEqual(['正文1', '正文2', '正文3']);
    expect(await textsOf(numbered('1'))).toEqual(['正文1']);
    expect(await textsOf(numbered(null, '2'))).toEqual(['正文1', '正文2']);
  });

  test('keep bare digits that do not', async () => {
    const texts = async (...numbers: readonly (readonly [number: string, y: number] | null)[]) =>
      textsOf(
        numbers.map((number, index) => {
          const text = page().text(60, 100, `正文${index + 1}`);
          return number === null ? text : text.text(290, number[1], number[0]);
        }),
      );
    expect(await texts(['4', 820])).toEqual(['正文1', '4']);
    expect(await texts(['1', 820], null, null)).toEqual(['正文1', '1', '正文2', '正文3']);
    expect(await texts(['3', 820], ['3', 820], ['3', 820])).toHaveLength(6);
    // A count, but not in one place.
    expect(await texts(['1', 820], ['2', 790], null)).toHaveLength(5);
  });

  test('keep numbers that stand in the text', async () => {
    expect(await textsOf([page().text(60, 300, '2024').text(60, 400, '正文')])).toEqual(['2024', '正文']);
  });

  test('keep a figure and a mark that stand in two columns', async () => {
    const pages = [page().text(60, 100, '正文').text(60, 820, '0').text(290, 820, '-')];
    expect((await textsOf(pages)).join(' ')).toContain('0');
  });

  test('keep a figure that stands above the page number', async () => {
    const pages = [page().text(60, 100, '正文').text(60, 780, '114').text(290, 820, '- 1 -')];
    expect(await textsOf(pages)).toEqual(['正文', '114']);
  });

  test('keep the rest of a number that a page break has cut', async () => {
    const pages = [page().text(60, 90, '04').text(60, 104, '申请数').text(60, 820, '1')];
    expect(await textsOf(pages)).toEqual(['04', '申请数']);
  });

  test('say a running head once', async () => {
    const pages = [1, 2, 3].map(number =>
      page().text(60, 40, `某局年报 第${number}页`).text(60, 300, `第${number}段`),
    );
    expect(await textsOf(pages)).toEqual(['某局年报 第1页', '第1段', '第2段', '第3段']);
  });
});

test('rows of figures at the top of two pages are no running head', async () => {
  const pages = [1, 2].map(number => page().text(60, 40, `规章 ${number}`).text(60, 300, '正文'));
  expect(await textsOf(pages)).toEqual(['规章 1', '正文', '规章 2', '正文']);
});

test('the title is the document’s own property', async () => {
  const { document } = await readPdf(pdfFile([page().text(60, 100, '正文')], { title: '某局2023年年报' }));
  expect(document.title).toBe('某局2023年年报');
});

describe('text that is not believed', () => {
  test('an invisible layer is put aside, and alone it is a scan', async () => {
    const { document } = await readPdf(
      pdfFile([page().text(60, 100, '正文').text(60, 200, '认出', 10, '3 Tr')]),
    );
    expect(document.blocks).toHaveLength(1);
    expect(document.hidden).toEqual([{ text: '认出', reason: 'invisible text layer' }]);
    await expect(readPdf(pdfFile([page().text(60, 200, '认出', 10, '3 Tr')]))).rejects.toMatchObject({
      code: 'extract.document.no_text',
      message: expect.stringContaining('not trusted'),
    });
  });

  test('a watermark at an angle and text off the page are put aside', async () => {
    const marked = page()
      .text(60, 100, '正文')
      .text(-500, 300, '页外')
      .textAt('0.7 0.7 -0.7 0.7 200 400', '样本', 40);
    const { document } = await readPdf(pdfFile([marked]));
    expect(document.blocks).toHaveLength(1);
    expect(document.hidden).toEqual([
      { text: '页外', reason: 'outside the page' },
      { text: '样本', reason: 'set at an angle' },
    ]);
  });

  test('codes of a font that does not say what they mean are no characters', async () => {
    await expect(
      readPdf(pdfFile([page().text(60, 100, '1234')], { font: 'unmapped' })),
    ).rejects.toMatchObject({
      code: 'extract.document.no_text',
      message: expect.stringContaining('4 characters'),
    });
  });

  test('a code that the font’s map leaves out is none either, and the rest is read', async () => {
    const written = page().text(60, 100, '共12件');
    written.characters.delete('2');
    const { document, issues } = await readPdf(pdfFile([written]));
    expect(document.blocks).toMatchObject([{ text: '共1\ufffd件' }]);
    expect(issues).toMatchObject([{ code: 'extract.text.unmapped' }]);
  });

  test('fonts by a predefined map are read where the maps are handed in, and said to be lost where not', async () => {
    const bytes = pdfFile([page().text(60, 100, '信息公开 2024')], { font: 'predefined' });
    const { document } = await readPdf(bytes, loadCharacterMaps());
    expect(document.blocks).toMatchObject([{ text: '信息公开 2024' }]);
    await expect(readPdf(bytes)).rejects.toMatchObject({
      code: 'extract.document.no_text',
      message: expect.stringContaining('fonts do not tell'),
    });
  });
});

test('pages without text among others are named', async () => {
  const { issues } = await readPdf(pdfFile([page().text(60, 100, '正文'), page(), page()]));
  expect(issues).toEqual([{ code: 'extract.page.no_text', message: 'pages without text: 2, 3' }]);
});

test('a document without text is a scan', async () => {
  await expect(readPdf(pdfFile([page(), page()]))).rejects.toMatchObject({
    code: 'extract.document.no_text',
    message: expect.stringContaining('scan'),
  });
});
