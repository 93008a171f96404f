/** Object and array literals in the scripts of a page, read as data: nothing is executed. */

export type LiteralValue =
  | string
  | number
  | boolean
  | null
  | readonly LiteralValue[]
  | { readonly [name: string]: LiteralValue };
export type LiteralObject = { readonly [name: string]: LiteralValue };

/** Deeper than any configuration; bounds the recursion. */
const deepest = 64;

/**
 * Reads the literal that starts at `start` (white space and comments before it are skipped): JSON, or what scripts
 * write instead, with bare names, single quotes, comments and commas at the end. An expression in place of a value
 * becomes the literal that the page assigns to a variable of that name, else null.
 * @returns null when no object or array starts there, or when it does not end
 */
export function readLiteral(text: string, start = 0): LiteralValue | null {
  const reader = new LiteralReader(text, start);
  try {
    return reader.collection();
  } catch (error) {
    if (error instanceof UnreadableLiteral) return null;
    throw error;
  }
}

/** The object literal assigned, passed or given as a property right after the first match of `before`. */
export function objectAfter(text: string, before: RegExp): LiteralObject | null {
  const found = before.exec(text);
  if (found === null) return null;
  return asObject(readLiteral(text, found.index + found[0].length));
}

/** Object literals that hold a property of this name themselves, in order of appearance. */
export function objectsWith(text: string, property: string): LiteralObject[] {
  const found = new Map<number, LiteralObject>();
  const places = [...text.matchAll(new RegExp(`(?<![\\w$.])["']?${property}["']?\\s*:`, 'g'))];
  for (const place of places.slice(0, mostPlaces)) {
    const start = enclosingBrace(text, place.index);
    const object = start === null ? null : asObject(readLiteral(text, start));
    if (start !== null && object !== null && property in object) found.set(start, object);
  }
  return [...found.values()];
}

export function asObject(value: LiteralValue | undefined): LiteralObject | null {
  return typeof value === 'object' && value !== null && !isList(value) ? value : null;
}

export function asList(value: LiteralValue | undefined): readonly LiteralValue[] {
  return isList(value) ? value : [];
}

/** Text of a string or number; empty for anything else. */
export function asText(value: LiteralValue | undefined): string {
  return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : '';
}

/** A count, also where it is written as text; null for anything else. */
export function asCount(value: LiteralValue | undefined): number | null {
  const text = asText(value).trim();
  return /^\d{1,9}$/.test(text) ? Number(text) : null;
}

function isList(value: LiteralValue | undefined): value is readonly LiteralValue[] {
  return Array.isArray(value);
}

/** More objects than a page of one list holds. */
const mostPlaces = 50;
/** More variables than a configuration names. */
const mostVariables = 200;
/** How far back from a property its object may begin. */
const longestObjectHead = 20_000;

/** Braces in strings before the property are few, and a wrong start does not hold the property. */
function enclosingBrace(text: string, from: number): number | null {
  let depth = 0;
  for (let at = from - 1; at >= Math.max(0, from - longestObjectHead); at -= 1) {
    if (text[at] === '}') depth += 1;
    else if (text[at] === '{') {
      if (depth === 0) return at;
      depth -= 1;
    }
  }
  return null;
}

/** A string that a script assigns, passes, returns or has in an object or list. */
export interface WrittenString {
  readonly value: string;
  /** The name it is assigned to, or the property or function that it is given to; null where none stands before it. */
  readonly name: string | null;
  /** Index of its opening quote. */
  readonly at: number;
}

/** More quotes without an end than a script in order has: apostrophes in its comments. */
const mostOpenQuotes = 200;
const longestName = 80;

/**
 * Strings of a script or a JSON answer in order of appearance; those joined with `+` are one. Text in comments may come
 * with them: a script is looked through, not parsed.
 */
