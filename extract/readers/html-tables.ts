/** What a table of HTML is made of, and whether it is one of data or lays out the page. */

import { matchLabel } from '../tables/labels.ts';
import { htmlLimits } from './html-limits.ts';
import { contains, textContent, textLength } from './html-text.ts';
import { type AnyNode, type Element, isTag, isText } from './html-tree.ts';

/** Pictures in a table, wherever in its cells. */
export function* picturesIn(root: Element): Generator<Element> {
  const stack: AnyNode[] = [...root.children].reverse();
  for (let node = stack.pop(); node; node = stack.pop()) {
    if (!isTag(node)) continue;
    if (node.name === 'img') yield node;
    for (let index = node.children.length - 1; index >= 0; index--) {
      const child = node.children[index];
      if (child) stack.push(child);
    }
  }
}

/** What of a table stands in none of its cells: a caption, and text or elements between its rows. */
export function strayIn(table: Element): AnyNode[] {
  const stray: AnyNode[] = [];
  for (const child of table.children)
    if (isText(child) || !tableParts.has(child.name)) stray.push(child);
    else if (child.name !== 'tr')
      for (const row of child.children) if (isText(row) || !tableParts.has(row.name)) stray.push(row);
  return stray.some(node => isTag(node) || /\S/.test(node.data)) ? stray : [];
}

const tableParts = new Set(['tbody', 'thead', 'tfoot', 'tr', 'colgroup', 'col']);

/** A span as an attribute states it, within bounds. */
export function span(attribute: string | undefined): number {
  const value = attribute === undefined ? 1 : Number.parseInt(attribute, 10);
  return Number.isInteger(value) && value > 1 ? Math.min(value, htmlLimits.span) : 1;
}

/** Rows of a table itself, not of tables inside its cells. */
export function* rowsOf(table: Element): Generator<Element> {
  for (const child of table.children) {
    if (!isTag(child)) continue;
    if (child.name === 'tr') yield child;
    else if (['tbody', 'thead', 'tfoot'].includes(child.name))
      for (const row of child.children) if (isTag(row) && row.name === 'tr') yield row;
  }
}

/** The tables of several rows in a cell; a smaller one is a way to set two lines. */
export function tablesOfOwn(cell: Element): Element[] {
  if (!holdsTable(cell)) return [];
  const found: Element[] = [];
  const stack: AnyNode[] = [...cell.children].reverse();
  for (let node = stack.pop(); node; node = stack.pop()) {
    if (!isTag(node)) continue;
    if (node.name === 'table' && [...rowsOf(node)].length > 1) found.push(node);
    else
      for (let index = node.children.length - 1; index >= 0; index--) {
        const child = node.children[index];
        if (child) stack.push(child);
      }
  }
  return found;
}

/**
 * A table that holds another and little else, or whose only column holds paragraphs, lays out the page.
 * Its cells are read as running text, and the tables inside as tables. One that has labels of the form in cells of
 * its own is the form's, whatever it holds.
 */
export function isDataTable(table: Element): boolean {
  const nested = contains(table, node => node.name === 'table');
  let cells = 0;
  let widest = 0;
  let longest = 0;
  let labels = 0;
  for (const row of rowsOf(table)) {
    let width = 0;
    for (const cell of row.children)
      if (isTag(cell) && (cell.name === 'td' || cell.name === 'th')) {
        cells++;
        width++;
        if (longest <= 300) longest = Math.max(longest, textLength(cell, 400));
        if (nested && labels < fewestLabels && !holdsTable(cell) && isLabel(cell)) labels++;
      }
    widest = Math.max(widest, width);
    if (cells > 40 && !nested) return true;
  }
  if (nested) return labels >= fewestLabels || (cells > 12 && longest <= 300);
  return widest > 1 || longest <= 120;
}

/** Fewer may stand in a menu: 行政许可, 行政处罚. */
const fewestLabels = 6;

const isLabel = (cell: Element): boolean =>
  textLength(cell, 60) < 60 && matchLabel(textContent(cell)).some(({ kind }) => kind !== 'section');

export const holdsTable = (node: Element): boolean => contains(node, child => child.name === 'table');
