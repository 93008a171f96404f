/**
 * Finds reports most of whose text stands in another report: of the same body in an earlier year, or of another body.
 * Sketches propose, the texts themselves decide. What every report says of itself takes no part (`form-wording.ts`),
 * and a run of words that hundreds of reports have proposes nobody.
 */

import type Database from 'better-sqlite3';
import { report_flag } from '../schema/tables/index.ts';
import { rowInserter } from './insert.ts';
import { addSketches, type SharedSketches, SketchesInPlace, SketchesOfAll } from './sketches.ts';
import { type PreparedText, preparedText, shareWithin } from './text-sketch.ts';

/** Share of a report's text from which on it is called copied. */
const mostOf = 0.8;

/** A run of words that more reports than this have proposes nobody. */
const commonplace = 300;

/** Hashes that two sketches must share for their texts to be compared: of two texts alike by 0.8 they share five of eight. */
const leastShared = 3;

/** Proposed texts that are read, the likeliest first. */
const mostRead = 3;

const textsKept = 200;

/** What was added to a release. */
export interface Added {
  readonly reports: readonly string[];
  /** Units that have, or had, one of the reports that came or went. */
  readonly units: readonly string[];
  /** Sketches of the reports that were taken out, one after the other. */
  readonly removed: readonly number[];
}

interface Judged {
  readonly version_id: number;
  readonly report_id: string;
  readonly unit_id: string;
  readonly report_year: number;
}

const judgedReports = `
  SELECT current_version_id AS version_id, id AS report_id, unit_id, report_year FROM report
  WHERE unit_id IS NOT NULL AND report_year IS NOT NULL`;

const codes = { own: 'copied_from_year', other: 'copied_from_body' } as const;

/** @param added what to look at; null for all reports, none of which has been looked at yet */
export function flagCopies(database: Database.Database, added: Added | null): void {
  const insert = rowInserter(database, report_flag);
  const came = added === null ? [] : addSketches(database, added.reports);
  const shared = added === null ? new SketchesOfAll(database) : new SketchesInPlace(database);
  const chosen = added === null ? null : [...affected(database, shared, added, came)];
  if (chosen !== null)
    database
      .prepare(
        `DELETE FROM report_flag WHERE code IN ('${codes.own}', '${codes.other}')
         AND version_id IN (SELECT value FROM json_each(?))`,
      )
      .run(JSON.stringify(chosen));
  const judge = new Judge(database, shared);
  for (const report of judgedIn(database, chosen))
    for (const { kind, best } of judge.copiesOf(report))
      insert({
        version_id: report.version_id,
        code: codes[kind],
        position: 1,
        detail: `similarity ${best.similarity.toFixed(2)}, ${best.sameFigures ? 'same' : 'other'} figures`,
        other_report_id: best.other.report_id,
      });
}

/** A page at a time, by unit and year: the connection cannot write while it reads. */
function* judgedIn(database: Database.Database, chosen: readonly number[] | null): Generator<Judged> {
  if (chosen !== null) {
    yield* database
      .prepare<[string], Judged>(
        `${judgedReports} AND current_version_id IN (SELECT value FROM json_each(?)) ORDER BY id`,
      )
      .all(JSON.stringify(chosen));
    return;
  }
  const page = database.prepare<[string], Judged>(`${judgedReports} AND id > ? ORDER BY id LIMIT 1000`);
  for (let after = ''; ; ) {
    const rows = page.all(after);
    yield* rows;
    const last = rows.at(-1);
    if (last === undefined) return;
    after = last.report_id;
  }
}

/** Versions about which another judgement may be due: whoever shares something with what came or went, or its unit. */
function affected(
  database: Database.Database,
  shared: SharedSketches,
  added: Added,
  came: readonly number[],
): Set<number> {
  const own = database
    .prepare<[string, string], number>(
      `SELECT current_version_id FROM report
       WHERE id IN (SELECT value FROM json_each(?)) OR unit_id IN (SELECT value FROM json_each(?))`,
    )
    .pluck()
    .all(JSON.stringify(added.reports), JSON.stringify(added.units));
  const found = new Set(own);
  const changes = new Map<number, number>();
  for (const hash of [...added.removed, ...came]) changes.set(hash, (changes.get(hash) ?? 0) + 1);
  // Before or after, the run was rare enough to propose someone.
  for (const [hash, times] of changes)
    for (const version of shared.having(hash, commonplace + times) ?? []) found.add(version);
  return found;
}

interface Copy {
  readonly other: Judged;
  readonly similarity: number;
  readonly sameFigures: boolean;
}

