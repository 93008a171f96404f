/** Hostile and damaged documents of every kind, each made again from its seed. */

import { readFileSync } from 'node:fs';
import { deflateRawSync, deflateSync } from 'node:zlib';
import { unzip, type ZipPart, zipStored } from '../readers/zip.ts';
import { randomFigures } from './figures.ts';
import { layOut } from './grid.ts';
import { PdfPageWriter, pdfFile } from './pdf-file.ts';
import { pngFile, scannedPdf } from './picture-file.ts';
import { type Random, seededRandom } from './random.ts';
import { layouts, render } from './render.ts';
import { sheetOf, xlsFile, xlsxFile } from './workbook-file.ts';

export interface HostileInput {
  /** Kind of document and what was done to it, for a person. */
  readonly what: string;
  readonly bytes: Uint8Array;
}

const sample = (name: string): Uint8Array =>
  new Uint8Array(readFileSync(new URL(`../readers/samples/${name}`, import.meta.url)));
const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const title = '某镇2023年政府信息公开工作年度报告';

/** Whole documents, from which the damaged ones are made. */
const whole: Readonly<Record<string, (random: Random) => Uint8Array>> = {
  page: random => utf8(render(tablesOf(random), random.pick(layouts), random, title)),
  script: random =>
    utf8(
      `<html><body><script>var x = {"content": ${JSON.stringify(render(tablesOf(random), 'html-spans', random, title))}}</script></body></html>`,
    ),
  answer: random =>
    utf8(JSON.stringify({ title, content: render(tablesOf(random), 'html-spans', random, title) })),
  pdf: random => pdfFile([pageOf(random), pageOf(random)]),
  scan: () => scannedPdf([{ jpeg: sample('report-scan.jpg'), width: 1000, height: 1125 }]),
  docx: () => sample('merged-cells.docx'),
  doc: () => sample('merged-cells.doc'),
  xls: random => xlsFile([sheetOf(title, tablesOf(random))], random.chance(0.3) ? 5 : 8),
  xlsx: random => xlsxFile([sheetOf(title, tablesOf(random))]),
  'xls of a program': () => sample('merged-cells.xls'),
  'xlsx of a program': () => sample('merged-cells.xlsx'),
  png: random =>
    pngFile(
      { width: 40, height: 30, data: Uint8Array.from({ length: 1200 }, () => random.below(256)) },
      { colour: 0, depth: 8 },
    ),
  jpeg: () => sample('report-scan.jpg'),
};

const tablesOf = (random: Random): ReturnType<typeof layOut> =>
  layOut(randomFigures(random, random.pick(['2019', '2021'] as const)));

function pageOf(random: Random): PdfPageWriter {
  const page = new PdfPageWriter({}).text(60, 60, title);
  for (let row = 0; row < 6; row++) {
    page
      .line(50, 100 + 30 * row, 350, 100 + 30 * row)
      .text(60, 120 + 30 * row, '规章')
      .text(260, 120 + 30 * row, String(random.below(100)));
    page.line(50 + 60 * row, 100, 50 + 60 * row, 250);
  }
  return page;
}

/** Pieces that hurt readers which trust what they are told. */
const stings = [
  ' colspan="1000000000" rowspan="999999999"',
  '<table><tr><td>',
  '</td></tr></table>',
  '<![CDATA[',
  '<!--',
  '&#x110000;&#0;&amp;&lt;',
  '（（（（（（（（',
  '一、二、三、',
  '2023年2022年',
  '\u0000\ufffd\u202e\ufeff',
  '|||||\t\t\t',
  '<w:tbl><w:tr><w:tc>',
  '<row r="99999999">',
  '<c r="XFD1048576"><v>1</v></c>',
  '0 0 0 0 0 0 0 0 ',
  'endstream endobj',
  '/Kids[2 0 R]/Parent 2 0 R',
  '4294967295',
  '-1',
  '1e308',
  '\\u003c\\"',
  '${{{<%',
];

type Damage = (bytes: Buffer, random: Random) => Uint8Array;

