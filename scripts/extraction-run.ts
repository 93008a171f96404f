/** Reads what the archive holds and the extractions do not: all cores, flat memory, one failure is one issue. */

import { createHash } from 'node:crypto';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { Piscina } from 'piscina';
import type { Archive } from '../data/archive/index.ts';
import type { Extractions, PackedExtraction } from '../data/extractions.ts';
import type { Capture } from '../schema/capture.ts';
import type { SourceContext } from '../schema/extraction.ts';
import { type Issue, issue, NianbaoError } from '../schema/issues.ts';
import type { Portal } from '../schema/portal.ts';
import type { ExtractionTask } from './extraction-thread.ts';
import { type HostPhrases, staleReadings, webHost } from './host-phrases.ts';

export type KnownPortals = ReadonlyMap<string, Pick<Portal, 'id' | 'name' | 'division_code'>>;

interface ReadingState {
  readonly archive: Archive;
  readonly extractions: Extractions;
  readonly extractor: string;
  /** Everything is to be read again, whatever is kept. */
  readonly all: boolean;
}

export interface ExtractionRunOptions extends ReadingState {
  readonly portals: KnownPortals;
  /** Threads; as many as there are cores unless given. */
  readonly workers?: number | undefined;
  readonly signal: AbortSignal;
  readonly onProgress: (done: number, total: number, url: string) => void;
}

export interface ExtractionRunResult {
  /** Documents read in this run. */
  readonly read: number;
  /** Documents whose reading by this extractor was there already. */
  readonly kept: number;
  readonly issues: readonly Issue[];
}

/** Below this many documents a second thread costs more than it brings. */
const worthThreads = 8;
/** Milliseconds for one document; most need a few, a scan of twelve pages needs minutes. */
const patience = 300_000;

export async function extractNew(options: ExtractionRunOptions): Promise<ExtractionRunResult> {
  const { archive, extractions, extractor, signal } = options;
  const { total, kept } = surveyed(options);
  const issues: Issue[] = [];
  if (total === 0) return { read: 0, kept, issues };
  const workers = total < worthThreads ? 1 : (options.workers ?? availableParallelism());
  const pool = new Piscina({
    filename: fileURLToPath(new URL('extraction-worker.mjs', import.meta.url)),
    minThreads: workers,
    maxThreads: workers,
  });
  let read = 0;
  const hosts = new Set<string>();
  const readOne = async (capture: Capture, hostPhrases: HostPhrases | null = null): Promise<void> => {
    try {
      const task: ExtractionTask = {
        bytes: await archive.body(capture),
        context: { ...contextOf(capture, options.portals), hostPhrases },
      };
      const packed: PackedExtraction = await pool.run(task, {
        name: 'read',
        signal: AbortSignal.timeout(patience),
      });
      extractions.put({ capture, extractor, packed });
    } catch (error) {
      issues.push(issueOf(error, capture));
    }
    const host = webHost(capture.url);
    if (host !== null) hosts.add(host);
    if (hostPhrases !== null) return;
    read += 1;
    options.onProgress(read, Math.max(total, read), capture.url);
  };
  try {
    const queue = unread(options);
    // Two documents a thread: one being read, one waiting with its bytes in memory.
    const lanes = Array.from({ length: workers * 2 }, async () => {
      for (const capture of queue) {
        if (signal.aborted) return;
        await readOne(capture);
      }
    });
    await Promise.all(lanes);
    extractions.flush();
    for (const host of hosts) {
      if (signal.aborted) break;
      for (const { stored, hostPhrases } of staleReadings(extractions, extractor, host)) {
        const capture = archive.capture(stored.capture_id);
        if (capture !== null) await readOne(capture, hostPhrases);
      }
    }
  } finally {
    extractions.flush();
    await pool.destroy();
  }
  return { read, kept, issues };
}

function issueOf(error: unknown, { url }: Capture): Issue {
  if (error instanceof NianbaoError) return issue(error.code, error.message, url);
  if (error instanceof Error && error.name === 'AbortError')
    return issue('extract.document.limit', `not read within ${patience / 1000} s`, url);
  return issue('extract.unexpected', error instanceof Error ? error.message : String(error), url);
}

/** How much there is to do, counted beforehand so that progress can be told, and how much is done already. */
export function surveyed(options: ReadingState): { total: number; kept: number } {
  let total = 0;
  let kept = 0;
  for (const { isUnread } of documents(options)) {
    if (isUnread) total += 1;
    else kept += 1;
  }
  return { total, kept };
}

function* unread(options: ReadingState): Generator<Capture> {
  for (const { capture, isUnread } of documents(options)) if (isUnread) yield capture;
}

/** Each address and payload once, and whether it is to be read. */
function* documents({
  archive,
  extractions,
  extractor,
  all,
}: ReadingState): Generator<{ capture: Capture; isUnread: boolean }> {
  // A short digest a document: all that is remembered of those that went by.
  const seen = new Set<string>();
  for (const capture of documentsOf(archive)) {
    const { payload_digest, url } = capture;
    const key = createHash('md5').update(`${payload_digest} ${url}`).digest('base64');
    if (seen.has(key)) continue;
    seen.add(key);
    yield { capture, isUnread: all || !extractions.has({ payload_digest, url, extractor }) };
  }
}

/** Captures that hold a document. A 304 or a revisit repeats a payload, be it of another address. */
function* documentsOf(archive: Archive): Generator<Capture> {
  for (const capture of archive.captures({ role: ['document', 'attachment'] }))
    if (capture.status === 200 || capture.status === 304) yield capture;
}

/** What extraction may know of a capture beside its bytes. */
export function contextOf(capture: Capture, portals: KnownPortals): SourceContext {
  const portal = capture.portal === null ? undefined : portals.get(capture.portal);
  return {
    url: capture.url,
    contentType: capture.content_type,
    fileName: URL.canParse(capture.url) ? (new URL(capture.url).pathname.split('/').at(-1) ?? null) : null,
    portal: portal ? { id: portal.id, name: portal.name, division_code: portal.division_code } : null,
  };
}
