import { foldedCode, plainForms } from './script.ts';

/** Held here: it is read for every pair of characters of every page. */
const plain = plainForms;

/** What a known word is; a word may be several things, so these are bits. */
export const wordKinds = {
  /** A bookmaker's, casino's or lottery farm's name that means nothing else. */
  brand: 1,
  /** A brand that is also an ordinary word or a place; convicts only together with other signs. */
  shortBrand: 2,
  gambling: 4,
  porn: 8,
  /** Slogan of lottery-tip farms. */
  tip: 16,
  /** Advertising: 官网, 入口, app … */
  advert: 32,
  /** What a firm's name ends in: 公司, 集团, 娱乐 … */
  firm: 64,
  /** What stands before or between them: 澳门, 十大, 足球 … */
  modifier: 128,
  /** Vocabulary of official pages; no injected phrase runs through one. */
  official: 256,
  /** Official words that name an organ or its disclosure: 人民政府, 财政局, 信息公开 … */
  organ: 512,
  /** Words that join: 由, 通过, 以及 … */
  joiner: 1024,
  /** Words of law enforcement and regulation, near which gambling is a subject, not an advertisement. */
  enforcement: 2048,
  /** Labels whose value is a name: 主办, 来源 … */
  label: 4096,
  /** Advertising that is an ordinary word too: 平台, 网站, 下载 … */
  weak: 16384,
  /** Organs that a firm may have as well: 办公室, 党委 … */
  shared: 32768,
  /** Organs that are one department: 财政局, 卫健委 … */
  department: 8192,
} as const;

export interface FoundWord {
  readonly length: number;
  readonly kinds: number;
}

interface Entry extends FoundWord {
  readonly codes: readonly number[];
}

/** Known words, looked up by their first two characters: one array read per position where none begins. */
export class WordTable {
  private readonly mayBegin = new Uint8Array(65536);
  private readonly entries = new Map<number, Entry[]>();

  constructor(lists: readonly (readonly [kinds: number, words: string])[]) {
    const kindsOf = new Map<string, number>();
    for (const [kinds, words] of lists) {
      for (const word of words.split(/\s+/)) {
        if (word.length > 1) kindsOf.set(word, (kindsOf.get(word) ?? 0) | kinds);
      }
    }
    for (const [word, kinds] of kindsOf) {
      const codes = Array.from({ length: word.length }, (_, index) => foldedCode(word.charCodeAt(index)));
      const [first = 0, second = 0] = codes;
      this.mayBegin[((first << 5) ^ second) & 0xffff] = 1;
      const key = first * 65536 + second;
      this.entries.set(key, [...(this.entries.get(key) ?? []), { length: word.length, kinds, codes }]);
    }
    for (const list of this.entries.values()) list.sort((a, b) => b.length - a.length);
  }

  /** Whether any word can begin with these two characters: cheap, and wrong only by saying yes. */
  mayHold(first: number, second: number): boolean {
    return this.mayBegin[(((plain[first] ?? 0) << 5) ^ (plain[second] ?? 0)) & 0xffff] !== 0;
  }

  /** The longest word that begins at `index` of `text`, whatever its script, width and case. */
  at(text: string, index: number): FoundWord | null {
    const first = foldedCode(text.charCodeAt(index));
    const second = foldedCode(text.charCodeAt(index + 1));
    if (this.mayBegin[((first << 5) ^ second) & 0xffff] === 0) return null;
    const list = this.entries.get(first * 65536 + second);
    if (!list) return null;
    for (const entry of list) {
      let matched = 2;
      while (
        matched < entry.length &&
        foldedCode(text.charCodeAt(index + matched)) === entry.codes[matched]
      ) {
        matched++;
      }
      if (matched === entry.length) return entry;
    }
    return null;
  }
}
