/**
 * Walks the rows of a document once and finds the form's tables by their labels: headings, then rows under them.
 * What it finds is not yet tied to an edition of the form; labels only vote for one.
 */

import type { TableId } from '../../schema/forms/form.ts';
import { type AddedRow, addedRow, isRival } from './added-rows.ts';
import type { LabelledRow, RowGroup } from './alignment.ts';
import { type FoundTable, tieRows } from './found-rows.ts';
import { type HeadingDraft, headingOf, isColumnPrefix, isCompleteHeading, newHeading } from './heading.ts';
import type { LabelMatch } from './labels.ts';
import { holdsValues, isValue, type RowCell, type SourceRow } from './rows.ts';
import {
  isRepeatedHeading,
  isRowLabel,
  type Labelled,
  labelsIn,
  matchLabel,
  matchMisspelt,
  tableOfLabels,
  votesIn,
} from './section-labels.ts';

export interface Scan {
  readonly tables: ReadonlyMap<TableId, FoundTable>;
  /** Printed cells inside a table that belong to no row of the form. */
  readonly strays: readonly { readonly table: TableId; readonly cell: RowCell }[];
  readonly added: readonly AddedRow[];
}

export function scanTables(rows: readonly SourceRow[]): Scan {
  const scanner = new Scanner();
  for (const row of rows) scanner.take(row);
  return scanner.finish();
}

/** A row whose cells are still arriving one by one. */
interface OpenRow {
  readonly key: string;
  readonly label: RowCell;
  readonly source: SourceRow;
  readonly tail: RowCell[];
}

/** So many headings stand only above a table: fewer may be one row of them, repeated where a page turns. */
const fewestHeadings: Partial<Record<TableId, number>> = { requests: 6, remedies: 8 };

/** Pairs of a table's own and added rows; the largest table of the forms has 26 rows. */
const mostCompared = 20_000;

class Scanner {
  private readonly tables = new Map<TableId, FoundTable>();
  private readonly strays: { table: TableId; cell: RowCell }[] = [];
  private readonly added: AddedRow[] = [];
  /** How many of them stand under headings above. */
  private addedBefore = 0;
  private current: TableId | null = null;
  private heading: HeadingDraft | null = null;
  private pending: LabelledRow[] = [];
  private open: OpenRow | null = null;
  /** The last line was words that no form knows: numbers behind them are theirs. */
  private afterWords = false;
  /** Under the headings of section 四 stand numbers behind a label of its own: they may be the table's row. */
  private hasRowOfNobody = false;
  private readonly groups: RowGroup[] = [];

  take(row: SourceRow): void {
    if (row.geometry === 'line') this.takeLine(row);
    else {
      this.closeRow();
      this.takeRow(row);
    }
  }

  finish(): Scan {
    this.closeRow();
    this.closeHeading();
    for (const cell of tieRows(this.groups, this.tables, id => this.found(id)))
      this.strays.push({ table: 'remedies', cell });
    return { tables: this.tables, strays: this.strays, added: this.added };
  }

  private takeLine(row: SourceRow): void {
    const cell = row.cells[0];
    if (!cell) return;
    // A number broken in two, or two in one cell, is no word: the row that they are of goes on behind them.
    if (cell.blank || holdsValues(cell.text)) {
      this.takeValue(cell, row);
      return;
    }
    const matches = matchLabel(cell.text);
    // A misspelt label would leave its numbers to nobody; running text has none to lose.
    const isShort = this.current !== null && row.cells.length === 1 && cell.text.length <= 60;
    const near = isShort && matches.length === 0 ? this.inTable(matchMisspelt(cell.text)) : [];
    this.closeRow(isShort && matches.length === 0 && near.length === 0);
    if (matches.length === 0) {
      if (near.length === 0) {
        if (isShort && this.beginsColumn(cell.text))
          this.heading?.rows.push({ row, labels: [], printed: [cell] });
        else this.afterWords = true;
        return;
      }
      this.takeLabels([{ cell, matches: near }], row, []);
      return;
    }
    this.takeLabels([{ cell, matches }], row, []);
  }

  /** 本年增/: a heading cut off in the middle, among the others. */
  private beginsColumn(text: string): boolean {
    return this.current === 'proactive' && this.pending.length === 0 && isColumnPrefix(text);
  }

  private takeValue(cell: RowCell, row: SourceRow): void {
    if (this.open) this.open.tail.push(cell);
    else if (
      this.current === 'remedies' &&
      !this.afterWords &&
      this.heading &&
      isCompleteHeading(this.heading) &&
      this.pending.length === 0
    )
      this.open = { key: '', label: cell, source: row, tail: [cell] };
    else if (this.current && !cell.blank) this.strays.push({ table: this.current, cell });
  }

