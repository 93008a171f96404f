/** Writes reports, their versions and what each version says, in the order of the report ids. */

import type Database from 'better-sqlite3';
import { type Issue, issue } from '../schema/issues.ts';
import { statusCodes } from '../schema/statuses.ts';
import { layout, layout_place, report, report_flag, report_version } from '../schema/tables/index.ts';
import { variables } from '../schema/variables.ts';
import { type Content, type Places, type UnpackedCell, unpackStrips } from './content.ts';
import type { DivisionRegister } from './division-register.ts';
import { type GroupedReport, type GroupedVersion, groupVersions } from './group-versions.ts';
import { bulkInserter, rowInserter } from './insert.ts';
import { dueDate } from './report-period.ts';
import type { DocumentFacts, ReportDocument, Staging } from './staging.ts';
import type { Summaries } from './summaries.ts';
import { divisionOf, isHighGovernment } from './unit-identity.ts';
import { ContentWriter } from './write-content.ts';

export interface ReportIssue extends Issue {
  readonly report_id: string;
}

export interface WrittenReports {
  /** The version that each document carries, by the document's number. */
  readonly versionOfDocument: ReadonlyMap<number, number> | Int32Array;
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
  summaries: Summaries,
  lastNumber: number,
  onProgress: (reports: number) => void,
): { versionOfDocument: Int32Array; issues: ReportIssue[] } {
  const insertReport = rowInserter(database, report);
  const insertVersion = rowInserter(database, report_version);
  const insertFlag = rowInserter(database, report_flag);
  const contents = new ContentWriter(database);
  const versionOfDocument = new Int32Array(lastNumber + 1);
  const issues: ReportIssue[] = [];
  let done = 0;
  writeLayouts(database, staging);
  for (const documents of byReport(staging.reportDocuments())) {
    const grouped = groupVersions(documents);
    const { versions, current } = grouped;
    const ids = new Map(versions.map(version => [version.digest, version.primary.number]));
    const idOf = (digest: string | null): number | null =>
      digest === null ? null : (ids.get(digest) ?? null);
    const parsed = new Map<GroupedVersion, Content>();
    for (const [index, version] of versions.entries()) {
      const id = version.primary.number;
      const content = JSON.parse(version.primary.content) as Content;
      parsed.set(version, content);
      const previous = version.previous === version.digest ? null : version.previous;
      insertVersion({
        id,
        report_id: version.primary.report_id,
        number: index + 1,
        digest: version.digest,
        capture_id: id,
        previous_version_id: idOf(previous),
        first_captured_at: version.first_captured_at,
        last_captured_at: version.last_captured_at,
        is_live: version.isLive ? 1 : 0,
        reported_cells: version.primary.reported_cells,
        failed_checks: content.failures.length,
      });
      contents.write(id, content, nameOf(version.primary));
      for (const document of version.documents) versionOfDocument[document.number] = id;
    }
    const { primary } = current;
    const { unit_identity, report_year, report_id } = primary;
    const facts = JSON.parse(primary.facts) as DocumentFacts;
    const code = unit_identity === null ? null : divisionOf(unit_identity);
    const published_date = publishedDate(current);
    insertReport({
      id: report_id,
      unit_id: primary.unit_id,
      report_year,
      current_version_id: primary.number,
      division_code: code === null || report_year === null ? code : register.codeInYear(code, report_year),
      published_date,
      scope: facts.scope,
      scope_evidence: facts.scope_evidence,
    });
    const content = parsed.get(current);
    if (content !== undefined && primary.unit_id !== null && report_year !== null)
      summaries.add(report_year, code, content.strips, 1);
    const found = issuesOf(grouped, parsed);
    const version_id = primary.number;
    if (found.some(({ code: kind }) => kind === 'load.report.conflict'))
      insertFlag({ version_id, code: 'rendition_conflict', position: 1 });
    const due =
      report_year === null
        ? null
        : dueDate(report_year, unit_identity !== null && isHighGovernment(unit_identity));
    if (due !== null && published_date !== null && published_date > due)
      insertFlag({ version_id, code: 'late', position: 1, detail: `${published_date} > ${due}` });
    issues.push(...found);
    done += 1;
    onProgress(done);
  }
  return { versionOfDocument, issues };
}

function nameOf({ facts }: ReportDocument): string | null {
  return (JSON.parse(facts) as DocumentFacts).unit?.name ?? null;
}

function writeLayouts(database: Database.Database, staging: Staging): void {
  const known = database.prepare<[number], number>('SELECT 1 FROM layout WHERE id = ?').pluck();
  const insertLayout = rowInserter(database, layout);
  const insertPlaces = bulkInserter(database, layout_place);
  for (const { id, table_key, places } of staging.layouts()) {
    if (known.get(id) !== undefined) continue;
    const rows = JSON.parse(places) as Places;
    insertLayout({ id, table_key, cells: rows.length });
    insertPlaces(rows.map(place => [id, ...place]));
  }
}

/** The primary document's date, else that of the first other document that says the same and gives one. */
function publishedDate({ primary, documents }: GroupedVersion): string | null {
  for (const document of [primary, ...documents]) {
    const { published_date } = JSON.parse(document.facts) as DocumentFacts;
    if (published_date !== null) return published_date;
  }
  return null;
}

function issuesOf(
  { current, others, lostTables }: GroupedReport,
  contents: ReadonlyMap<GroupedVersion, Content>,
): ReportIssue[] {
  const { report_id, report_year, url } = current.primary;
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
    const differences = contradictions(contents.get(current), contents.get(other));
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
function contradictions(current: Content | undefined, other: Content | undefined): string[] {
  const isPrinted = ({ status }: UnpackedCell): boolean => status < statusCodes.unaligned;
  const printed = new Map<number, UnpackedCell>();
  for (const cell of unpackStrips(current?.strips ?? []))
    if (isPrinted(cell)) printed.set(cell.variable, cell);
  const found: string[] = [];
  for (const cell of unpackStrips(other?.strips ?? [])) {
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
