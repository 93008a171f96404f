/** What was taken out of documents, and which pages are not to be trusted, by host: for those who keep the sites. */

import type { CleanVerdict, RemovedKind } from '../schema/extraction.ts';
import { openDatabase } from './open-database.ts';
import { hostOf } from './unit-identity.ts';

/** One text that was taken out of the pages of a host. */
export interface HostPhrase {
  readonly text: string;
  readonly kind: RemovedKind;
  /** Pages that carry it, and how often in all. */
  readonly pages: number;
  readonly count: number;
  /** Times of the first capture that showed it and of the last. */
  readonly first_seen: string;
  readonly last_seen: string;
  /** `title`, `body`, `table`, `meta`. */
  readonly places: readonly string[];
  readonly evidence: readonly string[];
  /** What stood there, where that is certain. */
  readonly proposals: readonly string[];
  /** Addresses, the newest first: all where one host is asked for, else three. */
  readonly examples: readonly string[];
}

export interface HostSpam {
  readonly host: string;
  /** Pages of the host with an injected text, or not to be trusted. */
  readonly pages: number;
  /** Those of them by verdict. */
  readonly verdicts: Readonly<Partial<Record<CleanVerdict, number>>>;
  readonly first_seen: string;
  readonly last_seen: string;
  /** The most widespread first. */
  readonly phrases: readonly HostPhrase[];
  /** Addresses of pages that are rejected or flagged with nothing taken out of them. */
  readonly untrusted: readonly string[];
}

interface Row {
  readonly url: string;
  readonly first_seen: string;
  readonly last_seen: string;
  readonly verdict: CleanVerdict;
  readonly text: string | null;
  readonly kind: RemovedKind | null;
  readonly count: number;
  readonly places: string;
  readonly evidence: string;
  readonly proposal: string | null;
}

interface PhraseTally {
  readonly first: Row & { readonly text: string; readonly kind: RemovedKind };
  readonly pages: Map<string, string>;
  count: number;
  first_seen: string;
  last_seen: string;
  readonly places: Set<string>;
  readonly evidence: Set<string>;
  readonly proposals: Set<string>;
}

interface HostTally {
  readonly pages: Map<string, CleanVerdict>;
  readonly untrusted: Map<string, string>;
  readonly phrases: Map<string, PhraseTally>;
  first_seen: string;
  last_seen: string;
}

const examplesUnasked = 3;

/**
 * Hosts with injected text or untrusted pages, those with most pages first; of one host with all its addresses.
 * Pinyin notes and written references are no advertisement: a page with nothing else is told by its verdict.
 *
 * @throws NianbaoError `load.database.missing`
 */
export function spamByHost(databaseFile: string, only: string | null = null): HostSpam[] {
  const database = openDatabase(databaseFile);
  try {
    const rows = database
      .prepare<[], Row>(
        `SELECT capture.url, capture.captured_at AS first_seen, rendition.last_captured_at AS last_seen,
           rendition.verdict, removed.text, removed.kind, coalesce(removed.count, 0) AS count,
           coalesce(removed.places, '') AS places, coalesce(removed.evidence, '') AS evidence, removed.proposal
         FROM rendition JOIN capture ON capture.id = rendition.capture_id
         LEFT JOIN removed_text AS removed ON removed.capture_id = rendition.capture_id
           AND removed.kind NOT IN ('annotation', 'markup')
         WHERE rendition.verdict <> 'clean' ORDER BY capture.id, removed.position`,
      )
      .iterate();
    const hosts = new Map<string, HostTally>();
    for (const row of rows) {
      const host = hostOf(row.url);
      if (host !== null && (only === null || host === only)) addRow(hosts, host, row);
    }
    const examples = only === null ? examplesUnasked : Number.POSITIVE_INFINITY;
    return [...hosts]
      .map(([host, tally]) => summary(host, tally, examples))
      .sort((a, b) => b.pages - a.pages || (a.host < b.host ? -1 : 1));
  } finally {
    database.close();
  }
}

function addRow(hosts: Map<string, HostTally>, host: string, row: Row): void {
  const { url, first_seen, last_seen, verdict, text, kind } = row;
  const tally = hosts.get(host) ?? {
    pages: new Map(),
    untrusted: new Map(),
    phrases: new Map(),
    first_seen,
    last_seen,
  };
  hosts.set(host, tally);
  tally.pages.set(url, verdict);
  widen(tally, row);
  if (text === null || kind === null) {
    tally.untrusted.set(url, last_seen);
    return;
  }
  const key = `${kind}\0${text}`;
  const phrase = tally.phrases.get(key) ?? {
    first: { ...row, text, kind },
    pages: new Map(),
    count: 0,
    first_seen,
    last_seen,
    places: new Set(),
    evidence: new Set(),
    proposals: new Set(),
  };
  tally.phrases.set(key, phrase);
  phrase.pages.set(url, last_seen);
  phrase.count += row.count;
  widen(phrase, row);
  for (const place of row.places.split(' ')) phrase.places.add(place);
  for (const each of row.evidence.split(' ')) phrase.evidence.add(each);
  if (row.proposal !== null) phrase.proposals.add(row.proposal);
}

function widen(span: { first_seen: string; last_seen: string }, { first_seen, last_seen }: Row): void {
  if (first_seen < span.first_seen) span.first_seen = first_seen;
  if (last_seen > span.last_seen) span.last_seen = last_seen;
}

function summary(host: string, tally: HostTally, examples: number): HostSpam {
  const verdicts: Partial<Record<CleanVerdict, number>> = {};
  for (const verdict of tally.pages.values()) verdicts[verdict] = (verdicts[verdict] ?? 0) + 1;
  return {
    host,
    pages: tally.pages.size,
    verdicts,
    first_seen: tally.first_seen,
    last_seen: tally.last_seen,
    phrases: [...tally.phrases.values()]
      .map(({ first, pages, count, first_seen, last_seen, places, evidence, proposals }) => ({
        text: first.text,
        kind: first.kind,
        pages: pages.size,
        count,
        first_seen,
        last_seen,
        places: [...places],
        evidence: [...evidence],
        proposals: [...proposals],
        examples: newestFirst(pages).slice(0, examples),
      }))
      .sort((a, b) => b.pages - a.pages || b.count - a.count || (a.text < b.text ? -1 : 1)),
    untrusted: newestFirst(tally.untrusted).slice(0, examples),
  };
}

function newestFirst(pages: ReadonlyMap<string, string>): string[] {
  return [...pages]
    .sort(([a, seenA], [b, seenB]) => (seenA === seenB ? (a < b ? -1 : 1) : seenA < seenB ? 1 : -1))
    .map(([url]) => url);
}
