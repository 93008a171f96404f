/**
 * A document as identification sees it: its first and last lines, as printed and folded for matching.
 * Folding keeps the length, so that whatever matches in the folded form can be cut out as printed.
 */

import type { Document, TableRow } from '../document.ts';
import { simplify, traditionalSigns, withoutAnnotations } from '../simplified.ts';

/** A piece of text as printed and, character for character, folded: simplified, half-width, plain blanks. */
export interface Span {
  readonly text: string;
  readonly folded: string;
}

export interface Line extends Span {
  /** The line without any blank, and without a bullet or what is left of lost blanks (?) in front. */
  readonly dense: Span;
  /** 1–6 for a heading element, else null. */
  readonly level: number | null;
  readonly fromTable: boolean;
}

export interface Page {
  /** Lines from the top, blank ones left out, runs of blanks made one. */
  readonly lines: readonly Line[];
  /** Lines at the end that are not among `lines`; empty for a document read whole. */
  readonly tail: readonly Line[];
  readonly documentTitle: Span | null;
  /** Contents of a meta element by its lower-case name. */
  readonly meta: (name: string) => Span | null;
}

/** Identification looks at the beginning and the end; a report's tables and prose lie between. */
const headCharacters = 60_000;
const tailCharacters = 6_000;
const lineLimit = 1_500;
const blockLimit = 30_000;
const lineCharacters = 3_000;

const invisible = /[\u200b-\u200f\u2060\ufeff\u00ad]/g;

export function readPage(document: Document): Page {
  const head = linesFrom(document, headCharacters, false);
  const tail = head.complete ? [] : linesFrom(document, tailCharacters, true).lines.reverse();
  return {
    lines: head.lines,
    tail,
    documentTitle: document.title === null ? null : spanOf(document.title),
    meta: name => {
      const found = document.metas.find(meta => meta.name === name && meta.content.trim() !== '');
      return found ? spanOf(found.content) : null;
    },
  };
}

/** What a table says of the document stands in its first rows (索引号, 发布机构); the rest is figures. */
const tableHead = (rows: readonly TableRow[]): readonly TableRow[] => rows.slice(0, 12);

function linesFrom(document: Document, budget: number, backwards: boolean) {
  const lines: Line[] = [];
  let left = budget;
  const count = Math.min(document.blocks.length, blockLimit);
  for (let step = 0; step < count; step += 1) {
    const block = document.blocks[backwards ? document.blocks.length - 1 - step : step];
    if (!block) continue;
    const rows =
      block.kind === 'text'
        ? [block.text]
        : tableHead(block.rows).map(row => row.cells.map(cell => cellText(cell.text)).join(' | '));
    const pieces = rows.flatMap(row => piecesOf(row, left, backwards));
    for (const piece of backwards ? pieces.reverse() : pieces) {
      if (left <= 0) return { lines, complete: false };
      const span = spanOf(piece);
      const { text, folded } = span;
      left -= text.length + 1;
      if (text === '') continue;
      const level = block.kind === 'text' ? block.level : null;
      const dense = withoutBullet(squeeze(span));
      lines.push({ text, folded, dense, level, fromTable: block.kind === 'table' });
      if (lines.length >= lineLimit) return { lines, complete: false };
    }
  }
  return { lines, complete: left > 0 };
}

const cellText = (text: string): string =>
  breaks.test(text)
    ? text.slice(0, lineCharacters).replace(/\s*[\r\n]\s*/g, '')
    : text.slice(0, lineCharacters);
const breaks = /[\r\n]/;

/** The lines of one text, no more of them than the budget can use. */
function piecesOf(text: string, budget: number, backwards: boolean): string[] {
  const within = Math.max(budget, 0) + lineCharacters;
  const bounded = backwards ? text.slice(-within) : text.slice(0, within);
  if (!breaks.test(bounded)) return [bounded.slice(0, lineCharacters)];
  return bounded.split(/\r\n|[\r\n]/).map(line => line.slice(0, lineCharacters));
}

