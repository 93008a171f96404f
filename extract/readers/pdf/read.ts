/**
 * PDF to blocks. Tables come from the lattice of their ruling lines, with real spans, and go on over page breaks;
 * what stands outside is running text. Where nothing rules a table, its lines are rows of cells parted by gaps.
 */

import { type Issue, issue, NianbaoError } from '../../../schema/issues.ts';
import type { Document } from '../../document.ts';
import { type Ocr, ocrLimits } from '../picture/ocr.ts';
import type { Box } from '../picture/raster.ts';
import { recognisedIssue } from '../picture/report.ts';
import { blocksOf, type PageContent } from './blocks.ts';
import { fill, reachesInto, standsIn } from './cells.ts';
import { type PlacedTable, regionsOf } from './columns.ts';
import { defuse } from './defuse.ts';
import { withoutFurniture } from './furniture.ts';
import { type Lattice, latticesOf } from './lattice.ts';
import { pdfLimits } from './limits.ts';
import { linesOf, runsOf } from './lines.ts';
import { isSpace, type Mark, type PageMarks } from './marks.ts';
import { type CharacterMaps, openPdf } from './pdfjs.ts';
import { holdsPictures, picturesOf } from './pictures.ts';
import { viewsOf } from './views.ts';

export interface PdfDocument {
  readonly document: Document;
  readonly issues: readonly Issue[];
}

/**
 * @param characterMaps hands in Adobe's predefined character maps; without them, text of PDFs that embed no Chinese
 *   font is lost, and an issue says so.
 * @param ocr recognises pages that are pictures; without it an issue says what to install.
 * @throws {NianbaoError} `input.media.corrupt`, `input.media.encrypted`, `extract.document.limit`,
 *   `extract.document.no_text`, `extract.ocr.missing` or `extract.ocr.failed`.
 */
export async function readPdf(
  bytes: Uint8Array,
  characterMaps: CharacterMaps | null = null,
  ocr: Ocr | null = null,
): Promise<PdfDocument> {
  const pdf = await openPdf(defuse(bytes), characterMaps);
  try {
    const issues: Issue[] = [];
    const pages: PageMarks[] = [];
    let characters = 0;
    let pagesRead = 0;
    for await (const page of pdf.pages()) {
      const views = viewsOf(page);
      characters += views.reduce((sum, view) => sum + view.marks.length, 0);
      if (characters > pdfLimits.characters) break;
      pages.push(...views);
      pagesRead++;
    }
    if (pagesRead < pdf.pageCount)
      issues.push(
        issue('extract.document.limit', `${pagesRead} of ${pdf.pageCount} pages were read; the rest was not`),
      );
    const all = await recognisedPages(bytes, pages, ocr, issues);
    const { document, issues: laidOut } = documentOfPages(pdf.title, all);
    if (!all.some(page => page.marks.some(isReadable)))
      throw noText(all, ocr === null && holdsPictures(bytes));
    return { document, issues: [...issues, ...laidOut, ...issuesOf(all)] };
  } finally {
    await pdf.close();
  }
}

/** The pages, with what their pictures show where they have no readable text, or tables that are pictures. */
async function recognisedPages(
  bytes: Uint8Array,
  pages: readonly PageMarks[],
  ocr: Ocr | null,
  issues: Issue[],
): Promise<readonly PageMarks[]> {
  const readable = new Set(pages.filter(page => page.marks.some(isReadable)).map(page => page.number));
  const isBlank = (page: PageMarks): boolean => !readable.has(page.number);
  const mayHoldTables = holdsPictures(bytes, ocrLimits.fewestPixels);
  const wanted = pages.filter(
    page => !page.isCut && (isBlank(page) ? ocr !== null : mayHoldTables && page.turn === 0),
  );
  if (wanted.length === 0) return pages;
  const { recognisePage } = await import('../picture/page.ts');
  const { mayShowText, recogniseOnPage } = await import('../picture/on-page.ts');
  const found = new Map<PageMarks, PageMarks>();
  const byNumber = new Map(wanted.map(page => [page.number, page]));
  let withPictures = 0;
  const isWanted = (number: number, boxes: readonly Box[]): boolean => {
    const page = byNumber.get(number);
    if (page === undefined || !(isBlank(page) ? boxes.length > 0 : mayShowText(page, boxes))) return false;
    withPictures++;
    return withPictures <= ocrLimits.pages;
  };
  try {
    for await (const pictures of picturesOf(defuse(bytes), [...byNumber.keys()], isWanted)) {
      const page = byNumber.get(pictures.number);
      if (!page) continue;
      const shown =
        isBlank(page) && ocr
          ? await recognisePage(pictures.raster, page.number, pictures.width, ocr)
          : await recogniseOnPage(pictures, page, ocr);
      if (shown) found.set(page, shown);
    }
  } catch (error) {
    // Without a single page of text there is nothing that could still be told.
    if (!(error instanceof NianbaoError) || readable.size === 0) throw error;
    issues.push(issue(error.code, error.message));
  }
  if (withPictures > ocrLimits.pages)
    issues.push(
      issue(
        'extract.document.limit',
        `${ocrLimits.pages} of ${withPictures} pages of pictures were looked at`,
      ),
    );
  if (found.size > 0) issues.push(recognisedIssue([...found.values()]));
  return pages.map(page => {
    const shown = found.get(page);
    if (!shown || isBlank(page)) return shown ?? page;
    return {
      ...page,
      marks: [...page.marks, ...shown.marks],
      rules: [...page.rules, ...shown.rules],
      isCut: shown.isCut,
    };
  });
}

