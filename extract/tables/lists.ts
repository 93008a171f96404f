/**
 * Finds tables that list figures (统计表) among the rows of a document and takes them out of the stream, so that what
 * is left are the tables of sections 二, 三 and 四. A list may be cut over pages, stand in two halves side by side,
 * come twice (本级, 汇总), or be printed as lines of text.
 */

import { inlineFigure } from './list-lines.ts';
import { listLabels } from './list-rows.ts';
import { type Lists, ListWalker, withoutBars } from './list-walker.ts';
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
    : found;
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
