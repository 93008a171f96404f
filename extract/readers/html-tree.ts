/** Markup to a tree. Its parse is most of what a page costs, and the styles that Word writes are most of the parse. */

import type { AnyNode } from 'domhandler';
import { parseDocument } from 'htmlparser2';

/** What every style that hides has in it. */
export const mayHide = /display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0|-\d{3}/i;

export const treeOf = (html: string): readonly AnyNode[] =>
  parseDocument(withoutPlainStyles(html), { xmlMode: false, decodeEntities: true }).children;

const opening = ' style="';
const [opens, closes, quote, apostrophe] = ['<', '>', '"', "'"].map(mark => mark.charCodeAt(0));

/**
 * The markup without the styles that hide nothing: Word gives every cell, paragraph and span of a table a long one.
 * Only whole values inside a tag go; text that looks like one stays. Takes time in proportion to the length.
 */
export function withoutPlainStyles(html: string): string {
  let kept = '';
  let from = 0;
  /** Whether `floor` lies inside a tag, outside its quotes. */
  let inTag = false;
  let floor = 0;
  for (let at = html.indexOf(opening); at !== -1; ) {
    const valueFrom = at + opening.length;
    const end = html.indexOf('"', valueFrom);
    if (end === -1) break;
    inTag = isInTag(html, at, floor, inTag);
    if (inTag) {
      const value = html.slice(valueFrom, end);
      if (!/[<>]/.test(value) && !mayHide.test(value)) {
        kept += html.slice(from, at);
        from = end + 1;
      }
    }
    floor = inTag ? end + 1 : valueFrom;
    at = html.indexOf(opening, floor);
  }
  return from === 0 ? html : kept + html.slice(from);
}

/** Whether a position is behind `<` and a name, with no end of a tag and no open quote between; as at `floor` if nothing is. */
function isInTag(html: string, at: number, floor: number, atFloor: boolean): boolean {
  let quotes = 0;
  let apostrophes = 0;
  for (let index = at - 1; index >= floor; index--) {
    const code = html.charCodeAt(index);
    if (code === quote) quotes++;
    else if (code === apostrophe) apostrophes++;
    else if (code === closes) return false;
    else if (code === opens)
      return quotes % 2 === 0 && apostrophes % 2 === 0 && /[a-z]/i.test(html.charAt(index + 1));
  }
  return atFloor && quotes % 2 === 0 && apostrophes % 2 === 0;
}
