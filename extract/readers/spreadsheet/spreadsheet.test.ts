/** Workbooks of three builds: what their cells show, how they hang together, and what can befall them. */

import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Document, TableBlock } from '../../document.ts';
import { mediaTypeOf } from '../../media.ts';
import { randomFigures } from '../../synthetic/figures.ts';
import { layOut } from '../../synthetic/grid.ts';
import { oleFile } from '../../synthetic/ole-file.ts';
import { seededRandom } from '../../synthetic/random.ts';
import { render } from '../../synthetic/render.ts';
import { sheetOf, type WrittenSheet, xlsFile, xlsxFile } from '../../synthetic/workbook-file.ts';
import { readTables } from '../../tables/read.ts';
import { readHtml } from '../html.ts';
import { openDocument } from '../open.ts';
import { zipStored } from '../zip.ts';
import { plainNumber, shownNumber } from './number-format.ts';
import { sheetLimits } from './sheet.ts';

const context = { url: null, contentType: null, fileName: null, portal: null };
const open = async (bytes: Uint8Array): Promise<Document & { codes: string[] }> => {
  const { document, issues } = await openDocument(bytes, mediaTypeOf(bytes), context);
  return { ...document, codes: issues.map(({ code }) => code) };
};
const builds = [
  ['XLSX', (sheets: readonly WrittenSheet[]) => xlsxFile(sheets)],
  ['XLS of 1997', (sheets: readonly WrittenSheet[]) => xlsFile(sheets, 8)],
  ['XLS of 1995', (sheets: readonly WrittenSheet[]) => xlsFile(sheets, 5)],
] as const;
const tablesOf = (document: Document): TableBlock[] =>
  document.blocks.filter(block => block.kind === 'table');
const textsOf = (table: TableBlock | undefined): string[][] =>
  table?.rows.map(row => row.cells.map(cell => cell.text)) ?? [];

