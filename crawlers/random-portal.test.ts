import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  articleKinds,
  clutters,
  encodings,
  entrances,
  layouts,
  linkings,
  pagers,
  type RandomPortal,
} from './testing/random-portal-kinds.ts';
import { faultsOf, randomPortals } from './testing/random-portal-proof.ts';

const usual: RandomPortal = {
  pager: 'next link',
  linking: 'relative',
  article: 'page',
  layout: 'flat',
  encoding: 'utf-8',
  entrance: 'plain',
  clutter: 'all',
  steps: 1,
  reports: 9,
  perPage: 4,
};

const isFaultless = async (portal: RandomPortal): Promise<void> => {
  expect(await faultsOf(portal)).toEqual([]);
};

describe('a portal never seen before gives all of its reports', () => {
  it.each(pagers)('paged by: %s', pager => isFaultless({ ...usual, pager }));
  it.each(linkings)('linked by: %s', linking => isFaultless({ ...usual, linking, reports: 5 }));
  it.each(articleKinds)('articles as: %s', article => isFaultless({ ...usual, article, reports: 5 }));
  it.each(layouts)('laid out as: %s', layout => isFaultless({ ...usual, layout }));
  it.each(encodings)('encoded as: %s', encoding => isFaultless({ ...usual, encoding, reports: 5 }));
  it.each(entrances)('entered by: %s', entrance => isFaultless({ ...usual, entrance, reports: 3 }));
  it.each(clutters)('with beside its lists: %s', clutter =>
    isFaultless({ ...usual, clutter, pager: 'numbers' }),
  );

  it('whatever the mixture', async () => {
    await fc.assert(fc.asyncProperty(randomPortals, isFaultless), { numRuns: 6 });
  }, 120_000);
});
