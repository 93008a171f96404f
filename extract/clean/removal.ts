import type { RemovedKind, RemovedPlace } from '../../schema/extraction.ts';
import type { WordTables } from './anchors.ts';
import { type Cut, cutAt } from './excise.ts';
import type { Line } from './lines.ts';
import { isWordCode } from './script.ts';
import { type Slot, shortFormSlots, slotOf } from './slots.ts';

/** One removal, before equal ones are counted together. */
export interface Removal {
  readonly text: string;
  readonly kind: RemovedKind;
  readonly where: RemovedPlace;
  readonly evidence: readonly string[];
  /** What stood there before, where that is certain. */
  readonly proposal?: string;
}

/** More occurrences than this in one line are a hostile page's. */
const hitLimit = 1000;

interface Hit {
  readonly start: number;
  readonly end: number;
  readonly slot: Slot;
  readonly evidence: readonly string[];
}

/** Slots that show a phrase put in a word's place, and not just before a name. */
const replacing: ReadonlySet<Slot> = new Set<Slot>(['head', 'value', 'colon', 'quoted', 'about']);

/** Cuts every condemned phrase out of every line, longest first. */
export function excise(
  lines: readonly Line[],
  condemned: ReadonlyMap<string, readonly string[]>,
  tables: WordTables,
  ownPlace: string | null,
): Removal[] {
  const phrases = [...condemned.keys()].sort((a, b) => b.length - a.length);
  const hits = lines.map(line => hitsOf(line.folded, phrases, condemned, tables));
  const replaces = hits.some(each => each.some(({ slot }) => replacing.has(slot)));
  const removals: Removal[] = [];
  lines.forEach((line, index) => {
    const found = hits[index];
    if (!found || found.length === 0) return;
    const cuts = found.map(hit => ({
      hit,
      cut: cutAt(line.text, line.folded, hit.start, hit.end, hit.slot, replaces, tables),
    }));
    for (const { hit, cut } of cuts) {
      const end = Math.min(cut.end, hit.slot === 'colon' ? hit.end + 1 : hit.end);
      const told = { where: line.where, evidence: hit.evidence };
      const proposal = cut.replacement === '' ? null : proposalFor(line.folded, hit, ownPlace);
      const removal: Removal = { text: line.text.slice(hit.start, end), kind: 'phrase', ...told };
      removals.push(proposal === null ? removal : { ...removal, proposal });
      const residue = (line.text.slice(cut.start, hit.start) + line.text.slice(end, cut.end)).trim();
      if (residue !== '') removals.push({ text: residue, kind: 'residue', ...told });
    }
    const left = withoutCuts(
      line.text,
      cuts.map(({ cut }) => cut),
    );
    line.text = left;
  });
  return removals;
}

/** What can follow 关于 and nothing else can precede: 关于我们, 关于印发. */
const aboutObject = /^:?(?:我们|印发|转发|批转)/u;

/** 上级关于政务公开的要求: between who asks and what is asked. */
const superior = /(?:上级|中央|国务院|省|市|县)$/u;
const aboutDisclosure = /^:?(?:政务公开|政府信息公开|信息公开|全面推进|加强|做好)/u;

/**
 * The word that stood in a gap, where only one can: 关于 between an office and its verb, and the registered place's
 * own name before its own letter (市 of 抚州市). A place's name anywhere else may be another's.
 */
function proposalFor(text: string, { start, end, slot }: Hit, ownPlace: string | null): string | null {
  const before = text.slice(Math.max(0, start - 6), start);
  if ((slot === 'about' || slot === 'colon') && aboutObject.test(text.slice(end, end + 4))) return '关于';
  if (slot === 'colon' && superior.test(before) && aboutDisclosure.test(text.slice(end, end + 8)))
    return '关于';
  if (slot !== 'head' || ownPlace === null || ownPlace.length < 3) return null;
  const stem = ownPlace.slice(0, -1);
  const isOwn =
    text.charAt(end) === ownPlace.slice(-1) &&
    !text.slice(Math.max(0, start - stem.length), start).endsWith(stem);
  return isOwn ? stem : null;
}

function hitsOf(
  text: string,
  phrases: readonly string[],
  condemned: ReadonlyMap<string, readonly string[]>,
  tables: WordTables,
): Hit[] {
  const hits: Hit[] = [];
  for (const phrase of phrases) {
    const short = (condemned.get(phrase) ?? [])[0] === 'short_form';
    for (let at = text.indexOf(phrase); at >= 0; at = text.indexOf(phrase, at + phrase.length)) {
      let end = at + phrase.length;
      if (text.charAt(end) === '网' && !isWordCode(text.charCodeAt(end + 1))) end++;
      if (hits.some(hit => at < hit.end && end > hit.start)) continue;
      const slot = slotOf(text, at, end, tables);
      if (short && !shortFormSlots.has(slot)) continue;
      hits.push({ start: at, end, slot, evidence: condemned.get(phrase) ?? [] });
      if (hits.length >= hitLimit) break;
    }
  }
  return hits.sort((a, b) => a.start - b.start);
}

/** The text without the cuts, which stand in order; cuts that meet share one gap. */
export function withoutCuts(text: string, cuts: readonly Cut[]): string {
  let kept = '';
  let from = 0;
  for (const cut of cuts) {
    if (cut.end <= from) continue;
    const between = text.slice(from, Math.max(from, cut.start));
    if (!(between === '' && cut.replacement !== '' && kept.endsWith(cut.replacement))) {
      kept += between + cut.replacement;
    }
    from = cut.end;
  }
  return kept + text.slice(from);
}
