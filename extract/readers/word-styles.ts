/** Styles of the binary Word format, as far as they hide text. */

import { type Properties, parseProperties, property } from './word-properties.ts';

/** What a style says of hidden text; null where it leaves that to its base. */
interface Style {
  readonly base: number;
  readonly hides: boolean | null;
}

/** Kinds of style; the others have no properties of characters that matter here. */
const kinds = { paragraph: 1, character: 2 };
const noBase = 0xfff;
/** Styles may be based on each other without end. */
const deepest = 12;

/**
 * Numbers of the styles that hide text, those based on such included.
 *
 * @param sheet the style sheet, as [MS-DOC] calls STSH; may be damaged.
 */
export function hiddenStyleNumbers(sheet: Buffer): ReadonlySet<number> {
  const styles = stylesIn(sheet);
  const hidden = new Set<number>();
  for (const number of styles.keys()) {
    let at = number;
    for (let depth = 0; depth < deepest; depth++) {
      const style = styles.get(at);
      if (!style) break;
      if (style.hides === true) hidden.add(number);
      if (style.hides !== null) break;
      at = style.base;
    }
  }
  return hidden;
}

function stylesIn(sheet: Buffer): Map<number, Style> {
  const styles = new Map<number, Style>();
  if (sheet.length < 6) return styles;
  const count = sheet.readUInt16LE(2);
  const head = sheet.readUInt16LE(4);
  let at = 2 + sheet.readUInt16LE(0);
  for (let number = 0; number < count && at + 2 <= sheet.length; number++) {
    const length = sheet.readUInt16LE(at);
    const style = styleIn(sheet.subarray(at + 2, at + 2 + length), head);
    if (style) styles.set(number, style);
    at += 2 + length;
  }
  return styles;
}

/** @param head bytes before the style's name. */
function styleIn(entry: Buffer, head: number): Style | null {
  if (entry.length < head + 2 || head < 10) return null;
  const kind = entry.readUInt16LE(2) & 0xf;
  if (kind !== kinds.paragraph && kind !== kinds.character) return null;
  const base = entry.readUInt16LE(2) >> 4;
  const lists = listsBehind(entry, head + 4 + 2 * entry.readUInt16LE(head));
  // A paragraph's style has those of the paragraph first.
  const list = lists[kind === kinds.paragraph ? 1 : 0];
  const value = list ? parseProperties(list).get(property.hidden)?.[0] : undefined;
  return { base: base === noBase ? -1 : base, hides: value === undefined ? null : (value & 1) === 1 };
}

/** Lists of properties, each behind its length and at an even place. */
function listsBehind(entry: Buffer, begin: number): Buffer[] {
  const lists: Buffer[] = [];
  for (let at = begin; at + 2 <= entry.length && lists.length < 3; ) {
    const length = entry.readUInt16LE(at);
    lists.push(entry.subarray(at + 2, at + 2 + length));
    at += 2 + length + (length % 2);
  }
  return lists;
}

/** How a character's own property relates to its style: set, not set, as the style, or the opposite. */
const likeStyle = 0x80;
const unlikeStyle = 0x81;

/** @param styles numbers of the character's own style and its paragraph's, null where it has none. */
export function isHidden(
  properties: Properties | null,
  styles: readonly (number | null)[],
  hiddenStyles: ReadonlySet<number>,
): boolean {
  const own = properties?.get(property.hidden)?.[0];
  const byStyle = styles.some(style => style !== null && hiddenStyles.has(style));
  if (own === undefined || own === likeStyle) return byStyle;
  return own === unlikeStyle ? !byStyle : own === 1;
}