describe.each(builds)('%s', (name, write) => {
  test('titles are text, merged cells have spans, blank cells are there', async () => {
    const document = await open(
      write([
        {
          cells: [
            { row: 0, column: 0, value: '某镇2023年年报' },
            { row: 2, column: 1, value: '信息内容' },
            { row: 2, column: 3, value: '件数' },
            { row: 3, column: 1, value: '规章' },
            { row: 3, column: 3, value: 0 },
            { row: 4, column: 1, value: '许可' },
            { row: 4, column: 3, value: -12 },
            {
              row: 6,
              column: 1,
              value:
                '注：以上数据由各科室提供，统计期限为当年一月一日至十二月三十一日，数据以年末为准。未列入者见附件，其余从略，请以公布为准。',
            },
          ],
          merges: [[2, 2, 1, 2], ...(name === 'XLS of 1995' ? [] : ([[3, 4, 2, 2]] as const))],
        },
      ]),
    );
    expect(document.blocks[0]).toEqual({ kind: 'text', text: '某镇2023年年报', level: null });
    expect(document.blocks.at(-1)).toMatchObject({ kind: 'text', text: expect.stringContaining('注：') });
    const [table] = tablesOf(document);
    expect(table).toMatchObject({ geometry: 'spans', width: 3 });
    expect(table?.rows[0]?.cells).toEqual([
      { text: '信息内容', gridColumn: 0, colSpan: 2, rowSpan: 1 },
      { text: '件数', gridColumn: 2, colSpan: 1, rowSpan: 1 },
    ]);
    expect(table?.rows[1]?.cells.map(cell => cell.text)).toEqual(['规章', '', '0']);
    expect(table?.rows[2]?.cells.at(-1)).toMatchObject({ text: '-12', gridColumn: 2 });
  });

  test('numbers are given as they are shown, and in full where digits would be lost', async () => {
    const formats: [number, string, string][] = [
      [1234, '#,##0', '1,234'],
      [12.7, '0', '12.7'],
      [0, '_ * #,##0_ ;_ * -#,##0_ ;_ * "-"_ ;_ @_ ', '-'],
      [45292, 'yyyy"年"m"月"d"日"', '2024年1月1日'],
      [103.5, '0.00"万元"', '103.50万元'],
      [0.155, '0.0%', '15.5%'],
    ];
    const cells = formats.flatMap(([value, format], row) => [
      { row, column: 0, value: '项' },
      { row, column: 1, value, format },
    ]);
    expect(textsOf(tablesOf(await open(write([{ cells }])))[0]).map(row => row[1])).toEqual(
      formats.map(([, , shown]) => shown),
    );
  });

  test('what is hidden is put aside', async () => {
    const cells = [0, 1, 2].flatMap(row =>
      [0, 1, 2].map(column => ({ row, column, value: `${row}${column}号` })),
    );
    const document = await open(
      write([
        { cells, hiddenRows: [1], hiddenColumns: [2] },
        { cells: [{ row: 0, column: 0, value: '密' }], isHidden: true },
      ]),
    );
    expect(textsOf(tablesOf(document)[0])).toEqual([
      ['00号', '01号'],
      ['20号', '21号'],
    ]);
    expect(document.hidden.map(({ text, reason }) => `${text} ${reason}`)).toEqual(
      expect.arrayContaining(['12号 hidden row', '02号 hidden column', '密 hidden sheet']),
    );
  });

  test('a whole report is read as its page would be', async () => {
    // Merged cells are known to BIFF8 and XLSX only.
    if (name === 'XLS of 1995') return;
    for (let seed = 0; seed < 8; seed++) {
      const figures = randomFigures(seededRandom(900 + seed), seed % 2 === 0 ? '2021' : '2019');
      const year = figures.form === '2019' ? 2020 : 2023;
      const valuesOf = (blocks: Document['blocks']): unknown[] =>
        readTables(blocks, year, true).cells.map(cell => [cell.row, cell.column, cell.value, cell.status]);
      const title = '某镇政府信息公开工作年度报告';
      const { blocks } = await open(write([sheetOf(title, layOut(figures))]));
      const page = readHtml(render(layOut(figures), 'html-spans', seededRandom(1), title));
      expect(valuesOf(blocks), `seed ${seed}`).toEqual(valuesOf(page.blocks));
    }
  });

  test('cut off or knocked over, it is read or refused with a code, and never hangs', async () => {
    const whole = write([sheetOf('某镇年报', layOut(randomFigures(seededRandom(4), '2021')))]);
    const random = seededRandom(77);
    for (let round = 0; round < 150; round++) {
      const bytes = whole.slice(0, round % 2 === 0 ? 8 + random.below(whole.length) : whole.length);
      for (let hit = 0; hit < 6; hit++) bytes[8 + random.below(bytes.length - 8)] = random.below(256);
      const outcome = await open(bytes).catch((error: unknown) => error);
      if (outcome instanceof Error) expect(outcome, `round ${round}`).toMatchObject({ name: 'NianbaoError' });
    }
  });
});

test('a workbook that an office program made', async () => {
  for (const extension of ['xls', 'xlsx']) {
    const bytes = new Uint8Array(
      readFileSync(new URL(`../samples/merged-cells.${extension}`, import.meta.url)),
    );
    const [table] = tablesOf(await open(bytes));
    expect(textsOf(table)).toEqual([
      ['信息\n内容', '件数'],
      ['本年制发件数', '现行有效件数'],
      ['文件', '规章', '', '17'],
      ['行政规范性文件', '2', '—'],
    ]);
    expect(table?.rows[0]?.cells[0]).toMatchObject({ colSpan: 2, rowSpan: 2 });
  }
});

test('strings that go on in the next record are whole', async () => {
  const cells = Array.from({ length: 30 }, (_, row) => ({
    row,
    column: row % 2,
    value: `${row}：${'字'.repeat(997)}末`,
  }));
  const document = await open(xlsFile([{ cells }]));
  const texts = document.blocks.map(block => (block.kind === 'text' ? block.text : ''));
  expect(texts).toEqual(cells.map(cell => cell.value));
});

