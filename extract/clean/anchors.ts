import { lexiconLists } from './lexicon.ts';
import type { Line } from './lines.ts';
import { endsSlot } from './neighbours.ts';
import { characterClasses, classBits, isDigit, isHan, isLatin, isWordCode } from './script.ts';
import { placeSuffixes, vocabularyLists } from './vocabulary.ts';
import { WordTable, wordKinds } from './words.ts';

const { brand, shortBrand, gambling, porn, tip, advert, firm, official, organ } = wordKinds;
const { han, traditional, simplified, alphanumeric } = classBits;
export const lexical = brand | shortBrand | gambling | porn | tip;

const convicting = brand | gambling | porn | tip;

/** Every known word, for reading the text around a suspicion; and the few kinds that may raise one. */
export interface WordTables {
  readonly all: WordTable;
  readonly cues: WordTable;
}

const cueKinds = lexical | advert | firm;
const plainCues = vocabularyLists.filter(([kinds]) => (kinds & cueKinds) !== 0);
const withLexicon: WordTables = {
  all: new WordTable([...vocabularyLists, ...lexiconLists]),
  cues: new WordTable([...plainCues, ...lexiconLists]),
};
const withoutLexicon: WordTables = {
  all: new WordTable(vocabularyLists),
  cues: new WordTable(plainCues),
};

export function wordTables(lexicon: boolean): WordTables {
  return lexicon ? withLexicon : withoutLexicon;
}

/** A place in a line that is worth a closer look. */
export interface Anchor {
  readonly line: number;
  readonly start: number;
  readonly end: number;
}

export interface Survey {
  readonly anchors: readonly Anchor[];
  readonly han: number;
  readonly traditional: number;
  /** `mixed` also where there is too little to tell. */
  readonly script: 'simplified' | 'traditional' | 'mixed';
  /** Words of the lexicon met, apart from the ambiguous ones. */
  readonly lexicalWords: number;
  /** Any mark that a pinyin note, a lossy conversion or an escaped entity shows. */
  readonly oddMarks: boolean;
}

/** More suspicions than this are not looked at: a page has a handful, a hostile one any number. */
const anchorLimit = 600;

/** In which survey a character was last seen, and how many there were: a set of its own would cost each page more. */
const seenIn = new Uint32Array(65536);
let surveys = 0;

/**
 * The one pass that every page pays for: counts the script and notes where a word, a separator or a slot
 * is out of the ordinary. Nothing noted means nothing to remove.
 */
export function survey(lines: readonly Line[], tables: WordTables): Survey {
  const anchors: Anchor[] = [];
  const classes = characterClasses;
  let hanCount = 0;
  let traditionalCount = 0;
  // Different characters, not all: one phrase may stand a hundred times.
  surveys++;
  let traditionalKinds = 0;
  let simplifiedKinds = 0;
  const traditionalRuns: Anchor[] = [];
  let lexicalWords = 0;
  let oddMarks = false;
  for (const [lineIndex, line] of lines.entries()) {
    const text = line.text;
    const { length } = text;
    let classBefore = 0;
    let next = text.charCodeAt(0);
    for (let index = 0; index < length; index++) {
      const code = next;
      next = index + 1 < length ? text.charCodeAt(index + 1) : 0;
      const ofWord = classes[code] ?? 0;
      if (ofWord === 0) {
        if (code > 0x20 && markCues[code] === 1) {
          oddMarks ||= isOddMark(text, code, index);
          if (isJoiningBar(text, code, index)) note(anchors, lineIndex, index, index + 1);
        }
      } else {
        if ((ofWord & han) !== 0) {
          hanCount++;
          if ((ofWord & (traditional | simplified)) !== 0) {
            const isNew = seenIn[code] !== surveys;
            seenIn[code] = surveys;
            if ((ofWord & simplified) !== 0) {
              if (isNew) simplifiedKinds++;
            } else {
              traditionalCount++;
              if (isNew) traditionalKinds++;
              const last = traditionalRuns.at(-1);
              if (last?.line !== lineIndex || index - last.end > 8)
                note(traditionalRuns, lineIndex, index, index + 1);
            }
          }
          if ((classBefore & alphanumeric) !== 0 && isLatinSlot(text, index, tables)) {
            note(anchors, lineIndex, index - 1, index);
          }
        }
        if (tables.cues.mayHold(code, next)) {
          const found = tables.cues.at(text, index);
          if (found && (found.kinds & convicting) !== 0) lexicalWords++;
          if (found && isCue(text, index, index + found.length, found.kinds, tables)) {
            note(anchors, lineIndex, index, index + found.length);
          }
        }
      }
      classBefore = ofWord;
    }
  }
  const script = scriptOf(simplifiedKinds, traditionalKinds);
  return {
    anchors: script === 'simplified' ? [...anchors, ...traditionalRuns] : anchors,
    script,
    han: hanCount,
    traditional: traditionalCount,
    lexicalWords,
    oddMarks,
  };
}

/** In which script a page is set, by how many different characters of each it has. */
function scriptOf(simplifiedKinds: number, traditionalKinds: number): Survey['script'] {
  if (simplifiedKinds > 8 && simplifiedKinds > 3 * traditionalKinds) return 'simplified';
  return traditionalKinds > 8 && traditionalKinds > simplifiedKinds ? 'traditional' : 'mixed';
}

