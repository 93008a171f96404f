/** Compares a new database with the one in place: no document may be lost, and no report without a reason. */

import { existsSync } from 'node:fs';
import Database from 'better-sqlite3';
import { type Issue, issue, NianbaoError } from '../schema/issues.ts';
import { openDatabase } from './open-database.ts';

export interface Comparison {
  readonly issues: readonly Issue[];
  /** In words why the new one must not replace the old one; empty when it may. */
  readonly violations: readonly string[];
  /** Whether the old file could be read. */
  readonly isReadable: boolean;
}

/** So many reports may turn out to be none at once; beyond it, a person has to look. */
export const tolerated = (reports: number): number => Math.max(20, reports * 0.01);

const wayOut = 'to publish all the same, move the old database away and load again';

/** @param previousFile the database in place; it need not exist */
export function compareWithPrevious(database: Database.Database, previousFile: string): Comparison {
  if (!existsSync(previousFile)) return { issues: [], violations: [], isReadable: true };
  let previous: Database.Database;
  try {
    previous = openDatabase(previousFile);
  } catch (error) {
    if (error instanceof NianbaoError) return unreadable(previousFile, error.message);
    throw error;
  }
  try {
    return compare(database, previous);
  } catch (error) {
    if (error instanceof Database.SqliteError) return unreadable(previousFile, error.message);
    throw error;
  } finally {
    previous.close();
  }
}

function unreadable(file: string, reason: string): Comparison {
  const found = issue('load.previous.unreadable', `${file} was not compared: ${reason}`, file);
  return { issues: [found], violations: [], isReadable: false };
}

function compare(database: Database.Database, previous: Database.Database): Comparison {
  const lostDocuments = findLostDocuments(database, previous);
  const violations: string[] = [];
  if (lostDocuments.length > 0)
    violations.push(
      `${lostDocuments.length} documents of the old database are not in the new one, first ${lostDocuments[0]}: the archive has lost them, or they have not been extracted; ${wayOut}`,
    );
  const { issues, gone, reports } = findLostReports(database, previous, null);
  if (gone > tolerated(reports))
    violations.push(`${gone} of ${reports} reports of the old database are read as no report now; ${wayOut}`);
  return { issues, violations, isReadable: true };
}

/** By address and payload: the first capture of a document may change when older archives are imported. */
function findLostDocuments(database: Database.Database, previous: Database.Database): string[] {
  const find = database.prepare('SELECT 1 FROM capture WHERE url = ? AND payload_digest = ?');
  const lost: string[] = [];
  const captures = previous.prepare<[], { url: string; payload_digest: string }>(
    'SELECT url, payload_digest FROM capture ORDER BY id',
  );
  for (const { url, payload_digest } of captures.iterate())
    if (find.get(url, payload_digest) === undefined) lost.push(url);
  return lost;
}

/** @param only the reports of the previous release to look for; null for all */
export function findLostReports(
  database: Database.Database,
  previous: Database.Database,
  only: readonly string[] | null,
): { issues: Issue[]; gone: number; reports: number } {
  const find = database.prepare('SELECT 1 FROM report WHERE id = ?');
  const documentsOf = previous.prepare<[string], { url: string; payload_digest: string }>(
    `SELECT capture.url, capture.payload_digest FROM report_version
     JOIN rendition ON rendition.version_id = report_version.id
     JOIN capture ON capture.id = rendition.capture_id
     WHERE report_version.report_id = ? ORDER BY capture.id`,
  );
  const readAs = database.prepare<[string, string], { report_id: string | null; document_type: string }>(
    `SELECT report_version.report_id, rendition.document_type FROM capture
     JOIN rendition ON rendition.capture_id = capture.id
     LEFT JOIN report_version ON report_version.id = rendition.version_id
     WHERE capture.url = ? AND capture.payload_digest = ?`,
  );
  const issues: Issue[] = [];
  let gone = 0;
  let reports = 0;
  const old = previous.prepare<string[], { id: string; name: string | null }>(
    `SELECT report.id, ifnull(unit.name || ' ', '') || ifnull(report_year, '') AS name
     FROM report LEFT JOIN unit ON unit.id = report.unit_id
     ${only === null ? '' : 'WHERE report.id IN (SELECT value FROM json_each(?))'} ORDER BY report.id`,
  );
  for (const { id, name } of old.iterate(...(only === null ? [] : [JSON.stringify(only)]))) {
    reports += 1;
    if (find.get(id) !== undefined) continue;
    const documents = documentsOf.all(id);
    const now = documents.flatMap(({ url, payload_digest }) => readAs.get(url, payload_digest) ?? []);
    const elsewhere = [...new Set(now.flatMap(({ report_id }) => report_id ?? []))];
    const subject = documents[0]?.url ?? id;
    if (elsewhere.length > 0)
      issues.push(issue('load.report.moved', `${id} (${name}) is now ${elsewhere.join(', ')}`, subject));
    else {
      gone += 1;
      const types = [...new Set(now.map(({ document_type }) => document_type))].join(', ') || 'nothing';
      issues.push(issue('load.report.gone', `${id} (${name}) is now read as ${types}`, subject));
    }
  }
  return { issues, gone, reports };
}
