/** PDFs that are damaged, locked or made to hurt: each ends soon, with a closed code. */

import { deflateSync } from 'node:zlib';
import { OPS as pdfjsOperators } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { describe, expect, test } from 'vitest';
import { PdfPageWriter, pdfFile } from '../../synthetic/pdf-file.ts';
import { pdfLimits } from './limits.ts';
import { OPS } from './operators.ts';
import { openPdf } from './pdfjs.ts';
import { readPdf } from './read.ts';

const page = (): PdfPageWriter => new PdfPageWriter({}).text(60, 150, '正文');
const whole = pdfFile([page(), page().text(60, 200, '再'.repeat(30))]);

const stream = (dictionary: string, content: string): string =>
  `<< ${dictionary} /Length ${content.length} >>\nstream\n${content}\nendstream`;

test('the numbers of the operators are those of pdf.js', () => {
  for (const [name, number] of Object.entries(OPS))
    expect(pdfjsOperators[name as keyof typeof pdfjsOperators], name).toBe(number);
});

test('reading a PDF leaves the built-ins of the process alone', async () => {
  const native = (value: unknown): boolean => /\[native code\]/.test(Function.prototype.toString.call(value));
  await readPdf(whole);
  expect([Array.prototype.push, JSON.parse, Function.prototype.toString].map(native)).toEqual([
    true,
    true,
    true,
  ]);
});

test('reading is repeatable and leaves the bytes as they were', async () => {
  const before = whole.slice();
  const first = await readPdf(whole);
  expect(await readPdf(whole)).toEqual(first);
  expect(whole).toEqual(before);
});

test('two documents at a time do not disturb each other', async () => {
  const other = pdfFile([new PdfPageWriter({}).text(60, 100, '另一')]);
  const alone = [await readPdf(whole), await readPdf(other)];
  expect(await Promise.all([readPdf(whole), readPdf(other)])).toEqual(alone);
});

describe('damage', () => {
  test('cut off anywhere, it gives a closed code or what is left, and never a defect', async () => {
    for (let length = 9; length < whole.length; length += 37) {
      const outcome = await readPdf(whole.slice(0, length)).catch((error: unknown) => error);
      if (outcome instanceof Error)
        expect(outcome, `cut at ${length}`).toMatchObject({
          code: expect.stringMatching(/^(input\.media\.corrupt|extract\.document\.no_text)$/),
        });
    }
  });

  test('nothing but a signature is corrupt', async () => {
    const bytes = new TextEncoder().encode('%PDF-1.4\nnothing else');
    await expect(readPdf(bytes)).rejects.toMatchObject({ code: 'input.media.corrupt' });
  });

  test('bytes knocked over give a closed code or a document', async () => {
    for (let seed = 1; seed < 60; seed++) {
      const bytes = whole.slice();
      for (let hit = 0; hit < 6; hit++)
        bytes[(seed * 7919 + hit * 104_729) % bytes.length] = (seed * 31 + hit) & 255;
      const outcome = await readPdf(bytes).catch((error: unknown) => error);
      if (outcome instanceof Error) expect(outcome, `seed ${seed}`).toMatchObject({ name: 'NianbaoError' });
    }
  });
});

test('a password is asked for: encrypted', async () => {
  const bytes = pdfFile([page()], {
    trailer:
      '/ID [<00112233445566778899aabbccddeeff> <00112233445566778899aabbccddeeff>] /Encrypt << /Filter /Standard /V 1 /R 2 /O <000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f> /U <202122232425262728292a2b2c2d2e2f303132333435363738393a3b3c3d3e3f> /P -4 >>',
  });
  await expect(readPdf(bytes)).rejects.toMatchObject({ code: 'input.media.encrypted' });
});

