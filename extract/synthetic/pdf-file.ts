/** Writes PDFs, plain and small: text in a font that is not embedded but says what its codes mean, and lines. */

import { deflateSync } from 'node:zlib';

export interface PdfPageOptions {
  readonly width?: number;
  readonly height?: number;
  /** `/Rotate` of the page. */
  readonly rotate?: number;
}

/** How the font says which character a code is. */
export type FontKind =
  /** By a ToUnicode map, as word processors write it. */
  | 'mapped'
  /** Not at all: the codes are the numbers of outlines. */
  | 'unmapped'
  /** By a predefined character map of Adobe's. */
  | 'predefined';

/** Content of one page; y goes down from its upper edge, in points. */
export class PdfPageWriter {
  readonly content: string[] = [];
  readonly width: number;
  readonly height: number;
  readonly rotate: number;
  readonly characters = new Set<string>();

  constructor({ width = 595, height = 842, rotate = 0 }: PdfPageOptions) {
    this.width = width;
    this.height = height;
    this.rotate = rotate;
  }

  /** @param y of the line that the text stands on. */
  text(x: number, y: number, text: string, size = 10, operators = ''): this {
    return this.textAt(`1 0 0 1 ${x} ${this.height - y}`, text, size, operators);
  }

  /** @param matrix six numbers in the page's own coordinates. */
  textAt(matrix: string, text: string, size = 10, operators = ''): this {
    for (const character of text) this.characters.add(character);
    return this.raw(`BT /F1 ${size} Tf ${operators} ${matrix} Tm <${hexOf(text)}> Tj ET`);
  }

  line(x0: number, y0: number, x1: number, y1: number): this {
    return this.raw(`0.5 w ${x0} ${this.height - y0} m ${x1} ${this.height - y1} l S`);
  }

  /** A thin filled rectangle, as many programs draw their lines. */
  bar(x: number, y: number, width: number, height: number): this {
    return this.raw(`${x} ${this.height - y - height} ${width} ${height} re f`);
  }

  box(x: number, y: number, width: number, height: number): this {
    return this.raw(`0.5 w ${x} ${this.height - y - height} ${width} ${height} re S`);
  }

  raw(operators: string): this {
    this.content.push(operators);
    return this;
  }
}

export interface PdfFileOptions {
  readonly font?: FontKind;
  readonly title?: string;
  readonly compress?: boolean;
  /** Further objects, by number from 100, and what the page's resources say of them. */
  readonly objects?: ReadonlyMap<number, string>;
  readonly resources?: string;
  readonly trailer?: string;
}

export function pdfFile(pages: readonly PdfPageWriter[], options: PdfFileOptions = {}): Uint8Array {
  const { font = 'mapped', compress = true } = options;
  const objects = new Map<number, Buffer>();
  const put = (number: number, text: string): void => void objects.set(number, Buffer.from(text, 'latin1'));
  const putStream = (number: number, text: string): void =>
    void objects.set(number, streamOf(text, compress));
  const characters = new Set(pages.flatMap(page => [...page.characters]));
  const pageNumber = (index: number): number => 10_000 + 2 * index;
  put(1, '<< /Type /Catalog /Pages 2 0 R >>');
  put(
    2,
    `<< /Type /Pages /Count ${pages.length} /Kids [${pages.map((_, index) => `${pageNumber(index)} 0 R`).join(' ')}] >>`,
  );
  const toUnicode = font === 'mapped' ? '/ToUnicode 5 0 R' : '';
  const encoding = font === 'predefined' ? 'UniGB-UCS2-H' : 'Identity-H';
  const ordering = font === 'predefined' ? 'GB1' : 'Identity';
  put(
    3,
    `<< /Type /Font /Subtype /Type0 /BaseFont /SimSun /Encoding /${encoding} /DescendantFonts [4 0 R] ${toUnicode} >>`,
  );
  // With Adobe's GB1 numbering the narrow characters are 1–95; with the codes themselves, 32–126.
  const narrow = font === 'predefined' ? '814 [500] 1 95 500' : '32 126 500';
  put(
    4,
    `<< /Type /Font /Subtype /CIDFontType2 /BaseFont /SimSun /DW 1000 /W [${narrow}] /CIDSystemInfo << /Registry (Adobe) /Ordering (${ordering}) /Supplement 0 >> /FontDescriptor 6 0 R >>`,
  );
  putStream(5, toUnicodeMap(characters));
  put(
    6,
    '<< /Type /FontDescriptor /FontName /SimSun /Flags 4 /FontBBox [0 -200 1000 900] /ItalicAngle 0 /Ascent 859 /Descent -141 /StemV 80 /CapHeight 700 >>',
  );
  if (options.title !== undefined) put(7, `<< /Title <feff${hexOf(options.title)}> >>`);
  for (const [index, page] of pages.entries()) {
    put(
      pageNumber(index),
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${page.width} ${page.height}] /Rotate ${page.rotate} /Resources << /Font << /F1 3 0 R >> ${options.resources ?? ''} >> /Contents ${pageNumber(index) + 1} 0 R >>`,
    );
    putStream(pageNumber(index) + 1, page.content.join('\n'));
  }
  for (const [number, text] of options.objects ?? []) put(number, text);
  return serialise(objects, `${options.title === undefined ? '' : '/Info 7 0 R'} ${options.trailer ?? ''}`);
}

function streamOf(text: string, compress: boolean): Buffer {
  const plain = Buffer.from(text, 'latin1');
  const data = compress ? deflateSync(plain) : plain;
  return Buffer.concat([
    Buffer.from(`<< /Length ${data.length}${compress ? ' /Filter /FlateDecode' : ''} >>\nstream\n`),
    data,
    Buffer.from('\nendstream'),
  ]);
}

function serialise(objects: ReadonlyMap<number, Buffer>, trailer: string): Uint8Array {
  const parts: Buffer[] = [Buffer.from('%PDF-1.7\n')];
  let length = parts[0]?.length ?? 0;
  const offsets: string[] = [];
  for (const [number, body] of [...objects].sort(([a], [b]) => a - b)) {
    offsets.push(`${number} 1\n${String(length).padStart(10, '0')} 00000 n \n`);
    const part = Buffer.concat([Buffer.from(`${number} 0 obj\n`), body, Buffer.from('\nendobj\n')]);
    parts.push(part);
    length += part.length;
  }
  const size = Math.max(...objects.keys()) + 1;
  parts.push(
    Buffer.from(
      `xref\n0 1\n0000000000 65535 f \n${offsets.join('')}trailer\n<< /Size ${size} /Root 1 0 R ${trailer} >>\nstartxref\n${length}\n%%EOF\n`,
    ),
  );
  return new Uint8Array(Buffer.concat(parts));
}

const hexOf = (text: string): string => {
  const bytes = Buffer.from(text, 'utf16le');
  return bytes.swap16().toString('hex');
};

function toUnicodeMap(characters: ReadonlySet<string>): string {
  const codes = [...characters].filter(character => character.length === 1).map(hexOf);
  const blocks: string[] = [];
  for (let index = 0; index < codes.length; index += 100) {
    const block = codes.slice(index, index + 100);
    blocks.push(
      `${block.length} beginbfchar\n${block.map(code => `<${code}> <${code}>`).join('\n')}\nendbfchar`,
    );
  }
  return `/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /Codes def /CMapType 2 def
1 begincodespacerange <0000> <ffff> endcodespacerange
${blocks.join('\n')}
endcmap CMapName currentdict /CMap defineresource pop end end`;
}
