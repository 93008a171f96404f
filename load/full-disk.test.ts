import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { temporaryDirectory } from '../data/temporary-directory.ts';
import { load } from './load.ts';
import { inputOf, syntheticDocuments } from './synthetic-input.ts';

const withTypeScript = new URL('../scripts/with-typescript.mjs', import.meta.url).href;

const script = fileURLToPath(new URL('load-synthetic.ts', import.meta.url));
const reports = 60;

test('where no file may grow further, as on a full disk, the old database stays whole and the next load completes', {
  timeout: 60_000,
}, () => {
  const out = join(temporaryDirectory(), 'nianbao.db');
  const documents = [...syntheticDocuments(reports)];
  load(inputOf(documents, out));
  const before = readFileSync(out);
  // The shell's limit is in blocks of 512 or 1024 bytes; either way it is far below the size of the database.
  const limited = `trap '' XFSZ; ulimit -f 300; exec "$0" "$@"`;
  const { status, stderr } = spawnSync(
    '/bin/sh',
    ['-c', limited, process.execPath, '--import', withTypeScript, script, out, String(reports), 'once'],
    { encoding: 'utf8' },
  );
  expect(status, stderr).not.toBe(0);
  expect(stderr).toMatch(/SQLITE_(?:FULL|IOERR)|disk/i);
  expect(readFileSync(out).equals(before)).toBe(true);
  expect(load({ ...inputOf(documents, out), codeVersion: 'after' }).outcome).toBe('published');
  const database = new Database(out, { readonly: true });
  expect(database.pragma('integrity_check', { simple: true })).toBe('ok');
  database.close();
  expect(
    execFileSync('ls', [dirname(out)], { encoding: 'utf8' })
      .trim()
      .split('\n'),
  ).toEqual(['nianbao.db', 'nianbao.db.lock']);
});
