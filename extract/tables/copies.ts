/** A table may stand in a document more than once: repeated, corrected, or beside that of another report. */

import type { RowGroup } from './alignment.ts';
import type { FoundRow } from './found-rows.ts';
import type { RowCell } from './rows.ts';

/** A label without headings above it or cells behind it may stand in any menu. */
export const isThere = ({ headings, tail }: FoundRow): boolean => headings.size > 0 || tail.length > 0;

/**
 * Which copy of the table each row is in. The table begins again where a row comes back after others, or under other
 * headings; a row that is merely repeated, as at the turn of a page, follows itself.
 */
export function copiesOf(rows: readonly FoundRow[]): ReadonlyMap<FoundRow, number> {
  const copies = new Map<FoundRow, number>();
  let copy = 0;
  let last = new Map<string, number>();
  for (const [index, row] of rows.entries()) {
    const before = last.get(row.key);
    const known = before === undefined ? undefined : rows[before];
    const isNewHeading = row.table !== 'statistics' && known?.headings !== row.headings;
    if (before !== undefined && (index - before > 1 || isNewHeading || known?.list !== row.list)) {
      copy++;
      last = new Map();
    }
    last.set(row.key, index);
    copies.set(row, copy);
  }
  return copies;
}

/**
 * More numbers behind one label than so many rows of the heading have are those of a table without its labels: where
 * lines that come twice are dropped, the second table has none.
 */
const mostRowsBehindLabel = 2;

const holdsUnlabelled = ({ heading, rows }: RowGroup, mostRows: number, widest: number): boolean =>
  heading !== null &&
  rows.some(({ source, tail }) => {
    if (source.geometry !== 'line') return false;
    const printed = tail.filter(cell => !cell.blank);
    return printed.length > mostRows * heading.columns.length && !isOneInParts(printed, widest);
  });

/** 行政处罚 0 0 0 below one heading as wide as three: the same number in each of the cells that it was cut into. */
const isOneInParts = (printed: readonly RowCell[], widest: number): boolean =>
  printed.length <= widest && new Set(printed.map(cell => cell.text.trim())).size === 1;

/**
 * Whether one table, of all whose headings stand in these groups, was cut before its first row. In section 二 a table
 * begins again where a block comes back; a block without rows, of a table that has others, has merely lost them.
 *
 * @param isWithoutRepeats the document has no line twice.
 */
export function hasUnreadCopy(groups: readonly RowGroup[], isWithoutRepeats: boolean): boolean {
  const mostRows = isWithoutRepeats ? 1 : mostRowsBehindLabel;
  const widest = Math.max(0, ...groups.map(({ heading }) => heading?.columns.length ?? 0));
  if (groups.some(group => holdsUnlabelled(group, mostRows, widest))) return true;
  let blocks = new Set<string>();
  let hasRows = false;
  let hasHeading = false;
  for (const { table, heading, rows, isCut, blocks: own } of groups) {
    if (table !== 'proactive' || own.some(block => blocks.has(block))) {
      if (hasHeading && !hasRows) return true;
      blocks = new Set();
      hasRows = false;
      hasHeading = false;
    }
    for (const block of own) blocks.add(block);
    hasRows ||= rows.length > 0;
    hasHeading ||= heading !== null || isCut;
  }
  return hasHeading && !hasRows;
}
