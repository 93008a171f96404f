import type { Anchor, WordTables } from './anchors.ts';
import type { Line } from './lines.ts';
import { expandLeft } from './span-left.ts';
import { expandRight } from './span-right.ts';
import { type Token, tokensOf } from './tokens.ts';
import { wordKinds } from './words.ts';

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
/** The stretch around an anchor that no ordinary word breaks; null when nothing is left of it. */
export function spanAround(lines: readonly Line[], anchor: Anchor, tables: WordTables): Span | null {
  const line = lines[anchor.line];
  if (!line) return null;
  const from = windowStart(line.folded, anchor.start);
  const tokens = tokensOf(line.folded, from, Math.min(line.folded.length, anchor.end + reach), tables.all);
  const at = tokens.findIndex(token => token.end > anchor.start);
  const anchored = tokens[at];
  if (!anchored || (anchored.kinds & wordKinds.official) !== 0) return null;
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
  return earliest + text.slice(earliest, anchor).lastIndexOf('\n') + 1;
}
