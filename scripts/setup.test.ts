/** Set-up in directories that lack something. A real install takes minutes; a clean checkout's first run is that test. */

import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { temporaryDirectory } from '../data/temporary-directory.ts';
import { type Finished, finished, projectRoot } from './testing/cli-process.ts';

/** A checkout without packages. */
function bareCheckout(): string {
  const root = temporaryDirectory();
  mkdirSync(join(root, 'scripts'));
  for (const file of ['package.json', 'package-lock.json', 'scripts/setup.mjs'])
    cpSync(join(projectRoot, file), join(root, file));
  return root;
}

/** A checkout whose packages are those of this one, in a directory of its own. */
function installedCheckout(): string {
  const root = bareCheckout();
  mkdirSync(join(root, 'node_modules'));
  const installed = join(projectRoot, 'node_modules');
  const { packages } = JSON.parse(readFileSync(join(installed, '.package-lock.json'), 'utf8')) as {
    packages: Record<string, object>;
  };
  for (const path of Object.keys(packages)) {
    const name = path.split('/').slice(1, path.split('/')[1]?.startsWith('@') ? 3 : 2);
    mkdirSync(join(root, 'node_modules', ...name.slice(0, -1)), { recursive: true });
    const link = join(root, 'node_modules', ...name);
    if (!existsSync(link)) symlinkSync(join(installed, ...name), link);
  }
  cpSync(join(installed, '.package-lock.json'), join(root, 'node_modules', '.package-lock.json'));
  return root;
}

/** An npm that writes down that it was called, says `output` and ends with 1. */
function failingNpm(root: string, output: string): string {
  const directory = join(root, 'bin');
  mkdirSync(directory);
  const script = join(directory, 'npm');
  writeFileSync(
    script,
    `#!/bin/sh\necho "$@" >> '${join(root, 'npm-calls')}'\necho '${output}' >&2\nexit 1\n`,
  );
  chmodSync(script, 0o755);
  return directory;
}

function startSetUp(root: string, path: string): ChildProcessByStdio<null, Readable, Readable> {
  const { npm_execpath: _, ...env } = process.env;
  return spawn(process.execPath, [join(root, 'scripts', 'setup.mjs')], {
    env: { ...env, PATH: path },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

const setUp = (root: string, path: string): Promise<Finished> => finished(startSetUp(root, path));

const systemPath = process.env['PATH'] ?? '';
const calls = (root: string): string =>
  existsSync(join(root, 'npm-calls')) ? readFileSync(join(root, 'npm-calls'), 'utf8') : '';

describe('a checkout with its packages', () => {
  it('is left alone, silently, also when they were installed by hand', async () => {
    const root = installedCheckout();
    const npm = failingNpm(root, 'must not be called');
    for (const time of ['first', 'second'])
      expect(await setUp(root, `${npm}:${systemPath}`), time).toEqual({ code: 0, stdout: '', stderr: '' });
    expect(calls(root)).toBe('');
    expect(existsSync(join(root, '.setup.lock'))).toBe(false);
  });

  it('is installed again when a package has gone, or the lock file asks for another version', async () => {
    for (const spoil of [
      (root: string) => rmSync(join(root, 'node_modules', 'commander')),
      (root: string) => {
        const file = join(root, 'package-lock.json');
        const lock = JSON.parse(readFileSync(file, 'utf8')) as {
          packages: Record<string, { version: string }>;
        };
        const entry = lock.packages['node_modules/zod'];
        if (entry) entry.version = '4.99.0';
        writeFileSync(file, JSON.stringify(lock));
      },
    ]) {
      const root = installedCheckout();
      const npm = failingNpm(root, 'called');
      expect((await setUp(root, `${npm}:${systemPath}`)).code).toBe(0);
      spoil(root);
      expect((await setUp(root, `${npm}:${systemPath}`)).code).toBe(1);
      expect(calls(root)).toMatch(/^ci --include=dev/);
    }
  });
});

describe('a checkout without packages', () => {
  it('says that npm is missing', async () => {
    const { code, stderr } = await setUp(bareCheckout(), '/no/such/directory');
    expect(stderr).toMatch(/set-up failed\. npm was not found/);
    expect(code).toBe(1);
  });

  it.each([
    ['gyp ERR! stack Error: not found: make', /compiler is needed.*apt-get install -y build-essential/],
    [
      'gyp ERR! find Python You need to install the latest version of Python. Could not find any Python',
      /Python 3 is needed/,
    ],
    ['npm error code EAI_AGAIN', /registry could not be reached/],
    ['npm error ENOSPC: no space left on device', /disk is full/],
    [
      'npm error something new',
      /npm ci did not succeed\.\n--- the end of what npm said ---\nnpm error something new/,
    ],
  ])('explains %j', async (output, explanation) => {
    const root = bareCheckout();
    const { code, stderr } = await setUp(root, `${failingNpm(root, output)}:${systemPath}`);
    expect(stderr).toMatch(/better-sqlite3 is compiled once; this takes 1 to 3 minutes/);
    expect(stderr).toMatch(explanation);
    expect(code).toBe(1);
    expect(existsSync(join(root, '.setup.lock'))).toBe(false);
  });
});

describe('two set-ups at a time', () => {
  it('wait for each other', async () => {
    const root = installedCheckout();
    const lock = join(root, '.setup.lock');
    mkdirSync(lock);
    writeFileSync(join(lock, 'holder'), JSON.stringify([process.pid]));
    const waiting = startSetUp(root, systemPath);
    const ended = finished(waiting);
    await once(waiting.stderr, 'data');
    expect(waiting.exitCode).toBeNull();
    rmSync(lock, { recursive: true });
    expect(await ended).toEqual({
      code: 0,
      stdout: '',
      stderr: 'Waiting for another set-up of the same directory to end.\n',
    });
  });

  it('do not wait for one that was killed', async () => {
    const root = installedCheckout();
    const gone = spawn(process.execPath, ['-e', '']);
    await new Promise(resolve => gone.once('close', resolve));
    mkdirSync(join(root, '.setup.lock'));
    writeFileSync(join(root, '.setup.lock', 'holder'), JSON.stringify([gone.pid]));
    expect(await setUp(root, systemPath)).toEqual({ code: 0, stdout: '', stderr: '' });
  });
});
