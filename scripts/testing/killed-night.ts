/** Nights that are killed with SIGKILL at a random moment of one stage, and what must hold afterwards. For tests. */

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { expect } from 'vitest';
import { Archive } from '../../data/archive/index.ts';
import { runCli, startCli } from './cli-process.ts';
import type { SampleStore } from './sample-store.ts';

export type StageName = 'crawl' | 'extract' | 'load';

/** Milliseconds that each stage takes when it is left alone. */
export type StageTimes = Readonly<Record<StageName, number>>;

export const kills = 20;

interface Night {
  /** Resolves when the stage begins. */
  readonly begun: (stage: StageName) => Promise<void>;
  readonly ended: Promise<void>;
  readonly kill: () => void;
}

function startNight({ portal, crawlArguments }: SampleStore, further: readonly string[]): Night {
  const child = startCli(['nightly', ...crawlArguments, '--json', ...further]);
  const { stdout, stderr } = child;
  if (!stdout || !stderr) throw new Error('the process has no pipes');
  stderr.resume();
  const asked = portal.requests.length;
  let finishedStages = '';
  createInterface({ input: stdout }).on('line', line => {
    finishedStages += /^\{"stage":"(\w+)"/.exec(line)?.[1] ?? '';
  });
  let hasEnded = false;
  const ended = new Promise<void>(resolve => child.once('close', () => resolve())).then(() => {
    hasEnded = true;
  });
  const signs: Readonly<Record<StageName, () => boolean>> = {
    crawl: () => portal.requests.length > asked,
    extract: () => finishedStages.includes('crawl'),
    load: () => finishedStages.includes('extract'),
  };
  return {
    ended,
    kill: () => child.kill('SIGKILL'),
    async begun(stage) {
      while (!signs[stage]() && !hasEnded) await sleep(2);
    },
  };
}

/** Runs one night to its end and takes the time of its stages. */
export async function timedNight(given: SampleStore, further: readonly string[]): Promise<StageTimes> {
  const night = startNight(given, further);
  const marks: number[] = [];
  for (const stage of ['crawl', 'extract', 'load'] as const) {
    await night.begun(stage);
    marks.push(performance.now());
  }
  await night.ended;
  const [crawl = 0, extract = 0, load = 0] = marks;
  return { crawl: extract - crawl, extract: load - extract, load: performance.now() - load };
}

/** Kills a night at a random moment of the stage. */
export async function killedNight(
  given: SampleStore,
  stage: StageName,
  times: StageTimes,
  further: readonly string[] = [],
): Promise<void> {
  const night = startNight(given, further);
  await night.begun(stage);
  await sleep(Math.random() * times[stage]);
  night.kill();
  await night.ended;
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
