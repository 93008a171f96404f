/** Rows that a place has added to a table of the form: 其他主动公开文件 186 86 255. */

import type { TableId } from '../../schema/forms/form.ts';
import type { LabelledRow } from './alignment.ts';
import type { HeadingDraft } from './heading.ts';
import { editDistance, labelKey } from './labels.ts';
import { isValue, type RowCell, type SourceRow } from './rows.ts';

/** A row within a table, with numbers behind a label that no form has. */
export interface AddedRow {
  readonly table: TableId;
  readonly heading: HeadingDraft | null;
  readonly source: SourceRow;
  /** Innermost last. */
  readonly labels: readonly RowCell[];
  readonly tail: readonly RowCell[];
}

/** Longer texts are remarks. */
const longestLabel = 100;

/**
 * A row that a place has added, where the rows around it are the form's; null where it has no label or no number.
 *
 * @param outer labels of the form's groups that it stands in
 */
export function addedRow(
  outer: readonly RowCell[],
  source: SourceRow,
  table: TableId,
  heading: HeadingDraft | null,
): AddedRow | null {
  if (source.geometry === 'line') return null;
  const last = outer.at(-1);
  const cells = source.cells.slice(last ? source.cells.indexOf(last) + 1 : 0);
  const isWord = (cell: RowCell): boolean => !cell.blank && !isValue(cell.text);
  const label = cells.findLast(isWord);
  if (!label || label.text.length > longestLabel) return null;
  const before = cells.slice(0, cells.indexOf(label) + 1).filter(isWord);
  const tail = cells.slice(cells.indexOf(label) + 1);
  if (!tail.some(cell => /\d/.test(cell.text))) return null;
  return { table, heading, source, labels: [...outer, ...before], tail };
}

/** Behind a label that differs in one character, other cells: two rows that may be one. */
export function isRival({ label, tail }: LabelledRow, added: AddedRow): boolean {
  const own = labelKey(label.text);
  const other = labelKey(added.labels.at(-1)?.text ?? '');
  return (
    own.length >= shortestRival && editDistance(own, other, 2) === 1 && textsOf(tail) !== textsOf(added.tail)
  );
}

/** 规章 and 规划 are two words. */
const shortestRival = 4;

const textsOf = (cells: readonly RowCell[]): string => cells.map(({ text }) => text.trim()).join('\t');
