/** Pictures of scanned pages: what a PDF paints on a page, in grey, upright and in one piece. */

import { NianbaoError } from '../../../schema/issues.ts';
import { type Box, blank, mostPixels, type Raster, sample } from '../picture/raster.ts';
import { type DrawnPicture, draw } from './draw.ts';
import { apply, type Matrix } from './matrix.ts';
import { openPdf, type PdfPicture } from './pdfjs.ts';

/** Pixels for a point: 300 dpi. Scans of more gain nothing. */
const finest = 300 / 72;

/** Pictures of one page; some scanners cut a page into strips. */
const mostPictures = 60;

export interface PagePictures {
  readonly number: number;
  /** All of them where the page has them. */
  readonly raster: Raster;
  readonly width: number;
  /** Of each picture, in points. */
  readonly boxes: readonly Box[];
}

/**
 * Whether a PDF holds pictures of this many pixels: they are objects of their own, and what they are stands in the
 * clear. To decode them only to see that they are seals and lines would take as long as the report.
 */
export function holdsPictures(bytes: Uint8Array, { width, height } = { width: 1, height: 1 }): boolean {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
  for (const { index } of text.matchAll(/\/Subtype\s*\/Image\b/g)) {
    // Between the object's number and its stream.
    const start = text.lastIndexOf('obj', index);
    const end = text.indexOf('stream', index);
    const entries = text.slice(
      Math.max(start, index - 2000),
      end === -1 ? index + 2000 : Math.min(end, index + 2000),
    );
    const pixels = (name: string): number =>
      Number(
        new RegExp(`/${name}\\s+(\\d{1,7})\\b(?!\\s+\\d+\\s+R)`).exec(entries)?.[1] ??
          Number.POSITIVE_INFINITY,
      );
    if (pixels('Width') >= width && pixels('Height') >= height) return true;
  }
  return false;
}

/**
 * @param bytes handed over, as to `openPdf`.
 * @param numbers of the pages wanted, from 1.
 * @param isWanted by where its pictures are, whether a page is worth to be put together.
 */
export async function* picturesOf(
  bytes: Uint8Array,
  numbers: readonly number[],
  isWanted: (number: number, boxes: readonly Box[]) => boolean = () => true,
): AsyncGenerator<PagePictures> {
  const pdf = await openPdf(bytes, null, { pictures: numbers });
  try {
    for await (const page of pdf.pages()) {
      if (!numbers.includes(page.number)) continue;
      const placed: Placed[] = [];
      const pictures = draw(page).pictures.slice(0, mostPictures);
      if (!isWanted(page.number, pictures.map(boxOf))) continue;
      for (const drawn of pictures) {
        const picture = await page.picture(drawn.source);
        const raster = picture && greyOf(picture);
        if (raster) placed.push({ raster, drawn });
      }
      if (placed.length === 0) continue;
      const raster = composed(placed, page.width, page.height);
      const boxes = placed.map(({ drawn }) => boxOf(drawn));
      yield { number: page.number, raster, width: page.width, boxes };
    }
  } finally {
    await pdf.close();
  }
}

/** Upright box around a picture. */
function boxOf({ matrix }: DrawnPicture): Box {
  const corners = [
    [0, 0],
    [0, 1],
    [1, 0],
    [1, 1],
  ].map(([x = 0, y = 0]) => apply(matrix, x, y));
  const [xs, ys] = [corners.map(([x]) => x), corners.map(([, y]) => y)];
  return { left: Math.min(...xs), right: Math.max(...xs), top: Math.min(...ys), bottom: Math.max(...ys) };
}

interface Placed {
  readonly raster: Raster;
  readonly drawn: DrawnPicture;
}

/** All pictures where the page has them. */
function composed(pictures: readonly Placed[], pageWidth: number, pageHeight: number): Raster {
  const density = ({ raster, drawn: { matrix } }: Placed): number =>
    raster.width / Math.max(1, Math.hypot(matrix[0], matrix[1]));
  const room = Math.sqrt(mostPixels / 2 / Math.max(1, pageWidth * pageHeight));
  const fine = Math.min(finest, room, Math.max(1, ...pictures.map(density)));
  const page = blank(Math.max(1, Math.round(pageWidth * fine)), Math.max(1, Math.round(pageHeight * fine)));
  for (const { raster, drawn } of pictures) {
    const inverse = inverseOf(drawn.matrix);
    if (inverse === null) continue;
    let source = raster;
    while (density({ raster: source, drawn }) >= 2 * fine) source = halved(source);
    paint(page, source, inverse, fine);
  }
  return page;
}

function paint(page: Raster, source: Raster, [a, b, c, d, e, f]: Matrix, fine: number): void {
  for (let y = 0; y < page.height; y++)
    for (let x = 0; x < page.width; x++) {
      const [pointX, pointY] = [(x + 0.5) / fine, (y + 0.5) / fine];
      const across = a * pointX + c * pointY + e;
      const up = b * pointX + d * pointY + f;
      if (across < 0 || across > 1 || up < 0 || up > 1) continue;
      const value = sample(source, across * source.width - 0.5, (1 - up) * source.height - 0.5);
      const at = y * page.width + x;
      page.data[at] = Math.min(page.data[at] ?? 255, value);
    }
}

function inverseOf([a, b, c, d, e, f]: Matrix): Matrix | null {
  const determinant = a * d - b * c;
  if (Math.abs(determinant) < 1e-9) return null;
  return [
    d / determinant,
    -b / determinant,
    -c / determinant,
    a / determinant,
    (c * f - d * e) / determinant,
    (b * e - a * f) / determinant,
  ];
}

