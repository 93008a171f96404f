/** Cuts a report into the six sections of the form, by their headings, however numbered or worded. */

import type { Section } from '../schema/extraction.ts';
import type { Block } from './document.ts';
import { matchLabel, squeeze } from './tables/labels.ts';
import { isValue } from './tables/rows.ts';

/** A heading is short and no sentence. */
const longestHeading = 45;
const numbered =
  /^(?:[一二三四五六七八九十]{1,2}[、.,:]|\([一二三四五六七八九十]\)|第[一二三四五六七八九十]部分)/;

/** What a reworded heading still speaks of, by section; tried in this order. */
const topics: readonly (readonly [number, RegExp])[] = [
  [4, /复议|诉讼/],
  [5, /问题/],
  [6, /其[他它].{0,4}事项|需要(?:报告|说明)的/],
  [3, /申请(?:的)?情况|依申请公开/],
  [2, /主动公开/],
  [1, /^(?:总体|基本|工作)?(?:情况|概况)$|总体情况|概述/],
];

export function sectionsOf(blocks: readonly Block[]): Section[] {
  const sections: { number: number; title: string; lines: string[] }[] = [];
  for (const block of blocks) {
    if (block.kind === 'table') continue;
    const lines = block.text.split('\n');
    for (let index = 0; index < lines.length; index++) {
      const line = (lines[index] ?? '').trim();
      if (line === '') continue;
      const number = headingNumber(line);
      const current = sections.at(-1);
      // Headings come in the form's order; one that goes back is a cross-reference.
      if (number !== null && number > (current?.number ?? 0))
        sections.push({ number, title: line, lines: [] });
      else if (current && !isTableText(line)) current.lines.push(line);
    }
  }
  return sections.map(({ number, title, lines }) => ({ number, title, text: lines.join('\n') }));
}

/** The form's section that a line is the heading of, or null. */
function headingNumber(line: string): number | null {
  if (line.length > longestHeading || /[。；;！？]/.test(line)) return null;
  const exact = matchLabel(line);
  const section = exact.find(match => match.kind === 'section');
  if (section) return Number(section.key);
  const squeezed = squeeze(line);
  if (exact.length > 0 || !numbered.test(squeezed)) return null;
  // （一）主动公开 heads a part of section 一, not section 二.
  if (squeezed.startsWith('(')) return null;
  const rest = squeezed.replace(numbered, '');
  return topics.find(([, topic]) => topic.test(rest))?.[0] ?? null;
}

/** Where a page has its tables as lines of text, those lines are no running text. */
const isTableText = (line: string): boolean => isValue(line) || matchLabel(line).length > 0;
