import {
  bracketEnd,
  type Edge,
  isChain,
  isEdge,
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

const { brand, shortBrand, label } = wordKinds;

/** Where the phrase that holds tokens[at] begins, and how much of its front is uncertain; null when nothing tells. */
export function expandLeft(tokens: readonly Token[], at: number, text: string): Edge | null {
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
  if (separator.type === 'dash' && tokens[at + 1]?.type === 'open') return true;
  const end = segmentEnd(tokens, at - 1, -1, false);
  const segment = tokens.slice(end + 1, at);
  if (!segment.some(token => token.type === 'han' || isChain(token))) return false;
  const strong = segment.some(isStrong);
  if (separator.type === 'bar') return true;
  const beyond = tokens[end];
  if (separator.type === 'dash') return strong || beyond?.type === 'bar';
  const behind = tokens.slice(at + 1, at + 12);
  return (isTail(before) || isLexical(before)) && behind.some(token => isTail(token) || isLexical(token));
}
