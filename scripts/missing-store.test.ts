import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { temporaryDirectory } from '../data/temporary-directory.ts';
import { documentedProgram, main } from './cli.ts';

const capture = '0b0c7f2e-1111-4111-8111-111111111111';

/** What each command that reads a store is called with beside `--store`. */
const readers: Readonly<Record<string, (store: string) => readonly string[]>> = {
  load: () => [],
  extract: () => [],
  check: () => [],
  status: () => [],
  reports: () => [],
  spam: () => [],
  explore: () => ['--port', '0'],
  export: store => ['--format', 'csv', '--out', `${store}-csv`],
  diff: store => [join(store, 'nianbao.db'), join(store, 'other.db')],
  inspect: () => [capture],
  clean: () => [capture],
};
/** Commands that may make a store, and those that go on without one. */
const others = ['crawl', 'nightly', 'import', 'portals', 'doctor', 'accuracy'];

const said: string[] = [];
beforeEach(() => {
  said.length = 0;
  const take = (text: unknown): boolean => said.push(String(text)) > 0;
  vi.spyOn(process.stderr, 'write').mockImplementation(take);
  vi.spyOn(process.stdout, 'write').mockImplementation(take);
});
afterEach(() => void vi.restoreAllMocks());

test('every command is known to need a store, or not to', async () => {
  const { commands } = await documentedProgram();
  expect(commands.map(command => command.name()).sort()).toEqual([...Object.keys(readers), ...others].sort());
});

test.each(Object.entries(readers))('%s makes no store where the path is mistyped', async (name, given) => {
  const directory = temporaryDirectory();
  const store = join(directory, 'stoer');
  expect(await main([name, ...given(store), '--store', store])).toBe(2);
  const answer = said.join('');
  expect(answer).toContain(store);
  expect(answer).toMatch(name === 'diff' ? /There is no database at .*load.database.missing/ : /no store at/);
  if (name !== 'diff')
    expect(answer).toMatch(/archive.*nianbao\.db was expected.*\[config\.store\.missing\]/);
  expect(readdirSync(directory)).toEqual([]);
});

test('a directory that holds something else is no store either', async () => {
  const directory = temporaryDirectory();
  mkdirSync(join(directory, 'photographs'));
  expect(await main(['load', '--store', directory])).toBe(2);
  expect(said.join('')).toContain('it holds none of them');
  expect(readdirSync(directory)).toEqual(['photographs']);
  expect(existsSync(join(directory, 'nianbao.db'))).toBe(false);
});
