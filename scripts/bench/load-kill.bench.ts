/** Fifty loads killed at random moments: the database in place stays whole each time, and the next load completes. */

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { killLoads } from '../../load/testing/killed-load.ts';
import type { Bench } from './bench.ts';

const defaultCount = 50;

export const bench: Bench = {
  summary: `--count loads (${defaultCount}) killed with SIGKILL at random moments, and what is left of the database`,
  async run({ json, count, seed }) {
    const directory = await mkdtemp(join(tmpdir(), 'nianbao-bench-'));
    try {
      const found = await killLoads(join(directory, 'nianbao.db'), {
        most: count ?? defaultCount,
        enough: Number.POSITIVE_INFINITY,
        seed,
        thread: new URL('../load-thread.mjs', import.meta.url),
      });
      if (json) console.log(JSON.stringify(found));
      else {
        console.log(`${found.kills} loads killed, ${found.midway} of them at work`);
        for (const what of found.broken) console.log(`  ${what}`);
      }
      return found.broken.length === 0;
    } finally {
      await rm(directory, { recursive: true });
    }
  },
};
