/** Pinyin notes that a converter writes behind characters: 務(wù). */

const tones = 'āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜüńňǹḿ';
const note = new RegExp(
  `(?<=[\\u3400-\\u9fff])[(（][ \\u3000\\r\\n]{0,2}([a-z${tones}][a-z${tones} \\r\\n]{0,7})[)）]`,
  'giu',
);
const toned = new RegExp(`[${tones}]`, 'iu');

export interface PinyinNotes {
  readonly notes: number;
  readonly toned: number;
}

/** Counts pinyin notes; `toned` of them carry a tone mark, which no abbreviation in brackets does. */
export function countNotes(texts: Iterable<string>): PinyinNotes {
  let notes = 0;
  let withTone = 0;
  for (const text of texts) {
    for (const match of text.matchAll(note)) {
      if (!isSyllable(match[1] ?? '')) continue;
      notes++;
      if (toned.test(match[1] ?? '')) withTone++;
    }
  }
  return { notes, toned: withTone };
}

/** The text without its pinyin notes, and how many went. */
export function withoutNotes(text: string): { text: string; removed: string[] } {
  const removed: string[] = [];
  const left = text.replace(note, (whole, inner: string) => {
    if (!isSyllable(inner)) return whole;
    removed.push(whole);
    return '';
  });
  return { text: left, removed };
}

const plainSyllable =
  /^(?:[bpmfdtnlgkhjqxrzcsyw]|zh|ch|sh)?(?:a|o|e|i|u|v|ai|ei|ao|ou|an|en|ang|eng|ong|er|ia|ie|iao|iu|ian|in|iang|ing|iong|ua|uo|uai|ui|uan|un|uang|ue|ve)n?g?$/u;

/** One syllable of pinyin, tone mark or not: so (ppp) and (kw) stay. */
function isSyllable(inner: string): boolean {
  const bare = inner
    .normalize('NFD')
    .replace(/[\u0300-\u036f\s]/gu, '')
    .toLowerCase();
  return plainSyllable.test(bare);
}
