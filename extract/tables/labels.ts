/**
 * Recognises the labels of all known forms, however they are spaced, punctuated or numbered.
 * A text may be several labels at once (其他 is a column and a row): who asks decides by where it stands.
 */

import type { FormId, FormTable, Label, TableId } from '../../schema/forms/form.ts';
import { forms } from '../../schema/forms/index.ts';
import { simplify, withoutAnnotations } from '../simplified.ts';

export type LabelKind = 'row' | 'row_group' | 'column' | 'column_group' | 'anchor' | 'section';

export interface LabelMatch {
  readonly kind: LabelKind;
  /** null for the heading of a section that has no table. */
  readonly table: TableId | null;
  /** Key of the row or column, id of the group, number of the section; '' for an anchor. */
  readonly key: string;
  readonly forms: readonly FormId[];
  /** Editions in which this very wording is the official one, and not an accepted other spelling. */
  readonly official: readonly FormId[];
}

/** Longer texts are prose: the longest label of all forms, with a definition appended, stays below. */
const longestLabel = 160;

const invisible = /[\s\u00a0\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u3000\ufeff]+/gu;
const numbering =
  /^(?:其中[:,]?|\(?[一二三四五六七八九十]{1,3}[)、.,:]|\([一二三四五六七八九十\d]{1,3}\)|第[一二三四五六七八九十]{1,3}部分[、:,]?|\d{1,2}[.、,:)](?!\d)|[0-9](?=\p{Script=Han}))+/u;
const punctuation = /[\p{P}\p{S}]+/gu;
/** Mainland words for those of Taiwan, which converted pages put in their place. */
const mainlandWords: Readonly<Record<string, string>> = {
  规范性档案: '规范性文件',
  网路: '网络',
  线上: '在线',
  透过: '通过',
  管道: '渠道',
  资讯: '信息',
};
const taiwanWord = new RegExp(Object.keys(mainlandWords).join('|'), 'g');

/** Text without white space, in canonical width and script; what labels are compared by, numbering still on. */
export function squeeze(text: string): string {
  return simplify(withoutAnnotations(text.normalize('NFKC').replace(invisible, '')));
}

/** What is known of a text; what nobody has asked for yet is null. */
interface KnownText {
  readonly key: string;
  matches: readonly LabelMatch[] | null;
  isPrefix: boolean | null;
}

const knownTexts = new Map<string, KnownText>();
/** Reports repeat the same few hundred texts; the rest of a nation's text must not fill the memory. */
const rememberedTexts = 20_000;

function known(text: string): KnownText {
  const before = knownTexts.get(text);
  if (before !== undefined) return before;
  const key = copied(
    squeeze(text)
      .replace(numbering, '')
      .replace(punctuation, '')
      .replace(taiwanWord, word => mainlandWords[word] ?? word),
  );
  const found: KnownText = { key, matches: null, isPrefix: null };
  if (knownTexts.size >= rememberedTexts) knownTexts.clear();
  if (text.length <= longestLabel) knownTexts.set(copied(text), found);
  return found;
}

/** A label as compared: no white space, no numbering, no punctuation. */
export const labelKey = (text: string): string => known(text).key;

/**
 * The text in memory of its own: a piece cut out of a page keeps V8 from freeing the whole page. Of pieces shorter
 * than this it makes copies by itself.
 */
const shortestPiece = 13;
const copied = (text: string): string =>
  text.length < shortestPiece ? text : Buffer.from(text, 'utf16le').toString('utf16le');

interface Entry extends LabelMatch {
  readonly spelling: string;
}

function* labelsOf(table: FormTable): Generator<{ kind: LabelKind; key: string; label: Label }> {
  for (const row of table.rows) yield { kind: 'row', key: row.key, label: row };
  for (const group of table.rowGroups) yield { kind: 'row_group', key: group.id, label: group };
  for (const column of table.columns) yield { kind: 'column', key: column.key, label: column };
  for (const group of table.columnGroups) yield { kind: 'column_group', key: group.id, label: group };
  for (const anchor of table.anchors) yield { kind: 'anchor', key: '', label: anchor };
}

const entries = new Map<string, Entry[]>();
const prefixes = new Set<string>();

function add(
  spelling: string,
  form: FormId,
  official: boolean,
  match: Omit<LabelMatch, 'forms' | 'official'>,
): void {
  const key = labelKey(spelling);
  const known = entries.get(key) ?? [];
  entries.set(key, known);
  for (let length = 1; length <= key.length; length++) prefixes.add(key.slice(0, length));
  const at = known.findIndex(
    entry => entry.kind === match.kind && entry.table === match.table && entry.key === match.key,
  );
  const before = known[at];
  const merged: Entry = {
    ...match,
    spelling: key,
    forms: [...new Set([...(before?.forms ?? []), form])],
    official: official ? [...new Set([...(before?.official ?? []), form])] : (before?.official ?? []),
  };
  if (before) known[at] = merged;
  else known.push(merged);
}

