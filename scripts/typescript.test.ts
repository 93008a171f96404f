import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryDirectory } from '../data/temporary-directory.ts';

const withTypeScript = new URL('with-typescript.mjs', import.meta.url).href;

function run(source: string): { stdout: string; stderr: string; status: number | null } {
  const file = join(temporaryDirectory(), 'tried.ts');
  writeFileSync(file, source);
  return spawnSync(process.execPath, ['--import', withTypeScript, file], { encoding: 'utf8' });
}

describe('TypeScript without a build', () => {
  it('runs, types taken out', () => {
    const { stdout, status } = run(`interface Row { readonly n: number }
const rows: readonly Row[] = [{ n: 1 }, { n: 2 } satisfies Row];
console.log(rows.map(({ n }: Row) => n as number).join(' '));
`);
    expect([stdout.trim(), status]).toEqual(['1 2', 0]);
  });

  it('names the line and column of the source where it fails', () => {
    const { stderr, status } = run(`interface Row {
  readonly n: number;
}
function fail(row: Row): never {
  const text: string = String(row.n); throw new Error(text);
}
fail({ n: 7 });
`);
    expect(status).toBe(1);
    expect(stderr).toMatch(/Error: 7\n\s+at fail \(.*tried\.ts:5:45\)/);
  });

  it('says which syntax is more than a type', () => {
    const { stderr, status } = run('enum Level { low }\nconsole.log(Level.low);\n');
    expect(status).toBe(1);
    expect(stderr).toMatch(/tried\.ts: "enum Level \{ low \}" is more than a type/);
  });
});
