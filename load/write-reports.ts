/** Writes units, reports, their versions and what each version says, in the order of the report ids. */

import type Database from 'better-sqlite3';
import { type Issue, issue } from '../schema/issues.ts';
import { statusCodes } from '../schema/statuses.ts';
import { report, report_version, unit } from '../schema/tables/index.ts';
import { variables } from '../schema/variables.ts';
import type { Content } from './content.ts';
import { type GroupedReport, type GroupedVersion, groupVersions } from './group-versions.ts';
import { rowInserter } from './insert.ts';
import type { DocumentFacts, ReportDocument, Staging } from './staging.ts';
import { ContentWriter } from './write-content.ts';

export interface ReportIssue extends Issue {
  readonly report_id: string;
}

export interface WrittenReports {
  /** The version that each document carries: index is the document's number, 0 is none. */
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

export function writeReports(
  database: Database.Database,
  staging: Staging,
  documentCount: number,
  onProgress: (reports: number) => void,
): WrittenReports {
  const insertReport = rowInserter(database, report);
  const insertVersion = rowInserter(database, report_version);
  const contents = new ContentWriter(database);
  const versionOfDocument = new Int32Array(documentCount + 1);
  const issues: ReportIssue[] = [];
  let lastVersion = 0;
  let done = 0;
  for (const documents of byReport(staging.reportDocuments())) {
    const grouped = groupVersions(documents);
    const { versions, current } = grouped;
    const ids = new Map(versions.map(version => [version.digest, ++lastVersion]));
    const idOf = (digest: string | null): number | null =>
      digest === null ? null : (ids.get(digest) ?? null);
    for (const [index, version] of versions.entries()) {
      const id = idOf(version.digest) ?? 0;
      const content = JSON.parse(version.primary.content) as Content;
      const previous = version.previous === version.digest ? null : version.previous;
      insertVersion({
        id,
        report_id: version.primary.report_id,
        number: index + 1,
        digest: version.digest,
        capture_id: version.primary.number,
        previous_version_id: idOf(previous),
        first_captured_at: version.first_captured_at,
        last_captured_at: version.last_captured_at,
        is_live: version.isLive ? 1 : 0,
        reported_cells: version.primary.reported_cells,
        failed_checks: content.checks.filter(([, outcome]) => outcome === 1).length,
      });
      contents.write(id, content);
      for (const document of version.documents) versionOfDocument[document.number] = id;
    }
    const { primary } = current;
    const facts = JSON.parse(primary.facts) as DocumentFacts;
    insertReport({
      id: primary.report_id,
      unit_id: primary.unit_id,
      report_year: primary.report_year,
      current_version_id: idOf(current.digest) ?? 0,
      published_date: publishedDate(current),
      scope: facts.scope,
      scope_evidence: facts.scope_evidence,
    });
    issues.push(...issuesOf(grouped));
    done += 1;
    onProgress(done);
  }
  return { versionOfDocument, issues };
}

/** The primary document's date, else that of the first other document that says the same and gives one. */
function publishedDate({ primary, documents }: GroupedVersion): string | null {
  for (const document of [primary, ...documents]) {
    const { published_date } = JSON.parse(document.facts) as DocumentFacts;
    if (published_date !== null) return published_date;
  }
  return null;
}

function issuesOf({ current, others, lostTables }: GroupedReport): ReportIssue[] {
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
    const differences = contradictions(current, other);
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
function contradictions(current: GroupedVersion, other: GroupedVersion): string[] {
  const cellsOf = (version: GroupedVersion) => (JSON.parse(version.primary.content) as Content).cells;
  const printed = new Map(
    cellsOf(current)
      .filter(([, status]) => status < statusCodes.unaligned)
      .map(cell => [cell[0], cell]),
  );
  const found: string[] = [];
  for (const [variable, status, value, raw] of cellsOf(other)) {
    const ours = printed.get(variable);
    if (ours === undefined || status >= statusCodes.unaligned) continue;
    if (ours[1] === status && ours[2] === value) continue;
    const key = variables[variable - 1];
    found.push(`${key?.table_key}.${key?.row_key}.${key?.column_key}: “${ours[3] ?? ''}” and “${raw ?? ''}”`);
  }
  return found;
}

const confidenceOrder = ['high', 'medium', 'low'] as const;

/**
 * Writes every unit that a document names.
 * @returns the division codes in use
 */
export function writeUnits(database: Database.Database, staging: Staging): Set<string> {
  const insert = rowInserter(database, unit);
  const codes = new Set<string>();
  let readings: { id: string; identity: string; facts: DocumentFacts }[] = [];
  const write = (): void => {
    // The order is newest first; a stable sort keeps it among readings of one confidence.
    const known = readings
      .flatMap(({ facts }) => (facts.unit === null ? [] : [facts.unit]))
      .sort((a, b) => confidenceOrder.indexOf(a.confidence) - confidenceOrder.indexOf(b.confidence));
    const [reading] = readings;
    const [best] = known;
    if (reading === undefined || best === undefined) return;
    if (best.division_code !== null) codes.add(best.division_code);
    insert({
      id: reading.id,
      identity: reading.identity,
      name: best.name,
      kind: known.find(({ kind }) => kind !== null)?.kind ?? null,
      division_code: best.division_code,
      parent_name: known.find(({ parent }) => parent !== null)?.parent ?? null,
    });
  };
  for (const { unit_id: id, unit_identity: identity, facts } of staging.unitDocuments()) {
    if (readings.length > 0 && readings[0]?.id !== id) {
      write();
      readings = [];
    }
    readings.push({ id, identity, facts: JSON.parse(facts) as DocumentFacts });
  }
  write();
  return codes;
}
