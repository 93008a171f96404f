/** Loads that are killed at a random moment, each in a process of its own, and what must hold afterwards. */

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import Database from 'better-sqlite3';
import { seededNumbers } from '../../schema/seeded-numbers.ts';
import { load } from '../load.ts';
import { inputOf, syntheticDocuments } from '../synthetic-input.ts';

const withTypeScript = new URL('../../scripts/with-typescript.mjs', import.meta.url).href;

const script = fileURLToPath(new URL('../load-synthetic.ts', import.meta.url));
const reports = 120;

export interface KilledLoads {
  readonly kills: number;
  /** Kills that hit a load at work: something unfinished lay beside the database. */
  readonly midway: number;
  /** In words what did not hold, with the number of the kill. */
  readonly broken: readonly string[];
}

export interface KillPlan {
  readonly most: number;
  readonly enough: number;
  readonly seed: number;
  /** Module of a second thread for the loads that are killed. */
  readonly thread?: URL;
}

/**
 * Kills up to `most` loads of 120 reports over the same database, and completes one after each; ends sooner once
 * `enough` of the kills have hit a load at work, which hangs on chance.
 *
 * @param out where the database is; its directory must be empty
 */
export async function killLoads(out: string, { most, enough, seed, thread }: KillPlan): Promise<KilledLoads> {
  const documents = [...syntheticDocuments(reports)];
  const start = performance.now();
  load(inputOf(documents, out));
  const whole = performance.now() - start;
  const random = seededNumbers(seed);
  const broken: string[] = [];
  let midway = 0;
  let kills = 0;
  while (kills < most && midway < enough) {
    const kill = ++kills;
    const demand = (holds: boolean, what: string): void => {
      if (!holds) broken.push(`kill ${kill}: ${what}`);
    };
    demand(await wasKilledAfter(out, random() * whole, thread), 'the load ended by itself');
    if (existsSync(`${out}.building`) || existsSync(`${out}.staging`)) midway += 1;
    const database = new Database(out, { readonly: true });
    demand(database.pragma('integrity_check', { simple: true }) === 'ok', 'the database is damaged');
    const found = database.prepare('SELECT reports FROM release').pluck().get();
    demand(found === reports, `the database has ${found} reports`);
    database.close();
    const next = load({ ...inputOf(documents, out), codeVersion: `after ${kill}` });
    demand(next.outcome === 'published', 'the next load published nothing');
    const left = readdirSync(dirname(out)).sort().join(' ');
    demand(left === 'nianbao.db nianbao.db.lock', `the next load left ${left}`);
  }
  return { kills, midway, broken };
}

/** Starts loading in a process of its own and kills it so many milliseconds after its first load began. */
async function wasKilledAfter(out: string, milliseconds: number, thread: URL | undefined): Promise<boolean> {
  const given = [out, String(reports), 'again', ...(thread === undefined ? [] : [thread.href])];
  const child = spawn(process.execPath, ['--import', withTypeScript, script, ...given], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit');
  await once(child.stdout, 'data');
  child.stdout.resume();
  await delay(milliseconds);
  child.kill('SIGKILL');
  const [, signal] = await ended;
  return signal === 'SIGKILL';
}
