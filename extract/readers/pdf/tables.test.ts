/** Tables of PDFs: from the lattice of their lines, over page breaks, upright or not. */

import { describe, expect, test } from 'vitest';
import { sectionFormIds } from '../../../schema/forms/form.ts';
import type { Block, TableBlock } from '../../document.ts';
import { randomFigures } from '../../synthetic/figures.ts';
import { layOut } from '../../synthetic/grid.ts';
import { PdfPageWriter, pdfFile } from '../../synthetic/pdf-file.ts';
import { randomSetting, setReport } from '../../synthetic/pdf-report.ts';
import { seededRandom } from '../../synthetic/random.ts';
import { render } from '../../synthetic/render.ts';
import { readTables } from '../../tables/read.ts';
import { readHtml } from '../html.ts';
import { readPdf } from './read.ts';

async function tablesIn(...pages: PdfPageWriter[]): Promise<TableBlock[]> {
  const { document } = await readPdf(pdfFile(pages));
  return document.blocks.filter(block => block.kind === 'table');
}

/** Cells as `column+colSpan×rowSpan:text`, spans of one left out. */
const shapeOf = (table: TableBlock | undefined): string[][] =>
  (table?.rows ?? []).map(row =>
    row.cells.map(
      cell =>
        `${cell.gridColumn}${cell.colSpan > 1 ? `+${cell.colSpan}` : ''}${cell.rowSpan > 1 ? `×${cell.rowSpan}` : ''}:${cell.text}`,
    ),
  );

/** Two rows of three columns; `draw` may be any page. */
function smallGrid(page: PdfPageWriter): PdfPageWriter {
  for (const y of [100, 130, 160]) page.line(50, y, 350, y);
  for (const x of [50, 150, 250, 350]) page.line(x, 100, x, 160);
  return page;
}

describe('the lattice', () => {
  test('has no cells beside a row that is longer than the others', async () => {
    const page = smallGrid(new PdfPageWriter({}))
      .box(350, 130, 30, 30)
      .text(360, 150, '9')
      .text(60, 120, '1');
    expect(shapeOf((await tablesIn(page))[0])).toEqual([
      ['0:1', '1:', '2:'],
      ['0:', '1:', '2:', '3:9'],
    ]);
    // What is printed there is kept.
    const printed = smallGrid(new PdfPageWriter({})).box(350, 130, 30, 30).text(360, 120, '9');
    expect(shapeOf((await tablesIn(printed))[0])[0]).toEqual(['0:', '1:', '2:', '3:9']);
  });

  test('gives merged cells their spans, and text its cell by where it stands', async () => {
    const page = new PdfPageWriter({});
    for (const y of [100, 160]) page.line(50, y, 350, y);
    page.line(150, 130, 350, 130);
    for (const x of [50, 150, 350]) page.line(x, 100, x, 160);
    page.line(250, 130, 250, 160);
    page.text(260, 150, '17').text(160, 150, '3').text(60, 135, '信息').text(160, 120, '件数');
    expect(shapeOf((await tablesIn(page))[0])).toEqual([
      ['0×2:信息', '1+2:件数'],
      ['1:3', '2:17'],
    ]);
  });

  test.each([
    [
      'thin bars',
      (page: PdfPageWriter) => {
        for (const y of [100, 130, 160]) page.bar(50, y, 300, 0.7);
        for (const x of [50, 150, 250, 350]) page.bar(x, 100, 0.7, 60);
      },
    ],
    [
      'a box around each cell',
      (page: PdfPageWriter) => {
        for (const y of [100, 130]) for (const x of [50, 150, 250]) page.box(x, y, 100, 30);
      },
    ],
    [
      'dashes',
      (page: PdfPageWriter) => {
        for (const y of [100, 130, 160]) for (let x = 50; x < 350; x += 4) page.line(x, y, x + 2, y);
        for (const x of [50, 150, 250, 350]) for (let y = 100; y < 160; y += 4) page.line(x, y, x, y + 2);
      },
    ],
    [
      'open sides',
      (page: PdfPageWriter) => {
        for (const y of [100, 130, 160]) page.line(50, y, 350, y);
        for (const x of [150, 250]) page.line(x, 100, x, 160);
      },
    ],
  ])('reads lines drawn as %s', async (_, drawLines) => {
    const page = new PdfPageWriter({});
    drawLines(page);
    page.text(60, 120, '规章').text(160, 120, '1').text(260, 120, '2').text(160, 150, '3');
    expect(shapeOf((await tablesIn(page))[0])).toEqual([
      ['0:规章', '1:1', '2:2'],
      ['0:', '1:3', '2:'],
    ]);
  });

  test('takes no frame around a page and no underline for a table', async () => {
    const page = new PdfPageWriter({}).box(30, 30, 535, 780).text(60, 100, '标题').line(60, 104, 100, 104);
    expect(await tablesIn(page)).toEqual([]);
  });

  test('does not see white lines', async () => {
    const page = smallGrid(new PdfPageWriter({}).raw('1 1 1 RG')).text(60, 120, '规章');
    expect(await tablesIn(page)).toEqual([]);
  });
});

