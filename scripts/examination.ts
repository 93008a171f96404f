/** What `doctor` looks at: programs, disk, registry, archive, database. Each finding says what to do about it. */

import { accessSync, constants, existsSync, statfsSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'better-sqlite3';
import { findChromium } from '../crawlers/browser.ts';
import { Archive } from '../data/archive/index.ts';
import { Extractions } from '../data/extractions.ts';
import { type StorePaths, storePaths } from '../data/store.ts';
import { readRelease } from '../load/open-database.ts';
import { issueDefinitions, NianbaoError } from '../schema/issues.ts';
import { surveyed } from './extraction-run.ts';
import { openRegistry } from './stages.ts';
import { byteSize, counted } from './terminal/table.ts';
import { tesseractVersion } from './tesseract.ts';
import { extractorVersion, packageVersion } from './versions.ts';

export interface Finding {
  readonly subject: string;
  /** `failing`: a night would fail. `warning`: it would do less than it could. */
  readonly state: 'good' | 'warning' | 'failing';
  readonly detail: string;
  readonly remedy: string | null;
}

export interface ExaminationOptions {
  /** Directory of the store; it need not exist. */
  readonly store: string;
  /** Registry file or directory. */
  readonly registry: string;
  /** Reads the whole archive and compares every digest. */
  readonly deep: boolean;
}

/** Free disk below which a national crawl would soon stop. */
const comfortableBytes = 5_000_000_000;

const good = (subject: string, detail: string): Finding => ({ subject, state: 'good', detail, remedy: null });
const warning = (subject: string, detail: string, remedy: string): Finding => ({
  subject,
  state: 'warning',
  detail,
  remedy,
});
const failing = (subject: string, detail: string, remedy: string): Finding => ({
  subject,
  state: 'failing',
  detail,
  remedy,
});

/** A known failure as a finding; any other is a defect and goes on up. */
function failure(subject: string, error: unknown): Finding {
  if (!(error instanceof NianbaoError)) throw error;
  return failing(subject, error.message, issueDefinitions[error.code].remedy);
}

export async function* examine({ store, registry, deep }: ExaminationOptions): AsyncGenerator<Finding> {
  const paths = storePaths(store);
  yield good(
    'Nianbao',
    `${packageVersion()}, extractor ${extractorVersion()}, Node ${process.versions.node}`,
  );
  yield chromium();
  yield tesseract();
  yield await portals(registry);
  yield disk(paths.root);
  if (!existsSync(paths.root)) {
    yield warning('store', `${paths.root} does not exist yet`, 'npx nianbao crawl or import makes it.');
    return;
  }
  yield* archive(paths, deep);
  yield database(paths.database);
}

function chromium(): Finding {
  const path = findChromium();
  return path === null
    ? warning(
        'Chromium',
        'not found: pages behind a script challenge, and lists drawn by scripts, are left out',
        'Install Chromium, or name it in NIANBAO_CHROMIUM.',
      )
    : good('Chromium', path);
}

function tesseract(): Finding {
  const version = tesseractVersion();
  return version === null
    ? warning(
        'tesseract',
        'not found with its Chinese model: pictures and scans are archived and stay illegible',
        'Install tesseract with chi_sim (Debian: tesseract-ocr tesseract-ocr-chi-sim).',
      )
    : good('tesseract', `${version} with chi_sim`);
}

async function portals(registry: string): Promise<Finding> {
  try {
    const { portals, issues } = await openRegistry(registry, { allowPrivateHosts: true, ids: [] });
    if (issues.length === 0) return good('registry', `${counted(portals.length, 'portal')} in ${registry}`);
    return warning(
      'registry',
      `${counted(issues.length, 'entry', 'entries')} of ${registry} left out, first: ${issues[0]?.message}`,
      'Correct the entries; nianbao crawl --dry-run lists them all.',
    );
  } catch (error) {
    return failure('registry', error);
  }
}

/** The disk of the nearest directory that exists: the store may be still to come. */
function disk(root: string): Finding {
  let directory = root;
  while (!existsSync(directory)) directory = dirname(directory);
  try {
    accessSync(directory, constants.W_OK);
  } catch {
    return failing('disk', `${directory} cannot be written`, 'Give the store to the user that runs Nianbao.');
  }
  const { bavail, bsize } = statfsSync(directory);
  const free = bavail * bsize;
  return free < comfortableBytes
    ? warning(
        'disk',
        `${byteSize(free)} free at ${directory}`,
        'Make room, or put the store on a larger disk.',
      )
    : good('disk', `${byteSize(free)} free at ${directory}`);
}

async function* archive(paths: StorePaths, deep: boolean): AsyncGenerator<Finding> {
  let opened: Archive;
  try {
    opened = await Archive.open(paths.archive, { readonly: true });
  } catch (error) {
    yield failure('archive', error);
    return;
  }
  try {
    let captures = 0;
    for (const _capture of opened.captures()) captures += 1;
    const [damage] = opened.recovered;
    yield damage
      ? warning('archive', damage.message, issueDefinitions[damage.code].remedy)
      : good('archive', `${counted(captures, 'capture')} in ${paths.archive}`);
    if (deep) yield await digests(opened, captures);
    yield reading(opened, paths.extractions);
  } finally {
    await opened.close();
  }
}

async function digests(opened: Archive, captures: number): Promise<Finding> {
  let damaged = 0;
  let first: string | null = null;
  for await (const issue of opened.verify()) {
    damaged += 1;
    first ??= issue.message;
  }
  return first === null
    ? good('archived bytes', `every digest of ${counted(captures, 'capture')} is as recorded`)
    : failing(
        'archived bytes',
        `${counted(damaged, 'record')} damaged, first: ${first}`,
        'Restore the file from a copy.',
      );
}

function reading(opened: Archive, file: string): Finding {
  if (!existsSync(file))
    return warning('reading', 'nothing has been read yet', 'npx nianbao extract reads the archive.');
  const extractions = Extractions.open(file, { readonly: true });
  try {
    const state = { archive: opened, extractions, extractor: extractorVersion(), all: false };
    const { total, kept } = surveyed(state);
    return total === 0
      ? good('reading', `all ${counted(kept, 'document')} read by this extractor`)
      : warning(
          'reading',
          `${counted(total, 'document')} not read by this extractor, ${kept} are`,
          'npx nianbao check shows what reading them changes, extract and load do it.',
        );
  } catch (error) {
    return failure('reading', error);
  } finally {
    extractions.close();
  }
}

function database(file: string): Finding {
  if (!existsSync(file))
    return warning('database', 'nothing is published yet', 'npx nianbao load builds it.');
  const release = readRelease(file);
  if (release === null)
    return failing(
      'database',
      `${file} cannot be read as a database of Nianbao`,
      'Move it away and load again.',
    );
  const opened = new Database(file, { readonly: true });
  try {
    const verdict = opened.pragma('quick_check', { simple: true });
    return verdict === 'ok'
      ? good('database', `release ${release.id}, ${counted(release.reports, 'report')}, sound`)
      : failing('database', `${file} is damaged: ${verdict}`, 'Move it away and load again.');
  } finally {
    opened.close();
  }
}
