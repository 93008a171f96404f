/** The cells of one table: a status for each cell of its edition, by the rows that were found, and what no cell claims. */

import type { Cell, ExtensionRow, Leftover, Place } from '../../schema/extraction.ts';
import {
  columnsOf,
  type Form,
  type FormColumn,
  type FormRow,
  type FormTable,
  type TableId,
  tableOf,
} from '../../schema/forms/form.ts';
import { type Issue, issue } from '../../schema/issues.ts';
import { compact, moneyUnitIn, readValue } from '../values.ts';
import { copiesOf, isThere } from './copies.ts';
import type { FoundRow, FoundTable } from './found-rows.ts';
import { rowsOfOtherEdition } from './other-edition.ts';
import type { RowCell } from './rows.ts';

export const emptyCell = (table: TableId, row: string, column: string, status: Cell['status']): Cell => ({
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

export class TableReader {
  readonly issues: Issue[] = [];
  private readonly table: FormTable;
  private readonly id: TableId;
  private readonly rows: readonly FoundRow[];
  private readonly hasUnreadCopy: boolean;
  /** Rows that are none of this table's edition. */
  readonly ofOtherEdition: ReadonlyMap<FoundRow, ExtensionRow>;

  constructor(form: Form, id: TableId, found: FoundTable | undefined) {
    this.table = tableOf(form, id);
    this.id = id;
    this.rows = found?.rows ?? [];
    this.hasUnreadCopy = found?.hasUnreadCopy ?? false;
    this.ofOtherEdition = rowsOfOtherEdition(this.table, this.rows, row => this.comesAgain(row));
  }

  /** The table, or this row of it, is there more than once. */
  private comesAgain(found: FoundRow): boolean {
    return (
      this.hasUnreadCopy ||
      this.rows.some(row => row !== found && row.key === found.key) ||
      new Set(copiesOf(this.rows.filter(isThere)).values()).size > 1
    );
  }

  cells(): Cell[] {
    const byKey = new Map<string, FoundRow[]>();
    for (const found of this.rows) {
      if (this.ofOtherEdition.has(found)) continue;
      const known = byKey.get(found.key);
      if (known) known.push(found);
      else byKey.set(found.key, [found]);
    }
    const rows = this.table.rows.map(row => {
      const found = byKey.get(row.key) ?? [];
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
    const [only] = readings;
    if (only && readings.length === 1 && !mayBeForeign) return only;
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

  /** Printed cells behind a known label that no cell of the form claimed, nor a row of another edition. */
  leftovers(): Leftover[] {
    const columns = new Map(this.table.rows.map(row => [row.key, row.columns]));
    // In section 四 one row of numbers serves three rows of the form: what one of them claims, all do.
    const claimed = new Set<RowCell>();
    for (const found of this.rows)
      for (const column of columns.get(found.key) ?? []) {
        const alignment = found.aligned.get(column);
        if (alignment?.kind === 'cell') claimed.add(alignment.cell);
      }
    const beside = [...this.ofOtherEdition.values()].flatMap(row => row.cells);
    const keptBeside = new Set(beside.map(cell => placeKey(cell.at)));
    const kept = new Map<string, Leftover>();
    for (const { tail } of this.rows)
      for (const cell of tail)
        if (!cell.blank && !claimed.has(cell) && !keptBeside.has(placeKey(cell.at)))
          kept.set(placeKey(cell.at), { table: this.id, text: cell.text, at: cell.at });
    return [...kept.values()];
  }
}

const placeKey = ({ block, row, column }: Place): string => `${block} ${row} ${column}`;

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
