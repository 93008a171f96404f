/** What runs in the second thread of a load. */

import { workerData } from 'node:worker_threads';
import { assessYears, yearTables } from '../across-years.ts';
import { findSharedViolations } from '../assertions.ts';
import { createTablesApart, takeTables } from '../create-database.ts';
import { openDatabase } from '../open-database.ts';
import { openStagedReadings } from '../staging/staging.ts';
import { Summaries } from '../summaries.ts';
import { readingTables, writeReadings } from '../write-readings.ts';
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
  const heedStop = (): void => {
    if (Atomics.load(state, shared.stop) !== 0) throw new Error('stopped');
  };
  if (task.name === 'readings') return readings(task, heedStop);
  if (task.name === 'years') return years(task, heedStop);
  const database = openDatabase(task.file);
  try {
    return findSharedViolations(database, () => Atomics.add(state, shared.check, 1));
  } finally {
    database.close();
  }
}

function readings(
  { staging, out }: Tasks['readings']['given'],
  heedStop: () => void,
): Tasks['readings']['found'] {
  const source = openStagedReadings(staging);
  const database = createTablesApart(out, readingTables);
  try {
    const summaries = new Summaries();
    database.exec('BEGIN');
    writeReadings(database, source, summaries, heedStop);
    database.exec('COMMIT');
    return summaries.parts();
  } finally {
    database.close();
    source.close();
  }
}

function years({ staging, readings, out }: Tasks['years']['given'], heedStop: () => void): null {
  const source = openStagedReadings(staging);
  const database = createTablesApart(out, yearTables);
  try {
    takeTables(database, readings, yearTables);
    // What is not in this file is found in that one.
    database.prepare('ATTACH ? AS readings').run(readings);
    database.pragma('readings.cache_size = -64000');
    database.exec('BEGIN');
    assessYears(database, source.versions.ofPanel(), heedStop);
    database.exec('COMMIT');
    return null;
  } finally {
    database.close();
    source.close();
  }
}
