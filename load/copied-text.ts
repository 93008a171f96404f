/**
 * Finds reports whose text is that of another report: of the same body in an earlier year, or of another body. A section
 * counts as copied where its fingerprint is the other's; what hundreds of reports share is the form's own wording.
 */

import type Database from 'better-sqlite3';
import { report_flag } from '../schema/tables/index.ts';
import { rowInserter } from './insert.ts';

/** Share of a report's text from which on it is called copied. */
const mostOf = 0.8;

/** A text that more reports than this have is boilerplate. */
const boilerplate = 300;

interface Member {
  readonly fingerprint: number;
  readonly version_id: number;
  readonly report_id: string;
  readonly unit_id: string;
  readonly report_year: number;
  readonly length: number;
}

/** Characters that a report shares with each other one. */
type Shares = Map<string, number>;

/** @param only the reports to judge; null for all, none of which has been judged yet */
export function flagCopies(database: Database.Database, only: readonly string[] | null): void {
  const judged = only === null ? null : widen(database, only);
  if (judged !== null)
    database
      .prepare(
        `DELETE FROM report_flag WHERE code IN ('copied_from_year', 'copied_from_body') AND version_id IN (
           SELECT current_version_id FROM report WHERE id IN (SELECT value FROM json_each(?)))`,
      )
      .run(JSON.stringify([...judged]));
  const own = new Map<string, Shares>();
  const others = new Map<string, Shares>();
  const versions = new Map<string, number>();
  for (const group of groups(database, judged)) {
    if (group.length < 2 || group.length > boilerplate) continue;
    for (const member of group) {
      if (judged !== null && !judged.has(member.report_id)) continue;
      versions.set(member.report_id, member.version_id);
      for (const other of group) {
        if (other.report_year > member.report_year || other.report_id === member.report_id) continue;
        const isOwn = other.unit_id === member.unit_id;
        // Of two bodies with one text in one year, the later captured is taken to be the copy.
        if (!isOwn && other.report_year === member.report_year && other.version_id > member.version_id)
          continue;
        const map = isOwn ? own : others;
        const shares = map.get(member.report_id) ?? new Map<string, number>();
        map.set(member.report_id, shares);
        shares.set(other.report_id, (shares.get(other.report_id) ?? 0) + member.length);
      }
    }
  }
  const insert = rowInserter(database, report_flag);
  const lengthOf = database
    .prepare<[number], number>('SELECT sum(length(text)) FROM section WHERE version_id = ?')
    .pluck();
  for (const [report_id, version_id] of versions)
    for (const [code, map] of [
      ['copied_from_year', own],
      ['copied_from_body', others],
    ] as const) {
      const [best] = [...(map.get(report_id) ?? [])].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1));
      if (best === undefined) continue;
      const [other_report_id, shared] = best;
      const similarity = shared / (lengthOf.get(version_id) || 1);
      if (similarity >= mostOf)
        insert({
          version_id,
          code,
          position: 1,
          detail: `similarity ${similarity.toFixed(2)}`,
          other_report_id,
        });
    }
}

const members = `
  SELECT section.fingerprint, section.version_id, report.id AS report_id, report.unit_id, report.report_year,
    length(section.text) AS length
  FROM section JOIN report ON report.current_version_id = section.version_id
  WHERE section.fingerprint IS NOT NULL AND report.unit_id IS NOT NULL AND report.report_year IS NOT NULL`;

/** Reports that share a text with one of these, and these. */
function widen(database: Database.Database, only: readonly string[]): Set<string> {
  const shared = database
    .prepare<[string], { report_id: string; fingerprint: number }>(
      `SELECT other.report_id, other.fingerprint FROM (${members}) AS own
       JOIN (${members}) AS other ON other.fingerprint = own.fingerprint
       WHERE own.report_id IN (SELECT value FROM json_each(?))`,
    )
    .all(JSON.stringify(only));
  return new Set([...only, ...shared.map(({ report_id }) => report_id)]);
}

function* groups(database: Database.Database, judged: ReadonlySet<string> | null): Generator<Member[]> {
  const chosen =
    judged === null
      ? `${members} AND section.fingerprint IN (
           SELECT fingerprint FROM section WHERE fingerprint IS NOT NULL GROUP BY fingerprint HAVING count(*) > 1)`
      : `${members} AND section.fingerprint IN (
           SELECT fingerprint FROM section WHERE fingerprint IS NOT NULL AND version_id IN (
             SELECT current_version_id FROM report WHERE id IN (SELECT value FROM json_each(@only))))`;
  const rows = database
    .prepare<{ only: string }[], Member>(
      `${chosen} ORDER BY section.fingerprint, report.report_year, section.version_id`,
    )
    .all(...(judged === null ? [] : [{ only: JSON.stringify([...judged]) }]));
  let group: Member[] = [];
  for (const row of rows) {
    if (group.length > 0 && group[0]?.fingerprint !== row.fingerprint) {
      yield group;
      group = [];
    }
    group.push(row);
  }
  if (group.length > 0) yield group;
}
