import { type Anchor, isChainWord, isPlace, lexical, type WordTables } from './anchors.ts';
import type { Line } from './lines.ts';
import { type Token, tokensOf } from './tokens.ts';
import { wordKinds } from './words.ts';

const { brand, shortBrand, porn, advert, firm, modifier, official, organ, joiner, label } = wordKinds;

/** A stretch of one line that may be an injected phrase, before anything is decided. */
export interface Span {
  readonly line: number;
  readonly start: number;
  readonly end: number;
  readonly tokens: readonly Token[];
  /** Unknown characters at its front that end only at an ordinary word: they may not belong to it. */
  readonly softFront: number;
  /** Unknown characters at its end that run into the name of a place: part of them may be that name. */
  readonly softEnd: number;
}

/** How far around a suspicion text is read: the longest phrase seen has 81 characters. */
const reach = 140;
/** Unknown characters that one segment of a phrase may hold. */
const unknownLimit = 10;

/** The stretch around an anchor that no ordinary word breaks; null when nothing is left of it. */
export function spanAround(lines: readonly Line[], anchor: Anchor, tables: WordTables): Span | null {
  const line = lines[anchor.line];
  if (!line) return null;
  const from = windowStart(line.folded, anchor.start);
  const tokens = tokensOf(line.folded, from, Math.min(line.folded.length, anchor.end + reach), tables.all);
  const at = tokens.findIndex(token => token.end > anchor.start);
  const anchored = tokens[at];
  if (!anchored || (anchored.kinds & official) !== 0) return null;
  const right = expandRight(tokens, at, line.folded, tables);
  if (!right) return null;
  const left = expandLeft(tokens, at, line.folded);
  if (!left) return null;
  const inside = tokens.slice(left.index, right.index + 1);
  const first = inside[0];
  const last = inside.at(-1);
  if (!first || !last) return null;
  return {
    line: anchor.line,
    start: first.start,
    end: last.end,
    tokens: inside,
    softFront: left.soft,
    softEnd: right.soft,
  };
}

function windowStart(text: string, anchor: number): number {
  const earliest = Math.max(0, anchor - reach);
  const lineBreak = text.lastIndexOf('\n', anchor);
  return Math.max(earliest, lineBreak + 1);
}

interface Edge {
  readonly index: number;
  readonly soft: number;
}

function isChain(token: Token): boolean {
  return token.type === 'latin' || (token.type === 'word' && isChainWord(token.kinds));
}

/** Chain words that may end a phrase; a mere modifier (中国, 中心) may begin what follows it. */
function isStrong(token: Token): boolean {
  return token.type === 'latin' || (isChain(token) && (token.kinds & (lexical | advert | firm)) !== 0);
}

function isTail(token: Token): boolean {
  return token.type === 'word' && (token.kinds & (advert | firm)) !== 0;
}

function isLexical(token: Token): boolean {
  return token.type === 'word' && (token.kinds & lexical) !== 0;
}

function isOfficial(token: Token): boolean {
  return token.type === 'word' && (token.kinds & (official | organ)) !== 0;
}

const edges: ReadonlySet<string> = new Set(['hard', 'space', 'colon', 'open', 'close']);

function isEdge(token: Token | undefined): boolean {
  return !token || edges.has(token.type);
}

function isJoiner(token: Token): boolean {
  return token.type === 'word' && (token.kinds & joiner) !== 0 && !isChain(token);
}

/** Index of the first token from `from` on, in steps of `step`, that a segment of a phrase does not run across. */
function segmentEnd(tokens: readonly Token[], from: number, step: number, crossJoiners: boolean): number {
  let unknown = 0;
  let index = from;
  for (; ; index += step) {
    const token = tokens[index];
    if (!token || isEdge(token) || token.type === 'bar' || token.type === 'dash' || token.type === 'comma')
      break;
    if (isOfficial(token) || token.type === 'head' || (isJoiner(token) && !crossJoiners)) break;
    if (token.type === 'han' && ++unknown > unknownLimit) break;
  }
  return index;
}

/** A bracket that belongs to a phrase: 【投注官网平台】, (中国). Index of its other half, or -1. */
function bracketEnd(tokens: readonly Token[], from: number, step: 1 | -1): number {
  const closing = step === 1 ? 'close' : 'open';
  let chain = false;
  for (let index = from + step, seen = 0; seen < 12; index += step, seen++) {
    const token = tokens[index];
    if (!token) return -1;
    if (token.type === closing) return chain ? index : -1;
    if (isOfficial(token) || token.type === 'hard') return -1;
    chain ||= isChain(token);
  }
  return -1;
}

