/** What is staged of a document: whose report it is, and what its row in `rendition` says. */

import type { PackedReading, ReadingHead } from '../../data/readings/pack.ts';
import type { UnitResolver } from '../resolve-unit.ts';
import { reportId, unitId } from '../unit-identity.ts';

export const documentColumns = [
  'seen_id',
  'reading_digest',
  'report_id',
  'lone_report_id',
  'unit_id',
  'claimed_unit_id',
  'unit_identity',
  'report_year',
  'resolution',
  'reason',
  'candidates',
  'copy',
  'trust',
  'reported_cells',
  'content_digest',
  'media_type',
  'published_date',
  'scope',
  'scope_evidence',
  'charset',
  'document_type',
  'verdict',
  'title',
  'unit_name',
  'unit_kind',
  'unit_confidence',
  'unit_evidence',
  'unit_division_code',
  'unit_parent',
  'year_evidence',
  'url_date',
  'verdict_reasons',
  'folds',
  'clone_reason',
  'clone_evidence',
] as const;
type Column = (typeof documentColumns)[number];
type DocumentRow = Readonly<Record<Column, string | number | null>>;

/** Whether more is to be told of it than its row. */
export const hasDetails = ({ facts, problem }: ReadingHead): boolean =>
  problem !== null || facts.removed.length + facts.leftovers.length + facts.issues.length > 0;

export function documentRow(
  seen_id: number,
  url: string,
  portal: string | null,
  { digest: reading_digest }: PackedReading,
  { facts, content }: ReadingHead,
  resolver: UnitResolver,
): DocumentRow {
  const { unit } = facts;
  const common = {
    seen_id,
    reading_digest,
    trust: resolver.trustIn(url),
    media_type: facts.media_type,
    published_date: facts.published_date,
    scope: facts.scope,
    scope_evidence: facts.scope_evidence,
    charset: facts.charset,
    document_type: facts.document_type,
    verdict: facts.verdict,
    title: facts.title || null,
    unit_name: unit?.name ?? null,
    unit_kind: unit?.kind ?? null,
    unit_confidence: unit?.confidence ?? null,
    unit_evidence: unit?.evidence ?? null,
    unit_division_code: unit?.division_code ?? null,
    unit_parent: unit?.parent ?? null,
    year_evidence: facts.year_evidence,
    url_date: urlDate(url),
    verdict_reasons: facts.verdict_reasons?.join(' ') || null,
    folds: facts.folds?.join(' ') || null,
    clone_reason: facts.clone?.reason ?? null,
    clone_evidence: facts.clone?.evidence ?? null,
  };
  if (content === null)
    return {
      ...common,
      report_id: null,
      lone_report_id: null,
      unit_id: null,
      claimed_unit_id: null,
      unit_identity: null,
      report_year: facts.report_year,
      resolution: null,
      reason: null,
      candidates: '',
      copy: 0,
      reported_cells: 0,
      content_digest: null,
    };
  const found = resolver.resolve(facts, { url, portal });
  const unit_id = found.identity === null ? null : unitId(found.identity);
  // Copies of one text are one report, wherever they stand.
  const alone = found.copy > 0 ? `text ${content.digest}` : url;
  return {
    ...common,
    report_id: reportId(unit_id, found.report_year, alone),
    lone_report_id: found.copy > 0 ? reportId(null, null, alone) : null,
    unit_id,
    claimed_unit_id: found.copy > 0 ? unit_id : null,
    unit_identity: found.identity,
    report_year: found.report_year,
    resolution: found.resolution,
    reason: found.reason,
    candidates: found.candidates.join(' '),
    copy: found.copy,
    reported_cells: content.reported_cells,
    content_digest: content.digest,
  };
}

/** t20220615_…, /2022/6/15/, /202206/15/: a real day, or none. */
function urlDate(url: string): string | null {
  const found =
    /[/_t](20\d\d)(\d\d)(\d\d)(?=[_./])/.exec(url) ?? /\/(20\d\d)[/-]?(\d\d?)[/-](\d\d?)(?=[/_.])/.exec(url);
  if (found === null) return null;
  const [year, month, day] = [Number(found[1]), Number(found[2]), Number(found[3])];
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day
    ? date.toISOString().slice(0, 10)
    : null;
}
