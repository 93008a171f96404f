/**
 * Finds tables that list figures (统计表) among the rows of a document and takes them out of the stream, so that what
 * is left are the tables of sections 二, 三 and 四. A list may be cut over pages, stand in two halves side by side,
 * come twice (本级, 汇总), or be printed as lines of text.
 */

import { compact } from '../values.ts';
import type { ListColumn } from './list-heading.ts';
import { inlineFigure } from './list-lines.ts';
import { isUnit, listLabels, unalignedIn } from './list-rows.ts';
import { hasColumnsOf } from './list-scope.ts';
import {
  type Lists,
  type ListTable,
  ListWalker,
  type PlacedRow,
  rowKey,
  withoutBars,
} from './list-walker.ts';
import { isValue, type SourceRow } from './rows.ts';

/** Fewer rows are no list: a label alone may stand in any text, or two in a table of something else. */
const fewestRows = { withHeading: 2, withoutHeading: 3 };

export function takeLists(rows: readonly SourceRow[]): Lists {
  if (!rows.some(mayBeOfList)) return { rest: rows, lists: [], strays: [], hasUnreadCopy: false };
  const walker = new ListWalker();
  for (const row of rows) walker.take(row);
  const found = walker.finish();
  const keys = new Set(
    found.lists.flatMap(list => list.rows.flatMap(row => row.exact.map(match => match.key))),
  );
  return keys.size < (walker.sawHeading ? fewestRows.withHeading : fewestRows.withoutHeading)
    ? { rest: rows, lists: [], strays: [], hasUnreadCopy: false }
    : withoutTorn({
        ...found,
        lists: withoutLostHeadings(joined(found.lists)).map(list =>
          withoutLostColumns(withoutLostBlanks(list), walker.mostColumns),
        ),
      });
}

/**
 * Parts between two headings that say the same are one list, as where pages turn, unless a row stands in both: then each
 * is a copy. The last row of one page may come again as the first of the next.
 */
function joined(parts: readonly ListTable[]): ListTable[] {
  const lists: { title: string; rows: PlacedRow[] }[] = [];
  let known = new Set<string>();
  let last: string | undefined;
  for (const part of parts) {
    const list = lists.at(-1);
    const keys = part.rows.flatMap(row => rowKey(row) ?? []);
    const common = new Set(keys.filter(key => known.has(key)));
    const isTurned = common.size === 1 && keys[0] === last && known.size > 1;
    const goesOn = list && (common.size === 0 || isTurned) && hasColumnsOf(list, part) ? list : null;
    if (!goesOn) known = new Set();
    const own = goesOn ?? { title: part.title, rows: [] };
    if (!goesOn) lists.push(own);
    for (const row of part.rows) own.rows.push(row);
    for (const key of keys) known.add(key);
    last = keys.at(-1) ?? last;
  }
  return lists;
}

/**
 * A list that begins again below the headings of another one has lost its own: its columns may be in another order, or
 * others.
 */
function withoutLostHeadings(lists: readonly ListTable[]): ListTable[] {
  const before = new Set<ListColumn>();
  return lists.map(list => {
    const isOpen = list.rows.some(row => row.columns.length > 1 || isWide(row));
    const isAnothers = ({ columns }: PlacedRow): boolean => columns.some(({ column }) => before.has(column));
    const own = isOpen ? withUnknown(list, isAnothers) : list;
    for (const { column } of list.rows.flatMap(({ columns }) => columns)) if (column.cell) before.add(column);
    return own;
  });
}

/**
 * A row without any cell has lost its own where a line shows each blank cell, and may have where all others print theirs;
 * so may one without a unit where most have theirs.
 */
function withoutLostBlanks(list: ListTable): ListTable {
  const ofLines = list.rows.filter(({ end }) => end === 'line' || end === 'bare');
  const empty = ofLines.filter(({ tail }) => tail.length === 0);
  const isHabit =
    new Set(empty.map(({ label }) => label.text)).size > 1 &&
    !ofLines.some(({ tail }) => tail.some(cell => cell.blank));
  const withUnits = ofLines.filter(({ unit }) => unit !== null).length;
  const lost = new Set(
    empty.filter(({ unit }) => !isHabit || (unit === null && withUnits * 2 > ofLines.length)),
  );
  return withUnknown(list, row => lost.has(row));
}

/**
 * Where other headings of a list, or another row without any, show two numbers, of a row without headings that prints one
 * nothing says which it is.
 */
function withoutLostColumns(list: ListTable, mostColumns: number): ListTable {
  const isHeadless = ({ columns }: PlacedRow): boolean => columns.every(({ column }) => column.cell === null);
  return mostColumns > 1 || list.rows.some(row => isHeadless(row) && isWide(row))
    ? withUnknown(list, isHeadless)
    : list;
}

const isWide = ({ tail }: PlacedRow): boolean => tail.filter(cell => !cell.blank).length > 1;

const withUnknown = (list: ListTable, isUnknown: (row: PlacedRow) => boolean): ListTable => ({
  ...list,
  rows: list.rows.map(row =>
    isUnknown(row) ? { ...row, columns: unalignedIn(row.columns.map(({ column }) => column)) } : row,
  ),
});

/**
 * Beside columns of text the rest of a list may become lines, half a label with its unit and code (对申请的答复总 条 17):
 * a row of the list with that code comes twice then, and the other one's numbers are not known.
 */
function withoutTorn(found: Lists): Lists {
  const torn = new Set(found.rest.flatMap(row => tornCode(row) ?? []));
  if (torn.size === 0) return found;
  const isTorn = ({ code, end }: PlacedRow): boolean =>
    code !== null && end === 'known' && torn.has(compact(code));
  return { ...found, lists: found.lists.map(list => withUnknown(list, isTorn)) };
}

function tornCode({ geometry, cells }: SourceRow): string | null {
  const text = cells[0]?.text ?? '';
  if (geometry !== 'line' || !/\d/.test(text)) return null;
  const words = text.trim().split(/\s+/);
  const code = words[words.findIndex((word, at) => at > 0 && isUnit(word)) + 1] ?? '';
  return words.length > 2 && /^\d{2}$/.test(code) ? code : null;
}

/** Without one label of a list there is none, as in most reports since 2019: those are not walked through. */
function mayBeOfList(row: SourceRow): boolean {
  return row.cells.some(cell => {
    if (cell.blank || isValue(cell.text)) return false;
    const text = row.geometry === 'line' ? withoutBars(cell.text) : cell.text;
    if (listLabels(text).length > 0) return true;
    return row.geometry === 'line' && inlineFigure(text === cell.text ? cell : { ...cell, text }) !== null;
  });
}
