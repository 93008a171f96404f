/** From the tables found to the cells of a form: the edition per table, a status for every cell, leftovers. */

import type { Cell, ExtensionRow, Leftover, RawGrid, TableReading } from '../../schema/extraction.ts';
import {
  cellsOf,
  columnsOf,
  type Form,
  type FormColumn,
  type FormRow,
  type FormTable,
  type TableId,
  tableIds,
} from '../../schema/forms/form.ts';
import { type Issue, issue } from '../../schema/issues.ts';
import type { Block } from '../document.ts';
import { compact, moneyUnitIn, readValue } from '../values.ts';
import { copiesOf, isThere } from './copies.ts';
import { formByLabels, formOf, isExpected } from './edition.ts';
import { addedRows, unknownGrids } from './extensions.ts';
import type { FoundRow, FoundTable } from './found-rows.ts';
import { readLists } from './list-table.ts';
import type { ListTable } from './list-walker.ts';
import { takeLists } from './lists.ts';
import { type RowCell, rowsOf } from './rows.ts';
import { type Scan, scanTables } from './scan.ts';

export interface TablesReading {
  readonly tables: readonly TableReading[];
  readonly cells: readonly Cell[];
  readonly leftovers: readonly Leftover[];
  readonly extensions: readonly ExtensionRow[];
  readonly grids: readonly RawGrid[];
  readonly issues: readonly Issue[];
}

/**
 * Reads the form's three tables from a document.
 *
 * @param isReport whether cells of tables that are not there are to be listed as absent.
 */
export function readTables(
  blocks: readonly Block[],
  reportYear: number | null,
  isReport: boolean,
): TablesReading {
  const { rest, lists, strays, hasUnreadCopy } = takeLists(rowsOf(blocks));
  const sections = scanTables(rest);
  const list = readLists(lists, reportYear, hasUnreadCopy);
  const scan: Scan = {
    tables: new Map([...sections.tables, ...(list.table ? [['statistics', list.table] as const] : [])]),
    strays: [
      ...sections.strays,
      ...[...strays, ...list.strays].map(cell => ({ table: 'statistics' as const, cell })),
    ],
    added: sections.added,
  };
  const present = tableIds.filter(id => isPresent(scan.tables.get(id)));
  const issues: Issue[] = [];
  if (present.length === 0 && !isReport)
    return { tables: [], cells: [], leftovers: [], extensions: [], grids: [], issues };
  const decided = new Map(present.map(id => [id, formByLabels(scan.tables.get(id))] as const));
  const tables: TableReading[] = [];
  const cells: Cell[] = [];
  const leftovers: Leftover[] = [];
  for (const id of tableIds) {
    const status = present.includes(id) ? 'present' : 'absent';
    if (status === 'absent' && !isExpected(id, decided, reportYear)) continue;
    const [form, form_evidence] = formOf(id, decided, reportYear);
    tables.push({ table: id, form: form?.id ?? null, form_evidence, status });
    if (!form) continue;
    if (status === 'absent') cells.push(...absentCells(form, id));
    else {
      const reader = new TableReader(form, id, scan.tables.get(id));
      cells.push(...reader.cells());
      leftovers.push(...reader.leftovers());
      issues.push(...reader.issues, ...mixedForms(id, scan.tables.get(id), form));
    }
    if (status === 'present' && form_evidence !== 'labels' && id !== 'remedies')
      issues.push(
        issue('extract.table.form_uncertain', `table ${id}: read as form ${form.id} (${form_evidence})`, id),
      );
  }
  const formsRead = new Map(tables.map(({ table, form }) => [table, form]));
  leftovers.push(...strayCells(scan));
  // Without an edition no row can be said to be added to it.
  for (const { table, labels, tail } of scan.added)
    if ((formsRead.get(table) ?? null) === null)
      for (const { text, at, blank } of [...labels, ...tail]) if (!blank) leftovers.push({ table, text, at });
  issues.push(...summaryIssues(tables, isReport, cells, leftovers));
  const extensions = [...addedRows(scan.added, table => formsRead.get(table) ?? null), ...list.extensions];
  const grids = isReport ? unknownGrids(blocks, knownBlocks(scan, lists)) : [];
  return { tables, cells, leftovers, extensions, grids, issues };
}

const isPresent = (table: FoundTable | undefined): boolean =>
  table !== undefined &&
  (table.rows.length > 0
    ? table.id === 'remedies' || table.rows.some(stands)
    : [...table.votes.values()].some(votes => votes > 0) || table.id === 'remedies');

/** Whether a row is in a table: menus name 规章, 行政许可 … as well, with no heading above and no number behind. */
const stands = ({ list, headings, tail }: FoundRow): boolean =>
  list !== undefined || headings.size > 0 || tail.some(cell => !cell.blank);

