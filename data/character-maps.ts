/** Adobe's predefined character maps, which PDFs that embed no Chinese font refer to by name. */

import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** Gives a map by its name (`UniGB-UCS2-H`), in the packed form of pdf.js, with which they ship; null for any other. */
export function loadCharacterMaps(): (name: string) => Promise<Uint8Array | null> {
  const manifest = createRequire(import.meta.url).resolve('pdfjs-dist/package.json');
  const directory = join(dirname(manifest), 'cmaps');
  return async name => {
    // The name comes from the document.
    if (!/^[A-Za-z0-9-]{1,60}$/.test(name)) return null;
    return readFile(join(directory, `${name}.bcmap`)).catch(() => null);
  };
}