function expandRight(tokens: readonly Token[], at: number, text: string, tables: WordTables): Edge | null {
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

function isOfficialBracket(tokens: readonly Token[], open: number, close: number): boolean {
  return tokens.slice(open, close).some(isOfficial);
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
  if (separator.type === 'dash') return strong ? { whole: false, end } : null;
  const stop = tokens[end];
  const slotted = stop?.type !== 'comma';
  return slotted && strong && !joined && continuesList(tokens, at, segment) ? { whole: false, end } : null;
}

/** Unknown characters behind 官网 or 平台 at a segment's end: the phrase may have ended before them. */
function outrunsTail(segment: readonly Token[]): boolean {
  const tail = segment.findLastIndex(token => (token.kinds & advert) !== 0);
  return tail >= 0 && segment.at(-1)?.type === 'han' && !segment.some(token => (token.kinds & porn) !== 0);
}

/** A comma lies inside a phrase only between two pieces that both look like one. */
function continuesList(tokens: readonly Token[], at: number, segment: readonly Token[]): boolean {
  const before = tokens[at - 1];
  if (!before || !(isStrong(before) || before.type === 'close')) return false;
  const first = segment[0];
  if (first === undefined || !(isChain(first) || segment.length <= 8)) return false;
  return (isTail(before) && segment.some(isTail)) || segment.some(isLexical) === hasLexicalNear(tokens, at);
}

function hasLexicalNear(tokens: readonly Token[], at: number): boolean {
  for (let index = at - 1; index >= 0 && index > at - 8; index--) {
    const token = tokens[index];
    if (!token || isOfficial(token) || isEdge(token)) return false;
    if (isLexical(token)) return true;
  }
  return false;
}

function expandLeft(tokens: readonly Token[], at: number, text: string): Edge | null {
  let first = at;
  const origin = tokens[at];
  let open = origin?.type === 'bar';
  for (let index = open ? at : at - 1; index >= 0; ) {
    const token = tokens[index];
    if (!token) break;
    if (isChain(token) && !isOfficial(token)) {
      if (!open && isVerbLike(tokens, index, text)) break;
      first = index;
      open = false;
      index--;
    } else if (token.type === 'digit' && !open) {
      const before = tokens[index - 1];
      if (before && (before.type === 'dash' || before.type === 'hard')) break;
      first = index;
      index--;
    } else if (token.type === 'close') {
      const opening = bracketEnd(tokens, index, -1);
      if (opening < 0 || isOfficialBracket(tokens, opening, index)) break;
      first = opening;
      open = true;
      index = opening - 1;
    } else if (token.type === 'bar' || token.type === 'dash' || token.type === 'comma') {
      if (!crossLeft(tokens, index)) break;
      open = true;
      index--;
    } else if (token.type === 'han') {
      const leftmost = tokens[first];
      if (!open && leftmost && (isBounded(leftmost) || leftmost.type === 'digit')) break;
      const run = segmentEnd(tokens, index, -1, false);
      const stop = tokens[run];
      if (stop?.type === 'han') return null;
      first = run + 1;
      open = false;
      index = run;
    } else break;
  }
  const leftmost = tokens[first];
  if (!leftmost || leftmost.type === 'bar' || leftmost.type === 'dash') return null;
  return { index: first, soft: uncertainFront(tokens, first, at, text) };
}

/**
 * Length of the front that may be ordinary text: a segment with unknown characters that no line start, opening
 * mark or label bounds. It ends where a name or a separator shows that the phrase has begun.
 */
function uncertainFront(tokens: readonly Token[], first: number, at: number, text: string): number {
  const before = tokens[first - 1];
  if (!before || before.type === 'open' || before.type === 'space') return 0;
  if (before.type === 'hard' && /[“"‘「『《〈\n•>]/u.test(text.charAt(before.start))) return 0;
  if (before.type === 'colon' && ((tokens[first - 2]?.kinds ?? 0) & label) !== 0) return 0;
  const start = tokens[first]?.start ?? 0;
  let end = start;
  for (let index = first; index < at; index++) {
    const token = tokens[index];
    if (!token || isBounded(token) || token.type === 'bar' || token.type === 'dash' || token.type === 'comma')
      break;
    if (token.type === 'han') end = token.end;
  }
  return end - start;
}

/** A brand says itself where it begins; what ends in 官网 or 公司 does not. */
function isBounded(token: Token): boolean {
  return (token.kinds & (brand | shortBrand)) !== 0;
}

const verbs: ReadonlySet<string> = new Set(
  '登录 登陆 登入 注册 下载 充值 推荐 体验 直播 链接 代理'.split(' '),
);

/** 登录 or 下载 at the front may be the sentence's verb: it counts only behind another piece of the phrase. */
function isVerbLike(tokens: readonly Token[], index: number, text: string): boolean {
  const token = tokens[index];
  if (!token || !verbs.has(text.slice(token.start, token.end))) return false;
  const before = tokens[index - 1];
  return !before || isEdge(before) || isJoiner(before) || isOfficial(before);
}

function crossLeft(tokens: readonly Token[], at: number): boolean {
  const separator = tokens[at];
  const before = tokens[at - 1];
  if (!separator || !before || isOfficial(before) || before.type === 'head') return false;
  if (before.type === 'close') return true;
  const end = segmentEnd(tokens, at - 1, -1, false);
  const segment = tokens.slice(end + 1, at);
  if (!segment.some(token => token.type === 'han' || isChain(token))) return false;
  const strong = segment.some(isStrong);
  if (separator.type === 'bar') return true;
  const beyond = tokens[end];
  if (separator.type === 'dash') return strong || beyond?.type === 'bar';
  if (isTail(before) && tokens.slice(at + 1, at + 12).some(isTail)) return true;
  return (
    strong && isStrong(before) && tokens.slice(at + 1, at + 9).some(isLexical) === segment.some(isLexical)
  );
}
