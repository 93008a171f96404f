import { foldedCode, isDigit, isHan, isLatin } from './script.ts';
import { placeSuffixes, singleJoiners } from './vocabulary.ts';
import { type WordTable, wordKinds } from './words.ts';

/**
 * `bar` is `_` or `|`, `dash` any of the lighter separators, `head` a letter behind a place's name (市, 县 …),
 * `hard` any other mark: a phrase never runs across it.
 */
export type TokenType =
  | 'word'
  | 'han'
  | 'latin'
  | 'digit'
  | 'head'
  | 'bar'
  | 'dash'
  | 'comma'
  | 'colon'
  | 'open'
  | 'close'
  | 'space'
  | 'hard';

export interface Token {
  readonly type: TokenType;
  /** Place in the folded line, end exclusive. */
  readonly start: number;
  readonly end: number;
  /** Bits of `wordKinds`; 0 unless `word`. */
  readonly kinds: number;
}

const marks = new Map<string, TokenType>([
  ['_', 'bar'],
  ['|', 'bar'],
  ['-', 'dash'],
  ['·', 'dash'],
  ['~', 'dash'],
  ['&', 'dash'],
  [',', 'comma'],
  [':', 'colon'],
  ['(', 'open'],
  ['[', 'open'],
  ['【', 'open'],
  [')', 'close'],
  [']', 'close'],
  ['】', 'close'],
]);
const spaces = /\s/u;

/** What makes a number a date, a house or an article: no phrase runs through it. */
const dateUnits = '年月日号条件';

/** Cuts a stretch of a folded line into tokens, longest known word first. */
export function tokensOf(line: string, from: number, to: number, words: WordTable): Token[] {
  const tokens: Token[] = [];
  for (let start = from; start < to; ) {
    const token = tokenAt(line, start, words);
    tokens.push(token);
    start = token.end;
  }
  return tokens;
}

function tokenAt(line: string, start: number, words: WordTable): Token {
  const code = line.charCodeAt(start);
  const alphanumeric = isLatin(code) || isDigit(code);
  const found = words.at(line, start);
  if (found && (!alphanumeric || endsWhole(line, start + found.length))) {
    return { type: 'word', start, end: start + found.length, kinds: found.kinds };
  }
  if (alphanumeric) {
    const run = alphanumericRun(line, start);
    const isDate = run.type === 'digit' && dateUnits.includes(line.charAt(run.end)) && run.end < line.length;
    return isDate ? { type: 'word', start, end: run.end + 1, kinds: wordKinds.official } : run;
  }
  const letter = line.charAt(start);
  if (isHan(code)) {
    if (placeSuffixes.includes(letter)) return { type: 'head', start, end: start + 1, kinds: 0 };
    if (singleJoiners.includes(letter)) {
      return { type: 'word', start, end: start + 1, kinds: wordKinds.joiner };
    }
    return { type: 'han', start, end: start + 1, kinds: 0 };
  }
  const type = marks.get(letter) ?? (spaces.test(letter) && letter !== '\n' ? 'space' : 'hard');
  return { type, start, end: start + 1, kinds: 0 };
}

function endsWhole(line: string, end: number): boolean {
  const last = line.charCodeAt(end - 1);
  return !isLatin(last) || !isLatin(line.charCodeAt(end));
}

/** A longer run of letters and digits is cut: no name is as long. */
const longestRun = 64;

function alphanumericRun(line: string, start: number): Token {
  let end = start;
  let letters = 0;
  for (; end < line.length && end - start < longestRun; end++) {
    const code = foldedCode(line.charCodeAt(end));
    if (isLatin(code)) letters++;
    else if (!isDigit(code) && !(code === 46 && isLatin(line.charCodeAt(end + 1)))) break;
  }
  return { type: letters > 0 ? 'latin' : 'digit', start, end, kinds: 0 };
}
