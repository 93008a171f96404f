import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryDirectory } from '../data/temporary-directory.ts';
import { killLoads } from './testing/killed-load.ts';

test('killed at any moment, it leaves a whole database, and the next load completes', {
  timeout: 300_000,
}, async () => {
  const out = join(temporaryDirectory(), 'nianbao.db');
  const { midway, broken } = await killLoads(out, { most: 30, enough: 3, seed: 20260302 });
  expect(broken).toEqual([]);
  // Kills that hit no load prove nothing. `npm run bench -- load-kill` kills fifty.
  expect(midway).toBe(3);
});
