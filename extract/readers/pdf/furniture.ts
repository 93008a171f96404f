/** Page numbers and running heads: they belong to the paper, not to the text that runs over it. */

import type { Line } from './lines.ts';

/** The lines of a page that stand outside of its tables. */
export interface PageLines {
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
  return pages.map(({ height, lines }) =>
    lines.filter((line, index) => {
      const atTop = line.middle < margin * height;
      const atBottom = line.middle > (1 - margin) * height;
      if (!atTop && !atBottom) return true;
      const text = line.text.replace(/\s+/g, '');
      if (isNumber(line)) {
        const isOutside = (other: Line): boolean =>
          isNumber(other) && (atTop ? other.middle < line.middle : other.middle > line.middle);
        // A page has one number: digits on its inner side are a figure.
        return (
          (/^\d+$/.test(text) && lines.some(isOutside)) ||
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

const isNumber = ({ text }: Line): boolean =>
  pageNumber.test(text.trim()) || pageNumber.test(text.replace(/\s+/g, ''));

/** The page's own number is set apart from its text: digits as close to other lines as those to each other are of it. */
const isWithinText = (line: Line, other: Line | undefined): boolean =>
  other !== undefined &&
  /^\d+$/.test(line.text) &&
  Math.abs(other.middle - line.middle) <= 1.7 * Math.max(line.size, other.size);
