/**
 * PDF to blocks. Tables come from the lattice of their ruling lines, with real spans, and go on over page breaks;
 * what stands outside is running text. Where nothing rules a table, its lines are rows of cells parted by gaps.
 */

import { type Issue, issue, NianbaoError } from '../../../schema/issues.ts';
import type { Document } from '../../document.ts';
import { blocksOf, type PageContent } from './blocks.ts';
import { fill, standsIn } from './cells.ts';
import { defuse } from './defuse.ts';
import { withoutFurniture } from './furniture.ts';
import { type Lattice, latticesOf } from './lattice.ts';
import { pdfLimits } from './limits.ts';
import { linesOf, runsOf } from './lines.ts';
import { isSpace, type Mark, marksOf, type PageMarks } from './marks.ts';
import { type CharacterMaps, openPdf } from './pdfjs.ts';

export interface PdfDocument {
  readonly document: Document;
  readonly issues: readonly Issue[];
}

/**
 * @param characterMaps hands in Adobe's predefined character maps; without them, text of PDFs that embed no Chinese
 *   font is lost, and an issue says so.
 * @throws {NianbaoError} `input.media.corrupt`, `input.media.encrypted`, `extract.document.limit` or
 *   `extract.document.no_text`.
 */
export async function readPdf(
  bytes: Uint8Array,
  characterMaps: CharacterMaps | null = null,
): Promise<PdfDocument> {
  const pdf = await openPdf(defuse(bytes), characterMaps);
  try {
    const issues: Issue[] = [];
    const pages: PageMarks[] = [];
    let characters = 0;
    for await (const page of pdf.pages()) {
      const marks = marksOf(page);
      characters += marks.marks.length;
      if (characters > pdfLimits.characters) break;
      pages.push(marks);
    }
    if (pages.length < pdf.pageCount)
      issues.push(
        issue(
          'extract.document.limit',
          `${pages.length} of ${pdf.pageCount} pages were read; the rest was not`,
        ),
      );
    const document = documentOf(pdf.title, pages, issues);
    if (!pages.some(page => page.marks.some(isReadable))) throw noText(pages);
    issues.push(...issuesOf(pages));
    return { document, issues };
  } finally {
    await pdf.close();
  }
}

function documentOf(title: string | null, pages: readonly PageMarks[], issues: Issue[]): Document {
  const laidOut = pages.map(page => layOut(page, issues));
  const lines = withoutFurniture(
    laidOut.map(({ outside }, index) => ({ height: pages[index]?.height ?? 0, lines: linesOf(outside) })),
  );
  const contents = laidOut.map(({ tables }, index): PageContent => ({ tables, lines: lines[index] ?? [] }));
  return {
    title,
    metas: [],
    blocks: blocksOf(contents),
    hidden: pages.flatMap(page => page.aside),
    links: [],
  };
}

/** The page's tables with their texts, and the characters that stand outside of them. */
function layOut(
  page: PageMarks,
  issues: Issue[],
): { tables: PageContent['tables']; outside: readonly Mark[] } {
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
  const homeOf = (mark: Mark): Lattice | undefined => byArea.find(lattice => standsIn(lattice, mark));
  for (const mark of page.marks) if (isSpace(mark)) put(mark, homeOf(mark));
  // What runs over the table's edge is of the table: half a number would be another number.
  for (const line of linesOf(page.marks))
    for (const run of runsOf(line)) {
      const homes = run.map(homeOf);
      const home = homes.find(lattice => lattice !== undefined);
      for (const [index, mark] of run.entries()) put(mark, homes[index] ?? home);
    }
  const tables = [...inside]
    .filter(([, marks]) => marks.some(mark => !isSpace(mark)))
    .map(([lattice, marks]) => ({ table: fill(lattice, marks), top: lattice.rows[0] ?? 0 }));
  return { tables, outside };
}

const areaOf = ({ columns, rows }: Lattice): number =>
  ((columns.at(-1) ?? 0) - (columns[0] ?? 0)) * ((rows.at(-1) ?? 0) - (rows[0] ?? 0));

const isReadable = (mark: Mark): boolean => !isSpace(mark) && mark.text !== '\ufffd';

function noText(pages: readonly PageMarks[]): NianbaoError {
  if (pages.some(page => page.isCut))
    return new NianbaoError('extract.document.limit', 'every page of the PDF draws more than is read');
  const recognised = pages.some(page => page.aside.some(({ reason }) => reason === 'invisible text layer'));
  const unmapped = pages.reduce((sum, page) => sum + page.unmapped, 0);
  if (unmapped > 0)
    return new NianbaoError(
      'extract.document.no_text',
      `the PDF’s fonts do not tell what its ${unmapped} characters are: it needs OCR`,
    );
  return new NianbaoError(
    'extract.document.no_text',
    recognised
      ? 'the PDF is a scan with an invisible layer of recognised text, which is not trusted: it needs OCR'
      : 'the PDF holds no text: a scan, which needs OCR',
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
