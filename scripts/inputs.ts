/** Documents named on the command line: files, standard input (`-`) or captures of the store's archive. */

import { existsSync, readFileSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { Archive } from '../data/archive/index.ts';
import { existingStore } from '../data/store.ts';
import { maxDocumentBytes } from '../extract/readers/open.ts';
import type { SourceContext } from '../schema/extraction.ts';
import { type Issue, issue, NianbaoError } from '../schema/issues.ts';
import { contextOf, type KnownPortals } from './extraction-run.ts';

export type Input =
  | { readonly name: string; readonly bytes: Uint8Array; readonly context: SourceContext }
  | { readonly name: string; readonly trouble: Issue };

/** One line on stderr for an input that could not be read. */
export function failureLine(name: string, { code, message }: Issue): string {
  return `nianbao: ${message.startsWith(name) ? '' : `${name}: `}${message} [${code}]`;
}

const captureId = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** One input for every name given, in order; what cannot be opened comes with the reason. */
export async function* inputsNamed(
  names: readonly string[],
  store: string,
  portals: () => KnownPortals,
): AsyncGenerator<Input> {
  for (const name of names) {
    try {
      yield { name, ...(await opened(name, store, portals)) };
    } catch (error) {
      if (!(error instanceof NianbaoError)) throw error;
      yield { name, trouble: issue(error.code, error.message) };
    }
  }
}

async function opened(
  name: string,
  store: string,
  portals: () => KnownPortals,
): Promise<{ bytes: Uint8Array; context: SourceContext }> {
  if (name === '-') return { bytes: await buffer(process.stdin), context: localFile(null) };
  if (!existsSync(name) && captureId.test(name)) return captured(name, store, portals);
  return { bytes: readDocument(name), context: localFile(basename(name)) };
}

const localFile = (fileName: string | null): SourceContext => ({
  url: null,
  contentType: null,
  fileName,
  portal: null,
});

/** @throws NianbaoError where there is no such file, or none that could be a document */
export function readDocument(path: string): Uint8Array {
  try {
    const found = statSync(path);
    if (found.isDirectory())
      throw new NianbaoError('input.file.directory', `${path} is a directory; a document was expected`);
    if (found.size > maxDocumentBytes)
      throw new NianbaoError(
        'input.file.too_large',
        `${path} has ${found.size} bytes; at most ${maxDocumentBytes} are read`,
      );
    return readFileSync(path);
  } catch (error) {
    if (error instanceof NianbaoError) throw error;
    const code = error instanceof Error && 'code' in error ? error.code : null;
    throw new NianbaoError(
      'config.path.missing',
      code === 'ENOENT' || code === 'ENOTDIR'
        ? `${path} does not exist`
        : `${path} cannot be read (${error instanceof Error ? error.message : error})`,
    );
  }
}

async function captured(
  id: string,
  store: string,
  portals: () => KnownPortals,
): Promise<{ bytes: Uint8Array; context: SourceContext }> {
  const paths = existingStore(store);
  if (!existsSync(paths.archive))
    throw new NianbaoError(
      'config.path.missing',
      `${id} is no file, and there is no archive in ${paths.root}`,
    );
  const archive = await Archive.open(paths.archive, { readonly: true });
  try {
    const capture = archive.capture(id.toLowerCase());
    if (capture === null)
      throw new NianbaoError('config.path.missing', `the archive in ${paths.root} has no capture ${id}`);
    return { bytes: await archive.body(capture), context: contextOf(capture, portals()) };
  } finally {
    await archive.close();
  }
}
