/** DOCX: tables with their spans, and containers that are damaged or made to hurt. */

import { readFileSync } from 'node:fs';
import { deflateRawSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { mediaTypeOf } from '../media.ts';
import { docxLimits, readWordXml } from './word-xml.ts';
import { unzip, type ZipPart, zipStored } from './zip.ts';

const sample = new Uint8Array(readFileSync(new URL('samples/merged-cells.docx', import.meta.url)));
const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

const paragraph = (text: string): string => `<w:p><w:r><w:t xml:space="preserve">${text}</w:t></w:r></w:p>`;
const cell = (text: string, properties = ''): string =>
  `<w:tc><w:tcPr>${properties}</w:tcPr>${paragraph(text)}</w:tc>`;

function partsOf(body: string): ZipPart[] {
  return [
    {
      name: '[Content_Types].xml',
      bytes: bytesOf(
        '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>',
      ),
    },
    {
      name: '_rels/.rels',
      bytes: bytesOf(
        '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>',
      ),
    },
    {
      name: 'word/document.xml',
      bytes: bytesOf(
        `<?xml version="1.0"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>${body}</w:body></w:document>`,
      ),
    },
  ];
}

/** A container whose last part states whatever it is told to. */
function withPacked(parts: readonly ZipPart[], name: string, packed: Uint8Array, stated: number): Uint8Array {
  const whole = Buffer.from(zipStored([...parts, { name, bytes: packed }]));
  for (const signature of [
    [0x50, 0x4b, 3, 4, 8],
    [0x50, 0x4b, 1, 2, 10],
  ]) {
    const [method = 0] = signature.splice(4);
    const at = whole.lastIndexOf(Buffer.from(signature));
    whole.writeUInt16LE(8, at + method);
    whole.writeUInt32LE(stated, at + method + 14);
  }
  return new Uint8Array(whole);
}

test('merged cells keep their spans, and text its order', async () => {
  const grid = `<w:tbl><w:tr>${cell('信息内容', '<w:gridSpan w:val="2"/>')}${cell('文件', '<w:vMerge w:val="restart"/>')}</w:tr><w:tr>${cell('规章')}${cell('1')}${cell('', '<w:vMerge/>')}</w:tr></w:tbl>`;
  const document = await readWordXml(zipStored(partsOf(`${paragraph('年度报告')}${grid}${paragraph('完')}`)));
  expect(document.blocks).toMatchObject([
    { kind: 'text', text: '年度报告' },
    {
      kind: 'table',
      geometry: 'spans',
      rows: [
        {
          cells: [
            { text: '信息内容', colSpan: 2 },
            { text: '文件', gridColumn: 2, rowSpan: 2 },
          ],
        },
        { cells: [{ text: '规章' }, { text: '1', gridColumn: 1 }] },
      ],
    },
    { kind: 'text', text: '完' },
  ]);
});

test('a document of a word processor is read, what was deleted in it is not', async () => {
  const { blocks, title } = await readWordXml(sample);
  const table = blocks.find(block => block.kind === 'table');
  expect(table?.rows.map(row => row.cells.map(found => found.text))).toEqual([
    ['信息\n内容', '件数'],
    ['本年制发件数', '现行有效件数'],
    ['文件', '规章', '', '17'],
    ['行政规范性文件', '2', '—'],
  ]);
  expect(title).toBeNull();
});

test('the title is the document’s own property', async () => {
  const core = bytesOf('<cp:coreProperties><dc:title>某局 &amp; 某镇年报</dc:title></cp:coreProperties>');
  const document = await readWordXml(
    zipStored([...partsOf(paragraph('文')), { name: 'docProps/core.xml', bytes: core }]),
  );
  expect(document.title).toBe('某局 & 某镇年报');
});

test('reading is repeatable', async () => {
  expect(await readWordXml(sample)).toEqual(await readWordXml(sample));
});

describe('damage', () => {
  test('cut off anywhere, it is corrupt', async () => {
    for (let length = 4; length < sample.length; length += 61)
      await expect(readWordXml(sample.slice(0, length)), `cut at ${length}`).rejects.toMatchObject({
        code: 'input.media.corrupt',
      });
  });

  test('bytes knocked over give a closed code or a document', async () => {
    for (let seed = 1; seed < 150; seed++) {
      const bytes = sample.slice();
      for (let hit = 0; hit < 4; hit++)
        bytes[(seed * 7919 + hit * 104_729) % bytes.length] = (seed * 31 + hit) & 255;
      const outcome = await readWordXml(bytes).catch((error: unknown) => error);
      if (outcome instanceof Error) expect(outcome, `seed ${seed}`).toMatchObject({ name: 'NianbaoError' });
    }
  });

  test.each([
    ['no document in it', [{ name: 'word/other.xml', bytes: bytesOf('<a/>') }]],
    ['no XML in it', partsOf('').map(part => ({ ...part, bytes: bytesOf('not < xml') }))],
  ])('%s', async (_, parts) => {
    await expect(readWordXml(zipStored(parts))).rejects.toMatchObject({ code: 'input.media.corrupt' });
  });
});

describe('bombs', () => {
  const zeros = Buffer.alloc(docxLimits.unpackedBytes + 1_000, 32);
  const packed = deflateRawSync(zeros, { level: 9 });

  test.each([
    ['that say how large they are', zeros.length],
    ['that lie about it', 1_000],
  ])('%s are refused', async (_, stated) => {
    const bytes = withPacked(partsOf(paragraph('文')), 'word/styles.xml', packed, stated);
    await expect(readWordXml(bytes)).rejects.toMatchObject({ code: 'extract.document.limit' });
  });

  test('in pictures are never unpacked', async () => {
    const bytes = withPacked(partsOf(paragraph('文')), 'word/media/image1.png', packed, zeros.length);
    expect((await readWordXml(bytes)).blocks).toMatchObject([{ text: '文' }]);
  });

  test('of nesting give a closed code or a document', async () => {
    const deep = `${'<w:sdt><w:sdtContent>'.repeat(20_000)}${paragraph('文')}${'</w:sdtContent></w:sdt>'.repeat(20_000)}`;
    const outcome = await readWordXml(zipStored(partsOf(deep))).catch((error: unknown) => error);
    if (outcome instanceof Error) expect(outcome).toMatchObject({ code: 'input.media.corrupt' });
  });

  test('of parts are refused', () => {
    const parts = Array.from({ length: 12 }, (_, index) => ({
      name: `word/${index}.xml`,
      bytes: bytesOf(''),
    }));
    expect(() => unzip(zipStored(parts), () => true, { parts: 11, unpackedBytes: 10 })).toThrowError(
      expect.objectContaining({ code: 'extract.document.limit' }),
    );
  });
});

test('what is written into a container comes out of it', () => {
  const parts = partsOf(paragraph('文'));
  const whole = zipStored(parts);
  expect(
    unzip(whole, () => true, docxLimits).map(({ name, bytes }) => [name, new TextDecoder().decode(bytes)]),
  ).toEqual(parts.map(({ name, bytes }) => [name, new TextDecoder().decode(bytes)]));
  expect(mediaTypeOf(whole)).toBe('application/vnd.openxmlformats-officedocument.wordprocessingml.document');
});
