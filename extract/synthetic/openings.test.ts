/** What a document is and whose: of generated beginnings, none may be read as of another body, year or kind. */

import { describe, expect, test } from 'vitest';
import { loadDivisions } from '../../data/divisions/divisions.ts';
import { createGazetteer } from '../identify/gazetteer.ts';
import { Places } from './opening-bodies.ts';
import { type OpeningKind, tryOpening } from './opening-trial.ts';

const divisions = loadDivisions();
const gazetteer = createGazetteer(divisions);
const places = new Places(divisions);

function survey(kind: OpeningKind, count: number) {
  const wrong: string[] = [];
  let missing = 0;
  for (let seed = 0; seed < count; seed++) {
    const { outcome, made, read } = tryOpening(kind, seed, places, gazetteer);
    if (outcome.startsWith('wrong')) wrong.push(`${seed}, ${outcome}: ${read}; made for ${made}`);
    if (outcome === 'missing unit') missing += 1;
  }
  return { wrong, missing: missing / count };
}

describe('a generated beginning', () => {
  test('of an annual report is read as that of its body and year', () => {
    const { wrong, missing } = survey('annual reports', 1000);
    expect(wrong).toEqual([]);
    expect(missing).toBeLessThan(0.01);
  });

  test('of a document about reports, or beside them, is read as no annual report', () => {
    expect(survey('other documents', 500).wrong).toEqual([]);
  });
});
