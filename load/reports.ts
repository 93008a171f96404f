/** The current reports of a published database, one object each: what `reports --jsonl` prints. */

import type Database from 'better-sqlite3';
import type { CellStatus } from '../schema/extraction.ts';
import type { FormId, TableId } from '../schema/forms/form.ts';
import { openDatabase } from './open-database.ts';

export interface ReportCell {
  readonly table: TableId;
  readonly row: string;
  readonly column: string;
  readonly value: number | null;
  readonly status: CellStatus;
  readonly raw: string | null;
}

export interface ReportLine {
  readonly url: string;
  readonly portal: string | null;
  /** Name of the unit as the document prints it. */
  readonly unit: string | null;
  readonly division_code: string | null;
  readonly report_year: number | null;
  /** By table; 统计表 only where the report's year or its tables call for one. */
  readonly form: Readonly<Record<Exclude<TableId, 'statistics'>, FormId | null>> & {
    readonly statistics?: FormId;
  };
  /** Every cell of the forms, in their order; empty where not even a form is known. */
  readonly cells: readonly ReportCell[];
  /** Failed identities, as `E1:natural_person`. */
  readonly failures: readonly string[];
}

interface ReportRow extends Record<`${TableId}_form`, FormId | null> {
  readonly version_id: number;
  readonly url: string;
  readonly portal: string | null;
  readonly unit: string | null;
  readonly division_code: string | null;
  readonly report_year: number | null;
}

/**
 * Every current report, those without tables too, by division, unit, year and address.
 * The database stays open until the iteration ends.
 *
 * @throws NianbaoError `load.database.missing`
 */
export function* reportLines(databaseFile: string): Generator<ReportLine> {
  const database = openDatabase(databaseFile);
  try {
    const cellsOf = cellsQuery(database);
    const failuresOf = database
      .prepare<[number], string>(
        `SELECT definition.check_id || ':' || definition.subject FROM check_result
         JOIN check_definition AS definition ON definition.id = definition_id
         WHERE version_id = ? AND outcome = 1 ORDER BY definition.id`,
      )
      .pluck();
    const reports = database.prepare<[], ReportRow>(`
      SELECT report.version_id, report.url, capture.portal_id AS portal, rendition.unit_name AS unit,
        ifnull(report.division_code, rendition.unit_division_code) AS division_code, report.report_year, proactive_form, requests_form, remedies_form, statistics_form
      FROM v_report AS report
      JOIN report_version ON report_version.id = report.version_id
      JOIN capture ON capture.id = report_version.capture_id
      JOIN rendition ON rendition.capture_id = capture.id
      ORDER BY report.division_code, report.unit_name, report.unit_id, report.report_year, report.url, report.report_id`);
    for (const {
      version_id,
      proactive_form,
      requests_form,
      remedies_form,
      statistics_form,
      ...report
    } of reports.iterate())
      yield {
        ...report,
        form: {
          proactive: proactive_form,
          requests: requests_form,
          remedies: remedies_form,
          ...(statistics_form === null ? {} : { statistics: statistics_form }),
        },
        cells: cellsOf.all(version_id),
        failures: failuresOf.all(version_id),
      };
  } finally {
    database.close();
  }
}

function cellsQuery(database: Database.Database): Database.Statement<[number], ReportCell> {
  return database.prepare(`
    SELECT provenance.table_key AS "table", provenance.row_key AS "row", provenance.column_key AS "column",
      provenance.value, provenance.status, provenance.raw
    FROM v_provenance AS provenance
    JOIN version_table AS t ON t.version_id = provenance.version_id AND t.table_key = provenance.table_key
    JOIN form_cell ON form_cell.form_id = t.form_id AND form_cell.variable_id = provenance.variable_id
    WHERE provenance.version_id = ? ORDER BY form_cell.form_id, form_cell.position`);
}
