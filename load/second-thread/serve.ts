/** What runs in the second thread of a load. */

import { workerData } from 'node:worker_threads';
import { findSharedViolations } from '../assertions.ts';
import { createTablesApart } from '../create-database.ts';
import { openDatabase } from '../open-database.ts';
import { openStagedReadings } from '../staging/staging.ts';
import { Summaries } from '../summaries.ts';
import { readingTables, writeAllReadings } from '../write-readings.ts';
import { type Answer, shared, type Task, type TaskName, type Tasks, type ThreadStart } from './tasks.ts';

/** Answers every task, whatever becomes of it, until the first thread ends this one. */
export function serve(): void {
  const { port, state } = workerData as ThreadStart;
  port.on('message', (task: Task) => {
    port.postMessage(answerTo(task, state));
    Atomics.add(state, shared.answers, 1);
    Atomics.notify(state, shared.answers);
  });
}

function answerTo(task: Task, state: Int32Array): Answer {
  try {
    return { found: perform(task, state) };
  } catch (error) {
    const { name, message } = error instanceof Error ? error : new Error(String(error));
    const code = error instanceof Error && 'code' in error ? String(error.code) : null;
    return { failed: { name: code?.startsWith('SQLITE_') ? 'SqliteError' : name, message, code } };
  }
}

function perform(task: Task, state: Int32Array): Tasks[TaskName]['found'] {
  if (task.name === 'readings') return readings(task, state);
  const database = openDatabase(task.file);
  try {
    return findSharedViolations(database, () => Atomics.add(state, shared.check, 1));
  } finally {
    database.close();
  }
}

function readings(
  { staging, out }: Tasks['readings']['given'],
  state: Int32Array,
): Tasks['readings']['found'] {
  const source = openStagedReadings(staging);
  const database = createTablesApart(out, readingTables);
  try {
    const summaries = new Summaries();
    database.exec('BEGIN');
    writeAllReadings(database, source, summaries, () => {
      if (Atomics.load(state, shared.stop) !== 0) throw new Error('stopped');
    });
    database.exec('COMMIT');
    return summaries.parts();
  } finally {
    database.close();
    source.close();
  }
}
