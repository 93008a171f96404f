/**
 * How alike two texts are: the share of one that stands in the other, by runs of ten characters. A sketch is the few
 * smallest of a text's runs, by their hash: texts that are alike share most of it, so that a near-copy is found
 * among millions without reading them.
 */

import { isFormWording } from './form-wording.ts';

/** Characters of a run: in Chinese some five words, which two writers rarely put alike. */
const run = 10;

/** Shorter texts are alike by chance: 本机关无其他需要报告的事项. */
const shortest = 80;

/** Hashes that a sketch holds. */
export const sketchSize = 8;

/** So wide that two runs of a million reports rarely meet by chance, and such that a hash and a version fit a double. */
const hashBits = 29;

const years =
  /(?:(?:19|20)\d\d|二[〇○零O][一二三四五六七八九〇○零O]{2})(?:年度?)?(?:\d{1,2}月)?(?:\d{1,2}日)?/g;

/** A report’s own words: without white space, dates, the body’s name, and what every report says of itself. */
export function ownWords(text: string, unitName: string | null): string {
  let own = '';
  for (const sentence of text.split(/[。！？；!?;\n]/)) {
    const bare = /\s/.test(sentence) ? sentence.replace(/\s/g, '') : sentence;
    if (bare !== '' && !isFormWording(bare)) own += bare;
  }
  if (unitName !== null && unitName.length >= 2) own = own.replaceAll(unitName, '');
  return own.replace(years, '');
}

const base = 0x01000193;
let top = 1;
for (let power = 0; power < run; power += 1) top = Math.imul(top, base);

/** The hash of every run, in order. */
function runsOf(own: string): Uint32Array {
  const found = new Uint32Array(Math.max(0, own.length - run + 1));
  let rolling = 0;
  for (let at = 0; at < own.length; at += 1) {
    rolling = (Math.imul(rolling, base) + own.charCodeAt(at)) | 0;
    if (at >= run) rolling = (rolling - Math.imul(top, own.charCodeAt(at - run))) | 0;
    if (at < run - 1) continue;
    let mixed = rolling ^ (rolling >>> 16);
    mixed = Math.imul(mixed, 0x7feb352d);
    mixed ^= mixed >>> 15;
    mixed = Math.imul(mixed, 0x846ca68b);
    found[at - run + 1] = (mixed ^ (mixed >>> 16)) >>> (32 - hashBits);
  }
  return found;
}

/** @returns in ascending order; empty for a text that is too short to tell */
export function sketchOf(own: string): number[] {
  if (own.length < shortest) return [];
  const smallest: number[] = [];
  let most = Infinity;
  for (const hash of runsOf(own)) {
    if (hash >= most || smallest.includes(hash)) continue;
    let at = smallest.length;
    while (at > 0 && (smallest[at - 1] ?? 0) > hash) at -= 1;
    smallest.splice(at, 0, hash);
    if (smallest.length > sketchSize) smallest.pop();
    if (smallest.length === sketchSize) most = smallest[sketchSize - 1] ?? Infinity;
  }
  return smallest;
}

/** One run in so many is compared, the same ones in every text: of a page that leaves some four hundred, and a share within 0.02. */
const compared = 4;

export interface PreparedText {
  /** Of the hashes of its runs those that are compared. */
  readonly runs: ReadonlySet<number>;
  /** Every number of the text, in order. */
  readonly figures: string;
}

export function preparedText(text: string, unitName: string | null): PreparedText {
  const own = ownWords(text, unitName);
  const runs = new Set(runsOf(own).filter(hash => hash % compared === 0));
  return { runs, figures: (own.match(/\d+(?:\.\d+)?/g) ?? []).join(' ') };
}

/** Share of the runs of a text that stand in another one, 0 to 1. */
export function shareWithin(text: PreparedText, other: PreparedText): number {
  if (text.runs.size === 0) return 0;
  let shared = 0;
  for (const hash of text.runs) if (other.runs.has(hash)) shared += 1;
  return shared / text.runs.size;
}
