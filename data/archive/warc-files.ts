/**
 * The WARC files of an archive: their names, and appending to the last of them.
 *
 * Durability: `append` returns when the operating system has the bytes, so that killing the process loses
 * nothing; they are forced to the disk every `syncEvery` records, at `sync`, on rotation and on closing,
 * so that a power cut loses fewer records than that.
 */

import { closeSync, existsSync, fsyncSync, openSync, readdirSync, statSync } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { join } from 'node:path';
import { NianbaoError } from '../../schema/issues.ts';
import { compressRecord } from './compress-record.ts';
import { warcinfoRecord } from './warc-record.ts';

const namePattern = /^nianbao-\d{14}-(\d{5,})\.warc\.gz$/;

/** Names of the archive's WARC files in the order they were begun. */
export function warcFileNames(directory: string): string[] {
  return readdirSync(directory)
    .filter(name => namePattern.test(name))
    .sort();
}

export interface WarcFilesOptions {
  /** A file at or beyond this length in bytes is followed by a new one. */
  readonly rotateAt: number;
  /** Records between two syncs. */
  readonly syncEvery: number;
}

export class WarcFiles {
  readonly #directory: string;
  readonly #options: WarcFilesOptions;
  #handle: FileHandle | null = null;
  #name: string;
  #length: number;
  #syncedLength: number;
  #unsynced = 0;

  private constructor(directory: string, options: WarcFilesOptions, name: string, length: number) {
    this.#directory = directory;
    this.#options = options;
    this.#name = name;
    this.#length = length;
    this.#syncedLength = length;
  }

  /** @param closed files that must not be appended to, being damaged at their end. */
  static continue(directory: string, options: WarcFilesOptions, closed: ReadonlySet<string>): WarcFiles {
    const last = warcFileNames(directory).at(-1);
    return last === undefined || closed.has(last)
      ? new WarcFiles(directory, options, '', Number.POSITIVE_INFINITY)
      : new WarcFiles(directory, options, last, statSync(join(directory, last)).size);
  }

  /** Name of the file written last, how long it is, and how much of it has reached the disk. */
  get state(): { readonly name: string; readonly indexed_length: number; readonly synced_length: number } {
    return { name: this.#name, indexed_length: this.#length, synced_length: this.#syncedLength };
  }

  /**
   * Appends the members of captures with one write: of as many captures as come before the file is full, of one at least.
   *
   * @returns the file, and the offset of the first member of each capture that was taken.
   * @throws NianbaoError `archive.write.failed`; the file is then as it was before.
   */
  async append(captures: readonly (readonly Buffer[])[]): Promise<{ file: string; offsets: number[] }> {
    try {
      const handle = await this.#fileToAppendTo();
      const before = this.#length;
      const offsets: number[] = [];
      const taken: Buffer[] = [];
      let end = before;
      for (const members of captures) {
        if (offsets.length > 0 && end >= this.#options.rotateAt) break;
        offsets.push(end);
        taken.push(...members);
        for (const { length } of members) end += length;
      }
      await this.#write(handle, taken.length === 1 && taken[0] ? taken[0] : Buffer.concat(taken));
      this.#unsynced += taken.length;
      if (this.#unsynced >= this.#options.syncEvery) {
        await this.sync().catch(async error => {
          await this.takeBack(before);
          throw error;
        });
      }
      return { file: this.#name, offsets };
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      throw new NianbaoError('archive.write.failed', `${this.#name} in ${this.#directory}: ${reason}`);
    }
  }

  /** Takes back everything from `offset` on, after a record whose indexing failed. */
  async takeBack(offset: number): Promise<void> {
    await this.#handle?.truncate(offset);
    this.#length = offset;
    this.#syncedLength = Math.min(this.#syncedLength, offset);
  }

  /** Returns when all bytes appended are on the disk. */
  async sync(): Promise<void> {
    if (this.#unsynced > 0) {
      await this.#handle?.datasync();
      this.#syncedLength = this.#length;
      this.#unsynced = 0;
    }
  }

  async close(): Promise<void> {
    await this.sync();
    await this.#handle?.close();
    this.#handle = null;
  }

  async #fileToAppendTo(): Promise<FileHandle> {
    if (this.#length >= this.#options.rotateAt) {
      await this.close();
      this.#name = this.#nextName();
      this.#length = 0;
      this.#syncedLength = 0;
    }
    this.#handle ??= await open(join(this.#directory, this.#name), 'a');
    if (this.#length === 0) {
      const head = await compressRecord(warcinfoRecord(this.#name, new Date().toISOString()));
      await this.#write(this.#handle, head);
      await this.#handle.datasync();
      syncDirectory(this.#directory);
      this.#syncedLength = this.#length;
    }
    return this.#handle;
  }

  async #write(handle: FileHandle, bytes: Buffer): Promise<void> {
    const before = this.#length;
    try {
      let written = 0;
      while (written < bytes.length) {
        written += (await handle.write(bytes, written)).bytesWritten;
      }
    } catch (error) {
      await handle.truncate(before);
      throw error;
    }
    this.#length += bytes.length;
  }

  #nextName(): string {
    const serials = warcFileNames(this.#directory).map(name => Number(namePattern.exec(name)?.[1]));
    const serial = Math.max(0, ...serials) + 1;
    const time = new Date().toISOString().replaceAll(/\D/g, '').slice(0, 14);
    const name = `nianbao-${time}-${String(serial).padStart(5, '0')}.warc.gz`;
    if (existsSync(join(this.#directory, name))) {
      throw new Error(`${name} exists already`);
    }
    return name;
  }
}

/** A new or renamed file outlives a power cut only when its directory's entry has reached the disk too. */
export function syncDirectory(directory: string): void {
  const descriptor = openSync(directory, 'r');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
