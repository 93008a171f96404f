import type { RemovedKind, RemovedPlace } from '../../schema/extraction.ts';
import { type Anchor, isPlace, isSlot, type WordTables } from './anchors.ts';
import { type Cut, cutAt } from './excise.ts';
import { type Candidate, type Occurrence, type Slot, type Surroundings, slotOf, verdictOn } from './judge.ts';
import type { Line } from './lines.ts';
import { isHan } from './script.ts';
import { type Span, spanAround } from './spans.ts';
import { tokensOf } from './tokens.ts';
import { regions } from './vocabulary.ts';
import { wordKinds } from './words.ts';

/** One removal, before equal ones are counted together. */
export interface Removal {
  readonly text: string;
  readonly kind: RemovedKind;
  readonly where: RemovedPlace;
  readonly evidence: readonly string[];
}

/** A phrase known from elsewhere to be injected: another page of the host, a hidden element, an off-site link. */
export interface KnownPhrase {
  readonly folded: string;
  readonly evidence: string;
}

const candidateLimit = 200;
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
  return condemned.size === 0 ? [] : excise(lines, condemned, surroundings.tables);
}

function spansOf(lines: readonly Line[], anchors: readonly Anchor[], tables: WordTables): Span[] {
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
    if (spans.size >= candidateLimit) break;
  }
  return [...spans.values()];
}

/** Spans with certain edges first: what they prove decides where the others begin. */
function byCertainty(spans: readonly Span[]): Span[] {
  return [...spans].sort((a, b) => a.softFront + a.softEnd - (b.softFront + b.softEnd));
}

interface Reading {
  readonly text: string;
  readonly span: Span;
}

/**
 * The stretches that a span may stand for, likeliest first. Where its front or end runs into ordinary text,
 * the other occurrences show how much is common to all; a front that one occurrence alone shows is not trusted.
 */
function readingsOf(span: Span, lines: readonly Line[], tables: WordTables): Reading[] {
  const folded = lines[span.line]?.folded ?? '';
  let { start, end } = span;
  if (span.softEnd > 0) {
    const stem = trustedStem(folded, end, span.softEnd, lines, folded.slice(start, end - span.softEnd));
    if (stem < 0) return [];
    end -= stem;
  }
  if (span.softFront > 0) {
    const core = folded.slice(start + span.softFront, end);
    const shared = commonFront(core, span.softFront, lines);
    if (shared === null) {
      const ordinary = ordinaryFront(folded, start, span, lines, core);
      if (ordinary < 0) return [];
      start += ordinary;
    } else start += span.softFront - shared;
  }
  end = tailShared(folded, start, end, span, lines, tables);
  start -= listedFront(folded, start, end, lines, tables);
  if (end - start < 3) return [];
  const tokens =
    start < span.start
      ? tokensOf(folded, start, end, tables.all)
      : span.tokens.filter(token => token.start >= start && token.end <= end);
  return [{ text: folded.slice(start, end), span: { ...span, start, end, tokens } }];
}

/** How many characters all occurrences of `core` share in front, up to `limit`; null when it occurs once. */
function commonFront(core: string, limit: number, lines: readonly Line[]): number | null {
  const fronts: string[] = [];
  for (const line of lines) {
    for (let at = line.folded.indexOf(core); at >= 0; at = line.folded.indexOf(core, at + core.length)) {
      fronts.push(line.folded.slice(Math.max(0, at - limit), at));
      if (fronts.length >= 50) break;
    }
  }
  const [first, ...others] = fronts;
  if (first === undefined || others.length === 0) return null;
  let shared = 0;
  while (shared < first.length && others.every(front => front.at(-1 - shared) === first.at(-1 - shared)))
    shared++;
  return Math.min(shared, limit);
}

/**
 * The end without a last 网站 or 平台 that belongs to the page: where the phrase is whole without it, and it stands
 * elsewhere without it or stands nowhere else.
 */