describe('numbers in cells', () => {
  test('are not doubled where bold is printed twice', async () => {
    const page = smallGrid(new PdfPageWriter({})).text(160, 120, '133').text(160.4, 120, '133');
    expect(shapeOf((await tablesIn(page))[0])[0]).toEqual(['0:', '1:133', '2:']);
  });

  test('are put together where a narrow column broke them, and only there', async () => {
    const page = smallGrid(new PdfPageWriter({}));
    // Nine digits of 10 points fill a column of 100 points but for its padding; 18 do.
    page.text(56, 115, '123456789012345678').text(56, 127, '90').text(156, 115, '12').text(156, 127, '34');
    expect(shapeOf((await tablesIn(page))[0])[0]).toEqual(['0:12345678901234567890', '1:12\n34', '2:']);
  });

  test('stay two where the first ends in a space, however full the column', async () => {
    const page = smallGrid(new PdfPageWriter({}));
    page.text(56, 115, '123456789012345678 ').text(56, 127, '90');
    expect(shapeOf((await tablesIn(page))[0])[0]).toEqual(['0:123456789012345678\n90', '1:', '2:']);
  });

  test('stay two where the first is wider than its cell: it was not broken to fit', async () => {
    const page = smallGrid(new PdfPageWriter({}));
    page
      .text(342, 115, '51')
      .text(342, 127, '00')
      .text(250, 145, '123456789012345678901')
      .text(250, 157, '7');
    expect(shapeOf((await tablesIn(page))[0])).toEqual([
      ['0:', '1:', '2:51\n00'],
      ['0:', '1:', '2:123456789012345678901\n7'],
    ]);
  });

  test('belong to neither column where they are printed across the line between two', async () => {
    const page = smallGrid(new PdfPageWriter({})).text(140, 120, '8888');
    expect(shapeOf((await tablesIn(page))[0])[0]).toEqual(['0+2:8888', '2:']);
  });

  test('are read to their end where the table is wider than its page', async () => {
    const page = smallGrid(new PdfPageWriter({ width: 275 })).text(260, 120, '77717');
    expect(shapeOf((await tablesIn(page))[0])[0]).toEqual(['0:', '1:', '2:77717']);
  });

  test('are whole where they run over the edge of the table', async () => {
    const page = smallGrid(new PdfPageWriter({})).text(335, 120, '77717').text(260, 150, '1');
    expect(shapeOf((await tablesIn(page))[0])).toEqual([
      ['0:', '1:', '2:77717'],
      ['0:', '1:', '2:1'],
    ]);
  });

  test('stand in the last column where it is too narrow for a single digit', async () => {
    const page = smallGrid(new PdfPageWriter({})).line(355, 100, 355, 160);
    for (const y of [100, 130, 160]) page.line(350, y, 355, y);
    page.text(353, 120, '7').text(356, 150, '8');
    expect(shapeOf((await tablesIn(page))[0])).toEqual([
      ['0:', '1:', '2:', '3:7'],
      ['0:', '1:', '2:', '3:'],
    ]);
  });

  test('stay two numbers where a gap parts them', async () => {
    const page = smallGrid(new PdfPageWriter({})).text(160, 120, '12').text(180, 120, '34');
    expect(shapeOf((await tablesIn(page))[0])[0]).toEqual(['0:', '1:12 34', '2:']);
  });
});