function halved({ width, height, data }: Raster): Raster {
  const result = blank(Math.max(1, width >> 1), Math.max(1, height >> 1));
  for (let y = 0; y < result.height; y++)
    for (let x = 0; x < result.width; x++) {
      const at = 2 * y * width + 2 * x;
      result.data[y * result.width + x] =
        ((data[at] ?? 255) +
          (data[at + 1] ?? 255) +
          (data[at + width] ?? 255) +
          (data[at + width + 1] ?? 255)) /
        4;
    }
  return result;
}

/** How pdf.js gives pixels: a bit each, three bytes, or four. */
const kinds = { bits: 1, colour: 2, colourAndAlpha: 3 };

function greyOf({ width, height, kind, data, isMask }: PdfPicture): Raster | null {
  if (width < 1 || height < 1 || width * height > mostPixels) return null;
  const grey = blank(width, height);
  const bytesPerRow = (width + 7) >> 3;
  const channels = kind === kinds.colour ? 3 : 4;
  if (data.length < (kind === kinds.bits ? bytesPerRow * height : width * height * channels)) return null;
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const at = y * width + x;
      if (kind === kinds.bits) {
        const bit = ((data[y * bytesPerRow + (x >> 3)] ?? 0) >> (7 - (x & 7))) & 1;
        // A mask paints where it is 0, a picture is white where it is 1.
        grey.data[at] = bit === 1 ? 255 : 0;
      } else {
        const [red = 0, green = 0, blue = 0] = [
          data[channels * at],
          data[channels * at + 1],
          data[channels * at + 2],
        ];
        const alpha = channels === 4 && isMask ? (data[channels * at + 3] ?? 255) : 255;
        grey.data[at] = 255 + ((0.299 * red + 0.587 * green + 0.114 * blue - 255) * alpha) / 255;
      }
    }
  return grey;
}

/**
 * A JPEG, decoded by pdf.js too: as the only picture of a page made for it.
 *
 * @throws {NianbaoError} `input.media.corrupt` or `extract.document.limit`
 */
export async function jpegOf(bytes: Uint8Array): Promise<Raster> {
  const size = jpegSize(bytes);
  if (size === null) throw new NianbaoError('input.media.corrupt', 'the picture is damaged or cut off');
  const { width, height, channels } = size;
  if (width * height > mostPixels)
    throw new NianbaoError('extract.document.limit', `a picture of ${width} × ${height} pixels`);
  const space = { 1: '/DeviceGray', 3: '/DeviceRGB' }[channels] ?? '/DeviceCMYK /Decode [1 0 1 0 1 0 1 0]';
  const content = `q ${width} 0 0 ${height} 0 0 cm /I Do Q`;
  const parts: (string | Uint8Array)[] = [];
  const offsets: number[] = [];
  let length = 0;
  const add = (part: string | Uint8Array): void => {
    parts.push(part);
    length += part.length;
  };
  const object = (number: number, head: string, stream?: string | Uint8Array): void => {
    offsets[number] = length;
    add(`${number} 0 obj ${head}\n`);
    if (stream !== undefined) {
      add('stream\n');
      add(stream);
      add('\nendstream\n');
    }
    add('endobj\n');
  };
  add('%PDF-1.4\n');
  object(1, '<</Type/Catalog/Pages 2 0 R>>');
  object(2, '<</Type/Pages/Kids[3 0 R]/Count 1>>');
  object(
    3,
    `<</Type/Page/Parent 2 0 R/MediaBox[0 0 ${width} ${height}]/Contents 4 0 R/Resources<</XObject<</I 5 0 R>>>>>>`,
  );
  object(4, `<</Length ${content.length}>>`, content);
  object(
    5,
    `<</Type/XObject/Subtype/Image/Width ${width}/Height ${height}/BitsPerComponent 8/ColorSpace${space}/Filter/DCTDecode/Length ${bytes.length}>>`,
    bytes,
  );
  const table = length;
  const entries = offsets.slice(1).map(offset => `${String(offset).padStart(10, '0')} 00000 n \n`);
  add(
    `xref\n0 6\n0000000000 65535 f \n${entries.join('')}trailer <</Size 6/Root 1 0 R>>\nstartxref\n${table}\n%%EOF`,
  );
  const file = Buffer.concat(
    parts.map(part => (typeof part === 'string' ? Buffer.from(part, 'latin1') : part)),
  );
  const pdf = await openPdf(new Uint8Array(file), null, { pictures: [1] });
  try {
    for await (const page of pdf.pages())
      for (const { source } of draw(page).pictures) {
        const picture = await page.picture(source);
        const raster = picture && greyOf(picture);
        if (raster) return raster;
      }
  } finally {
    await pdf.close();
  }
  throw new NianbaoError('input.media.corrupt', 'the picture is damaged or cut off');
}

/** What the head of the first frame says. */
function jpegSize(bytes: Uint8Array): { width: number; height: number; channels: number } | null {
  const data = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = 2; at + 10 <= data.length; ) {
    if (data[at] !== 0xff) return null;
    const marker = data[at + 1] ?? 0;
    if (marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)) {
      const [height, width] = [data.readUInt16BE(at + 5), data.readUInt16BE(at + 7)];
      return width > 0 && height > 0 ? { width, height, channels: data[at + 9] ?? 3 } : null;
    }
    at += marker === 0xff ? 1 : 2 + data.readUInt16BE(at + 2);
  }
  return null;
}
