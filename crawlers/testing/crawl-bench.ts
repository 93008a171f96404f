/** A store in a temporary directory and a crawl over it, for tests. */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Archive } from '../../data/archive/index.ts';
import type { Capture } from '../../schema/capture.ts';
import type { Portal } from '../../schema/portal.ts';
import { type CrawlInput, type CrawlOptions, type CrawlResult, crawl } from '../crawl.ts';

export function portalOf(origin: string, entry: Partial<Portal> = {}): Portal {
  return {
    id: 'test',
    name: '测试县政府',
    division_code: '330226',
    home: `${origin}/`,
    columns: [],
    platform: null,
    expects: null,
    delay_seconds: null,
    hosts: [],
    reason: null,
    note: null,
    origin: 'test',
    ...entry,
  };
}

/** A portal for each column: `test`, `test1`, `test2` … */
export function portalsOf(columns: readonly string[]): Portal[] {
  return columns.map((column, at) =>
    portalOf(new URL(column).origin, { id: at === 0 ? 'test' : `test${at}`, columns: [column] }),
  );
}

export interface CrawlBench {
  readonly directory: string;
  readonly stateFile: string;
  run(
    portals: readonly Portal[],
    options?: CrawlOptions,
    more?: Pick<CrawlInput, 'signal' | 'onProgress'>,
  ): Promise<CrawlResult>;
  captures(): Promise<Capture[]>;
  remove(): void;
}

/** Loopback allowed, no delay, short waits; the browser is never used unless asked for. */
export const quick: CrawlOptions = {
  allowPrivateHosts: true,
  delaySeconds: 0,
  browser: 'never',
  concurrency: 8,
  retryMs: 10,
  breaker: { backoffMs: 20 },
};

export function newBench(): CrawlBench {
  const directory = mkdtempSync(join(tmpdir(), 'nianbao-crawl-'));
  const stateFile = join(directory, 'crawl.db');
  const withArchive = async <T>(task: (archive: Archive) => Promise<T>): Promise<T> => {
    const archive = await Archive.open(join(directory, 'archive'));
    try {
      return await task(archive);
    } finally {
      await archive.close();
    }
  };
  return {
    directory,
    stateFile,
    run: (portals, options = {}, more = {}) =>
      withArchive(archive =>
        crawl({ portals, archive, stateFile, options: { ...quick, ...options }, ...more }),
      ),
    captures: () => withArchive(async archive => [...archive.captures()]),
    remove: () => rmSync(directory, { recursive: true, force: true }),
  };
}
