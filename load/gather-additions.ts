/**
 * Gathers into the staging file what an addition to a release touches: the documents that came, and with each report
 * that one of them is of, or may be of, all documents of that report.
 */

import type Database from 'better-sqlite3';
import type { PackedReading } from '../data/readings/pack.ts';
import type { Capture } from '../schema/capture.ts';
import type { BuildInput } from './build-database.ts';
import type { ReadDocument } from './staging/documents.ts';
import type { Staging } from './staging/staging.ts';

/** What came since a release was built. */
export interface Additions {
  readonly captures: Iterable<Capture>;
  readonly extractions: Iterable<ReadDocument>;
}

/** An input that can tell what came since. */
export interface GrowingInput {
  /** Where captures and extractions end now; kept in the release. */
  readonly through: { readonly captures: string; readonly extractions: string };
  /** Null where it cannot be told, so that everything has to be read. */
  since(captures: string, extractions: string): Additions | null;
  /** What an archived document says; null where it has not been read. */
  reading(url: string, payload_digest: string): PackedReading | null;
}

/** Beyond this share of all reports a full build is no slower. */
const largestShare = 0.2;

interface HeldDocument extends Omit<Capture, 'id' | 'portal'> {
  readonly id: number;
  readonly record_id: string;
  readonly portal_id: string | null;
  readonly last_captured_at: string;
  readonly capture_count: number;
  readonly report_id: string | null;
  readonly unit_id: string | null;
}

const held = `
  SELECT capture.*, rendition.last_captured_at, rendition.capture_count, version.report_id, rendition.unit_id
  FROM capture JOIN rendition ON rendition.capture_id = capture.id
  LEFT JOIN report_version AS version ON version.id = rendition.version_id`;

/** What was gathered into the staging file. */
export interface Touched {
  readonly reports: ReadonlySet<string>;
  readonly documents: ReadonlySet<number>;
  readonly units: ReadonlySet<string>;
}

/** @returns `unchanged` where nothing came that would change a row but the time it was last seen; null where all has to be built */
export function gather(
  previous: Database.Database,
  staging: Staging,
  additions: Additions,
  { resolver, growing }: BuildInput & { readonly growing: GrowingInput },
): Touched | 'unchanged' | null {
  const find = previous.prepare<[string, string], HeldDocument>(
    `${held} WHERE url = ? AND payload_digest = ?`,
  );
  const lastOf = previous
    .prepare<[string], string>(
      'SELECT max(last_captured_at) FROM capture JOIN rendition ON capture_id = capture.id WHERE url = ?',
    )
    .pluck();
  const last = previous
    .prepare<[], { captured_at: string; record_id: string }>(
      'SELECT captured_at, record_id FROM capture ORDER BY id DESC LIMIT 1',
    )
    .get();
  const seen = staging.captures.all();
  const documents = new Set<number>();
  const reports = new Set<string>();
  const units = new Set<string>();
  const waiting: HeldDocument[] = [];
  const take = (document: HeldDocument): void => {
    if (documents.has(document.id)) return;
    documents.add(document.id);
    const { id, record_id, portal_id, last_captured_at, capture_count, report_id, unit_id, ...rest } =
      document;
    staging.captures.addKnown(
      { ...rest, id: record_id, portal: portal_id },
      id,
      last_captured_at,
      capture_count,
    );
    waiting.push(document);
    if (report_id !== null) reports.add(report_id);
    if (unit_id !== null) units.add(unit_id);
  };
  let changes = false;
  for (const { url, payload_digest, captured_at, record_id, record_type } of seen) {
    const known = find.get(url, payload_digest);
    if (known === undefined) {
      changes = true;
      const isLater = last === undefined || [captured_at, record_id] > [last.captured_at, last.record_id];
      if (!isLater || (record_type === 'revisit' && !staging.captures.isHeld(payload_digest))) return null;
    } else {
      if (captured_at < known.captured_at) return null;
      if (lastOf.get(url) !== known.last_captured_at) changes = true;
      take(known);
    }
  }
  const extractions = [...additions.extractions];
  // An extraction of a document that the release has is another reading of it, or one that came late.
  const added = new Set(seen.map(({ url, payload_digest }) => `${url} ${payload_digest}`));
  if (extractions.some(({ url, payload_digest }) => !added.has(`${url} ${payload_digest}`))) return null;
  if (extractions.some(({ url, payload_digest }) => find.get(url, payload_digest) !== undefined)) return null;
  if (!changes && extractions.length === 0) return 'unchanged';
  staging.documents.add(extractions, resolver, () => {});
  if (!takeAll(previous, staging, { resolver, growing, waiting, reports, units, take })) return null;
  const total = previous.prepare<[], number>('SELECT count(*) FROM report').pluck().get() ?? 0;
  if (reports.size > Math.max(200, total * largestShare)) return null;
  return { reports, documents, units };
}

/** Takes all documents of every report that a taken one is of, or may be of. */
function takeAll(
  previous: Database.Database,
  staging: Staging,
  {
    resolver,
    growing,
    waiting,
    reports,
    units,
    take,
  }: {
    readonly resolver: BuildInput['resolver'];
    readonly growing: GrowingInput;
    readonly waiting: HeldDocument[];
    readonly reports: Set<string>;
    readonly units: Set<string>;
    readonly take: (document: HeldDocument) => void;
  },
): boolean {
  const ofReport = previous.prepare<[string], HeldDocument>(`${held} WHERE version.report_id = ?`);
  const claiming = previous.prepare<[string], HeldDocument>(
    `${held} JOIN unit_candidate ON unit_candidate.capture_id = capture.id WHERE claimed_unit_id = ?`,
  );
  const sources = previous.prepare<[string], { report_year: number | null }>(
    `SELECT DISTINCT report_year FROM rendition WHERE unit_id = ? AND unit_resolution <> 'copy'`,
  );
  const asked = new Set<string>();
  const askedUnits = new Set<string>();
  for (;;) {
    const read: ReadDocument[] = [];
    for (const { url, payload_digest } of waiting.splice(0)) {
      const reading = growing.reading(url, payload_digest);
      if (reading === null) return false;
      read.push({ url, payload_digest, reading });
    }
    staging.documents.add(read, resolver, () => {});
    for (const { report_id, lone_report_id, unit_id, copy } of staging.documents.claims()) {
      reports.add(report_id);
      // Where no source vouches for it, it is of the report that every copy of this text is of.
      if (lone_report_id !== null) reports.add(lone_report_id);
      if (unit_id === null) continue;
      units.add(unit_id);
      if (askedUnits.has(`${unit_id} ${copy > 0}`)) continue;
      askedUnits.add(`${unit_id} ${copy > 0}`);
      if (copy === 0) for (const document of claiming.all(unit_id)) take(document);
      else
        for (const { report_year } of sources.all(unit_id))
          staging.documents.addKnownUnit(unit_id, report_year);
    }
    for (const report of reports)
      if (!asked.has(report)) {
        asked.add(report);
        for (const document of ofReport.all(report)) take(document);
      }
    if (waiting.length === 0) return true;
  }
}
