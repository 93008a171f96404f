/** What a published database holds, in figures: for `status` and for the summary of a night. */

import type Database from 'better-sqlite3';
import type { CellStatus, CheckOutcome, RemovedKind } from '../schema/extraction.ts';
import type { FormId, TableId } from '../schema/forms/form.ts';
import type { IssueCode, Severity } from '../schema/issues.ts';
import type { PortalState } from '../schema/portal.ts';
import { checkOutcomes } from '../schema/tables/index.ts';
import { openDatabase, type ReleaseRow } from './open-database.ts';

export interface DatabaseStatus {
  readonly release: ReleaseRow;
  /** Current reports by year and by the form of table `requests`, or of `statistics` before 2019; either may be unknown. */
  readonly reports: readonly { report_year: number | null; form: FormId | null; reports: number }[];
  /** Cells of current reports, by table and status. */
  readonly cells: readonly { table: TableId; status: CellStatus; cells: number }[];
  /** Identities tried on current reports, by identity and outcome. */
  readonly checks: readonly { check: string; outcome: CheckOutcome; checks: number }[];
  /** Text removed from documents, the most widespread first. */
  readonly removed: readonly { text: string; kind: RemovedKind; documents: number; count: number }[];
  readonly documents: readonly { document_type: string; verdict: string; documents: number }[];
  readonly issues: readonly { code: IssueCode; severity: Severity; issues: number }[];
  readonly coverage: readonly CoverageLine[];
}

export interface CoverageLine {
  readonly portal: string;
  readonly name: string;
  readonly state: PortalState;
  readonly found: number;
  readonly expected_min: number | null;
  readonly expected_max: number | null;
  readonly reports: number;
  readonly failed: number;
  readonly finished_at: string;
}

/** @throws NianbaoError `load.database.missing` */
export function readStatus(databaseFile: string): DatabaseStatus {
  const database = openDatabase(databaseFile);
  try {
    return {
      release: only(database.prepare<[], ReleaseRow>('SELECT * FROM release').all()),
      ...readReports(database),
      ...readDocuments(database),
      coverage: database
        .prepare<[], CoverageLine>(
          `SELECT portal_id AS portal, name, state, found, expected_min, expected_max,
             ifnull(reports, 0) AS reports, failed, finished_at
           FROM v_portal_coverage ORDER BY portal_id`,
        )
        .all(),
    };
  } finally {
    database.close();
  }
}

function readReports(database: Database.Database): Pick<DatabaseStatus, 'reports' | 'cells' | 'checks'> {
  return {
    reports: database
      .prepare<[], DatabaseStatus['reports'][number]>(
        `SELECT report_year, ifnull(requests.form_id, statistics.form_id) AS form, count(*) AS reports FROM report
         LEFT JOIN version_table AS requests
           ON requests.version_id = current_version_id AND requests.table_key = 'requests'
         LEFT JOIN version_table AS statistics
           ON statistics.version_id = current_version_id AND statistics.table_key = 'statistics'
         GROUP BY report_year, form ORDER BY report_year, form`,
      )
      .all(),
    cells: database
      .prepare<[], DatabaseStatus['cells'][number]>(
        // Of the panel the counts are kept by year and level: a million reports have 150 million cells.
        `WITH counted AS (
           SELECT variable_id, status, readings FROM variable_summary
           UNION ALL
           SELECT variable_id, status, count(*) FROM report
           JOIN reading ON reading.version_id = report.current_version_id
           WHERE report.unit_id IS NULL OR report.report_year IS NULL GROUP BY variable_id, status
         )
         SELECT variable.table_key AS "table", status.name AS status, sum(readings) AS cells FROM counted
         JOIN variable ON variable.id = variable_id JOIN status ON status.code = counted.status
         GROUP BY variable.table_key, counted.status ORDER BY variable.table_key, counted.status`,
      )
      .all(),
    checks: database
      .prepare<[], { check: string; code: number; checks: number }>(
        // Most reports have the outcomes of some other one, so that those of each are not taken apart.
        `WITH alike AS MATERIALIZED (
           SELECT form_id, outcomes, count(*) AS versions FROM report
           JOIN version_check ON version_check.version_id = report.current_version_id GROUP BY form_id, outcomes
         )
         SELECT check_id AS "check", CAST(substr(outcomes, position, 1) AS INTEGER) AS code, sum(versions) AS checks
         FROM alike JOIN check_definition AS definition ON definition.form_id = alike.form_id
         WHERE substr(outcomes, position, 1) <> '-' GROUP BY check_id, code ORDER BY check_id, code`,
      )
      .all()
      .map(({ check, code, checks }) => ({ check, outcome: outcomeOf(code), checks })),
  };
}

function readDocuments(
  database: Database.Database,
): Pick<DatabaseStatus, 'removed' | 'documents' | 'issues'> {
  return {
    removed: database
      .prepare<[], DatabaseStatus['removed'][number]>(
        `SELECT text, kind, count(DISTINCT capture_id) AS documents, sum(count) AS count FROM removed_text
         GROUP BY text, kind ORDER BY documents DESC, count DESC, text, kind`,
      )
      .all(),
    documents: database
      .prepare<[], DatabaseStatus['documents'][number]>(
        `SELECT document_type, verdict, count(*) AS documents FROM rendition
         GROUP BY document_type, verdict ORDER BY document_type, verdict`,
      )
      .all(),
    issues: database
      .prepare<[], DatabaseStatus['issues'][number]>(
        `SELECT code, severity, count(*) AS issues FROM v_issue GROUP BY code, severity ORDER BY code`,
      )
      .all(),
  };
}

function outcomeOf(code: number): CheckOutcome {
  const outcome = checkOutcomes[code];
  if (!outcome) throw new Error(`no outcome has the code ${code}`);
  return outcome;
}

function only<T>(rows: readonly T[]): T {
  const [row] = rows;
  if (row === undefined || rows.length > 1) throw new Error(`expected one row, found ${rows.length}`);
  return row;
}
