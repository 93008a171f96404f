/** Pictures of a page, PNG or JPEG, to blocks. */

import { NianbaoError } from '../../../schema/issues.ts';
import { jpegOf } from '../pdf/pictures.ts';
import { documentOfPages, type PdfDocument } from '../pdf/read.ts';
import type { Ocr } from './ocr.ts';
import { recognisePage } from './page.ts';
import { readPng } from './png.ts';
import { recognisedIssue } from './report.ts';

/** @throws {NianbaoError} `extract.ocr.missing`, `extract.ocr.failed`, `input.media.corrupt` or `extract.document.limit` */
export async function readPicture(
  bytes: Uint8Array,
  kind: 'image/png' | 'image/jpeg',
  ocr: Ocr | null,
): Promise<PdfDocument> {
  if (ocr === null) throw new NianbaoError('extract.ocr.missing', 'the document is a picture');
  const raster = kind === 'image/png' ? readPng(bytes) : await jpegOf(bytes);
  const page = await recognisePage(raster, 1, null, ocr);
  const read = documentOfPages(null, [page]);
  return { document: read.document, issues: [...read.issues, recognisedIssue([page])] };
}