function note(anchors: Anchor[], line: number, start: number, end: number): void {
  if (anchors.length < anchorLimit) anchors.push({ line, start, end });
}

/** Marks that a bar, a note, an entity or a lossy conversion shows itself by; all others are passed over. */
const markCues = new Uint8Array(65536);
for (const mark of '_|＿｜(（&\\★?') markCues[mark.charCodeAt(0)] = 1;
markCues.fill(1, 0x3105, 0x3130);

/** Brackets that may hold pinyin; `&`, `?`, ★ and zuyin letters as lossy conversions leave them. */
function isOddMark(text: string, code: number, index: number): boolean {
  if (code === 0x28 || code === 0xff08) {
    const next = text.charCodeAt(index + 1);
    return isLatin(next) || next === 0x20 || (next > 0xbf && next < 0x250);
  }
  if (code === 0x26) return text.charCodeAt(index + 1) === 0x23;
  if (code === 0x5c) return text.charAt(index + 1) === 'n';
  return (
    code === 0x2605 ||
    (code >= 0x3105 && code <= 0x312f) ||
    (code >= 0x200b && code <= 0x200d) ||
    (code === 0x3f && text.charAt(index + 1) === '!')
  );
}

/** `_` or `|` with a word, or a bracket, close on both sides: `A_B`, never `A | B`. */
function isJoiningBar(text: string, code: number, index: number): boolean {
  if (code !== 0x5f && code !== 0x7c && code !== 0xff3f && code !== 0xff5c) return false;
  return (
    joins(text.charCodeAt(index - 1)) &&
    joins(text.charCodeAt(index + 1)) &&
    (nearHan(text, index, -1) || nearHan(text, index, 1))
  );
}

/** A word's character, or one of the brackets 【】 that phrases wrap their last piece in. */
function joins(code: number): boolean {
  return isWordCode(code) || code === 0x3010 || code === 0x3011;
}

function nearHan(text: string, index: number, step: number): boolean {
  for (let distance = 1; distance <= 4; distance++) {
    if (isHan(text.charCodeAt(index + step * distance))) return true;
  }
  return false;
}

function isCue(text: string, start: number, end: number, kinds: number, tables: WordTables): boolean {
  if ((kinds & convicting) !== 0) return true;
  if ((kinds & (advert | firm | shortBrand)) === 0) return false;
  const next = text.charCodeAt(end);
  if (next === 0x3a || next === 0xff1a || next === 0x5f || next === 0xff3f) return true;
  if (Number.isNaN(next) || next === 0x0a) return true;
  if (endsSlot(text, end) || isSeated(text, start)) return true;
  const before = text.charCodeAt(start - 1);
  if (before === 0x29 || before === 0xff09) return true;
  if ((kinds & shortBrand) !== 0)
    return isSlot(text, end, tables) || (tables.all.at(text, end)?.kinds ?? 0) !== 0;
  return isSlot(text, end, tables) || (isHan(next) && isPlace(text, end, tables));
}

/** Whether the label 地址 stands close before: a phrase may have taken the place of the city in an address. */
function isSeated(text: string, start: number): boolean {
  const near = text.slice(Math.max(0, start - 36), start);
  const label = near.lastIndexOf('地址');
  return label >= 0 && !/[,，。；;)）]/u.test(near.slice(label + 3));
}

/** Whether an organ or the letter behind a place's name stands at `index`, as the head of a name that lost its front. */
export function isSlot(text: string, index: number, tables: WordTables): boolean {
  const found = tables.all.at(text, index);
  if (found) return (found.kinds & organ) !== 0;
  return placeSuffixes.includes(text.charAt(index)) && text.length > index;
}

/** Whether the name of a place, whole, begins at `index`: up to four characters and 镇, 县 …; not 平台县. */
export function isPlace(text: string, index: number, tables: WordTables): boolean {
  if (((tables.all.at(text, index)?.kinds ?? 0) & (advert | firm)) !== 0) return false;
  if (!isHan(text.charCodeAt(index))) return false;
  for (let end = index + 1; end <= index + 4; end++) {
    const letter = text.charAt(end);
    if (letter === '' || !isHan(text.charCodeAt(end))) return false;
    if (placeSuffixes.includes(letter)) return true;
  }
  return false;
}

function isLatinSlot(text: string, index: number, tables: WordTables): boolean {
  if (!isLatin(text.charCodeAt(index - 1)) && !isDigit(text.charCodeAt(index - 1))) return false;
  let start = index;
  let letters = 0;
  while (start > 0 && index - start < 40) {
    const code = text.charCodeAt(start - 1);
    if (isLatin(code)) letters++;
    else if (!isDigit(code)) break;
    start--;
  }
  return letters > 0 && index - start >= 3 && isSlot(text, index, tables);
}

/** Kinds of which a phrase is made, once official words are set apart. */
export function isChainWord(kinds: number): boolean {
  return (kinds & official) === 0 && (kinds & (lexical | advert | firm | wordKinds.modifier)) !== 0;
}
