/** Recognises the headings of the report's sections in running text. */

import { sectionForms } from '../schema/forms/index.ts';
import { annotation, simplify } from './simplified.ts';
import { matchLabel, squeeze } from './tables/labels.ts';

export type NumberingStyle = '一、' | '（一）' | '1.' | 'none';

export interface Heading {
  /** 1–6, the section of the form that it speaks of. */
  readonly topic: number;
  /** As printed. */
  readonly title: string;
  /** The number that is printed; null where none is. */
  readonly ordinal: number | null;
  readonly style: NumberingStyle;
  /** Whether the wording is the form's, or one of those that are known to stand for it. */
  readonly isExact: boolean;
  /** Whether a table of figures has a row of that name: 一、主动公开情况 of the 统计表. */
  readonly isRowLabel: boolean;
  /** As in a table of contents: 一、总体情况……1. */
  readonly hasPageNumber: boolean;
}

/** A heading is short and no sentence. */
const longestHeading = 45;

const numberings: readonly (readonly [NumberingStyle, RegExp])[] = [
  ['一、', /^第?([一二三四五六七八九十]{1,2})(?:部分|[、.,:．：]|(?=\s))[、.,:．：\s]*/u],
  ['（一）', /^[(（]([一二三四五六七八九十]{1,2})[)）][、.,:．：\s]*/u],
  ['1.', /^(\d{1,2})[、.,．](?!\d)\s*/u],
];

/** What a reworded heading still speaks of, by section; tried in this order. */
const topics: readonly (readonly [number, RegExp])[] = [
  [4, /复议|诉讼/],
  [5, /问题|不足|改进/],
  [6, /其[他它].{0,4}事项|需要(?:报告|说明)的|收费|附[件表录]/],
  [3, /申请(?:的)?(?:办理)?情况|依申请公开/],
  [2, /主动公开/],
  [
    1,
    /^(?:政府|政务|信息|公开|总体|整体|基本|主要|工作|开展|的|\d{4}年?(?:度)?|本年度)*(?:情况|概况)$|总体情况|概述/,
  ],
];

const [work, and] = ['(?:政府信息公开|信息公开|政务公开)?(?:工作)?', '(?:[、和及与]|以及)'];
/** Whole lines without a number that can be nothing but a heading, by section. */
const unnumbered: readonly (readonly [number, RegExp])[] = [
  [2, /^(?:政府信息|信息)?主动公开(?:政府信息)?的?情况$/],
  [3, /^(?:政府信息|信息)?依申请公开(?:政府信息)?(?:申请|办理|工作)*的?情况$/],
  [
    4,
    new RegExp(
      `^(?:因?政府信息公开(?:申请|工作)?的?)?(?:行政)?复议(?:${and}(?:提起)?(?:行政)?(?:诉讼|申诉))+的?情况$`,
      'u',
    ),
  ],
  [
    5,
    new RegExp(
      `^${work}中?存在的?(?:主要)?(?:问题|不足)(?:${and}?(?:改进|下一步)的?(?:措施|情况|打算)?)?$`,
      'u',
    ),
  ],
  [6, new RegExp(`^${work}的?收费(?:${and}减免)?的?情况$`, 'u')],
];

const pageNumber = /(?:[.…·。\s-]{2,}|\t)\d{1,3}$/u;
const endMarks = /[。:：;；.\s]+$/u;

/** What every heading has a character of, in either script; most lines of a report have none. */
const headingSign = /[情概事问問申收附公诉訴议議足改]/;

/** A quick look, which passes by most lines of a report. */
export const mayHoldHeading = (line: string): boolean => headingSign.test(line);

/** The heading that a whole line is, or null. */
export function headingOf(line: string): Heading | null {
  if (line.length > 120) return null;
  const hasPageNumber = pageNumber.test(line);
  const text = (hasPageNumber ? line.replace(pageNumber, '') : line).replace(endMarks, '');
  if (text === '' || text.length > longestHeading || /[。；;！？]/u.test(text)) return null;
  const [style, ordinal, rest] = numberingOf(text);
  const exact = matchLabel(text);
  const section = exact.find(match => match.kind === 'section');
  const title = line.replace(endMarks, '');
  const isRowLabel = exact.some(match => match.kind !== 'section');
  if (section)
    return { topic: Number(section.key), title, ordinal, style, isExact: true, isRowLabel, hasPageNumber };
  // 二、是围绕主动公开，认真做好工作。 is a sentence.
  if (exact.length > 0 || /[,，]/u.test(text)) return null;
  const topic = style === 'none' ? unnumberedTopicOf(rest) : topicOf(rest);
  return topic === null ? null : { topic, title, ordinal, style, isExact: false, isRowLabel, hasPageNumber };
}

