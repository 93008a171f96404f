/** Renders laid-out reports in the ways they are met: pages pasted from Word, and every kind of flattened text. */

import { expand, type LaidOutTable } from './grid.ts';
import type { Random } from './random.ts';

export const layouts = [
  'html-spans',
  'html-no-spans',
  'html-one-character-per-line',
  'html-paragraphs',
  'tab-cells',
  'tab-rows',
  'bar-rows',
  'bar-lines',
  'lines',
  'spaced-lines',
] as const;
export type Layout = (typeof layouts)[number];

/** Layouts that lose blank cells or pad rows with blanks: there not every row with blanks can be read, nor must be. */
export const losesBlanks: ReadonlySet<Layout> = new Set<Layout>([
  'html-paragraphs',
  'tab-rows',
  'bar-rows',
  'bar-lines',
  'lines',
  'spaced-lines',
]);

const prose = '本年度认真落实各项要求，按时公开应当公开的信息。';

export function render(
  tables: readonly LaidOutTable[],
  layout: Layout,
  random: Random,
  title: string,
): string {
  const isHtml = layout.startsWith('html');
  const parts: string[] = [];
  const say = (text: string): void => void parts.push(isHtml ? `<p>${text}</p>` : text);
  if (!isHtml) parts.push(title);
  say('一、总体情况');
  say(prose);
  for (const table of tables) {
    say(table.heading);
    parts.push(renderTable(table, layout, random));
  }
  say('五、存在的主要问题及改进情况');
  say(prose);
  say('六、其他需要报告的事项');
  say('无');
  const body = parts.join('\n');
  return isHtml
    ? `<!DOCTYPE html><html><head><meta charset="utf-8"><title>${title}</title></head><body><div id="zoom">${body}</div></body></html>`
    : body;
}

function renderTable(table: LaidOutTable, layout: Layout, random: Random): string {
  const { grid, width } = table;
  const padded = (text: string): string => (random.chance(0.2) ? ` ${text}` : text);
  switch (layout) {
    case 'html-spans':
      return htmlTable(grid.map(row => row.map(cell => td(padded(cell.text), cell.colSpan, cell.rowSpan))));
    case 'html-one-character-per-line':
      return htmlTable(
        grid.map(row =>
          row.map(cell =>
            td(cell.isLabel ? [...cell.text].join('<br>') : cell.text, cell.colSpan, cell.rowSpan),
          ),
        ),
      );
    case 'html-no-spans':
      return htmlTable(grid.map(row => row.map(cell => td(padded(cell.text), 1, 1))));
    case 'html-paragraphs':
      return grid
        .flatMap(row => row.filter(cell => cell.text !== '').map(cell => `<p>${cell.text}</p>`))
        .join('\n');
    case 'tab-cells':
      return `${grid.map(row => row.map(cell => `\t${cell.text === '' ? '\u3000' : padded(cell.text)}\n`).join('')).join('\n')}\n`;
    case 'tab-rows':
      return expand(grid, width)
        .map(row => row.map(cell => cell?.text ?? '').join('\t'))
        .join('\n');
    case 'bar-rows':
      return expand(grid, width).map(barRow).join('\n');
    case 'bar-lines':
      return expand(grid, width)
        .flatMap(row => {
          const cells = row.filter(cell => cell !== null);
          const pads = '|'.repeat(Math.max(0, width - cells.length));
          return [
            ...cells.map(cell => (cell.text === '' ? '|' : `${cell.text} |`)),
            ...(pads === '' ? [] : [pads]),
          ];
        })
        .join('\n');
    case 'lines':
      return grid.flatMap(row => row.filter(cell => cell.text !== '').map(cell => cell.text)).join('\n\n');
    case 'spaced-lines':
      return grid
        .map(row => row.filter(cell => cell.text !== ''))
        .flatMap(row => {
          const labels = row.filter(cell => cell.isLabel).map(cell => cell.text);
          const values = row.filter(cell => !cell.isLabel).map(cell => cell.text);
          const last = labels.pop();
          return [...labels, ...(last === undefined ? values : [[last, ...values].join('  ')])];
        })
        .join('\n');
  }
}

function barRow(row: readonly ({ text: string } | null)[]): string {
  const cells = row.filter(cell => cell !== null).map(cell => cell.text);
  const pads = row.length - cells.length;
  return `${cells.join(' | ')} |${pads > 0 ? ` ${'|'.repeat(pads)}` : ''}`;
}

const htmlTable = (rows: readonly (readonly string[])[]): string =>
  `<table border="1"><tbody>\n${rows.map(row => `<tr>${row.join('')}</tr>`).join('\n')}\n</tbody></table>`;

const td = (text: string, colSpan: number, rowSpan: number): string =>
  `<td${colSpan > 1 ? ` colspan="${colSpan}"` : ''}${rowSpan > 1 ? ` rowspan="${rowSpan}"` : ''}><p><span>${text === '' ? '&nbsp;' : text}</span></p></td>`;
