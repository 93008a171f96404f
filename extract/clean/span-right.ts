import { isPlace, type WordTables } from './anchors.ts';
import {
  bracketEnd,
  type Edge,
  isChain,
  isJoiner,
  isLexical,
  isOfficial,
  isOfficialBracket,
  isStrong,
  isTail,
  segmentEnd,
} from './segments.ts';
import type { Token } from './tokens.ts';
import { wordKinds } from './words.ts';

const { porn, advert, firm, modifier } = wordKinds;

/** Where the phrase that holds tokens[at] ends; null when nothing of a phrase stands there. */
export function expandRight(
  tokens: readonly Token[],
  at: number,
  text: string,
  tables: WordTables,
): Edge | null {
  let last = at;
  let soft = 0;
  const origin = tokens[at];
  let segmentOpen = origin !== undefined && origin.type === 'bar';
  let tailed = origin !== undefined && (origin.kinds & (advert | firm)) !== 0;
  if (segmentOpen) last = at - 1;
  for (let index = segmentOpen ? at : at + 1; index < tokens.length; ) {
    const token = tokens[index];
    if (!token) break;
    if (isChain(token) && !isOfficial(token)) {
      const strong = isStrong(token);
      if (strong || !tailed || segmentOpen || endsAfterModifier(tokens, index)) last = index;
      if (strong) tailed ||= (token.kinds & (advert | firm)) !== 0;
      soft = 0;
      segmentOpen &&= !strong;
      index++;
    } else if (token.type === 'digit') {
      if (!digitBelongs(tokens, index)) break;
      index++;
    } else if (token.type === 'open') {
      const close = bracketEnd(tokens, index, 1);
      if (close < 0 || isOfficialBracket(tokens, index, close)) break;
      last = close;
      segmentOpen = false;
      index = close + 1;
      const next = tokens[index];
      const named = token.start > 0 && text.slice(token.start, tokens[close]?.end) === '(中国)';
      if (!named && next && next.type === 'word') break;
    } else if (token.type === 'bar' || token.type === 'dash' || token.type === 'comma') {
      const next = crossSeparator(tokens, index);
      if (!next) break;
      segmentOpen = true;
      tailed = false;
      if (next.whole) {
        last = next.end - 1;
        index = next.end;
      } else index++;
    } else if (token.type === 'han' && (segmentOpen || !tailed)) {
      const run = segmentEnd(tokens, index, 1, false);
      const bridge = firstStrong(tokens, index, Math.min(run, index + (segmentOpen ? 9 : 5)));
      if (bridge > 0) {
        last = bridge;
        index = bridge;
        continue;
      }
      const stop = tokens[run];
      if (!segmentOpen || (stop && stop.type === 'han')) break;
      if (stop?.type === 'head') {
        soft = (tokens[run - 1]?.end ?? 0) - token.start;
        last = run - 1;
        break;
      }
      last = run - 1;
      segmentOpen = false;
      index = run;
    } else break;
  }
  if (last < 0 || (segmentOpen && last === at - 1 && soft === 0)) return null;
  if (last < at && tokens[at]?.type === 'bar') return null;
  while (last > at && isPlaceBegun(tokens, last, text, tables)) last--;
  return { index: last, soft };
}

/** Whether a modifier ends a phrase: a separator, a mark or an organ follows, not more text. */
function endsAfterModifier(tokens: readonly Token[], index: number): boolean {
  const next = tokens[index + 1];
  return !next || (next.type !== 'han' && !isOfficial(next) && !isJoiner(next));
}

/** A trailing 中国 or 新 before a place's name belongs to the name. */
function isPlaceBegun(tokens: readonly Token[], index: number, text: string, tables: WordTables): boolean {
  const token = tokens[index];
  if (!token || isStrong(token) || (token.kinds & modifier) === 0) return false;
  const next = tokens[index + 1];
  return next !== undefined && next.type === 'han' && isPlace(text, next.start, tables);
}

function digitBelongs(tokens: readonly Token[], index: number): boolean {
  const next = tokens[index + 1];
  return next !== undefined && isChain(next) && !isOfficial(next);
}

function firstStrong(tokens: readonly Token[], from: number, to: number): number {
  for (let index = from; index < to; index++) {
    const token = tokens[index];
    if (!token) return -1;
    if (isStrong(token)) return index;
  }
  return -1;
}

/** Whether a phrase goes on behind a separator; `whole` where the segment behind it ends at a mark. */
function crossSeparator(tokens: readonly Token[], at: number): { whole: boolean; end: number } | null {
  const separator = tokens[at];
  if (!separator) return null;
  const from = at + 1;
  const first = tokens[from];
  if (!first || (first.type === 'hard' && separator.type !== 'bar') || first.type === 'space') return null;
  if (isOfficial(first) || first.type === 'head') return null;
  const inner = first.type === 'open' ? from + 1 : from;
  const end = segmentEnd(tokens, inner, 1, true);
  const segment = tokens.slice(inner, end);
  const strong = segment.some(isStrong);
  const worded = segment.some(token => token.type === 'han' || isChain(token));
  if (!worded) return null;
  const joined = segment.some(isJoiner);
  if (joined && separator.type !== 'bar' && !segment.some(isLexical)) return null;
  if (separator.type === 'bar') {
    const stop = tokens[end];
    const ends =
      !stop || stop.type === 'bar' || stop.type === 'hard' || stop.type === 'space' || stop.type === 'close';
    if (joined && !ends && !segment.some(isLexical)) return null;
    return { whole: ends && first.type !== 'open' && !outrunsTail(segment), end };
  }
  if (separator.type === 'dash' && first.type === 'open') return { whole: false, end };
  if (separator.type === 'dash') return strong ? { whole: false, end } : null;
  const stop = tokens[end];
  const slotted = stop?.type !== 'comma';
  return slotted && strong && !joined && continuesList(tokens, at, segment) ? { whole: false, end } : null;
}

/** Unknown characters behind 官网 or 公司 at a segment's end: the phrase may have ended before them. */
function outrunsTail(segment: readonly Token[]): boolean {
  const tail = segment.findLastIndex(token => (token.kinds & (advert | firm)) !== 0);
  return tail > 0 && segment.at(-1)?.type === 'han' && !segment.some(token => (token.kinds & porn) !== 0);
}

/** A comma lies inside a phrase only between two pieces that both look like one. */
function continuesList(tokens: readonly Token[], at: number, segment: readonly Token[]): boolean {
  const before = tokens[at - 1];
  if (!before || !(isStrong(before) || before.type === 'close')) return false;
  const first = segment[0];
  if (first === undefined || !(isChain(first) || segment.length <= 8)) return false;
  return segment.some(token => isTail(token) || isLexical(token));
}
