/** What one thread of the extraction pool does: all that a document costs but its rows in the store. */

import { readBody } from '../data/archive/read-payload.ts';
import { loadCharacterMaps } from '../data/character-maps.ts';
import { loadDivisions } from '../data/divisions/divisions.ts';
import { packExtraction } from '../data/readings/pack.ts';
import { createExtractor } from '../extract/index.ts';
import { issue, NianbaoError } from '../schema/issues.ts';
import { loadOcr } from './tesseract.ts';
import type { DocumentToRead, Outcome } from './threads-that-read.ts';

/** Milliseconds after which a batch is given back, read or not: what waits behind a slow document, others can read. */
const slice = 150;

/** @returns what reads a batch: the outcomes of its first documents, one at least, in their order. */
export function readerForThread(): (batch: readonly DocumentToRead[]) => Promise<Outcome[]> {
  const extractor = createExtractor({
    divisions: loadDivisions(),
    characterMaps: loadCharacterMaps(),
    ocr: loadOcr(),
  });
  const readOne = async ({ source, context }: DocumentToRead): Promise<Outcome> => {
    try {
      return { packed: packExtraction(await extractor.extract(await readBody(source), context)) };
    } catch (error) {
      const code = error instanceof NianbaoError ? error.code : 'extract.unexpected';
      const message = error instanceof Error ? error.message : String(error);
      return { issue: issue(code, message, source.capture.url) };
    }
  };
  return async batch => {
    const end = performance.now() + slice;
    const outcomes: Outcome[] = [];
    for (const document of batch) {
      outcomes.push(await readOne(document));
      if (performance.now() > end) break;
    }
    return outcomes;
  };
}
