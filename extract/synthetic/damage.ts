/** Breaks laid-out tables in the ways that pages are broken. What was in each cell stays the truth. */

import { formIds } from '../../schema/forms/form.ts';
import { randomFigures } from './figures.ts';
import { expand, type Grid, type GridCell, type LaidOutTable, layOut } from './grid.ts';
import type { Random } from './random.ts';

export const damages = [
  'cell dropped',
  'cell repeated',
  'blank inserted',
  'row shifted',
  'row dropped',
  'row repeated',
  'row repeated with changes',
  'rows swapped',
  'row cut in two',
  'foreign row',
  'label dropped',
  'label misspelt',
  'label definition appended',
  'page number inserted',
  'note inserted',
  'heading row lost',
  'heading repeated',
  'table cut',
  'cells merged',
  'cells run together',
  'number split',
  'columns merged',
  'columns swapped',
  'table repeated with changes',
  'table of a second report',
] as const;
export type Damage = (typeof damages)[number];

/** What 'label definition appended' appends. */
const appendedDefinition = '（按本年度实际发生数填写）';

/** Applies one damage to a random table, in place of a copy. */
export function damage(tables: readonly LaidOutTable[], kind: Damage, random: Random): LaidOutTable[] {
  const victim = random.below(tables.length);
  return tables.flatMap((table, index) => {
    if (index !== victim) return [table];
    const grid = table.grid.map(row => row.map(cell => ({ ...cell })));
    switch (kind) {
      case 'table repeated with changes':
        return [table, { ...table, grid: changed(grid, random, 0.1) }];
      case 'table of a second report': {
        const found = layOut(randomFigures(random, random.pick(formIds))).find(({ id }) => id === table.id);
        const other = found ? { ...found, isForeign: true } : table;
        return random.chance(0.5) ? [table, other] : [other, table];
      }
      case 'columns merged':
      case 'columns swapped':
        return [withColumns({ ...table, grid }, kind, random)];
      case 'heading row lost':
      case 'heading repeated':
        return [{ ...table, grid: withHeading(grid, kind, random) }];
      default:
        return [{ ...table, grid: withRow(grid, kind, random) }];
    }
  });
}

const isBody = (row: readonly GridCell[]): boolean => row.some(cell => !cell.isLabel);
const extra = (text: string, isLabel: boolean): GridCell => ({ text, colSpan: 1, rowSpan: 1, isLabel });
/** Rows that no cell reaches out of or into can be moved. */
const isMovable = (row: readonly GridCell[]): boolean => row.every(cell => cell.rowSpan === 1);
/** The row's label in other words. */
const reworded = (label: GridCell, text: string): GridCell => ({
  ...label,
  text,
  meant: label.meant ?? label.text,
});
const copy = (row: readonly GridCell[]): GridCell[] => row.map(cell => ({ ...cell }));

/** Other numbers in place of some; none that is printed stays true of the document. */
function changed(grid: Grid, random: Random, share: number): Grid {
  return grid.map(row =>
    row.map(cell =>
      !cell.isLabel && random.chance(share) ? { ...cell, text: String(random.below(60)) } : cell,
    ),
  );
}

interface ColumnPair {
  readonly row: number;
  readonly first: GridCell;
  readonly second: GridCell;
}

/** Two columns that stand side by side all the way down, headings included; null where they cannot be moved. */
function pairsAt({ grid, width }: Pick<LaidOutTable, 'grid' | 'width'>, left: number): ColumnPair[] | null {
  const positions = expand(grid, width);
  const pairs = positions.flatMap((cells, row) => {
    const [first, second] = [cells[left], cells[left + 1]];
    return first || second ? [{ row, first, second }] : [];
  });
  // A heading that spans both stays as it is; anything else that is not a pair cannot be moved.
  const spanning = pairs.filter(({ first, second }) => first && !second && first.colSpan > 1);
  const movable = pairs.flatMap(({ row, first, second }) =>
    first && second ? [{ row, first, second }] : [],
  );
  const isWhole = movable.every(
    ({ first, second }) =>
      first.isLabel === second.isLabel &&
      first.colSpan === 1 &&
      second.colSpan === 1 &&
      first.rowSpan === second.rowSpan,
  );
  const hasLabels = movable.some(({ first }) => first.isLabel) && movable.some(({ first }) => !first.isLabel);
  const coversValues = spanning.some(({ first }) => !first?.isLabel);
  return isWhole && hasLabels && !coversValues && spanning.length + movable.length === pairs.length
    ? movable
    : null;
}

function withColumns(
  table: LaidOutTable,
  kind: 'columns merged' | 'columns swapped',
  random: Random,
): LaidOutTable {
  const left = random.below(table.width - 1);
  if (kind === 'columns swapped') return swapped(table, left);
  for (const { row, first, second } of pairsAt(table, left) ?? []) {
    first.text = `${first.text} ${second.text}`.trim();
    first.colSpan = 2;
    table.grid[row]?.splice(table.grid[row].indexOf(second), 1);
  }
  return table;
}

