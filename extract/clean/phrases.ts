import type { Anchor, WordTables } from './anchors.ts';
import { type Candidate, type Occurrence, type Surroundings, verdictOn } from './judge.ts';
import type { Line } from './lines.ts';
import { readingsOf } from './readings.ts';
import { excise, type Removal } from './removal.ts';
import { shortFormSlots, slotOf } from './slots.ts';
import { type Span, spanAround } from './spans.ts';

/** A phrase known from elsewhere to be injected: another page of the host, a hidden element, an off-site link. */
export interface KnownPhrase {
  readonly folded: string;
  readonly evidence: string;
}

/** Candidates are looked up in the whole page, so that their number times its length is bounded. */
const mostCandidates = 200;
const charactersLookedUp = 6_000_000;
const occurrenceLimit = 1000;

/** Removes the injected phrases of a page from its lines and tells each removal. */
export function removePhrases(
  lines: readonly Line[],
  anchors: readonly Anchor[],
  known: readonly KnownPhrase[],
  surroundings: Surroundings,
): Removal[] {
  const condemned = new Map<string, readonly string[]>();
  for (const phrase of known) condemned.set(phrase.folded, [phrase.evidence]);
  for (const span of byCertainty(spansOf(lines, anchors, surroundings.tables))) {
    for (const text of readingsOf(span, lines, surroundings.tables)) {
      if ([...condemned.keys()].some(phrase => text.text.endsWith(phrase))) break;
      const candidate = { ...text, occurrences: occurrencesOf(text.text, lines, surroundings.tables) };
      const evidence = verdictOn(candidate, lines, surroundings);
      if (!evidence) continue;
      condemned.set(text.text, evidence);
      for (const short of shortFormsOf(candidate, lines, surroundings.tables)) {
        if (!condemned.has(short)) condemned.set(short, ['short_form', ...evidence]);
      }
      break;
    }
  }
  return condemned.size === 0 ? [] : excise(lines, condemned, surroundings.tables, surroundings.ownPlace);
}

function spansOf(lines: readonly Line[], anchors: readonly Anchor[], tables: WordTables): Span[] {
  const length = lines.reduce((sum, line) => sum + line.text.length + 8, 0);
  const limit = Math.max(4, Math.min(mostCandidates, Math.floor(charactersLookedUp / (length + 1))));
  const spans = new Map<string, Span>();
  let covered = { line: -1, end: -1 };
  for (const anchor of anchors) {
    if (anchor.line === covered.line && anchor.start < covered.end) continue;
    const span = spanAround(lines, anchor, tables);
    if (!span) continue;
    covered = { line: span.line, end: span.end };
    const text = lines[span.line]?.folded.slice(span.start, span.end) ?? '';
    const key = `${text}\u0000${span.softFront}\u0000${span.softEnd}`;
    if (text.length > 2 && !spans.has(key)) spans.set(key, span);
    if (spans.size >= limit) break;
  }
  return [...spans.values()];
}

/** Spans with certain edges first: what they prove decides where the others begin. */
function byCertainty(spans: readonly Span[]): Span[] {
  return [...spans].sort((a, b) => a.softFront + a.softEnd - (b.softFront + b.softEnd));
}

function occurrencesOf(text: string, lines: readonly Line[], tables: WordTables): Occurrence[] {
  const occurrences: Occurrence[] = [];
  for (const [index, line] of lines.entries()) {
    for (let at = line.folded.indexOf(text); at >= 0; at = line.folded.indexOf(text, at + text.length)) {
      occurrences.push({ line: index, start: at, slot: slotOf(line.folded, at, at + text.length, tables) });
      if (occurrences.length >= occurrenceLimit) return occurrences;
    }
  }
  return occurrences;
}

/** The first piece of a compound, where the page uses it alone before a colon or an organ: 竞猜名:我们 for 关于我们. */
function shortFormsOf(candidate: Candidate, lines: readonly Line[], tables: WordTables): string[] {
  const pieces = candidate.text
    .split(/[_|]|,|-(?=[^-])/u)
    .filter(piece => piece.length >= 4 && !/^[【([]/u.test(piece));
  if (pieces.length < 2) return [];
  return pieces.filter(piece =>
    occurrencesOf(piece, lines, tables).some(
      ({ line, start, slot }) =>
        shortFormSlots.has(slot) && !isInside(lines[line]?.folded ?? '', start, piece.length, candidate.text),
    ),
  );
}

function isInside(text: string, start: number, length: number, phrase: string): boolean {
  const from = Math.max(0, start - phrase.length);
  for (let at = text.indexOf(phrase, from); at >= 0 && at <= start; at = text.indexOf(phrase, at + 1)) {
    if (at + phrase.length >= start + length) return true;
  }
  return false;
}
