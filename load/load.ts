/** Builds the published database from what was extracted, and puts it in the place of the old one. */

import type { Decision } from '../data/decisions/decisions.ts';
import { sha256 } from '../data/digest.ts';
import type { DivisionSpell } from '../data/divisions/history.ts';
import type { JournalIssue, JournalRun } from '../data/journal.ts';
import type { Capture } from '../schema/capture.ts';
import type { Division } from '../schema/extraction.ts';
import { type Issue, issue, NianbaoError } from '../schema/issues.ts';
import type { Portal, PortalOutcome } from '../schema/portal.ts';
import { addToRelease } from './add-to-release.ts';
import { type BuildInput, type BuiltDatabase, buildDatabase } from './build-database.ts';
import { schemaDigest } from './create-database.ts';
import { DivisionRegister } from './division-register.ts';
import type { GrowingInput } from './gather-additions.ts';
import { type ReleaseRow, readRelease } from './open-database.ts';
import { type LoadPhase, PhaseTimes } from './phase-times.ts';
import {
  type BuildPaths,
  buildPaths,
  keepBeside,
  publish,
  reject,
  removeUnfinished,
  whileLocked,
} from './publish.ts';
import { UnitResolver } from './resolve-unit.ts';
import { SecondThread } from './second-thread/second-thread.ts';
import type { ReadDocument } from './staging/documents.ts';
import { Staging } from './staging/staging.ts';

export type { GrowingInput } from './gather-additions.ts';
export type { ReleaseRow } from './open-database.ts';
export type { ReadDocument } from './staging/documents.ts';

export interface LoadProgress {
  readonly phase: LoadPhase;
  /** Documents or reports so far; 0 where a phase counts nothing. */
  readonly done: number;
}

export interface LoadInput {
  /** What each archived document says: `Extractions.readings(extractor)`. */
  readonly extractions: Iterable<ReadDocument>;
  /** Every capture of the archive, in any order: `Archive.captures()`. */
  readonly captures: Iterable<Capture>;
  readonly portals: readonly Portal[];
  /** The last outcome of each portal: `Journal.latestOutcomes()`. */
  readonly outcomes: readonly PortalOutcome[];
  readonly runs: readonly JournalRun[];
  readonly divisions: Iterable<Division>;
  /** Names and codes of divisions over the years: `loadDivisionHistory()`. */
  readonly divisionHistory: Iterable<DivisionSpell>;
  /** What people decided about documents: `loadDecisions()`. */
  readonly decisions: readonly Decision[];
  /** Issues of crawls, imports and the archive; those of documents are in their extractions. */
  readonly issues: Iterable<JournalIssue>;
  /** Where the database is published. */
  readonly out: string;
  readonly codeVersion: string;
  /** ISO 8601 in UTC. */
  readonly builtAt: string;
  /**
   * A name for the extractions handed in: equal names promise equal extractions of equal captures, such as the
   * extractor's version. With it a night without change is recognised without reading a single one.
   */
  readonly inputKey?: string;
  /** Where given, a release is added to if that gives what a full build would. */
  readonly growing?: GrowingInput;
  /**
   * A module that runs `serve` (`second-thread/serve.ts`) in a thread of its own. Where given, a large build uses two
   * cores; the rows are the same.
   */
  readonly thread?: URL;
  /** Documents from which on the thread is started. */
  readonly threadFrom?: number;
  readonly onProgress?: (progress: LoadProgress) => void;
}

export interface LoadResult {
  /** `unchanged`: the database in place was built from the same input and stays. */
  readonly outcome: 'published' | 'unchanged';
  /** How it was made; both ways give the same rows. */
  readonly built: 'in full' | 'by adding' | 'not at all';
  readonly release: ReleaseRow;
  /** The release that was replaced; null when there was none that could be read. */
  readonly previous: ReleaseRow | null;
  /** Issues of the load itself. */
  readonly issues: readonly Issue[];
  readonly seconds: Readonly<Partial<Record<LoadPhase, number>>>;
}

type Outcome = Omit<LoadResult, 'seconds'>;

/** Documents below which a thread is not yet at work when all is done. */
const worthAThread = 3000;

/**
 * Builds beside the database in place, asserts, and renames. Killed at any moment, it leaves the old one whole.
 * Runs, times and crawl issues of a night that changed nothing else wait for the next release; the journal has them.
 *
 * @throws NianbaoError `load.assertion.failed`: the old database stays, the new one is kept as `OUT.rejected`;
 *   `load.lock.held`: another process is building it.
 */
export function load(input: LoadInput): LoadResult {
  const paths = buildPaths(input.out);
  const times = new PhaseTimes();
  const onProgress = (progress: LoadProgress): void => {
    times.enter(progress.phase);
    input.onProgress?.(progress);
  };
  return whileLocked(paths, () => {
    removeUnfinished(paths);
    try {
      return { ...build({ ...input, onProgress }, paths), seconds: times.seconds() };
    } finally {
      removeUnfinished(paths);
    }
  });
}

/** An input whose progress is timed. */
type TimedInput = LoadInput & Required<Pick<LoadInput, 'onProgress'>>;