function absentCells(form: Form, id: TableId): Cell[] {
  return [...cellsOf(form)]
    .filter(cell => cell.table.id === id)
    .map(({ row, column }) => emptyCell(id, row.key, column.key, 'table_absent'));
}

const emptyCell = (table: TableId, row: string, column: string, status: Cell['status']): Cell => ({
  table,
  row,
  column,
  value: null,
  status,
  raw: null,
  unit: null,
  value_yuan: null,
  at: null,
});

/** Which copy of the table each row is in, and how many there are. */
interface Copies {
  readonly of: ReadonlyMap<FoundRow, number>;
  readonly count: number;
}

class TableReader {
  readonly issues: Issue[] = [];
  private readonly table: FormTable;
  private readonly id: TableId;
  private readonly rows: readonly FoundRow[];
  private readonly hasUnreadCopy: boolean;

  constructor(form: Form, id: TableId, found: FoundTable | undefined) {
    const table = form.tables.find(candidate => candidate.id === id);
    if (!table) throw new Error(`form ${form.id} has no table ${id}`);
    this.table = table;
    this.id = id;
    this.rows = found?.rows ?? [];
    this.hasUnreadCopy = found?.hasUnreadCopy ?? false;
  }

  cells(): Cell[] {
    const rows = this.table.rows.map(row => {
      const found = this.rows.filter(candidate => candidate.key === row.key);
      const columns = columnsOf(this.table, row);
      const readings = columns.map(column =>
        found
          .filter(candidate => showsColumn(candidate, column))
          .map(candidate => this.reading(candidate, column)),
      );
      return { row, columns, readings, found };
    });
    // Of a table that is there twice, a row that only one copy has may be of either report.
    const copiesIn = (column: FormColumn): Copies => {
      const of = copiesOf(this.rows.filter(row => showsColumn(row, column) && isThere(row)));
      return { of, count: new Set(of.values()).size };
    };
    const [anyColumn] = this.table.columns;
    // Only in 统计表 a row may show some columns and others not.
    const ofAll = anyColumn && this.id !== 'statistics' ? copiesIn(anyColumn) : null;
    const copies = new Map(this.table.columns.map(column => [column.key, ofAll ?? copiesIn(column)]));
    return rows.flatMap(({ row, columns, readings, found }) =>
      columns.map((column, index) => {
        const { of, count } = copies.get(column.key) ?? { of: new Map<FoundRow, number>(), count: 0 };
        const mayBeForeign =
          found.length > 0 &&
          (this.hasUnreadCopy || (count > 1 && new Set(found.map(each => of.get(each) ?? 0)).size < count));
        return this.cell(row, column, readings[index] ?? [], mayBeForeign);
      }),
    );
  }

  private cell(row: FormRow, column: FormColumn, readings: readonly Cell[], mayBeForeign: boolean): Cell {
    const telling = readings.filter(cell => cell.status !== 'blank' && cell.status !== 'row_absent');
    const [first] = telling;
    if (!first) {
      const blank = readings[0] ?? emptyCell(this.id, row.key, column.key, 'row_absent');
      // The blank of another report's copy says nothing of this one.
      return mayBeForeign && blank.status === 'blank' ? { ...blank, status: 'unaligned', raw: null } : blank;
    }
    // A row found again says the same or contradicts itself, and a blank beside a number contradicts it too.
    if (!mayBeForeign && readings.every(sameAs(first))) return first;
    const message = `${row.key}.${column.key} is printed more than once: ${telling.map(cell => cell.raw?.trim() ?? cell.status).join(' and ')}`;
    this.issues.push(issue('extract.table.repeated', message, this.id));
    return { ...emptyCell(this.id, row.key, column.key, 'unaligned'), at: first.at };
  }

  private reading(found: FoundRow, column: FormColumn): Cell {
    const alignment = found.aligned.get(column.key);
    if (alignment?.kind !== 'cell') {
      const printed = found.tail.some(cell => !cell.blank);
      const status = alignment ? alignment.kind : printed ? 'unaligned' : 'row_absent';
      return { ...emptyCell(this.id, found.key, column.key, status), at: found.label.at };
    }
    const { cell, inferred } = alignment;
    const read = readValue(
      cell.text,
      column.type,
      column.type === 'amount' ? moneyUnitOf(found, column) : null,
    );
    if (read.status === 'text')
      this.issues.push(
        issue(
          'extract.cells.not_a_number',
          `${found.key}.${column.key}: ${JSON.stringify(cell.text.slice(0, 60))}`,
          this.id,
        ),
      );
    const unit = read.unit ?? (read.status === 'reported' ? unitOf(found) : null);
    const { value, status, value_yuan } = read;
    const plain: Cell = {
      table: this.id,
      row: found.key,
      column: column.key,
      value,
      status,
      raw: cell.text,
      unit,
      value_yuan,
      at: cell.at,
    };
    if (inferred === undefined && read.flags.length === 0) return plain;
    return {
      ...plain,
      ...(inferred === undefined ? {} : { inferred }),
      ...(read.flags.length === 0 ? {} : { flags: read.flags }),
    };
  }

