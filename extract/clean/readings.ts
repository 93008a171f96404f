import { isPlace, isSlot, type WordTables } from './anchors.ts';
import type { Line } from './lines.ts';
import { isHan } from './script.ts';
import type { Span } from './spans.ts';
import { tokensOf } from './tokens.ts';
import { regions } from './vocabulary.ts';
import { wordKinds } from './words.ts';

/** A phrase as it stands, with the span it was read from. */
export interface Reading {
  readonly text: string;
  readonly span: Span;
}

/**
 * The stretches that a span may stand for, likeliest first. Where its front or end runs into ordinary text,
 * the other occurrences show how much is common to all; a front that one occurrence alone shows is not trusted.
 */
export function readingsOf(span: Span, lines: readonly Line[], tables: WordTables): Reading[] {
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
  if (!last || !before || (before.kinds & (wordKinds.advert | wordKinds.firm)) === 0) return end;
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
    const elsewhere = lines.some((line, index) => {
      for (let found = line.folded.indexOf(pair); found >= 0; found = line.folded.indexOf(pair, found + 1)) {
        const inside = index === span.line && found >= span.start && found < span.end;
        if (!inside && !line.folded.startsWith(core, found + span.softFront - at)) return true;
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
