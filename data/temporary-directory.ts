/** A directory for one test, or for all tests of a file; removed when they have ended, whatever they did. */

import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, onTestFinished } from 'vitest';

/** To be called in a test. */
export function temporaryDirectory(): string {
  const directory = newDirectory();
  onTestFinished(() => remove(directory));
  return directory;
}

/** To be called outside of tests, or in `beforeAll`. */
export function directoryForAll(): string {
  const directory = newDirectory();
  afterAll(() => remove(directory));
  return directory;
}

const newDirectory = (): string => mkdtempSync(join(realpathSync(tmpdir()), 'nianbao-test-'));
const remove = (directory: string): void => rmSync(directory, { recursive: true, force: true });
