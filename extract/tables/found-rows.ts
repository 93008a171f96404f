/** Rows of the form as a document has them, each cell tied to its column where something proves the tie. */

import type { FormId, TableId } from '../../schema/forms/form.ts';
import { alignGroups } from './align.ts';
import type { AlignedRow, Alignment, Heading, RowGroup } from './alignment.ts';
import { hasUnreadCopy } from './copies.ts';
import { hasNoRepeats } from './repeats.ts';
import type { RowCell } from './rows.ts';

/** A row of the form as the document has it. */
export interface FoundRow {
  readonly table: TableId;
  readonly key: string;
  readonly label: RowCell;
  /** In a list, the cell that prints the row's unit. */
  readonly unit?: RowCell | null;
  /** Which of the document's lists it is in. */
  readonly list?: number;
  /** Heading cell by column key: it may print a unit. */
  readonly headings: ReadonlyMap<string, RowCell>;
  readonly aligned: ReadonlyMap<string, Alignment>;
  readonly tail: readonly RowCell[];
}

export interface FoundTable {
  readonly id: TableId;
  readonly rows: FoundRow[];
  /** How many labels of the table are official in one edition only. */
  readonly votes: Map<FormId, number>;
  /** The table's headings also stand somewhere without any rows: those of another copy may be another report's. */
  hasUnreadCopy: boolean;
}

/**
 * Ties the rows of all groups and adds them to their tables.
 *
 * @param tables by id; those that only groups name are made by `tableOf`
 * @returns printed cells of section 四 that stand under no headings
 */
export function tieRows(
  groups: readonly RowGroup[],
  tables: ReadonlyMap<TableId, FoundTable>,
  tableOf: (id: TableId) => FoundTable,
): RowCell[] {
  const strays: RowCell[] = [];
  const aligned = alignGroups(groups);
  const isWithoutRepeats = hasNoRepeats(groups);
  const dropsHeadings = isWithoutRepeats && groups.some(({ heading, rows }) => !heading && rows.length > 0);
  for (const found of tables.values()) {
    const own = groups.filter(({ table }) => table === found.id);
    found.hasUnreadCopy = dropsHeadings || hasUnreadCopy(own, isWithoutRepeats);
  }
  const rival = groups.find(group => group.table === 'remedies' && group.heading)?.heading;
  for (const [group, { table, heading, rows, isCut }] of groups.entries()) {
    const found = tableOf(table);
    const headings = new Map(heading?.columns.map(column => [column.key, column.cell]));
    const alignments = aligned[group] ?? [];
    for (const [index, row] of rows.entries()) {
      const aligned = alignments[index] ?? new Map<string, Alignment>();
      const base = { table, label: row.label, headings, tail: row.tail };
      if (table !== 'remedies') found.rows.push({ ...base, key: row.key, aligned });
      else if (heading)
        for (const [key, cells] of byRow(aligned)) found.rows.push({ ...base, key, aligned: cells });
      else {
        for (const cell of row.tail) if (!cell.blank) strays.push(cell);
        if (rival) found.rows.push(...untied(rival, row.tail));
      }
    }
    if (table === 'remedies' && rival && rows.length === 0 && (heading || isCut))
      found.rows.push(...untied(rival, []));
  }
  return strays;
}

/** The table of section 四 stands there, but without its numbers or its headings: another may be the report's. */
function untied(heading: Heading, tail: readonly RowCell[]): FoundRow[] {
  const label = tail[0] ?? heading.columns[0]?.cell;
  if (!label) return [];
  const keys = new Set(heading.columns.map(({ key }) => key.split('.')[0] ?? ''));
  const base = { table: 'remedies', label, headings: new Map(), tail, aligned: new Map() } as const;
  return [...keys].map(key => ({ ...base, key }));
}

/** Section 四 has one row of numbers for three rows of the form: its column keys are `row.column`. */
function byRow(aligned: AlignedRow): ReadonlyMap<string, AlignedRow> {
  const rows = new Map<string, Map<string, Alignment>>();
  for (const [key, alignment] of aligned) {
    const [row = '', column = ''] = key.split('.');
    rows.set(row, (rows.get(row) ?? new Map<string, Alignment>()).set(column, alignment));
  }
  return rows;
}
