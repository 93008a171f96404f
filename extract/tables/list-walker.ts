/** Walks the rows of a document once and parts the rows of its lists from all others. */

import { compact } from '../values.ts';
import {
  columnOf,
  isAnchor,
  isColumnLetters,
  type ListColumn,
  type ListHeading,
  type ListHeadingCell,
  listHeading,
  roleOf,
  withSubheadings,
} from './list-heading.ts';
import { inlineFigure, inWords, partsOf } from './list-lines.ts';
import {
  byContent,
  hasListLabel,
  isUnit,
  type ListRow,
  labelled,
  listLabels,
  listRows,
  soleColumn,
  unalignedIn,
} from './list-rows.ts';
import { isValue, type RowCell, type SourceRow } from './rows.ts';
import { isOfSections } from './section-labels.ts';

/** A row of a list, and whether it is known where it ends. */
export interface PlacedRow extends ListRow {
  /** `text`: on one line of text; `line`: label and figures came one by one; `bare`: not even with a unit between. */
  readonly end: 'known' | 'text' | 'line' | 'bare';
}

/** One list, from its title to its last row, or a part of one between two headings. */
export interface ListTable {
  /** Texts that stand directly above it. */
  readonly title: string;
  readonly rows: readonly PlacedRow[];
}

export interface Lists {
  /** Rows of the document that are in no list. */
  readonly rest: readonly SourceRow[];
  readonly lists: readonly ListTable[];
  /** Printed numbers within a list that stand behind no label. */
  readonly strays: readonly RowCell[];
  /** The headings of a list stand somewhere without any rows. */
  readonly hasUnreadCopy: boolean;
}

export const withoutBars = (text: string): string =>
  text.includes('|') ? text.replace(/^[\s|]+|[\s|]+$/g, '') : text;

interface OpenRow {
  readonly label: RowCell;
  readonly cells: RowCell[];
}

export class ListWalker {
  sawHeading = false;
  /** Of numbers, in the widest headings of a list that stand anywhere. */
  mostColumns = 0;
  private readonly rest: SourceRow[] = [];
  private readonly lists: { title: string; rows: PlacedRow[] }[] = [];
  private readonly strays: RowCell[] = [];
  /** Block of the last row of a list; null outside of lists. */
  private block: number | null = null;
  private heading: ListHeading | null = null;
  private headingIsFresh = false;
  private lineHeading: ListHeadingCell[] = [];
  private open: OpenRow | null = null;
  private above: string[] = [];
  /** Headings or a title have come since the last row. */
  private isInterrupted = true;
  /** The headings of a list stand above, and no row of it yet. */
  private awaitsRows = false;
  private hasUnreadCopy = false;
  /** Rows of the halves to the right, which follow those on the left. */
  private beside: PlacedRow[][] = [];

  take(row: SourceRow): void {
    if (this.block !== null && row.block !== this.block) this.closeHalves();
    if (row.geometry === 'line') this.takeLine(row);
    else {
      this.closeRow();
      this.takeRow(row);
    }
  }

  finish(): Lists {
    this.closeRow();
    this.closeHalves();
    this.closeHeading();
    const { rest, lists, strays, hasUnreadCopy } = this;
    return { rest, lists, strays, hasUnreadCopy };
  }

  private takeRow(row: SourceRow): void {
    const isNear = this.block === row.block || this.headingIsFresh;
    const isPossible = hasListLabel(row);
    if (!isPossible && this.takeHeading(row)) return;
    if (!isPossible && !isNear) {
      if (this.block !== null && isOfSections(row)) this.block = null;
      this.pass(row);
      return;
    }
    const figures = listRows(row, this.heading);
    const isKnown = figures.some(({ exact }) => exact.some(match => match.kind === 'row'));
    const isInside = this.block === row.block && !isOfSections(row);
    const isGroup = figures.some(({ exact, near }) => exact.length > 0 || near.length > 0);
    if (!isKnown && !isInside && !(isGroup && (this.block !== null || this.headingIsFresh))) {
      if (isOfSections(row)) this.block = null;
      this.pass(row);
      return;
    }
    this.block = row.block;
    this.headingIsFresh = false;
    const end = row.geometry === 'lossy' ? 'text' : 'known';
    for (const figure of figures)
      if (figure.half === 0) this.add({ ...figure, end });
      else this.beside[figure.half] = [...(this.beside[figure.half] ?? []), { ...figure, end }];
    const claimed = new Set(
      figures.flatMap(({ label, labels, tail, unit }) => [label, ...labels, ...tail, unit]),
    );
    const isLabelled = figures.length > 0;
    for (const cell of row.cells)
      if (!isLabelled && !cell.blank && !claimed.has(cell) && isValue(cell.text)) {
        this.strays.push(cell);
        this.breakRow();
      }
    if (!isLabelled) this.note(row);
  }