const damages: Readonly<Record<string, Damage>> = {
  'cut off': (bytes, random) => bytes.subarray(0, random.below(bytes.length)),
  'bytes knocked over': (bytes, random) => {
    for (let hit = 1 + random.below(40); hit > 0; hit--)
      bytes[random.below(bytes.length)] = random.below(256);
    return bytes;
  },
  'numbers made large': (bytes, random) => {
    for (let hit = 1 + random.below(6); hit > 0; hit--) {
      const at = random.below(Math.max(1, bytes.length - 4));
      if (at + 4 <= bytes.length)
        bytes.writeUInt32LE(random.pick([0xffffffff, 0x7fffffff, 0, 0xfffffffe, 65_535]), at);
    }
    return bytes;
  },
  'part repeated': (bytes, random) => {
    const from = random.below(bytes.length);
    const part = bytes.subarray(from, from + 1 + random.below(2000));
    const times = 1 + random.below(40);
    return Buffer.concat([
      bytes.subarray(0, from),
      ...Array.from({ length: times }, () => part),
      bytes.subarray(from),
    ]);
  },
  'part taken out': (bytes, random) => {
    const from = random.below(bytes.length);
    return Buffer.concat([bytes.subarray(0, from), bytes.subarray(from + random.below(3000))]);
  },
  'part moved': (bytes, random) => {
    const [from, to] = [random.below(bytes.length), random.below(bytes.length)];
    bytes.copy(bytes, to, from, Math.min(bytes.length, from + 512));
    return bytes;
  },
  'sting put in': (bytes, random) => {
    const parts: Buffer[] = [];
    let at = 0;
    for (let hit = 1 + random.below(5); hit > 0; hit--) {
      const next = Math.min(bytes.length, at + random.below(bytes.length));
      parts.push(bytes.subarray(at, next), Buffer.from(random.pick(stings).repeat(1 + random.below(30))));
      at = next;
    }
    return Buffer.concat([...parts, bytes.subarray(at)]);
  },
  zeros: (bytes, random) => bytes.fill(0, random.below(bytes.length), random.below(bytes.length)),
};

const everyPart = { parts: 1000, unpackedBytes: 4_000_000 };

/** Damage within the parts of a container: outside of them little gets past its opening. */
function damagedWithin(bytes: Uint8Array, damage: Damage, random: Random): Uint8Array {
  const parts: ZipPart[] = unzip(bytes, () => true, everyPart);
  const victim = random.below(parts.length);
  return zipStored(
    parts.map((part, index) =>
      index === victim && part.bytes.length > 0
        ? { name: part.name, bytes: damage(Buffer.from(part.bytes), random) }
        : part,
    ),
  );
}

/** @param seed the same seed gives the same input. */
export function damagedDocument(seed: number): HostileInput {
  const random = seededRandom(seed);
  const kind = random.pick(Object.keys(whole));
  let bytes = whole[kind]?.(random) ?? new Uint8Array();
  const done: string[] = [];
  for (let count = 1 + random.below(3); count > 0 && bytes.length > 8; count--) {
    const name = random.pick(Object.keys(damages));
    const damage = damages[name];
    if (!damage) continue;
    const isContainer = done.length === 0 && bytes[0] === 0x50 && bytes[1] === 0x4b && random.chance(0.8);
    bytes = isContainer
      ? damagedWithin(bytes, damage, random)
      : new Uint8Array(damage(Buffer.from(bytes), random));
    done.push(name);
  }
  return { what: `${kind}: ${done.join(', ')}`, bytes };
}

const paragraphs = (text: string): string =>
  `<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>${text}</w:body></w:document>`;

/** A DOCX or XLSX with one part in place of its own. */
function container(name: 'merged-cells.docx' | 'merged-cells.xlsx', part: string, text: string): Uint8Array {
  const parts = unzip(sample(name), () => true, everyPart);
  return zipStored(parts.map(own => (own.name === part ? { name: part, bytes: utf8(text) } : own)));
}

/** A container whose one part unpacks to many times its size. */
function bomb(name: string, size: number): Uint8Array {
  const packed = deflateRawSync(Buffer.alloc(size, 32), { level: 9 });
  const file = Buffer.from(
    zipStored([
      { name: '[Content_Types].xml', bytes: utf8('<Types/>') },
      { name, bytes: packed },
    ]),
  );
  const [local, entry] = [
    file.lastIndexOf(Buffer.from([0x50, 0x4b, 3, 4])),
    file.lastIndexOf(Buffer.from([0x50, 0x4b, 1, 2])),
  ];
  file.writeUInt16LE(8, local + 8);
  file.writeUInt16LE(8, entry + 10);
  return new Uint8Array(file);
}

