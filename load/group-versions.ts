/**
 * Groups the documents of one report into versions, and chooses the one to show.
 *
 * Documents that say the same are one version. Of each address the newest document that holds numbers stands for
 * it. Among these, one on a trusted host comes first and a clone last; then those that print nearly as
 * many numbers as the fullest, and of these the PDF, which bodies sign and seal; then the one with most numbers, then
 * the one seen last.
 */

import type { ReportDocument } from './staging/documents.ts';

export interface GroupedVersion {
  readonly digest: string;
  /** In order of capture. */
  readonly documents: readonly ReportDocument[];
  /** The document that readings, places and sections are taken from: a trusted one, the oldest of them. */
  readonly primary: ReportDocument;
  readonly first_captured_at: string;
  readonly last_captured_at: string;
  /** Digest of what the primary's address said before; null when it is the first there. */
  readonly previous: string | null;
  /** Whether it is what some address says now. */
  readonly isLive: boolean;
}

export interface GroupedReport {
  /** In the order first captured. */
  readonly versions: readonly GroupedVersion[];
  readonly current: GroupedVersion;
  /** Versions that stand for an address and are not the current one. */
  readonly others: readonly GroupedVersion[];
  /** Addresses whose newest document has lost the numbers that an older one had. */
  readonly lostTables: readonly string[];
}

/** @param documents all documents of one report, in order of capture; at least one */
export function groupVersions(documents: readonly ReportDocument[]): GroupedReport {
  const byUrl = groupBy(documents, document => document.url);
  const newest = new Map([...byUrl].map(([url, found]) => [url, first(found, byLastSeen)]));
  const standing = [...byUrl].map(([, found]) => {
    const withNumbers = found.filter(document => document.reported_cells > 0);
    return first(withNumbers.length > 0 ? withNumbers : found, byLastSeen);
  });
  const live = new Set([...newest.values()].map(document => document.content_digest));
  const versions = [...groupBy(documents, document => document.content_digest)]
    .map(([digest, found]) => versionOf(digest, found, byUrl, live.has(digest)))
    .sort((a, b) => compare(a.first_captured_at, b.first_captured_at) || compare(a.digest, b.digest));
  const chosen = chooseFrom(standing);
  const standingDigests = new Set(standing.map(document => document.content_digest));
  const current = versions.find(version => version.digest === chosen.content_digest);
  if (!current) throw new Error(`no version holds the document ${chosen.url}`);
  return {
    versions,
    current,
    others: versions.filter(version => version !== current && standingDigests.has(version.digest)),
    lostTables: standing.filter(document => newest.get(document.url) !== document).map(({ url }) => url),
  };
}

function versionOf(
  digest: string,
  documents: readonly ReportDocument[],
  byUrl: ReadonlyMap<string, readonly ReportDocument[]>,
  isLive: boolean,
): GroupedVersion {
  const primary = first(documents, (a, b) => byStanding(a, b) || a.number - b.number);
  const earlier = (byUrl.get(primary.url) ?? []).filter(document => document.number < primary.number);
  return {
    digest,
    documents,
    primary,
    first_captured_at: first(documents, (a, b) => compare(a.captured_at, b.captured_at)).captured_at,
    last_captured_at: first(documents, byLastSeen).last_captured_at,
    previous: earlier.at(-1)?.content_digest ?? null,
    isLive,
  };
}

function byLastSeen(a: ReportDocument, b: ReportDocument): number {
  return compare(b.last_captured_at, a.last_captured_at) || b.number - a.number;
}

/** Sources before copies before clones, and among them the better host. */
function byStanding(a: ReportDocument, b: ReportDocument): number {
  return a.copy - b.copy || b.trust - a.trust;
}

/** Numbers that a flattened page may lose before another rendition is preferred to the signed one. */
const nearlyAll = 0.95;

/** The document to show, of those that stand for an address. */
function chooseFrom(standing: readonly ReportDocument[]): ReportDocument {
  const best = first(standing, byStanding);
  const equals = standing.filter(document => byStanding(document, best) === 0);
  const most = Math.max(...equals.map(({ reported_cells }) => reported_cells));
  return first(
    equals.filter(({ reported_cells }) => reported_cells >= most * nearlyAll),
    (a, b) =>
      Number(isPdf(b)) - Number(isPdf(a)) ||
      b.reported_cells - a.reported_cells ||
      byLastSeen(a, b) ||
      compare(a.url, b.url),
  );
}

function isPdf({ media_type }: ReportDocument): boolean {
  return media_type === 'application/pdf';
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function first<T>(items: readonly T[], order: (a: T, b: T) => number): T {
  const [found] = [...items].sort(order);
  if (found === undefined) throw new Error('nothing to choose from');
  return found;
}

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group) group.push(item);
    else groups.set(keyOf(item), [item]);
  }
  return groups;
}
