import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { issue } from '../schema/issues.ts';
import type { PortalOutcome } from '../schema/portal.ts';
import { Journal } from './journal.ts';
import { temporaryDirectory } from './temporary-directory.ts';

function outcome(portal: string, changes: Partial<PortalOutcome> = {}): PortalOutcome {
  return {
    portal,
    name: `${portal}人民政府`,
    division_code: '330226',
    home: `https://${portal}.gov.cn/`,
    platform: 'jpage',
    state: 'complete',
    found: 10,
    expected_min: 5,
    expected_max: null,
    new: 1,
    changed: 2,
    unchanged: 7,
    gone: 0,
    failed: 0,
    requests: 30,
    bytes: 123_456,
    skipped: { robots: 3 },
    started_at: '2026-01-01T00:00:00.000Z',
    finished_at: '2026-01-01T00:10:00.000Z',
    ...changes,
  };
}

test('runs, outcomes and issues are read back as recorded, by another opening too', () => {
  const file = join(temporaryDirectory(), 'journal.db');
  const times = ['2026-01-01T00:00:00.000Z', '2026-01-01T00:05:00.000Z', '2026-01-01T00:06:00.000Z'];
  const journal = Journal.open(file, { now: () => new Date(times.shift() ?? Number.NaN) });
  const first = journal.startRun('crawl', '0.1.0');
  const issues = [
    issue('crawl.fetch.failed', '超时', 'https://a.gov.cn/1'),
    issue('crawl.column.none', 'a: no column'),
  ];
  journal.recordIssues(first, 'crawl', issues);
  journal.recordOutcome(first, outcome('ninghai'));
  journal.finishRun(first, 3);
  journal.close();

  const again = Journal.open(file, { now: () => new Date('2026-01-02T00:00:00.000Z') });
  const second = again.startRun('load', '0.1.1');
  again.recordIssues(second, 'load', [issue('load.report.conflict', 'x')]);
  expect(again.runs()).toEqual([
    {
      id: first,
      command: 'crawl',
      code_version: '0.1.0',
      started_at: '2026-01-01T00:00:00.000Z',
      finished_at: '2026-01-01T00:06:00.000Z',
      exit_code: 3,
    },
    {
      id: second,
      command: 'load',
      code_version: '0.1.1',
      started_at: '2026-01-02T00:00:00.000Z',
      finished_at: null,
      exit_code: null,
    },
  ]);
  expect(again.issues(first)).toEqual(
    issues.map(one => ({ ...one, run_id: first, stage: 'crawl', recorded_at: '2026-01-01T00:05:00.000Z' })),
  );
  expect(again.issues().map(one => one.code)).toEqual([
    'crawl.fetch.failed',
    'crawl.column.none',
    'load.report.conflict',
  ]);
  again.close();
});

test('the latest outcome of each portal wins, whichever run it is of', () => {
  const journal = Journal.open(join(temporaryDirectory(), 'journal.db'));
  const first = journal.startRun('crawl', '0.1.0');
  journal.recordOutcome(first, outcome('b', { found: 1 }));
  journal.recordOutcome(first, outcome('a', { found: 2 }));
  const second = journal.startRun('crawl', '0.1.0');
  journal.recordOutcome(second, outcome('b', { found: 3, state: 'too_few' }));
  expect(journal.latestOutcomes()).toEqual([
    outcome('a', { found: 2 }),
    outcome('b', { found: 3, state: 'too_few' }),
  ]);
  journal.close();
});

test('an issue of a run that does not exist is refused', () => {
  const journal = Journal.open(join(temporaryDirectory(), 'journal.db'));
  expect(() => journal.recordIssues(9, 'load', [issue('load.report.conflict', 'x')])).toThrow(/FOREIGN KEY/);
  journal.close();
});

test('a damaged journal is refused and left as it is', () => {
  const file = join(temporaryDirectory(), 'journal.db');
  writeFileSync(file, 'not a database, but long enough to be looked at as one'.repeat(40));
  const before = readFileSync(file);
  expect(() => Journal.open(file)).toThrow(expect.objectContaining({ code: 'archive.store.unreadable' }));
  expect(readFileSync(file).equals(before)).toBe(true);
});
