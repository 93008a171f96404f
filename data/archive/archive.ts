/** The archive as the other stages use it. What lies where, and what is promised: see index.ts. */

import { statSync } from 'node:fs';
import type { Capture, Exchange } from '../../schema/capture.ts';
import { type Issue, NianbaoError } from '../../schema/issues.ts';
import { makeDirectory } from '../store.ts';
import type { CaptureFilter, CaptureIndex } from './capture-index.ts';
import {
  exchangeRecord,
  type ImportOrigin,
  instant,
  type Original,
  type Resource,
  requestRecord,
  resourceRecord,
} from './capture-record.ts';
import { decodeContent } from './content-encoding.ts';
import { type ImportOptions, importWarc } from './import-warc.ts';
import { indexForReading, indexForWriting, newIndex } from './open-index.ts';
import { readPayload } from './read-payload.ts';
import { readRecord } from './read-record.ts';
import { verifyArchive } from './verify.ts';
import { compressRecord, WarcFiles, type WarcFilesOptions } from './warc-files.ts';
import { digestOf } from './warc-record.ts';
import { WriterLock } from './writer-lock.ts';

/** Bytes of one payload, at most: 512 MiB. Records are made and read whole in memory. */
export const payloadLimit = 2 ** 29;

export interface ArchiveOptions extends Partial<WarcFilesOptions> {
  /** Readers take no lock; any number may read while one process writes. */
  readonly readonly?: boolean;
}

const defaults: WarcFilesOptions = { rotateAt: 1_000_000_000, syncEvery: 64 };

interface Writer {
  files: WarcFiles;
  readonly lock: WriterLock;
  readonly options: WarcFilesOptions;
}

export class Archive {
  /** What was found amiss at opening; unfinished records are set aside already. */
  readonly recovered: readonly Issue[];
  readonly #directory: string;
  #index: CaptureIndex;
  /** Null for a reader. */
  readonly #writer: Writer | null;
  /** The last piece of writing asked for; each waits for the one before. */
  #writing: Promise<unknown> = Promise.resolve();
  #closed = false;

  private constructor(
    directory: string,
    index: CaptureIndex,
    writer: Writer | null,
    recovered: readonly Issue[],
  ) {
    this.#directory = directory;
    this.#index = index;
    this.#writer = writer;
    this.recovered = recovered;
  }

  /**
   * Opens an archive; a writer makes the directory where it is missing.
   *
   * @throws NianbaoError `archive.lock.held` when it is being written already; `config.path.missing`
   *   when there is no directory to read, or none can be made.
   */
  static async open(
    directory: string,
    { readonly = false, ...options }: ArchiveOptions = {},
  ): Promise<Archive> {
    return readonly
      ? Archive.#openReader(directory)
      : Archive.#openWriter(directory, { ...defaults, ...options });
  }