  private takeRow(row: SourceRow): void {
    const printed = row.cells.filter(cell => !cell.blank);
    const labelled: Labelled[] = [];
    for (const cell of printed) {
      if (isValue(cell.text)) continue;
      const exact = matchLabel(cell.text);
      const matches = exact.length > 0 ? exact : matchMisspelt(cell.text);
      if (matches.length > 0) labelled.push({ cell, matches });
    }
    this.takeLabels(labelled, row, printed);
  }

  /** Decides what a row is from its labels: a title, a heading, or a row of the form. */
  private takeLabels(labelled: readonly Labelled[], row: SourceRow, printed: readonly RowCell[]): void {
    this.afterWords = false;
    const isOfSection = ({ matches }: Labelled): boolean => matches.some(match => match.kind === 'section');
    if (labelled.some(isOfSection)) {
      // Beside headings, as in two columns of a page, it ends nothing: they may go on.
      this.closeHeading(!labelled.every(isOfSection));
      this.current = null;
      return;
    }
    const named = tableOfLabels(labelled);
    const table = named === null || this.isAside(row, labelled) ? this.current : named;
    if (table === null) return;
    const labels = labelsIn(table, labelled);
    if (table !== this.current) {
      this.closeHeading();
      this.current = table;
    }
    const body = labels.filter(label =>
      label.matches.some(match => isRowLabel(match, label.cell, table, this.pending.length > 0)),
    );
    if (table === 'requests' && this.pending.length > 0 && isRepeatedHeading(this.heading, labels)) return;
    if (table === 'remedies') this.takeRemedies(labels, row);
    else if (body.length > 0) this.takeBody(body, row, table);
    else if (labels.length > 0) this.takeHeading(labels, row, table, printed);
    else if (this.takeAdded([], row, table)) return;
    else if (this.heading) {
      for (const cell of printed) this.strays.push({ table, cell });
      const above = this.pending.pop();
      const numbers = printed.filter(cell => isValue(cell.text));
      const isContinued = numbers.some(cell => above && cell.gridColumn > above.label.gridColumn);
      if (above) this.pending.push(numbers.length > 0 ? { ...above, isBroken: true, isContinued } : above);
    }
  }

  /** 其他, beside no number, below the row of section 四 and in its table: no other table begins there. */
  private isAside(row: SourceRow, labelled: readonly Labelled[]): boolean {
    return (
      this.current === 'remedies' &&
      row.geometry !== 'line' &&
      row.block === this.pending.at(-1)?.source.block &&
      labelled.length === 1 &&
      labelled.every(({ matches }) => matches.every(({ kind }) => kind === 'row' || kind === 'column')) &&
      !row.cells.some(cell => !cell.blank && isValue(cell.text))
    );
  }

  private takeAdded(outer: readonly RowCell[], row: SourceRow, table: TableId): boolean {
    const block = this.pending.at(-1)?.source.block ?? this.heading?.rows.at(-1)?.row.block;
    const added = row.block === block ? addedRow(outer, row, table, this.heading) : null;
    if (added) this.added.push(added);
    return added !== null;
  }

  private inTable(matches: readonly LabelMatch[]): readonly LabelMatch[] {
    return this.current !== null && matches.some(match => match.table === this.current) ? matches : [];
  }

  private takeBody(labels: readonly Labelled[], row: SourceRow, table: TableId): void {
    const rowOf = (label: Labelled): LabelMatch | undefined =>
      label.matches.find(match => match.kind === 'row') ?? undefined;
    const last = labels.at(-1);
    const leaf = last && rowOf(last);
    this.vote(labels, table);
    if (!last) return;
    const tail = row.cells.slice(row.cells.indexOf(last.cell) + 1);
    if (!leaf) {
      if (
        this.takeAdded(
          labels.map(label => label.cell),
          row,
          table,
        )
      )
        return;
      for (const cell of tail) if (!cell.blank) this.strays.push({ table, cell });
      return;
    }
    const key = leaf.key;
    if (row.geometry === 'line') {
      this.open = { key, label: last.cell, source: row, tail: [] };
      return;
    }
    // A group label that could be a row (（六）其他处理) is one only if numbers stand behind it.
    const isGroupToo = last.matches.some(match => match.kind === 'row_group');
    if (isGroupToo && tail.length === 0) return;
    this.pending.push({ key, source: row, label: last.cell, labels: labels.map(label => label.cell), tail });
  }

