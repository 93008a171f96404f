/**
 * Recognises the cells of a page's tables. Whether a cell is blank is seen from its ink. A number is believed only where
 * two recognitions (other model, other size, other surroundings) read the same, each is sure of every digit, and there
 * are as many pieces of ink as characters; else the cell is illegible.
 */

import { type Ink, inkIn } from './ink.ts';
import { type Ocr, type OcrModel, type RecognisedLine, textOfLine } from './ocr.ts';
import { type Box, cut, type Raster } from './raster.ts';
import type { StraightPage } from './rules.ts';

export interface RecognisedCell {
  readonly box: Box;
  readonly ink: Ink;
  /** Lines with the places of their characters on the page, in pixels; none in a blank cell. */
  readonly lines: readonly PlacedLine[];
}

export interface PlacedLine {
  readonly box: Box;
  readonly characters: readonly { readonly text: string; readonly left: number; readonly right: number }[];
}

/** A character that is there and cannot be told. */
export const unknownCharacter = '\ufffd';

/** Least confidence in each digit, of both recognitions. */
const sure = { first: 90, second: 75 };
/** Least confidence in a character of a label. */
const fair = 40;
/** More pieces of ink are no number. */
const mostPieces = 16;
/** Height of figures, and the white around them, in pixels, that each recognition is given. */
const sizes = { digits: { height: 32, margin: 14 }, chinese: { height: 46, margin: 24 } };
/** Height of a line of Chinese text. */
const lineHeight = 40;

export async function recogniseCells(
  page: StraightPage,
  cells: readonly Box[],
  ocr: Ocr,
): Promise<RecognisedCell[]> {
  const inked = cells.map(box => ({ box, ink: inkIn(page.dark, page.raster, box) }));
  const printed = inked.filter(({ ink }) => ink.box !== null);
  const candidates = printed.filter(({ ink }) => mayBeNumber(ink));
  const numbers = await recogniseNumbers(page.raster, candidates, ocr);
  const worded = printed.filter(cell => !numbers.has(cell.box));
  const texts = await recogniseTexts(page.raster, worded, medianHeight(printed), ocr);
  const refused = new Set(candidates.map(cell => cell.box));
  return inked.map(({ box, ink }) => {
    if (ink.box === null) return { box, ink, lines: [] };
    const number = numbers.get(box);
    if (number !== undefined) return { box, ink, lines: [spread(number, ink.box)] };
    const lines = texts.get(box) ?? [];
    const text = lines.flatMap(line => line.characters.map(character => character.text)).join('');
    if (!(refused.has(box) ? isLabel(text, ink.box) : word.test(text)))
      return { box, ink, lines: [spread(unknownCharacter, ink.box)] };
    return { box, ink, lines: refused.has(box) ? lines.map(withoutNumerals) : lines };
  });
}

/** A character of a label. Crossed strokes of figures are taken for 十, a dash for 一, and a 0 for a letter. */
const word = /(?![一二三四五六七八九十百千万亿零〇两])\p{Script=Han}/u;

/**
 * What might be a number, and is none: characters of a word, without what stands around a number, and with the room
 * that Chinese characters take, each as wide as it is high.
 */
function isLabel(text: string, ink: Box): boolean {
  const words = text.match(new RegExp(word, 'gu'))?.length ?? 0;
  return (
    words >= 2 &&
    ink.right - ink.left >= 0.8 * words * (ink.bottom - ink.top) &&
    !/^[约近]|[\d一二三四五六七八九十百千万亿零〇两\ufffd][件条项元次个份余]$/.test(text)
  );
}

const withoutNumerals = (line: PlacedLine): PlacedLine => ({
  ...line,
  characters: line.characters.map(character =>
    /\d/.test(character.text) ? { ...character, text: unknownCharacter } : character,
  ),
});

interface InkedCell {
  readonly box: Box;
  readonly ink: Ink;
}

/** One line of a few pieces, none of them wider than a figure is, or a dash. */
function mayBeNumber({ pieces, box }: Ink): boolean {
  if (box === null || pieces.length > mostPieces) return false;
  const high = Math.max(...pieces.map(piece => piece.bottom - piece.top));
  const middle = (box.top + box.bottom) / 2;
  return (
    pieces.every(piece => piece.right - piece.left <= 1.1 * high || pieces.length === 1) &&
    pieces
      .filter(piece => piece.bottom - piece.top > 0.6 * high)
      .every(piece => piece.top < middle && piece.bottom > middle) &&
    box.bottom - box.top <= 1.35 * high
  );
}

const figure = /^[0-9.,/-]+$/;

/** Numbers that both recognitions read, and dashes, by their cells. */
async function recogniseNumbers(
  raster: Raster,
  cells: readonly InkedCell[],
  ocr: Ocr,
): Promise<Map<Box, string>> {
  const found = new Map<Box, string>();
  const rest: InkedCell[] = [];
  for (const cell of cells)
    if (isDash(cell.ink)) found.set(cell.box, '—');
    else if (!cell.ink.isCut) rest.push(cell);
  const read = async (which: readonly InkedCell[], model: OcrModel): Promise<Reading[]> => {
    const { height, margin } = sizes[model];
    const pictures = which.map(({ ink }) => {
      const box = ink.box ?? { left: 0, top: 0, right: 1, bottom: 1 };
      return cut(raster, grown(box, 1), height / (box.bottom - box.top), margin);
    });
    return (await recogniseOnce(pictures, model, ocr)).map(readingOf);
  };
  const first = await read(rest, 'digits');
  const likely = [...rest.entries()].flatMap(([index, cell]) => {
    const reading = first[index];
    const isLikely =
      reading !== undefined &&
      figure.test(reading.text) &&
      reading.confidence >= sure.first &&
      reading.text.length === cell.ink.pieces.length;
    return isLikely ? [{ cell, text: reading.text }] : [];
  });
  const second = await read(
    likely.map(({ cell }) => cell),
    'chinese',
  );
  for (const [index, { cell, text }] of likely.entries()) {
    const reading = second[index];
    if (reading?.text === text && reading.confidence >= sure.second) found.set(cell.box, text);
  }
  return found;
}

