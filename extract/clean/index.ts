/**
 * Cleaning: takes injected advertising out of official pages, tells everything it took, and says whether
 * the page can be trusted. Signals are combined; no word convicts by itself (see `judge.ts`).
 */

import type { CleanVerdict, Fold, RemovedText } from '../../schema/extraction.ts';
import type { Document } from '../document.ts';
import { removeOwnAddresses } from './addresses.ts';
import { lexical, survey, type WordTables, wordTables } from './anchors.ts';
import { knownPhrases, phrasesOf, removedHidden } from './elements.ts';
import { readEntities } from './entities.ts';
import { foreignPlaces, type IsPlaceName } from './foreign-places.ts';
import { hostOf, isForeignHost } from './hosts.ts';
import type { Surroundings } from './judge.ts';
import { removeKeyLines } from './key-lines.ts';
import { linesOf } from './lines.ts';
import { removePhrases } from './phrases.ts';
import type { Removal } from './removal.ts';
import { foldedText } from './script.ts';
import { counted, removeNotes, removeStarRuns } from './sweep.ts';
import { trustOf } from './trust.ts';
import { wordKinds } from './words.ts';

export { cloneOf } from './clone.ts';
export { gap } from './excise.ts';

/** What is known about a page beside its text. */
export interface CleanContext {
  readonly url: string | null;
  readonly host: string | null;
  /** What the page or the registry calls site and unit: never part of a phrase, where it reads like an official name. */
  readonly siteName?: string | null;
  readonly unitName?: string | null;
  /** true where the registry vouches for a host outside the official domains. A page cannot vouch for itself. */
  readonly hostTrusted?: boolean;
  /** The national list of divisions, against which the place of an issuer's name is held; not used unless given. */
  readonly isPlaceName?: IsPlaceName;
  /** Name of the registered portal's division: proposed where a phrase took its place. */
  readonly placeName?: string | null;
  /** Phrases that other pages of the same host were found to carry. */
  readonly otherPagePhrases?: readonly string[];
  /** false: without the list of brands and gambling words, by shape, slot and repetition alone. */
  readonly lexicon?: boolean;
}

export interface CleanedDocument {
  readonly document: Document;
  readonly removed: RemovedText[];
  readonly verdict: CleanVerdict;
  /** Why, in stable codes: the evidence of what was removed, or what makes host or script untrustworthy. */
  readonly reasons: string[];
  /** How the text was brought to plain form; empty where it is plain. */
  readonly folds: Fold[];
}

/** Passes over a page: a phrase may hide behind another, and cleaning what is clean must change nothing. */
const passLimit = 4;

/** Cleans a document. Values of tables, and everything that no signal condemns, stay to the letter. */
export function cleanDocument(document: Document, context: CleanContext): CleanedDocument {
  const { lines, rebuilt } = linesOf(document);
  const tables = wordTables(context.lexicon !== false);
  const host = hostOf(context);
  const surveyed = survey(lines, tables);
  const entities = surveyed.oddMarks ? readEntities(lines) : [];
  const first = entities.length > 0 ? survey(lines, tables) : surveyed;
  const surroundings: Surroundings = {
    tables,
    ownPlace: context.placeName ?? null,
    script: first.script,
    foreignHost: isForeignHost(host) && context.hostTrusted !== true,
    trusted: [context.siteName, context.unitName].flatMap(name => officialName(name, tables)),
  };
  const removals: Removal[][] = [entities];
  const notes = first.oddMarks ? removeNotes(lines, first) : { removals: [], annotated: false };
  removals.push(notes.removals);
  const sprinkled = first.oddMarks ? removeStarRuns(lines) : [];
  removals.push(sprinkled);
  const hidden = removedHidden(document, surroundings);
  removals.push(hidden.removals);
  const known = [
    ...knownPhrases(document, host, hidden.phrases, surroundings),
    ...(context.isPlaceName ? foreignPlaces(lines, tables, context.isPlaceName) : []),
  ];
  let current = notes.annotated ? survey(lines, tables) : first;
  for (let pass = 0; pass < passLimit; pass++) {
    if (current.anchors.length === 0 && known.length === 0 && !(pass === 0 && surroundings.foreignHost))
      break;
    const found = [
      ...removeKeyLines(lines, surroundings),
      ...removePhrases(lines, current.anchors, known, surroundings),
    ];
    if (found.length === 0) break;
    removals.push(found);
    current = survey(lines, tables);
  }
  // Last, so that what a page shows by itself never depends on what other pages showed.
  const elsewhere = phrasesOf(context.otherPagePhrases ?? [], 'other_pages', surroundings);
  if (elsewhere.length > 0) removals.push(removePhrases(lines, [], elsewhere, surroundings));
  if (surroundings.foreignHost && host) removals.push(removeOwnAddresses(lines, host));
  const trust = trustOf(lines, document, context.url, host, {
    ...surroundings,
    survey: first,
    notes: notes.annotated,
  });
  const removed = counted(removals.flat());
  const changed = lines.some(line => line.text !== line.original);
  const stripped = removed.some(({ kind }) => kind !== 'annotation' && kind !== 'markup');
  const folds: Fold[] = [];
  if (trust.reasons.includes('converted_script')) folds.push('traditional_script');
  if (notes.annotated) folds.push('pinyin_notes');
  if (trust.reasons.includes('lossy_conversion')) folds.push('lossy_conversion');
  if (sprinkled.length > 0) folds.push('sprinkled_marks');
  if (entities.length > 0) folds.push('written_entities');
  return {
    document: changed || hidden.kept !== document.hidden ? { ...rebuilt(), hidden: hidden.kept } : document,
    removed,
    verdict: trust.reject ? 'reject' : stripped ? 'stripped' : trust.reasons.length > 0 ? 'flagged' : 'clean',
    reasons: [...new Set([...trust.reasons, ...removed.flatMap(each => each.evidence)])],
    folds,
  };
}

/** The name folded, if an official word is in it and nothing of the lexicon: a page may be hijacked in its metas too. */
function officialName(name: string | null | undefined, tables: WordTables): string[] {
  const folded = foldedText(name?.trim() ?? '');
  let kinds = 0;
  for (let index = 0; index < folded.length; index++) kinds |= tables.all.at(folded, index)?.kinds ?? 0;
  const official = (kinds & (wordKinds.official | wordKinds.organ)) !== 0;
  return official && (kinds & lexical) === 0 && !/[_|,]/u.test(folded) ? [folded] : [];
}

export interface CleanedText {
  readonly clean_text: string;
  readonly removed: RemovedText[];
  readonly verdict: CleanVerdict;
  readonly reasons: string[];
  readonly folds: Fold[];
}

/** Cleans plain text: a document of one block per line. */
export function cleanText(text: string, context: CleanContext): CleanedText {
  const parts = text.split('\n');
  const { document, removed, verdict, reasons, folds } = cleanDocument(
    {
      title: null,
      metas: [],
      blocks: parts.map(part => ({ kind: 'text', text: part, level: null })),
      hidden: [],
      links: [],
    },
    context,
  );
  const clean_text = document.blocks.map(block => (block.kind === 'text' ? block.text : '')).join('\n');
  return { clean_text, removed, verdict, reasons, folds };
}
