import { isPlace, isSlot, type WordTables } from './anchors.ts';
import { type NeighbourSlot, neighbourSlot } from './neighbours.ts';
import { placeSuffixes } from './vocabulary.ts';
import { wordKinds } from './words.ts';

const { department, label, shared } = wordKinds;

/** How a stretch of text sits in its line: what would be odd there for an ordinary word. */
export type Slot =
  | NeighbourSlot
  | 'about'
  | 'head'
  | 'department'
  | 'organ'
  | 'office'
  | 'place'
  | 'colon'
  | 'value'
  | 'quoted'
  | 'glued'
  | 'free';

/** Where a piece of a compound that stands alone is the compound's short form. */
export const shortFormSlots: ReadonlySet<Slot> = new Set<Slot>(['colon', 'head', 'organ', 'place', 'crumb']);

const openMarks = /[“"「『《〈‘']/u;
const closeMarks = /[”"」』》〉’']/u;

/** Organ before and verb behind: the place of 关于 in 某某办公室关于印发…的通知. */
const aboutOwner = /(?:政府|办公[厅室]|[局委部厅院]|《)$/u;
const aboutVerb = /^(?:印发|转发|批转|进一步|做好|开展|加强|公布|调整|成立|同意|推进|下达)/u;

/** What stands around text[start, end) of a folded line. */
export function slotOf(text: string, start: number, end: number, tables: WordTables): Slot {
  const before = text.charAt(start - 1);
  const after = text.charAt(end);
  if (after === ':' && text.charAt(end + 1) !== '' && !/[\s/]/u.test(text.charAt(end + 1))) return 'colon';
  if (isSlot(text, end, tables)) {
    if (placeSuffixes.includes(after)) return 'head';
    const kinds = tables.all.at(text, end)?.kinds ?? 0;
    return (kinds & department) !== 0 ? 'department' : (kinds & shared) !== 0 ? 'office' : 'organ';
  }
  const neighbours = neighbourSlot(text, start, end);
  if (neighbours !== null && neighbours !== 'seat') return neighbours;
  if (isPlace(text, end, tables)) return 'place';
  if (neighbours !== null) return neighbours;
  if (openMarks.test(before) && closeMarks.test(after)) return 'quoted';
  if (aboutVerb.test(text.slice(end, end + 3)) && aboutOwner.test(text.slice(Math.max(0, start - 3), start)))
    return 'about';
  const leftGlued = isWordLetter(before);
  const rightGlued = isWordLetter(after);
  if (!leftGlued && !rightGlued && isLabelled(text, start, tables)) return 'value';
  return leftGlued && rightGlued ? 'glued' : 'free';
}

function isWordLetter(letter: string): boolean {
  return letter !== '' && /[\p{L}\p{N}]/u.test(letter);
}

/** Whether `label:` stands right before `start`. */
function isLabelled(text: string, start: number, tables: WordTables): boolean {
  const head = text.slice(Math.max(0, start - 10), start).trimEnd();
  if (!head.endsWith(':')) return false;
  for (let index = 0; index < head.length - 2; index++) {
    const found = tables.all.at(head, index);
    if (found && (found.kinds & label) !== 0 && index + found.length === head.length - 1) return true;
  }
  return false;
}
