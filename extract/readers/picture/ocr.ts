/** What a program that recognises characters is asked and answers. It is handed in: extraction starts no programs. */

import type { Box, Raster } from './raster.ts';

/** One recognised character. */
export interface RecognisedSymbol {
  readonly text: string;
  /** 0 to 100. */
  readonly confidence: number;
  /** In pixels of the picture that was handed over. */
  readonly box: Box;
}

/** Symbols of one line from the left; where words are parted, a symbol is a blank. */
export interface RecognisedLine {
  readonly symbols: readonly RecognisedSymbol[];
}

/**
 * - `digits`: figures and marks only, of any script
 * - `chinese`: Chinese text and figures
 */
export type OcrModel = 'digits' | 'chinese';
/** What a picture shows: one line, a paragraph, or a page of any make. */
export type OcrLayout = 'line' | 'paragraph' | 'page';

/**
 * Recognises pictures one after the other; for each its lines from above.
 * Rejects with a NianbaoError `extract.ocr.failed` where the program ends without an answer.
 */
export type Ocr = (
  pictures: readonly Raster[],
  how: { readonly model: OcrModel; readonly layout: OcrLayout },
) => Promise<readonly (readonly RecognisedLine[])[]>;

export const textOfLine = ({ symbols }: RecognisedLine): string =>
  symbols.map(symbol => symbol.text).join('');

/** Limits of what is recognised; what lies beyond is not, and an issue says so. */
export const ocrLimits = {
  /** Pages of one document, at some seconds each. */
  pages: 12,
  /** Cells of one page. */
  cells: 3000,
  /** Pictures on pages of text that have fewer pixels show no table that could be recognised. */
  fewestPixels: { width: 300, height: 90 },
};
