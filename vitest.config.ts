import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['{schema,data,crawlers,extract,load,scripts}/**/*.test.ts'],
    exclude: ['data/store/**', 'node_modules/**'],
    testTimeout: 30_000,
    hookTimeout: 30_000,
    pool: 'forks',
    // One fewer is the default, which leaves half of a small machine idle.
    maxWorkers: availableParallelism(),
  },
});
