/** A file that an export has written, as its metadata name it. */

import { createHash } from 'node:crypto';
import { closeSync, openSync, readSync, statSync } from 'node:fs';
import { join } from 'node:path';

export interface WrittenFile {
  /** Path within the export, with `/`. */
  readonly path: string;
  /** The exported table; null for metadata and scripts. */
  readonly table: string | null;
  readonly rows: number;
  readonly bytes: number;
  /** Hexadecimal SHA-256 of the bytes. */
  readonly sha256: string;
}

export function describeFile(root: string, path: string, table: string | null, rows: number): WrittenFile {
  const file = join(root, path);
  return { path, table, rows, bytes: statSync(file).size, sha256: sha256OfFile(file) };
}

export function sha256OfFile(file: string): string {
  const hash = createHash('sha256');
  const buffer = Buffer.allocUnsafe(1 << 20);
  const descriptor = openSync(file, 'r');
  try {
    for (;;) {
      const length = readSync(descriptor, buffer);
      if (length === 0) return hash.digest('hex');
      hash.update(buffer.subarray(0, length));
    }
  } finally {
    closeSync(descriptor);
  }
}

/** Lines that `sha256sum --check` reads. */
export const checksumLines = (files: readonly WrittenFile[]): string =>
  files.map(({ sha256, path }) => `${sha256}  ${path}\n`).join('');
