/** From the lists of a document to the rows of table `statistics`, and to the rows that no form has. */

import type { ExtensionRow } from '../../schema/extraction.ts';
import { type Form, tableOf } from '../../schema/forms/form.ts';
import { formById } from '../../schema/forms/index.ts';
import { compact } from '../values.ts';
import type { Alignment } from './alignment.ts';
import { extensionCell, extensionKey } from './extensions.ts';
import type { FoundRow, FoundTable } from './found-rows.ts';
import type { ListColumn } from './list-heading.ts';
import { followsInForm, type KeyedRow, keyRows, votesOf } from './list-keys.ts';
import { formOf, hasColumnsOf, isOfForm, isOfYear, scopeOf, shareRows, yearOfTable } from './list-scope.ts';
import type { ListTable, PlacedRow } from './list-walker.ts';
import { listsHaveNoRepeats } from './repeats.ts';
import { isValue, type RowCell } from './rows.ts';

export interface ListReading {
  readonly table: FoundTable | null;
  readonly extensions: readonly ExtensionRow[];
  /** Printed cells of lists that are not of this report. */
  readonly strays: readonly RowCell[];
}

export function readLists(
  lists: readonly ListTable[],
  reportYear: number | null,
  hasUnreadCopy: boolean,
): ListReading {
  if (lists.length === 0) return { table: null, extensions: [], strays: [] };
  const votes = lists.map(list => votesOf(list.rows));
  const formId = formOf(votes, lists, reportYear);
  const areTooMany = lists.length > mostLists;
  const own = lists.filter(
    (list, index) => areTooMany || (isOfForm(votes[index], formId) && isOfYear(list, lists, reportYear)),
  );
  const inLines = lists.flatMap(({ rows }) => rows.filter(isInLines));
  const dropsRepeats = listsHaveNoRepeats(
    inLines.map(({ unit, tail }) => [...(unit ? [unit] : []), ...tail]),
  );
  const reader = new ListReader(formById(formId), reportYear, dropsRepeats);
  for (const [index, list] of own.entries()) {
    const scope = scopeOf(list.title);
    const copies = areTooMany ? [] : own.filter(other => other === list || shareRows(list, other));
    // Two lists that both say 汇总 are not told apart by it.
    const isTold = copies.length > 1 && copies.filter(other => scopeOf(other.title) === scope).length === 1;
    // The same figures under other headings: which list is the report's, nothing says.
    const isRivalled = areTooMany || (!isTold && copies.some(other => !hasColumnsOf(list, other)));
    reader.read(list, index, isTold ? scope : null, isRivalled);
  }
  const strays = lists.flatMap(list =>
    own.includes(list) ? [] : list.rows.flatMap(row => row.tail.filter(cell => !cell.blank)),
  );
  strays.push(...reader.strays);
  const total = votes.reduce((sum, each) => sum + (each.get(formId) ?? 0), 0);
  const table = {
    id: 'statistics' as const,
    rows: reader.rows,
    votes: new Map([[formId, total]]),
    hasUnreadCopy,
  };
  return { table: own.length > 0 ? table : null, extensions: reader.extensions, strays };
}

/** More lists than any report prints are not compared each with each, and none of them is believed. */
const mostLists = 30;

/** Lines that say who filled the table in are no figures, though a telephone number stands in them. */
const isFormality = (label: string): boolean =>
  /填报|填表|制表|报出|联系|电话|手机|邮编|日期|审核|负责人|经办|签发|盖章|单位名称|代码|编号|序号|页/.test(
    label,
  );

class ListReader {
  readonly rows: FoundRow[] = [];
  readonly extensions: ExtensionRow[] = [];
  readonly strays: RowCell[] = [];
  private readonly form: Form;
  private readonly columnKeys: ReadonlySet<string>;
  private readonly reportYear: number | null;
  /** A row without a number may have had one that was printed before. */
  private readonly dropsRepeats: boolean;

  constructor(form: Form, reportYear: number | null, dropsRepeats: boolean) {
    this.dropsRepeats = dropsRepeats;
    this.form = form;
    this.reportYear = reportYear;
    this.columnKeys = new Set(tableOf(form, 'statistics').columns.map(column => column.key));
  }