function tailShared(
  text: string,
  start: number,
  end: number,
  span: Span,
  lines: readonly Line[],
  tables: WordTables,
): number {
  const inside = span.tokens.filter(token => token.end <= end);
  const last = inside.at(-1);
  const before = inside.at(-2);
  if (!last || !before || (last.kinds & before.kinds & wordKinds.advert) === 0) return end;
  const word = text.slice(last.start, last.end);
  if (word !== '网站' && word !== '平台') return end;
  const shorter = text.slice(start, last.start);
  let all = 0;
  let followed = 0;
  for (const line of lines) {
    for (let at = line.folded.indexOf(shorter); at >= 0; at = line.folded.indexOf(shorter, at + 1)) {
      all++;
      if (line.folded.startsWith(word, at + shorter.length)) followed++;
    }
  }
  const named = isSlot(text, end, tables) || isPlace(text, end, tables);
  return followed < all || (all === 1 && !named && isHan(text.charCodeAt(end))) ? last.start : end;
}

/**
 * Length of a piece `A,` before the phrase that stands before every occurrence, behind different words:
 * then it is part of the phrase. 0 where there is none.
 */
function listedFront(
  text: string,
  start: number,
  end: number,
  lines: readonly Line[],
  tables: WordTables,
): number {
  if (text.charAt(start - 1) !== ',') return 0;
  const core = text.slice(start, end);
  const shared = commonFront(core, 40, lines) ?? 0;
  if (shared < 4) return 0;
  let length = 0;
  for (const token of tokensOf(text, start - shared, start, tables.all)) {
    const ordinary = (token.kinds & (wordKinds.official | wordKinds.organ | wordKinds.joiner)) !== 0;
    if (ordinary || token.type === 'hard' || token.type === 'colon' || token.type === 'space') length = 0;
    else length += token.end - token.start;
  }
  return length > 3 ? length : 0;
}

/** Characters that a name at the front of a phrase may have when one occurrence is all there is to judge by. */
const longestLoneFront = 6;

/**
 * How many of the uncertain first characters are ordinary text, where the phrase occurs once: up to the last pair
 * that the document uses elsewhere too, or to a region's name, with which such phrases begin. -1 when nothing tells.
 */
function ordinaryFront(
  text: string,
  start: number,
  span: Span,
  lines: readonly Line[],
  core: string,
): number {
  const region = span.tokens.find(
    token => token.start < start + span.softFront && regions.has(text.slice(token.start, token.end)),
  );
  if (region) return region.start - start;
  let ordinary = 0;
  for (let at = 0; at + 2 <= span.softFront; at++) {
    const pair = text.slice(start + at, start + at + 2);
    const elsewhere = lines.some(line => {
      for (let found = line.folded.indexOf(pair); found >= 0; found = line.folded.indexOf(pair, found + 1)) {
        if (!line.folded.startsWith(core, found + span.softFront - at)) return true;
      }
      return false;
    });
    if (elsewhere) ordinary = at + 2;
  }
  return span.softFront - ordinary > longestLoneFront ? -1 : ordinary;
}

/**
 * How many of the last `length` characters before a place's letter are the place's own name: the shortest stem
 * that names a place elsewhere on the page. 0 when the whole run belongs to the phrase, -1 when nothing tells.
 */