const entities = `<!DOCTYPE x [<!ENTITY a "${'年报'.repeat(50)}">${Array.from({ length: 12 }, (_, index) => `<!ENTITY b${index} "${`&${index === 0 ? 'a' : `b${index - 1}`};`.repeat(10)}">`).join('')}]>`;
const object = (number: number, text: string): string => `${number} 0 obj\n${text}\nendobj\n`;
const pdf = (...objects: readonly string[]): Uint8Array =>
  Buffer.from(`%PDF-1.4\n${objects.join('')}trailer<</Root 1 0 R>>\n%%EOF`, 'latin1');
const pageTree = '<</Type/Catalog/Pages 2 0 R>>';

/** Documents made to crash, hang or flood a reader, by name. */
export const hostileDocuments: Readonly<Record<string, () => Uint8Array>> = {
  'ten thousand nested tables': () => utf8('<table><tr><td>规章'.repeat(10_000)),
  'nested divisions': () => utf8('<div>'.repeat(200_000)),
  'nested spans in a cell': () =>
    utf8(`<table><tr><td>1</td><td>${'<span>'.repeat(100_000)}2</td></tr></table>`),
  'spans without end': () =>
    utf8(`<table>${'<tr><td colspan="1000000000" rowspan="1000000000">1</td></tr>'.repeat(2000)}</table>`),
  'rows of wide cells': () =>
    utf8(`<table>${`<tr>${'<td colspan=200 rowspan=200>0'.repeat(50)}</tr>`.repeat(1000)}</table>`),
  'a cell of ten million characters': () =>
    utf8(`<table><tr><td>规章</td><td>${'0'.repeat(10_000_000)}</td></tr></table>`),
  'a hundred thousand cells': () =>
    utf8(`<table>${`<tr>${'<td>0</td>'.repeat(10)}</tr>`.repeat(10_000)}</table>`),
  'a hundred thousand headings': () => utf8('<p>一、总体情况</p>'.repeat(100_000)),
  'a line of a million brackets': () => utf8(`${title}\n${'（'.repeat(1_000_000)}`),
  'a line of a million blanks': () => utf8(`${title}\n规章${' '.repeat(1_000_000)}1`),
  'blanks and tabs': () => utf8(`规章\t${' \t'.repeat(300_000)}\n`),
  'a million dates': () => utf8('2023年1月1日至12月31日'.repeat(100_000)),
  'numbers without end': () => utf8(`本年新收${'1,'.repeat(500_000)}`),
  'chinese numerals without end': () => utf8(`规章 ${'一百亿千万零'.repeat(200_000)}件`),
  'bars without end': () => utf8(`${'|'.repeat(500_000)}\n`.repeat(3)),
  'labels without end': () => utf8('一、本年新收政府信息公开申请数量\n0\n'.repeat(20_000)),
  'one character per line': () => utf8('规\n章\n'.repeat(100_000)),
  'attributes without end': () => utf8(`<p ${'a="b" '.repeat(500_000)}>年报</p>`),
  'styles without end': () =>
    utf8(`<p style="${'display:block;'.repeat(300_000)}">年报</p>${'<p style="'.repeat(20_000)}`),
  'comments without end': () => utf8('<!--'.repeat(300_000)),
  'entities in a page': () => utf8(`${entities}<p>&b11;</p>`),
  'open quotes in scripts': () => utf8(`<p>x</p><script>${'="<p>'.repeat(200_000)}</script>`),
  'links without end': () => utf8('<a href="http://x.example/">彩票</a>'.repeat(50_000)),
  'entities in a DOCX': () =>
    container(
      'merged-cells.docx',
      'word/document.xml',
      `${entities}${paragraphs('<w:p><w:r><w:t>&b11;</w:t></w:r></w:p>')}`,
    ),
  'nested tables in a DOCX': () =>
    container('merged-cells.docx', 'word/document.xml', paragraphs('<w:tbl><w:tr><w:tc>'.repeat(5000))),
  'spans in a DOCX': () =>
    container(
      'merged-cells.docx',
      'word/document.xml',
      paragraphs(
        `<w:tbl>${`<w:tr>${'<w:tc><w:tcPr><w:gridSpan w:val="100000000"/></w:tcPr><w:p/></w:tc>'.repeat(20)}</w:tr>`.repeat(200)}</w:tbl>`,
      ),
    ),
  'many paragraphs in a DOCX': () =>
    container(
      'merged-cells.docx',
      'word/document.xml',
      paragraphs('<w:p><w:r><w:t>规章</w:t></w:r></w:p>'.repeat(60_000)),
    ),
  'a bomb of a DOCX': () => bomb('word/document.xml', 100_000_000),
  'a bomb of an XLSX': () => bomb('xl/worksheets/sheet1.xml', 100_000_000),
  'a cell far out in an XLSX': () =>
    container(
      'merged-cells.xlsx',
      'xl/worksheets/sheet1.xml',
      `<worksheet><sheetData>${'<row r="1"><c r="XFD1048576"><v>1</v></c><c r="A1"><v>2</v></c></row>'.repeat(30_000)}</sheetData></worksheet>`,
    ),
  'merges without end in an XLSX': () =>
    container(
      'merged-cells.xlsx',
      'xl/worksheets/sheet1.xml',
      `<worksheet><sheetData>${Array.from({ length: 500 }, (_, row) => `<row r="${row + 1}"><c r="A${row + 1}"><v>1</v></c><c r="B${row + 1}"><v>1</v></c></row>`).join('')}</sheetData><mergeCells>${'<mergeCell ref="A1:XFD1048576"/>'.repeat(20_000)}</mergeCells></worksheet>`,
    ),
  'pages of a PDF in a circle': () =>
    pdf(object(1, pageTree), object(2, '<</Type/Pages/Count 9/Kids[2 0 R 2 0 R]/Parent 2 0 R>>')),
  'a PDF with a picture in itself': () =>
    pdf(
      object(1, pageTree),
      object(2, '<</Type/Pages/Count 1/Kids[3 0 R]>>'),
      object(
        3,
        '<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]/Contents 4 0 R/Resources<</XObject<</F 5 0 R>>>>>>',
      ),
      object(4, '<</Length 5>>stream\n/F Do\nendstream'),
      object(
        5,
        '<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</F 5 0 R>>>>/Length 11>>stream\n/F Do /F Do\nendstream',
      ),
    ),
  'a PDF that unpacks to a gigabyte': () => {
    const packed = deflateSync(Buffer.alloc(400_000_000, 32), { level: 9 });
    return Buffer.concat([
      Buffer.from(
        `%PDF-1.4\n${object(1, pageTree)}${object(2, '<</Type/Pages/Count 1/Kids[3 0 R]>>')}${object(3, '<</Type/Page/Parent 2 0 R/Contents 4 0 R>>')}4 0 obj\n<</Filter/FlateDecode/Length ${packed.length}>>stream\n`,
        'latin1',
      ),
      packed,
      Buffer.from('\nendstream\nendobj\ntrailer<</Root 1 0 R>>', 'latin1'),
    ]);
  },
  'a PDF of a page size without end': () =>
    pdf(
      object(1, pageTree),
      object(2, '<</Type/Pages/Count 1/Kids[3 0 R]>>'),
      object(3, '<</Type/Page/Parent 2 0 R/MediaBox[0 0 1e30 1e30]/Contents 4 0 R>>'),
      object(4, '<</Length 8>>stream\nBT ET q Q\nendstream'),
    ),
  'a PNG that states a gigapixel': () => {
    const bytes = Buffer.from(
      pngFile({ width: 2, height: 2, data: new Uint8Array(4) }, { colour: 6, depth: 16 }),
    );
    bytes.writeUInt32BE(32_000, 16);
    bytes.writeUInt32BE(32_000, 20);
    return bytes;
  },
  'a JPEG that states a gigapixel': () => {
    const bytes = Buffer.from(sample('report-scan.jpg'));
    const frame = bytes.indexOf(Buffer.from([0xff, 0xc0]));
    bytes.writeUInt16BE(60_000, frame + 5);
    bytes.writeUInt16BE(60_000, frame + 7);
    return bytes;
  },
  'text of one kind of byte': () => new Uint8Array(3_000_000).fill(0xb0),
};
