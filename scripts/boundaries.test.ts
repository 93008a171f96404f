/** Who may import whom. The table stands in ARCHITECTURE.md; this test reads it there and holds the code to it. */

import { readdirSync, readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));
const folders = ['schema', 'data', 'crawlers', 'extract', 'load', 'scripts'] as const;

/** Rows `| folder | knows | may import |` of the first table whose head names both. */
function documentedTable(): Map<string, string[]> {
  const lines = readFileSync(join(root, 'ARCHITECTURE.md'), 'utf8').split('\n');
  const head = lines.findIndex(line => /^\|\s*folder\s*\|.*may import\s*\|/.test(line));
  const table = new Map<string, string[]>();
  for (const line of lines.slice(head + 2)) {
    const cells = line.split('|').map(cell => cell.replaceAll('`', '').trim());
    if (cells.length < 4) break;
    const folder = (cells[1] ?? '').replace(/\/$/, '');
    const allowed = cells.at(-2) ?? '';
    table.set(folder, allowed === 'nothing' ? [] : allowed === 'all' ? [...folders] : allowed.split(/,\s*/));
  }
  return table;
}

function sources(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .map(name => join(root, folder, name))
    .filter(path => /\.(ts|mjs)$/.test(path) && !relative(root, path).startsWith(join('data', 'store')));
}

/** Every module that a file names, in imports, exports and `import()`. */
function importsOf(path: string): string[] {
  const { importedFiles } = ts.preProcessFile(readFileSync(path, 'utf8'), true, true);
  return importedFiles.map(({ fileName }) => fileName);
}

const folderOf = (path: string): string => relative(root, path).split(sep)[0] ?? '';
/** Tests, and what only tests use. */
const isTest = (path: string): boolean =>
  /\.test\.ts$|[/\\]temporary-directory\.ts$|[/\\]testing[/\\]/.test(path);

/** What makes a folder impure: disk, network, other programs, threads, clock-driven randomness. */
const impureModules =
  /^(node:)?(fs|net|http|https|http2|tls|dns|dgram|child_process|worker_threads|cluster|os|crypto)(\/|$)|^(undici|better-sqlite3|playwright|@crawlee\/)/;

describe('import table', () => {
  const table = documentedTable();

  it('is written down in ARCHITECTURE.md for every folder', () => {
    expect([...table.keys()]).toEqual([...folders]);
  });

  it.each(folders)('%s imports only what the table allows', folder => {
    const allowed = new Set([folder, ...(table.get(folder) ?? [])]);
    const offences = sources(folder).flatMap(path =>
      importsOf(path)
        .filter(name => name.startsWith('.'))
        .map(name => resolve(dirname(path), name))
        .filter(target => !allowed.has(folderOf(target)))
        // Tests also use what data/ provides: divisions, samples, temporary directories.
        .filter(target => !(isTest(path) && folderOf(target) === 'data'))
        .map(target => `${relative(root, path)} must not import ${relative(root, target)}`),
    );
    expect(offences).toEqual([]);
  });

  it('keeps disk, network and other processes out of extract/ and schema/', () => {
    const offences = ['extract', 'schema'].flatMap(folder =>
      sources(folder)
        .filter(path => !isTest(path) && !/(^|\/)synthetic\//.test(path))
        .flatMap(path =>
          importsOf(path)
            .filter(name => impureModules.test(name))
            .map(name => `${relative(root, path)} must not import ${name}`),
        ),
    );
    expect(offences).toEqual([]);
  });

  it('keeps clock and randomness out of extract/ and schema/', () => {
    const offences = ['extract', 'schema'].flatMap(folder =>
      sources(folder)
        .filter(path => !isTest(path))
        .filter(path => /\bMath\.random\(|\bDate\.now\(|\bnew Date\(\)/.test(readFileSync(path, 'utf8')))
        .map(path => relative(root, path)),
    );
    expect(offences).toEqual([]);
  });

  it('finds every package that is imported among the dependencies', () => {
    const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Record<
      'dependencies' | 'devDependencies',
      Record<string, string>
    >;
    const offences = folders.flatMap(folder =>
      sources(folder).flatMap(path => {
        const atHand = isTest(path)
          ? { ...manifest.dependencies, ...manifest.devDependencies }
          : manifest.dependencies;
        return importsOf(path)
          .filter(name => !name.startsWith('.') && !isBuiltin(name))
          .map(name => name.split('/', name.startsWith('@') ? 2 : 1).join('/'))
          .filter(name => !(name in atHand) && !(`@types/${name}` in atHand))
          .map(name => `${relative(root, path)} imports ${name}, which is no dependency`);
      }),
    );
    expect(offences).toEqual([]);
  });
});
