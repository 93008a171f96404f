import type { Survey, WordTables } from './anchors.ts';
import { type Features, featuresOf } from './features.ts';
import type { Line } from './lines.ts';
import { isMisplaced } from './misplaced.ts';
import type { Slot } from './slots.ts';
import type { Span } from './spans.ts';
import { wordKinds } from './words.ts';

const { enforcement } = wordKinds;

export interface Occurrence {
  readonly line: number;
  readonly start: number;
  readonly slot: Slot;
}

/** A span with all its occurrences in the document. */
export interface Candidate {
  readonly text: string;
  readonly span: Span;
  readonly occurrences: readonly Occurrence[];
}

/** What cleaning knows beside the page itself. */
export interface Surroundings {
  readonly tables: WordTables;
  /** The page's host is not one that official pages stand on. */
  readonly foreignHost: boolean;
  /** Words that are certainly official here: the unit's and the site's name. */
  readonly trusted: readonly string[];
  /** Name of the registered portal's division; null where the registry does not know the page. */
  readonly ownPlace: string | null;
  /** In which script the page is set: what is in the other stands out. */
  readonly script: Survey['script'];
}

const neighbourSlots: readonly Slot[] = [
  'affairs',
  'committee',
  'disclosure',
  'issuer',
  'seat',
  'within',
  'suffix',
  'crumb',
];

/** The signals that together condemn a candidate; null when they do not. */
export function verdictOn(
  candidate: Candidate,
  lines: readonly Line[],
  surroundings: Surroundings,
): readonly string[] | null {
  const { span, occurrences, text } = candidate;
  if (surroundings.trusted.some(name => text.includes(name))) return null;
  const printed =
    surroundings.script === 'simplified'
      ? (lines[span.line]?.text.slice(span.start, span.end) ?? null)
      : null;
  const has = featuresOf(span, printed);
  if (has.official > 0) return null;
  const evidence: string[] = [];
  const slots = new Set(occurrences.map(occurrence => occurrence.slot));
  const impossible = ['head', 'organ', 'department', 'about'].some(slot => slots.has(slot as Slot));
  const placed = impossible || slots.has('place') || slots.has('colon') || slots.has('office');
  const repeated = occurrences.length > 1;
  const varied = repeated && rightContexts(candidate, lines) > 1;
  const lexical = has.brands + has.gambling + has.porn + has.tips;
  const tails = has.adverts + has.firms;
  if (has.bars > 0) evidence.push('compound');
  if (has.commas > 0 || (has.dashes > 0 && has.bars === 0)) evidence.push('joined');
  if (has.brands + has.shortBrands > 0) evidence.push('brand');
  if (has.gambling > 0) evidence.push('gambling');
  if (has.porn > 0) evidence.push('porn');
  if (has.tips > 0) evidence.push('lottery_tip');
  if (tails > 0) evidence.push('advertising');
  if (['head', 'organ', 'office', 'department'].some(slot => slots.has(slot as Slot)))
    evidence.push('organ_slot');
  if (slots.has('about')) evidence.push('about_slot');
  if (slots.has('place')) evidence.push('before_place');
  if (slots.has('colon')) evidence.push('colon');
  if (slots.has('value')) evidence.push('label_value');
  const closed = neighbourSlots.some(slot => slots.has(slot));
  if (closed) evidence.push('closed_slot');
  if (varied) evidence.push('varied_repetition');
  if (has.foreignScript > 0) evidence.push('foreign_script');
  const condemned =
    (isMisplaced(has, slots, varied, surroundings.foreignHost) &&
      (impossible || closed || !isSubject(candidate, lines, surroundings))) ||
    isCompound(has, lexical, tails, placed || varied || slots.has('value') || isFragment(candidate, lines)) ||
    (has.bars > 0 && tails > 1 && has.unknown > 1 && slots.has('glued')) ||
    isList(
      has,
      lexical,
      tails,
      placed,
      varied || (placed && surroundings.foreignHost),
      slots.has('about') || slots.has('head') || slots.has('department'),
    ) ||
    isNamed(candidate, has, varied, lines, surroundings) ||
    ((has.foreignScript > 1
      ? lexical + tails > 0
      : has.foreignScript > 0 && has.gambling + has.adverts > 0) &&
      (placed || repeated || slots.has('value') || isFragment(candidate, lines))) ||
    isPrefix(candidate, has, tails, lines) ||
    (isDistinct(has) && has.unknown + has.latin > 0 && isFragment(candidate, lines)) ||
    isForeignHead(candidate, has, tails, { placed, varied, slots }, lines, surroundings);
  return condemned ? evidence : null;
}

/** A_B-C: a bar between words, advertising or the lexicon in it, and no official word. */
function isCompound(has: Features, lexical: number, tails: number, odd: boolean): boolean {
  if (has.bars === 0) return false;
  if (lexical > 0 && (lexical + tails + has.shortBrands > 1 || odd)) return true;
  return tails > 0 && (odd || has.bars + has.dashes + has.brackets > 1) && has.unknown + has.latin > 0;
}

/** A,B or A-B before an organ, or again and again. */
function isList(
  has: Features,
  lexical: number,
  tails: number,
  placed: boolean,
  varied: boolean,
  strict: boolean,
): boolean {
  if (has.commas + has.dashes === 0) return false;
  if (lexical > 1 || (lexical > 0 && tails > 0)) return placed || varied;
  return tails > 1 && placed && (varied || strict);
}

interface Position {
  readonly impossible?: boolean;
  readonly placed: boolean;
  readonly varied: boolean;
  readonly slots: ReadonlySet<Slot>;
}

