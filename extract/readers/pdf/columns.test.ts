/** Pages in two columns, pages shown turned, and text of several directions on one page. */

import { describe, expect, test } from 'vitest';
import type { Block } from '../../document.ts';
import { createExtractor } from '../../index.ts';
import { randomFigures } from '../../synthetic/figures.ts';
import { layOut } from '../../synthetic/grid.ts';
import { PdfPageWriter, pdfFile } from '../../synthetic/pdf-file.ts';
import { randomSetting, setReport } from '../../synthetic/pdf-report.ts';
import { seededRandom } from '../../synthetic/random.ts';
import { readPdf } from './read.ts';

/** Texts, and tables as rows of cells parted by bars. */
async function read(...pages: PdfPageWriter[]): Promise<string[]> {
  const { document } = await readPdf(pdfFile(pages));
  return document.blocks.map(shown);
}

const shown = (block: Block): string =>
  block.kind === 'text'
    ? block.text
    : block.rows.map(row => row.cells.map(cell => cell.text).join('|')).join('/');

const sentence = (start: string): string => `${start}按照要求公开各类信息并回应群众关切不断完善`;

/** Lines of running text below each other, 20 points apart. */
function column(page: PdfPageWriter, x: number, y: number, texts: readonly string[]): PdfPageWriter {
  for (const [index, text] of texts.entries()) page.text(x, y + 20 * index, text);
  return page;
}

/** Two cells in two rows, 200 points wide and 60 high. */
function smallTable(page: PdfPageWriter, x: number, y: number, texts: readonly string[]): PdfPageWriter {
  for (const at of [y, y + 30, y + 60]) page.line(x, at, x + 200, at);
  for (const at of [x, x + 100, x + 200]) page.line(at, y, at, y + 60);
  for (const [index, text] of texts.entries())
    page.text(x + 6 + 100 * (index % 2), y + 20 + 30 * Math.floor(index / 2), text);
  return page;
}

describe('a page in two columns', () => {
  const lefts = ['甲', '乙', '丙', '丁'].map(sentence);
  const rights = ['戊', '己', '庚', '辛'].map(sentence);

  test('is read column by column, below what stands over both', async () => {
    const page = new PdfPageWriter({}).text(150, 60, '某市二〇二三年政府信息公开工作年度报告全文如下');
    column(page, 50, 100, lefts);
    column(page, 300, 103, rights);
    page.text(150, 200, '以上为两栏文字之下横贯全页的一行说明文字内容');
    expect((await read(page)).join('')).toBe(
      `某市二〇二三年政府信息公开工作年度报告全文如下${lefts.join('')}${rights.join('')}以上为两栏文字之下横贯全页的一行说明文字内容`,
    );
  });

  test('whose lines stand level keeps them apart, and a table where it stands in its column', async () => {
    const page = column(new PdfPageWriter({}), 50, 100, lefts);
    smallTable(page, 50, 190, ['规章', '3', '行政规范性文件', '12']);
    column(page, 50, 280, ['壬', '癸', '子', '丑'].map(sentence));
    column(page, 300, 100, [...rights, ...rights, ...rights, ...rights]);
    const blocks = await read(page);
    expect(blocks.join('')).toBe(
      `${lefts.join('')}规章|3/行政规范性文件|12${['壬', '癸', '子', '丑'].map(sentence).join('')}${rights.join('').repeat(4)}`,
    );
  });

  test('has one table that goes on from the foot of a column to the head of the next', async () => {
    const page = column(new PdfPageWriter({ height: 300 }), 50, 60, [
      ...lefts,
      sentence('寅'),
      sentence('卯'),
    ]);
    smallTable(page, 50, 190, ['规章', '3', '行政规范性文件', '12']);
    smallTable(page, 300, 50, ['行政许可', '4', '行政处罚', '5']);
    column(page, 300, 150, rights);
    expect((await read(page)).filter(text => text.includes('|'))).toEqual([
      '规章|3/行政规范性文件|12/行政许可|4/行政处罚|5',
    ]);
  });

  test('is none where short cells stand beside each other', async () => {
    const page = new PdfPageWriter({});
    for (const [index, text] of ['规章', '规范性文件', '行政许可'].entries())
      page.text(60, 100 + 20 * index, text).text(300, 100 + 20 * index, `${index + 1}件`);
    expect(await read(page)).toEqual(['规章 1件', '规范性文件 2件', '行政许可 3件']);
  });
});

