/**
 * Makes sure that node_modules is what package-lock.json says, before anything else is loaded.
 *
 * Plain JavaScript on Node's own modules, since nothing else may be there yet. The stamp that a successful set-up
 * leaves holds the lock file's hash and the Node ABI; with it a later start costs a few milliseconds. Without it
 * (after a bare `npm ci`) the installed packages are compared with the lock file one by one.
 */

import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));

const MINIMUM_NODE = [20, 19];
/** A lock older than this was left by a machine that stopped, whatever its process ids now mean. */
const LOCK_EXPIRES_MS = 30 * 60_000;

/** A set-up that cannot go on, in words for the person at the terminal. */
class SetUpError extends Error {}

/** Returns at once when everything is in place, else installs. `log` gets whole lines. */
export async function ensureSetUp(directory = root, log = line => process.stderr.write(`${line}\n`)) {
  refuseOldNode();
  if (stampHolds(directory)) return;
  const release = await acquireLock(directory, log);
  try {
    if (stampHolds(directory)) return;
    if (installed(directory) && nativeModuleLoads(directory)) {
      writeStamp(directory);
      return;
    }
    await install(directory, log);
    if (!nativeModuleLoads(directory))
      throw new SetUpError(
        'better-sqlite3 was installed but does not load. Were install scripts disabled (ignore-scripts)?',
      );
    writeStamp(directory);
  } finally {
    release();
  }
}

/** Same, for entry points: prints a set-up error as one message and ends the process with 1. */
export async function setUpOrExit() {
  try {
    await ensureSetUp();
  } catch (error) {
    if (!(error instanceof SetUpError)) throw error;
    process.stderr.write(`nianbao: set-up failed. ${error.message}\n`);
    process.exit(1);
  }
}

function refuseOldNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major > MINIMUM_NODE[0] || (major === MINIMUM_NODE[0] && minor >= MINIMUM_NODE[1])) return;
  throw new SetUpError(`Node ${MINIMUM_NODE.join('.')} or newer is needed; this is ${process.version}.`);
}

const stampFile = directory => join(directory, 'node_modules', '.nianbao-setup.json');

function fingerprint(directory) {
  const lock = readFileSync(join(directory, 'package-lock.json'));
  return {
    lock: createHash('sha256').update(lock).digest('hex'),
    abi: process.versions.modules,
    platform: `${process.platform}-${process.arch}`,
  };
}

function stampHolds(directory) {
  try {
    const stamp = JSON.parse(readFileSync(stampFile(directory), 'utf8'));
    const now = fingerprint(directory);
    return (
      stamp.lock === now.lock &&
      stamp.abi === now.abi &&
      stamp.platform === now.platform &&
      stamp.present.every(path => existsSync(join(directory, path)))
    );
  } catch {
    return false;
  }
}

function writeStamp(directory) {
  const hidden = readInstalledLock(directory);
  const present = Object.keys(hidden)
    .map(path => `${path}/package.json`)
    .concat('node_modules/better-sqlite3/build/Release/better_sqlite3.node');
  writeFileSync(stampFile(directory), JSON.stringify({ ...fingerprint(directory), present }));
}

/** What npm itself notes of the packages it put in place, written at the very end of an install. */
function readInstalledLock(directory) {
  return JSON.parse(readFileSync(join(directory, 'node_modules', '.package-lock.json'), 'utf8')).packages;
}

/** Whether every package of the lock file that this platform needs is there, in its version. */
function installed(directory) {
  try {
    const wanted = JSON.parse(readFileSync(join(directory, 'package-lock.json'), 'utf8')).packages;
    const found = readInstalledLock(directory);
    return Object.entries(wanted).every(([path, entry]) => {
      if (path === '' || entry.link) return true;
      if (!found[path]) return entry.optional || entry.devOptional || entry.peer || entry.extraneous;
      return found[path].version === entry.version && existsSync(join(directory, path, 'package.json'));
    });
  } catch {
    return false;
  }
}

function nativeModuleLoads(directory) {
  try {
    const Database = createRequire(join(directory, 'package.json'))('better-sqlite3');
    new Database(':memory:').close();
    return true;
  } catch {
    return false;
  }
}

