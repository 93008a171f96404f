/** `import`: archives files that were not fetched by a crawl. */

import { closeSync, openSync, readSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { constants, gunzipSync } from 'node:zlib';
import { InvalidArgumentError, Option } from 'commander';
import { Archive } from '../../data/archive/index.ts';
import { mediaTypeOf } from '../../extract/media.ts';
import type { Capture } from '../../schema/capture.ts';
import { exitCodes } from '../../schema/exit-codes.ts';
import { type Issue, issue, issueDefinitions, NianbaoError } from '../../schema/issues.ts';
import type { CommandDefinition } from '../command.ts';
import { readDocument } from '../inputs.ts';
import { rememberedPortals, rememberPortals } from '../known-portals.ts';
import { openRegistry } from '../stages.ts';
import { inStore } from '../store-run.ts';
import { byteSize, counted, tableLines } from '../terminal/table.ts';
import { fitted } from '../terminal/width.ts';
import { filesUnder } from '../versions.ts';

export interface ImportOptions {
  readonly url?: string;
  readonly portal?: string;
}

interface ImportResult {
  readonly captures: Capture[];
  /** Files whose bytes were archived under the same address before. */
  unchanged: number;
  readonly issues: Issue[];
}

export const importFiles: CommandDefinition<ImportOptions> = {
  options: [
    new Option('--url <URL>', 'address that the one file given was saved from').argParser(webAddress),
    new Option('--portal <ID>', 'portal that the files are of'),
  ],
  examples: [
    ['import saved-pages/', 'every document in a directory'],
    ['import report.html --url http://www.example.gov.cn/nb.html', 'a page and where it was'],
    ['import crawl-2021.warc.gz', 'the captures of another archiver'],
  ],
  run: (session, given, options) =>
    inStore(session, 'import', async run => {
      const isFile =
        given.length === 1 && (statSync(given[0] ?? '', { throwIfNoEntry: false })?.isFile() ?? false);
      if (options.url !== undefined && !isFile)
        throw new NianbaoError(
          'config.path.missing',
          '--url names the address of one file; give exactly one file',
        );
      if (options.portal !== undefined) await requirePortal(options.portal, run.paths.root);
      const archive = await Archive.open(run.paths.archive);
      run.noteIssues('archive', archive.recovered);
      const result: ImportResult = { captures: [], unchanged: 0, issues: [] };
      const progress = session.progress('import');
      try {
        const files = given.flatMap(path => filesAt(path, result.issues));
        for (const [index, path] of files.entries()) {
          if (session.signal.aborted) break;
          progress.update(index, files.length, path);
          await importOne(path, archive, options, result);
        }
      } finally {
        progress.stop();
        await archive.close();
        run.noteIssues('import', result.issues);
      }
      session.logIssues(result.issues);
      for (const capture of result.captures) session.emit(capture);
      session.summarise(summary(result));
      if (result.issues.some(({ code }) => code === 'config.path.missing')) return exitCodes.usage;
      const failed = result.issues.some(({ code }) => issueDefinitions[code].severity === 'error');
      return failed ? exitCodes.unexpected : exitCodes.done;
    }),
};

/** A portal that this store knows, or one of the registry, which it knows from now on. */
async function requirePortal(id: string, store: string): Promise<void> {
  const remembered = rememberedPortals(store);
  if (remembered.some(portal => portal.id === id)) return;
  const { portals } = await openRegistry('data/portals', { allowPrivateHosts: false, ids: [id] });
  rememberPortals(store, [...remembered, ...portals.filter(portal => portal.id === id)]);
}

function webAddress(given: string): string {
  if (!/^https?:\/\//i.test(given) || !URL.canParse(given))
    throw new InvalidArgumentError('An address that begins with http:// or https:// is expected.');
  return new URL(given).href;
}

function filesAt(path: string, issues: Issue[]): string[] {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found === undefined) {
    issues.push(issue('config.path.missing', `${path} does not exist`));
    return [];
  }
  return found.isDirectory() ? filesUnder(path).sort() : [path];
}

async function importOne(
  path: string,
  archive: Archive,
  options: ImportOptions,
  result: ImportResult,
): Promise<void> {
  try {
    if (isWarc(path)) {
      const onIssue = (found: Issue): void => void result.issues.push(found);
      for await (const capture of archive.importWarc(path, { ...portalOf(options), onIssue }))
        result.captures.push(capture);
      return;
    }
    const bytes = readDocument(path);
    if (bytes.length === 0) throw new NianbaoError('input.file.empty', `${path} holds no bytes`);
    const mediaType = mediaTypeOf(bytes);
    if (mediaType === 'application/octet-stream')
      throw new NianbaoError('input.media.unknown', `${path} is of no known kind of document`);
    const url = options.url ?? pathToFileURL(resolve(path)).href;
    const before = archive.latest(url);
    const capture = await archive.addResource({
      url,
      bytes,
      content_type: mediaType,
      captured_at: new Date().toISOString(),
      portal: options.portal ?? null,
      role: mediaType.startsWith('text/') ? 'document' : 'attachment',
    });
    if (before?.payload_digest === capture.payload_digest) result.unchanged += 1;
    else result.captures.push(capture);
  } catch (error) {
    if (!(error instanceof NianbaoError)) throw error;
    result.issues.push(issue(error.code, error.message, path));
  }
}

const portalOf = ({ portal }: ImportOptions): { portal?: string } => (portal === undefined ? {} : { portal });

/** Told by its first bytes, plain or gzip. */
function isWarc(path: string): boolean {
  const head = Buffer.alloc(65_536);
  const file = openSync(path, 'r');
  try {
    const bytes = head.subarray(0, readSync(file, head));
    if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes.toString('latin1', 0, 5) === 'WARC/';
    return gunzipSync(bytes, { finishFlush: constants.Z_SYNC_FLUSH }).toString('latin1', 0, 5) === 'WARC/';
  } catch {
    return false;
  } finally {
    closeSync(file);
  }
}

function summary({ captures, unchanged, issues }: ImportResult): string[] {
  const before = unchanged === 0 ? '' : `, ${unchanged} archived before`;
  const failed = issues.length === 0 ? '' : `, ${counted(issues.length, 'issue')}`;
  const bytes = captures.reduce((sum, { payload_length }) => sum + payload_length, 0);
  return [
    ...tableLines(
      [{ heading: 'capture' }, { heading: 'bytes', align: 'right' }, { heading: 'address' }],
      captures.slice(0, 20).map(({ id, payload_length, url }) => [id, payload_length, fitted(url, 70)]),
    ),
    ...(captures.length > 20 ? [`… and ${captures.length - 20} more`] : []),
    `${counted(captures.length, 'capture')} archived (${byteSize(bytes)})${before}${failed}.`,
    ...(captures.length > 0 ? ['Next: npx nianbao extract, then npx nianbao load.'] : []),
  ];
}