for (const form of forms) {
  for (const table of form.tables) {
    for (const { kind, key, label } of labelsOf(table)) {
      add(label.text, form.id, true, { kind, table: table.id, key });
      for (const other of label.also ?? []) add(other, form.id, false, { kind, table: table.id, key });
    }
  }
  for (const section of form.sections) {
    const table = form.tables.find(candidate => candidate.section === section.number)?.id ?? null;
    for (const title of [section.title, ...section.also])
      add(title, form.id, true, { kind: 'section', table, key: String(section.number) });
  }
}

const spellings = [...entries.keys()];
const fuzzyCache = new Map<string, readonly LabelMatch[]>();

/** All labels that a text is in full, but for spacing, punctuation and numbering. */
export function matchWhole(text: string): readonly LabelMatch[] {
  return text.length > longestLabel ? [] : (entries.get(labelKey(text)) ?? []);
}

/** All labels that a text is, exactly but for spacing, punctuation, numbering and an appended definition. */
export function matchLabel(text: string): readonly LabelMatch[] {
  if (text.length > longestLabel) return none;
  const about = known(text);
  about.matches ??= matchesOf(text, about.key);
  return about.matches;
}

const none: readonly LabelMatch[] = [];

/** A number on a line of its own above a label and its numbering: two cells run into one, as where a page turns. */
const numberThenLabel = /^\s*\d+[^\S\n]*\n\s*(?:\p{Script=Han}|[（(]|\d{1,2}[.、．])/u;

/** 规范性文 7, 规范性文 1-1, 规定的其他 件 0情形: other digits than the label’s are a number, and no misspelling. */
const digitsIn = (key: string): string => key.replace(/\D+/g, '');

function matchesOf(text: string, key: string): readonly LabelMatch[] {
  if (numberThenLabel.test(text)) return none;
  const whole = entries.get(key);
  if (whole) return whole;
  if (key === '' || !/[([（【〔［]/.test(text)) return none;
  const squeezed = squeeze(text);
  // 规章（设区的市、自治州人民政府应提供相关数据）: the definition stands in brackets behind the label.
  const bracket = squeezed.search(/[([【〔]/);
  if (bracket > 1) {
    const head = entries.get(labelKey(squeezed.slice(0, bracket)));
    if (head) return head;
  }
  return none;
}

/**
 * Labels that a text is but for a character or two, where only one label of all forms is that near.
 * For cells of a table only: in running text a near match proves nothing.
 */
export function matchMisspelt(text: string): readonly LabelMatch[] {
  if (numberThenLabel.test(text)) return none;
  const key = labelKey(text);
  if (key.length < 5 || key.length > 60) return [];
  const cached = fuzzyCache.get(key);
  if (cached) return cached;
  const allowed = key.length >= 12 ? 2 : 1;
  let best: string | null = null;
  let bestDistance = allowed + 1;
  let rival = allowed + 2;
  for (const spelling of spellings) {
    if (spelling.length < 5 || Math.abs(spelling.length - key.length) > allowed + 1) continue;
    const distance = editDistance(key, spelling, allowed + 1);
    if (distance < bestDistance) {
      rival = bestDistance;
      best = spelling;
      bestDistance = distance;
    } else if (distance < rival) rival = distance;
  }
  const found =
    best !== null && bestDistance <= allowed && rival > bestDistance && digitsIn(best) === digitsIn(key)
      ? (entries.get(best) ?? [])
      : [];
  if (fuzzyCache.size < 5000) fuzzyCache.set(key, found);
  return found;
}

const beginsNumbering = /^(?:其中?[:：]?)?[（(]?[一二三四五六七八九十\d]{0,2}[)）]?[、.．]?[“"「『《]?$/;

/** Whether more text could complete this into a label: for labels broken over several lines or cells. */
export function isLabelPrefix(text: string): boolean {
  const about = known(text);
  about.isPrefix ??= prefixes.has(about.key) || beginsNumbering.test(squeeze(text));
  return about.isPrefix;
}

/** Levenshtein distance, given up (returns `limit`) as soon as it cannot stay below `limit`. */
export function editDistance(left: string, right: string, limit: number): number {
  let row = Array.from({ length: right.length + 1 }, (_, index) => index);
  for (let i = 1; i <= left.length; i++) {
    const next = [i];
    let smallest = i;
    for (let j = 1; j <= right.length; j++) {
      const cost = left[i - 1] === right[j - 1] ? 0 : 1;
      const value = Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, (row[j - 1] ?? 0) + cost);
      next.push(value);
      if (value < smallest) smallest = value;
    }
    if (smallest >= limit) return limit;
    row = next;
  }
  return row[right.length] ?? limit;
}
