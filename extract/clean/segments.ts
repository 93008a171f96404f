import { isChainWord, lexical } from './anchors.ts';
import type { Token } from './tokens.ts';
import { wordKinds } from './words.ts';

const { advert, firm, official, organ, joiner } = wordKinds;

/** Unknown characters that one segment of a phrase may hold. */
const unknownLimit = 10;

export interface Edge {
  readonly index: number;
  readonly soft: number;
}

export function isChain(token: Token): boolean {
  return token.type === 'latin' || (token.type === 'word' && isChainWord(token.kinds));
}

/** Chain words that may end a phrase; a mere modifier (中国, 中心) may begin what follows it. */
export function isStrong(token: Token): boolean {
  return token.type === 'latin' || (isChain(token) && (token.kinds & (lexical | advert | firm)) !== 0);
}

export function isTail(token: Token): boolean {
  return token.type === 'word' && (token.kinds & (advert | firm)) !== 0;
}

export function isLexical(token: Token): boolean {
  return token.type === 'word' && (token.kinds & lexical) !== 0;
}

export function isOfficial(token: Token): boolean {
  return token.type === 'word' && (token.kinds & (official | organ)) !== 0;
}

const edges: ReadonlySet<string> = new Set(['hard', 'space', 'colon', 'open', 'close']);

export function isEdge(token: Token | undefined): boolean {
  return !token || edges.has(token.type);
}

export function isJoiner(token: Token): boolean {
  return token.type === 'word' && (token.kinds & joiner) !== 0 && !isChain(token);
}

/** Index of the first token from `from` on, in steps of `step`, that a segment of a phrase does not run across. */
export function segmentEnd(
  tokens: readonly Token[],
  from: number,
  step: number,
  crossJoiners: boolean,
): number {
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
export function bracketEnd(tokens: readonly Token[], from: number, step: 1 | -1): number {
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

export function isOfficialBracket(tokens: readonly Token[], open: number, close: number): boolean {
  return tokens.slice(open, close).some(isOfficial);
}