function unnumberedTopicOf(line: string): number | null {
  const squeezed = squeeze(line);
  return unnumbered.find(([, wording]) => wording.test(squeezed))?.[0] ?? null;
}

function topicOf(wording: string): number | null {
  const squeezed = squeeze(wording);
  return topics.find(([, topic]) => topic.test(squeezed))?.[0] ?? null;
}

function numberingOf(text: string): [NumberingStyle, number | null, string] {
  for (const [style, pattern] of numberings) {
    const match = pattern.exec(text);
    if (match) return [style, ordinalOf(match[1] ?? ''), text.slice(match[0].length)];
  }
  return ['none', null, text];
}

function ordinalOf(numeral: string): number {
  if (/^\d/.test(numeral)) return Number(numeral);
  const ones = '一二三四五六七八九'.indexOf(numeral.at(-1) ?? '') + 1;
  return numeral.includes('十') ? (numeral.startsWith('十') ? 10 + ones : 20) : ones;
}

const blanks = '[\\s\\u00a0\\u3000]*';
const spelled = (title: string): string =>
  [...title]
    .map(character => (/[\p{P}\s]/u.test(character) ? '[\\p{P}\\s]?' : `${blanks}${character}`))
    .join('');
const ownTitles = [
  ...new Set(sectionForms.flatMap(form => form.sections.flatMap(({ title, also }) => [title, ...also]))),
]
  .sort((left, right) => right.length - left.length)
  .map(spelled);
const ordinalMark =
  '(?:[一二三四五六]\\s*[、.．]|第[一二三四五六]部分[、:：\\s]?|[(（][一二三四五六][)）](?=[^。]{12}))';
/** A numbered heading in the form's own wording, at the start of a line, behind a full stop or behind a blank. */
const numberedTitle = new RegExp(
  `(?<=^|[。！；;?？\\s\\u00a0\\u3000])${ordinalMark}${blanks}(?:${ownTitles.join('|')})`,
  'gu',
);
/** What goes on a sentence: 一、总体情况良好 is none. */
const goesOn = /^(?:[的是为和与及中里内等良较好如，,、]|部分)/u;
/** 四、行政复议、行政诉讼情况。2020年…: a reworded heading before the stop that ends it, at a start or behind a stop. */
const rewordedTitle =
  /(?<=^|[。！；][\s\u00a0\u3000]*)[一二三四五六][、.．][^。：:，,；;]{2,28}(?:情况|问题|措施|事项|概述|不足|打算)[。：:\s\u3000]+(?=\S)/gu;

/** No traditional character is one of these in simplified script, so that the line as printed tells. */
const ordinalNumeral = /[一二三四五六]/;
const ordinalSign = /[一二三四五六]\s*[、.．)）]|第[一二三四五六]部分/u;

/** A line cut where headings are glued to the text behind or before them; the line itself where none is. */
export function splitAtHeadings(line: string): string[] {
  if (line.length < 6 || !ordinalNumeral.test(line)) return [line];
  const { plain, printedAt } = plainOf(line);
  if (!ordinalSign.test(plain)) return [line];
  const cuts = new Set<number>();
  for (const match of plain.matchAll(numberedTitle)) {
    const end = match.index + match[0].length;
    const rest = plain.slice(end);
    if (rest !== '' && (goesOn.test(rest) || (rest.length < 120 && pageNumber.test(rest)))) continue;
    cuts.add(match.index);
    const marks = /^[。：:；;.\s\u00a0\u3000]*/u.exec(rest)?.[0].length ?? 0;
    cuts.add(end + marks);
  }
  const own = [...cuts];
  for (const { index, 0: title } of plain.matchAll(rewordedTitle)) {
    if (own.some(cut => cut >= index && cut <= index + title.length)) continue;
    cuts.add(index).add(index + title.length);
  }
  const ends = [...cuts]
    .filter(cut => cut > 0 && cut < plain.length)
    .sort((left, right) => left - right)
    .map(printedAt);
  return [0, ...ends].map((start, index) => line.slice(start, ends[index] ?? line.length));
}

/** The line in simplified characters without annotations, and where in the printed line a place of it is. */
function plainOf(line: string): { plain: string; printedAt: (index: number) => number } {
  const asides = [...line.matchAll(annotation)].map(({ index, 0: text }) => ({ index, length: text.length }));
  const kept = asides.length === 0 ? line : line.replace(annotation, '');
  const printedAt = (index: number): number =>
    asides.reduce((at, aside) => (aside.index < at ? at + aside.length : at), index);
  return { plain: simplify(kept), printedAt };
}