function install(directory, log) {
  log(
    'Installing packages (npm ci). better-sqlite3 is compiled once; this takes 1 to 3 minutes, the first time only.',
  );
  const [command, ...before] = npmCommand();
  const args = [...before, 'ci', '--include=dev', '--no-audit', '--no-fund', '--no-progress'];
  // -O2 as Debian builds SQLite: it compiles a quarter faster here than the package's own -O3 (62 s, not 85).
  const env = { ...process.env, CFLAGS: process.env.CFLAGS ?? '-O2' };
  const started = Date.now();
  const child = spawn(command, args, { cwd: directory, env, stdio: ['ignore', 'pipe', 'pipe'] });
  noteHolder(directory, child.pid);
  let output = '';
  const keep = chunk => {
    output = (output + chunk).slice(-200_000);
  };
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  const seconds = () => Math.round((Date.now() - started) / 1000);
  const heartbeat = setInterval(() => log(`  still installing, ${seconds()} s`), 20_000);
  return new Promise((resolve, reject) => {
    child.on('error', error => {
      clearInterval(heartbeat);
      reject(
        new SetUpError(
          error.code === 'ENOENT' ? 'npm was not found: install it, or put it on the PATH.' : error.message,
        ),
      );
    });
    child.on('close', code => {
      clearInterval(heartbeat);
      if (code === 0) {
        log(`Packages are installed (${seconds()} s).`);
        resolve();
      } else reject(new SetUpError(explain(output)));
    });
  });
}

/** npm as it was called (`npm start` names its own script file), else the one on the PATH. */
function npmCommand() {
  const script = process.env.npm_execpath;
  return script && /npm-cli\.c?js$/.test(script) && existsSync(script)
    ? [process.execPath, script]
    : [process.platform === 'win32' ? 'npm.cmd' : 'npm'];
}

const causes = [
  {
    sign: /not found: make|make: not found|(g\+\+|c\+\+|cc): (command )?not found|No such file or directory.*g\+\+|not found.*(g\+\+|make)/i,
    says: 'A C++ compiler is needed to build better-sqlite3. On Debian or Ubuntu: apt-get install -y build-essential python3. On macOS: xcode-select --install.',
  },
  {
    sign: /find Python.*(not|could not)|Could not find any Python/i,
    says: 'Python 3 is needed to build better-sqlite3. On Debian or Ubuntu: apt-get install -y python3.',
  },
  {
    sign: /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ETIMEDOUT|ENETUNREACH/,
    says: 'The package registry could not be reached; look at the network and at `npm config get registry`.',
  },
  { sign: /ENOSPC/, says: 'The disk is full.' },
  { sign: /EACCES|EROFS|EPERM/, says: 'node_modules cannot be written by this user.' },
];

function explain(output) {
  const cause = causes.find(({ sign }) => sign.test(output));
  const tail = output.trim().split('\n').slice(-25).join('\n');
  return `npm ci did not succeed.${cause ? ` ${cause.says}` : ''}\n--- the end of what npm said ---\n${tail}`;
}

const lockDirectory = directory => join(directory, '.setup.lock');

function noteHolder(directory, child) {
  writeFileSync(
    join(lockDirectory(directory), 'holder'),
    JSON.stringify([process.pid, child].filter(Boolean)),
  );
}

/** Waits for a set-up that is under way in another process, then makes others wait for this one. */
async function acquireLock(directory, log) {
  const lock = lockDirectory(directory);
  for (let waiting = false; ; ) {
    try {
      mkdirSync(lock);
      break;
    } catch (error) {
      if (error.code !== 'EEXIST')
        throw new SetUpError(`${directory} cannot be written by this user (${error.code}).`);
    }
    if (abandoned(lock)) {
      rmSync(lock, { recursive: true, force: true });
      continue;
    }
    if (!waiting) log('Waiting for another set-up of the same directory to end.');
    waiting = true;
    await new Promise(resolve => setTimeout(resolve, 300));
  }
  noteHolder(directory);
  const release = () => rmSync(lock, { recursive: true, force: true });
  process.once('exit', release);
  return () => {
    process.off('exit', release);
    release();
  };
}

/** A lock counts as left behind when none of its processes lives; npm may outlive the process that called it. */
function abandoned(lock) {
  try {
    const age = Date.now() - statSync(lock).mtimeMs;
    if (age > LOCK_EXPIRES_MS) return true;
    if (!existsSync(join(lock, 'holder'))) return age > 5_000;
    const holders = JSON.parse(readFileSync(join(lock, 'holder'), 'utf8'));
    return !holders.some(alive);
  } catch {
    return false;
  }
}

function alive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) await setUpOrExit();
