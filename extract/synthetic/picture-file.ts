/** Writes PNG files of every make, and PDFs whose pages are pictures. */

import { deflateSync } from 'node:zlib';
import type { Raster } from '../readers/picture/raster.ts';
import { type PdfPageWriter, pdfFile } from './pdf-file.ts';

/** How pixels are stored: colour type of PNG and bits for a channel. */
export interface PngMake {
  readonly colour: 0 | 2 | 3 | 4 | 6;
  readonly depth: 1 | 2 | 4 | 8 | 16;
  readonly isInterlaced?: boolean;
}

const channelsOf = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 } as const;

export function pngFile(raster: Raster, { colour, depth, isInterlaced = false }: PngMake): Uint8Array {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(raster.width, 0);
  head.writeUInt32BE(raster.height, 4);
  head.set([depth, colour, 0, 0, isInterlaced ? 1 : 0], 8);
  const most = 2 ** Math.min(depth, 8) - 1;
  const palette = Buffer.from(
    Array.from({ length: most + 1 }, (_, index) => Math.round((index * 255) / most)).flatMap(grey => [
      grey,
      grey,
      grey,
    ]),
  );
  const grids = isInterlaced
    ? [
        [0, 0, 8, 8],
        [4, 0, 8, 8],
        [0, 4, 4, 8],
        [2, 0, 4, 4],
        [0, 2, 2, 4],
        [1, 0, 2, 2],
        [0, 1, 1, 2],
      ]
    : [[0, 0, 1, 1]];
  const lines: Buffer[] = [];
  for (const [left = 0, top = 0, across = 1, down = 1] of grids)
    for (let y = top; y < raster.height && left < raster.width; y += down) {
      const bits: number[] = [];
      for (let x = left; x < raster.width; x += across) {
        const grey = Math.round(((raster.data[y * raster.width + x] ?? 255) * most) / 255);
        const values = Array.from({ length: channelsOf[colour] }, (_, channel) =>
          (colour === 4 && channel === 1) || (colour === 6 && channel === 3) ? most : grey,
        );
        for (const value of values)
          for (let bit = depth - 1; bit >= 0; bit--)
            bits.push(depth === 16 ? (bit >= 8 ? (value >> (bit - 8)) & 1 : 0) : (value >> bit) & 1);
      }
      const bytes = Buffer.alloc(1 + Math.ceil(bits.length / 8));
      for (const [index, bit] of bits.entries())
        bytes[1 + (index >> 3)] = (bytes[1 + (index >> 3)] ?? 0) | (bit << (7 - (index & 7)));
      lines.push(bytes);
    }
  const filtered = lines.map((line, index) =>
    index % 2 === 0 || isInterlaced
      ? line
      : leftFiltered(line, Math.max(1, (depth * channelsOf[colour]) >> 3)),
  );
  return new Uint8Array(
    Buffer.concat([
      Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
      chunk('IHDR', head),
      ...(colour === 3 ? [chunk('PLTE', palette)] : []),
      chunk('IDAT', deflateSync(Buffer.concat(filtered))),
      chunk('IEND', Buffer.alloc(0)),
    ]),
  );
}

/** Each byte as its difference from the one before. */
function leftFiltered(line: Buffer, between: number): Buffer {
  const filtered = Buffer.from(line);
  filtered[0] = 1;
  for (let at = line.length - 1; at > between; at--)
    filtered[at] = ((line[at] ?? 0) - (line[at - between] ?? 0)) & 255;
  return filtered;
}

/** Without its check sum, which readers of damaged files pass over. */
function chunk(type: string, body: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(body.length);
  return Buffer.concat([length, Buffer.from(type, 'latin1'), body, Buffer.alloc(4)]);
}

/** A JPEG in colour on a page of text: `operators` draw it as `/I`, in points from the lower left corner. */
export function withPicture(
  page: PdfPageWriter,
  { jpeg, width, height }: { readonly jpeg: Uint8Array; readonly width: number; readonly height: number },
  box: { readonly left: number; readonly bottom: number; readonly width: number; readonly height: number },
): Uint8Array {
  page.raw(`q ${box.width} 0 0 ${box.height} ${box.left} ${box.bottom} cm /I Do Q`);
  const entries = `/Subtype/Image/Width ${width}/Height ${height}/BitsPerComponent 8/ColorSpace/DeviceRGB/Filter/DCTDecode`;
  const data = Buffer.from(jpeg).toString('latin1');
  const picture = `<</Type/XObject${entries}/Length ${jpeg.length}>>stream\n${data}\nendstream`;
  return pdfFile([page], { objects: new Map([[100, picture]]), resources: '/XObject << /I 100 0 R >>' });
}

/** A PDF of pages, each one JPEG from edge to edge, turned as `rotate` says. */
export function scannedPdf(
  pages: readonly { readonly jpeg: Uint8Array; readonly width: number; readonly height: number }[],
  rotate = 0,
): Uint8Array {
  const parts: Buffer[] = [];
  let length = 0;
  const offsets: number[] = [];
  const add = (...pieces: (string | Uint8Array)[]): void => {
    for (const piece of pieces) {
      const bytes = typeof piece === 'string' ? Buffer.from(piece, 'latin1') : Buffer.from(piece);
      parts.push(bytes);
      length += bytes.length;
    }
  };
  const object = (...pieces: (string | Uint8Array)[]): void => {
    offsets.push(length);
    add(`${offsets.length} 0 obj\n`, ...pieces, '\nendobj\n');
  };
  add('%PDF-1.4\n');
  object('<</Type/Catalog/Pages 2 0 R>>');
  object(
    `<</Type/Pages/Kids[${pages.map((_, index) => `${3 + 3 * index} 0 R`).join(' ')}]/Count ${pages.length}>>`,
  );
  for (const [index, { jpeg, width, height }] of pages.entries()) {
    const [content, picture] = [4 + 3 * index, 5 + 3 * index];
    const drawn = `q 595 0 0 ${Math.round((595 * height) / width)} 0 0 cm /I Do Q`;
    object(
      `<</Type/Page/Parent 2 0 R/Rotate ${rotate}/MediaBox[0 0 595 ${Math.round((595 * height) / width)}]/Contents ${content} 0 R/Resources<</XObject<</I ${picture} 0 R>>>>>>`,
    );
    object(`<</Length ${drawn.length}>>stream\n${drawn}\nendstream`);
    object(
      `<</Type/XObject/Subtype/Image/Width ${width}/Height ${height}/BitsPerComponent 8/ColorSpace/DeviceRGB/Filter/DCTDecode/Length ${jpeg.length}>>stream\n`,
      jpeg,
      '\nendstream',
    );
  }
  const table = length;
  add(
    `xref\n0 ${offsets.length + 1}\n0000000000 65535 f \n${offsets.map(offset => `${String(offset).padStart(10, '0')} 00000 n \n`).join('')}`,
    `trailer<</Size ${offsets.length + 1}/Root 1 0 R>>\nstartxref\n${table}\n%%EOF`,
  );
  return new Uint8Array(Buffer.concat(parts));
}
