/** The three stages as the commands call them: what each is given, and where its outcome is noted. */

import type { CrawlOptions, CrawlResult } from '../crawlers/crawl.ts';
import type { Archive } from '../data/archive/index.ts';
import { loadDecisions } from '../data/decisions/decisions.ts';
import { loadDivisions } from '../data/divisions/divisions.ts';
import { loadDivisionHistory } from '../data/divisions/history.ts';
import type { Extractions } from '../data/extractions.ts';
import type { JournalIssue } from '../data/journal.ts';
import type { GrowingInput, LoadInput, LoadResult } from '../load/load.ts';
import { type Issue, issue, NianbaoError } from '../schema/issues.ts';
import type { Portal } from '../schema/portal.ts';
import type { ExtractionRunResult } from './extraction-run.ts';
import { portalsKnown, rememberedPortals, rememberPortals } from './known-portals.ts';
import { endedBySignals, type Session } from './session.ts';
import type { StoreRun } from './store-run.ts';
import { byteSize, counted } from './terminal/table.ts';
import { extractorVersion, packageVersion } from './versions.ts';

// The crawler, the reader and the loader are imported when called: together they take a second to start.

/** A stage that cannot be awaited without leaving its archive open. */
async function withArchive<Result>(
  run: StoreRun,
  options: { readonly readonly: boolean },
  work: (archive: Archive) => Promise<Result>,
): Promise<Result> {
  const { Archive } = await import('../data/archive/index.ts');
  const archive = await Archive.open(run.paths.archive, options);
  try {
    run.noteIssues('archive', archive.recovered);
    return await work(archive);
  } finally {
    await archive.close();
  }
}

export interface Registry {
  readonly portals: readonly Portal[];
  readonly issues: readonly Issue[];
}

/** @throws NianbaoError when the path is missing, holds no valid entry, or has none of the ids asked for */
export async function openRegistry(
  path: string,
  { allowPrivateHosts, ids }: { readonly allowPrivateHosts: boolean; readonly ids: readonly string[] },
): Promise<Registry> {
  const { loadRegistry } = await import('../crawlers/registry.ts');
  const divisionCodes = new Set(loadDivisions().map(({ code }) => code));
  const registry = loadRegistry(path, { allowPrivateHosts, divisionCodes });
  if (registry.portals.length === 0) {
    const [first] = registry.issues;
    throw new NianbaoError(
      'config.registry.invalid',
      `${path} holds no valid entry${first ? `: ${first.message}` : ''}`,
    );
  }
  const known = new Set(registry.portals.map(({ id }) => id));
  const unknown = ids.filter(id => !known.has(id));
  if (unknown.length > 0)
    throw new NianbaoError('config.registry.invalid', `${path} has no portal ${unknown.join(', ')}`);
  return registry;
}

/** What a crawl added to the archive. */
export interface RecordTally {
  readonly responses: number;
  /** Records that say that a payload is as before. */
  readonly revisits: number;
  /** Revisits for which the server sent no body. */
  readonly notModified: number;
  /** Payloads of the responses. */
  readonly bytes: number;
}

function tallyRecords(archive: Archive, since: string): RecordTally {
  let [responses, revisits, notModified, bytes] = [0, 0, 0, 0];
  for (const { record_type, status, payload_length } of archive.captures({ since })) {
    if (record_type === 'revisit') {
      revisits += 1;
      if (status === 304) notModified += 1;
    } else {
      responses += 1;
      bytes += payload_length;
    }
  }
  return { responses, revisits, notModified, bytes };
}

export async function crawlPortals(
  session: Session,
  run: StoreRun,
  registry: Registry,
  options: CrawlOptions,
): Promise<CrawlResult & { readonly records: RecordTally }> {
  const { crawl } = await import('../crawlers/crawl.ts');
  const progress = session.progress('crawl');
  const startedAt = new Date().toISOString();
  try {
    const result = await withArchive(run, { readonly: false }, async archive => {
      const crawled = await crawl({
        portals: registry.portals,
        archive,
        stateFile: run.paths.crawlState,
        options: { ...options, version: packageVersion() },
        signal: session.signal,
        onProgress: ({ portals, portalsDone, portalsBlocked, requests, bytes, pending, portal, ...sums }) => {
          const rate = (requests / Math.max(1, (Date.now() - Date.parse(startedAt)) / 1000)).toFixed(1);
          const found = `${sums.new} new, ${portalsBlocked} blocked`;
          const counts = `${counted(requests, 'request')} (${rate}/s), ${byteSize(bytes)}, ${pending} waiting, ${found}`;
          progress.update(portalsDone, portals, `${counts}  ${portal}`);
        },
      });
      return { ...crawled, records: tallyRecords(archive, startedAt) };
    });
    if (!options.dryRun) {
      rememberPortals(run.paths.root, registry.portals);
      run.noteOutcomes(result.outcomes);
      run.noteIssues('crawl', [...registry.issues, ...result.issues]);
    }
    return result;
  } finally {
    progress.stop();
  }
}

