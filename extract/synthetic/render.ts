/** Renders laid-out reports in the ways they are met, as a page or as flattened text. */

import type { LaidOutTable } from './grid.ts';
import type { Random } from './random.ts';
import { type HtmlLayout, htmlLayouts, htmlTable } from './render-html.ts';
import { type TextLayout, textLayouts, textTable } from './render-text.ts';

export const layouts = [...htmlLayouts, ...textLayouts] as const;
export type Layout = HtmlLayout | TextLayout;

/** Layouts that lose blank cells or pad rows with blanks: there not every row with blanks can be read, nor must be. */
export const losesBlanks: ReadonlySet<string> = new Set([
  'html-paragraphs',
  'html-runs',
  'tab-rows',
  'bar-rows',
  'bar-lines',
  'markdown',
  'lines',
  'lines-with-blanks',
  'lines-without-repeats',
  'spaced-lines',
  'pdf-without-lines',
]);

const prose = '本年度认真落实各项要求，按时公开应当公开的信息。';

export function render(
  tables: readonly LaidOutTable[],
  layout: Layout,
  random: Random,
  title: string,
): string {
  const html = htmlLayouts.find(candidate => candidate === layout);
  const text = textLayouts.find(candidate => candidate === layout);
  const parts: string[] = [];
  const say = (line: string): void => void parts.push(html ? `<p>${line}</p>` : line);
  if (!html) parts.push(title);
  say('一、总体情况');
  say(prose);
  for (const [index, table] of tables.entries()) {
    if (table.heading !== tables[index - 1]?.heading) say(table.heading);
    parts.push(html ? htmlTable(table, html, random) : text ? textTable(table, text, random) : '');
  }
  say('五、存在的主要问题及改进情况');
  say(prose);
  say('六、其他需要报告的事项');
  say('无');
  const body = parts.join('\n');
  if (!html) return layout === 'lines-without-repeats' ? withoutRepeats(body, random) : body;
  return `<!DOCTYPE html><html><head><meta charset="utf-8"><title>${title}</title></head><body><div id="zoom">${body}</div></body></html>`;
}

/** Some tools drop a line that repeats the one before it, some every line that was there before. */
function withoutRepeats(text: string, random: Random): string {
  const seen = new Set<string>();
  const everywhere = random.chance(0.5);
  let previous = '';
  return text
    .split('\n')
    .filter(line => {
      const isRepeat = line !== '' && (everywhere ? seen.has(line) : line === previous);
      seen.add(line);
      if (line !== '') previous = line;
      return !isRepeat;
    })
    .join('\n');
}
