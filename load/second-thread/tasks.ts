/** What the second thread of a load does, as the two threads tell each other. */

import type { MessagePort } from 'node:worker_threads';
import type { FoundViolation } from '../assertions.ts';
import type { SummaryPart } from '../summaries.ts';

export interface Tasks {
  /** Writes what the staged versions say into a file of its own, and counts it. */
  readonly readings: {
    readonly given: { readonly staging: string; readonly out: string };
    readonly found: readonly SummaryPart[];
  };
  /** Tries the identities between years on the readings written, into a file of its own that has `yearTables`. */
  readonly years: {
    readonly given: { readonly staging: string; readonly readings: string; readonly out: string };
    readonly found: null;
  };
  /** Takes part in looking for what must not be in a release. */
  readonly violations: {
    readonly given: { readonly file: string };
    readonly found: readonly FoundViolation[];
  };
}

export type TaskName = keyof Tasks;
export type Task = { [Name in TaskName]: { readonly name: Name } & Tasks[Name]['given'] }[TaskName];

export type Answer =
  | { readonly found: Tasks[TaskName]['found'] }
  | { readonly failed: { readonly name: string; readonly message: string; readonly code: string | null } };

/** What the threads share: places in an `Int32Array`. */
export const shared = {
  /** Raised with every answer, and when the second thread ends. */
  answers: 0,
  /** Not 0: it has ended. */
  ended: 1,
  /** Not 0: the second thread is to stop. */
  stop: 2,
  /** The next of the checks that both threads take from. */
  check: 3,
} as const;

/** What the thread is started with. */
export interface ThreadStart {
  readonly port: MessagePort;
  readonly state: Int32Array;
}
