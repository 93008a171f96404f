/** What one thread of the extraction pool does. */

import { loadCharacterMaps } from '../data/character-maps.ts';
import { loadDivisions } from '../data/divisions/divisions.ts';
import { type PackedExtraction, packExtraction } from '../data/extractions.ts';
import { createExtractor } from '../extract/index.ts';
import type { SourceContext } from '../schema/extraction.ts';
import { loadOcr } from './tesseract.ts';

export interface ExtractionTask {
  readonly bytes: Uint8Array;
  readonly context: SourceContext;
}

/** Gives what a document says, packed for the store: the thread that waits for it has only to keep it. */
export function extractorForThread(): (task: ExtractionTask) => Promise<PackedExtraction> {
  const extractor = createExtractor({
    divisions: loadDivisions(),
    characterMaps: loadCharacterMaps(),
    ocr: loadOcr(),
  });
  return async ({ bytes, context }) => packExtraction(await extractor.extract(bytes, context));
}