function trustedStem(
  text: string,
  end: number,
  length: number,
  lines: readonly Line[],
  phrase: string,
): number {
  for (let stem = 1; stem <= Math.min(4, length); stem++) {
    const place = text.slice(end - stem, end + 1);
    const before = text.charAt(end - stem - 1);
    const elsewhere = lines.some(line => {
      for (let at = line.folded.indexOf(place); at >= 0; at = line.folded.indexOf(place, at + 1)) {
        if (line.folded.charAt(at - 1) !== before) return true;
      }
      return false;
    });
    if (elsewhere && stem > 1) return stem;
  }
  const whole = phrase + text.slice(end - length, end);
  const followers = new Set<string>();
  for (const line of lines) {
    for (let at = line.folded.indexOf(whole); at >= 0; at = line.folded.indexOf(whole, at + 1)) {
      followers.add(line.folded.charAt(at + whole.length));
    }
  }
  return followers.size > 1 ? 0 : -1;
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
        (slot === 'colon' || slot === 'head' || slot === 'organ' || slot === 'place') &&
        !isInside(lines[line]?.folded ?? '', start, piece.length, candidate.text),
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

interface Hit {
  readonly start: number;
  readonly end: number;
  readonly slot: Slot;
  readonly evidence: readonly string[];
}

/** Cuts every condemned phrase out of every line, longest first. */
function excise(
  lines: readonly Line[],
  condemned: ReadonlyMap<string, readonly string[]>,
  tables: WordTables,
): Removal[] {
  const phrases = [...condemned.keys()].sort((a, b) => b.length - a.length);
  const hits = lines.map(line => hitsOf(line.folded, phrases, condemned, tables));
  const replaces = hits.some(each =>
    each.some(({ slot }) => slot === 'head' || slot === 'value' || slot === 'colon'),
  );
  const removals: Removal[] = [];
  lines.forEach((line, index) => {
    const found = hits[index];
    if (!found || found.length === 0) return;
    const cuts = found.map(hit => ({
      hit,
      cut: cutAt(line.text, line.folded, hit.start, hit.end, hit.slot, replaces, tables),
    }));
    for (const { hit } of cuts) {
      const colon = hit.slot === 'colon' ? 1 : 0;
      removals.push({
        text: line.text.slice(hit.start, hit.end + colon),
        kind: 'phrase',
        where: line.where,
        evidence: hit.evidence,
      });
    }
    const left = withoutCuts(
      line.text,
      cuts.map(({ cut }) => cut),
    );
    line.text = left;
  });
  return removals;
}

function hitsOf(
  text: string,
  phrases: readonly string[],
  condemned: ReadonlyMap<string, readonly string[]>,
  tables: WordTables,
): Hit[] {
  const hits: Hit[] = [];
  for (const phrase of phrases) {
    const short = (condemned.get(phrase) ?? [])[0] === 'short_form';
    for (let at = text.indexOf(phrase); at >= 0; at = text.indexOf(phrase, at + phrase.length)) {
      const end = at + phrase.length;
      if (hits.some(hit => at < hit.end && end > hit.start)) continue;
      const slot = slotOf(text, at, end, tables);
      if (short && slot !== 'colon' && slot !== 'head' && slot !== 'organ' && slot !== 'place') continue;
      hits.push({ start: at, end, slot, evidence: condemned.get(phrase) ?? [] });
      if (hits.length >= occurrenceLimit) break;
    }
  }
  return hits.sort((a, b) => a.start - b.start);
}

/** The text without the cuts, which stand in order; cuts that meet share one gap. */
export function withoutCuts(text: string, cuts: readonly Cut[]): string {
  let kept = '';
  let from = 0;
  for (const cut of cuts) {
    if (cut.end <= from) continue;
    const between = text.slice(from, Math.max(from, cut.start));
    if (!(between === '' && cut.replacement !== '' && kept.endsWith(cut.replacement))) {
      kept += between + cut.replacement;
    }
    from = cut.end;
  }
  return kept + text.slice(from);
}

/** Lines made of nothing but search keywords of porn or casino farms, above the page or in its title. */
export function removeKeyLines(lines: readonly Line[], { tables }: Surroundings): Removal[] {
  const removals: Removal[] = [];
  for (const line of lines) {
    if (line.text.length > 4000 || line.where === 'table') continue;
    const parts = line.text.split('\n');
    const kept = parts.map((part, index) => {
      if (isFarmFooter(part)) {
        removals.push({ text: part.trim(), kind: 'phrase', where: line.where, evidence: ['farm_footer'] });
        return '';
      }
      if (part.length < 8 || part.length > 400 || !isKeyLine(part, tables)) return part;
      if (index > 6) return part;
      removals.push({ text: part.trim(), kind: 'phrase', where: line.where, evidence: ['porn', 'key_line'] });
      return '';
    });
    if (kept.some((part, index) => part !== parts[index])) line.text = kept.join('\n');
  }
  return removals;
}

/** The signature that a link farm's template leaves: Powered by …, with the maps it feeds to search engines. */
function isFarmFooter(part: string): boolean {
  return part.length < 120 && /^\s*powered by /iu.test(part) && /RSS地图|HTML地图|XML地图/u.test(part);
}

function isKeyLine(part: string, tables: WordTables): boolean {
  let porn = 0;
  for (let index = 0; index < part.length; index++) {
    const found = tables.all.at(part, index);
    if (!found) continue;
    if ((found.kinds & (wordKinds.organ | wordKinds.enforcement)) !== 0) return false;
    if ((found.kinds & wordKinds.porn) !== 0) porn++;
    index += found.length - 1;
  }
  return porn >= 3 && porn * 14 >= part.length - 6;
}
