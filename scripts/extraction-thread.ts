/** What one thread of the extraction pool does. */

import { loadCharacterMaps } from '../data/character-maps.ts';
import { loadDivisions } from '../data/divisions/divisions.ts';
import { createExtractor } from '../extract/index.ts';
import type { Extraction, SourceContext } from '../schema/extraction.ts';
import { loadOcr } from './tesseract.ts';

export interface ExtractionTask {
  readonly bytes: Uint8Array;
  readonly context: SourceContext;
}

export function extractorForThread(): (task: ExtractionTask) => Promise<Extraction> {
  const extractor = createExtractor({
    divisions: loadDivisions(),
    characterMaps: loadCharacterMaps(),
    ocr: loadOcr(),
  });
  return ({ bytes, context }) => extractor.extract(bytes, context);
}
