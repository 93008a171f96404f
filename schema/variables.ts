/**
 * Numbers for the cells and identities of the forms, made from the forms themselves.
 * A cell that several editions have under the same keys is one variable. The numbers hold within one release.
 */

import { cellsOf, type FormId, type FormTable, type Group, type TableId } from './forms/form.ts';
import { forms } from './forms/index.ts';

export interface Variable {
  readonly id: number;
  readonly table_key: TableId;
  readonly row_key: string;
  readonly column_key: string;
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
  readonly check_id: string;
  readonly table_key: TableId;
  readonly along: 'columns' | 'rows';
  readonly subject: string;
  readonly meaning: string;
}

const keyOf = (table: string, row: string, column: string): string => `${table}.${row}.${column}`;

function path(groups: readonly Group[], under: readonly string[], own: string): string {
  return [...under.map(id => groups.find(group => group.id === id)?.text ?? id), own].join(' > ');
}

const oldestFirst = [...forms].sort((a, b) => a.years.from - b.years.from);

function numberCells(): { variables: Variable[]; formCells: FormCell[] } {
  const byKey = new Map<string, Variable>();
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
  return { variables: [...byKey.values()], formCells };
}

function numberChecks(): CheckDefinition[] {
  const definitions: CheckDefinition[] = [];
  for (const form of oldestFirst)
    for (const check of form.checks)
      for (const subject of check.subjects)
        definitions.push({
          id: definitions.length + 1,
          form_id: form.id,
          check_id: check.id,
          table_key: check.table,
          along: check.along,
          subject,
          meaning: check.meaning,
        });
  return definitions;
}

export const { variables, formCells } = numberCells();
export const checkDefinitions: readonly CheckDefinition[] = numberChecks();

const idOfKey = new Map(
  variables.map(({ id, table_key, row_key, column_key }) => [keyOf(table_key, row_key, column_key), id]),
);
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
  return idOfKey.get(keyOf(table, row, column)) ?? null;
}

/** The cells that a table of an edition has. */
export function variablesOf(form: FormId, table: TableId): ReadonlySet<number> {
  return idsOfTable.get(`${form}.${table}`) ?? new Set();
}

/** Null where the edition has no such identity. */
export function checkDefinitionId(form: FormId, check: string, subject: string): number | null {
  return idOfCheck.get(`${form}.${check}.${subject}`) ?? null;
}