/** What a character asks for; most lines of most pages ask for nothing, and folding them is most of the work. */
const tidying = 1;
const folding = 2;
const simplifying = 4;
const work = new Uint8Array(65_536);
for (let code = 0; code < 65_536; code++)
  if (/[\s([（\u200b-\u200f\u2060\ufeff\u00ad]/.test(String.fromCharCode(code))) work[code] = tidying;
for (let code = '！'.charCodeAt(0); code <= '～'.charCodeAt(0); code++)
  work[code] = (work[code] ?? 0) | folding;
for (const sign of '﹝﹞［］') work[sign.charCodeAt(0)] = (work[sign.charCodeAt(0)] ?? 0) | folding;
for (const sign of traditionalSigns) work[sign.charCodeAt(0)] = (work[sign.charCodeAt(0)] ?? 0) | simplifying;

function workIn(text: string): number {
  let asked = 0;
  for (let index = 0; index < text.length; index++) asked |= work[text.charCodeAt(index)] ?? 0;
  return asked;
}

/** Text with annotations and needless blanks taken out, beside its folded form. */
export function spanOf(raw: string): Span {
  const bounded = raw.length > lineCharacters ? raw.slice(0, lineCharacters) : raw;
  const asked = workIn(bounded);
  const text =
    (asked & tidying) === 0
      ? bounded
      : withoutAnnotations(bounded.replace(invisible, '')).replace(/\s+/g, ' ').trim();
  const narrow = (asked & folding) === 0 ? text : narrowed(text);
  return { text, folded: (asked & simplifying) === 0 ? narrow : simplify(narrow) };
}

/** Most texts fold to themselves, and are cut once for both. */
const plainSpan = (text: string): Span => ({ text, folded: text });

export function cut(span: Span, start: number, end: number = span.text.length): Span {
  if (span.text === span.folded) return plainSpan(span.text.slice(start, end));
  return { text: span.text.slice(start, end), folded: span.folded.slice(start, end) };
}

export function join(spans: readonly Span[]): Span {
  return { text: spans.map(span => span.text).join(''), folded: spans.map(span => span.folded).join('') };
}

/** The span without any blank: Chinese needs none, and layouts put them anywhere. */
export function squeeze(span: Span): Span {
  if (!span.folded.includes(' ')) return span;
  if (span.text === span.folded) return plainSpan(span.text.replaceAll(' ', ''));
  return { text: span.text.replaceAll(' ', ''), folded: span.folded.replaceAll(' ', '') };
}

function withoutBullet(span: Span): Span {
  if (!bullets.includes(span.folded.charAt(0))) return span;
  const bullet = /^[?•·●■★◆▪*]+(?=[^?])/.exec(span.folded)?.[0].length ?? 0;
  return bullet === 0 ? span : cut(span, bullet);
}

const bullets = '?•·●■★◆▪*';

const [firstWide, lastWide, opens, ends] = [...'！～﹝﹞'].map(sign => sign.charCodeAt(0)) as [
  number,
  number,
  number,
  number,
];
const plainSigns = Array.from({ length: lastWide - firstWide + 1 }, (_, index) =>
  String.fromCharCode(firstWide + index - 0xfee0),
);
const plainSign = (code: number): string | undefined =>
  code >= firstWide ? plainSigns[code - firstWide] : code === opens ? '〔' : code === ends ? '〕' : undefined;

/** Full-width signs in plain width, brackets of document numbers in one form. */
function narrowed(text: string): string {
  let narrow = '';
  let kept = 0;
  for (let index = 0; index < text.length; index++) {
    const plain = plainSign(text.charCodeAt(index));
    if (plain === undefined) continue;
    narrow += text.slice(kept, index) + plain;
    kept = index + 1;
  }
  return kept === 0 ? text : narrow + text.slice(kept);
}
