/** What is staged of a document: whose report it is, and what its row in `rendition` says. */

import type { DocumentFacts, PackedReading, ReadingHead } from '../../data/readings/pack.ts';
import type { UnitResolver } from '../resolve-unit.ts';
import { reportId, unitId } from '../unit-identity.ts';

type Value = string | number | null;

const claimColumns = [
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
  'reported_cells',
  'content_digest',
] as const;

const factColumns = [
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
  'verdict_reasons',
  'folds',
  'clone_reason',
  'clone_evidence',
] as const;

/** In the order of the values that `documentRow` gives. */
export const documentColumns = [
  'seen_id',
  'reading_digest',
  'trust',
  'url_date',
  ...claimColumns,
  ...factColumns,
] as const;

export interface DocumentRow {
  /** An object of so many columns costs more than their insertion. */
  readonly values: readonly Value[];
  /** Whether more is to be told of it than its row. */
  readonly hasDetails: boolean;
}

export function documentRow(
  seen_id: number,
  url: string,
  portal: string | null,
  { digest: reading_digest }: PackedReading,
  { facts, content, problem }: ReadingHead,
  resolver: UnitResolver,
): DocumentRow {
  const found = content === null ? null : resolver.resolve(facts, { url, portal });
  const values = [seen_id, reading_digest, resolver.trustIn(url), urlDate(url)];
  const rest = factValues(facts);
  const isDetailed =
    problem !== null || facts.removed.length + facts.leftovers.length + facts.issues.length > 0;
  if (content === null || found === null)
    return {
      values: [
        ...values,
        null,
        null,
        null,
        null,
        null,
        facts.report_year,
        null,
        null,
        '',
        0,
        0,
        null,
        ...rest,
      ],
      hasDetails: isDetailed,
    };
  const { identity, report_year, resolution, reason, candidates, copy } = found;
  const unit = identity === null ? null : unitId(identity);
  // Copies of one text are one report, wherever they stand.
  const alone = copy > 0 ? `text ${content.digest}` : url;
  return {
    values: [
      ...values,
      reportId(unit, report_year, alone),
      copy > 0 ? reportId(null, null, alone) : null,
      unit,
      copy > 0 ? unit : null,
      identity,
      report_year,
      resolution,
      reason,
      candidates.join(' '),
      copy,
      content.reported_cells,
      content.digest,
      ...rest,
    ],
    // Whose unit nobody knows, and copies, which may turn out to be of nobody's.
    hasDetails: isDetailed || unit === null || copy > 0,
  };
}

/** In the order of `factColumns`. */
function factValues(facts: DocumentFacts): Value[] {
  const { unit } = facts;
  return [
    facts.media_type,
    facts.published_date,
    facts.scope,
    facts.scope_evidence,
    facts.charset,
    facts.document_type,
    facts.verdict,
    facts.title || null,
    unit?.name ?? null,
    unit?.kind ?? null,
    unit?.confidence ?? null,
    unit?.evidence ?? null,
    unit?.division_code ?? null,
    unit?.parent ?? null,
    facts.year_evidence,
    facts.verdict_reasons?.join(' ') || null,
    facts.folds?.join(' ') || null,
    facts.clone?.reason ?? null,
    facts.clone?.evidence ?? null,
  ];
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
