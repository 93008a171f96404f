/** What a document says, checked against the form, packed for the staging file, and its digests. */

import { createHash } from 'node:crypto';
import type { Cell, Extraction, Section, TableReading } from '../schema/extraction.ts';
import { formIds, type TableId, tableIds } from '../schema/forms/form.ts';
import { statusCodes } from '../schema/statuses.ts';
import { checkOutcomes } from '../schema/tables/index.ts';
import { checkDefinitionId, variableId, variablesOf } from '../schema/variables.ts';

/** Variable, status, value, raw, unit, yuan, block, row, column, inferred, flags (parted by blanks). */
export type PackedCell = readonly [
  variable: number,
  status: number,
  value: number | null,
  raw: string | null,
  unit: string | null,
  yuan: number | null,
  block: number | null,
  row: number | null,
  column: number | null,
  inferred: string | null,
  flags: string | null,
];
export type PackedCheck = readonly [
  definition: number,
  outcome: number,
  left: number | null,
  right: number | null,
];

export interface Content {
  readonly tables: readonly TableReading[];
  /** In the order of the variables. */
  readonly cells: readonly PackedCell[];
  readonly checks: readonly PackedCheck[];
  readonly sections: readonly Section[];
}

/** @returns the content, or in a sentence why it cannot be what a document says. */
export function packContent(extraction: Extraction): Content | string {
  const tables = threeTables(extraction.tables);
  if (typeof tables === 'string') return tables;
  const cells = packCells(extraction.cells, tables);
  if (typeof cells === 'string') return cells;
  const checks = packChecks(extraction, tables);
  if (typeof checks === 'string') return checks;
  return { tables, cells, checks, sections: extraction.sections };
}

function threeTables(given: readonly TableReading[]): TableReading[] | string {
  if (new Set(given.map(({ table }) => table)).size < given.length) return 'A table is given twice.';
  for (const { table, form } of given)
    if (form !== null && !formIds.includes(form)) return `Table ${table} is in the unknown form ${form}.`;
  return tableIds.map(
    id =>
      given.find(({ table }) => table === id) ?? {
        table: id,
        form: null,
        form_evidence: 'none',
        status: 'absent',
      },
  );
}

function packCells(cells: readonly Cell[], tables: readonly TableReading[]): PackedCell[] | string {
  const expected = new Map<number, TableId>();
  for (const { table, form } of tables)
    if (form !== null) for (const variable of variablesOf(form, table)) expected.set(variable, table);
  const packed: PackedCell[] = [];
  for (const cell of cells) {
    const variable = variableId(cell.table, cell.row, cell.column);
    if (variable === null || !expected.delete(variable))
      return `Cell ${keyOf(cell)} is given twice, or is not in the table’s form.`;
    const problem = problemOf(cell);
    if (problem !== null) return `Cell ${keyOf(cell)} ${problem}.`;
    packed.push([
      variable,
      statusCodes[cell.status],
      cell.value,
      cell.raw,
      cell.unit,
      cell.value_yuan,
      cell.at?.block ?? null,
      cell.at?.row ?? null,
      cell.at?.column ?? null,
      cell.inferred ?? null,
      cell.flags?.join(' ') ?? null,
    ]);
  }
  if (expected.size > 0) return `${expected.size} cells of the form are not given.`;
  return packed.sort((a, b) => a[0] - b[0]);
}

function keyOf({ table, row, column }: Cell): string {
  return `${table}.${row}.${column}`;
}

/** A value without its raw text and its place in the archived document does not exist. */
function problemOf(cell: Cell): string | null {
  const isReported = cell.status === 'reported';
  if (!(cell.status in statusCodes) || cell.status === 'not_in_form') return `has the status ${cell.status}`;
  if (isReported !== (cell.value !== null)) return `is ${cell.status} and has the value ${cell.value}`;
  if (cell.value !== null && !Number.isFinite(cell.value)) return `has the value ${cell.value}`;
  if (isReported && (cell.raw === null || cell.at === null)) return 'is reported without raw text or place';
  const places = cell.at === null ? [] : [cell.at.block, cell.at.row, cell.at.column];
  if (!places.every(place => Number.isSafeInteger(place) && place >= 0)) return 'has an impossible place';
  return null;
}

function packChecks(extraction: Extraction, tables: readonly TableReading[]): PackedCheck[] | string {
  const packed = new Map<number, PackedCheck>();
  for (const check of extraction.checks) {
    const form = tables.find(({ table }) => table === check.table)?.form ?? null;
    const definition = form === null ? null : checkDefinitionId(form, check.id, check.subject);
    if (definition === null || packed.has(definition))
      return `Check ${check.id}:${check.subject} is given twice, or is not in the table’s form.`;
    packed.set(definition, [definition, checkOutcomes.indexOf(check.outcome), check.left, check.right]);
  }
  return [...packed.values()].sort((a, b) => a[0] - b[0]);
}

/** Numbers that change with every visit: 点击次数：123, 浏览量 45 次, 阅读数【6】. */
const counters = /(?:点击|浏览|阅读|访问)(?:次数|量|数)?[:：]?[[【(（]?\d+[\]】)）]?次?/gu;

/**
 * Digest of what a report says. Two documents that print the same cells and the same words are one version,
 * whatever the layout, the spacing and the click counter.
 */
export function contentDigest({ tables, cells, sections }: Content): string {
  const said = {
    tables: tables.map(({ table, form, status }) => [table, form, status]),
    cells: cells.map(([variable, status, value, raw, unit]) => [
      variable,
      status,
      value,
      unit,
      status === statusCodes.reported ? null : (raw ?? '').trim(),
    ]),
    sections: sections.map(({ number, title, text }) => [number, plain(title), plain(text)]),
  };
  return sha256(JSON.stringify(said)).slice(0, 16);
}

function plain(text: string): string {
  return text.replace(/\s/gu, '').replace(counters, '');
}

export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
