import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['{schema,data,crawlers,extract,load,scripts}/**/*.test.ts'],
    exclude: ['data/store/**', 'node_modules/**'],
    testTimeout: 30_000,
    hookTimeout: 30_000,
    pool: 'forks',
    // Test files share the modules that a lane has loaded: nothing in them may hang on what another file did.
    isolate: false,
    // Some tests wait for servers and back-off: one lane more than cores keeps the cores busy.
    maxWorkers: availableParallelism() + 1,
  },
});
