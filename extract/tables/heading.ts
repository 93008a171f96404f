/** Gathers the heading rows of one table and turns them into columns with their places, if all are there. */

import { type TableId, tableOf } from '../../schema/forms/form.ts';
import { formById, sectionForms } from '../../schema/forms/index.ts';
import type { Heading, HeadingColumn } from './alignment.ts';
import { type LabelMatch, labelKey, matchLabel } from './labels.ts';
import type { RowCell, SourceRow } from './rows.ts';

export interface HeadingRow {
  readonly row: SourceRow;
  readonly labels: readonly { readonly cell: RowCell; readonly matches: readonly LabelMatch[] }[];
  readonly printed: readonly RowCell[];
}

export interface HeadingDraft {
  readonly table: TableId;
  readonly rows: HeadingRow[];
}

export const newHeading = (table: TableId): HeadingDraft => ({ table, rows: [] });

/** Columns of the heading, left to right; null where they are not all there or not in the form's order. */
export function headingOf(draft: HeadingDraft): Heading | null {
  switch (draft.table) {
    case 'proactive':
      return blockHeading(draft);
    case 'requests':
      return matrixHeading(draft);
    case 'remedies':
      return singleRowHeading(draft);
    case 'statistics':
      return null;
  }
}

export const isCompleteHeading = (draft: HeadingDraft): boolean => headingOf(draft) !== null;

const columnOf = (matches: readonly LabelMatch[]): LabelMatch | undefined =>
  matches.find(match => match.kind === 'column');

function heading(
  draft: HeadingDraft,
  columns: readonly HeadingColumn[],
  unknown: readonly RowCell[],
): Heading | null {
  const row = draft.rows.findLast(candidate =>
    columns.some(column => candidate.row.cells.includes(column.cell)),
  )?.row;
  if (!row) return null;
  const lastLabel = Math.max(...columns.map(column => row.cells.indexOf(column.cell)));
  // Blanks behind a row of headings that is not the whole of them stand for headings that reach down into it.
  const isWhole = columns.every(column => row.cells.includes(column.cell));
  const padding = isWhole ? row.cells.slice(lastLabel + 1).filter(cell => cell.blank).length : 0;
  const { width, block, geometry } = row;
  return { columns: spread(columns, row), width, block, geometry, unknown, padding };
}

/** In tab-separated text a heading covers the blanks behind it, up to the next one in its row. */
function spread(columns: readonly HeadingColumn[], row: SourceRow): readonly HeadingColumn[] {
  if (row.geometry !== 'expanded' || !columns.every(column => row.cells.includes(column.cell)))
    return columns;
  return columns.map((column, index) => {
    const next = columns[index + 1]?.cell.gridColumn ?? row.width;
    return { ...column, cell: { ...column.cell, colSpan: Math.max(1, next - column.cell.gridColumn) } };
  });
}

/** Section 二: the columns of one block; they must be those that the form gives to some row. */
function blockHeading(draft: HeadingDraft): Heading | null {
  const columns: HeadingColumn[] = [];
  const unknown: RowCell[] = [];
  for (const { row, labels, printed } of draft.rows) {
    for (const { cell, matches } of labels) {
      const column = columnOf(matches);
      if (column) columns.push({ key: column.key, cell });
    }
    const isHeadingRow = labels.some(label => label.matches.some(match => match.kind !== 'row_group'));
    if (row.geometry !== 'line' && isHeadingRow)
      unknown.push(...printed.filter(cell => !labels.some(label => label.cell === cell)));
  }
  const known = proactiveColumnSets().some(set =>
    sameOrder(
      set,
      columns.map(column => column.key),
    ),
  );
  if (known) return heading(draft, columns, unknown);
  const cut = cutColumns(draft, columns, unknown);
  return cut && heading(draft, cut, []);
}

const sameOrder = (left: readonly string[], right: readonly string[]): boolean =>
  left.length === right.length && left.every((key, index) => key === right[index]);

let columnSets: readonly (readonly string[])[] | null = null;
function proactiveColumnSets(): readonly (readonly string[])[] {
  columnSets ??= sectionForms.flatMap(form => tableOf(form, 'proactive').rows.map(row => row.columns));
  return columnSets;
}

/**
 * Headings of which a part is there (本年新, 公开数量, 对外公开总数量): taken if each is the beginning or the end of its
 * label, the number is right, and only one row of columns has them all.
 */
