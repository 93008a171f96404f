/**
 * Numbers for the cells and identities of the forms, made from the forms themselves.
 * A cell that several editions have under the same keys is one variable. The numbers hold within one release.
 */

import { crossYearChecks } from './forms/cross-year.ts';
import { cellsOf, type FormId, type FormTable, type Group, type TableId } from './forms/form.ts';
import { forms } from './forms/index.ts';

export interface Variable {
  readonly id: number;
  readonly table_key: TableId;
  readonly row_key: string;
  readonly column_key: string;
  /** The row of `reading_strip` that holds its readings, and where in it: 0 to 7. */
  readonly strip_id: number;
  readonly slot: number;
}

export interface FormCell {
  readonly form_id: FormId;
  readonly variable_id: number;
  /** From 1, in the form's order. */
  readonly position: number;
  readonly row_label: string;
  readonly row_path: string;
  readonly column_label: string;
  readonly column_path: string;
  readonly type: 'count' | 'signed_count' | 'amount';
  readonly unit: string | null;
}

export interface CheckDefinition {
  readonly id: number;
  readonly form_id: FormId;
  /** From 1, among those of the form: the letter of `version_check.outcomes` that holds it. */
  readonly position: number;
  readonly check_id: string;
  readonly table_key: TableId;
  /** `report`: within one report. `years`: between the reports of two years running; the form is the later one's. */
  readonly span: 'report' | 'years';
  /** `hard`: the form says so. `soft`: it follows from what the figures mean. */
  readonly strength: 'hard' | 'soft';
  readonly along: 'columns' | 'rows';
  readonly subject: string;
  readonly meaning: string;
}

const keyOf = (table: string, row: string, column: string): string => `${table}.${row}.${column}`;

function path(groups: readonly Group[], under: readonly string[], own: string): string {
  return [...under.map(id => groups.find(group => group.id === id)?.text ?? id), own].join(' > ');
}

const oldestFirst = [...forms].sort((a, b) => a.years.from - b.years.from);

/** Readings that stand side by side in one row of `reading_strip`. */
export const slotsPerStrip = 8;

type UnplacedVariable = Omit<Variable, 'strip_id' | 'slot'>;

/**
 * Rows of one table follow each other into strips; a row is parted only where it is longer than a strip. What a
 * query asks of a report mostly stands in one row of the form, and so in one row of the database.
 */
function placeInStrips(variables: readonly UnplacedVariable[]): Variable[] {
  const rows = new Map<string, UnplacedVariable[]>();
  for (const variable of variables) {
    const row = `${variable.table_key} ${variable.row_key}`;
    rows.set(row, [...(rows.get(row) ?? []), variable]);
  }
  const placed: Variable[] = [];
  let strip_id = 0;
  let slot = slotsPerStrip;
  let table: TableId | null = null;
  for (const row of rows.values()) {
    const isLong = row.length > slotsPerStrip - slot;
    if (isLong || row[0]?.table_key !== table) slot = slotsPerStrip;
    for (const variable of row) {
      if (slot === slotsPerStrip) {
        strip_id += 1;
        slot = 0;
      }
      placed.push({ ...variable, strip_id, slot });
      slot += 1;
    }
    table = row[0]?.table_key ?? null;
  }
  return placed.sort((a, b) => a.id - b.id);
}

function numberCells(): { variables: Variable[]; formCells: FormCell[] } {
  const byKey = new Map<string, UnplacedVariable>();
  const formCells: FormCell[] = [];
  const labels = (
    table: FormTable,
    row: FormTable['rows'][number],
    column: FormTable['columns'][number],
  ) => ({
    row_label: row.text,
    row_path: path(table.rowGroups, row.under, row.text),
    column_label: column.text,
    column_path: path(table.columnGroups, column.under, column.text),
    type: column.type,
    unit: column.unit,
  });
  for (const form of oldestFirst) {
    let position = 0;
    for (const { table, row, column } of cellsOf(form)) {
      const key = keyOf(table.id, row.key, column.key);
      const variable = byKey.get(key) ?? {
        id: byKey.size + 1,
        table_key: table.id,
        row_key: row.key,
        column_key: column.key,
      };
      byKey.set(key, variable);
      position += 1;
      formCells.push({
        form_id: form.id,
        variable_id: variable.id,
        position,
        ...labels(table, row, column),
      });
    }
  }
  return { variables: placeInStrips([...byKey.values()]), formCells };
}

function numberChecks(): CheckDefinition[] {
  const definitions: CheckDefinition[] = [];
  for (const form of oldestFirst) {
    const before = definitions.length;
    const ofYears = crossYearChecks.filter(check => check.forms.includes(form.id));
    const checks = [
      ...form.checks.map(check => ({ ...check, span: 'report' as const })),
      ...ofYears.map(check => ({ ...check, span: 'years' as const })),
    ];
    for (const { id: check_id, table: table_key, span, strength, along, subjects, meaning } of checks)
      for (const subject of subjects) {
        const id = definitions.length + 1;
        const position = id - before;
        definitions.push({
          id,
          form_id: form.id,
          position,
          check_id,
          table_key,
          span,
          strength,
          along,
          subject,
          meaning,
        });
      }
  }
  return definitions;
}

export const { variables, formCells } = numberCells();
export const checkDefinitions: readonly CheckDefinition[] = numberChecks();

/** By table, row and column: three lookups cost less than the making of one key. */
const idsByKey = new Map<string, Map<string, Map<string, number>>>();
for (const { id, table_key, row_key, column_key } of variables) {
  const rows = idsByKey.get(table_key) ?? new Map<string, Map<string, number>>();
  idsByKey.set(table_key, rows);
  const columns = rows.get(row_key) ?? new Map<string, number>();
  rows.set(row_key, columns.set(column_key, id));
}
const idOfCheck = new Map(
  checkDefinitions.map(({ id, form_id, check_id, subject }) => [`${form_id}.${check_id}.${subject}`, id]),
);
const idsOfTable = new Map<string, ReadonlySet<number>>();
for (const form of forms)
  for (const table of form.tables)
    idsOfTable.set(
      `${form.id}.${table.id}`,
      new Set(
        formCells
          .filter(cell => cell.form_id === form.id && variables[cell.variable_id - 1]?.table_key === table.id)
          .map(cell => cell.variable_id),
      ),
    );

/** Null where no edition has such a cell. */
export function variableId(table: string, row: string, column: string): number | null {
  return idsByKey.get(table)?.get(row)?.get(column) ?? null;
}

/** The cells that a table of an edition has. */
export function variablesOf(form: FormId, table: TableId): ReadonlySet<number> {
  return idsOfTable.get(`${form}.${table}`) ?? new Set();
}

/** Null where the edition has no such identity. */
export function checkDefinitionId(form: FormId, check: string, subject: string): number | null {
  return idOfCheck.get(`${form}.${check}.${subject}`) ?? null;
}

const countOfForm = new Map<FormId, number>();
for (const { form_id, position } of checkDefinitions) countOfForm.set(form_id, position);

/** How many identities an edition has, those between two years included. */
export function checkCount(form: FormId): number {
  return countOfForm.get(form) ?? 0;
}

const ofStrip = new Map<number, Variable[]>();
for (const variable of variables)
  ofStrip.set(variable.strip_id, [...(ofStrip.get(variable.strip_id) ?? []), variable]);

export function variablesOfStrip(strip: number): readonly Variable[] {
  return ofStrip.get(strip) ?? [];
}
