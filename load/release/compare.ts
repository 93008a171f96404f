/**
 * What changed between two published databases: reports that came and went, and every cell whose value or status
 * differs, each with the reason. Reports are the same when their unit and year are; both files stay untouched.
 */

import type Database from 'better-sqlite3';
import type { CellStatus } from '../../schema/extraction.ts';
import type { TableId } from '../../schema/forms/form.ts';
import { openDatabase, type ReleaseRow } from '../open-database.ts';

/**
 * - `new_capture`: the document was not known to the old database
 * - `new_reading`: the same bytes are read in another way
 * - `other_document`: another document of the report, known to both, is taken now
 * - `decision`: a person decided which unit or year it is
 */
export const changeReasons = ['new_capture', 'new_reading', 'other_document', 'decision'] as const;
export type ChangeReason = (typeof changeReasons)[number];

export interface ReportChange {
  readonly kind: 'added' | 'removed';
  readonly report_id: string;
  readonly unit: string | null;
  readonly report_year: number | null;
  readonly url: string;
  readonly reason: ChangeReason;
}

export interface CellChange {
  readonly kind: 'changed';
  readonly report_id: string;
  readonly unit: string | null;
  readonly report_year: number | null;
  readonly url: string;
  readonly reason: ChangeReason;
  readonly table: TableId;
  readonly row: string;
  readonly column: string;
  /** Null where the edition read then, or now, has no such cell. */
  readonly before: CellSide | null;
  readonly after: CellSide | null;
}

export interface CellSide {
  readonly value: number | null;
  readonly status: CellStatus;
  readonly raw: string | null;
}

export type Change = ReportChange | CellChange;

interface Report {
  readonly report_id: string;
  readonly unit_name: string | null;
  readonly report_year: number | null;
  readonly digest: string;
  readonly url: string;
  readonly payload_digest: string;
  readonly decided: number;
}

interface Reading extends CellSide {
  readonly table_key: TableId;
  readonly row_key: string;
  readonly column_key: string;
}

export interface Comparison {
  readonly before: ReleaseRow;
  readonly after: ReleaseRow;
  /** In the order of the report ids. */
  readonly changes: Iterable<Change>;
  close(): void;
}

/** @throws NianbaoError `load.database.missing` */
export function compareDatabases(oldFile: string, newFile: string): Comparison {
  const before = openDatabase(oldFile);
  let after: Database.Database;
  try {
    after = openDatabase(newFile);
  } catch (error) {
    before.close();
    throw error;
  }
  return {
    before: releaseOf(before),
    after: releaseOf(after),
    changes: changesBetween(before, after),
    close() {
      before.close();
      after.close();
    },
  };
}

function releaseOf(database: Database.Database): ReleaseRow {
  const [row] = database.prepare<[], ReleaseRow>('SELECT * FROM release').all();
  if (!row) throw new Error('a published database has one release');
  return row;
}

const reportsQuery = `SELECT report.id AS report_id, unit.name AS unit_name, report.report_year, version.digest,
    capture.url, capture.payload_digest,
    (SELECT unit_resolution = 'decision' FROM rendition WHERE capture_id = capture.id) AS decided
  FROM report
  JOIN report_version AS version ON version.id = report.current_version_id
  JOIN capture ON capture.id = version.capture_id
  LEFT JOIN unit ON unit.id = report.unit_id
  ORDER BY report.id`;

/** Walks both lists of reports side by side: memory does not grow with them. */
function* changesBetween(before: Database.Database, after: Database.Database): Generator<Change> {
  const oldReports = before.prepare<[], Report>(reportsQuery).iterate();
  const newReports = after.prepare<[], Report>(reportsQuery).iterate();
  const knew = documentFinder(before);
  const knows = documentFinder(after);
  let [old, now] = [next(oldReports), next(newReports)];
  while (old !== null || now !== null) {
    if (now === null || (old !== null && old.report_id < now.report_id)) {
      // A report is gone although the archive keeps its document: it is read as something else now.
      if (old !== null) yield reportChange('removed', old, knows(old) ? 'new_reading' : 'other_document');
      old = next(oldReports);
    } else if (old === null || now.report_id < old.report_id) {
      yield reportChange('added', now, now.decided ? 'decision' : knew(now) ? 'new_reading' : 'new_capture');
      now = next(newReports);
    } else {
      if (old.digest !== now.digest) yield* cellChanges(before, after, now, reasonOf(old, now, knew));
      [old, now] = [next(oldReports), next(newReports)];
    }
  }
}

const next = <T>(rows: IterableIterator<T>): T | null => {
  const { done, value } = rows.next();
  return done ? null : value;
};

function documentFinder(database: Database.Database): (report: Report) => boolean {
  const find = database.prepare<[string, string], unknown>(
    'SELECT 1 FROM capture WHERE url = ? AND payload_digest = ?',
  );
  return ({ url, payload_digest }) => find.get(url, payload_digest) !== undefined;
}

function reasonOf(old: Report, now: Report, knew: (report: Report) => boolean): ChangeReason {
  if (old.url === now.url && old.payload_digest === now.payload_digest) return 'new_reading';
  return knew(now) ? 'other_document' : 'new_capture';
}

const reportChange = (
  kind: 'added' | 'removed',
  { report_id, unit_name, report_year, url }: Report,
  reason: ChangeReason,
): ReportChange => ({ kind, report_id, unit: unit_name, report_year, url, reason });

const readingsQuery = `SELECT table_key, row_key, column_key, value, status, raw
  FROM v_reading WHERE report_id = ? ORDER BY table_key, row_key, column_key`;

function* cellChanges(
  before: Database.Database,
  after: Database.Database,
  { report_id, unit_name, report_year, url }: Report,
  reason: ChangeReason,
): Generator<CellChange> {
  const old = readingsOf(before, report_id);
  const now = readingsOf(after, report_id);
  for (const key of new Set([...old.keys(), ...now.keys()])) {
    const [earlier, later] = [old.get(key) ?? null, now.get(key) ?? null];
    if (earlier?.value === later?.value && earlier?.status === later?.status) continue;
    const { table_key, row_key, column_key } = (earlier ?? later) as Reading;
    yield {
      kind: 'changed',
      report_id,
      unit: unit_name,
      report_year,
      url,
      reason,
      table: table_key,
      row: row_key,
      column: column_key,
      before: sideOf(earlier),
      after: sideOf(later),
    };
  }
}

function readingsOf(database: Database.Database, report: string): Map<string, Reading> {
  const rows = database.prepare<[string], Reading>(readingsQuery).all(report);
  return new Map(rows.map(row => [`${row.table_key}.${row.row_key}.${row.column_key}`, row]));
}

const sideOf = (reading: Reading | null): CellSide | null =>
  reading && { value: reading.value, status: reading.status, raw: reading.raw };
