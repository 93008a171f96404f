/** What a reader can see of a damaged table in each layout. */

import { marks } from './figures.ts';
import { expand, type Grid, type GridCell, isOfFigures, type LaidOutTable } from './grid.ts';
import type { TrialLayout } from './trial.ts';

/** The grid of a table as this layout shows it. */
export function gridShown(table: LaidOutTable, layout: TrialLayout): LaidOutTable {
  switch (layout) {
    case 'pdf-without-lines':
      return byPosition(table);
    case 'tab-rows':
    case 'markdown': {
      // Every row is filled up to the table's width: a cell that has gone is a blank at its end.
      const blank: GridCell = { text: '', colSpan: 1, rowSpan: 1, isLabel: false };
      return {
        ...table,
        grid: expand(table.grid, table.width).map(row =>
          row.map(cell => (cell ? { ...cell, colSpan: 1, rowSpan: 1 } : { ...blank })),
        ),
      };
    }
    case 'bar-lines': {
      // Bars behind a row fill it up: one alone, on its line, looks as a blank cell does.
      const grid = expand(table.grid, table.width).map(row => {
        const cells = row.flatMap(cell => (cell ? [{ ...cell, colSpan: 1, rowSpan: 1 }] : []));
        const bars = Math.max(0, table.width - cells.length);
        const filling: GridCell = {
          text: bars > 1 ? '|'.repeat(bars) : '',
          colSpan: 1,
          rowSpan: 1,
          isLabel: bars > 1,
        };
        return bars === 0 ? cells : [...cells, filling];
      });
      return { ...table, grid };
    }
    case 'html-no-spans':
    case 'tab-cells':
    case 'lines':
    case 'lines-with-blanks':
    case 'lines-without-repeats':
    case 'html-paragraphs':
      return {
        ...table,
        grid: table.grid.map(row => row.map(cell => ({ ...cell, colSpan: 1, rowSpan: 1 }))),
      };
    default:
      return table;
  }
}

/**
 * A cell to a line: what stands there without a label, be it the number of a page or the rest of a row, is of the row
 * before it; in section 四, whose row has none, if that has cells.
 */
function withLooseNumbers(table: LaidOutTable): LaidOutTable {
  const grid: Grid = [];
  for (const row of table.grid) {
    const isLoose = row.every(({ isLabel, text }) => !isLabel || (row.length === 1 && /^\d+$/.test(text)));
    const before = grid.at(-1);
    if (isLoose && before && (table.id !== 'remedies' || before.some(({ isLabel }) => !isLabel)))
      before.push(...row.map(cell => ({ ...cell, isLabel: false })));
    else grid.push([...row]);
  }
  return { ...table, grid };
}

/** What a reader can see of a table in this layout: cells that no rendering of it tells apart are made alike. */
export function asShown(table: LaidOutTable, layout: TrialLayout): LaidOutTable {
  switch (layout) {
    case 'pdf-without-lines': {
      // A blank row that no line frames is not there to be seen.
      const { grid, ...rest } = gridShown(table, layout);
      return { ...rest, grid: grid.filter(row => row.some(cell => cell.text !== '')) };
    }
    case 'spaced-lines':
    case 'html-runs':
      // Cells parted by spaces: a number broken in two is two of them.
      return withoutBlanks({ ...table, grid: table.grid.map(row => row.flatMap(inWords)) });
    case 'html-paragraphs':
      return withoutBlanks(withLooseNumbers(gridShown(table, layout)));
    case 'lines':
      return withoutBlanks(withLooseNumbers(gridShown(inLines(table), layout)));
    case 'lines-with-blanks':
      return withLooseNumbers(gridShown(inLines(table), layout));
    case 'lines-without-repeats': {
      const { grid, ...rest } = inLines(table);
      const isRepeat = ({ isLabel, text }: GridCell, before: GridCell | undefined): boolean =>
        !isLabel && text !== '' && text === before?.text;
      const kept = grid.map(row => row.filter((cell, at) => !isRepeat(cell, row[at - 1])));
      return withLooseNumbers(gridShown({ ...rest, grid: kept }, layout));
    }
    default:
      return gridShown(table, layout);
  }
}

