/** Page numbers and running heads: they belong to the paper, not to the text that runs over it. */

import { columnsOf, type Line } from './lines.ts';

/** The lines of a page that stand outside of its tables. */
export interface PageLines {
  /** From 1; views of one page share it. */
  readonly number: number;
  readonly height: number;
  readonly lines: readonly Line[];
}

/** Part of the page's height, above and below, in which they stand. */
const margin = 0.12;
const pageNumber =
  /^(?:[-—－–·•~]*\s*\d{1,4}\s*[-—－–·•~]*|第\s*\d{1,4}\s*页(?:\s*[，,/]?\s*共\s*\d{1,4}\s*页)?|\d{1,4}\s*\/\s*\d{1,4}|page\s*\d{1,4}(?:\s*of\s*\d{1,4})?)$/iu;

/**
 * Lines of each page without its page number, and without the head that the pages before had in the same place.
 * The first occurrence of a running head stays: it may be the only place that names the body.
 */
export function withoutFurniture(pages: readonly PageLines[]): Line[][] {
  const seen = new Map<string, number[]>();
  const bare = pages.flatMap(bareNumbersOf);
  return pages.map(page =>
    page.lines.filter((line, index) => {
      const { lines } = page;
      const edge = edgeOf(line, page);
      if (edge === null) return true;
      const text = line.text.replace(/\s+/g, '');
      if (isNumber(line)) {
        const isOutside = (other: Line): boolean =>
          isNumber(other) && (edge === 'top' ? other.middle < line.middle : other.middle > line.middle);
        // A page has one number: digits on its inner side are a figure.
        return (
          (/^\d+$/.test(text) && (lines.some(isOutside) || !runsOn(line, bare, pages.length))) ||
          isWithinText(line, lines[index - 1]) ||
          isWithinText(line, lines[index + 1])
        );
      }
      // Other numbers than the page's are figures, and a row of figures is no head.
      const key = text.replace(/第\d+页|[-—－–]\d+[-—－–]/g, '');
      const places = seen.get(key) ?? [];
      seen.set(key, [...places, line.middle]);
      return !places.some(place => Math.abs(place - line.middle) <= 3);
    }),
  );
}

type Edge = 'top' | 'bottom';

const edgeOf = ({ middle }: Line, { height }: PageLines): Edge | null =>
  middle < margin * height ? 'top' : middle > (1 - margin) * height ? 'bottom' : null;

/** Digits and nothing else in the margin of a page: its number, or the last figure of a table. */
interface BareNumber {
  readonly line: Line;
  readonly page: number;
  readonly edge: Edge;
  readonly value: number;
}

const bareNumbersOf = (page: PageLines): BareNumber[] =>
  page.lines.flatMap(line => {
    const edge = edgeOf(line, page);
    const text = line.text.replace(/\s+/g, '');
    return edge !== null && /^\d{1,4}$/.test(text)
      ? [{ line, page: page.number, edge, value: Number(text) }]
      : [];
  });

/**
 * Only a count that goes on over the pages, in one place of each, shows that bare digits are the page's number. A
 * document of one or two pages has no other page to show it: there the page's own number is believed to be one.
 */
function runsOn(line: Line, bare: readonly BareNumber[], views: number): boolean {
  const own = bare.find(number => number.line === line);
  if (!own) return false;
  const others = bare.filter(({ page, edge }) => page !== own.page && edge === own.edge);
  const inPlace = others.some(
    ({ line: other, page, value }) =>
      Math.abs(other.middle - line.middle) <= samePlace && value - own.value === page - own.page,
  );
  return inPlace || (views <= 2 && others.length === 0 && own.value === own.page);
}

/** In points; the feet of pages of one document stand as high as each other. */
const samePlace = 9;

/** In one piece: a figure and a mark in two columns (0 … —) are cells. */
const isNumber = (line: Line): boolean =>
  (pageNumber.test(line.text.trim()) || pageNumber.test(line.text.replace(/\s+/g, ''))) &&
  columnsOf(line, widestSpace).length === 1;

/** Between the number and its dashes, in sizes. */
const widestSpace = 3;

/** The page's own number is set apart from its text: digits as close to other lines as those to each other are of it. */
const isWithinText = (line: Line, other: Line | undefined): boolean =>
  other !== undefined &&
  /^\d+$/.test(line.text) &&
  Math.abs(other.middle - line.middle) <= 1.7 * Math.max(line.size, other.size);
