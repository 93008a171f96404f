/** The command line as a real process, for tests. */

import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';

export const projectRoot = fileURLToPath(new URL('../..', import.meta.url));
export const samplePath = (name: string): string =>
  join(projectRoot, 'data', 'samples', 'reports', name, 'source.html');

export interface Finished {
  /** Null when a signal ended it. */
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  readonly input?: string | Uint8Array;
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
}

/** Starts `nianbao` with these arguments; its output must be read by the caller. */
export function startCli(
  args: readonly string[],
  { env = {}, cwd = projectRoot }: RunOptions = {},
): ChildProcess {
  return spawn(process.execPath, [join(projectRoot, 'scripts', 'nianbao.mjs'), ...args], {
    cwd,
    env: { ...process.env, ...env },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
}

export async function finished(child: ChildProcess): Promise<Finished> {
  const { stdout, stderr } = child;
  if (!stdout || !stderr) throw new Error('the process has no pipes');
  const code = new Promise<number | null>((resolve, reject) => {
    child.on('error', reject).on('close', resolve);
  });
  const [out, err, ended] = await Promise.all([text(stdout), text(stderr), code]);
  return { code: ended, stdout: out, stderr: err };
}

export async function runCli(args: readonly string[], options: RunOptions = {}): Promise<Finished> {
  const child = startCli(args, options);
  child.stdin?.end(options.input ?? '');
  return finished(child);
}

/** Lines of JSON as objects. */
export const jsonLines = (stdout: string): Record<string, unknown>[] =>
  stdout
    .split('\n')
    .filter(line => line !== '')
    .map(line => JSON.parse(line) as Record<string, unknown>);
