/** From the tables found to the cells of a form: the edition per table, a status for every cell, leftovers. */

import type { Cell, ExtensionRow, Leftover, RawGrid, TableReading } from '../../schema/extraction.ts';
import { cellsOf, type Form, type TableId, tableIds } from '../../schema/forms/form.ts';
import { type Issue, issue } from '../../schema/issues.ts';
import type { Block } from '../document.ts';
import { formByLabels, formOf, isExpected } from './edition.ts';
import { addedRows, unknownGrids } from './extensions.ts';
import type { FoundRow, FoundTable } from './found-rows.ts';
import { readLists } from './list-table.ts';
import type { ListTable } from './list-walker.ts';
import { takeLists } from './lists.ts';
import { rowsOf } from './rows.ts';
import { type Scan, scanTables } from './scan.ts';
import { emptyCell, TableReader } from './table-reader.ts';

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
  const ofOtherEditions: ExtensionRow[] = [];
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
      ofOtherEditions.push(...reader.ofOtherEdition.values());
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
  const extensions = [
    ...addedRows(scan.added, table => formsRead.get(table) ?? null),
    ...ofOtherEditions,
    ...list.extensions,
  ];
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
