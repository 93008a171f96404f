/** One run of a command that changes the store: noted in the journal from its start to its exit code. */

import { Journal, type JournalStage } from '../data/journal.ts';
import { openStore, type StorePaths } from '../data/store.ts';
import { exitCodes } from '../schema/exit-codes.ts';
import type { Issue } from '../schema/issues.ts';
import type { PortalOutcome } from '../schema/portal.ts';
import type { Session } from './session.ts';
import { codeVersion } from './versions.ts';

export interface StoreRun {
  readonly paths: StorePaths;
  readonly journal: Journal;
  readonly codeVersion: string;
  /** All issues noted so far in this run. */
  readonly issues: readonly Issue[];
  noteIssues(stage: JournalStage, issues: readonly Issue[]): void;
  noteOutcomes(outcomes: readonly PortalOutcome[]): void;
}

/** @returns the exit code of `work`, after the journal has it */
export async function inStore(
  session: Session,
  command: string,
  work: (run: StoreRun) => Promise<number>,
): Promise<number> {
  const paths = openStore(session.store);
  const journal = Journal.open(paths.journal);
  const version = codeVersion();
  const id = journal.startRun(command, version);
  const issues: Issue[] = [];
  let exitCode: number = exitCodes.unexpected;
  try {
    exitCode = await work({
      paths,
      journal,
      codeVersion: version,
      issues,
      noteIssues(stage, found) {
        journal.recordIssues(id, stage, found);
        issues.push(...found);
      },
      noteOutcomes(outcomes) {
        for (const outcome of outcomes) journal.recordOutcome(id, outcome);
      },
    });
    return exitCode;
  } finally {
    journal.finishRun(id, session.signal.aborted ? exitCodes.interrupted : exitCode);
    journal.close();
  }
}
