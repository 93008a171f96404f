/** Writes what one version says but its words: tables, readings, checks, and what stands beside them. */

import type Database from 'better-sqlite3';
import { getTableName } from 'drizzle-orm';
import type { Layout } from '../data/readings/content.ts';
import type { TableContent } from '../data/readings/pack.ts';
import { statusCodes } from '../schema/statuses.ts';
import {
  check_failure,
  extension,
  inference,
  layout,
  layout_place,
  raw_grid,
  reading_detail,
  reading_strip,
  report_flag,
  text_fact,
  version_check,
  version_table,
} from '../schema/tables/index.ts';
import { variableId } from '../schema/variables.ts';
import { RowWriter } from './insert.ts';

const written = [
  layout,
  layout_place,
  version_table,
  reading_detail,
  reading_strip,
  version_check,
  check_failure,
  extension,
  raw_grid,
  inference,
  text_fact,
  report_flag,
];

/** The tables that a `ContentWriter` writes. */
export const contentTables: readonly string[] = written.map(getTableName);

export class ContentWriter {
  readonly #known: Set<number>;
  readonly #layouts;
  readonly #places;
  readonly #tables;
  readonly #details;
  readonly #strips;
  readonly #checks;
  readonly #failures;
  readonly #extensions;
  readonly #grids;
  readonly #inferences;
  readonly #facts;
  readonly #flags;

  constructor(database: Database.Database) {
    this.#known = new Set(database.prepare<[], number>('SELECT id FROM layout').pluck().all());
    this.#layouts = new RowWriter(database, layout);
    this.#places = new RowWriter(database, layout_place);
    this.#tables = new RowWriter(database, version_table);
    this.#details = new RowWriter(database, reading_detail);
    this.#strips = new RowWriter(database, reading_strip);
    this.#checks = new RowWriter(database, version_check);
    this.#failures = new RowWriter(database, check_failure);
    this.#extensions = new RowWriter(database, extension);
    this.#grids = new RowWriter(database, raw_grid);
    this.#inferences = new RowWriter(database, inference);
    this.#facts = new RowWriter(database, text_fact);
    this.#flags = new RowWriter(database, report_flag);
  }

  /** @param layouts those that the content names; asked for only where one of them is new */
  write(version_id: number, content: TableContent, layouts: () => Layout[]): void {
    if (content.tables.some(({ layout_id }) => layout_id !== null && !this.#known.has(layout_id)))
      this.#writeLayouts(layouts());
    for (const { table, form, form_evidence, status, place_block, layout_id } of content.tables)
      this.#tables.addValues([version_id, table, status, form, form_evidence, place_block, layout_id]);
    const strip: [number, number, number] = [version_id, 0, 0];
    for (const [strip_id, statuses, values, raws] of content.strips) {
      strip[1] = strip_id;
      strip[2] = statuses;
      this.#strips.addParts(strip, values, raws);
    }
    for (const detail of content.details) this.#details.addValues([version_id, ...detail]);
    for (const [form_id, outcomes] of content.checks) this.#checks.addValues([version_id, form_id, outcomes]);
    for (const [definition_id, left_sum, right_sum] of content.failures)
      this.#failures.add({ version_id, definition_id, left_sum, right_sum });
    this.#writeAdditions(version_id, content);
  }

  flag(row: typeof report_flag.$inferInsert): void {
    this.#flags.add(row);
  }

  flush(): void {
    for (const writer of [
      this.#layouts,
      this.#places,
      this.#tables,
      this.#details,
      this.#strips,
      this.#checks,
      this.#failures,
      this.#extensions,
      this.#grids,
      this.#inferences,
      this.#facts,
      this.#flags,
    ])
      writer.flush();
  }

  #writeLayouts(layouts: readonly Layout[]): void {
    for (const { id, table, places } of layouts) {
      if (this.#known.has(id)) continue;
      this.#known.add(id);
      this.#layouts.add({ id, table_key: table, cells: places.length });
      for (const place of places) this.#places.addValues([id, ...place]);
    }
  }

  #writeAdditions(version_id: number, content: TableContent): void {
    let position = 0;
    for (const { table, form, key, labels, cells } of content.extensions)
      for (const { column, heading, value, status, raw, unit, at } of cells)
        this.#extensions.add({
          version_id,
          position: ++position,
          table_key: table,
          form_id: form,
          row_key: key,
          row_path: labels.join(' > '),
          column_key: column,
          heading,
          value,
          status: statusCodes[status],
          raw,
          unit,
          place_block: at.block,
          place_row: at.row,
          place_column: at.column,
        });
    for (const [index, { block, rows }] of content.grids.entries())
      this.#grids.add({ version_id, position: index + 1, place_block: block, rows: JSON.stringify(rows) });
    for (const { table, row, column, value, rule, from } of content.inferences) {
      const variable_id = variableId(table, row, column);
      if (variable_id !== null)
        this.#inferences.add({ version_id, variable_id, value, rule, rests_on: from.join(' ') });
    }
    for (const [index, { key, value, unit, approximate, evidence, agrees }] of content.text_facts.entries())
      this.#facts.add({
        version_id,
        position: index + 1,
        key,
        value,
        unit,
        is_approximate: approximate ? 1 : 0,
        evidence,
        agrees: agrees === null ? null : agrees ? 1 : 0,
      });
    for (const [index, { code, table, row, column, detail }] of content.flags.entries())
      this.#flags.add({
        version_id,
        position: index + 1,
        code,
        table_key: table,
        row_key: row,
        column_key: column,
        detail,
      });
  }
}
