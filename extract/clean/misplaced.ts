/**
 * Words against place: how much a candidate reads like advertising, and how little of that belongs where it stands.
 * Either alone is met on official pages every day; the sum is not.
 */

import type { Features } from './features.ts';
import type { Slot } from './slots.ts';

/** Places where nothing but an organ's, a place's or the disclosure's own word can stand. */
const closedSlots: ReadonlySet<Slot> = new Set<Slot>([
  'head',
  'about',
  'affairs',
  'committee',
  'disclosure',
  'issuer',
]);
/** Places where another word may stand, but hardly an advertisement. */
const narrowSlots: ReadonlySet<Slot> = new Set<Slot>([
  'organ',
  'office',
  'department',
  'place',
  'value',
  'quoted',
  'colon',
  'seat',
  'within',
  'suffix',
  'crumb',
]);

const needed = 5;
const leastWords = 3;
const leastPlace = 2;

/** How much the words read like an advertisement: 0 for none. */
export function wordWeight(has: Features): number {
  const strong = has.adverts - has.weak;
  const core = has.unknown + has.latin + has.brands + has.shortBrands + has.gambling + has.modifiers;
  if (core === 0) return 0;
  return (
    3 * Math.min(2, has.brands) +
    Math.min(1, has.shortBrands) +
    2 * Math.min(2, has.gambling) +
    Math.min(4, has.porn + has.tips) +
    2 * Math.min(2, strong) +
    Math.min(2, has.weak) +
    Math.min(1, has.firms) +
    (has.bars > 0 ? 2 : 0) +
    (has.brackets > 0 && strong > 0 ? 1 : 0) +
    (has.foreignScript > 1 ? 3 : 2 * has.foreignScript) +
    (has.latin > 0 && has.adverts + has.gambling + has.brands > 0 ? 1 : 0) +
    (has.commas > 0 && has.adverts + has.firms > 1 ? 1 : 0)
  );
}

/** How closed its places are, and how little its occurrences have in common. */
export function placeWeight(
  has: Features,
  slots: ReadonlySet<Slot>,
  varied: boolean,
  foreignHost: boolean,
): number {
  let closed = 0;
  let narrow = 0;
  for (const slot of slots) {
    if (closedSlots.has(slot)) closed++;
    else if (narrowSlots.has(slot)) narrow++;
  }
  if (closed + narrow === 0) return 0;
  // In quotation marks alone a name may be one that the text speaks about; a firm has an office too.
  const isFirm = has.adverts === has.weak && has.gambling + has.latin === 0;
  if (closed + narrow === 1 && (slots.has('quoted') || (isFirm && slots.has('office'))))
    return varied && foreignHost ? 2 : 1;
  return (
    (closed > 0 ? 3 : 2) +
    (closed + narrow > 1 ? 1 : 0) +
    (varied ? 1 : 0) +
    (foreignHost && (closed > 0 || varied) ? 1 : 0)
  );
}

export function isMisplaced(
  has: Features,
  slots: ReadonlySet<Slot>,
  varied: boolean,
  foreignHost: boolean,
): boolean {
  const words = wordWeight(has);
  const place = placeWeight(has, slots, varied, foreignHost);
  return words >= leastWords && place >= leastPlace && words + place >= needed;
}
