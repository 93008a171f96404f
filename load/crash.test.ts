import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { temporaryDirectory } from '../data/temporary-directory.ts';
import { seededNumbers } from '../schema/seeded-numbers.ts';
import { load } from './load.ts';
import { inputOf, syntheticDocuments } from './synthetic-input.ts';

const script = fileURLToPath(new URL('load-synthetic.ts', import.meta.url));
const reports = 120;

/** Starts loading in a process of its own and kills it so many milliseconds after its first load began. */
async function killAfter(out: string, milliseconds: number): Promise<void> {
  const child = spawn(process.execPath, ['--import', 'tsx', script, out, String(reports)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit');
  await once(child.stdout, 'data');
  child.stdout.resume();
  await delay(milliseconds);
  child.kill('SIGKILL');
  const [, signal] = await ended;
  expect(signal).toBe('SIGKILL');
}

test('killed at any moment, it leaves a whole database, and the next load completes', {
  timeout: 120_000,
}, async () => {
  const out = join(temporaryDirectory(), 'nianbao.db');
  const documents = [...syntheticDocuments(reports)];
  load(inputOf(documents, out));
  const random = seededNumbers(20260302);
  let leftBehind = 0;
  for (let turn = 0; turn < 10; turn += 1) {
    await killAfter(out, Math.floor(random() * 600));
    if (existsSync(`${out}.building`) || existsSync(`${out}.staging`)) leftBehind += 1;
    const database = new Database(out, { readonly: true });
    expect(database.pragma('integrity_check', { simple: true })).toBe('ok');
    expect(database.prepare('SELECT reports FROM release').pluck().get()).toBe(reports);
    database.close();
    expect(load({ ...inputOf(documents, out), codeVersion: `after ${turn}` }).outcome).toBe('published');
    expect(readdirSync(dirname(out)).sort()).toEqual(['nianbao.db', 'nianbao.db.lock']);
  }
  // Otherwise no kill hit a load, and this test proves nothing.
  expect(leftBehind).toBeGreaterThan(2);
});