export async function readArchive(
  session: Session,
  run: StoreRun,
  { all = false, workers }: { readonly all?: boolean; readonly workers?: number | undefined },
): Promise<ExtractionRunResult> {
  const { extractNew } = await import('./extraction-run.ts');
  const { Extractions } = await import('../data/extractions.ts');
  const progress = session.progress('extract');
  const extractions = Extractions.open(run.paths.extractions);
  try {
    run.noteIssues('extract', extractions.recovered);
    const result = await withArchive(run, { readonly: true }, archive =>
      extractNew({
        archive,
        extractions,
        extractor: extractorVersion(),
        portals: portalsKnown(run.paths.root),
        all,
        workers,
        signal: session.signal,
        onProgress: (done, total, url) => progress.update(done, total, url),
      }),
    );
    run.noteIssues('extract', result.issues);
    return result;
  } finally {
    extractions.close();
    progress.stop();
  }
}

/**
 * Builds the database, or adds to it what came since.
 *
 * @param out where the database is built; the published one unless given
 */
export async function publishDatabase(
  session: Session,
  run: StoreRun,
  out: string = run.paths.database,
): Promise<LoadResult> {
  const { load } = await import('../load/load.ts');
  const { Extractions } = await import('../data/extractions.ts');
  const { surveyed } = await import('./extraction-run.ts');
  const progress = session.progress('load');
  const extractor = extractorVersion();
  const extractions = Extractions.open(run.paths.extractions);
  try {
    return await withArchive(run, { readonly: true }, async archive => {
      const { total } = surveyed({ archive, extractions, extractor, all: false });
      const unread =
        total === 0
          ? []
          : [issue('load.documents.unread', `${counted(total, 'document')} of the archive not read`)];
      const input: LoadInput = {
        extractions: extractions.readings(extractor),
        captures: archive.captures(),
        portals: rememberedPortals(run.paths.root),
        outcomes: run.journal.latestOutcomes(),
        runs: run.journal.runs(),
        divisions: loadDivisions(),
        divisionHistory: loadDivisionHistory(),
        decisions: loadDecisions(),
        issues: currentIssues(run),
        out,
        codeVersion: run.codeVersion,
        builtAt: new Date().toISOString(),
        growing: growingInput(archive, extractions, extractor),
        thread: new URL('load-thread.mjs', import.meta.url),
        onProgress: ({ phase, done }) => progress.update(done, 0, phase),
      };
      const loaded = endedBySignals(() => load(input));
      const result = { ...loaded, issues: [...unread, ...loaded.issues] };
      run.noteIssues('load', result.issues);
      return result;
    });
  } catch (error) {
    if (error instanceof NianbaoError) run.noteIssues('load', [issue(error.code, error.message)]);
    throw error;
  } finally {
    extractions.close();
    progress.stop();
  }
}

/** What came since a release was built, by the ends that archive and extractions had then. */
function growingInput(archive: Archive, extractions: Extractions, extractor: string): GrowingInput {
  const captures = archive.extent();
  const read = extractions.extent(extractor);
  return {
    through: {
      captures: `${captures.count} ${captures.last}`,
      extractions: `${extractor} ${read.count} ${read.last}`,
    },
    since: (capturesThrough, extractionsThrough) => {
      const [captured, instant = ''] = capturesThrough.split(' ');
      const [by, known, last] = extractionsThrough.split(' ');
      if (by !== extractor || archive.extent(instant).count !== Number(captured)) return null;
      // A hijacked host is read a second time: what was loaded of it holds no more.
      if (extractions.extent(extractor, Number(last)).count !== Number(known)) return null;
      const later = (function* () {
        for (const capture of archive.captures({ since: instant }))
          if (capture.captured_at > instant) yield capture;
      })();
      return { captures: later, extractions: extractions.readings(extractor, Number(last)) };
    },
    reading: (url, payload_digest) => extractions.reading({ url, payload_digest, extractor }),
  };
}

/** Issues that still hold: of crawling and reading those of the last run that did it, of imports all, each once. */
function currentIssues({ journal }: StoreRun): JournalIssue[] {
  const lastRun = (commands: readonly string[]): number =>
    journal.runs().findLast(({ command }) => commands.includes(command))?.id ?? -1;
  const lastOf = new Map([
    ['crawl', lastRun(['crawl', 'nightly'])],
    ['extract', lastRun(['extract', 'nightly'])],
  ]);
  const current = journal
    .issues()
    .filter(({ stage, run_id }) => stage !== 'load' && run_id === (lastOf.get(stage) ?? run_id));
  return [...new Map(current.map(each => [`${each.code} ${each.message} ${each.subject}`, each])).values()];
}
