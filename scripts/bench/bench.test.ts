/** What is typed wrong is said in a line, and measures nothing. */

import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const bench = fileURLToPath(new URL('bench.mjs', import.meta.url));

test.each([
  [['speed', '--pages', '/nowhere'], '/nowhere is no directory with pages (.html, .htm)'],
  [['--pagse', 'x'], "Unknown option '--pagse'"],
  [['sped'], 'There is no measurement named sped.'],
])('%j', (given, message) => {
  const { status, stderr } = spawnSync(process.execPath, [bench, ...given], { encoding: 'utf8' });
  expect(stderr.trim().split('\n')).toEqual([expect.stringContaining(message)]);
  expect(status).toBe(2);
});
