/** What the command line answers to whoever mistypes. */

import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryDirectory } from '../data/temporary-directory.ts';
import { runCli } from './testing/cli-process.ts';

describe('help', () => {
  it('lists every command with a summary, on stdout, and ends well', async () => {
    const { code, stdout } = await runCli(['--help']);
    expect(code).toBe(0);
    for (const name of [
      'nightly',
      'crawl',
      'portals ACTION',
      'import PATH',
      'extract',
      'load',
      'status',
      'reports',
      'inspect',
      'clean',
      'accuracy',
    ])
      expect(stdout).toMatch(new RegExp(`^  ${name}\\b.*\\w`, 'm'));
  });

  it('shows options and examples of a command', async () => {
    const { code, stdout } = await runCli(['crawl', '--help']);
    expect(code).toBe(0);
    expect(stdout).toContain('--allow-private-hosts');
    expect(stdout).toContain('Examples:\n  $ npx nianbao crawl');
  });

  it('prints the version of the package', async () => {
    expect((await runCli(['--version'])).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  });
});

describe('mistakes end with 2, say what is wrong on stderr, and print nothing', () => {
  it.each([
    [['crwl'], /unknown command 'crwl'[\s\S]*Did you mean crawl/],
    [[], /Usage: nianbao <command>/],
    [['crawl', '--dely', '1'], /unknown option '--dely'[\s\S]*Did you mean --delay/],
    [['crawl', '--delay', 'soon'], /Seconds from 0 to 3600/],
    [['crawl', '--since', '1999'], /from 2008 to 2100/],
    [['crawl', '--province', 'Zhejiang'], /division code/],
    [['crawl', '--browser', 'always'], /Allowed choices are auto, never/],
    [['crawl', '--contact', 'me (at home)'], /web address or an e-mail address/],
    [['portals'], /missing required argument/],
    [['portals', 'lst'], /portals list.*portals probe URL/],
    [['portals', 'probe'], /address of a site is missing/],
    [['portals', 'probe', 'ninghai'], /ninghai is no http or https address/],
    [['crawl', 'extra'], /too many arguments/],
    [['extract', '--workers', '0'], /from 1 to 64/],
    [['inspect'], /missing required argument/],
  ] as const)('%j', async (args, message) => {
    const { code, stdout, stderr } = await runCli(args);
    expect(stderr).toMatch(message);
    expect(stderr).not.toMatch(/^\s+at /m);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  });
});

describe('paths and registries that are not there', () => {
  it.each([
    ['status', '--store', '/no/such/store'],
    ['reports', '--store', '/no/such/store'],
    ['accuracy', '/no/such/directory'],
    ['crawl', '--portals', '/no/such/registry'],
    ['nightly', '--portals', '/no/such/registry'],
  ])('%s ends with 2', async (...args) => {
    const { code, stderr } = await runCli(args);
    expect(stderr).toMatch(/^nianbao: .*\/no\/such/);
    expect(code).toBe(2);
  });

  it('names file, line and reason of an entry that is not valid', async () => {
    const registry = join(temporaryDirectory(), 'portals.yml');
    writeFileSync(registry, '- id: a\n  name: 甲\n  division_code: "999999"\n  home: http://a.gov.cn/\n');
    const { code, stderr } = await runCli([
      'crawl',
      '--portals',
      registry,
      '--store',
      join(temporaryDirectory(), 's'),
    ]);
    expect(stderr).toContain(`${registry}:`);
    expect(stderr).toContain('999999');
    expect(code).toBe(2);
  });

  it('refuses a portal that the registry does not have', async () => {
    const registry = join(temporaryDirectory(), 'portals.yml');
    writeFileSync(registry, '- id: a\n  name: 甲\n  division_code: "330226"\n  home: http://a.gov.cn/\n');
    const { code, stderr } = await runCli(['crawl', '--portals', registry, '--portal', 'b']);
    expect(stderr).toContain('has no portal b');
    expect(code).toBe(2);
  });

  it('refuses a store that is a file', async () => {
    const file = join(temporaryDirectory(), 'file');
    writeFileSync(file, '');
    const { code, stderr } = await runCli(['load', '--store', file]);
    expect(stderr).toMatch(/a directory .* expected, and it is no directory/);
    expect(code).toBe(2);
  });

  it('says that nothing is published yet', async () => {
    const store = join(temporaryDirectory(), 'store');
    mkdirSync(join(store, 'archive'), { recursive: true });
    const { code, stdout } = await runCli(['status', '--store', store]);
    expect(stdout).toContain('Nothing is published yet');
    expect(code).toBe(0);
  });
});

describe('portals', () => {
  it('lists entries of a province and of a platform, one JSON object a line', async () => {
    const { code, stdout } = await runCli([
      'portals',
      'list',
      '--province',
      '33',
      '--platform',
      'jpage',
      '--json',
    ]);
    const entries = stdout
      .trimEnd()
      .split('\n')
      .map(line => JSON.parse(line) as { id: string; division_code: string; platform: string });
    expect(code).toBe(0);
    expect(entries.length).toBeGreaterThan(10);
    expect(
      entries.every(({ division_code, platform }) => /^33/.test(division_code) && platform === 'jpage'),
    ).toBe(true);
    expect(entries[0]).toMatchObject({ id: '330000-zj', name: '浙江省', home: 'https://www.zj.gov.cn/' });
  });

  it('probes no private address unless it is allowed, and ends with 3 when nothing is found', async () => {
    const { code, stdout } = await runCli(['portals', 'probe', 'http://127.0.0.1:9/', '--json']);
    expect(code).toBe(3);
    expect(JSON.parse(stdout)).toMatchObject({ columns: [], skipped: { 'private-address': 1 }, yaml: null });
  });
});

it('an export never writes among other files, and says which directory it was given', async () => {
  const out = temporaryDirectory();
  writeFileSync(join(out, 'thesis.txt'), 'years of work');
  const store = temporaryDirectory();
  mkdirSync(join(store, 'archive'));
  const { code, stderr } = await runCli(['export', '--format', 'csv', '--out', out, '--store', store]);
  expect(code).toBe(2);
  expect(stderr).toContain(`${out} holds files that are not of an export [load.export.taken]`);
});
