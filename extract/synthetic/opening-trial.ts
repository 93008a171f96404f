/** One generated beginning, read. */

import type { SourceContext } from '../../schema/extraction.ts';
import type { Document } from '../document.ts';
import type { Gazetteer } from '../identify/gazetteer.ts';
import { identify } from '../identify/index.ts';
import type { Places } from './opening-bodies.ts';
import { type Opening, randomOpening } from './openings.ts';
import { randomOtherDocument } from './other-documents.ts';
import { seededRandom } from './random.ts';

export const openingOutcomes = ['right', 'missing unit', 'wrong unit', 'wrong year', 'wrong kind'] as const;
export type OpeningOutcome = (typeof openingOutcomes)[number];

export interface OpeningTrial {
  readonly seed: number;
  readonly opening: Opening;
  readonly outcome: OpeningOutcome;
  /** What it was made for and what was read, in words. */
  readonly made: string;
  readonly read: string;
}

const nowhere: SourceContext = { url: null, contentType: null, fileName: null, portal: null };

export const openingKinds = {
  'annual reports': randomOpening,
  'other documents': randomOtherDocument,
} as const;
export type OpeningKind = keyof typeof openingKinds;

export function tryOpening(
  kind: OpeningKind,
  seed: number,
  places: Places,
  gazetteer: Gazetteer,
): OpeningTrial {
  const opening = openingKinds[kind](places, seededRandom(seed));
  const blocks = opening.lines.map(text => ({ kind: 'text' as const, text, level: null }));
  const document: Document = { title: opening.head, metas: [], hidden: [], links: [], blocks };
  const { unit, report_year, document_type } = identify(document, nowhere, gazetteer);
  return {
    seed,
    opening,
    outcome: outcomeOf(opening, { name: unit?.name ?? null, report_year, document_type }),
    made: `${opening.bodyKind} (${opening.pattern}) ${opening.units[0] ?? 'nobody'}, ${opening.report_year}`,
    read: `${unit?.name ?? 'nobody'} by ${unit?.evidence ?? 'nothing'}, ${report_year}, ${document_type}`,
  };
}

interface Read {
  readonly name: string | null;
  readonly report_year: number | null;
  readonly document_type: string;
}

function outcomeOf(opening: Opening, { name, report_year, document_type }: Read): OpeningOutcome {
  if (document_type !== opening.document_type) return 'wrong kind';
  const units = opening.units.map(halfWidth);
  if (name !== null && !units.includes(halfWidth(name))) return 'wrong unit';
  if (report_year !== opening.report_year) return 'wrong year';
  return name === null && units.length > 0 ? 'missing unit' : 'right';
}

const halfWidth = (name: string): string => name.replaceAll('（', '(').replaceAll('）', ')');
