/** Commands that are killed with SIGKILL at a random moment, and what must hold afterwards. For tests. */

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { expect } from 'vitest';
import { Archive } from '../../data/archive/index.ts';
import { runCli, startCli } from './cli-process.ts';
import type { SampleStore } from './sample-store.ts';

export const kills = 20;

/** Share of a command's time that goes by before it touches the store: modules are loaded. */
const startUp = 0.25;

/** Runs a command to its end and takes its time, in milliseconds. */
export async function timed(args: readonly string[]): Promise<number> {
  const started = performance.now();
  const { code, stderr } = await runCli(args);
  expect(stderr).not.toMatch(/error/);
  expect(code).toBe(0);
  return performance.now() - started;
}

/** Kills the command at a random moment between its start and the end it would have, by `time`. */
export async function killed(args: readonly string[], time: number): Promise<void> {
  const child = startCli(args);
  child.stdout?.resume();
  child.stderr?.resume();
  const ended = new Promise<void>(resolve => child.once('close', () => resolve()));
  await Promise.race([ended, sleep((startUp + Math.random() * (1 - startUp)) * time)]);
  child.kill('SIGKILL');
  await ended;
}

/** What is kept, and must only grow. */
export interface Kept {
  readonly captures: ReadonlySet<string>;
  readonly documents: number;
  /** Of the registry entries as published. */
  readonly releaseNote: string | null;
}

export const nothingKept: Kept = { captures: new Set(), documents: 0, releaseNote: null };

/** Opens everything as the next program would; fails where something was lost or damaged since `before`. */
export async function expectWhole(store: string, before: Kept): Promise<Kept> {
  const captures = new Set<string>();
  if (existsSync(join(store, 'archive'))) {
    const archive = await Archive.open(join(store, 'archive'));
    for (const { id } of archive.captures()) captures.add(id);
    const damage = [];
    for await (const issue of archive.verify()) damage.push(issue);
    await archive.close();
    expect(damage).toEqual([]);
  }
  expect([...before.captures].filter(id => !captures.has(id))).toEqual([]);
  return { captures, ...published(store, before.documents) };
}

function published(store: string, before: number): Pick<Kept, 'documents' | 'releaseNote'> {
  const file = join(store, 'nianbao.db');
  if (!existsSync(file)) {
    expect(before).toBe(0);
    return nothingKept;
  }
  const database = new Database(file, { readonly: true });
  try {
    expect(database.pragma('integrity_check', { simple: true })).toBe('ok');
    const documents = Number(database.prepare('SELECT documents FROM release').pluck().get());
    expect(documents).toBeGreaterThanOrEqual(before);
    const note = database.prepare<[], string | null>('SELECT max(note) FROM portal').pluck().get();
    return { documents, releaseNote: note ?? null };
  } finally {
    database.close();
  }
}

/** Lets the next night run to its end. */
export async function nextNightCompletes(
  { crawlArguments, store }: SampleStore,
  before: Kept,
): Promise<Kept> {
  const { code, stderr } = await runCli(['nightly', ...crawlArguments]);
  expect(stderr).not.toMatch(/error/);
  expect(code).toBe(0);
  return expectWhole(store, before);
}