  /** Headings, their second row and their letters; true where the row is nothing else. */
  private takeHeading(row: SourceRow): boolean {
    const below = this.heading && this.headingIsFresh ? withSubheadings(this.heading, row) : null;
    const heading = below ?? listHeading(row);
    const isLetters = this.headingIsFresh && isColumnLetters(row);
    if (!heading && !isLetters) return false;
    if (heading) {
      this.closeRow();
      this.closeHalves();
      if (!below) {
        this.closeHeading();
        this.awaitsRows = heading.cells.some(({ cell }) => isAnchor(cell));
      }
      this.heading = heading;
      this.mostColumns = Math.max(
        this.mostColumns,
        heading.cells.filter(({ role }) => role === 'value').length,
      );
      this.headingIsFresh = true;
      this.isInterrupted = true;
      if (heading.cells.some(cell => cell.role === 'label')) this.sawHeading = true;
    }
    if (this.block === null) this.rest.push(row);
    return true;
  }

  private takeLine(row: SourceRow): void {
    const printed = row.cells[0];
    if (!printed) return;
    // A cell to a line, with the bar that parted it from the one before.
    const cell = { ...printed, text: withoutBars(printed.text) };
    if (cell.text === '' && !printed.blank) return;
    const parts = partsOf(cell);
    if (parts.every(part => part.blank || isValue(part.text) || isUnit(part.text))) {
      if (this.open) this.open.cells.push(...parts);
      else this.rest.push(row);
      return;
    }
    const exact = listLabels(cell.text);
    if (exact.length === 0 && this.takeHeading(inWords(row, cell))) return;
    const role = exact.length > 0 ? null : roleOf(cell.text);
    if (this.takeLineHeading(cell, role, row)) return;
    const inline = exact.length > 0 ? null : inlineFigure(cell);
    const isUnknown =
      exact.length === 0 && !inline && (!isShort(cell.text) || labelled([cell], cell).near.length === 0);
    this.closeRow(isUnknown && !isOfSections(row));
    if (inline) {
      this.block = row.block;
      const figures = byContent(inline.cells, this.lineColumns(), this.hasCode());
      this.add({ ...labelled([inline.label], inline.label), ...figures, end: 'text', half: 0 });
      return;
    }
    const isRow = exact.some(match => match.kind === 'row');
    if (isRow || (this.block !== null && isShort(cell.text) && !isOfSections(row))) {
      if (isRow) this.block = row.block;
      else this.pass(row);
      this.open = { label: cell, cells: [] };
      // A group's label may head a section of the report too.
      if (isRow || exact.length > 0) return;
    } else this.pass(row);
    if (isOfSections(row)) this.block = null;
  }

  /** 统计指标, 单位 and 统计数 on lines of their own. */
  private takeLineHeading(cell: RowCell, role: ListHeadingCell['role'] | null, row: SourceRow): boolean {
    const begins = role === 'label' || role === 'index';
    if (!begins && this.lineHeading.length === 0) return false;
    if (begins && this.lineHeading.some(other => other.role === 'value')) this.lineHeading = [];
    if (begins && isAnchor(cell)) {
      this.closeHeading();
      this.awaitsRows = true;
    }
    const isUnknown = role === null && isShort(cell.text) && /数$/.test(compact(cell.text));
    if (role === null && (!isUnknown || listLabels(cell.text).length > 0 || inlineFigure(cell))) {
      if (this.lineHeading.some(other => other.role === 'value')) {
        this.heading = { cells: this.lineHeading, block: row.block, width: 0 };
        this.isInterrupted = true;
        this.sawHeading ||= this.lineHeading.some(other => other.role === 'label');
      }
      this.lineHeading = [];
      return false;
    }
    this.closeRow();
    const isValueHeading = role === null || role === 'value';
    const column = isValueHeading ? columnOf(cell) : null;
    this.lineHeading.push({ role: role ?? 'value', cell, column });
    this.rest.push(row);
    return true;
  }

