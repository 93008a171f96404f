/** Groups documents into reports and versions; writes the reports, in the order of their ids, and stages the versions. */

import type Database from 'better-sqlite3';
import { type UnpackedCell, unpackStrips } from '../data/readings/content.ts';
import { type TableContent, unpackTables } from '../data/readings/pack.ts';
import { type Issue, issue } from '../schema/issues.ts';
import { statusCodes } from '../schema/statuses.ts';
import { report } from '../schema/tables/index.ts';
import { variables } from '../schema/variables.ts';
import type { DivisionRegister } from './division-register.ts';
import { type GroupedReport, type GroupedVersion, groupVersions } from './group-versions.ts';
import { RowWriter } from './insert.ts';
import { dueDate } from './report-period.ts';
import type { ReportDocument } from './staging/documents.ts';
import type { Staging } from './staging/staging.ts';
import { summaryLevelOf } from './summaries.ts';
import { divisionOf, isHighGovernment } from './unit-identity.ts';

export interface ReportIssue extends Issue {
  readonly report_id: string;
}

export interface WrittenReports {
  /** The version that each document carries, by the document's number; 0: none. */
  readonly versionOfDocument: Int32Array;
  readonly issues: readonly ReportIssue[];
}

/** Documents that follow each other and are of one report. */
function* byReport(documents: Iterable<ReportDocument>): Generator<ReportDocument[]> {
  let group: ReportDocument[] = [];
  for (const document of documents) {
    if (group.length > 0 && group[0]?.report_id !== document.report_id) {
      yield group;
      group = [];
    }
    group.push(document);
  }
  if (group.length > 0) yield group;
}

/** @param lastNumber the highest number of a document */
export function writeReports(
  database: Database.Database,
  staging: Staging,
  register: DivisionRegister,
  lastNumber: number,
  onProgress: (reports: number) => void,
): WrittenReports {
  const reports = new RowWriter(database, report);
  const versionOfDocument = new Int32Array(lastNumber + 1);
  const issues: ReportIssue[] = [];
  let done = 0;
  for (const documents of byReport(staging.documents.ofReports())) {
    const grouped = groupVersions(documents);
    const { versions, current } = grouped;
    const { primary } = current;
    const { unit_identity, report_year, report_id, unit_id, scope, scope_evidence } = primary;
    const code = unit_identity === null ? null : divisionOf(unit_identity);
    const published_date = publishedDate(current);
    reports.add({
      id: report_id,
      unit_id,
      report_year,
      current_version_id: primary.number,
      division_code: code === null || report_year === null ? code : register.codeInYear(code, report_year),
      published_date,
      scope,
      scope_evidence,
    });
    const found = issuesOf(grouped, staging);
    issues.push(...found);
    const isInPanel = unit_id !== null && report_year !== null;
    const ids = new Map(versions.map(version => [version.digest, version.primary.number]));
    for (const [index, version] of versions.entries()) {
      const id = version.primary.number;
      const isCurrent = version === current;
      const previous = version.previous === version.digest ? null : version.previous;
      staging.versions.add({
        id,
        report_id,
        number: index + 1,
        digest: version.digest,
        previous_version_id: previous === null ? null : (ids.get(previous) ?? null),
        first_captured_at: version.first_captured_at,
        last_captured_at: version.last_captured_at,
        is_live: version.isLive ? 1 : 0,
        reported_cells: version.primary.reported_cells,
        panel_unit: isCurrent && isInPanel ? unit_id : null,
        panel_year: isCurrent && isInPanel ? report_year : null,
        panel_level: isCurrent && isInPanel ? summaryLevelOf(code, register) : null,
        scope: version.primary.scope,
        has_conflict: isCurrent && found.some(each => each.code === 'load.report.conflict') ? 1 : 0,
        late: isCurrent ? lateness(primary, published_date) : null,
      });
      for (const document of version.documents) versionOfDocument[document.number] = id;
    }
    done += 1;
    onProgress(done);
  }
  reports.flush();
  return { versionOfDocument, issues };
}

/** The primary document's date, else that of the first other document that says the same and gives one. */
function publishedDate({ primary, documents }: GroupedVersion): string | null {
  return (
    [primary, ...documents].find(({ published_date }) => published_date !== null)?.published_date ?? null
  );
}

function lateness({ report_year, unit_identity }: ReportDocument, published: string | null): string | null {
  if (report_year === null || published === null) return null;
  const due = dueDate(report_year, unit_identity !== null && isHighGovernment(unit_identity));
  return due !== null && published > due ? `${published} > ${due}` : null;
}

function issuesOf({ current, others, lostTables }: GroupedReport, staging: Staging): ReportIssue[] {
  const { report_id, report_year, url } = current.primary;
  const contentOf = ({ primary }: GroupedVersion): TableContent =>
    unpackTables(staging.documents.contentOf(primary.number));
  const found: ReportIssue[] = [];
  if (report_year === null)
    found.push({
      ...issue('load.report.year_unknown', `The report at ${url} shows no year`, url),
      report_id,
    });
  for (const lost of lostTables)
    found.push({
      ...issue('load.report.tables_lost', `The newest copy of ${lost} has no numbers any more`, lost),
      report_id,
    });
  for (const other of others) {
    const differences = contradictions(contentOf(current), contentOf(other));
    if (differences.length > 0)
      found.push({
        ...issue(
          'load.report.conflict',
          `${differences.length} cells differ between ${url} and ${other.primary.url}, first ${differences[0]}`,
          url,
        ),
        report_id,
      });
  }
  return found;
}

/** Cells that both versions print, and not the same; the view `v_conflict` lists them by the same rule. */
function contradictions(current: TableContent, other: TableContent): string[] {
  const isPrinted = ({ status }: UnpackedCell): boolean => status < statusCodes.unaligned;
  const printed = new Map<number, UnpackedCell>();
  for (const cell of unpackStrips(current.strips)) if (isPrinted(cell)) printed.set(cell.variable, cell);
  const found: string[] = [];
  for (const cell of unpackStrips(other.strips)) {
    const ours = printed.get(cell.variable);
    if (ours === undefined || !isPrinted(cell)) continue;
    if (ours.status === cell.status && ours.value === cell.value) continue;
    const key = variables[cell.variable - 1];
    found.push(
      `${key?.table_key}.${key?.row_key}.${key?.column_key}: “${textOf(ours)}” and “${textOf(cell)}”`,
    );
  }
  return found;
}

function textOf({ raw, value }: UnpackedCell): string {
  return raw ?? (value === null ? '' : String(value));
}
