import { isPlace, isSlot, type WordTables } from './anchors.ts';
import type { Slot } from './slots.ts';

/** Stands where an injected phrase took a word's place and nothing says which word it was. */
export const gap = '〔…〕';

export interface Cut {
  readonly start: number;
  readonly end: number;
  readonly replacement: string;
}

const boundary = /[\s。！？；：，、,.!?;:()（）[\]【】“”"《》〈〉‘’「」_|>\-–—]/u;
const lightSeparator = /[_|\-–—·\s]/u;

/** What exactly goes when text[start, end) is injected: the phrase, what dangles from it, and whether a gap stays. */
export function cutAt(
  text: string,
  folded: string,
  start: number,
  end: number,
  slot: Slot,
  replacesWords: boolean,
  tables: WordTables,
): Cut {
  let from = start;
  let to = end;
  if (folded.charAt(to) === ':' && slot === 'colon') to++;
  if (text.charAt(from - 1) === '【' && text.charAt(to) === '】') {
    from--;
    to++;
  }
  const left = text.charAt(from - 1);
  const right = text.charAt(to);
  const leftEnds = left === '' || boundary.test(left);
  const rightEnds = right === '' || boundary.test(right);
  if (needsGap(text, folded, from, to, slot, replacesWords, leftEnds, rightEnds, tables)) {
    return { start: from, end: to, replacement: gap };
  }
  const atStart = isLineEdge(text.charAt(from - 1)) || /^[\s\u3000]*$/u.test(lineHead(text, from));
  const atEnd = isLineEdge(right) || /^[\s\u3000]*$/u.test(lineTail(text, to));
  if (atStart && !atEnd) while (to < text.length && /[ \t\u3000_|\-–—·:：]/u.test(text.charAt(to))) to++;
  if (atEnd && !atStart) {
    while (from > 0 && lightSeparator.test(text.charAt(from - 1)) && text.charAt(from - 1) !== '\n') from--;
  }
  if (!atStart && !atEnd && /[_|]/u.test(text.charAt(from - 1)) && /[_|]/u.test(text.charAt(to))) to++;
  if (
    !atStart &&
    !atEnd &&
    /[A-Za-z0-9]/u.test(text.charAt(from - 1)) &&
    /[A-Za-z0-9]/u.test(text.charAt(to))
  ) {
    return { start: from, end: to, replacement: gap };
  }
  return { start: from, end: to, replacement: '' };
}

function isLineEdge(letter: string): boolean {
  return letter === '' || letter === '\n';
}

/** Up to 40 characters of the line before `to`. */
function lineHead(text: string, to: number): string {
  const near = text.slice(Math.max(0, to - 40), to);
  return near.slice(near.lastIndexOf('\n') + 1);
}

/** Up to 40 characters of the line from `from` on. */
function lineTail(text: string, from: number): string {
  const near = text.slice(from, from + 40);
  const end = near.indexOf('\n');
  return end < 0 ? near : near.slice(0, end);
}

/**
 * A gap is marked where a word is certainly missing: before a bare 市 or 人民政府, in quotes, as a label's value,
 * between two words of a sentence. A phrase put before a whole name, or behind a sentence, took no word's place.
 */
function needsGap(
  text: string,
  folded: string,
  start: number,
  end: number,
  slot: Slot,
  replacesWords: boolean,
  leftEnds: boolean,
  rightEnds: boolean,
  tables: WordTables,
): boolean {
  if (slot === 'head' || slot === 'about') return true;
  if (slot === 'quoted' || slot === 'value') return true;
  const atStart = /^[\s\u3000•>]*$/u.test(lineHead(text, start));
  if (slot === 'colon') return !atStart;
  if (isPlace(folded, end, tables)) return false;
  if (isSlot(folded, end, tables)) return replacesWords || !leftEnds || folded.startsWith('人民政府', end);
  if (leftEnds) return false;
  if (!rightEnds) return true;
  return /[。；，、,;”》(（]/u.test(text.charAt(end));
}