/** Pictures that are the same to the pixel, as the zeros of a screen shot are, are recognised once. */
async function recogniseOnce(
  pictures: readonly Raster[],
  model: OcrModel,
  ocr: Ocr,
): Promise<(readonly RecognisedLine[] | undefined)[]> {
  const places = new Map<string, number>();
  const own: Raster[] = [];
  const which = pictures.map(picture => {
    const key = `${picture.width} ${Buffer.from(picture.data).toString('latin1')}`;
    const place = places.get(key) ?? own.push(picture) - 1;
    places.set(key, place);
    return place;
  });
  const recognised = await ocr(own, { model, layout: 'line' });
  return which.map(place => recognised[place]);
}

interface Reading {
  readonly text: string;
  readonly confidence: number;
}

/** All of its lines run together, and the least confidence in a character. */
function readingOf(lines: readonly RecognisedLine[] | undefined): Reading {
  const symbols = (lines ?? []).flatMap(line => line.symbols).filter(symbol => symbol.text.trim() !== '');
  return {
    text: symbols
      .map(symbol => symbol.text)
      .join('')
      .normalize('NFKC'),
    confidence: symbols.reduce((least, symbol) => Math.min(least, symbol.confidence), 100),
  };
}

/** A flat piece of ink in the middle of the cell. */
function isDash({ pieces, box }: Ink): boolean {
  if (box === null || pieces.length > 2) return false;
  return pieces.every(piece => piece.right - piece.left >= 3 * (piece.bottom - piece.top));
}

const grown = (box: Box, by: number): Box => ({
  left: box.left - by,
  top: box.top - by,
  right: box.right + by,
  bottom: box.bottom + by,
});

function spread(text: string, box: Box): PlacedLine {
  const width = (box.right - box.left) / text.length;
  return {
    box,
    characters: [...text].map((character, index) => ({
      text: character,
      left: box.left + index * width,
      right: box.left + (index + 1) * width,
    })),
  };
}

/** Height of most characters: that of the tallest piece of a cell, in the middle of all cells. */
function medianHeight(cells: readonly InkedCell[]): number {
  const found = cells.map(({ ink }) => Math.max(...ink.pieces.map(piece => piece.bottom - piece.top)));
  return found.sort((a, b) => a - b)[Math.floor(found.length / 2)] ?? 16;
}

/** Text of labels, whose figures are believed only where two sizes give the same. */
async function recogniseTexts(
  raster: Raster,
  cells: readonly InkedCell[],
  height: number,
  ocr: Ocr,
): Promise<Map<Box, PlacedLine[]>> {
  const scale = lineHeight / Math.max(4, height * 1.3);
  const parts = cells.map(({ ink }) => grown(ink.box ?? { left: 0, top: 0, right: 1, bottom: 1 }, 2));
  const found = await recogniseParts(raster, parts, scale, ocr);
  return new Map(cells.map(({ box }, index) => [box, found[index] ?? []]));
}

const margin = 16;

/** Chinese text of parts of a page; each figure is believed only where a second size gives the same ones. */
export async function recogniseParts(
  raster: Raster,
  parts: readonly Box[],
  scale: number,
  ocr: Ocr,
): Promise<PlacedLine[][]> {
  const read = (which: readonly Box[], size: number): ReturnType<Ocr> =>
    ocr(
      which.map(part => cut(raster, part, size, margin)),
      { model: 'chinese', layout: 'paragraph' },
    );
  const first = await read(parts, scale);
  const doubtful = [...first.keys()].filter(index => /\d/.test(textOf(first[index])));
  const again = await read(
    doubtful.flatMap(index => parts[index] ?? []),
    scale * 1.3,
  );
  return parts.map((part, index) => {
    const lines = first[index] ?? [];
    const other = doubtful.indexOf(index);
    const isAgreed = other === -1 || digitsIn(lines) === digitsIn(again[other] ?? []);
    return lines.map(line => placed(line, part, scale, isAgreed));
  });
}

const textOf = (lines: readonly RecognisedLine[] | undefined): string =>
  (lines ?? []).map(textOfLine).join('\n');
const digitsIn = (lines: readonly RecognisedLine[]): string =>
  textOf(lines)
    .normalize('NFKC')
    .replace(/[^\d.,-]/g, '');

function placed({ symbols }: RecognisedLine, part: Box, scale: number, keepsDigits: boolean): PlacedLine {
  const onPage = (x: number): number => part.left + (x - margin) / scale;
  const characters = symbols
    .filter(symbol => symbol.text.trim() !== '')
    .map(({ text, confidence, box }) => ({
      text: isBelieved(text, confidence, keepsDigits) ? text : unknownCharacter,
      left: onPage(box.left),
      right: onPage(box.right),
    }));
  const [top, bottom] = [
    Math.min(...symbols.map(symbol => symbol.box.top)),
    Math.max(...symbols.map(symbol => symbol.box.bottom)),
  ];
  return {
    box: {
      left: Math.min(...characters.map(character => character.left)),
      right: Math.max(...characters.map(character => character.right)),
      top: part.top + (top - margin) / scale,
      bottom: part.top + (bottom - margin) / scale,
    },
    characters,
  };
}

const isBelieved = (text: string, confidence: number, keepsDigits: boolean): boolean =>
  /\p{N}/u.test(text) ? keepsDigits && confidence >= sure.first : confidence >= fair;
