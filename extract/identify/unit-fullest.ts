/** The fullest printed form of a body's name: with its place, spelled out, behind its alias. */

import type { Gazetteer } from './gazetteer.ts';
import { cut, type Span } from './lines.ts';
import { type Candidate, type Evidence, longestName, trusted } from './unit-candidates.ts';
import { isSameBody, nameParts, partsBetweenYears } from './unit-name.ts';
import { introductions } from './vocabulary.ts';

/** The same body where it is named most fully. */
export function fullest(base: Candidate, candidates: readonly Candidate[], gazetteer: Gazetteer): Candidate {
  const own = nameParts(base.name.folded, gazetteer);
  let chosen = base;
  for (const candidate of candidates) {
    const { name } = candidate;
    const gainsPlace = own.places.length === 0 && chosen === base;
    if (name.text.length <= chosen.name.text.length && !gainsPlace) continue;
    if (!isSameBody(chosen.name.folded, name.folded, gazetteer)) continue;
    const other = nameParts(name.folded, gazetteer);
    if (other.places.length < own.places.length) continue;
    if (mayReplace(base, own, candidate, other)) chosen = candidate;
  }
  return chosen;
}

/** Full names by the short ones that the text gives them: 国家税务总局某市某区税务局(以下简称“某区税务局”). */
export function aliasesIn(paragraphs: readonly Span[], gazetteer: Gazetteer): ReadonlyMap<string, Span> {
  const names = new Map<string, Span>();
  for (const paragraph of paragraphs.slice(0, 40)) {
    for (const found of paragraph.folded.matchAll(alias)) {
      const before = cut(paragraph, Math.max(0, found.index - 60), found.index);
      const clause = cut(
        before,
        Math.max(...[...',。;:、《》'].map(mark => before.folded.lastIndexOf(mark))) + 1,
      );
      const name = nameAtEnd(clause, gazetteer);
      const short = found[1] ?? '';
      if (name && name.text.length > short.length && !names.has(short)) names.set(short, name);
    }
  }
  return names;
}

const alias = /\((?:以下简称|以下称|以下统称|下称|简称)[:为]?[“"']?([^“”"'()]{2,24})[”"']?\)/g;

/** The body's name that a clause ends with, behind whichever of its introducing words. */
function nameAtEnd(clause: Span, gazetteer: Gazetteer): Span | null {
  const starts = [...clause.folded.matchAll(introductions)].map(word => word.index + word[0].length);
  for (const start of [0, ...starts]) {
    const name = longestName(partsBetweenYears(cut(clause, start)).slice(-1), gazetteer);
    if (name) return name;
  }
  return null;
}

type Parts = ReturnType<typeof nameParts>;

function mayReplace(base: Candidate, own: Parts, candidate: Candidate, other: Parts): boolean {
  // 区统计局 → 于洪区统计局: a name without its place gains by any that has it.
  if (own.places.length === 0) return other.places.length > 0;
  const outright = candidate.evidence === 'signature' || trusted.has(candidate.evidence);
  // 某某镇 → 某某镇人民政府 only where the body itself signs so; others use place and body alike.
  if (own.body === '') {
    const isAbbreviated = base.name.folded.endsWith('街');
    const isFuller =
      other.body === '' ||
      (other.body === '办事处' && (isAbbreviated || other.places.length > own.places.length));
    return candidate.evidence === 'signature' || (!strong.has(base.evidence) && isFuller);
  }
  const spelledOut = own.body.replace('人民政府', '政府') === other.body.replace('人民政府', '政府');
  if (strong.has(base.evidence))
    return spelledOut && own.body !== other.body && (outright || bySource.has(candidate.evidence));
  return spelledOut || outright;
}

const bySource: ReadonlySet<Evidence> = new Set(['source_line', 'publisher']);
const strong: ReadonlySet<Evidence> = new Set(['title', 'opening', 'heading', 'signature']);
