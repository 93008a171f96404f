/**
 * Tables that go on over a page break: two halves with the same outer edges and nothing between them are one table,
 * and what the break cut in two, a row or a cell, is put together where something proves that it was one.
 */

import { matchWhole } from '../../tables/labels.ts';
import { isValue } from '../../tables/rows.ts';
import type { FilledCell, FilledTable } from './cells.ts';

/** Edges of two halves that differ less are the same edge, in points. */
const sameEdge = 4;

export function goesOn(above: FilledTable, below: FilledTable): boolean {
  const differs = (index: number): number =>
    Math.abs((above.columns.at(index) ?? 0) - (below.columns.at(index) ?? 0));
  return differs(0) <= sameEdge && differs(-1) <= sameEdge;
}

/** @param below the half on the next page, for which {@link goesOn} holds. */
export function joinHalves(above: FilledTable, below: FilledTable): FilledTable {
  const columns = unionOf(above.columns, below.columns);
  const upper = above.cells.map(cell => onGrid(cell, above.columns, columns, 0));
  const lower = below.cells.map(cell => onGrid(cell, below.columns, columns, above.height));
  const isCutRow = cutsRow(above, below, upper, lower);
  const shift = isCutRow ? 1 : 0;
  const cells = [...upper];
  // Where a group of rows is cut, the groups that it is part of, to its left, are cut with it.
  const cutGroups = lower
    .filter(cell => {
      const partner = upper[partnerOf(cell, upper, above.height)];
      return cell.top === above.height && partner !== undefined && isCutLabel(partner, cell);
    })
    .map(cell => cell.left);
  const isCutGroup = (cell: FilledCell): boolean =>
    cell.text.trim() === '' && cutGroups.some(left => cell.left < left);
  for (const cell of lower) {
    const index = cell.top === above.height ? partnerOf(cell, cells, above.height) : -1;
    const partner = cells[index];
    const moved = { ...cell, top: cell.top - shift, bottom: cell.bottom - shift };
    if (partner && (isCutRow || isCutLabel(partner, cell) || isCutGroup(cell)))
      cells[index] = { ...partner, bottom: moved.bottom, text: joinTexts(partner.text, cell.text) };
    else cells.push(moved);
  }
  return {
    columns,
    height: above.height + below.height - shift,
    cells: cells.sort((a, b) => a.top - b.top || a.left - b.left),
    openAbove: above.openAbove,
    openBelow: below.openBelow,
  };
}

function unionOf(one: readonly number[], other: readonly number[]): number[] {
  const union = [...one];
  for (const edge of other) if (!union.some(known => Math.abs(known - edge) <= sameEdge)) union.push(edge);
  return union.sort((a, b) => a - b);
}

function onGrid(
  cell: FilledCell,
  from: readonly number[],
  to: readonly number[],
  rowsAbove: number,
): FilledCell {
  const indexOf = (edge: number): number => {
    const place = from[edge] ?? 0;
    let nearest = 0;
    for (const [index, known] of to.entries())
      if (Math.abs(known - place) < Math.abs((to[nearest] ?? 0) - place)) nearest = index;
    return nearest;
  };
  return {
    left: indexOf(cell.left),
    right: indexOf(cell.right),
    top: cell.top + rowsAbove,
    bottom: cell.bottom + rowsAbove,
    text: cell.text,
  };
}

const partnerOf = (cell: FilledCell, cells: readonly FilledCell[], seam: number): number =>
  cells.findIndex(other => other.bottom === seam && other.left === cell.left && other.right === cell.right);

const joinTexts = (above: string, below: string): string =>
  above === '' || below === '' ? above + below : `${above}\n${below}`;

/** A number before a label, and nothing of the label yet. */
const onlyNumbering = /^[（(]?[一二三四五六七八九十\d]{1,3}[)）]?[、.．]?$/;

/** Two texts that are a label of the form together, and the lower one is not all of it, nor a cell's mark (—, /). */
function isCutLabel(above: FilledCell, below: FilledCell): boolean {
  const upper = above.text.replace(/\s/g, '');
  if (isValue(below.text)) return false;
  if (upper === '' || below.text.trim() === '' || matchWhole(upper + below.text).length === 0) return false;
  const isNumber = /^\d+$/.test(upper) && !/^\s*[)）.、．]/.test(below.text);
  return (onlyNumbering.test(upper) && !isNumber) || matchWhole(below.text).length === 0;
}

/**
 * Whether the break runs through a row. It does where neither half is closed by a line; or where every cell of the
 * row has its text on one side only, labels cut in two excepted, and a side without any label was left over: unless the
 * row's own label is in two, numbers then all stand on one side, and reach the table's edge. The rest of a row that
 * has been broken in two begins at its left, and ends before.
 */
function cutsRow(
  above: FilledTable,
  below: FilledTable,
  upper: readonly FilledCell[],
  lower: readonly FilledCell[],
): boolean {
  const seam = above.height;
  const bottom = upper.filter(cell => cell.bottom === seam);
  const pairs = lower
    .filter(cell => cell.top === seam)
    .map(cell => ({ cell, partner: upper[partnerOf(cell, upper, seam)] }));
  if (pairs.length !== bottom.length || pairs.some(({ partner }) => partner === undefined)) return false;
  if (above.openBelow && below.openAbove) return true;
  const lastEdge = Math.max(...pairs.map(({ cell }) => cell.right));
  let cutLabels = 0;
  let isOwnLabel = false;
  const sides = { above: 0, below: 0 };
  const numbers = { above: 0, below: 0 };
  let reachesEdge = false;
  for (const { cell, partner } of pairs) {
    if (!partner) return false;
    const hasAbove = partner.text.trim() !== '';
    const hasBelow = cell.text.trim() !== '';
    if (hasAbove && hasBelow) {
      if (!isCutLabel(partner, cell)) return false;
      cutLabels++;
      isOwnLabel ||= partner.top === seam - 1 && cell.bottom === seam + 1;
    } else if (hasAbove) sides.above++;
    else if (hasBelow) sides.below++;
    if (hasAbove && isValue(partner.text)) numbers.above++;
    if (hasBelow && isValue(cell.text)) numbers.below++;
    reachesEdge ||= cell.right === lastEdge && (hasAbove || hasBelow);
  }
  // No row of a form has numbers without a label: what stands on one side only completes the other.
  if (!isOwnLabel && numbers.above + numbers.below > 0)
    if ((numbers.above > 0 && numbers.below > 0) || !reachesEdge) return false;
  return cutLabels > 0 || (sides.above > 0 && sides.below > 0);
}
