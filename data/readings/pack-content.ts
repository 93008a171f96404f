/** What a report says, checked against the form and put into the shape of the tables, with its digest. */

import type { Cell, Extraction, Section, TableReading } from '../../schema/extraction.ts';
import { type FormId, formIds, tableIds } from '../../schema/forms/form.ts';
import { statusCodes } from '../../schema/statuses.ts';
import { checkOutcomes } from '../../schema/tables/lists.ts';
import {
  checkCount,
  checkDefinitionId,
  checkDefinitions,
  slotsPerStrip,
  type Variable,
  variableId,
  variables,
  variablesOf,
  variablesOfStrip,
} from '../../schema/variables.ts';
import { sha256 } from '../digest.ts';
import {
  type Content,
  type ContentTable,
  type Layout,
  notInForm,
  type PackedDetail,
  type PackedFailure,
  untried,
} from './content.ts';

export interface PackedContent {
  readonly content: Content;
  /** Of the report's words and numbers alone; see `contentDigest`. */
  readonly digest: string;
  readonly reportedCells: number;
  readonly layouts: readonly Layout[];
}

/** @returns the content, or in a sentence why it cannot be what a document says. */
export function packContent(extraction: Extraction): PackedContent | string {
  const readings = allTables(extraction.tables);
  if (typeof readings === 'string') return readings;
  const ordered = orderCells(extraction.cells, readings);
  if (typeof ordered === 'string') return ordered;
  const checks = packChecks(extraction, readings);
  if (typeof checks === 'string') return checks;
  const { extensions, grids, inferences, text_facts, flags, sections } = extraction;
  const placed = readings.map(reading => placeTable(reading, ordered));
  return {
    content: {
      tables: placed.map(({ table }) => table),
      ...packCells(ordered),
      ...checks,
      sections,
      extensions,
      grids,
      inferences: inferences.filter(({ table, row, column }) => variableId(table, row, column) !== null),
      text_facts: text_facts ?? [],
      flags,
    },
    digest: contentDigest(readings, ordered, sections),
    reportedCells: ordered.filter(({ cell }) => cell.value !== null).length,
    layouts: placed.flatMap(({ layout }) => layout ?? []),
  };
}

