/** Tables as flattened text, in the habits of the programs that flatten pages. */

import { expand, type GridCell, type LaidOutTable } from './grid.ts';
import type { Random } from './random.ts';

export const textLayouts = [
  'tab-cells',
  'tab-rows',
  'bar-rows',
  'bar-lines',
  'markdown',
  'lines',
  'lines-with-blanks',
  'lines-without-repeats',
  'spaced-lines',
] as const;
export type TextLayout = (typeof textLayouts)[number];

export function textTable({ grid, width }: LaidOutTable, layout: TextLayout, random: Random): string {
  const padded = (text: string): string => (random.chance(0.2) ? ` ${text}` : text);
  const oneLine = (cell: GridCell | null): string => (cell?.text ?? '').replaceAll('\n', ' ');
  const printed = grid.map(row => row.filter(cell => cell.text !== ''));
  switch (layout) {
    case 'tab-cells':
      return `${grid.map(row => row.map(cell => `\t${cell.text === '' ? '\u3000' : padded(cell.text)}\n`).join('')).join('\n')}\n`;
    case 'tab-rows':
      return expand(grid, width)
        .map(row => row.map(oneLine).join('\t'))
        .join('\n');
    case 'bar-rows':
      return expand(grid, width).map(barRow).join('\n');
    case 'markdown': {
      const [first, ...rest] = expand(grid, width).map(row => `| ${row.map(oneLine).join(' | ')} |`);
      return [first, `|${' --- |'.repeat(width)}`, ...rest].join('\n');
    }
    case 'bar-lines':
      return expand(grid, width)
        .flatMap(row => {
          const cells = row.filter(cell => cell !== null);
          const pads = '|'.repeat(Math.max(0, width - cells.length));
          return [
            ...cells.map(cell => (cell.text === '' ? '|' : `${oneLine(cell)} |`)),
            ...(pads === '' ? [] : [pads]),
          ];
        })
        .join('\n');
    case 'lines':
      return printed.flatMap(row => row.map(cell => cell.text)).join('\n\n');
    case 'lines-without-repeats':
      return printed.flatMap(row => row.map(cell => cell.text)).join('\n');
    case 'lines-with-blanks':
      return grid.flatMap(row => row.map(cell => (cell.text === '' ? '\u3000' : cell.text))).join('\n');
    case 'spaced-lines':
      return printed
        .flatMap(row => {
          const labels = row.filter(cell => cell.isLabel).map(cell => cell.text);
          const values = row.filter(cell => !cell.isLabel).map(oneLine);
          const last = labels.pop();
          return [...labels, ...(last === undefined ? values : [[last, ...values].join('  ')])];
        })
        .join('\n');
  }
}

function barRow(row: readonly (GridCell | null)[]): string {
  const cells = row.filter(cell => cell !== null).map(cell => cell.text.replaceAll('\n', ' '));
  const pads = row.length - cells.length;
  return `${cells.join(' | ')} |${pads > 0 ? ` ${'|'.repeat(pads)}` : ''}`;
}
