/** Pictures of pages: how they are decoded, and what is believed of a recognition. */

import { readFileSync } from 'node:fs';
import { deflateSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { mediaTypeOf } from '../../media.ts';
import { PdfPageWriter } from '../../synthetic/pdf-file.ts';
import { type PngMake, pngFile, scannedPdf, withPicture } from '../../synthetic/picture-file.ts';
import { seededRandom } from '../../synthetic/random.ts';
import { openDocument } from '../open.ts';
import { jpegOf } from '../pdf/pictures.ts';
import type { Ocr, RecognisedLine } from './ocr.ts';
import { recognisePage } from './page.ts';
import { readPng } from './png.ts';
import { blank, type Raster, turned } from './raster.ts';
import { ruled, straightened } from './rules.ts';

const sample = (name: string): Uint8Array =>
  new Uint8Array(readFileSync(new URL(`../samples/${name}`, import.meta.url)));
const context = { url: null, contentType: null, fileName: null, portal: null };
const open = (bytes: Uint8Array, ocr: Ocr | null) =>
  openDocument(bytes, mediaTypeOf(bytes), context, null, ocr);

describe('PNG', () => {
  const random = seededRandom(12);
  const picture: Raster = {
    width: 13,
    height: 11,
    data: Uint8Array.from({ length: 143 }, () => (random.chance(0.5) ? 255 : 0)),
  };

  test.each<PngMake>([
    { colour: 0, depth: 1 },
    { colour: 0, depth: 2 },
    { colour: 0, depth: 4 },
    { colour: 0, depth: 8 },
    { colour: 0, depth: 16 },
    { colour: 2, depth: 8 },
    { colour: 2, depth: 16 },
    { colour: 3, depth: 1 },
    { colour: 3, depth: 4 },
    { colour: 3, depth: 8 },
    { colour: 4, depth: 8 },
    { colour: 6, depth: 8 },
    { colour: 6, depth: 16, isInterlaced: true },
    { colour: 0, depth: 1, isInterlaced: true },
    { colour: 3, depth: 2, isInterlaced: true },
  ])('%j', make => {
    expect([...readPng(pngFile(picture, make)).data]).toEqual([...picture.data]);
  });

  test('of a size beyond the limit, packed to burst, or cut off is refused', () => {
    const whole = Buffer.from(pngFile(picture, { colour: 0, depth: 8 }));
    const huge = Buffer.from(whole);
    huge.writeUInt32BE(60_000, 16);
    huge.writeUInt32BE(60_000, 20);
    expect(() => readPng(huge)).toThrowError(expect.objectContaining({ code: 'extract.document.limit' }));
    const burst = deflateSync(Buffer.alloc(50_000_000));
    const length = Buffer.alloc(4);
    length.writeUInt32BE(burst.length);
    const bomb = Buffer.concat([whole.subarray(0, 33), length, Buffer.from('IDAT'), burst, Buffer.alloc(4)]);
    expect(() => readPng(bomb)).toThrowError(expect.objectContaining({ code: 'input.media.corrupt' }));
    for (let end = 8; end < whole.length - 16; end++)
      expect(() => readPng(whole.subarray(0, end))).toThrowError(
        expect.objectContaining({ code: 'input.media.corrupt' }),
      );
  });
});

test('a JPEG is decoded, and a damaged one said to be', async () => {
  const { width, height, data } = await jpegOf(sample('report-scan.jpg'));
  expect([width, height]).toEqual([1000, 1125]);
  expect(data.filter(value => value < 100).length).toBeGreaterThan(10_000);
  await expect(jpegOf(sample('report-scan.jpg').slice(0, 100))).rejects.toMatchObject({
    code: 'input.media.corrupt',
  });
});

/** A table of three columns and rows, with a square of ink in some cells. */
function drawnTable(inked: readonly (readonly [row: number, column: number])[]): Raster {
  const picture = blank(600, 300);
  const paint = (left: number, top: number, wide: number, high: number): void => {
    for (let y = top; y < top + high; y++) picture.data.fill(0, y * 600 + left, y * 600 + left + wide);
  };
  for (const y of [50, 100, 150, 200]) paint(100, y, 301, 2);
  for (const x of [100, 200, 300, 400]) paint(x, 50, 2, 151);
  for (const [row, column] of inked) paint(140 + 100 * column, 65 + 50 * row, 12, 20);
  return picture;
}

describe('ruling lines', () => {
  test.each([0, 1.2, -2])('of a page that stands askew by %f degrees', degrees => {
    const page = straightened(turned(drawnTable([]), (degrees * Math.PI) / 180));
    const lattices = ruled(page, 1)?.lattices ?? [];
    expect(lattices).toHaveLength(1);
    expect(lattices[0]?.cells).toHaveLength(9);
  });
});

/** Says the same of every picture, by model; whole pages hold no text. */
const saying =
  (answers: Readonly<Record<'digits' | 'chinese', readonly [text: string, confidence: number]>>): Ocr =>
  async (pictures, { model, layout }) =>
    pictures.map(({ width, height }): RecognisedLine[] => {
      if (layout === 'page') return [];
      const [text, confidence] = answers[model];
      const step = width / Math.max(1, text.length);
      const symbols = [...text].map((character, index) => ({
        text: character,
        confidence,
        box: { left: index * step, right: (index + 1) * step, top: 0, bottom: height },
      }));
      return [{ symbols }];
    });

const textsOf = async (ocr: Ocr): Promise<string[]> => {
  const { marks } = await recognisePage(drawnTable([[1, 1]]), 1, null, ocr);
  return marks.map(mark => mark.text);
};

describe('a figure is believed', () => {
  test('where both models are sure of the same, in the place of its cell', async () => {
    const { marks, rules } = await recognisePage(
      drawnTable([[1, 1]]),
      1,
      600,
      saying({ digits: ['7', 99], chinese: ['7', 96] }),
    );
    expect(marks).toMatchObject([{ text: '7' }]);
    expect(marks[0]?.x0).toBeCloseTo(240, -1);
    expect(rules.length).toBeGreaterThanOrEqual(8);
  });

  test.each([
    ['the models differ', { digits: ['7', 99], chinese: ['1', 99] }],
    ['one of them is not sure', { digits: ['7', 80], chinese: ['7', 99] }],
    ['the other is not sure', { digits: ['7', 99], chinese: ['7', 50] }],
    ['there are more figures than pieces of ink', { digits: ['17', 99], chinese: ['17', 99] }],
    ['one sees a numeral', { digits: ['4', 50], chinese: ['十', 99] }],
    ['nothing is seen', { digits: ['', 99], chinese: ['', 99] }],
  ] as const)('not where %s', async (_, answers) => {
    expect(await textsOf(saying(answers))).toEqual(['\ufffd']);
  });

  test('nowhere in a blank cell', async () => {
    const { marks } = await recognisePage(
      drawnTable([]),
      1,
      null,
      saying({ digits: ['1', 99], chinese: ['1', 99] }),
    );
    expect(marks).toEqual([]);
  });
});

test('without a program for it, pictures and scans say what to install', async () => {
  const scan = scannedPdf([{ jpeg: sample('report-scan.jpg'), width: 1000, height: 1125 }]);
  for (const bytes of [pngFile(blank(9, 9), { colour: 0, depth: 8 }), sample('report-scan.jpg'), scan])
    await expect(open(bytes, null)).rejects.toMatchObject({ code: 'extract.ocr.missing' });
});

describe('a picture on a page of text', () => {
  const scan = { jpeg: sample('report-scan.jpg'), width: 1000, height: 1125 };
  const place = { left: 60, bottom: 100, width: 480, height: 540 };
  const page = (): PdfPageWriter =>
    new PdfPageWriter({}).text(60, 80, '二、主动公开政府信息情况').text(60, 800, '三、其他事项');
  const sure = saying({ digits: ['7', 99], chinese: ['7', 99] });

  test('that shows a table is read where it stands', async () => {
    const { document, issues } = await open(withPicture(page(), scan, place), sure);
    const kinds = document.blocks.map(block => (block.kind === 'text' ? block.text : 'table'));
    expect(kinds).toEqual(['二、主动公开政府信息情况', 'table', 'table', '三、其他事项']);
    expect(issues.map(({ code }) => code)).toEqual(['extract.ocr.used']);
  });

  test('that shows a table is said to need a program, where there is none', async () => {
    const { document, issues } = await open(withPicture(page(), scan, place), null);
    expect(document.blocks.map(block => block.kind)).toEqual(['text', 'text']);
    expect(issues).toMatchObject([
      { code: 'extract.ocr.missing', message: expect.stringContaining('page 1') },
    ]);
  });

  test('is not recognised where it shows no table, is small, or lies under the page’s own table', async () => {
    const small = { ...place, width: 100, height: 110 };
    const ground = page();
    for (let y = 210; y < 740; y += 12) ground.text(70, y, '本页文字印在图片之上'.repeat(4));
    for (const bytes of [withPicture(page(), scan, small), withPicture(ground, scan, place)]) {
      const { document, issues } = await open(bytes, sure);
      expect(document.blocks.every(block => block.kind === 'text')).toBe(true);
      expect(issues).toEqual([]);
    }
  });

  test('is a scan where it fills the page and next to nothing is printed upon it', async () => {
    const stamped = new PdfPageWriter({}).text(280, 820, '- 3 -');
    const { issues } = await open(
      withPicture(stamped, scan, { left: 0, bottom: 0, width: 595, height: 842 }),
      sure,
    );
    expect(issues.map(({ code }) => code)).toEqual(['extract.ocr.used']);
  });
});