  static #openWriter(directory: string, options: WarcFilesOptions): Archive {
    makeDirectory(directory);
    const lock = WriterLock.take(directory);
    try {
      const { index, issues, damagedAtEnd } = indexForWriting(directory);
      const files = WarcFiles.continue(directory, options, damagedAtEnd);
      return new Archive(directory, index, { files, lock, options }, issues);
    } catch (error) {
      lock.release();
      throw error;
    }
  }

  static #openReader(directory: string): Archive {
    if (!statSync(directory, { throwIfNoEntry: false })?.isDirectory()) {
      throw new NianbaoError('config.path.missing', `${directory}: there is no archive`);
    }
    const { index, issues } = indexForReading(directory);
    return new Archive(directory, index, null, issues);
  }

  /**
   * Archives one exchange: a `response` record, or a `revisit` when the payload is archived already or a 304
   * declares it unchanged, and its `request`. Resolves when the operating system has the bytes, so that
   * killing the process loses nothing; `flush` forces them to the disk.
   *
   * A 304 for an address of which nothing is archived, and an empty body, are kept as `response`.
   *
   * @throws NianbaoError `archive.write.failed`, `archive.body.too_large`.
   */
  async record(exchange: Exchange): Promise<Capture> {
    return this.#enqueue(() => this.#store(exchange, this.#originalOf(exchange), null));
  }

  /** Archives a local file as a `resource` record, or a `revisit` when its bytes are archived already. */
  async addResource(resource: Resource): Promise<Capture> {
    return this.#enqueue(() => this.#storeResource(resource, null));
  }

  /**
   * Archives the captures of a foreign WARC file, plain or gzip, under their own dates and addresses.
   * Yields each capture that was not in the archive yet, so that a repeated import yields nothing.
   *
   * @throws NianbaoError `config.path.missing`, `input.file.empty`, `input.media.unknown`; without `onIssue`
   *   also `archive.import.skipped` at the end, when records were not taken.
   */
  importWarc(path: string, options: ImportOptions = {}): AsyncGenerator<Capture> {
    return importWarc(path, options, {
      blockLimit: payloadLimit,
      holderFor: revisit => this.#index.holderFor(revisit),
      capturesAt: (url, date) => this.#index.at(url, date),
      byId: id => this.#index.byId(id),
      unchanged: (url, date) => this.#index.originalOfNotModified(url, date),
      exchange: (exchange, original, origin) =>
        this.#enqueue(() => this.#store(exchange, original ?? this.#originalOf(exchange), origin)),
      resource: (resource, origin) => this.#enqueue(() => this.#storeResource(resource, origin)),
    });
  }

  /** Newest capture of an address that gives its content: status 200, a 304 tied to an original, or a resource. */
  latest(url: string): Capture | null {
    return this.#index.latest(url);
  }

  /** Captures by date, then by place. The archive may be written while a caller goes through them. */
  captures(filter: CaptureFilter = {}): Iterable<Capture> {
    const { since, ...rest } = filter;
    return this.#index.inOrder(since === undefined ? rest : { ...rest, since: instant(since) });
  }

  capture(id: string): Capture | null {
    return this.#index.byId(id);
  }

  /**
   * How many captures there are up to an instant (or in all), and the last instant of those: equal numbers for one
   * instant promise that nothing older came in between.
   */
  extent(until?: string): { readonly count: number; readonly last: string } {
    return this.#index.extent(until);
  }

  /**
   * The payload as received, content encoding kept; that of the original for a revisit.
   *
   * @throws NianbaoError `archive.record.corrupt` when it is not what was recorded.
   */
  async payload(capture: Capture): Promise<Uint8Array> {
    return (await readPayload(this.#directory, this.#index, capture)).payload;
  }

  /**
   * The payload with its content encoding (gzip, deflate, br) undone.
   *
   * @throws NianbaoError also `archive.body.too_large` beyond `bodyLimit`, `archive.body.undecodable`.
   */
  async body(capture: Capture): Promise<Uint8Array> {
    const { payload, headers } = await readPayload(this.#directory, this.#index, capture);
    return decodeContent(payload, headers, capture.url);
  }

  /** Reads every record and compares digests, places and the index; yields what is wrong. */
  async *verify(): AsyncGenerator<Issue> {
    await this.#writing;
    yield* verifyArchive(this.#directory, this.#index);
  }

  /** Makes the index anew from the WARC files; a loop over `captures` must be begun again. */
  async rebuildIndex(): Promise<readonly Issue[]> {
    return this.#enqueue(async writer => {
      await writer.files.close();
      this.#index.close();
      const { index, issues, damagedAtEnd } = newIndex(this.#directory);
      this.#index = index;
      writer.files = WarcFiles.continue(this.#directory, writer.options, damagedAtEnd);
      return issues;
    });
  }

  /** Returns when everything recorded so far is on the disk. */
  async flush(): Promise<void> {
    await this.#enqueue(async ({ files }) => {
      await files.sync();
      this.#noteState(files);
    });
  }

  async close(): Promise<void> {
    if (this.#closed) {
      return;
    }
    try {
      if (this.#writer !== null) {
        await this.#enqueue(async ({ files }) => {
          await files.close();
          this.#noteState(files);
        });
      }
    } finally {
      this.#closed = true;
      this.#index.close();
      this.#writer?.lock.release();
    }
  }

  async #enqueue<Result>(work: (writer: Writer) => Promise<Result>): Promise<Result> {
    const writer = this.#writer;
    if (writer === null || this.#closed) {
      throw new Error(
        `${this.#directory}: the archive is ${this.#closed ? 'closed' : 'open for reading only'}`,
      );
    }
    const result = this.#writing.then(() => work(writer));
    this.#writing = result.catch(() => undefined);
    return result;
  }

  #originalOf({ status, url, captured_at, body }: Exchange): Original | null {
    if (body.length === 0) {
      return status === 304 ? this.#index.originalOfNotModified(url, instant(captured_at)) : null;
    }
    return this.#index.holderOf(digestOf(body));
  }

  async #store(exchange: Exchange, original: Original | null, origin: ImportOrigin | null): Promise<Capture> {
    requireFits(exchange.url, exchange.body);
    if (!(Number.isInteger(exchange.status) && exchange.status >= 100 && exchange.status <= 999)) {
      throw new RangeError(`${exchange.url}: ${exchange.status} is no HTTP status`);
    }
    const { id, content } = exchangeRecord(exchange, original, origin);
    // A request always has headers; without any, it is an imported response whose request was not kept.
    const requests = exchange.request_headers.length === 0 ? [] : [requestRecord(exchange, id)];
    return this.#append(content, requests);
  }

  async #storeResource(resource: Resource, origin: ImportOrigin | null): Promise<Capture> {
    requireFits(resource.url, resource.bytes);
    const original = resource.bytes.length === 0 ? null : this.#index.holderOf(digestOf(resource.bytes));
    return this.#append(resourceRecord(resource, original, origin), []);
  }

  /** Bytes first, index after: an index behind the files is brought up to date, one ahead of them would lie. */
  async #append(content: Buffer, further: readonly Buffer[]): Promise<Capture> {
    const files = this.#writer?.files;
    const reading = readRecord(content);
    if (files === undefined || reading.kind !== 'capture') {
      throw new Error('a record was made that cannot be read back');
    }
    const members = await Promise.all([content, ...further].map(record => compressRecord(record)));
    const before = files.state;
    const { file, offset } = await files.append(members);
    const place = { warc_file: file, warc_offset: offset, warc_length: members[0]?.length ?? 0 };
    try {
      return this.#index.transaction(() => {
        if (before.name !== file && before.name !== '') {
          this.#index.setFile({ ...before, synced_length: before.indexed_length });
        }
        this.#noteState(files);
        this.#index.add(reading.record.capture, place);
        const { method, refers_to, ...capture } = reading.record.capture;
        return { ...capture, ...place };
      });
    } catch (error) {
      await files.takeBack(offset);
      const reason = error instanceof Error ? error.message : String(error);
      throw new NianbaoError('archive.write.failed', `The index of ${this.#directory}: ${reason}`);
    }
  }

  #noteState({ state }: WarcFiles): void {
    if (state.name !== '') {
      this.#index.setFile(state);
    }
  }
}

function requireFits(url: string, payload: Uint8Array): void {
  if (payload.length > payloadLimit) {
    throw new NianbaoError(
      'archive.body.too_large',
      `${url}: ${payload.length} bytes; the archive takes ${payloadLimit} at most`,
    );
  }
}