test('a number is shown with all of its digits or as its format says them', () => {
  fc.assert(
    fc.property(
      fc.double({ min: -1e9, max: 1e9, noNaN: true }),
      fc.constantFrom(
        '0',
        '0.00',
        '#,##0',
        '#,##0.00;-#,##0.00',
        '0.00_ ',
        '0.00_);[Red]\\(0.00\\)',
        '00000',
        '0%',
        '¥#,##0.00',
        '0.0E+00',
        '0,',
        '[>5]0;0.0',
        '# ?/?',
        'm"月"0',
      ),
      (value, format) => {
        const shown = shownNumber(value, format);
        const number = shown.replace(/^\((.*)\)$/, '-$1').replace(/[,¥\s]/g, '');
        const meant = number.endsWith('%') ? Number(`${number.slice(0, -1)}e-2`) : Number(number);
        expect(meant).toBeCloseTo(Number(plainNumber(value)), 6);
      },
    ),
  );
});

describe('bombs', () => {
  test('a cell far out, merges without end and a string used everywhere are cut, and that is said', async () => {
    const far = await open(
      xlsxFile([
        {
          cells: [
            { row: 1_048_575, column: 16_383, value: '远' },
            { row: 0, column: 0, value: '近' },
          ],
        },
      ]),
    );
    expect(far.blocks).toMatchObject([{ kind: 'text', text: '近' }]);
    expect(far.codes).toEqual(['extract.document.limit']);
    const wide = await open(
      xlsxFile([
        {
          cells: [
            { row: 0, column: 0, value: 1 },
            { row: 0, column: 1, value: 2 },
          ],
          merges: [[0, 1_048_575, 0, 0]],
        },
      ]),
    );
    expect(tablesOf(wide)[0]?.rows).toHaveLength(1);
    const long = '长'.repeat(30_000);
    const many = await open(
      xlsxFile([
        { cells: Array.from({ length: 1_000 }, (_, row) => ({ row, column: row % 2, value: long })) },
      ]),
    );
    const characters = many.blocks.reduce(
      (sum, block) => sum + (block.kind === 'text' ? block.text.length : 0),
      0,
    );
    expect(characters).toBeLessThanOrEqual(sheetLimits.characters);
    expect(many.codes).toEqual(['extract.document.limit']);
  });

  test('entities are not expanded', async () => {
    const text =
      '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><worksheet><sheetData><row><c t="inlineStr"><is><t>甲&b;</t></is></c></row></sheetData></worksheet>';
    const bytes = zipStored([
      {
        name: 'xl/workbook.xml',
        bytes: new TextEncoder().encode(
          '<workbook xmlns:r="r"><sheets><sheet r:id="r0"/></sheets></workbook>',
        ),
      },
      {
        name: 'xl/_rels/workbook.xml.rels',
        bytes: new TextEncoder().encode(
          '<Relationships><Relationship Id="r0" Target="/xl/worksheets/s.xml"/></Relationships>',
        ),
      },
      { name: 'xl/worksheets/s.xml', bytes: new TextEncoder().encode(text) },
    ]);
    expect((await open(bytes)).blocks).toMatchObject([{ text: '甲&b;' }]);
  });
});

test('what is no workbook of a known build says so', async () => {
  const biff4 = oleFile([{ name: 'Workbook', bytes: Buffer.from([9, 4, 6, 0, 0, 0, 16, 0, 0, 0]) }]);
  await expect(open(biff4)).rejects.toMatchObject({ code: 'input.media.unsupported' });
  const other = oleFile([{ name: 'PowerPoint Document', bytes: Buffer.alloc(9) }]);
  await expect(open(other)).rejects.toMatchObject({
    code: 'input.media.unsupported',
    message: expect.stringContaining('PowerPoint'),
  });
  const binary = zipStored([
    { name: 'xl/workbook.bin', bytes: new Uint8Array(9) },
    { name: 'xl/a.xml', bytes: new Uint8Array() },
  ]);
  await expect(open(binary)).rejects.toMatchObject({ code: 'input.media.unsupported' });
});