  read(list: ListTable, listIndex: number, scope: string | null, isRivalled: boolean): void {
    const keyed = keyRows(list.rows, this.form.id);
    const hasCodes = list.rows.some(row => row.code !== null);
    // Where a text has lost blank cells, a number may be a page's, another column's, or of a row without its label.
    const losesBlanks = list.rows.some(
      (row, index) =>
        row.end !== 'known' &&
        keyed[index]?.key != null &&
        row.tail.filter(cell => !cell.blank).length <
          row.columns.length + (hasCodes && row.code === null ? 1 : 0),
    );
    const decided = new Set(keyed.flatMap(({ key }) => key ?? []));
    // Rows with several numbers show columns that no heading names: then a single number may be of any of them.
    const isNameless = list.rows.some(
      row =>
        row.columns.some(({ column }) => column.cell === null) &&
        row.exact.length > 0 &&
        (row.tail.filter(cell => row.end === 'known' || !cell.blank).length > 1 ||
          row.tail.some(coversColumns)),
    );
    const unlike = laidOutUnlike(list.rows);
    for (const [index, { key, candidates }] of keyed.entries()) {
      const row = list.rows[index];
      if (!row) continue;
      const open = candidates.filter(candidate => !decided.has(candidate));
      if (key === null && open.length === 0 && candidates.length > 0) {
        this.strays.push(...row.tail.filter(cell => !cell.blank));
        continue;
      }
      const hasHeading = row.columns.every(({ column }) => column.cell !== null);
      const isEnded =
        row.end === 'known' ||
        (row.end === 'text' && row.columns.length === 1 && hasHeading) ||
        (!losesBlanks && (row.end !== 'bare' || this.isFollowed(keyed, index)));
      const isSure =
        isEnded && !isRivalled && (hasHeading || !isNameless) && !mayBeShifted(row, list) && !unlike.has(row);
      this.take(
        key,
        open,
        row,
        listIndex,
        { scope, year: yearOfTable(list.title) },
        isSure,
        isRivalled || hasOthersNumber(row, list),
      );
    }
  }

  /** Label and number without a unit between: the next label must be the next row's, or a number may be its. */
  private isFollowed(keyed: readonly KeyedRow[], index: number): boolean {
    const key = keyed[index]?.key ?? null;
    const next = keyed.slice(index + 1).find(({ row }) => !isGroup(row));
    return key !== null && followsInForm(this.form.id, key, next ? next.key : null);
  }

  private take(
    key: string | null,
    candidates: readonly string[],
    row: PlacedRow,
    list: number,
    { scope, year }: { readonly scope: string | null; readonly year: number | null },
    isSure: boolean,
    isDoubtful: boolean,
  ): void {
    const isOfYear = year !== null && year === this.reportYear && this.isSoleWithoutPeriod(row.columns);
    const columns = row.columns.map(({ column, alignment }) => ({
      column,
      key: isOfYear ? 'annual' : this.columnKey(column, row.columns, scope),
      alignment: (alignment.kind === 'blank' ? this.mayBeRepeat(row) || isDoubtful : !isSure)
        ? unaligned
        : isOfYear && alignment.kind === 'cell'
          ? { ...alignment, inferred: 'the only column of a table whose title names the year' }
          : alignment,
    }));
    const isNumber = row.tail.some(cell => !cell.blank && isValue(cell.text));
    const known = columns.filter(column => column.key !== null);
    if (key === null && (candidates.length === 0 || known.length === 0)) {
      if (isNumber && !isGroup(row) && !isFormality(compact(row.label.text))) this.extend(row, columns);
      return;
    }
    const others = columns.filter(column => column.key === null);
    if (others.some(({ alignment }) => isPrinted(alignment))) this.extend(row, others);
    const extended = new Set(others.flatMap(({ alignment }) => cellsOf(alignment)));
    for (const target of key === null ? candidates : [key])
      this.rows.push({
        table: 'statistics',
        key: target,
        label: row.label,
        unit: row.unit,
        list,
        headings: new Map(
          known.flatMap(({ column, key: at }) => (at && column.cell ? [[at, column.cell]] : [])),
        ),
        aligned: new Map(
          known.flatMap(({ key: at, alignment }) =>
            // A code that is another row's may be this one's number.
            at
              ? [[at, key === null && (isNumber || row.code !== null) ? unaligned : alignment] as const]
              : [],
          ),
        ),
        tail: row.tail.filter(cell => !extended.has(cell)),
      });
  }

  private mayBeRepeat(row: PlacedRow): boolean {
    return this.dropsRepeats && isInLines(row);
  }

  /** 数量, of a table that has a figure of the year and one since the beginning. */
  private isSoleWithoutPeriod(columns: PlacedRow['columns']): boolean {
    const [only, second] = columns;
    const isPlain =
      only?.column.key === 'count' &&
      /^(?:数量?|统计数|数值|数据)$/.test(compact(only.column.cell?.text ?? ''));
    return isPlain && !second && this.columnKeys.has('annual');
  }

