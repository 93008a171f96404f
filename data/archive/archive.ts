/** The archive as the other stages use it. What lies where, and what is promised: see index.ts. */

import { statSync } from 'node:fs';
import type { Capture, Exchange } from '../../schema/capture.ts';
import { type Issue, NianbaoError } from '../../schema/issues.ts';
import { makeDirectory } from '../store.ts';
import type { CaptureFilter, CaptureIndex } from './capture-index.ts';
import { instant, type Resource } from './capture-record.ts';
import { type ImportOptions, importWarc } from './import-warc.ts';
import { indexForReading, indexForWriting, newIndex } from './open-index.ts';
import { type PayloadSource, readBody, readPayload, sourceOf } from './read-payload.ts';
import { verifyArchive } from './verify.ts';
import { WarcFiles, type WarcFilesOptions } from './warc-files.ts';
import {
  captureOfExchange,
  captureOfResource,
  type NewCapture,
  payloadLimit,
  type WaitingCapture,
  writeCaptures,
} from './write-captures.ts';
import { WriterLock } from './writer-lock.ts';

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
  /** Captures that the next piece of writing takes along. */
  #waiting: WaitingCapture[] = [];
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
    return this.#put(captureOfExchange(exchange));
  }

  /** Archives a local file as a `resource` record, or a `revisit` when its bytes are archived already. */
  async addResource(resource: Resource): Promise<Capture> {
    return this.#put(captureOfResource(resource));
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
      exchange: async (exchange, original, origin) =>
        this.#put(captureOfExchange(exchange, original, origin)),
      resource: async (resource, origin) => this.#put(captureOfResource(resource, origin)),
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
    return readPayload(this.source(capture)).payload;
  }

  /** The payload with its content encoding undone; otherwise as `readBody`. */
  async body(capture: Capture): Promise<Uint8Array> {
    return readBody(this.source(capture));
  }

  /** For `readBody`, in this thread or another. */
  source(capture: Capture): PayloadSource {
    return sourceOf(this.#directory, this.#index, capture);
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

  #put(capture: NewCapture): Promise<Capture> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ ...capture, resolve, reject });
      if (this.#waiting.length > 1) return;
      this.#enqueue(({ files }) => {
        const waiting = this.#waiting;
        this.#waiting = [];
        return writeCaptures(waiting, files, this.#index);
      }).catch(error => {
        for (const each of this.#waiting.splice(0)) each.reject(error);
      });
    });
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

  #noteState({ state }: WarcFiles): void {
    if (state.name !== '') {
      this.#index.setFile(state);
    }
  }
}
