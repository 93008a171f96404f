/**
 * Cuts a report into the six sections of the form, by their headings, however numbered, worded or set: on lines of
 * their own, glued to the text, in cells of a table. A heading of the form's own wording goes before a reworded one;
 * what is numbered below the sections (（一）…) is no section; a table of contents is none of the text.
 */

import type { Section } from '../schema/extraction.ts';
import type { Block } from './document.ts';
import {
  type Heading,
  headingOf,
  mayHoldHeading,
  type NumberingStyle,
  splitAtHeadings,
} from './section-headings.ts';
import { isLabelPrefix, type LabelMatch, labelKey, matchLabel, matchWhole } from './tables/labels.ts';
import { isValue } from './tables/rows.ts';

/** A line of running text, or the mark of a table that stands between two of them. */
type Line = Piece | 'table';
interface Piece {
  readonly text: string;
  readonly heading: Heading | null;
  /** Whether it stands on the same line as the piece before it. */
  readonly goesOn: boolean;
}

export function sectionsOf(blocks: readonly Block[]): Section[] {
  const lines = linesOf(blocks);
  const contents = linesOfContents(lines);
  const starts = chosenHeadings(lines, contents);
  return starts.map(({ at, heading }, index) => {
    const end = starts[index + 1]?.at ?? lines.length;
    const pieces = lines.slice(at + 1, end).filter((_, offset) => !contents.has(at + 1 + offset));
    const body = joined(pieces, heading);
    const text = withoutTableText(index === starts.length - 1 ? withoutPageFoot(body) : body, heading.topic);
    return { number: heading.topic, title: heading.title, text: text.join('\n') };
  });
}

/** Lines of running text again: a line that was cut at what turned out to be no heading is whole. */
function joined(pieces: readonly Line[], own: Heading): string[] {
  const lines: string[] = [];
  let follows = false;
  for (const piece of pieces) {
    // The caption of a section's table repeats the heading.
    const isCaption =
      piece !== 'table' &&
      piece.heading?.topic === own.topic &&
      piece.heading.style === 'none' &&
      piece.heading.isExact &&
      !piece.goesOn;
    if (piece === 'table' || isCaption) {
      follows = false;
      continue;
    }
    if (follows && piece.goesOn) lines.push((lines.pop() ?? '') + piece.text);
    else lines.push(piece.text);
    follows = true;
  }
  return lines.map(line => line.trim());
}

/** No report has as many lines with the sign of a heading; behind them, headings are no more looked for. */
const mostHeadings = 3000;

function linesOf(blocks: readonly Block[]): Line[] {
  const lines: Line[] = [];
  let headings = 0;
  const push = (text: string): void => {
    for (const printed of text.split('\n')) {
      const line = printed.trim();
      const mayHold = headings < mostHeadings && mayHoldHeading(line);
      if (!mayHold) {
        if (line !== '') lines.push({ text: line, heading: null, goesOn: false });
        continue;
      }
      headings++;
      for (const [index, piece] of splitAtHeadings(line).entries())
        if (piece !== '') lines.push({ text: piece, heading: headingOf(piece.trim()), goesOn: index > 0 });
    }
  };
  for (const block of blocks) {
    if (block.kind === 'text') {
      push(block.text);
      continue;
    }
    lines.push('table');
    // A cell that is alone in its row may hold a heading or a paragraph: some set the whole report in a table.
    for (const { cells } of block.rows) {
      const filled = cells.filter(cell => /[^\s\u00a0\u3000]/u.test(cell.text));
      const [only] = filled;
      if (filled.length === 1 && only !== undefined && !isTableText(only.text)) push(only.text);
    }
  }
  return lines.filter((_, index) => !isRowOfList(lines, index));
}

/** A heading that may be a row's label is one where a number, a unit or a label stands on the next line. */
function isRowOfList(lines: readonly Line[], index: number): boolean {
  const [line, next] = [lines[index], lines[index + 1]];
  if (line === undefined || line === 'table' || !line.heading?.isRowLabel) return false;
  if (next === undefined || next === 'table') return false;
  // 无 and its like may be all that a section says.
  return unitOfCount.test(next.text) || /^\d+$/u.test(next.text) || isCellLabel(matchLabel(next.text));
}

/** A table of contents names six sections, and perhaps some annexes. */
const longestContents = 20;

