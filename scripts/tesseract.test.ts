/** Whole pages through tesseract, on machines that have it. */

import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { Document } from '../extract/document.ts';
import { mediaTypeOf } from '../extract/media.ts';
import { openDocument } from '../extract/readers/open.ts';
import { type Ocr, textOfLine } from '../extract/readers/picture/ocr.ts';
import { blank } from '../extract/readers/picture/raster.ts';
import { PdfPageWriter } from '../extract/synthetic/pdf-file.ts';
import { scannedPdf, withPicture } from '../extract/synthetic/picture-file.ts';
import { loadOcr } from './tesseract.ts';

const sample = (name: string): Uint8Array =>
  new Uint8Array(readFileSync(new URL(`../extract/readers/samples/${name}`, import.meta.url)));
const context = { url: null, contentType: null, fileName: null, portal: null };
const open = (bytes: Uint8Array, program: Ocr | null) =>
  openDocument(bytes, mediaTypeOf(bytes), context, null, program);

const ocr = loadOcr();
/** What is printed in the cells of the sample, in their order. */
const printed = '9 12 0 _ 305 / 1,024 77 680 4 31 2 15 8 _ 966 — 53 20 147 6 0 41 9 12'.split(' ');

/** Cells for figures, in order. */
function figuresOf({ blocks }: Document): string[] {
  const texts = blocks.flatMap(block =>
    block.kind === 'table' ? block.rows.flatMap(row => row.cells.map(cell => cell.text)) : [],
  );
  return texts.filter(text => !/\p{L}/u.test(text)).map(text => text || '_');
}

describe.runIf(ocr !== null)('with tesseract', () => {
  test('no figure of a scanned PDF, askew and blurred, differs from what is printed, and most are read', async () => {
    const scan = scannedPdf([{ jpeg: sample('report-scan.jpg'), width: 1000, height: 1125 }]);
    const { document, issues } = await open(scan, ocr);
    const read = figuresOf(document);
    expect(read).toHaveLength(printed.length);
    for (const [index, text] of read.entries()) expect(['\ufffd', printed[index]]).toContain(text);
    expect(read.filter(text => text === '\ufffd').length).toBeLessThanOrEqual(4);
    expect(document.blocks.map(block => (block.kind === 'text' ? block.text : ''))).toContain(
      '某镇2023年政府信息公开工作年度报告',
    );
    expect(issues.map(({ code }) => code)).toContain('extract.ocr.used');
  }, 120_000);

  test('no figure of a table pasted as a picture differs from what is printed', async () => {
    const scan = { jpeg: sample('report-scan.jpg'), width: 1000, height: 1125 };
    const page = new PdfPageWriter({}).text(60, 80, '二、主动公开政府信息情况');
    const place = { left: 60, bottom: 100, width: 480, height: 540 };
    const { document } = await open(withPicture(page, scan, place), ocr);
    const read = figuresOf(document);
    expect(read).toHaveLength(printed.length);
    for (const [index, text] of read.entries()) expect(['\ufffd', printed[index]]).toContain(text);
    expect(read.filter(text => text === '\ufffd').length).toBeLessThanOrEqual(6);
    expect(document.blocks[0]).toMatchObject({ kind: 'text', text: '二、主动公开政府信息情况' });
  }, 120_000);

  test('an answer has a line for every picture, blank ones too', async () => {
    const answer = await ocr?.([blank(60, 40), blank(80, 30)], { model: 'digits', layout: 'line' });
    expect(answer?.map(lines => lines.map(textOfLine).join('').trim())).toEqual(['', '']);
  });
});
