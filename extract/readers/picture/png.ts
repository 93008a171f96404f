/** PNG to a grey picture, unpacked within the size that its head states. */

import { inflateSync } from 'node:zlib';
import { NianbaoError } from '../../../schema/issues.ts';
import { mostPixels, type Raster } from './raster.ts';

interface Header {
  readonly width: number;
  readonly height: number;
  readonly depth: number;
  /** 0 grey, 2 colour, 3 palette, 4 grey and alpha, 6 colour and alpha. */
  readonly colour: number;
  readonly isInterlaced: boolean;
}

const channelsOf: Readonly<{ [colour: number]: number }> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 };
const damaged = (): NianbaoError =>
  new NianbaoError('input.media.corrupt', 'the picture is damaged or cut off');

/** @throws {NianbaoError} `input.media.corrupt` or `extract.document.limit` */
export function readPng(bytes: Uint8Array): Raster {
  const data = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    return decode(data);
  } catch (error) {
    // Places outside of the file, and what does not unpack.
    if (error instanceof NianbaoError) throw error;
    throw damaged();
  }
}

function decode(data: Buffer): Raster {
  let header: Header | null = null;
  let palette: Buffer = Buffer.alloc(0);
  let transparent: Buffer = Buffer.alloc(0);
  const packed: Buffer[] = [];
  for (let at = 8; at + 8 <= data.length; ) {
    const length = data.readUInt32BE(at);
    const type = data.toString('latin1', at + 4, at + 8);
    const body = data.subarray(at + 8, at + 8 + length);
    if (type === 'IHDR') header = headerOf(body);
    else if (type === 'PLTE') palette = body;
    else if (type === 'tRNS') transparent = body;
    else if (type === 'IDAT') packed.push(body);
    else if (type === 'IEND') break;
    at += 12 + length;
  }
  if (header === null) throw damaged();
  const passes = passesOf(header);
  const size = passes.reduce(
    (sum, { width, height }) => sum + (width === 0 ? 0 : height * (1 + rowBytes(header, width))),
    0,
  );
  const raw = inflateSync(Buffer.concat(packed), { maxOutputLength: size + 1024 });
  if (raw.length < size) throw damaged();
  const picture = {
    width: header.width,
    height: header.height,
    data: new Uint8Array(header.width * header.height),
  };
  const shade = shades(header, palette, transparent);
  let at = 0;
  for (const pass of passes) {
    if (pass.width === 0) continue;
    const stride = rowBytes(header, pass.width);
    let above: Buffer = Buffer.alloc(stride);
    for (let row = 0; row < pass.height; row++) {
      const line = unfiltered(
        raw.subarray(at + 1, at + 1 + stride),
        above,
        raw[at] ?? 0,
        bytesBetween(header),
      );
      for (let column = 0; column < pass.width; column++)
        picture.data[(pass.top + row * pass.down) * header.width + pass.left + column * pass.across] = shade(
          line,
          column,
        );
      above = line;
      at += 1 + stride;
    }
  }
  return picture;
}

function headerOf(body: Buffer): Header {
  const header = {
    width: body.readUInt32BE(0),
    height: body.readUInt32BE(4),
    depth: body.readUInt8(8),
    colour: body.readUInt8(9),
    isInterlaced: body.readUInt8(12) === 1,
  };
  if (channelsOf[header.colour] === undefined || ![1, 2, 4, 8, 16].includes(header.depth)) throw damaged();
  if (header.width === 0 || header.height === 0) throw damaged();
  if (header.width * header.height > mostPixels)
    throw new NianbaoError(
      'extract.document.limit',
      `a picture of ${header.width} × ${header.height} pixels`,
    );
  return header;
}

const bitsOf = ({ depth, colour }: Header): number => depth * (channelsOf[colour] ?? 1);
const rowBytes = (header: Header, width: number): number => Math.ceil((width * bitsOf(header)) / 8);
const bytesBetween = (header: Header): number => Math.max(1, bitsOf(header) >> 3);

interface Pass {
  readonly left: number;
  readonly top: number;
  readonly across: number;
  readonly down: number;
  readonly width: number;
  readonly height: number;
}

function passesOf({ width, height, isInterlaced }: Header): Pass[] {
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
  return grids.map(([left = 0, top = 0, across = 1, down = 1]) => ({
    left,
    top,
    across,
    down,
    width: Math.ceil((width - left) / across),
    height: Math.ceil((height - top) / down),
  }));
}

function unfiltered(line: Buffer, above: Buffer, filter: number, between: number): Buffer {
  if (filter > 4) throw damaged();
  for (let at = 0; at < line.length; at++) {
    const left = at >= between ? (line[at - between] ?? 0) : 0;
    const up = above[at] ?? 0;
    let predicted = 0;
    if (filter === 1) predicted = left;
    else if (filter === 2) predicted = up;
    else if (filter === 3) predicted = (left + up) >> 1;
    else if (filter === 4) predicted = nearestOf(left, up, at >= between ? (above[at - between] ?? 0) : 0);
    line[at] = ((line[at] ?? 0) + predicted) & 255;
  }
  return line;
}

/** The neighbour nearest to left + up − corner. */
function nearestOf(left: number, up: number, corner: number): number {
  const [toLeft, toUp, toCorner] = [
    Math.abs(up - corner),
    Math.abs(left - corner),
    Math.abs(left + up - 2 * corner),
  ];
  if (toLeft <= toUp && toLeft <= toCorner) return left;
  return toUp <= toCorner ? up : corner;
}

/** Grey of a pixel in a line, on white where it is transparent. */
function shades(
  header: Header,
  palette: Buffer,
  transparent: Buffer,
): (line: Buffer, column: number) => number {
  const { depth, colour } = header;
  const channels = channelsOf[colour] ?? 1;
  const most = depth === 16 ? 255 : 2 ** depth - 1;
  const value = (line: Buffer, index: number): number => {
    if (depth === 8) return line[index] ?? 0;
    if (depth === 16) return line[2 * index] ?? 0;
    const bit = index * depth;
    return ((line[bit >> 3] ?? 0) >> (8 - depth - (bit & 7))) & most;
  };
  const grey = (red: number, green: number, blue: number, alpha: number): number =>
    255 + ((0.299 * red + 0.587 * green + 0.114 * blue - 255) * alpha) / 255;
  return (line, column) => {
    const first = column * channels;
    const one = value(line, first);
    switch (colour) {
      case 0:
        return (one * 255) / most;
      case 3:
        return grey(
          palette[3 * one] ?? 0,
          palette[3 * one + 1] ?? 0,
          palette[3 * one + 2] ?? 0,
          transparent[one] ?? 255,
        );
      case 4:
        return grey(one, one, one, value(line, first + 1));
      default:
        return grey(
          one,
          value(line, first + 1),
          value(line, first + 2),
          colour === 6 ? value(line, first + 3) : 255,
        );
    }
  };
}