class Judge {
  readonly #shared: SharedSketches;
  readonly #texts: Texts;
  readonly #find;
  readonly #reportsOf;
  /** Of the unit asked for last: a unit's years come one after the other. */
  #unit: { readonly id: string; readonly reports: readonly Judged[] } = { id: '', reports: [] };

  constructor(database: Database.Database, shared: SharedSketches) {
    this.#shared = shared;
    this.#texts = new Texts(database);
    this.#find = database.prepare<[number], Judged>(`${judgedReports} AND current_version_id = ?`);
    this.#reportsOf = database.prepare<[string], Judged>(
      `${judgedReports} AND unit_id = ? ORDER BY report_year`,
    );
  }

  *copiesOf(report: Judged): Generator<{ kind: keyof typeof codes; best: Copy }> {
    const sketch = this.#shared.sketch(report.version_id);
    if (sketch.length === 0) return;
    const own = this.#best(report, this.#proposedByUnit(report, sketch));
    if (own !== null) yield { kind: 'own', best: own };
    const other = this.#best(report, this.#proposedByRuns(report, sketch));
    if (other !== null) yield { kind: 'other', best: other };
  }

  /** Earlier reports of the same body, however many others say the same. */
  #proposedByUnit(report: Judged, sketch: readonly number[]): Judged[] {
    if (this.#unit.id !== report.unit_id)
      this.#unit = { id: report.unit_id, reports: this.#reportsOf.all(report.unit_id) };
    const mine = new Set(sketch);
    return ranked(
      this.#unit.reports
        .filter(({ report_year }) => report_year < report.report_year)
        .map(other => [other, this.#shared.sketch(other.version_id).filter(hash => mine.has(hash)).length]),
    );
  }

  #proposedByRuns(report: Judged, sketch: readonly number[]): Judged[] {
    const times = new Map<number, number>();
    for (const hash of sketch)
      for (const version of this.#shared.having(hash, commonplace) ?? [])
        if (version !== report.version_id) times.set(version, (times.get(version) ?? 0) + 1);
    const found: [Judged, number][] = [];
    for (const [version, count] of times) {
      if (count < leastShared) continue;
      const other = this.#find.get(version);
      if (other !== undefined && other.unit_id !== report.unit_id && isBefore(other, report))
        found.push([other, count]);
    }
    return ranked(found);
  }

  #best(report: Judged, proposed: readonly Judged[]): Copy | null {
    let best: Copy | null = null;
    for (const other of proposed.slice(0, mostRead)) {
      const [mine, theirs] = [this.#texts.of(report.version_id), this.#texts.of(other.version_id)];
      const similarity = shareWithin(mine, theirs);
      if (similarity < mostOf || (best !== null && similarity <= best.similarity)) continue;
      best = { other, similarity, sameFigures: mine.figures === theirs.figures };
    }
    return best;
  }
}

/** Of two bodies with one text in one year, the later captured is taken to be the copy. */
const isBefore = (other: Judged, report: Judged): boolean =>
  other.report_year < report.report_year ||
  (other.report_year === report.report_year && other.version_id < report.version_id);

/** Those with enough in common, most first; the earlier of two with as much. */
const ranked = (found: readonly (readonly [Judged, number])[]): Judged[] =>
  found
    .filter(([, count]) => count >= leastShared)
    .sort(([a, x], [b, y]) => y - x || a.report_year - b.report_year || (a.report_id < b.report_id ? -1 : 1))
    .map(([report]) => report);

/** The running texts of versions; the last ones asked for stay at hand, since the years of a body come in turn. */
class Texts {
  readonly #find;
  readonly #kept = new Map<number, PreparedText>();

  constructor(database: Database.Database) {
    this.#find = database.prepare<[number], { name: string | null; text: string | null }>(
      `SELECT rendition.unit_name AS name,
         (SELECT group_concat(text, char(10)) FROM (
            SELECT text FROM section WHERE section.version_id = rendition.capture_id ORDER BY position)) AS text
       FROM rendition WHERE rendition.capture_id = ?`,
    );
  }

  of(version: number): PreparedText {
    const kept = this.#kept.get(version);
    if (kept !== undefined) return kept;
    const { name = null, text = null } = this.#find.get(version) ?? {};
    const prepared = preparedText(text ?? '', name);
    if (this.#kept.size >= textsKept)
      for (const oldest of this.#kept.keys()) {
        this.#kept.delete(oldest);
        break;
      }
    this.#kept.set(version, prepared);
    return prepared;
  }
}
