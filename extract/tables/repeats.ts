/** Whether whatever flattened a page dropped lines that repeat the one before them, or any line that was there before. */

import type { RowGroup } from './alignment.ts';
import type { RowCell } from './rows.ts';

/** So many cells beside each other, and never the same twice: whatever flattened the page drops repeated lines. */
const manyNeighbours = 30;

/** Whether lists of cells have no two neighbours that say the same. */
export function losesRepeats(groups: readonly RowGroup[]): boolean {
  let neighbours = 0;
  for (const { rows } of groups)
    for (const { source, tail } of rows)
      for (const [index, cell] of tail.entries()) {
        const before = tail[index - 1];
        if (!before || source.geometry !== 'line') continue;
        if (before.text.trim() === cell.text.trim()) return false;
        neighbours++;
      }
  return neighbours >= manyNeighbours;
}

/**
 * Numbers one below the other, none of which comes twice, nor a heading: then a row without any may have had one that
 * was printed before, and is not known to be blank.
 */
export function hasNoRepeats(groups: readonly RowGroup[]): boolean {
  const headings = new Map<string, RowCell>();
  const values = new Set<string>();
  for (const { heading, rows } of groups) {
    for (const { cell } of heading?.columns ?? []) {
      const text = cell.text.trim();
      const before = headings.get(text) ?? cell;
      if (before.at.block !== cell.at.block || before.at.row !== cell.at.row) return false;
      headings.set(text, before);
    }
    // A line with a space in front (" 无") is another line.
    for (const { source, tail } of rows)
      for (const { text } of source.geometry === 'line' ? tail : []) {
        if (text.trim() === '' || values.has(text)) return false;
        values.add(text);
      }
  }
  return values.size > 0;
}

/** The same of the rows of lists, which print a unit beside their numbers, or two numbers on one line (8521 0). */
export function listsHaveNoRepeats(rows: readonly (readonly RowCell[])[]): boolean {
  const lines = new Map<string, string>();
  for (const { blank, text, at } of rows.flat()) {
    const place = `${at.block} ${at.row} ${at.column}`;
    if (!blank) lines.set(place, `${lines.get(place) ?? ''} ${text}`);
  }
  return lines.size > 0 && new Set(lines.values()).size === lines.size;
}