/**
 * A table without lines as it is seen: texts where they begin, in the grid that the headings make. How far a cell
 * reaches no line shows, nor that a blank one stands beyond the right edge.
 */
function byPosition(table: LaidOutTable): LaidOutTable {
  const blank: GridCell = { text: '', colSpan: 1, rowSpan: 1, isLabel: false };
  const grid = expand(table.grid, table.width + widestOverhang).map(row => {
    const end = row.findLastIndex(cell => cell && cell.text !== '') + 1;
    return row
      .slice(0, Math.max(table.width, end))
      .map(cell => (cell ? { ...cell, colSpan: 1, rowSpan: 1 } : { ...blank }));
  });
  return { ...table, grid };
}

/** Each line of a cell, as of a number broken in two, is one of its own. */
const inLines = (table: LaidOutTable): LaidOutTable => ({
  ...table,
  grid: table.grid.map(row =>
    row.flatMap(cell => (cell.isLabel ? [cell] : cell.text.split('\n').map(text => ({ ...cell, text })))),
  ),
});

function inWords(cell: GridCell): GridCell[] {
  const parts = cell.isLabel ? [] : cell.text.split(/\s+/);
  return parts.length > 1 ? parts.map(text => ({ ...cell, text })) : [cell];
}

/**
 * Where blank cells are not printed, a row with a number for each column is seen as a whole one if something confirms
 * it: in section 三 its sum; elsewhere that every other row prints all of its cells or, in section 二 for zeros, all or
 * none.
 */
function withoutBlanks(table: LaidOutTable): LaidOutTable {
  const isList = table.id === 'statistics';
  const mostLabels = Math.max(0, ...table.grid.filter(isOfFigures).map(row => labelsIn(row).length));
  let columns = isList ? table.width - mostLabels : 0;
  const grid = table.grid.map((row, index) => {
    // Of headings there are several; a loose number may stand behind them.
    const headings = labelsIn(row).length;
    if (headings > 1 && !isList) columns = headings - 1;
    const printed = row.filter(cell => cell.isLabel || cell.text.trim() !== '');
    const numbers = numbersIn(printed);
    const isWhole =
      table.id === 'requests'
        ? numbers.length === applicants + 1 && addsUp(numbers)
        : table.id !== 'remedies' &&
          numbers.length === columns &&
          table.grid.every(
            (other, at) =>
              at === index ||
              (!isList && numbers.every(number => number === 0)
                ? printsAllOrNone(other)
                : !other.some(isBlankCell)),
          );
    return isWhole ? printed : row;
  });
  return { ...table, grid };
}

const labelsIn = (row: readonly GridCell[]): GridCell[] => row.filter(cell => cell.isLabel);

/** A mark is printed in the place of a number, and adds nothing. */
const numbersIn = (row: readonly GridCell[]): (number | 'mark')[] =>
  row.flatMap(({ isLabel, text }) =>
    isLabel || text.trim() === '' ? [] : [marks.includes(text.trim()) ? 'mark' : Number(text)],
  );

function addsUp(numbers: readonly (number | 'mark')[]): boolean {
  const parts = numbers.slice(0, -1).filter(number => number !== 'mark');
  const sum = parts.reduce((left, right) => left + right, 0);
  return sum > 0 && sum === numbers.at(-1);
}

const isBlankCell = (cell: GridCell): boolean => !cell.isLabel && cell.text.trim() === '';

function printsAllOrNone(row: readonly GridCell[]): boolean {
  const cells = row.filter(cell => !cell.isLabel);
  const blanks = cells.filter(isBlankCell).length;
  return blanks === 0 || blanks === cells.length;
}

/** Columns of section 三 before its total. */
const applicants = 6;

/** Cells that damage can add to a row. */
const widestOverhang = 20;