describe('directions on one page', () => {
  /** What is drawn, turned so that its left edge comes to stand below. */
  function sideways(page: PdfPageWriter, drawn: PdfPageWriter): PdfPageWriter {
    page.raw(`q 0 1 -1 0 ${page.width} 0 cm`);
    for (const operators of drawn.content) page.raw(operators);
    for (const character of drawn.characters) page.characters.add(character);
    return page.raw('Q');
  }

  const table = ['规章', '3', '行政规范性文件', '12'];

  test('a table that stands sideways is read, and the heading and text that do not', async () => {
    const drawn = smallTable(new PdfPageWriter({ width: 842, height: 595 }), 300, 200, table);
    const page = sideways(new PdfPageWriter({}), drawn);
    page.text(60, 80, '二、主动公开政府信息情况').text(280, 820, '- 4 -');
    expect(await read(page)).toEqual(['二、主动公开政府信息情况', '规章|3/行政规范性文件|12']);
  });

  test('also where most of the page is upright text', async () => {
    const drawn = smallTable(new PdfPageWriter({ width: 842, height: 595 }), 300, 200, table);
    const page = sideways(new PdfPageWriter({}), drawn);
    column(page, 60, 80, ['甲', '乙', '丙', '丁'].map(sentence));
    expect((await read(page)).at(-1)).toBe('规章|3/行政规范性文件|12');
  });

  test('a label that runs up its cell stands in it, and nothing that runs over cells', async () => {
    const page = smallTable(new PdfPageWriter({}), 50, 100, ['', '3', '其他各类规范性文件', '12']);
    page.textAt('0 1 -1 0 90 715', '规章');
    page.textAt('0 1 -1 0 240 675', '12月31日');
    page.text(60, 60, sentence('甲'));
    expect(await read(page)).toEqual([sentence('甲'), '规章|3/其他各类规范性文件|12']);
    const { document } = await readPdf(pdfFile([page]));
    expect(document.hidden).toEqual([{ text: '12月31日', reason: 'set at an angle' }]);
  });

  test('a note up the margin is no text of the page', async () => {
    const page = new PdfPageWriter({}).text(60, 80, sentence('甲')).textAt('0 1 -1 0 20 400', '装订线');
    expect(await read(page)).toEqual([sentence('甲')]);
  });
});

test.each([
  ['flowing', 0, 0],
  ['flowing', 90, 90],
  ['balanced', 0, 0],
  ['balanced', 270, 0],
  ['one', 180, 0],
  ['one', 0, 270],
] as const)(
  'a report set %s, turned by %i and %i degrees, is read whole',
  async (columns, rotate, content) => {
    const random = seededRandom(7);
    const figures = randomFigures(random, '2021');
    const setting = { ...randomSetting(random), columns, turn: { rotate, content } };
    const title = '某镇2023年政府信息公开工作年度报告';
    const bytes = pdfFile(setReport(layOut(figures), title, setting));
    const context = { url: null, contentType: null, fileName: null, portal: null };
    const { cells, sections } = await createExtractor({ divisions: [] }).extract(bytes, context);
    const values = cells.filter(cell => cell.value !== null);
    const printed = [...figures.cells].filter(([, cell]) => cell.value !== null);
    expect(new Map(values.map(cell => [`${cell.table}.${cell.row}.${cell.column}`, cell.value]))).toEqual(
      new Map(printed.map(([key, cell]) => [key, cell.value])),
    );
    expect(sections.map(section => section.number)).toEqual([1, 2, 3, 4, 5, 6]);
  },
);