function cutColumns(
  draft: HeadingDraft,
  known: readonly HeadingColumn[],
  unknown: readonly RowCell[],
): HeadingColumn[] | null {
  const isKnown = (cell: RowCell): boolean => known.some(column => column.cell === cell);
  const row = draft.rows.find(candidate => candidate.printed.some(cell => unknown.includes(cell)));
  const cells = row
    ? row.printed.filter(cell => unknown.includes(cell) || isKnown(cell))
    : cutLines(draft).filter(cell => isKnown(cell) || isColumnPrefix(cell.text));
  if (cells.length <= known.length) return null;
  const fitting: HeadingColumn[][] = [];
  for (const form of sectionForms) {
    const table = tableOf(form, 'proactive');
    for (const keys of new Set(table.rows.map(candidate => candidate.columns.join(' ')))) {
      const columns = keys.split(' ').map(key => table.columns.find(column => column.key === key));
      if (columns.length !== cells.length) continue;
      const areParts = columns.every((column, index) => {
        const text = labelKey(cells[index]?.text ?? '');
        return column !== undefined && isPartOf(labelKey(column.text), text);
      });
      if (areParts)
        fitting.push(
          columns.flatMap((column, index) => {
            const cell = cells[index];
            return column && cell ? [{ key: column.key, cell }] : [];
          }),
        );
    }
  }
  const [only, second] = fitting;
  return only &&
    (!second ||
      sameOrder(
        only.map(column => column.key),
        second.map(column => column.key),
      ))
    ? only
    : null;
}

const isPartOf = (label: string, text: string): boolean =>
  text.length >= 2 && (label.startsWith(text) || (text.length > 2 && label.endsWith(text)));

/** Headings on lines of their own, where one of them is no label but the beginning of one. */
function cutLines({ rows }: HeadingDraft): RowCell[] {
  return rows.flatMap(({ row, labels, printed }) =>
    row.geometry !== 'line' ? [] : labels.length > 0 ? labels.map(label => label.cell) : printed,
  );
}

/** Whether a column's heading in section 二 begins with this text. */
export function isColumnPrefix(text: string): boolean {
  const key = labelKey(text);
  return (
    key.length >= 2 &&
    sectionForms.some(form =>
      tableOf(form, 'proactive').columns.some(column => labelKey(column.text).startsWith(key)),
    )
  );
}

/** Section 三: all seven applicants, each once, the organisations in the form's order. */
function matrixHeading(draft: HeadingDraft): Heading | null {
  const byKey = new Map<string, RowCell>();
  const seen: string[] = [];
  for (const { labels } of draft.rows)
    for (const { cell, matches } of labels) {
      const column = columnOf(matches);
      if (!column) continue;
      if (byKey.has(column.key)) return null;
      byKey.set(column.key, cell);
      seen.push(column.key);
    }
  const order = tableOf(formById('2021'), 'requests').columns;
  const columns: HeadingColumn[] = [];
  for (const column of order) {
    const cell = byKey.get(column.key);
    if (!cell) return null;
    columns.push({ key: column.key, cell });
  }
  const organisations = order
    .filter(column => column.under.includes('organisations'))
    .map(column => column.key);
  if (
    !sameOrder(
      organisations,
      seen.filter(key => organisations.includes(key)),
    )
  )
    return null;
  const isKnown = (cell: RowCell): boolean =>
    draft.rows.some(row => row.labels.some(label => label.cell === cell));
  const unknown = draft.rows
    .filter(({ row, labels }) => row.geometry !== 'line' && labels.some(label => columnOf(label.matches)))
    .flatMap(({ printed }) => printed.filter(cell => !isKnown(cell)));
  return heading(draft, columns, unknown);
}

/** Section 四: three times five outcomes, left to right; keys are `row.column`. */
function singleRowHeading(draft: HeadingDraft): Heading | null {
  const table = tableOf(formById('2021'), 'remedies');
  const expected = table.rows.flatMap(row => row.columns.map(column => `${row.key}.${column}`));
  const groups = new Set(
    draft.rows.flatMap(row => row.labels.flatMap(label => label.matches.map(match => match.key))),
  );
  if (!table.rows.every(row => groups.has(row.key))) return null;
  const leaves = draft.rows.flatMap(({ labels }) =>
    labels.flatMap(({ cell, matches }) => {
      const column = columnOf(matches);
      return column ? [{ key: column.key, cell }] : [];
    }),
  );
  const found = leaves.length > 0 ? leaves : stackedLeaves(draft);
  const outcomes = table.columns.map(column => column.key);
  if (found.length !== expected.length) return null;
  if (!found.every((leaf, index) => leaf.key === outcomes[index % outcomes.length])) return null;
  const columns = found.map((leaf, index) => ({ key: expected[index] ?? '', cell: leaf.cell }));
  return heading(draft, columns, []);
}

/** Headings split over rows, 结果 above 维持: what stands in one grid column, read downwards, is the label. */
function stackedLeaves(draft: HeadingDraft): { key: string; cell: RowCell }[] {
  const stacks = new Map<number, RowCell[]>();
  for (const { row, printed } of draft.rows) {
    if (row.geometry !== 'spans' && row.geometry !== 'expanded') return [];
    for (const cell of printed) {
      if (matchLabel(cell.text).some(match => match.table === 'remedies')) continue;
      stacks.set(cell.gridColumn, [...(stacks.get(cell.gridColumn) ?? []), cell]);
    }
  }
  return [...stacks.entries()]
    .sort(([left], [right]) => left - right)
    .flatMap(([, cells]) => {
      const column = columnOf(
        matchLabel(cells.map(cell => cell.text).join('')).filter(match => match.table === 'remedies'),
      );
      const cell = cells[0];
      return column && cell ? [{ key: column.key, cell }] : [];
    });
}
