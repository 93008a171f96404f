/** Breaks laid-out tables in the ways that pages are broken. What is printed elsewhere stays true. */

import type { Grid, GridCell, LaidOutTable } from './grid.ts';
import type { Random } from './random.ts';

export const damages = [
  'cell dropped',
  'blank inserted',
  'row dropped',
  'label dropped',
  'label misspelt',
  'label definition appended',
  'page number inserted',
  'note inserted',
  'table cut',
  'cells merged',
  'row repeated',
] as const;
export type Damage = (typeof damages)[number];

/** Applies one damage to a random table, in place of a copy. */
export function damage(tables: readonly LaidOutTable[], kind: Damage, random: Random): LaidOutTable[] {
  const victim = random.below(tables.length);
  return tables.map((table, index) =>
    index === victim ? { ...table, grid: damaged(table.grid, kind, random) } : table,
  );
}

function damaged(original: Grid, kind: Damage, random: Random): Grid {
  const grid = original.map(row => row.map(cell => ({ ...cell })));
  const bodies = grid.filter(row => row.some(cell => !cell.isLabel));
  if (bodies.length === 0) return grid;
  const row = random.pick(bodies);
  const at = grid.indexOf(row);
  const values = row.filter(cell => !cell.isLabel);
  const labels = row.filter(cell => cell.isLabel);
  const own = labels.at(-1);
  const extra = (text: string, isLabel: boolean): GridCell => ({ text, colSpan: 1, rowSpan: 1, isLabel });
  switch (kind) {
    case 'cell dropped':
      row.splice(row.indexOf(random.pick(values)), 1);
      break;
    case 'blank inserted':
      row.splice(row.indexOf(random.pick(values)), 0, extra('', false));
      break;
    case 'row dropped':
      if (row.every(cell => cell.rowSpan === 1)) grid.splice(at, 1);
      break;
    case 'label dropped':
      if (own) row.splice(row.indexOf(own), 1);
      break;
    case 'label misspelt':
      if (own && own.text.length > 2) {
        const position = random.below(own.text.length);
        own.text =
          own.text.slice(0, position) + random.pick(['某', '之', '', '的']) + own.text.slice(position + 1);
      }
      break;
    case 'label definition appended':
      if (own) own.text += '（按本年度实际发生数填写）';
      break;
    case 'page number inserted':
      grid.splice(at, 0, [extra(random.pick(['- 4 -', '4', '第4页']), true)]);
      break;
    case 'note inserted':
      grid.splice(at, 0, [extra('注：以上数据截至年底。', true)]);
      break;
    case 'table cut':
      grid.splice(at);
      break;
    case 'cells merged': {
      const [first, second] = values;
      if (first && second) {
        first.text = `${first.text} ${second.text}`;
        row.splice(row.indexOf(second), 1);
      }
      break;
    }
    case 'row repeated':
      if (row.every(cell => cell.rowSpan === 1))
        grid.splice(
          at,
          0,
          row.map(cell => ({ ...cell })),
        );
      break;
  }
  return grid;
}
