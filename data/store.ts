/**
 * The store: everything Nianbao keeps at run time, in one directory.
 *
 * ```
 * STORE/archive/         WARC files, the truth; never edited (see archive/index.ts)
 * STORE/crawl.db         what the crawler knows of each address and host
 * STORE/extractions.db   what each document says, by extractor; a cache of the archive
 * STORE/journal.db       runs, outcomes of portals, issues
 * STORE/nianbao.db       the published database
 * ```
 */

import { accessSync, constants, existsSync, mkdirSync, statSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { NianbaoError } from '../schema/issues.ts';

/** Absolute paths of the store's parts. */
export interface StorePaths {
  readonly root: string;
  readonly archive: string;
  readonly crawlState: string;
  readonly extractions: string;
  readonly journal: string;
  readonly database: string;
}

export function storePaths(directory: string): StorePaths {
  const root = resolve(directory);
  return {
    root,
    archive: join(root, 'archive'),
    crawlState: join(root, 'crawl.db'),
    extractions: join(root, 'extractions.db'),
    journal: join(root, 'journal.db'),
    database: join(root, 'nianbao.db'),
  };
}

/**
 * A store that is there: a directory with at least one of the parts. Nothing is made, since a mistyped path would
 * become an empty store.
 *
 * @throws NianbaoError `config.store.missing`
 */
export function existingStore(directory: string): StorePaths {
  const { root, ...parts } = storePaths(directory);
  const places = Object.values(parts);
  if (places.some(place => existsSync(place))) return { root, ...parts };
  const found = statSync(root, { throwIfNoEntry: false });
  const what =
    found === undefined ? 'does not exist' : found.isDirectory() ? 'holds none of them' : 'is no directory';
  const names = places.map(place => basename(place)).join(', ');
  throw new NianbaoError(
    'config.store.missing',
    `there is no store at ${root}: a directory with one of ${names} was expected, and it ${what}`,
  );
}

/**
 * Makes the store's directories where they are missing.
 *
 * @throws NianbaoError `config.path.missing` when the path is a file or cannot be written.
 */
export function openStore(directory: string): StorePaths {
  const paths = storePaths(directory);
  for (const path of [paths.root, paths.archive]) {
    makeDirectory(path);
  }
  return paths;
}

/** @throws NianbaoError `config.path.missing` when the path is a file or cannot be written. */
export function makeDirectory(path: string): void {
  try {
    mkdirSync(path, { recursive: true });
    accessSync(path, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (error) {
    throw new NianbaoError('config.path.missing', `${path} ${reasonOf(error)}; a directory is needed`);
  }
}

function reasonOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'EEXIST' || code === 'ENOTDIR') {
    return 'is a file, or lies below one';
  }
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') {
    return 'is not writable';
  }
  return `cannot be made (${error instanceof Error ? error.message : String(error)})`;
}