  private takeHeading(
    labels: readonly Labelled[],
    row: SourceRow,
    table: TableId,
    printed: readonly RowCell[],
  ): void {
    const opensBlock = labels.some(label =>
      label.matches.some(
        match => match.kind === 'anchor' || (table === 'proactive' && match.kind === 'row_group'),
      ),
    );
    if (opensBlock || this.pending.length > 0) this.closeHeading();
    this.current = table;
    this.heading ??= newHeading(table);
    this.vote(labels, table);
    this.heading.rows.push({ row, labels, printed });
  }

  private takeRemedies(labels: readonly Labelled[], row: SourceRow): void {
    if (labels.length > 0) {
      if (this.pending.length > 0) this.closeHeading();
      this.current = 'remedies';
      this.heading ??= newHeading('remedies');
      this.heading.rows.push({ row, labels, printed: row.cells.filter(cell => !cell.blank) });
      return;
    }
    if (!this.heading || row.geometry === 'line') return;
    // Two numbers in one cell are no value, and no word either.
    const isWord = ({ blank, text }: RowCell): boolean => !blank && !isValue(text) && !/^\W*\d/.test(text);
    const start = row.cells.findIndex(cell => !isWord(cell));
    const first = row.cells[start];
    if (!first) return;
    // Headings broken over rows (结果 over 维持) are words; a row of numbers or blanks is the data.
    const words = row.cells.filter(isWord).length;
    const isBlankData = row.cells.every(cell => cell.blank) && isCompleteHeading(this.heading);
    // A label in front makes it a row that the place added: the form has none here.
    if (words === 1 && start > 0 && !row.cells.slice(0, start).every(cell => cell.blank)) {
      const strays = row.cells.filter(cell => !cell.blank);
      for (const cell of strays) this.strays.push({ table: 'remedies', cell });
      this.hasRowOfNobody ||= strays.some(({ text }) => /\d/.test(text));
      return;
    }
    // Headings of which a line is lost reach down into the row: words and numbers are that row, broken.
    const isBrokenRow =
      row.cells.filter(({ blank, text }) => !blank && isValue(text) && /\d/.test(text)).length > 1;
    const isData = isBlankData || row.cells.some(cell => !cell.blank && !isWord(cell));
    if (words > 1 ? !isBrokenRow : !isData) {
      this.heading.rows.push({ row, labels: [], printed: row.cells.filter(cell => !cell.blank) });
      return;
    }
    this.pending.push({
      key: '',
      source: row,
      label: first,
      labels: row.cells.slice(0, start),
      tail: row.cells.slice(start),
    });
  }

  private vote(labels: readonly Labelled[], table: TableId): void {
    const votes = this.found(table).votes;
    for (const form of votesIn(labels)) votes.set(form, (votes.get(form) ?? 0) + 1);
  }

  private found(id: TableId): FoundTable {
    const known = this.tables.get(id);
    if (known) return known;
    const created: FoundTable = { id, rows: [], votes: new Map(), hasUnreadCopy: false };
    this.tables.set(id, created);
    return created;
  }

  /** @param isBroken the next line is words that no form knows: what is behind them may be this row's. */
  private closeRow(isBroken = false): void {
    if (!this.open) return;
    const { key, label, source, tail } = this.open;
    this.open = null;
    // Blanks at the end of a list of cells pad the last row.
    this.pending.push({ key, source, label, labels: key === '' ? [] : [label], tail, isBroken });
  }

  /** Ends the rows gathered under the heading so far. @param isTorn more headings may have stood there. */
  private closeHeading(isTorn = false): void {
    this.closeRow();
    const draft = this.heading;
    const added = this.added.slice(this.addedBefore).filter(({ heading }) => heading === draft);
    this.addedBefore = this.added.length;
    // More than anybody can compare are no rows of a form: then none of them is believed.
    const areTooMany = added.length * this.pending.length > mostCompared;
    const rows = this.pending.map(row => ({
      ...row,
      isBroken: row.isBroken || this.hasRowOfNobody,
      hasRival: areTooMany || added.some(other => isRival(row, other)),
    }));
    this.pending = [];
    this.heading = null;
    this.hasRowOfNobody = false;
    const table = this.current;
    if (table === null || (rows.length === 0 && !draft)) return;
    this.found(table);
    const heading = draft && headingOf(draft);
    const labels = (draft?.rows ?? []).flatMap(row => row.labels);
    const isCut =
      heading === null &&
      (isTorn ||
        labels.length >= (fewestHeadings[table] ?? Number.POSITIVE_INFINITY) ||
        (table === 'remedies' && (draft?.rows ?? []).filter(row => row.labels.length > 1).length > 1));
    const blocks = labels.flatMap(({ matches }) =>
      matches.flatMap(({ kind, key }) => (kind === 'row_group' ? [key] : [])),
    );
    this.groups.push({ table, heading, rows, isCut, blocks });
  }
}
