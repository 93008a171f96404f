/** Which code did it: what the journal and the extractions are stamped with. */

import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { tesseractVersion } from './tesseract.ts';

const projectRoot = fileURLToPath(new URL('..', import.meta.url));

/** What a reading depends on: other text in any of these, another reading of the same bytes. */
const extractorSources = ['extract', 'schema/forms', 'schema/script-literals.ts', 'data/divisions'];
const isSource = (path: string): boolean => /\.(ts|csv)$/.test(path) && !/\.test\.ts$/.test(path);

/**
 * Version of the extractor: a hash over the sources it is made of, and over the program that it reads pictures with:
 * once that is installed, pictures are read again.
 */
export function extractorVersion(
  root: string = projectRoot,
  ocr: string | null = tesseractVersion(),
): string {
  const hash = createHash('sha256').update(`tesseract ${ocr ?? 'none'}\0`);
  for (const folder of extractorSources)
    for (const path of filesUnder(join(root, folder)).filter(isSource).sort())
      hash
        .update(`${relative(root, path).split(sep).join('/')}\0`)
        .update(readFileSync(path))
        .update('\0');
  return hash.digest('hex').slice(0, 16);
}

/** Version of the package, and the commit where there is one: `0.1.0+281146e`. */
export function codeVersion(root: string = projectRoot): string {
  const version = packageVersion(root);
  const commit = headCommit(join(root, '.git'));
  return commit === null ? version : `${version}+${commit.slice(0, 7)}`;
}

export function packageVersion(root: string = projectRoot): string {
  const text = readFileSync(join(root, 'package.json'), 'utf8');
  return (JSON.parse(text) as { version: string }).version;
}

function headCommit(git: string): string | null {
  try {
    const head = readFileSync(join(git, 'HEAD'), 'utf8').trim();
    if (!head.startsWith('ref: ')) return head;
    const reference = head.slice(5);
    if (existsSync(join(git, reference))) return readFileSync(join(git, reference), 'utf8').trim();
    const packed = readFileSync(join(git, 'packed-refs'), 'utf8');
    return (
      packed
        .split('\n')
        .find(line => line.endsWith(` ${reference}`))
        ?.split(' ')[0] ?? null
    );
  } catch {
    return null;
  }
}

/** All files under a directory, or the one file, in no particular order; links to directories are not followed. */
export function filesUnder(directory: string): string[] {
  if (statSync(directory).isFile()) return [directory];
  return readdirSync(directory, { recursive: true, encoding: 'utf8' })
    .map(name => join(directory, name))
    .filter(path => statSync(path, { throwIfNoEntry: false })?.isFile() ?? false);
}