/** The first headings, three and more with nothing between them, that all come again below: a table of contents. */
function linesOfContents(lines: readonly Line[]): Set<number> {
  const contents = new Set<number>();
  let run: number[] = [];
  let seenBefore = false;
  const titleAt = (index: number): string | null => {
    const line = lines[index];
    return line === undefined || line === 'table' || line.heading === null || isUnsure(line.heading)
      ? null
      : labelKey(line.heading.title);
  };
  const endRun = (end: number): void => {
    if (run.length >= 3 && !seenBefore) {
      const later = new Set(lines.slice(end).map((_, offset) => titleAt(end + offset)));
      const comesAgain = run.every(index => later.has(titleAt(index)));
      if (comesAgain) for (const index of run) contents.add(index);
    }
    seenBefore ||= run.length > 0;
    run = [];
  };
  for (const [index, line] of lines.entries()) {
    if (seenBefore) break;
    const title = titleAt(index);
    const repeated = run.some(other => titleAt(other) === title);
    if (title !== null && !repeated && run.length < longestContents) run.push(index);
    else if (line === 'table' || title !== null || !/^[\d.…·\s-]*$/u.test(line.text)) {
      endRun(index);
      if (title !== null) run.push(index);
    }
  }
  endRun(lines.length);
  for (const [index, line] of lines.entries())
    if (line !== 'table' && line.heading?.hasPageNumber) contents.add(index);
  return contents;
}

interface Start {
  readonly at: number;
  readonly heading: Heading;
}

function chosenHeadings(lines: readonly Line[], contents: ReadonlySet<number>): Start[] {
  const candidates: Start[] = [];
  for (const [at, line] of lines.entries())
    if (line !== 'table' && line.heading !== null && !contents.has(at))
      candidates.push({ at, heading: line.heading });
  const styles = topStyles(candidates);
  const atTop = candidates.filter(({ heading }) => styles.has(heading.style));
  // Under 一、总体情况 stands 主动公开情况, and what numbers its sections has that as 二、 below.
  const numbered = new Set(
    atTop.flatMap(({ heading }) => (heading.isExact && heading.ordinal !== null ? [heading.topic] : [])),
  );
  const sure = atTop.filter(
    ({ heading }) =>
      heading.ordinal !== null ||
      (heading.isExact && (numbered.size < fewestSections || !numbered.has(heading.topic))),
  );
  const topics = (of: readonly Start[]): number => new Set(of.map(({ heading }) => heading.topic)).size;
  return bestRun(topics(sure) < fewestSections && topics(atTop) >= fewestSections ? atTop : sure, lines);
}

/** Neither a number nor the form's wording: such lines are headings only where a page has no others. */
const isUnsure = ({ isExact, ordinal }: Heading): boolean => !isExact && ordinal === null;
const fewestSections = 3;

/** The numbering that the sections have: the highest style that numbers two of them, or one in the form's words. */
function topStyles(candidates: readonly Start[]): ReadonlySet<NumberingStyle> {
  const topics = (style: NumberingStyle): number =>
    new Set(
      candidates.flatMap(({ heading }) =>
        heading.style === style && !isUnsure(heading) ? [heading.topic] : [],
      ),
    ).size;
  const own = candidates.some(({ heading }) => heading.style === '一、' && heading.isExact);
  if (own || topics('一、') + topics('none') >= 2) return new Set(['一、', 'none']);
  for (const style of ['（一）', '1.'] as const) if (topics(style) >= 2) return new Set([style, 'none']);
  return new Set(['一、', 'none']);
}

/**
 * The run of headings that go up by printed number, or else by section, and have most text below them: what comes again
 * in menus, side bars and tables of contents has none. Of equal runs, the first.
 */
function bestRun(candidates: readonly Start[], lines: readonly Line[]): Start[] {
  const considered = candidates.slice(0, mostCandidates);
  const runs: Run[] = [];
  for (const [index, start] of considered.entries()) {
    const own = weightOf(start, considered[index + 1]?.at ?? lines.length, lines);
    let before: Run | null = null;
    for (const run of runs)
      if (run.weight > (before?.weight ?? 0) && goesUp(run, start.heading)) before = run;
    runs.push({ start, before, weight: own + (before?.weight ?? 0) });
  }
  let last: Run | null = null;
  for (const run of runs) if (run.weight > (last?.weight ?? 0)) last = run;
  const chosen: Start[] = [];
  for (let run = last; run !== null; run = run.before) chosen.unshift(run.start);
  return chosen;
}

/** More headings than any report has with its menus. */
const mostCandidates = 150;

/** A heading at the end of the best run that leads to it. */
interface Run {
  readonly start: Start;
  readonly before: Run | null;
  readonly weight: number;
}

