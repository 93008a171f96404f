/** Tables as HTML: with spans or without, as Word pastes them, cut into several tables, or as mere paragraphs. */

import type { Grid, GridCell, LaidOutTable } from './grid.ts';
import type { Random } from './random.ts';

export const htmlLayouts = [
  'html-spans',
  'html-word',
  'html-split',
  'html-shattered',
  'html-nested',
  'html-no-spans',
  'html-one-character-per-line',
  'html-paragraphs',
  'html-runs',
] as const;
export type HtmlLayout = (typeof htmlLayouts)[number];

export function htmlTable({ grid }: LaidOutTable, layout: HtmlLayout, random: Random): string {
  const padded = (text: string): string => (random.chance(0.2) ? ` ${text}` : text);
  switch (layout) {
    case 'html-spans':
      return table(grid.map(row => row.map(cell => td(padded(cell.text), cell))));
    case 'html-word':
      return `<div align="center">${table(grid.map(row => row.map(cell => wordCell(cell, random))))}</div>`;
    case 'html-split': {
      const cut = 1 + random.below(Math.max(1, grid.length - 1));
      return [grid.slice(0, cut), grid.slice(cut)].map(plain).join('<p>&nbsp;</p>');
    }
    case 'html-shattered':
      return grid.map(row => plain([row])).join('\n');
    case 'html-nested':
      return `<table width="100%"><tr><td><table><tr><td>${plain(grid)}</td></tr></table></td></tr></table>`;
    case 'html-one-character-per-line':
      return table(
        grid.map(row => row.map(cell => td(cell.isLabel ? [...cell.text].join('<br>') : cell.text, cell))),
      );
    case 'html-no-spans':
      return table(grid.map(row => row.map(cell => td(padded(cell.text), { colSpan: 1, rowSpan: 1 }))));
    case 'html-paragraphs':
      return grid
        .flatMap(row => row.filter(cell => cell.text !== '').map(cell => `<p>${cell.text}</p>`))
        .join('\n');
    case 'html-runs':
      return grid
        .map(
          row =>
            `<p>${row.map(cell => `<span>${cell.text}</span>`).join(random.pick([' ', '&nbsp;&nbsp;']))}</p>`,
        )
        .join('\n');
  }
}

const plain = (grid: Grid): string => table(grid.map(row => row.map(cell => td(cell.text, cell))));

const table = (rows: readonly (readonly string[])[]): string =>
  `<table border="1"><tbody>\n${rows.map(row => `<tr>${row.join('')}</tr>`).join('\n')}\n</tbody></table>`;

const td = (text: string, { colSpan, rowSpan }: Pick<GridCell, 'colSpan' | 'rowSpan'>): string =>
  `<td${spans(colSpan, rowSpan)}><p><span>${text === '' ? '&nbsp;' : text}</span></p></td>`;

const spans = (colSpan: number, rowSpan: number): string =>
  `${colSpan > 1 ? ` colspan="${colSpan}"` : ''}${rowSpan > 1 ? ` rowspan="${rowSpan}"` : ''}`;

/** A cell as Word saves it: a paragraph and a run for everything, now and then in two runs, `o:p` for blanks. */
function wordCell({ text, colSpan, rowSpan }: GridCell, random: Random): string {
  const run = (part: string): string =>
    `<span lang=EN-US style='font-size:10.5pt;font-family:宋体;mso-bidi-font-family:宋体;color:black'>${part}</span>`;
  const cut = text.length > 2 && random.chance(0.3) ? 1 + random.below(text.length - 1) : 0;
  const runs =
    text === ''
      ? run('<o:p>&nbsp;</o:p>')
      : `${cut > 0 ? run(text.slice(0, cut)) : ''}${run(text.slice(cut))}`;
  return `<td width=${60 * colSpan}${spans(colSpan, rowSpan)} style='width:45.0pt;border:solid windowtext 1.0pt;padding:0cm 5.4pt 0cm 5.4pt'><p class=MsoNormal align=center style='text-align:center'>${runs}</p></td>`;
}