/** Pages, or views of them, to one document, in which tables go on over page breaks. */
export function documentOfPages(title: string | null, pages: readonly PageMarks[]): PdfDocument {
  const issues: Issue[] = [];
  return { document: documentOf(title, pages, issues), issues };
}

function documentOf(title: string | null, pages: readonly PageMarks[], issues: Issue[]): Document {
  const laidOut = pages.map(page => {
    const { tables, outside } = layOut(page, issues);
    return { number: page.number, height: page.height, regions: regionsOf(outside, tables) };
  });
  const lines = withoutFurniture(
    laidOut.map(({ number, height, regions }) => ({
      number,
      height,
      lines: regions.flatMap(region => region.lines),
    })),
  );
  const contents = laidOut.flatMap(({ regions }, index): PageContent[] => {
    const kept = new Set(lines[index]);
    return regions.map(region => ({ ...region, lines: region.lines.filter(line => kept.has(line)) }));
  });
  return {
    title,
    metas: [],
    blocks: blocksOf(contents),
    hidden: pages.flatMap(page => page.aside),
    links: [],
  };
}

/** The page's tables with their texts, and the characters that stand outside of them. */
function layOut(page: PageMarks, issues: Issue[]): { tables: PlacedTable[]; outside: readonly Mark[] } {
  const lattices = latticesOf(page.rules);
  if (lattices === null)
    issues.push(issue('extract.document.limit', `page ${page.number} has too many lines to look for tables`));
  const inside = new Map<Lattice, Mark[]>();
  const outside: Mark[] = [];
  // A table within a cell of another is the smaller one; what stands in it is its own.
  const byArea = [...(lattices ?? [])].sort((a, b) => areaOf(a) - areaOf(b));
  const put = (mark: Mark, home: Lattice | undefined): void => {
    const there = home && inside.get(home);
    if (there) there.push(mark);
    else if (home) inside.set(home, [mark]);
    else outside.push(mark);
  };
  const homeOf = (mark: Mark): Lattice | undefined =>
    byArea.find(lattice => standsIn(lattice, mark)) ?? byArea.find(lattice => reachesInto(lattice, mark));
  for (const mark of page.marks) if (isSpace(mark)) put(mark, homeOf(mark));
  // What runs over the table's edge is of the table: half a number would be another number.
  for (const line of linesOf(page.marks))
    for (const run of runsOf(line)) {
      const homes = run.map(homeOf);
      const home = homes.find(lattice => lattice !== undefined);
      for (const [index, mark] of run.entries()) put(mark, homes[index] ?? home);
    }
  // The rows behind a page break may all be blank; what goes on from nowhere is no table.
  const tables = [...(lattices ?? [])].map(lattice => ({
    table: fill(lattice, inside.get(lattice) ?? []),
    top: lattice.rows[0] ?? 0,
    bottom: lattice.rows.at(-1) ?? 0,
  }));
  return { tables, outside };
}

const areaOf = ({ columns, rows }: Lattice): number =>
  ((columns.at(-1) ?? 0) - (columns[0] ?? 0)) * ((rows.at(-1) ?? 0) - (rows[0] ?? 0));

const isReadable = (mark: Mark): boolean => !isSpace(mark) && mark.text !== '\ufffd';

/** @param awaitsOcr whether its pictures could be recognised, with a program for it. */
function noText(pages: readonly PageMarks[], awaitsOcr: boolean): NianbaoError {
  if (pages.some(page => page.isCut))
    return new NianbaoError('extract.document.limit', 'every page of the PDF draws more than is read');
  const recognised = pages.some(page => page.aside.some(({ reason }) => reason === 'invisible text layer'));
  const layer = recognised ? ' with an invisible layer of recognised text, which is not trusted' : '';
  if (awaitsOcr) return new NianbaoError('extract.ocr.missing', `the PDF is a scan${layer}: it needs OCR`);
  const unmapped = pages.reduce((sum, page) => sum + page.unmapped, 0);
  if (unmapped > 0)
    return new NianbaoError(
      'extract.document.no_text',
      `the PDF’s fonts do not tell what its ${unmapped} characters are: it needs OCR`,
    );
  return new NianbaoError(
    'extract.document.no_text',
    `the PDF holds no text: a scan${layer}, or empty pages`,
  );
}

function issuesOf(pages: readonly PageMarks[]): Issue[] {
  const issues: Issue[] = [];
  const unmapped = pages.reduce((sum, page) => sum + page.unmapped, 0);
  if (unmapped > 0)
    issues.push(
      issue('extract.text.unmapped', `${unmapped} characters stand in fonts that do not tell what they are`),
    );
  const cut = pages.filter(page => page.isCut).map(page => page.number);
  if (cut.length > 0)
    issues.push(issue('extract.document.limit', `pages that draw more than is read: ${cut.join(', ')}`));
  const empty = pages.filter(page => !page.isCut && page.marks.every(isSpace)).map(page => page.number);
  if (empty.length > 0) issues.push(issue('extract.page.no_text', `pages without text: ${empty.join(', ')}`));
  return issues;
}