function goesUp(run: Run, next: Heading): boolean {
  const { heading } = run.start;
  for (let earlier: Run | null = run; earlier !== null; earlier = earlier.before)
    if (earlier.start.heading.topic === next.topic) return false;
  const byNumber = (next.ordinal ?? next.topic) > (heading.ordinal ?? heading.topic);
  // A reworded heading has its section from words that any may hold; its number has to fit.
  if (!heading.isExact || !next.isExact) return byNumber;
  return next.topic > heading.topic || (next.ordinal !== null && byNumber);
}

const sentence = /[。；;]|[，,].{6}/u;

/** A sentence or a table before the next heading shows that a heading has something to head. */
function weightOf({ at, heading }: Start, end: number, lines: readonly Line[]): number {
  const hasText = lines
    .slice(at + 1, end)
    .some(
      line => line === 'table' || line.goesOn || sentence.test(line.text) || /^[无没未]/u.test(line.text),
    );
  if (!heading.isExact) return hasText ? 2 : 0.5;
  return 1 + (hasText ? 2 : 0) + (heading.ordinal === null ? 0 : 0.5);
}

/** Lines at which the page goes on after the report. */
const pageFoot =
  /^(?:[[【(（]?\s*(?:打印|关闭|返回|收藏|纠错|分享)(?:本页|页面|窗口|顶部|列表|首页|此页|到)?|(?:上|下)一(?:篇|页|条)|版权所有|主办(?:单位)?[:：]|承办(?:单位)?[:：]|网站标识码|网站地图|联系我们|责任编辑|扫一扫|\S{0,4}ICP备|\S{0,3}公网安备|.{0,20}扫描.{0,6}二维码|相关(?:文档|阅读|链接|稿件|新闻)|Copyright|©)/iu;

function withoutPageFoot(lines: readonly string[]): readonly string[] {
  const foot = lines.findIndex(line => line.length <= 60 && pageFoot.test(line.trim()));
  return foot === -1 ? lines : lines.slice(0, foot);
}

/** Sections whose tables may stand as lines of text. */
const withTable: ReadonlySet<number> = new Set([2, 3, 4]);
/** Elsewhere, 无 is an answer and a short line like a label is a heading; so many in a row are a table all the same. */
const tableLines = 6;

/** Where a page has its tables as lines of text, those lines are no running text. */
function withoutTableText(lines: readonly string[], topic: number): string[] {
  const kept: string[] = [];
  let run: string[] = [];
  const endRun = (): void => {
    const isAnswer = run.length <= 2 && run.every(line => /^[无没未][^\d]*$/u.test(line));
    if (withTable.has(topic) ? isAnswer : run.length < tableLines) kept.push(...run);
    run = [];
  };
  for (let index = 0; index < lines.length; index++) {
    const line = lines[index] ?? '';
    const broken = brokenLabelFrom(lines, index);
    if (broken > 0) {
      run.push(...lines.slice(index, index + broken));
      index += broken - 1;
    } else if (isTableText(line)) run.push(line);
    else {
      endRun();
      kept.push(line);
    }
  }
  endRun();
  return kept;
}

/** A label of a table that is not a heading as well: 主动公开情况 heads rows of one edition and sections of another. */
const isCellLabel = (matches: readonly LabelMatch[]): boolean =>
  matches.length > 0 && matches.every(({ kind }) => kind !== 'section');

/** How many lines from here on are one label, broken (本年新⏎制作数量); 0 where they are none. */
function brokenLabelFrom(lines: readonly string[], start: number): number {
  let text = '';
  for (let length = 1; length <= 24; length++) {
    const line = lines[start + length - 1];
    if (line === undefined || line.length > 30) return 0;
    text += line;
    if (length > 1 && isCellLabel(matchWhole(text))) return length;
    if (!isLabelPrefix(text)) return 0;
  }
  return 0;
}

/** The column of units of a 统计表. */
const unitOfCount = /^(?:条|件|次|篇|个|人|人次|项|份|万元|元|单位|[—-]{1,3})$/u;

/** A value, a label, or both parted by blanks or bars: 规章 0 0 0. */
function isTableText(line: string): boolean {
  if (isValue(line) || unitOfCount.test(line) || isCellLabel(matchLabel(line))) return true;
  if (line.length > 120 || !/[\s|]/u.test(line)) return false;
  const parts = line.split(/[\s\u00a0\u3000|]+/u).filter(part => part !== '');
  const values = parts.filter(isValue).length;
  return parts.length > 1 && parts.every(part => isValue(part) || matchLabel(part).length > 0 || values >= 3);
}
