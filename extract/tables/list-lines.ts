/** Lines of text that hold a part of a list, or the whole of a figure. */

import { isUnit, listLabels } from './list-rows.ts';
import { endsInValue, isValue, type RowCell, type SourceRow } from './rows.ts';

/** The parts of a line of units and numbers (条 5), each as a cell; the line itself where it is anything else. */
export function partsOf(cell: RowCell): RowCell[] {
  const parts = cell.text.trim().split(/[\s\u00a0\u3000|]+/);
  const isFigures = parts.length > 1 && parts.every(part => isValue(part) || isUnit(part));
  return isFigures ? parts.map(text => ({ ...cell, text })) : [cell];
}

/** A line of several words as a row of them: 统计指标 单位 统计数 heads three columns. */
export function inWords(row: SourceRow, cell: RowCell): SourceRow {
  const words = cell.text.trim().split(/[\s\u00a0\u3000|]+/);
  if (cell.text.length > 80 || words.length < 2) return row;
  return { ...row, cells: words.map((text, index) => ({ ...cell, text, gridColumn: index })) };
}

/** The longest label, its number, its definition and its unit. */
const longestInline = 80;
/** Held against the last two characters. */
const endsInFigure = /(?:\d|[条件次篇个人元期场项份名])[）)]?$/;

const parting = /[\s\u00a0\u3000:：]+/;
const labelAndNumber = /^(.*[^\d.,])(\d[\d.,]*\D{0,3})$/su;

/** A label and its figure on one line: （一）收到申请数：5件, 当面申请数 件 0. */
export function inlineFigure(cell: RowCell): { label: RowCell; cells: RowCell[] } | null {
  if (cell.text.length > 400) return null;
  const trimmed = cell.text.trim();
  if (trimmed.length > longestInline + 1) return null;
  const text = '。；;，,'.includes(trimmed.slice(-1)) ? trimmed.slice(0, -1) : trimmed;
  if (text.length > longestInline || !(endsInFigure.test(text.slice(-2)) || endsInValue.test(text)))
    return null;
  if (parting.test(text)) {
    const parts = text.split(parting);
    let start = parts.length;
    while (start > 1 && (isValue(parts[start - 1] ?? '') || isUnit(parts[start - 1] ?? ''))) start--;
    const figures = parts.slice(start);
    const label = parts.slice(0, start).join('');
    if (figures.length > 0 && listLabels(label).some(match => match.kind === 'row'))
      return { label: { ...cell, text: label }, cells: figures.map(part => ({ ...cell, text: part })) };
  }
  // Nothing between label and number: a label that ends in a number of its own cannot be told from it.
  const [, words = '', number = ''] = labelAndNumber.exec(text) ?? [];
  return isValue(number) && listLabels(words).some(match => match.kind === 'row')
    ? { label: { ...cell, text: words }, cells: [{ ...cell, text: number }] }
    : null;
}
