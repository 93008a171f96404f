import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryDirectory } from '../data/temporary-directory.ts';
import { projectRoot } from './testing/cli-process.ts';
import { codeVersion, extractorVersion } from './versions.ts';

function copyOfSources(): string {
  const root = temporaryDirectory();
  for (const folder of ['extract', 'schema', 'data/divisions'])
    cpSync(join(projectRoot, folder), join(root, folder), { recursive: true });
  cpSync(join(projectRoot, 'package.json'), join(root, 'package.json'));
  return root;
}

describe('extractor version', () => {
  it('is the same for the same sources, wherever they lie', () => {
    expect(extractorVersion(copyOfSources())).toBe(extractorVersion(copyOfSources()));
  });

  it.each(['extract/new-rule.ts', 'schema/forms/form-2030.ts', 'data/divisions/divisions-2030.csv'])(
    'changes with %s',
    path => {
      const root = copyOfSources();
      const before = extractorVersion(root);
      writeFileSync(join(root, path), '// another reading\n');
      expect(extractorVersion(root)).not.toBe(before);
    },
  );

  it.each(['extract/new.test.ts', 'schema/other.ts'])('does not change with %s', path => {
    const root = copyOfSources();
    const before = extractorVersion(root);
    writeFileSync(join(root, path), '// no other reading\n');
    expect(extractorVersion(root)).toBe(before);
  });
});

describe('code version', () => {
  it('is the package version where there is no repository', () => {
    const root = temporaryDirectory();
    writeFileSync(join(root, 'package.json'), '{"version":"1.2.3"}');
    expect(codeVersion(root)).toBe('1.2.3');
  });

  it('names the commit, also when references are packed', () => {
    const root = temporaryDirectory();
    mkdirSync(root, { recursive: true });
    writeFileSync(join(root, 'package.json'), '{"version":"1.2.3"}');
    const git = (...args: string[]): string =>
      execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@example.org', ...args], {
        cwd: root,
        encoding: 'utf8',
      });
    git('init', '-q');
    git('add', '.');
    git('commit', '-q', '-m', 'first');
    const commit = git('rev-parse', 'HEAD').slice(0, 7);
    expect(codeVersion(root)).toBe(`1.2.3+${commit}`);
    git('pack-refs', '--all');
    expect(codeVersion(root)).toBe(`1.2.3+${commit}`);
  });
});