describe('pages', () => {
  test.each([90, 180, 270])('turned by %i degrees are read upright', async rotate => {
    const upright = smallGrid(new PdfPageWriter({})).text(60, 120, '规章').text(260, 150, '7');
    const turned = new PdfPageWriter({
      rotate,
      width: rotate === 180 ? 595 : 842,
      height: rotate === 180 ? 842 : 595,
    });
    const matrix = { 90: '0 1 -1 0 842 0', 180: '-1 0 0 -1 595 842', 270: '0 -1 1 0 0 595' }[rotate] ?? '';
    turned.raw(`q ${matrix} cm`);
    for (const operators of upright.content) turned.raw(operators);
    for (const character of upright.characters) turned.characters.add(character);
    turned.raw('Q');
    expect(shapeOf((await tablesIn(turned))[0])).toEqual(shapeOf((await tablesIn(upright))[0]));
  });

  test('with a table that stands sideways are turned', async () => {
    const upright = smallGrid(new PdfPageWriter({})).text(60, 120, '规章').text(260, 150, '7');
    const sideways = new PdfPageWriter({ width: 842, height: 595 });
    sideways.raw('q 0 1 -1 0 842 0 cm');
    for (const operators of upright.content) sideways.raw(operators);
    for (const character of upright.characters) sideways.characters.add(character);
    sideways.raw('Q');
    expect(shapeOf((await tablesIn(sideways))[0])).toEqual(shapeOf((await tablesIn(upright))[0]));
  });

  /** The first page ends with a table, the second begins with one; edges in points. */
  function halves(second: PdfPageWriter): [PdfPageWriter, PdfPageWriter] {
    const first = new PdfPageWriter({}).text(50, 60, '年度报告').text(280, 820, '- 4 -');
    for (const y of [700, 730, 760]) first.line(50, y, 350, y);
    for (const x of [50, 150, 250, 350]) first.line(x, 700, x, 760);
    second.text(50, 60, '年度报告').text(280, 820, '- 5 -');
    for (const y of [80, 110, 140]) second.line(50, y, 350, y);
    return [first, second];
  }

  test('share one table, with its group cell whole, and no page number in it', async () => {
    const [first, second] = halves(new PdfPageWriter({}));
    first.raw('1 1 1 rg 40 70 5 5 re f 0 0 0 rg');
    first
      .text(55, 750, '（四）无')
      .text(155, 720, '1.甲')
      .text(255, 720, '5')
      .text(155, 750, '2.乙')
      .text(255, 750, '6');
    first.text(55, 720, '（三）不予公开');
    for (const x of [50, 150, 250, 350]) second.line(x, 80, x, 140);
    second.text(55, 100, '法提供').text(155, 100, '3.丙').text(255, 100, '7');
    second.text(155, 130, '4.丁').text(255, 130, '8').text(55, 130, '（七）总计');
    const { document } = await readPdf(pdfFile([first, second]));
    const [text, table, ...rest] = document.blocks;
    expect(text).toMatchObject({ text: '年度报告' });
    expect(rest).toEqual([]);
    expect(shapeOf(table?.kind === 'table' ? table : undefined)).toEqual([
      ['0:（三）不予公开', '1:1.甲', '2:5'],
      ['0×2:（四）无\n法提供', '1:2.乙', '2:6'],
      ['1:3.丙', '2:7'],
      ['0:（七）总计', '1:4.丁', '2:8'],
    ]);
  });

  test('share a row that is cut: what stands on one side completes the other', async () => {
    const [first, second] = halves(new PdfPageWriter({}));
    for (const x of [50, 150, 250, 350]) second.line(x, 80, x, 140);
    first.text(55, 720, '规章').text(155, 720, '1').text(55, 750, '行政规范').text(155, 750, '44');
    second.text(55, 100, '性文件').text(255, 100, '66').text(55, 130, '行政许可').text(155, 130, '9');
    expect(shapeOf((await tablesIn(first, second))[0])).toEqual([
      ['0:规章', '1:1', '2:'],
      ['0:行政规范\n性文件', '1:44', '2:66'],
      ['0:行政许可', '1:9', '2:'],
    ]);
  });

  test('share a row that is cut behind the number of its label', async () => {
    const [first, second] = halves(new PdfPageWriter({}));
    for (const x of [50, 150, 250, 350]) second.line(x, 80, x, 140);
    first.text(55, 750, '四、').text(155, 750, '44');
    second.text(55, 100, '结转下年度继续办理');
    expect(shapeOf((await tablesIn(first, second))[0])[1]).toEqual([
      '0:四、\n结转下年度继续办理',
      '1:44',
      '2:',
    ]);
  });

  test('keep the rest of a row, which begins at its left, from completing it: a row reaches the edge', async () => {
    const setHalves = (number: number): [PdfPageWriter, PdfPageWriter] => {
      const [first, second] = halves(new PdfPageWriter({}));
      for (const x of [50, 150, 250, 350]) second.line(x, 80, x, 140);
      first.text(55, 720, '规章').text(255, 720, '1').text(55, 750, '行政规范性文件');
      second.text(number, 100, '66').text(55, 130, '行政许可').text(255, 130, '9');
      return [first, second];
    };
    expect(shapeOf((await tablesIn(...setHalves(155)))[0]).slice(1, 3)).toEqual([
      ['0:行政规范性文件', '1:', '2:'],
      ['0:', '1:66', '2:'],
    ]);
    expect(shapeOf((await tablesIn(...setHalves(255)))[0])[1]).toEqual(['0:行政规范性文件', '1:', '2:66']);
  });

  test('keep two rows apart that both have text in a column', async () => {
    const [first, second] = halves(new PdfPageWriter({}));
    for (const x of [50, 150, 250, 350]) second.line(x, 80, x, 140);
    first.text(55, 750, '规章').text(155, 750, '1');
    second.text(55, 100, '行政许可').text(255, 100, '2');
    expect(shapeOf((await tablesIn(first, second))[0]).slice(1, 3)).toEqual([
      ['0:规章', '1:1', '2:'],
      ['0:行政许可', '1:', '2:2'],
    ]);
  });

  test('keep tables apart that differ in width or have a heading between them', async () => {
    const [first, second] = halves(new PdfPageWriter({}));
    for (const x of [50, 150, 250, 350]) second.line(x, 80, x, 140);
    first.text(55, 720, '规章');
    second.text(55, 100, '行政许可');
    const heading = second.text(50, 75, '四、复议');
    expect(await tablesIn(first, heading)).toHaveLength(2);
    const [wide, narrow] = halves(new PdfPageWriter({}));
    for (const x of [50, 150, 250, 330]) narrow.line(x, 80, x, 140);
    wide.text(55, 720, '规章');
    narrow.raw('q').text(55, 100, '行政许可');
    const shorter = new PdfPageWriter({});
    for (const y of [80, 110, 140]) shorter.line(50, y, 300, y);
    for (const x of [50, 150, 300]) shorter.line(x, 80, x, 140);
    shorter.text(55, 100, '行政许可');
    expect(await tablesIn(wide, shorter)).toHaveLength(2);
  });
});

