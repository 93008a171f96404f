/** Writes what one version says: tables, readings, checks, sections, and what stands beside them. */

import type Database from 'better-sqlite3';
import { statusCodes } from '../schema/statuses.ts';
import {
  check_failure,
  extension,
  inference,
  raw_grid,
  reading_detail,
  reading_strip,
  report_flag,
  section,
  text_fact,
  version_check,
  version_table,
} from '../schema/tables/index.ts';
import { variableId } from '../schema/variables.ts';
import type { Content } from './content.ts';
import { fingerprint } from './fingerprint.ts';
import { bulkInserter, rowInserter } from './insert.ts';

export class ContentWriter {
  readonly #insertTable;
  readonly #insertDetail;
  readonly #insertSection;
  readonly #insertStrips;
  readonly #insertChecks;
  readonly #insertFailure;
  readonly #insertExtension;
  readonly #insertGrid;
  readonly #insertInference;
  readonly #insertFact;
  readonly #insertFlag;

  constructor(database: Database.Database) {
    this.#insertTable = rowInserter(database, version_table);
    this.#insertDetail = rowInserter(database, reading_detail);
    this.#insertSection = rowInserter(database, section);
    this.#insertStrips = bulkInserter(database, reading_strip);
    this.#insertChecks = rowInserter(database, version_check);
    this.#insertFailure = rowInserter(database, check_failure);
    this.#insertExtension = rowInserter(database, extension);
    this.#insertGrid = rowInserter(database, raw_grid);
    this.#insertInference = rowInserter(database, inference);
    this.#insertFact = rowInserter(database, text_fact);
    this.#insertFlag = rowInserter(database, report_flag);
  }

  /** @param unitName the body's own name, which fingerprints leave out */
  write(version_id: number, content: Content, unitName: string | null): void {
    for (const { table, form, form_evidence, status, place_block, layout_id } of content.tables)
      this.#insertTable({
        version_id,
        table_key: table,
        status,
        form_id: form,
        form_evidence,
        place_block,
        layout_id,
      });
    this.#insertStrips(
      content.strips.map(([strip, statuses, values, raws]) => [version_id, strip, statuses, ...values, raws]),
    );
    for (const [variable_id, unit, value_yuan, inferred, flags] of content.details)
      this.#insertDetail({ version_id, variable_id, unit, value_yuan, inferred, flags });
    for (const [form_id, outcomes] of content.checks) this.#insertChecks({ version_id, form_id, outcomes });
    for (const [definition_id, left_sum, right_sum] of content.failures)
      this.#insertFailure({ version_id, definition_id, left_sum, right_sum });
    for (const [index, { number, title, text }] of content.sections.entries())
      this.#insertSection({
        version_id,
        position: index + 1,
        number,
        title,
        text,
        fingerprint: fingerprint(text, unitName),
      });
    this.#writeAdditions(version_id, content);
  }

  #writeAdditions(version_id: number, content: Content): void {
    let position = 0;
    for (const { table, form, key, labels, cells } of content.extensions)
      for (const { column, heading, value, status, raw, unit, at } of cells)
        this.#insertExtension({
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
      this.#insertGrid({ version_id, position: index + 1, place_block: block, rows: JSON.stringify(rows) });
    for (const { table, row, column, value, rule, from } of content.inferences) {
      const variable_id = variableId(table, row, column);
      if (variable_id !== null)
        this.#insertInference({ version_id, variable_id, value, rule, rests_on: from.join(' ') });
    }
    for (const [index, { key, value, unit, approximate, evidence, agrees }] of content.text_facts.entries())
      this.#insertFact({
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
      this.#insertFlag({
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
