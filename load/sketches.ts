/** The sketches of all current reports, and who shares what with whom. */

import type Database from 'better-sqlite3';
import { text_shingle } from '../schema/tables/index.ts';
import { RowWriter } from './insert.ts';
import { ownWords, sketchOf, sketchSize } from './text-sketch.ts';

export interface SharedSketches {
  /** Empty where the text is too short to tell. */
  sketch(version: number): readonly number[];
  /** Versions whose sketch has the hash, in ascending order; null where they are more than so many. */
  having(hash: number, atMost: number): readonly number[] | null;
}

interface VersionText {
  readonly version: number;
  readonly name: string | null;
  readonly text: string | null;
}

const texts = `
  SELECT report.current_version_id AS version, rendition.unit_name AS name,
    (SELECT group_concat(text, char(10)) FROM (
       SELECT text FROM section WHERE section.version_id = report.current_version_id ORDER BY position)) AS text
  FROM report JOIN rendition ON rendition.capture_id = report.current_version_id
  WHERE report.unit_id IS NOT NULL AND report.report_year IS NOT NULL`;

const sketchOfText = ({ name, text }: VersionText): number[] => sketchOf(ownWords(text ?? '', name));

/** A hash and a version in one number, so that a million sketches are sorted as numbers: 29 and 24 bits. */
const versions = 2 ** 24;

/** Of a whole release: sketches every current report, and keeps the sketches in the database. */
export class SketchesOfAll implements SharedSketches {
  readonly #versions: Int32Array;
  readonly #hashes: Uint32Array;
  readonly #keys: Float64Array;

  constructor(database: Database.Database) {
    const reports = database.prepare<[], number>('SELECT count(*) FROM report').pluck().get() ?? 0;
    this.#versions = new Int32Array(reports);
    this.#hashes = new Uint32Array(reports * sketchSize);
    const keys = new Float64Array(reports * sketchSize);
    let filled = 0;
    let sketched = 0;
    for (const found of pages(database)) {
      const sketch = sketchOfText(found);
      if (sketch.length < sketchSize) continue;
      if (found.version >= versions) throw new RangeError(`version ${found.version} is beyond ${versions}`);
      this.#versions[sketched] = found.version;
      this.#hashes.set(sketch, sketched * sketchSize);
      sketched += 1;
      for (const hash of sketch) keys[filled++] = hash * versions + found.version;
    }
    this.#versions = this.#versions.subarray(0, sketched);
    this.#keys = keys.subarray(0, filled).sort();
    const rows = new RowWriter(database, text_shingle);
    for (const key of this.#keys) rows.addValues([Math.floor(key / versions), key % versions]);
    rows.flush();
  }

  sketch(version: number): readonly number[] {
    const at = firstFrom(this.#versions, version);
    if (this.#versions[at] !== version) return [];
    return [...this.#hashes.subarray(at * sketchSize, (at + 1) * sketchSize)];
  }

  having(hash: number, atMost: number): readonly number[] | null {
    const from = firstFrom(this.#keys, hash * versions);
    const end = (hash + 1) * versions;
    if ((this.#keys[from + atMost] ?? Infinity) < end) return null;
    const found: number[] = [];
    for (let at = from; (this.#keys[at] ?? Infinity) < end; at += 1)
      found.push((this.#keys[at] ?? 0) - hash * versions);
    return found;
  }
}

/** The first place whose value is not smaller. */
function firstFrom(sorted: Int32Array | Float64Array, value: number): number {
  let [from, until] = [0, sorted.length];
  while (from < until) {
    const middle = (from + until) >>> 1;
    if ((sorted[middle] ?? Infinity) < value) from = middle + 1;
    else until = middle;
  }
  return from;
}

/** A page at a time: the connection cannot write while it reads, and does both by turns. */
function* pages(database: Database.Database): Generator<VersionText> {
  const page = database.prepare<[number], VersionText>(
    `${texts} AND report.current_version_id > ? ORDER BY report.current_version_id LIMIT 500`,
  );
  for (let after = -1; ; ) {
    const rows = page.all(after);
    yield* rows;
    const last = rows.at(-1);
    if (last === undefined) return;
    after = last.version;
  }
}

/** Of a release that is added to: asks the sketches that the database keeps. */
export class SketchesInPlace implements SharedSketches {
  readonly #of;
  readonly #having;
  readonly #known = new Map<number, readonly number[]>();

  constructor(database: Database.Database) {
    this.#of = database.prepare<[number], VersionText>(`${texts} AND report.current_version_id = ?`);
    this.#having = database
      .prepare<[number, number], number>(
        'SELECT version_id FROM text_shingle WHERE hash = ? ORDER BY version_id LIMIT ?',
      )
      .pluck();
  }

  sketch(version: number): readonly number[] {
    const known = this.#known.get(version);
    if (known !== undefined) return known;
    const found = this.#of.get(version);
    const sketch = found === undefined ? [] : sketchOfText(found);
    const whole = sketch.length < sketchSize ? [] : sketch;
    this.#known.set(version, whole);
    return whole;
  }

  having(hash: number, atMost: number): readonly number[] | null {
    const found = this.#having.all(hash, atMost + 1);
    return found.length > atMost ? null : found;
  }
}

/** The sketches of these reports, one after the other. */
export function addSketches(database: Database.Database, reports: readonly string[]): number[] {
  const rows = new RowWriter(database, text_shingle);
  const hashes = eachSketch(database, reports, (hash, version) => rows.addValues([hash, version]));
  rows.flush();
  return hashes;
}

/** The same, taken out again. The reports and their sections must still be there. */
export function removeSketches(database: Database.Database, reports: readonly string[]): number[] {
  const remove = database.prepare('DELETE FROM text_shingle WHERE hash = ? AND version_id = ?');
  return eachSketch(database, reports, (hash, version) => remove.run(hash, version));
}

function eachSketch(
  database: Database.Database,
  reports: readonly string[],
  take: (hash: number, version: number) => void,
): number[] {
  const inPlace = new SketchesInPlace(database);
  const current = database
    .prepare<[string], number>(
      'SELECT current_version_id FROM report WHERE id IN (SELECT value FROM json_each(?))',
    )
    .pluck()
    .all(JSON.stringify(reports));
  return current.flatMap(version => {
    const sketch = inPlace.sketch(version);
    for (const hash of sketch) take(hash, version);
    return [...sketch];
  });
}