  /** The form's column; null where it has none, or two headings say the same. */
  private columnKey(column: ListColumn, columns: PlacedRow['columns'], scope: string | null): string | null {
    const keyOf = ({ key, year }: ListColumn): string | null => {
      if (year === null) return key === 'count' && scope !== null ? scope : key;
      const isOfReport = this.reportYear === null ? columns.length === 1 : year === this.reportYear;
      return isOfReport ? (this.columnKeys.has('count') ? (scope ?? 'count') : 'annual') : null;
    };
    const own = keyOf(column);
    const isTwice = columns.some(other => other.column !== column && keyOf(other.column) === own);
    return own !== null && this.columnKeys.has(own) && !isTwice ? own : null;
  }

  private extend(
    row: PlacedRow,
    columns: readonly { column: ListColumn; key: string | null; alignment: Alignment }[],
  ): void {
    const placed = columns.flatMap(({ column, key, alignment }) =>
      alignment.kind === 'cell' ? [{ column, key, cell: alignment.cell }] : [],
    );
    const cells =
      placed.length > 0
        ? placed.map(({ column, key, cell }) =>
            extensionCell(cell, key, column.cell?.text ?? null, row.unit?.text ?? null, true),
          )
        : row.tail
            .filter(cell => !cell.blank)
            .map(cell => extensionCell(cell, null, null, row.unit?.text ?? null, false));
    this.extensions.push({
      table: 'statistics',
      form: this.form.id,
      key: extensionKey(row.label.text),
      labels: row.labels.map(label => label.text),
      cells,
    });
  }
}

/** A cell as wide as two columns, or that prints two figures. */
const coversColumns = ({ text, blank, colSpan }: RowCell): boolean => {
  const parts = text.trim().split(/[\s\u00a0\u3000]+/);
  return !blank && (colSpan > 1 || (parts.length > 1 && parts.every(isValue)));
};

const isBlank = ({ alignment }: PlacedRow['columns'][number]): boolean =>
  alignment.kind === 'blank' || (alignment.kind === 'cell' && alignment.cell.blank);
const isEmpty = (row: PlacedRow): boolean => row.columns.every(isBlank);

/** The only row of a list that begins or ends with a blank has lost one cell and gained another. */
function mayBeShifted(row: PlacedRow, list: ListTable): boolean {
  if (hasOthersNumber(row, list)) return true;
  const first = row.columns[0];
  const last = row.columns.at(-1);
  if (row.columns.length < 2 || isEmpty(row) || !first || !last || !(isBlank(first) || isBlank(last)))
    return false;
  const others = list.rows.filter(other => other !== row && other.columns.length > 1 && !isEmpty(other));
  return others.length > 0 && others.every(other => !other.columns.some(isBlank));
}

/**
 * Rows whose numbers stand on one line (2 394) where those of most others have a line each: they may be one, broken in
 * two. And the other way round: a number on a line of its own may be a page's.
 */
function laidOutUnlike(rows: readonly PlacedRow[]): ReadonlySet<PlacedRow> {
  const several = rows.filter(row => isInLines(row) && numbersOf(row).length > 1);
  const [onOne, parted] = [several.filter(sharesLine), several.filter(row => !sharesLine(row))];
  if (onOne.length === 0 || parted.length === 0) return new Set();
  return new Set([
    ...(onOne.length > parted.length ? [] : onOne),
    ...(parted.length > onOne.length ? [] : parted),
  ]);
}

const isInLines = ({ end }: PlacedRow): boolean => end === 'line' || end === 'bare';
const numbersOf = ({ tail }: PlacedRow): RowCell[] => tail.filter(cell => !cell.blank);
const sharesLine = (row: PlacedRow): boolean => {
  const numbers = numbersOf(row);
  return new Set(numbers.map(({ at }) => `${at.block} ${at.row}`)).size < numbers.length;
};

/** 1 among 02, 03 …: the row has lost its code, and its first number stands in that place. */
function hasOthersNumber({ code }: PlacedRow, list: ListTable): boolean {
  const isPadded = (text: string | null): boolean => text !== null && /^0\d/.test(compact(text));
  return code !== null && /^\d$/.test(compact(code)) && list.rows.some(other => isPadded(other.code));
}

const unaligned: Alignment = { kind: 'unaligned' };
const cellsOf = (alignment: Alignment): RowCell[] => (alignment.kind === 'cell' ? [alignment.cell] : []);
const isPrinted = (alignment: Alignment): boolean =>
  alignment.kind === 'unaligned' || cellsOf(alignment).some(cell => !cell.blank);
const isGroup = (row: KeyedRow['row']): boolean =>
  row.exact.length > 0 && row.exact.every(match => match.kind === 'row_group');
