/**
 * The registry as this store last saw it, `STORE/portals.json`: so that reading and loading an archive
 * know its portals whichever registry the next crawl is given.
 */

import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Portal } from '../schema/portal.ts';

const fileIn = (store: string): string => join(store, 'portals.json');

export function rememberPortals(store: string, portals: readonly Portal[]): void {
  const beside = `${fileIn(store)}.new`;
  writeFileSync(beside, `${JSON.stringify(portals, null, 1)}\n`);
  renameSync(beside, fileIn(store));
}

/** Empty for a store that was never crawled into. */
export function rememberedPortals(store: string): Portal[] {
  try {
    return JSON.parse(readFileSync(fileIn(store), 'utf8')) as Portal[];
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  }
}

export function portalsKnown(store: string): ReadonlyMap<string, Portal> {
  return new Map(rememberedPortals(store).map(portal => [portal.id, portal]));
}