export function* stringsIn(text: string): Generator<WrittenString> {
  const opening = /[=:(,[{+]\s*["'`]/g;
  let openQuotes = 0;
  let property: string | null = null;
  for (let found = opening.exec(text); found !== null; found = opening.exec(text)) {
    const at = opening.lastIndex - 1;
    let read = stringAt(text, at, text[at] ?? '');
    if (read === null) {
      openQuotes += 1;
      if (openQuotes > mostOpenQuotes) return;
      continue;
    }
    const joined = [read.value];
    for (let next = joinedQuote(text, read.end); next !== -1; next = joinedQuote(text, read.end)) {
      const further = stringAt(text, next, text[next] ?? '');
      if (further === null) break;
      joined.push(further.value);
      read = further;
    }
    const isName = /\s*:/y;
    isName.lastIndex = read.end;
    const value = joined.join('');
    opening.lastIndex = read.end;
    if (isName.test(text)) property = value.slice(0, longestName);
    else {
      yield { value, name: property ?? nameBefore(text, found.index), at };
      property = null;
    }
  }
}

function joinedQuote(text: string, from: number): number {
  const joining = /\s*\+\s*["'`]/y;
  joining.lastIndex = from;
  return joining.test(text) ? joining.lastIndex - 1 : -1;
}

/** The word before `=`, `:` or `(`. */
function nameBefore(text: string, at: number): string | null {
  if (!'=:('.includes(text[at] ?? ' ')) return null;
  return /[\w$.]+(?=\s*$)/.exec(text.slice(Math.max(0, at - longestName), at))?.[0] ?? null;
}

/** The object literal around a place in a script, or null. */
export function objectAround(text: string, at: number): LiteralObject | null {
  const start = enclosingBrace(text, at);
  return start === null ? null : asObject(readLiteral(text, start));
}

/** The string whose opening quote stands at a place, and where it ends; null where it does not. */
function stringAt(text: string, at: number, quote: string): { value: string; end: number } | null {
  const parts: string[] = [];
  let from = at + 1;
  for (let next = from; next < text.length; ) {
    const character = text[next];
    if (character === quote) {
      parts.push(text.slice(from, next));
      return { value: parts.join(''), end: next + 1 };
    }
    if (character === '\\') {
      const escaped = escapeAt(text, next + 1);
      parts.push(text.slice(from, next), escaped.value);
      from = escaped.end;
      next = from;
    } else next += 1;
  }
  return null;
}

/** What the letter behind a backslash, and the digits that may follow it, stand for. */
function escapeAt(text: string, at: number): { value: string; end: number } {
  const letter = text[at] ?? '';
  const code = { u: /[0-9a-f]{4}/iy, x: /[0-9a-f]{2}/iy }[letter];
  if (code !== undefined) {
    code.lastIndex = at + 1;
    const digits = code.exec(text)?.[0];
    return digits === undefined
      ? { value: letter, end: at + 1 }
      : { value: String.fromCharCode(Number.parseInt(digits, 16)), end: at + 1 + digits.length };
  }
  const value = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f', '\n': '' }[letter] ?? letter;
  return { value, end: at + 1 };
}

class UnreadableLiteral extends Error {}

class LiteralReader {
  readonly #text: string;
  #at: number;
  #depth = 0;
  #variables = 0;

  constructor(text: string, start: number) {
    this.#text = text;
    this.#at = start;
  }

  collection(): LiteralValue | null {
    this.#skipSpace();
    const opening = this.#text[this.#at];
    return opening === '{' || opening === '[' ? this.#value() : null;
  }

  #value(): LiteralValue {
    this.#skipSpace();
    this.#depth += 1;
    if (this.#depth > deepest) throw new UnreadableLiteral();
    const value = this.#anyValue();
    this.#depth -= 1;
    this.#skipSpace();
    const next = this.#text[this.#at];
    // `pageNo: page + 1`: what is computed is not known.
    if (this.#depth > 0 && next !== ',' && next !== '}' && next !== ']') {
      this.#skipExpression();
      return null;
    }
    return value;
  }

  #anyValue(): LiteralValue {
    const opening = this.#text[this.#at];
    if (opening === '{') return this.#object();
    if (opening === '[') return this.#list();
    if (opening === '"' || opening === "'" || opening === '`') return this.#string(opening);
    const word = /[-+\w$.]+/y;
    word.lastIndex = this.#at;
    const found = word.exec(this.#text)?.[0];
    if (found === undefined) return null;
    this.#at += found.length;
    if (found === 'true' || found === 'false') return found === 'true';
    if (/^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i.test(found)) return Number(found);
    return /^[A-Za-z_$][\w$]*$/.test(found) ? this.#assigned(found) : null;
  }

  #object(): LiteralObject {
    const object: Record<string, LiteralValue> = Object.create(null);
    this.#at += 1;
    for (;;) {
      this.#skipSpace();
      const next = this.#text[this.#at];
      if (next === undefined) throw new UnreadableLiteral();
      if (next === '}') {
        this.#at += 1;
        return object;
      }
      if (next === ',') {
        this.#at += 1;
        continue;
      }
      const name = this.#name(next);
      this.#skipSpace();
      if (this.#text[this.#at] === ':') {
        this.#at += 1;
        object[name] = this.#value();
      } else this.#skipExpression();
    }
  }

  #name(next: string): string {
    if (next === '"' || next === "'") return this.#string(next);
    const word = /[\w$]+/y;
    word.lastIndex = this.#at;
    const found = word.exec(this.#text)?.[0];
    if (found === undefined) throw new UnreadableLiteral();
    this.#at += found.length;
    return found;
  }

  #list(): LiteralValue[] {
    const list: LiteralValue[] = [];
    this.#at += 1;
    for (;;) {
      this.#skipSpace();
      const next = this.#text[this.#at];
      if (next === undefined) throw new UnreadableLiteral();
      if (next === ']') {
        this.#at += 1;
        return list;
      }
      if (next === ',') this.#at += 1;
      else if (next === '}') throw new UnreadableLiteral();
      else list.push(this.#value());
    }
  }

  #string(quote: string): string {
    const read = stringAt(this.#text, this.#at, quote);
    if (read === null) throw new UnreadableLiteral();
    this.#at = read.end;
    return read.value;
  }

  /** The text, number or truth that the page assigns to a variable. */
  #assigned(name: string): LiteralValue {
    this.#variables += 1;
    if (this.#variables > mostVariables) return null;
    const assignment = new RegExp(
      `(?:var|let|const)\\s+${name.replaceAll('$', '\\$')}\\s*=\\s*(?:"([^"\\\\\\n]*)"|'([^'\\\\\\n]*)'|(\\d+)\\s*[;,\\n])`,
    ).exec(this.#text);
    if (assignment === null) return null;
    const [, double, single, digits] = assignment;
    return digits === undefined ? (double ?? single ?? null) : Number(digits);
  }

  /** To the comma or bracket that ends an expression. */
  #skipExpression(): void {
    let open = 0;
    for (; this.#at < this.#text.length; this.#at += 1) {
      const character = this.#text[this.#at] ?? '';
      if (character === '"' || character === "'" || character === '`') {
        this.#string(character);
        this.#at -= 1;
      } else if ('([{'.includes(character)) open += 1;
      else if (')]}'.includes(character)) {
        if (open === 0) return;
        open -= 1;
      } else if (character === ',' && open === 0) return;
    }
    throw new UnreadableLiteral();
  }

  #skipSpace(): void {
    const space = /(?:\s|\/\*[\s\S]*?\*\/|\/\/[^\n]*)*/y;
    space.lastIndex = this.#at;
    this.#at += space.exec(this.#text)?.[0].length ?? 0;
  }
}
