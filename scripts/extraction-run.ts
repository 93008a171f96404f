/** Reads what the archive holds and the extractions do not: all cores, flat memory, one failure is one issue. */

import { createHash } from 'node:crypto';
import { availableParallelism } from 'node:os';
import type { Archive } from '../data/archive/index.ts';
import type { Extractions } from '../data/extractions.ts';
import type { Capture } from '../schema/capture.ts';
import type { SourceContext } from '../schema/extraction.ts';
import type { Issue } from '../schema/issues.ts';
import type { Portal } from '../schema/portal.ts';
import { type HostPhrases, staleReadings, webHost } from './host-phrases.ts';
import { type DocumentToRead, type Outcome, ThreadsThatRead } from './threads-that-read.ts';

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

export async function extractNew(options: ExtractionRunOptions): Promise<ExtractionRunResult> {
  const { archive, extractions, extractor, signal, portals } = options;
  const { total, kept } = surveyed(options);
  const issues: Issue[] = [];
  if (total === 0) return { read: 0, kept, issues };
  const threads = new ThreadsThatRead(total < worthThreads ? 1 : (options.workers ?? availableParallelism()));
  let read = 0;
  const hosts = new Set<string>();
  const documentOf = (capture: Capture, hostPhrases: HostPhrases | null = null): DocumentToRead => ({
    source: archive.source(capture),
    context: { ...contextOf(capture, portals), hostPhrases },
  });
  const isStopped = (): boolean => signal.aborted;
  const keep = ({ source: { capture } }: DocumentToRead, outcome: Outcome): void => {
    if ('issue' in outcome) issues.push(outcome.issue);
    else extractions.put({ capture, extractor, packed: outcome.packed });
  };
  const readFirst = function* (): Generator<DocumentToRead> {
    for (const capture of unread(options)) yield documentOf(capture);
  };
  const readAgain = function* (): Generator<DocumentToRead> {
    for (const host of hosts)
      for (const { capture_id, hostPhrases } of staleReadings(extractions, extractor, host)) {
        const capture = archive.capture(capture_id);
        if (capture !== null) yield documentOf(capture, hostPhrases);
      }
  };
  try {
    await threads.read(readFirst(), {
      isStopped,
      keep(document, outcome) {
        const { url } = document.source.capture;
        keep(document, outcome);
        const host = webHost(url);
        if (host !== null) hosts.add(host);
        read += 1;
        options.onProgress(read, Math.max(total, read), url);
      },
    });
    extractions.flush();
    await threads.read(readAgain(), { isStopped, keep });
  } finally {
    extractions.flush();
    await threads.close();
  }
  return { read, kept, issues };
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
    linkText: capture.link_text,
  };
}