  /** Printed cells behind a known label that no cell of the form claimed. */
  leftovers(): Leftover[] {
    const keys = new Set(this.table.rows.map(row => row.key));
    // In section 四 one row of numbers serves three rows of the form: what one of them claims, all do.
    const claimed = new Set<RowCell>();
    for (const found of this.rows)
      if (keys.has(found.key))
        for (const alignment of found.aligned.values())
          if (alignment.kind === 'cell') claimed.add(alignment.cell);
    const kept = new Map<string, Leftover>();
    for (const { tail } of this.rows)
      for (const cell of tail)
        if (!cell.blank && !claimed.has(cell))
          kept.set(placeKey(cell.at), { table: this.id, text: cell.text, at: cell.at });
    return [...kept.values()];
  }
}

const placeKey = ({ block, row, column }: Leftover['at']): string => `${block} ${row} ${column}`;

/** A list shows some of the form's columns; which are not there, no row of it can say. */
const showsColumn = (found: FoundRow, column: Pick<FormColumn, 'key'>): boolean =>
  found.table !== 'statistics' || found.aligned.has(column.key);

const moneyUnitOf = (found: FoundRow, column: FormColumn): string | null =>
  moneyUnitIn(found.headings.get(column.key)?.text ?? '') ??
  moneyUnitIn(found.unit?.text ?? '') ??
  (found.table === 'statistics' ? moneyUnitIn(found.label.text) : null);

const unitOf = (found: FoundRow): string | null => (found.unit ? compact(found.unit.text) : null);

const sameAs =
  (first: Cell | undefined) =>
  (other: Cell): boolean =>
    other.value === first?.value && other.status === first.status;

/** Blocks in which a label of a form stands. */
function knownBlocks(scan: Scan, lists: readonly ListTable[]): ReadonlySet<number> {
  const known = new Set<number>();
  for (const { rows } of scan.tables.values()) {
    let headings: FoundRow['headings'] | null = null;
    for (const row of rows) {
      known.add(row.label.at.block);
      for (const cell of row.tail) known.add(cell.at.block);
      // All rows under one heading share it.
      if (row.headings !== headings) for (const cell of row.headings.values()) known.add(cell.at.block);
      headings = row.headings;
    }
  }
  for (const { cell } of scan.strays) known.add(cell.at.block);
  for (const { source } of scan.added) known.add(source.block);
  for (const { rows } of lists) for (const { label } of rows) known.add(label.at.block);
  return known;
}

const strayCells = (scan: Scan): Leftover[] =>
  scan.strays.map(({ table, cell }) => ({ table, text: cell.text, at: cell.at }));

function mixedForms(id: TableId, table: FoundTable | undefined, form: Form): Issue[] {
  const rivals = [...(table?.votes ?? [])].filter(([other, votes]) => other !== form.id && votes > 1);
  return rivals.map(([other, votes]) =>
    issue(
      'extract.table.mixed_forms',
      `table ${id}: read as form ${form.id}, ${votes} labels are of form ${other}`,
      id,
    ),
  );
}

function summaryIssues(
  tables: readonly TableReading[],
  isReport: boolean,
  cells: readonly Cell[],
  leftovers: readonly Leftover[],
): Issue[] {
  const issues: Issue[] = [];
  const isAbsent = tables.filter(({ status }) => status === 'absent');
  if (isAbsent.length === tables.length && isReport)
    issues.push(issue('extract.tables.none', 'no table of the form is there'));
  else
    for (const { table: id } of isAbsent)
      if (isReport) issues.push(issue('extract.table.absent', `table ${id} is not there`, id));
  for (const id of tableIds) {
    const unaligned = cells.filter(cell => cell.table === id && cell.status === 'unaligned').length;
    if (unaligned > 0)
      issues.push(
        issue(
          'extract.cells.unaligned',
          `table ${id}: ${unaligned} cells cannot be tied to their numbers`,
          id,
        ),
      );
    const left = leftovers.filter(leftover => leftover.table === id).length;
    if (left > 0)
      issues.push(
        issue('extract.cells.leftover', `table ${id}: ${left} printed cells belong to no field`, id),
      );
  }
  return issues;
}