/** The two columns in each other's place, as cells that keep their keys. */
export function swapped(table: LaidOutTable, left: number): LaidOutTable {
  const pairs = pairsAt(table, left);
  if (!pairs) return table;
  const grid = table.grid.map(row => [...row]);
  for (const { row: at, first, second } of pairs) {
    const row = grid[at] ?? [];
    row.splice(row.indexOf(first), 2, second, first);
  }
  return { ...table, grid, swaps: [...(table.swaps ?? []), left] };
}

function withHeading(grid: Grid, kind: 'heading row lost' | 'heading repeated', random: Random): Grid {
  const headings = grid.filter(row => !isBody(row));
  if (headings.length === 0) return grid;
  const row = random.pick(headings);
  if (kind === 'heading repeated') grid.splice(random.below(grid.length), 0, copy(row));
  else if (isMovable(row)) grid.splice(grid.indexOf(row), 1);
  return grid;
}

type RowDamage = Exclude<
  Damage,
  | 'table repeated with changes'
  | 'table of a second report'
  | 'columns merged'
  | 'columns swapped'
  | 'heading row lost'
  | 'heading repeated'
>;

function withRow(grid: Grid, kind: RowDamage, random: Random): Grid {
  const bodies = grid.filter(isBody);
  if (bodies.length === 0) return grid;
  const row = random.pick(bodies);
  const at = grid.indexOf(row);
  const values = row.filter(cell => !cell.isLabel);
  const own = row.findLast(cell => cell.isLabel);
  switch (kind) {
    case 'cell dropped':
      row.splice(row.indexOf(random.pick(values)), 1);
      break;
    case 'cell repeated': {
      const cell = random.pick(values);
      row.splice(row.indexOf(cell), 0, { ...cell });
      break;
    }
    case 'blank inserted':
      row.splice(row.indexOf(random.pick(values)), 0, extra('', false));
      break;
    case 'row shifted': {
      // As when a label's span is lost: one place to the right, with or without room for the last cell.
      row.splice(row.length - values.length, 0, extra('', false));
      if (random.chance(0.3)) row.pop();
      break;
    }
    case 'row dropped':
      if (isMovable(row)) grid.splice(at, 1);
      break;
    case 'row repeated':
      if (isMovable(row)) grid.splice(at, 0, copy(row));
      break;
    case 'row repeated with changes':
      if (isMovable(row)) grid.splice(at, 0, ...changed([copy(row)], random, 0.5));
      break;
    case 'rows swapped': {
      const other = random.pick(bodies);
      if (isMovable(row) && isMovable(other)) {
        grid[grid.indexOf(other)] = row;
        grid[at] = other;
      }
      break;
    }
    case 'row cut in two': {
      const cut = 1 + random.below(values.length);
      grid.splice(at + 1, 0, row.splice(row.length - values.length + cut));
      if (grid[at + 1]?.length === 0) grid.splice(at + 1, 1);
      break;
    }
    case 'foreign row':
      grid.splice(at, 0, [
        extra(random.pick(['其他主动公开文件', '其中：网上申请', '备注', '合作医疗']), true),
        ...values.map(cell => ({ ...cell, text: String(random.below(20)) })),
      ]);
      break;
    case 'label dropped':
      if (own) row.splice(row.indexOf(own), 1);
      break;
    case 'label misspelt':
      if (own && own.text.length > 2) {
        const position = random.below(own.text.length);
        const text =
          own.text.slice(0, position) + random.pick(['某', '之', '', '的']) + own.text.slice(position + 1);
        row[row.indexOf(own)] = reworded(own, text);
      }
      break;
    case 'label definition appended':
      if (own) row[row.indexOf(own)] = reworded(own, own.text + appendedDefinition);
      break;
    case 'page number inserted':
      grid.splice(at, 0, [extra(random.pick(['- 4 -', '4', '第4页', '12']), true)]);
      break;
    case 'note inserted':
      grid.splice(at, 0, [extra(random.pick(['注：以上数据截至年底。', '单位：件', '续表']), true)]);
      break;
    case 'table cut':
      grid.splice(at);
      break;
    case 'cells merged':
    case 'cells run together': {
      const [first, second] = values;
      if (first && second) {
        first.text = `${first.text}${kind === 'cells merged' ? ' ' : ''}${second.text}`;
        row.splice(row.indexOf(second), 1);
      }
      break;
    }
    case 'number split': {
      const cell = values.find(candidate => candidate.text.length > 1);
      if (cell) cell.text = `${cell.text.slice(0, 1)}${random.pick([' ', '\n'])}${cell.text.slice(1)}`;
      break;
    }
  }
  return grid;
}
