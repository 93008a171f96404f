import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { temporaryDirectory } from '../temporary-directory.ts';
import { Archive } from './index.ts';
import { collect } from './sample-exchange.ts';

const withTypeScript = new URL('../../scripts/with-typescript.mjs', import.meta.url).href;

interface Said {
  readonly number: number;
  readonly id: string;
  readonly digest: string;
}

/** Runs the writer, kills it `delay` ms after its `count`th record, and returns what it said was recorded. */
function killedAfter(
  directory: string,
  firstNumber: number,
  { count, delay }: { readonly count: number; readonly delay: number },
  whileAlive: () => Promise<void> = async () => {},
): Promise<Said[]> {
  const script = fileURLToPath(new URL('killed-writer.ts', import.meta.url));
  const writer = spawn(
    process.execPath,
    ['--import', withTypeScript, script, directory, String(firstNumber)],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  return new Promise((resolve, reject) => {
    let output = '';
    let isTimed = false;
    writer.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString();
      if (!isTimed && output.split('\n').length > count) {
        isTimed = true;
        whileAlive()
          .catch(reject)
          .finally(() => setTimeout(() => writer.kill('SIGKILL'), delay));
      }
    });
    writer.on('error', reject);
    writer.on('close', (code, signal) => {
      if (signal !== 'SIGKILL') {
        reject(new Error(`the writer ended by itself, with code ${code}`));
        return;
      }
      const lines = output.slice(0, output.lastIndexOf('\n') + 1).split('\n');
      resolve(lines.filter(line => line !== '').map(line => JSON.parse(line) as Said));
    });
  });
}

test('whatever a killed process said it had recorded is there', { timeout: 120_000 }, async () => {
  const directory = temporaryDirectory();
  const said: Said[] = [];
  for (let round = 0; round < 10; round += 1) {
    const moment = { count: 20, delay: Math.random() * 30 };
    said.push(...(await killedAfter(directory, round * 100_000, moment)));
    const archive = await Archive.open(directory);
    const codes = archive.recovered.map(one => one.code);
    expect(codes.every(code => code === 'archive.record.torn')).toBe(true);
    for (const { number, id, digest } of said) {
      const capture = archive.capture(id);
      expect(capture?.url, `record ${number}, killed ${moment.delay} ms later`).toBe(
        `https://a.gov.cn/${number}`,
      );
      const payload = capture === null ? '' : await archive.payload(capture);
      expect(`sha256:${createHash('sha256').update(payload).digest('hex')}`).toBe(digest);
    }
    expect(await collect(archive.verify())).toEqual([]);
    await archive.close();
  }
  expect(said.length).toBeGreaterThan(100);
});

test('a living process holds the lock, a killed one does not', async () => {
  const directory = temporaryDirectory();
  const said = await killedAfter(directory, 0, { count: 1, delay: 50 }, async () => {
    await expect(Archive.open(directory)).rejects.toMatchObject({ code: 'archive.lock.held' });
    const reader = await Archive.open(directory, { readonly: true });
    expect([...reader.captures()].length).toBeGreaterThan(0);
    await reader.close();
  });
  const archive = await Archive.open(directory);
  expect([...archive.captures()].length).toBeGreaterThanOrEqual(said.length);
  await archive.close();
});
