/** The documentation says what is true. `UPDATE_DOCS=1 npx vitest run scripts/docs.test.ts` writes the made blocks. */

import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { temporaryDirectory } from '../data/temporary-directory.ts';
import { documentedProgram } from './cli.ts';
import { madeBlocks, withMadeBlocks } from './documentation.ts';
import { projectRoot, runCli } from './testing/cli-process.ts';
import { sampleStore } from './testing/sample-store.ts';

const documents = ['README.md', 'ARCHITECTURE.md', 'CONTRIBUTING.md', 'CHANGELOG.md'];
const read = (name: string): string => readFileSync(join(projectRoot, name), 'utf8');
const readme = read('README.md');

/** The examples in R and Python, where the machine has them with the packages that they load. */
function scripts(): { program: string; option: string; script: string }[] {
  const languages = [
    { mark: 'r', program: 'Rscript', option: '-e', packages: 'library(DBI); library(RSQLite)' },
    { mark: 'python', program: '/usr/bin/python3', option: '-c', packages: 'import pandas' },
  ];
  return languages.flatMap(({ mark, program, option, packages }) => {
    const found = [...readme.matchAll(new RegExp(`\`\`\`${mark}\\n([\\s\\S]*?)\`\`\``, 'g'))];
    expect(found.length, mark).toBeGreaterThan(0);
    const isThere = spawnSync(program, [option, packages]).status === 0;
    return isThere ? found.map(([, script = '']) => ({ program, option, script })) : [];
  });
}

describe('README', () => {
  it('has every part that is made from the code, as the code has it', async () => {
    const current = await withMadeBlocks(readme);
    if (process.env['UPDATE_DOCS']) writeFileSync(join(projectRoot, 'README.md'), current);
    else expect(readme).toBe(current);
    for (const name of Object.keys(madeBlocks)) expect(readme).toContain(`<!-- made: ${name} -->`);
  });

  it('holds queries that run on the sample database and find something', async () => {
    const { store, crawlArguments } = await sampleStore();
    expect((await runCli(['nightly', ...crawlArguments, '--quiet'])).code).toBe(0);
    const database = new Database(join(store, 'nianbao.db'), { readonly: true });
    const blocks = [...readme.matchAll(/```sql\n([\s\S]*?)```/g)].map(([, sql = '']) => sql);
    const quoted = [...readme.matchAll(/"(SELECT [^"…]+)"/g)].map(([, sql = '']) => sql);
    const queries = [...blocks.flatMap(sql => sql.split(/;\s*\n/)), ...quoted].filter(sql => /\S/.test(sql));
    expect(queries.length).toBeGreaterThan(4);
    for (const sql of queries) expect(database.prepare(sql).all().length, sql).toBeGreaterThan(0);
    database.close();
    // The scripts name the database as a reader does who stands in the project.
    const reader = temporaryDirectory();
    mkdirSync(join(reader, 'data'));
    symlinkSync(store, join(reader, 'data', 'store'));
    for (const { program, option, script } of scripts()) {
      const run = spawnSync(program, [option, script], { cwd: reader, encoding: 'utf8' });
      expect([script, run.status, run.stderr]).toEqual([script, 0, '']);
      expect(run.stdout).toContain('2025');
    }
  }, 60_000);
});

describe('every document', () => {
  it.each(documents)('%s names only commands, options and scripts that exist', async name => {
    const text = read(name);
    const program = await documentedProgram();
    for (const [, rest = ''] of text.matchAll(/npx nianbao ([^\n`]+)/g)) {
      const [command = '', ...given] = rest.split(/\s+/);
      if (command.startsWith('<') || command.startsWith('-')) continue;
      const known = program.commands.find(candidate => candidate.name() === command);
      expect(known?.name(), rest).toBe(command);
      for (const word of given.filter(each => each.startsWith('--')))
        expect([...(known?.options.map(({ long }) => long) ?? []), '--help'], rest).toContain(
          word.replace(/[.,;)]+$/, ''),
        );
    }
    const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
    for (const [, script = ''] of text.matchAll(/npm run ([\w-]+)/g))
      expect(Object.keys(scripts)).toContain(script);
  });

  it.each(documents)('%s links to files that exist', name => {
    for (const [, target = ''] of read(name).matchAll(/\]\((?!https?:|#)([^)#]+)/g))
      expect(existsSync(join(projectRoot, target)), target).toBe(true);
  });

  it.each(documents)('%s speaks of folders that exist', name => {
    for (const [, path = ''] of read(name).matchAll(
      /`((?:schema|data|crawlers|extract|load|scripts)\/[\w./-]*)`/g,
    ))
      if (!path.startsWith('data/store')) expect(existsSync(join(projectRoot, path)), path).toBe(true);
  });

  it('is there, with a licence', () => {
    expect(readdirSync(projectRoot)).toEqual(expect.arrayContaining([...documents, 'LICENSE']));
  });
});