/** Porn words do not meet by chance; a bookmaker's name again and again on a host of no office is no firm's mention. */
function isNamed(
  candidate: Candidate,
  has: Features,
  varied: boolean,
  lines: readonly Line[],
  surroundings: Surroundings,
): boolean {
  if (has.porn > 0) return has.porn > 2 || (has.porn > 1 && has.bars > 0);
  if (has.brands === 0 || !surroundings.foreignHost || !varied || candidate.occurrences.length < 3)
    return false;
  return !isSubject(candidate, lines, surroundings);
}

/** Words of enforcement close by: the text speaks about the brand. */
function isSubject(candidate: Candidate, lines: readonly Line[], { tables }: Surroundings): boolean {
  return candidate.occurrences.some(({ line, start }) => {
    const text = lines[line]?.folded ?? '';
    const to = Math.min(text.length, start + candidate.text.length + 60);
    for (let index = Math.max(0, start - 60); index < to; index++) {
      if (((tables.all.at(text, index)?.kinds ?? 0) & enforcement) !== 0) return true;
    }
    return false;
  });
}

/** No lexicon at all: something that is no place's name stands where only one can. */
function isForeignHead(
  candidate: Candidate,
  has: Features,
  tails: number,
  position: Position,
  lines: readonly Line[],
  surroundings: Surroundings,
): boolean {
  const core = has.unknown + has.latin + has.brands + has.shortBrands + has.gambling;
  if (core === 0 || tails + has.latin === 0 || isOrdinaryName(candidate, has)) return false;
  const bareHeads = candidate.occurrences.filter(occurrence => occurrence.slot === 'head').length;
  if (bareHeads > 0 && bareHeads === candidate.occurrences.length) {
    return surroundings.foreignHost || position.varied || endsForeign(candidate, lines);
  }
  if (bareHeads > 0) return true;
  const governments = candidate.occurrences.filter(({ line, start }) =>
    (lines[line]?.folded ?? '').startsWith('人民政府', start + candidate.text.length),
  ).length;
  if (governments > 0) return true;
  if (has.brackets > 0 && /\(中国\)官(?:方网站|网|方平台)/u.test(candidate.text)) {
    return position.placed || position.varied || position.slots.has('value') || position.slots.has('glued');
  }
  if (position.slots.has('about'))
    return isDistinct(has) || tails > 1 || position.varied || isIssued(candidate, lines);
  if (position.slots.has('department') && (candidate.occurrences.length > 1 || surroundings.foreignHost))
    return true;
  if (isDistinct(has) && position.varied && position.slots.has('value') && position.placed) return true;
  if (isDistinct(has) && position.slots.has('place') && position.varied) return true;
  return position.varied && position.placed && isDistinct(has) && surroundings.foreignHost;
}

/** A name left standing behind a full stop at the end of a line: no sentence, no signature. */
function isFragment(candidate: Candidate, lines: readonly Line[]): boolean {
  return candidate.occurrences.some(({ line, start }) => {
    const text = lines[line]?.folded ?? '';
    const rest = text.slice(start + candidate.text.length, start + candidate.text.length + 2).trim();
    return /[。！？；]\s?$/u.test(text.slice(Math.max(0, start - 2), start)) && rest === '';
  });
}

/**
 * Title against body: the phrase begins a title or opening line, and what follows it is a place's name that the
 * page uses elsewhere without it.
 */
function isPrefix(candidate: Candidate, has: Features, tails: number, lines: readonly Line[]): boolean {
  if (has.unknown + has.latin === 0 || tails === 0) return false;
  return candidate.occurrences.some(({ line, start, slot }) => {
    if (slot !== 'place' || start > 3 || line > 5) return false;
    const text = lines[line]?.folded ?? '';
    const from = start + candidate.text.length;
    if (!isDistinct(has) && tails < 2 && !/年度报告|年报/u.test(text.slice(from))) return false;
    const name = text.slice(from, from + 4);
    return lines.some(other => {
      for (let at = other.folded.indexOf(name); at >= 0; at = other.folded.indexOf(name, at + 1)) {
        if (!other.folded.startsWith(candidate.text, at - candidate.text.length)) return true;
      }
      return false;
    });
  });
}

/** 有限公司 and the like name real firms: they are no sign by themselves. */
function isOrdinaryName(candidate: Candidate, has: Features): boolean {
  return /有限公司|股份/u.test(candidate.text) && has.brands + has.gambling === 0;
}

/** Two pieces of advertising, or Latin beside Han: not how an official phrase looks. */
function isDistinct(has: Features): boolean {
  return has.adverts > 1 || (has.adverts > 0 && (has.unknown > 1 || has.latin > 0)) || has.brackets > 0;
}

function endsForeign(candidate: Candidate, lines: readonly Line[]): boolean {
  return candidate.occurrences.every(({ line, start }) =>
    /^[市县区](?:人民政府|委|政府|政务|[\u4e00-\u9fff]{1,10}局)/u.test(
      (lines[line]?.folded ?? '').slice(start + candidate.text.length),
    ),
  );
}

/** 《某某办公室…印发: nothing but 关于 stands there. */
function isIssued(candidate: Candidate, lines: readonly Line[]): boolean {
  return candidate.occurrences.some(
    ({ line, start, slot }) =>
      slot === 'about' &&
      /^(?:印发|转发|批转)/u.test((lines[line]?.folded ?? '').slice(start + candidate.text.length)),
  );
}

/** How many different characters follow the occurrences. */
function rightContexts(candidate: Candidate, lines: readonly Line[]): number {
  const contexts = new Set<string>();
  for (const { line, start } of candidate.occurrences) {
    const text = lines[line]?.folded ?? '';
    const end = start + candidate.text.length;
    contexts.add(text.slice(end, end + 2));
  }
  return contexts.size;
}
