/**
 * Pictures on pages that have text of their own: a table pasted as a picture, or a scan below a printed page number.
 * What they show is put among the page's own characters, where it stands.
 */

import { NianbaoError } from '../../../schema/issues.ts';
import { standsIn } from '../pdf/cells.ts';
import type { Lattice } from '../pdf/lattice.ts';
import { centreX, centreY, isSpace, type Mark, type PageMarks } from '../pdf/marks.ts';
import type { Ocr } from './ocr.ts';
import { recognisePage } from './page.ts';
import type { Box, Raster } from './raster.ts';
import { ruled, straightened } from './rules.ts';

/** Pictures smaller than this, as shares of the page's width and in points, are seals and marks. */
const [narrowest, lowest] = [0.25, 36];
/** A picture over this share of the page, with fewer characters printed upon it, is a scan of the page. */
const scanShare = 0.6;
const fewestPrinted = 40;
/** Smaller lattices are frames. */
const fewestCells = 6;
/** Share of a lattice's cells in which the page itself prints: then the picture is but its ground. */
const mostPrinted = 0.1;

const isReadable = (mark: Mark): boolean => !isSpace(mark) && mark.text !== '\ufffd';

/** Whether the page may say something by pictures: they are then to be looked at. */
export const mayShowText = (page: PageMarks, pictures: readonly Box[]): boolean =>
  pictures.some(
    ({ left, right, top, bottom }) => right - left > narrowest * page.width && bottom - top > lowest,
  );

/**
 * What the pictures of a page show, without what the page prints itself; null where they show no table and are no scan.
 *
 * @param raster the page's pictures in one, the size of the page, and where each of them stands.
 * @throws {NianbaoError} `extract.ocr.missing` where they do and nothing can recognise it, or `extract.ocr.failed`.
 */
export async function recogniseOnPage(
  { raster, boxes }: { readonly raster: Raster; readonly boxes: readonly Box[] },
  page: PageMarks,
  ocr: Ocr | null,
): Promise<PageMarks | null> {
  const found = ruled(straightened(raster), page.width / raster.width);
  const tables = (found?.lattices ?? []).filter(lattice => isInPicture(lattice, page));
  const shown = boxes.filter(box => isScan(box, page) || tables.some(table => overlaps(box, table)));
  if (shown.length === 0) return null;
  if (ocr === null)
    throw new NianbaoError(
      'extract.ocr.missing',
      `page ${page.number} shows ${tables.length > 0 ? 'a table that is a picture' : 'text that is a picture'}`,
    );
  const recognised = await recognisePage(raster, page.number, page.width, ocr);
  return { ...recognised, marks: recognised.marks.filter(mark => shown.some(box => holds(box, mark))) };
}

const isScan = (box: Box, page: PageMarks): boolean =>
  (box.right - box.left) * (box.bottom - box.top) > scanShare * page.width * page.height &&
  page.marks.filter(mark => isReadable(mark) && holds(box, mark)).length < fewestPrinted;

function isInPicture(lattice: Lattice, page: PageMarks): boolean {
  const { columns, rows, cells } = lattice;
  if (cells.length < fewestCells) return false;
  const marks = page.marks.filter(mark => isReadable(mark) && standsIn(lattice, mark));
  const printed = cells.filter(cell =>
    marks.some(
      mark =>
        centreX(mark) >= (columns[cell.left] ?? 0) &&
        centreX(mark) < (columns[cell.right] ?? 0) &&
        centreY(mark) >= (rows[cell.top] ?? 0) &&
        centreY(mark) < (rows[cell.bottom] ?? 0),
    ),
  );
  return printed.length <= mostPrinted * cells.length;
}

const holds = ({ left, right, top, bottom }: Box, mark: Mark): boolean =>
  centreX(mark) >= left && centreX(mark) <= right && centreY(mark) >= top && centreY(mark) <= bottom;

const overlaps = (box: Box, { columns, rows }: Lattice): boolean =>
  box.left < (columns.at(-1) ?? 0) &&
  box.right > (columns[0] ?? 0) &&
  box.top < (rows.at(-1) ?? 0) &&
  box.bottom > (rows[0] ?? 0);
