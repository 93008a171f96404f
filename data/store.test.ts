import { existsSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openStore, storePaths } from './store.ts';
import { temporaryDirectory } from './temporary-directory.ts';

test('every part lies below the root', () => {
  const { root, ...parts } = storePaths('some/store');
  expect(root).toBe(join(process.cwd(), 'some/store'));
  for (const path of Object.values(parts)) {
    expect(path.startsWith(`${root}/`)).toBe(true);
  }
  expect(new Set(Object.values(parts)).size).toBe(5);
});

test('openStore makes the directories, and may be called again', () => {
  const root = join(temporaryDirectory(), 'a', 'b');
  expect(existsSync(root)).toBe(false);
  openStore(root);
  expect(statSync(openStore(root).archive).isDirectory()).toBe(true);
});

test('a file in the place of the store is refused by name', () => {
  const file = join(temporaryDirectory(), 'store');
  writeFileSync(file, 'x');
  const refusal = { name: 'NianbaoError', code: 'config.path.missing' };
  expect(() => openStore(file)).toThrow(expect.objectContaining(refusal));
  expect(() => openStore(join(file, 'below'))).toThrow(file);
});