describe('endless', () => {
  test('a form that draws itself', async () => {
    const content = '/X1 Do BT /F1 10 Tf <6b63> Tj ET';
    const bytes = pdfFile([page().raw('/X1 Do')], {
      objects: new Map([
        [
          100,
          stream(
            '/Type /XObject /Subtype /Form /BBox [0 0 99 99] /Resources << /XObject << /X1 100 0 R >> >>',
            content,
          ),
        ],
      ]),
      resources: '/XObject << /X1 100 0 R >>',
    });
    const { document } = await readPdf(bytes);
    expect(document.blocks).toMatchObject([{ text: '正文' }, { text: 'kc' }]);
  });

  test('forms that draw ten others, ten deep, cost their page only, and that is said', async () => {
    const objects = new Map<number, string>();
    for (let depth = 0; depth < 10; depth++)
      objects.set(
        100 + depth,
        stream(
          `/Type /XObject /Subtype /Form /BBox [0 0 99 99] /Resources << /XObject << /X1 ${101 + depth} 0 R >> >>`,
          depth === 9 ? '0 0 m 9 9 l S' : '/X1 Do '.repeat(10),
        ),
      );
    const bytes = pdfFile([page(), new PdfPageWriter({}).raw('/X1 Do'), page()], {
      objects,
      resources: '/XObject << /X1 100 0 R >>',
    });
    const { document, issues } = await readPdf(bytes);
    expect(document.blocks).toMatchObject([{ text: '正文' }, { text: '正文' }]);
    expect(issues).toMatchObject([
      { code: 'extract.document.limit', message: 'pages that draw more than is read: 2' },
    ]);
  });

  const tile = (type: string): Uint8Array =>
    pdfFile([page().raw('/Pattern cs /P1 scn 0 0 99 99 re f').text(60, 200, '其后')], {
      objects: new Map([
        [
          100,
          stream(
            `/Type /Pattern ${type} /PaintType 1 /TilingType 1 /BBox [0 0 9 9] /XStep 9 /YStep 9 /Resources << /Pattern << /P1 100 0 R >> >>`,
            '/Pattern cs /P1 scn 0 0 9 9 re f',
          ),
        ],
        [101, '1'],
      ]),
      resources: '/Pattern << /P1 100 0 R >>',
    });

  test.each(['/PatternType 1', '/PatternType\n1', '/Pa#74ternT#79pe 1'])(
    'a pattern that paints with itself: %j',
    async type => {
      const { document } = await readPdf(tile(type));
      expect(document.blocks).toMatchObject([{ text: '正文' }, { text: '其后' }]);
    },
  );

  test('a pattern that hides what it is', async () => {
    await expect(readPdf(tile('/PatternType 101 0 R'))).rejects.toMatchObject({
      code: 'extract.document.limit',
    });
  });

  test('a tree of pages that is its own branch', async () => {
    const text = new TextDecoder('latin1').decode(pdfFile([page()], { compress: false }));
    const bytes = Uint8Array.from(text.replace('/Kids [10000 0 R]', '/Kids [    2 0 R]'), c =>
      c.charCodeAt(0),
    );
    await expect(readPdf(bytes)).rejects.toMatchObject({ name: 'NianbaoError' });
  });

  test('a count of pages that is not true', async () => {
    const text = new TextDecoder('latin1').decode(pdfFile([page()], { compress: false }));
    const bytes = Uint8Array.from(text.replace('/Count 1 ', '/Count 99999999 '), c => c.charCodeAt(0));
    const outcome = await readPdf(bytes).catch((error: unknown) => error);
    if (outcome instanceof Error) expect(outcome).toMatchObject({ name: 'NianbaoError' });
  });
});

describe('too much', () => {
  test('of what a stream unpacks to', async () => {
    const packed = deflateSync(Buffer.alloc(pdfLimits.unpackedBytes + 1_000_000, 32), { level: 9 });
    const bytes = Buffer.concat([
      Buffer.from(`%PDF-1.4\n1 0 obj\n<< /Length ${packed.length} /Filter /FlateDecode >>\nstream\n`),
      packed,
      Buffer.from('\nendstream\nendobj\n'),
    ]);
    await expect(readPdf(new Uint8Array(bytes))).rejects.toMatchObject({ code: 'extract.document.limit' });
  });

  test('of packing upon packing', async () => {
    const bytes = new TextEncoder().encode('%PDF-1.4\n1 0 obj << /Filter [/FlateDecode /FlateDecode] >>');
    await expect(readPdf(bytes)).rejects.toMatchObject({ code: 'extract.document.limit' });
  });

  test('of pages: the first ones are read, and how many', async () => {
    const pages = Array.from({ length: pdfLimits.pages + 3 }, () => page());
    const { issues } = await readPdf(pdfFile(pages));
    expect(issues).toMatchObject([
      {
        code: 'extract.document.limit',
        message: expect.stringContaining(`${pdfLimits.pages} of ${pages.length}`),
      },
    ]);
  });

  test('of lines: no tables are looked for, and that is said', async () => {
    const drawing = page();
    for (let index = 0; index <= pdfLimits.rules; index++) {
      const [x, y] = [50 + (index % 43) * 11, 120 + Math.floor(index / 43) * 7];
      drawing.line(x, y, x + 7, y);
    }
    const { document, issues } = await readPdf(pdfFile([drawing]));
    expect(document.blocks).toMatchObject([{ text: '正文' }]);
    expect(issues).toMatchObject([{ code: 'extract.document.limit' }]);
  });
});

test('a document can be closed before it is read', async () => {
  const pdf = await openPdf(whole.slice(), null);
  await pdf.close();
  expect(pdf.pageCount).toBe(2);
});
