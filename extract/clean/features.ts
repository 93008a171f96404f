import { characterClasses, classBits } from './script.ts';
import type { Span } from './spans.ts';
import { wordKinds } from './words.ts';

const { brand, shortBrand, gambling, porn, tip, advert, weak, firm, modifier, official, organ } = wordKinds;

/** What a span is made of, counted. */
export interface Features {
  readonly brands: number;
  readonly shortBrands: number;
  readonly gambling: number;
  readonly porn: number;
  readonly tips: number;
  readonly adverts: number;
  /** Those of `adverts` that official text uses daily. */
  readonly weak: number;
  readonly firms: number;
  readonly modifiers: number;
  readonly bars: number;
  readonly dashes: number;
  readonly commas: number;
  readonly brackets: number;
  readonly latin: number;
  readonly unknown: number;
  readonly official: number;
  /** Traditional characters, where the page around is set in simplified ones. */
  readonly foreignScript: number;
}

/** @param printed the span's text as printed, where script tells; null where the page's own script is traditional */
export function featuresOf(span: Span, printed: string | null): Features {
  const count = (bits: number) => span.tokens.filter(token => (token.kinds & bits) !== 0).length;
  const ofType = (type: string) => span.tokens.filter(token => token.type === type).length;
  return {
    brands: count(brand),
    shortBrands: count(shortBrand),
    gambling: count(gambling),
    porn: count(porn),
    tips: count(tip),
    adverts: count(advert),
    weak: count(weak),
    firms: count(firm),
    modifiers: count(modifier),
    bars: ofType('bar'),
    dashes: ofType('dash'),
    commas: ofType('comma'),
    brackets: ofType('open'),
    latin: ofType('latin'),
    unknown: ofType('han'),
    official: count(official | organ),
    foreignScript: printed === null ? 0 : traditionalIn(printed),
  };
}

export function traditionalIn(text: string): number {
  let count = 0;
  for (let index = 0; index < text.length; index++)
    if (((characterClasses[text.charCodeAt(index)] ?? 0) & classBits.traditional) !== 0) count++;
  return count;
}
