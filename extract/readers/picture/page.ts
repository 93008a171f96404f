/** A picture of a page to what stands on it: the same characters and ruling lines that a PDF states. */

import type { Lattice } from '../pdf/lattice.ts';
import type { Mark, PageMarks } from '../pdf/marks.ts';
import { type PlacedLine, recogniseCells, recogniseParts } from './cells.ts';
import { type Ocr, ocrLimits, textOfLine } from './ocr.ts';
import { type Box, blank, type Raster } from './raster.ts';
import { ruled, straightened } from './rules.ts';

/** Pictures without a size of their own are taken for pages of this width, in points. */
const pageWidth = 595;

/**
 * @param width width of the page in points; null for a picture that states none.
 */
export async function recognisePage(
  picture: Raster,
  number: number,
  width: number | null,
  ocr: Ocr,
): Promise<PageMarks> {
  const page = straightened(picture);
  const scale = (width ?? pageWidth) / picture.width;
  const found = ruled(page, scale);
  const tables = found?.lattices ?? [];
  const boxes = tables.flatMap(table => cellBoxes(table, scale, found?.thickness ?? 1, page.raster));
  const isCut = found === null || boxes.length > ocrLimits.cells;
  const cells = isCut ? [] : await recogniseCells(page, boxes, ocr);
  const lines = [
    ...cells.flatMap(cell => cell.lines),
    ...(await linesOutside(withoutTables(page.raster, tables, scale), ocr)),
  ];
  return {
    number,
    turn: 0,
    width: picture.width * scale,
    height: picture.height * scale,
    marks: lines.flatMap(line => marksOf(line, scale)),
    rules: found?.rules ?? [],
    aside: [],
    unmapped: 0,
    isCut,
  };
}

/** Insides of the cells, in pixels. */
function cellBoxes(
  { cells, columns, rows }: Lattice,
  scale: number,
  thickness: number,
  raster: Raster,
): Box[] {
  const inset = Math.ceil(thickness / 2) + 1;
  const pixel = (points: number | undefined): number => Math.round((points ?? 0) / scale);
  return cells
    .map(cell => ({
      left: Math.max(0, pixel(columns[cell.left]) + inset),
      right: Math.min(raster.width, pixel(columns[cell.right]) - inset),
      top: Math.max(0, pixel(rows[cell.top]) + inset),
      bottom: Math.min(raster.height, pixel(rows[cell.bottom]) - inset),
    }))
    .filter(box => box.right - box.left > 3 && box.bottom - box.top > 3);
}

function withoutTables(raster: Raster, tables: readonly Lattice[], scale: number): Raster {
  const rest = { ...raster, data: Uint8Array.from(raster.data) };
  for (const { columns, rows } of tables) {
    const [left, right] = [
      Math.floor((columns[0] ?? 0) / scale) - 4,
      Math.ceil((columns.at(-1) ?? 0) / scale) + 4,
    ];
    const [top, bottom] = [Math.floor((rows[0] ?? 0) / scale) - 4, Math.ceil((rows.at(-1) ?? 0) / scale) + 4];
    for (let row = Math.max(0, top); row < Math.min(raster.height, bottom); row++)
      rest.data.fill(
        255,
        row * raster.width + Math.max(0, left),
        row * raster.width + Math.min(raster.width, right),
      );
  }
  return rest;
}

/** Running text: its lines are found on the whole page, then each is recognised by itself. */
async function linesOutside(rest: Raster, ocr: Ocr): Promise<PlacedLine[]> {
  if (rest.data.every(value => value > 200)) return [];
  const [lines = []] = await ocr([framed(rest)], { model: 'chinese', layout: 'page' });
  const boxes = lines
    .filter(line => textOfLine(line).trim() !== '')
    .map(({ symbols }) => ({
      left: Math.min(...symbols.map(({ box }) => box.left)) - frame - 3,
      right: Math.max(...symbols.map(({ box }) => box.right)) - frame + 3,
      top: Math.min(...symbols.map(({ box }) => box.top)) - frame - 2,
      bottom: Math.max(...symbols.map(({ box }) => box.bottom)) - frame + 2,
    }));
  const heights = boxes.map(box => box.bottom - box.top).sort((a, b) => a - b);
  const height = heights[Math.floor(heights.length / 2)] ?? 30;
  const found = await recogniseParts(rest, boxes, Math.min(4, 44 / Math.max(8, height)), ocr);
  return found.flat().filter(line => line.characters.length > 0);
}

const frame = 20;

/** Text at the very edge is not seen. */
function framed(raster: Raster): Raster {
  const result = blank(raster.width + 2 * frame, raster.height + 2 * frame);
  for (let row = 0; row < raster.height; row++)
    result.data.set(
      raster.data.subarray(row * raster.width, (row + 1) * raster.width),
      (row + frame) * result.width + frame,
    );
  return result;
}

/** How far the middle of a character stands above its baseline, in sizes: as in `centreY`. */
const middle = 0.35;

function marksOf({ box, characters }: PlacedLine, scale: number): Mark[] {
  const size = (box.bottom - box.top) * scale;
  const baseline = ((box.top + box.bottom) / 2) * scale + middle * size;
  return characters.map(({ text, left, right }) => ({
    text,
    x0: left * scale,
    x1: right * scale,
    baseline,
    size,
  }));
}
