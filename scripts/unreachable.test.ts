/** A night on which the portals do not answer; apart from the other nights, since it waits and tries again. */

import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, it } from 'vitest';
import { runCli } from './testing/cli-process.ts';
import { sampleStore } from './testing/sample-store.ts';

it('ends with 3 when a portal cannot be reached, and keeps what was published', async () => {
  const { portal, store, crawlArguments } = await sampleStore();
  expect((await runCli(['nightly', ...crawlArguments])).code).toBe(0);
  await portal.close();
  const { code, stdout, stderr } = await runCli(['nightly', ...crawlArguments, '--revisit-all', '--quiet']);
  expect(stderr).toMatch(/crawl\.portal\.(unreachable|blocked)/);
  expect({ code, stdout }).toEqual({ code: 3, stdout: '' });
  const database = new Database(join(store, 'nianbao.db'), { readonly: true });
  expect(database.prepare('SELECT count(*) FROM report').pluck().get()).toBe(7);
  database.close();
}, 120_000);