function allTables(given: readonly TableReading[]): TableReading[] | string {
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

interface OrderedCell {
  readonly variable: Variable;
  readonly cell: Cell;
}

/** In the order of the variables. */
function orderCells(cells: readonly Cell[], tables: readonly TableReading[]): OrderedCell[] | string {
  const expected = new Set<number>();
  for (const { table, form } of tables)
    if (form !== null) for (const variable of variablesOf(form, table)) expected.add(variable);
  const ordered: OrderedCell[] = [];
  for (const cell of cells) {
    const id = variableId(cell.table, cell.row, cell.column);
    const variable = id === null ? undefined : variables[id - 1];
    if (variable === undefined || !expected.delete(variable.id))
      return `Cell ${keyOf(cell)} is given twice, or is not in the table’s form.`;
    const problem = problemOf(cell);
    if (problem !== null) return `Cell ${keyOf(cell)} ${problem}.`;
    ordered.push({ variable, cell });
  }
  if (expected.size > 0) return `${expected.size} cells of the form are not given.`;
  return ordered.sort((a, b) => a.variable.id - b.variable.id);
}

/** A strip none of whose cells is in the form. Slots without a variable are 0, so that a strip of zeros takes no byte. */
const noneInForm = (strip: number): number =>
  variablesOfStrip(strip).reduce((sum, { slot }) => sum + notInForm * 16 ** slot, 0);

interface OpenStrip {
  statuses: number;
  readonly values: (number | null)[];
  readonly raws: (string | false | null)[];
  hasRaws: boolean;
}

function packCells(ordered: readonly OrderedCell[]): Pick<Content, 'strips' | 'details'> {
  const strips = new Map<number, OpenStrip>();
  const details: PackedDetail[] = [];
  for (const { variable, cell } of ordered) {
    const { slot, strip_id } = variable;
    let strip = strips.get(strip_id);
    if (strip === undefined) {
      strip = {
        statuses: noneInForm(strip_id),
        values: new Array<null>(slotsPerStrip).fill(null),
        raws: new Array<null>(slotsPerStrip).fill(null),
        hasRaws: false,
      };
      strips.set(strip_id, strip);
    }
    // 16 ** slot and not a shift: eight slots are more than the 31 bits that shifts of numbers have.
    strip.statuses += (statusCodes[cell.status] - notInForm) * 16 ** slot;
    strip.values[slot] = cell.value;
    if (cell.raw !== expectedRaw(cell)) {
      strip.raws[slot] = cell.raw ?? false;
      strip.hasRaws = true;
    }
    const flags = cell.flags?.join(' ') ?? null;
    const inferred = cell.inferred ?? null;
    if (cell.unit !== null || cell.value_yuan !== null || inferred !== null || flags !== null)
      details.push([variable.id, cell.unit, cell.value_yuan, inferred, flags]);
  }
  return {
    strips: [...strips]
      .sort(([a], [b]) => a - b)
      .map(([id, { statuses, values, raws, hasRaws }]) => [
        id,
        statuses,
        values.slice(0, values.findLastIndex(value => value !== null) + 1),
        hasRaws ? JSON.stringify(raws) : null,
      ]),
    details,
  };
}

/** What `reading_strip.raws` leaves out; the view `reading` restores it. */
function expectedRaw({ status, value }: Cell): string | null {
  if (status === 'blank') return '';
  return status === 'reported' && Number.isSafeInteger(value) ? String(value) : null;
}

function placeTable(
  reading: TableReading,
  ordered: readonly OrderedCell[],
): { table: ContentTable; layout: Layout | null } {
  const placed = ordered.filter(({ cell }) => cell.at !== null && cell.table === reading.table);
  if (placed.length === 0) return { table: { ...reading, place_block: null, layout_id: null }, layout: null };
  const place_block = placed.reduce((first, { cell }) => Math.min(first, cell.at?.block ?? 0), Infinity);
  const places = placed.map(
    ({ variable, cell }) =>
      [variable.id, (cell.at?.block ?? 0) - place_block, cell.at?.row ?? 0, cell.at?.column ?? 0] as const,
  );
  const id = Number.parseInt(sha256(`${reading.table} ${JSON.stringify(places)}`).slice(0, 12), 16);
  return {
    table: { ...reading, place_block, layout_id: id },
    layout: { id, table: reading.table, places },
  };
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

function packChecks(
  extraction: Extraction,
  tables: readonly TableReading[],
): Pick<Content, 'checks' | 'failures'> | string {
  const outcomes = new Map<FormId, string[]>();
  const failures: PackedFailure[] = [];
  for (const check of extraction.checks) {
    const form = tables.find(({ table }) => table === check.table)?.form ?? null;
    const id = form === null ? null : checkDefinitionId(form, check.id, check.subject);
    const definition = id === null ? undefined : checkDefinitions[id - 1];
    if (form === null || definition === undefined)
      return `Check ${check.id}:${check.subject} is not in the table’s form.`;
    const letters = outcomes.get(form) ?? new Array<string>(checkCount(form)).fill(untried);
    outcomes.set(form, letters);
    if (letters[definition.position - 1] !== untried)
      return `Check ${check.id}:${check.subject} is given twice.`;
    letters[definition.position - 1] = String(checkOutcomes.indexOf(check.outcome));
    if (check.outcome === 'fail') failures.push([definition.id, check.left, check.right]);
  }
  return {
    checks: [...outcomes]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([form, letters]) => [form, letters.join('')]),
    failures: failures.sort((a, b) => a[0] - b[0]),
  };
}

/** Numbers that change with every visit: 点击次数：123, 浏览量 45 次, 阅读数【6】. */
const counters = /(?:点击|浏览|阅读|访问)(?:次数|量|数)?[:：]?[[【(（]?\d+[\]】)）]?次?/gu;

/**
 * Digest of what a report says. Two documents that print the same cells and the same words are one version,
 * whatever the layout, the spacing and the click counter.
 */
function contentDigest(
  tables: readonly TableReading[],
  ordered: readonly OrderedCell[],
  sections: readonly Section[],
): string {
  const said: string[] = [];
  for (const { table, form, status } of tables) said.push(`${table} ${form} ${status}`);
  for (const { variable, cell } of ordered) {
    const text = cell.status === 'reported' ? '' : (cell.raw ?? '').trim();
    said.push(`${variable.id} ${cell.status} ${cell.value} ${cell.unit} ${text}`);
  }
  for (const { number, title, text } of sections) said.push(`${number} ${plain(title)} ${plain(text)}`);
  return sha256(said.join('\n')).slice(0, 16);
}

function plain(text: string): string {
  return text.replace(/\s/gu, '').replace(counters, '');
}
