/** A sample portal on a free port with a registry that names it, for tests. */

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { temporaryDirectory } from '../../data/temporary-directory.ts';
import { type SamplePortal, startSamplePortal } from '../sample-portal/server.ts';
import { projectRoot } from './cli-process.ts';

export interface SampleStore {
  readonly portal: SamplePortal;
  readonly store: string;
  readonly registry: string;
  /** Arguments that a crawl of the portal into the store needs. */
  readonly crawlArguments: readonly string[];
}

export async function sampleStore(): Promise<SampleStore> {
  const portal = await startSamplePortal({ port: 0 });
  let isOpen = true;
  const close = async (): Promise<void> => {
    if (isOpen) await portal.close();
    isOpen = false;
  };
  onTestFinished(close);
  const directory = temporaryDirectory();
  const registry = join(directory, 'portals.yml');
  const bundled = readFileSync(join(projectRoot, 'data', 'samples', 'portals.yml'), 'utf8');
  writeFileSync(registry, bundled.replaceAll(/http:\/\/127\.0\.0\.1:\d+/g, portal.origin));
  const store = join(directory, 'store');
  return {
    portal: { ...portal, close },
    store,
    registry,
    crawlArguments: ['--portals', registry, '--allow-private-hosts', '--delay', '0', '--store', store],
  };
}