function build(input: TimedInput, paths: BuildPaths): Outcome {
  input.onProgress({ phase: 'divisions', done: 0 });
  const previous = readRelease(paths.published);
  const divisions = [...input.divisions];
  const history = [...input.divisionHistory];
  const register = new DivisionRegister(divisions, history);
  const resolver = new UnitResolver(register, input.portals, input.decisions);
  const base_key = input.growing === undefined ? null : keyOfConstants(input, [divisions, history]);
  const through = {
    base_key,
    captures_through: input.growing?.through.captures ?? null,
    extractions_through: input.growing?.through.extractions ?? null,
  };
  const common = { ...input, register, resolver, paths };
  const grown = previous === null || base_key === null ? null : grow(common, previous, through);
  if (grown === 'unchanged' && previous !== null) return unchanged(previous);
  if (grown !== null && grown !== 'unchanged') return settle(grown, 'by adding', common, previous);
  removeUnfinished(paths);
  const staging = new Staging(paths.staging);
  let thread: SecondThread | null = null;
  try {
    input.onProgress({ phase: 'captures', done: 0 });
    staging.captures.add(input.captures);
    if (input.thread !== undefined && staging.captures.count() >= (input.threadFrom ?? worthAThread))
      thread = new SecondThread(input.thread);
    const given = digestOfConstants(input, [divisions, history], staging.captures.digest());
    const key =
      base_key === null
        ? input.inputKey === undefined
          ? null
          : sha256(`${given} ${input.inputKey}`)
        : keyOfStates(base_key, input);
    if (base_key === null && previous !== null && key !== null && previous.input_key_digest === key)
      return unchanged(previous);
    const orphans = staging.documents.add(input.extractions, resolver, done =>
      input.onProgress({ phase: 'documents', done }),
    );
    const input_digest = sha256(`${given} ${staging.documents.digest()}`);
    if (previous !== null && previous.input_digest === input_digest) return unchanged(previous);
    const identity = { input_digest, input_key_digest: key, ...through };
    const lost = orphans.map(url =>
      issue('load.extraction.orphan', `The archive does not hold ${url} as it was extracted`, url),
    );
    const built = buildDatabase(staging, { ...common, identity, orphans: lost }, thread);
    return settle(built, 'in full', common, previous);
  } finally {
    thread?.end();
    staging.close();
  }
}

/** Publishes what was built, unless something does not hold. */
function settle(
  built: BuiltDatabase,
  way: LoadResult['built'],
  { paths, onProgress }: Pick<BuildInput, 'paths' | 'onProgress'>,
  previous: ReleaseRow | null,
): Outcome {
  if (built.violations.length > 0) {
    reject(paths);
    throw new NianbaoError(
      'load.assertion.failed',
      `${built.violations.join('; ')}. The rejected database is ${paths.rejected}`,
    );
  }
  onProgress({ phase: 'publication', done: 0 });
  if (built.mustKeepPrevious) keepBeside(paths.published, 'unreadable');
  publish(paths);
  return { outcome: 'published', built: way, release: built.release, previous, issues: built.issues };
}

/** Adds to the release in place; null where a full build is needed. */
function grow(
  input: Omit<BuildInput, 'identity' | 'orphans'>,
  previous: ReleaseRow,
  through: Pick<ReleaseRow, 'base_key' | 'captures_through' | 'extractions_through'>,
): BuiltDatabase | 'unchanged' | null {
  const { growing, paths } = input;
  const { base_key, captures_through, extractions_through } = previous;
  if (growing === undefined || base_key === null || base_key !== through.base_key) return null;
  if (captures_through === null || extractions_through === null) return null;
  const additions = growing.since(captures_through, extractions_through);
  if (additions === null) return null;
  const input_key_digest = keyOfStates(base_key, input);
  const staging = new Staging(paths.staging);
  try {
    const input_digest = sha256(`${previous.input_digest} ${JSON.stringify(growing.through)}`);
    return addToRelease(
      staging,
      additions,
      previous,
      { ...input, growing, identity: { input_digest, input_key_digest, ...through }, orphans: [] },
      previous.input_key_digest !== input_key_digest,
    );
  } finally {
    staging.close();
  }
}

function unchanged(release: ReleaseRow): Outcome {
  return { outcome: 'unchanged', built: 'not at all', release, previous: release, issues: [] };
}

/**
 * Digest of all input but the extractions. Of a crawl only its portal's state and counts of documents take part:
 * times, bytes and passing failures differ every night and are no reason for a release.
 */
function digestOfConstants(
  input: LoadInput,
  divisions: readonly (readonly unknown[])[],
  captures: string,
): string {
  return sha256(JSON.stringify([keyOfConstants(input, divisions), captures, statesOf(input)]));
}

/** Digest of what every row may depend on: code, forms, divisions, registry, decisions. */
function keyOfConstants(
  { codeVersion, portals, decisions }: LoadInput,
  divisions: readonly (readonly unknown[])[],
): string {
  const entries = portals.map(({ origin: _origin, ...entry }) => entry);
  return sha256(JSON.stringify([codeVersion, schemaDigest(), sorted(entries), divisions, decisions]));
}

function keyOfStates(base: string, input: Pick<LoadInput, 'outcomes'>): string {
  return sha256(JSON.stringify([base, statesOf(input)]));
}

function statesOf({ outcomes }: Pick<LoadInput, 'outcomes'>): string[] {
  const states = outcomes.map(({ portal, state, found, expected_min, expected_max }) => [
    portal,
    // The night after a complete crawl is unchanged; that alone is no reason for a release.
    state === 'unchanged' ? 'complete' : state,
    found,
    expected_min,
    expected_max,
  ]);
  return sorted(states);
}

function sorted(items: readonly unknown[]): string[] {
  return items.map(item => JSON.stringify(item)).sort();
}