  private lineColumns(): readonly ListColumn[] {
    const columns = this.heading?.cells.flatMap(entry => entry.column ?? []) ?? [];
    return columns.length > 0 ? columns : [soleColumn];
  }

  /** Numbers without a label may be those of the row above, if it has none. */
  private breakRow(): void {
    const rows = this.lists.at(-1)?.rows;
    const above = rows?.pop();
    if (!rows || !above) return;
    const isEmpty = above.tail.every(cell => cell.blank);
    const columns = unalignedIn(above.columns.map(({ column }) => column));
    rows.push(isEmpty ? { ...above, columns } : above);
  }

  private closeHalves(): void {
    const halves = this.beside;
    this.beside = [];
    for (const row of halves.flat()) this.add({ ...row, half: 0 });
  }

  private closeHeading(): void {
    this.hasUnreadCopy ||= this.awaitsRows;
    this.awaitsRows = false;
  }

  private hasCode(): boolean {
    return this.heading?.cells.some(entry => entry.role === 'code') ?? false;
  }

  /** @param isInterrupted the next line is words that no form knows: its numbers may be this row's. */
  private closeRow(isInterrupted = false): void {
    if (!this.open) return;
    const { label, cells } = this.open;
    this.open = null;
    const units = cells.filter(cell => isUnit(cell.text));
    const columns = this.lineColumns();
    const expected = columns.length + units.length + (this.hasCode() ? 1 : 0);
    // A bar on a line of its own ends a row that is whole.
    const isClosed = cells.length === expected + 1 && cells.findIndex(cell => cell.blank) === expected;
    const figures = byContent(isClosed ? cells.slice(0, -1) : cells, columns, this.hasCode());
    // Two units, or a unit behind the number, are two rows of which one has lost its label; more cells may be a page's.
    const isBroken =
      units.length > 1 ||
      (units.length === 1 && !figures.unit) ||
      (figures.tail.length > columns.length && figures.tail.some(cell => !cell.blank));
    const isCut = isInterrupted && figures.tail.every(cell => cell.blank);
    this.add({
      ...labelled([label], label),
      ...figures,
      columns: isBroken || isCut ? unalignedIn(columns) : figures.columns,
      end: figures.unit ? 'line' : 'bare',
      half: 0,
    });
  }

  private add(row: PlacedRow): void {
    if ([...row.exact, ...row.near].some(({ kind }) => kind === 'row')) this.awaitsRows = false;
    const list = this.lists.at(-1);
    const key = rowKey(row);
    const before = list && key !== null ? list.rows.findIndex(known => rowKey(known) === key) : -1;
    const known = list?.rows[before];
    // The first row again, and other numbers behind it: another list, whose headings have gone.
    const isOther = before === 0 && known !== undefined && printedIn(known) !== printedIn(row);
    const isRestart =
      list !== undefined && known !== undefined && (isOther || list.rows.length - before > severalRows);
    if (!list || isRestart || (this.isInterrupted && key !== null)) {
      this.lists.push({ title: this.above.join('\n'), rows: [row] });
      this.above = [];
    } else list.rows.push(row);
    if (key !== null) this.isInterrupted = false;
  }

  private pass(row: SourceRow): void {
    this.rest.push(row);
    this.note(row);
  }

  /** Keeps what stands above a list: its title says whose figures they are. */
  private note(row: SourceRow): void {
    const printed = row.cells.filter(cell => !cell.blank);
    const [only] = printed;
    if (!only || printed.length > 2 || only.text.length > 80) return;
    this.above = [...this.above.slice(-3), only.text];
    if (/统计(?:报)?表|汇总表/.test(compact(only.text))) this.isInterrupted = true;
  }
}

/** The row of the form that a label is; null where several have it, or none. */
export function rowKey({ exact }: ListRow): string | null {
  const [key, other] = new Set(exact.flatMap(match => (match.kind === 'row' ? [match.key] : [])));
  return key !== undefined && other === undefined ? key : null;
}

const printedIn = ({ tail }: ListRow): string => tail.map(({ text }) => text.trim()).join('|');

/** A row repeated a few rows on is the same list; one that comes back after many begins another. */
const severalRows = 8;

const isShort = (text: string): boolean => text.length <= 60 && !/[。；;！？]/.test(text);
