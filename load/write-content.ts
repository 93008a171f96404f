/** Writes what one version says: tables, readings, checks, sections. */

import type Database from 'better-sqlite3';
import type { TableReading } from '../schema/extraction.ts';
import { statusCodes } from '../schema/statuses.ts';
import {
  check_result,
  layout,
  layout_place,
  reading,
  reading_detail,
  section,
  version_table,
} from '../schema/tables/index.ts';
import { variablesOf } from '../schema/variables.ts';
import { type Content, type PackedCell, sha256 } from './content.ts';
import { bulkInserter, rowInserter } from './insert.ts';

export class ContentWriter {
  readonly #insertTable;
  readonly #insertLayout;
  readonly #insertDetail;
  readonly #insertSection;
  readonly #insertReadings;
  readonly #insertPlaces;
  readonly #insertChecks;
  /** Layout ids by digest: a few hundred when documents follow the form, one a table in the worst case. */
  readonly #layouts = new Map<string, number>();

  constructor(database: Database.Database) {
    this.#insertTable = rowInserter(database, version_table);
    this.#insertLayout = rowInserter(database, layout);
    this.#insertDetail = rowInserter(database, reading_detail);
    this.#insertSection = rowInserter(database, section);
    this.#insertReadings = bulkInserter(database, reading);
    this.#insertPlaces = bulkInserter(database, layout_place);
    this.#insertChecks = bulkInserter(database, check_result);
  }

  write(version: number, { tables, cells, checks, sections }: Content): void {
    for (const table of tables) this.#writeTable(version, table, cells);
    this.#insertReadings(
      cells.map(([variable, status, value, raw]) => [
        version,
        variable,
        status,
        value,
        isPlainDigits(status, value, raw) ? null : raw,
      ]),
    );
    for (const [variable_id, , , , unit, value_yuan, , , , inferred, flags] of cells)
      if (unit !== null || value_yuan !== null || inferred !== null || flags !== null)
        this.#insertDetail({ version_id: version, variable_id, unit, value_yuan, inferred, flags });
    this.#insertChecks(
      checks.map(([definition, outcome, left, right]) => [version, definition, outcome, left, right]),
    );
    for (const [index, { number, title, text }] of sections.entries())
      this.#insertSection({ version_id: version, position: index + 1, number, title, text });
  }

  #writeTable(
    version_id: number,
    { table, form, form_evidence, status }: TableReading,
    cells: Content['cells'],
  ): void {
    const variables = form === null ? new Set<number>() : variablesOf(form, table);
    const placed = cells.filter(cell => variables.has(cell[0]) && cell[6] !== null);
    const place_block = placed.length === 0 ? null : Math.min(...placed.map(cell => cell[6] ?? 0));
    const layout_id = place_block === null ? null : this.#layoutOf(table, place_block, placed);
    this.#insertTable({
      version_id,
      table_key: table,
      status,
      form_id: form,
      form_evidence,
      place_block,
      layout_id,
    });
  }

  #layoutOf(table_key: TableReading['table'], firstBlock: number, placed: readonly PackedCell[]): number {
    const places = placed.map(
      cell => [cell[0], (cell[6] ?? 0) - firstBlock, cell[7] ?? 0, cell[8] ?? 0] as const,
    );
    const digest = sha256(JSON.stringify(places)).slice(0, 32);
    const known = this.#layouts.get(`${table_key} ${digest}`);
    if (known !== undefined) return known;
    const id = this.#layouts.size + 1;
    this.#layouts.set(`${table_key} ${digest}`, id);
    this.#insertLayout({ id, table_key, digest });
    this.#insertPlaces(places.map(place => [id, ...place]));
    return id;
  }
}

/** What `reading.raw` leaves out: 12 printed as 12, without white space, unit or separator. `v_reading` restores it. */
function isPlainDigits(status: number, value: number | null, raw: string | null): boolean {
  return status === statusCodes.reported && Number.isSafeInteger(value) && raw === String(value);
}
