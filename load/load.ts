/** Builds the published database from what was extracted, and puts it in the place of the old one. */

import type { Decision } from '../data/decisions/decisions.ts';
import type { DivisionSpell } from '../data/divisions/history.ts';
import type { JournalIssue, JournalRun } from '../data/journal.ts';
import type { Capture } from '../schema/capture.ts';
import type { Division } from '../schema/extraction.ts';
import { type Issue, issue, NianbaoError } from '../schema/issues.ts';
import type { Portal, PortalOutcome } from '../schema/portal.ts';
import { buildDatabase } from './build-database.ts';
import { sha256 } from './content.ts';
import { schemaDigest } from './create-database.ts';
import { DivisionRegister } from './division-register.ts';
import { type ReleaseRow, readRelease } from './open-database.ts';
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
import { type ReadDocument, Staging } from './staging.ts';

export type { ReleaseRow } from './open-database.ts';
export type { ReadDocument } from './staging.ts';

export interface LoadProgress {
  readonly phase: 'captures' | 'documents' | 'reports' | 'assertions';
  /** Documents or reports so far. */
  readonly done: number;
}

export interface LoadInput {
  /** What each archived document says: `Extractions.all(extractor)`. */
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
  readonly onProgress?: (progress: LoadProgress) => void;
}

export interface LoadResult {
  /** `unchanged`: the database in place was built from the same input and stays. */
  readonly outcome: 'published' | 'unchanged';
  readonly release: ReleaseRow;
  /** The release that was replaced; null when there was none that could be read. */
  readonly previous: ReleaseRow | null;
  /** Issues of the load itself. */
  readonly issues: readonly Issue[];
}

/**
 * Builds beside the database in place, asserts, and renames. Killed at any moment, it leaves the old one whole.
 * Runs, times and crawl issues of a night that changed nothing else wait for the next release; the journal has them.
 *
 * @throws NianbaoError `load.assertion.failed`: the old database stays, the new one is kept as `OUT.rejected`;
 *   `load.lock.held`: another process is building it.
 */
export function load(input: LoadInput): LoadResult {
  const paths = buildPaths(input.out);
  return whileLocked(paths, () => {
    removeUnfinished(paths);
    try {
      return build(input, paths);
    } finally {
      removeUnfinished(paths);
    }
  });
}

function build(input: LoadInput, paths: BuildPaths): LoadResult {
  const previous = readRelease(paths.published);
  const divisions = [...input.divisions];
  const history = [...input.divisionHistory];
  const staging = new Staging(paths.staging);
  try {
    input.onProgress?.({ phase: 'captures', done: 0 });
    staging.addCaptures(input.captures);
    const given = digestOfConstants(input, [divisions, history], staging.digestOfCaptures());
    const input_key_digest = input.inputKey === undefined ? null : sha256(`${given} ${input.inputKey}`);
    if (previous !== null && input_key_digest !== null && previous.input_key_digest === input_key_digest)
      return unchanged(previous);
    const register = new DivisionRegister(divisions, history);
    const resolver = new UnitResolver(register, input.portals, input.decisions);
    const orphans = staging.addDocuments(input.extractions, resolver, done =>
      input.onProgress?.({ phase: 'documents', done }),
    );
    const input_digest = sha256(`${given} ${staging.digestOfExtractions()}`);
    if (previous !== null && previous.input_digest === input_digest) return unchanged(previous);
    const built = buildDatabase(staging, {
      ...input,
      register,
      resolver,
      paths,
      identity: {
        input_digest,
        input_key_digest,
        base_key: null,
        captures_through: null,
        extractions_through: null,
      },
      orphans: orphans.map(url =>
        issue('load.extraction.orphan', `The archive does not hold ${url} as it was extracted`, url),
      ),
    });
    if (built.violations.length > 0) {
      reject(paths);
      throw new NianbaoError(
        'load.assertion.failed',
        `${built.violations.join('; ')}. The rejected database is ${paths.rejected}`,
      );
    }
    if (built.mustKeepPrevious) keepBeside(paths.published, 'unreadable');
    publish(paths);
    return { outcome: 'published', release: built.release, previous, issues: built.issues };
  } finally {
    staging.close();
  }
}

function unchanged(release: ReleaseRow): LoadResult {
  return { outcome: 'unchanged', release, previous: release, issues: [] };
}

/**
 * Digest of all input but the extractions. Of a crawl only its portal's state and counts of documents take part:
 * times, bytes and passing failures differ every night and are no reason for a release.
 */
function digestOfConstants(
  { codeVersion, portals, outcomes, decisions }: LoadInput,
  divisions: readonly (readonly unknown[])[],
  captures: string,
): string {
  const states = outcomes.map(({ portal, state, found, expected_min, expected_max }) => [
    portal,
    // The night after a complete crawl is unchanged; that alone is no reason for a release.
    state === 'unchanged' ? 'complete' : state,
    found,
    expected_min,
    expected_max,
  ]);
  const entries = portals.map(({ origin: _origin, ...entry }) => entry);
  return sha256(
    JSON.stringify([
      codeVersion,
      schemaDigest(),
      captures,
      sorted(entries),
      sorted(states),
      divisions.map(sorted),
      decisions,
    ]),
  );
}

function sorted(items: readonly unknown[]): string[] {
  return items.map(item => JSON.stringify(item)).sort();
}
