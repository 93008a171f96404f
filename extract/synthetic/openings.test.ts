/** Whose a document is: of generated beginnings, none may be read as another body's. */

import { describe, expect, test } from 'vitest';
import { loadDivisions } from '../../data/divisions/divisions.ts';
import { createGazetteer } from '../identify/gazetteer.ts';
import { Places } from './opening-bodies.ts';
import { tryOpening } from './opening-trial.ts';

const divisions = loadDivisions();
const gazetteer = createGazetteer(divisions);
const places = new Places(divisions);

describe('a generated beginning', () => {
  test('is read as no other body’s, of no other year, and mostly as what it is', () => {
    const count = 1500;
    const trials = Array.from({ length: count }, (_, seed) => tryOpening(seed, places, gazetteer));
    const told = trials.map(
      ({ seed, outcome, made, read }) => `${seed} ${outcome}: ${read}, made for ${made}`,
    );
    const of = (...outcomes: string[]) =>
      told.filter((_, index) => outcomes.includes(trials[index]?.outcome ?? ''));
    expect(of('wrong unit', 'wrong year', 'wrong kind')).toEqual([]);
    expect(of('missing unit').length / count).toBeLessThan(0.01);
  });
});
