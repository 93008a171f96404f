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

describe('a table that holds another', () => {
  const grid = (rows: readonly (readonly string[])[]): string =>
    `<w:tbl>${rows.map(row => `<w:tr>${row.map(inner => `<w:tc><w:tcPr/>${inner}</w:tc>`).join('')}</w:tr>`).join('')}</w:tbl>`;
  const rowsOf = (rows: readonly string[]) => rows.map(row => row.split(' ').map(paragraph));
  const form = rowsOf([
    '信息内容 本年制发件数 本年废止件数 现行有效件数',
    '规章 1 2 3',
    '行政规范性文件 4 5 6',
  ]);
  const remedies = grid(rowsOf(['结果维持 结果纠正 总计', '7 8 15']));
  const read = async (body: string) =>
    (await readWordXml(zipStored(partsOf(body)))).blocks.map(block =>
      block.kind === 'text' ? block.text : block.rows.map(row => row.cells.map(({ text }) => text).join(' ')),
    );

  test('lays out the page where it has no labels of its own', async () => {
    const page = grid([[paragraph('二、主动公开政府信息情况')], [grid(form) + paragraph('见上')]]);
    expect(await read(page)).toEqual([
      '二、主动公开政府信息情况',
      ['信息内容 本年制发件数 本年废止件数 现行有效件数', '规章 1 2 3', '行政规范性文件 4 5 6'],
      '见上',
    ]);
  });

  test('is the form’s where it has, and what it holds stands behind it', async () => {
    const long = paragraph(`说明：${'公开。'.repeat(120)}`);
    const [head = [], rules = [], documents = []] = form;
    const held = [paragraph('复议'), remedies + long, paragraph('9'), paragraph('10')];
    expect(await read(grid([head, rules, held, documents]))).toEqual([
      [
        '信息内容 本年制发件数 本年废止件数 现行有效件数',
        '规章 1 2 3',
        `复议 说明：${'公开。'.repeat(120)} 9 10`,
        '行政规范性文件 4 5 6',
      ],
      ['结果维持 结果纠正 总计', '7 8 15'],
    ]);
  });
});

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

describe('what shows and what does not', () => {
  const run = (text: string, properties = ''): string =>
    `<w:r>${properties === '' ? '' : `<w:rPr>${properties}</w:rPr>`}<w:t xml:space="preserve">${text}</w:t></w:r>`;
  const read = (body: string, more: readonly ZipPart[] = []) =>
    readWordXml(zipStored([...partsOf(body), ...more]));
  const textsOf = async (body: string): Promise<unknown[]> =>
    (await read(body)).blocks.map(block =>
      block.kind === 'text'
        ? block.text
        : block.rows.map(row => row.cells.map(found => `${found.gridColumn}:${found.text}`)),
    );

  test('hidden text is put aside, by the run or by its style', async () => {
    const styles = bytesOf(
      '<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:style w:type="character" w:styleId="H"><w:rPr><w:vanish/></w:rPr></w:style><w:style w:type="paragraph" w:styleId="P"><w:basedOn w:val="H"/></w:style></w:styles>',
    );
    const body = `<w:p>${run('共')}${run('9', '<w:vanish/>')}${run('1', '<w:vanish w:val="0"/>')}${run('8', '<w:rStyle w:val="H"/>')}${run('2件')}</w:p><w:p><w:pPr><w:pStyle w:val="P"/></w:pPr>${run('密')}</w:p><w:p><w:pPr><w:rPr><w:vanish/></w:rPr></w:pPr>${run('明')}</w:p>`;
    const relations = bytesOf(
      '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="s" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/></Relationships>',
    );
    const { blocks, hidden } = await read(body, [
      { name: 'word/styles.xml', bytes: styles },
      { name: 'word/_rels/document.xml.rels', bytes: relations },
    ]);
    expect(blocks.map(block => (block.kind === 'text' ? block.text : ''))).toEqual(['共12件', '明']);
    expect(hidden.map(({ text }) => text)).toEqual(['9', '8', '密']);
  });

  test('deleted and moved text is gone from where it was, inserted text and that of fields is there', async () => {
    expect(
      await textsOf(
        `<w:p>${run('共')}<w:del>${'<w:r><w:delText>3</w:delText></w:r>'}</w:del><w:ins>${run('4')}</w:ins><w:moveFrom>${run('5')}</w:moveFrom><w:moveTo>${run('6')}</w:moveTo><w:fldSimple w:instr="MERGEFIELD x">${run('7')}</w:fldSimple><w:bdo w:val="ltr">${run('8')}</w:bdo>${run('件')}</w:p>`,
      ),
    ).toEqual(['共4678件']);
  });

  test('rows keep the columns that they leave out, hidden rows are gone', async () => {
    const row = (properties: string, ...cells: string[]): string =>
      `<w:tr><w:trPr>${properties}</w:trPr>${cells.map(text => cell(text)).join('')}</w:tr>`;
    const { blocks, hidden } = await read(
      `<w:tbl>${row('', '甲', '乙', '1')}${row('<w:gridBefore w:val="2"/>', '2')}${row('<w:hidden/>', '丙', '丁', '3')}</w:tbl>`,
    );
    expect(blocks).toMatchObject([
      {
        rows: [
          { cells: [{ text: '甲' }, { text: '乙' }, { text: '1' }] },
          {
            cells: [
              { text: '', colSpan: 2 },
              { text: '2', gridColumn: 2 },
            ],
          },
        ],
      },
    ]);
    expect(blocks[0]?.kind === 'table' ? blocks[0].rows : []).toHaveLength(2);
    expect(hidden).toEqual([{ text: '丙丁3', reason: 'hidden row' }]);
  });

  test('tables in content controls, rows of theirs, text boxes and tables in cells are read', async () => {
    const row = `<w:tr>${cell('规章')}${cell('1')}${cell('2')}</w:tr>`;
    const controlled = `<w:sdt><w:sdtContent><w:tbl>${row}<w:sdt><w:sdtContent>${row}</w:sdtContent></w:sdt></w:tbl></w:sdtContent></w:sdt>`;
    expect(await textsOf(controlled)).toEqual([
      [
        ['0:规章', '1:1', '2:2'],
        ['0:规章', '1:1', '2:2'],
      ],
    ]);
    const box = `<w:p><w:r><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><mc:Choice Requires="wps"><w:drawing/></mc:Choice><mc:Fallback><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml"><v:textbox><w:txbxContent>${paragraph('框中')}</w:txbxContent></v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>`;
    expect(await textsOf(box)).toEqual(['框中']);
    const nested = `<w:tbl><w:tr><w:tc>${paragraph('外')}<w:tbl>${row}</w:tbl>${paragraph('')}</w:tc></w:tr></w:tbl>`;
    expect(JSON.stringify(await textsOf(nested))).toMatch(/外.*规章.*1.*2/);
    expect(JSON.stringify(await textsOf(nested))).not.toContain('12');
  });
});
