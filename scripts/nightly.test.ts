/** Nights against the sample portal: real processes, a real server, a real store. */

import { execFileSync, spawnSync } from 'node:child_process';
import { rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, it, onTestFinished } from 'vitest';
import { finished, jsonLines, runCli, startCli } from './testing/cli-process.ts';
import { sampleStore } from './testing/sample-store.ts';

function openPublished(store: string): Database.Database {
  const database = new Database(join(store, 'nianbao.db'), { readonly: true });
  onTestFinished(() => void database.close());
  return database;
}

const stage = (stdout: string, name: string): Record<string, unknown> =>
  jsonLines(stdout).find(line => line['stage'] === name) ?? {};

/** Every `sqlite3` line of a summary, run as it stands. */
function expectQueriesToWork(summary: string): void {
  const lines = summary.split('\n').filter(line => line.startsWith('  sqlite3 '));
  expect(lines).toHaveLength(4);
  const hasSqlite = spawnSync('sqlite3', ['--version']).status === 0;
  for (const line of lines) {
    const [, file = '', sql = ''] = /^ {2}sqlite3 -box (\S+) "(.*)"$/.exec(line) ?? [];
    const database = new Database(file, { readonly: true });
    expect(database.prepare(sql).all().length, sql).toBeGreaterThan(0);
    database.close();
    if (hasSqlite) expect(execFileSync('sh', ['-c', line], { encoding: 'utf8' })).toContain('─');
  }
}

it('publishes on the first night, advises what works, asks conditionally on the second, and never loses', async () => {
  const { portal, store, crawlArguments } = await sampleStore();
  const published = join(store, 'nianbao.db');

  const first = await runCli(['nightly', ...crawlArguments]);
  expect(first.stderr).toBe('');
  expect(first.code).toBe(0);
  expect(first.stdout).toContain('7 documents read.');
  const database = openPublished(store);
  expect(database.pragma('integrity_check', { simple: true })).toBe('ok');
  expect(
    database
      .prepare('SELECT value FROM v_reading WHERE unit_name = ? AND row_key = ? AND column_key = ?')
      .pluck()
      .get('杭州市', 'req_new_received', 'natural_person'),
  ).toBe(13612);

  expectQueriesToWork(first.stdout);
  const [, id = ''] = /npx nianbao inspect ([0-9a-f-]{36}) --store/.exec(first.stdout) ?? [];
  const inspected = await runCli(['inspect', id, '--store', store, '--json']);
  expect(inspected.code).toBe(0);
  expect(jsonLines(inspected.stdout)[0]).toMatchObject({
    file: id,
    report_year: 2025,
    unit: { name: '杭州市' },
  });
  const status = await runCli(['status', '--store', store]);
  expect(status.code).toBe(0);
  const reports = /Reports by year[\s\S]*?\n\n/;
  expect(reports.exec(status.stdout)?.[0]).toBe(reports.exec(first.stdout)?.[0]);
  expect(status.stdout).toMatch(/sample-jpage .*complete +4 of 4–5 +4/);
  expect(status.stdout).toMatch(/nightly +0 done/);

  const asked = portal.requests.length;
  const before = statSync(published);
  const second = await runCli(['nightly', ...crawlArguments, '--revisit-all', '--json']);
  expect(second.code).toBe(0);
  expect(stage(second.stdout, 'crawl')).toMatchObject({ records: { responses: 0 } });
  expect(stage(second.stdout, 'extract')).toMatchObject({ read: 0, kept: 7, issues: [] });
  expect(stage(second.stdout, 'load')).toMatchObject({ outcome: 'unchanged', release: { reports: 7 } });
  const again = portal.requests.slice(asked).filter(({ path }) => path !== '/robots.txt');
  expect(again.length).toBeGreaterThan(7);
  expect(again.filter(({ method, conditional }) => method === 'GET' && !conditional)).toEqual([]);
  expect(statSync(published)).toMatchObject({ ino: before.ino, mtimeMs: before.mtimeMs });

  expect(await runCli(['nightly', ...crawlArguments, '--quiet'])).toEqual({
    code: 0,
    stdout: '',
    stderr: '',
  });

  rmSync(join(store, 'extractions.db'));
  const unread = await runCli(['load', '--store', store]);
  expect(unread.stderr).toContain('[load.assertion.failed]');
  expect(unread.code).toBe(6);
  expect(statSync(published)).toMatchObject({ ino: before.ino, mtimeMs: before.mtimeMs });
}, 120_000);

it('ends with 130 on SIGINT, and the next night goes on', async () => {
  const { portal, store, crawlArguments } = await sampleStore();
  const child = startCli(['nightly', ...crawlArguments, '--delay', '0.5']);
  const ended = finished(child);
  while (portal.requests.length < 3) await new Promise(resolve => setTimeout(resolve, 20));
  child.kill('SIGINT');
  const { code, stderr } = await ended;
  expect(stderr).toContain('what is done is kept');
  expect(code).toBe(130);
  const status = await runCli(['status', '--store', store, '--json']);
  expect(jsonLines(status.stdout)[0]?.['runs']).toMatchObject([{ command: 'nightly', exit_code: 130 }]);
  expect((await runCli(['nightly', ...crawlArguments])).code).toBe(0);
  expect(openPublished(store).prepare('SELECT count(*) FROM report').pluck().get()).toBe(7);
}, 60_000);

it('refuses to crawl into a store that is being crawled into, and ends with 130 on SIGTERM', async () => {
  const { portal, crawlArguments } = await sampleStore();
  const child = startCli(['crawl', ...crawlArguments, '--delay', '1']);
  const ended = finished(child);
  while (portal.requests.length < 1) await new Promise(resolve => setTimeout(resolve, 20));
  const { code, stderr } = await runCli(['crawl', ...crawlArguments]);
  expect(stderr).toContain('[archive.lock.held]');
  expect(code).toBe(1);
  child.kill('SIGTERM');
  expect((await ended).code).toBe(130);
}, 60_000);
