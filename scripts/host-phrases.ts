/**
 * The second reading of a hijacked host: a phrase that some of its pages give away by themselves is taken out of all.
 *
 * What a page shows by itself never depends on other pages (cleaning looks for theirs last), so the phrases of a host
 * are one set for one set of documents, in whatever order these were read; and a document's reading is a function of
 * its bytes and that set. The set's digest stands in the reading: a document is read again when the set has changed.
 */

import { createHash } from 'node:crypto';
import type { Extractions, StoredFacts } from '../data/extractions.ts';
import type { RemovedText, SourceContext } from '../schema/extraction.ts';

export type HostPhrases = NonNullable<SourceContext['hostPhrases']>;

/** Host and port of a web address; null for anything else. */
export function webHost(url: string): string | null {
  if (!URL.canParse(url)) return null;
  const { protocol, host } = new URL(url);
  return protocol === 'http:' || protocol === 'https:' ? host : null;
}

function* readingsOn(host: string, extractions: Extractions, extractor: string): Generator<StoredFacts> {
  yield* extractions.factsUnder(extractor, `http://${host}/`);
  yield* extractions.factsUnder(extractor, `https://${host}/`);
}

/** More phrases than this no hijacked site was seen to carry. */
const mostPhrases = 100;

/** Documents of a host whose readings were made without, or with other, phrases than its documents show now. */
export function* staleReadings(
  extractions: Extractions,
  extractor: string,
  host: string,
): Generator<{ readonly capture_id: string; readonly hostPhrases: HostPhrases }> {
  const found = new Set<string>();
  for (const { facts } of readingsOn(host, extractions, extractor))
    for (const removed of facts.removed) if (isOwnFinding(removed)) found.add(removed.text);
  if (found.size === 0) return;
  const phrases = [...found].sort().slice(0, mostPhrases);
  const digest = createHash('sha256').update(phrases.join('\n')).digest('hex').slice(0, 16);
  for (const { capture_id, facts } of readingsOn(host, extractions, extractor))
    if (facts.host_phrases !== digest) yield { capture_id, hostPhrases: { phrases, digest } };
}

/** A phrase, condemned by the page that carries it. An address and a keyword line say nothing about other pages. */
function isOwnFinding({ kind, text, evidence }: RemovedText): boolean {
  const local = ['other_pages', 'own_address_of_foreign_host', 'key_line', 'farm_footer'];
  return kind === 'phrase' && text.length >= 4 && !local.some(each => evidence.includes(each));
}