test('lines without rules are rows of cells, whose blanks may be lost', async () => {
  const page = new PdfPageWriter({});
  for (const [index, row] of [
    ['规章', '1', '2'],
    ['许可', '3', '4'],
  ].entries())
    for (const [column, text] of row.entries()) page.text(60 + 100 * column, 100 + 20 * index, text);
  const [table] = await tablesIn(page);
  expect(table?.geometry).toBe('lossy');
  expect(shapeOf(table)).toEqual([
    ['0:规章', '1:1', '2:2'],
    ['0:许可', '1:3', '2:4'],
  ]);
});

test('a whole report is read as its page would be, however its own pages break, and nothing else is', async () => {
  for (let seed = 0; seed < 40; seed++) {
    const random = seededRandom(7_000 + seed);
    const figures = randomFigures(random, random.pick(sectionFormIds));
    const setting = randomSetting(random);
    const title = '某镇政府信息公开工作年度报告';
    const { document } = await readPdf(pdfFile(setReport(layOut(figures), title, setting)));
    const page = readHtml(render(layOut(figures), 'html-spans', seededRandom(1), title));
    const valuesOf = (blocks: readonly Block[]): unknown[] =>
      readTables(blocks, figures.form === '2019' ? 2020 : 2023, true).cells.map(
        ({ table, row, column, value }) => [`${table}.${row}.${column}`, value],
      );
    const read = valuesOf(document.blocks);
    expect(read, `seed ${seed}, ${JSON.stringify(setting)}`).toEqual(valuesOf(page.blocks));
    expect(read.length).toBe(figures.cells.size);
  }
}, 120_000);
