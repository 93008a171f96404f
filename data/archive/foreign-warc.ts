/** Records of WARC files that other archivers wrote: plain, gzip per record, or gzip as a whole. */

import { createHash, getHashes } from 'node:crypto';
import { closeSync, createReadStream, fstatSync, openSync, readSync } from 'node:fs';
import { WARCParser } from 'warcio';
import { NianbaoError } from '../../schema/issues.ts';
import { scanMembers } from './gzip-members.ts';
import { recordIdOf } from './warc-record.ts';

export interface ForeignRecord {
  /** WARC-Type. */
  readonly type: string;
  readonly id: string;
  readonly url: string;
  /** WARC-Date as stated. */
  readonly date: string;
  readonly field: (name: string) => string | null;
  readonly block: Buffer;
}

/** What could not be taken, and why. */
export type OnSkipped = (reason: string) => void;

/**
 * @throws NianbaoError `config.path.missing`, `input.file.directory`, `input.file.empty`, `input.media.unknown`.
 */
export async function* foreignRecords(
  path: string,
  blockLimit: number,
  onSkipped: OnSkipped,
): AsyncGenerator<ForeignRecord> {
  const descriptor = openWarc(path);
  try {
    const status = fstatSync(descriptor);
    if (status.isDirectory()) {
      throw new NianbaoError('input.file.directory', `${path} is a directory`);
    }
    const { size } = status;
    const start = Buffer.alloc(Math.min(size, 5));
    readSync(descriptor, start, 0, start.length, 0);
    if (size === 0) {
      throw new NianbaoError('input.file.empty', `${path} is empty`);
    }
    if (start.toString('latin1') === 'WARC/') {
      yield* readRecords(createReadStream(path), blockLimit, onSkipped);
    } else if (start[0] === 0x1f && start[1] === 0x8b) {
      yield* readMembers(descriptor, size, blockLimit, onSkipped);
    } else {
      throw new NianbaoError('input.media.unknown', `${path} is no WARC file`);
    }
  } finally {
    closeSync(descriptor);
  }
}

function openWarc(path: string): number {
  try {
    return openSync(path, 'r');
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new NianbaoError('config.path.missing', `${path} cannot be opened: ${reason}`);
  }
}

async function* readMembers(
  descriptor: number,
  size: number,
  blockLimit: number,
  onSkipped: OnSkipped,
): AsyncGenerator<ForeignRecord> {
  for (const stretch of scanMembers(descriptor, size, 0)) {
    if (stretch.kind === 'record') {
      yield* readRecords([stretch.content], blockLimit, reason =>
        onSkipped(`at ${stretch.offset}: ${reason}`),
      );
    } else {
      const reason = stretch.kind === 'torn' ? 'the file ends within a record' : stretch.reason;
      onSkipped(`at ${stretch.offset}, ${stretch.length} bytes: ${reason}`);
    }
  }
}

async function* readRecords(
  source: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  blockLimit: number,
  onSkipped: OnSkipped,
): AsyncGenerator<ForeignRecord> {
  // HTTP heads are left to us: the parser would join repeated headers.
  for await (const record of new WARCParser(source, { parseHttp: false })) {
    if (!record.warcHeaders.statusline.startsWith('WARC/')) {
      onSkipped(`no record begins with ${JSON.stringify(record.warcHeaders.statusline.slice(0, 40))}`);
      return;
    }
    const url = asUtf8(record.warcTargetURI ?? '');
    const name = `${record.warcType} ${url}`;
    const length = record.warcContentLength;
    if (length > blockLimit) {
      onSkipped(`${name}: ${length} bytes, ${blockLimit} at most are taken`);
      continue;
    }
    const block = Buffer.from(await record.readFully(false));
    const trouble =
      block.length === length
        ? digestTrouble(block, record.warcBlockDigest ?? null)
        : `${block.length} bytes of ${length}`;
    if (trouble === null) {
      const field = (header: string): string | null => record.warcHeader(header) ?? null;
      const id = recordIdOf(field('WARC-Record-ID') ?? '');
      yield { type: record.warcType, id, url, date: record.warcDate ?? '', field, block };
    } else {
      onSkipped(`${name}: ${trouble}`);
    }
  }
}

/** The parser hands fields over as bytes, one character each, where they are not Latin-1 text. */
function asUtf8(text: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(text, 'latin1'));
  } catch {
    return text;
  }
}

/** Block digests come as `algorithm:value`, the value in base 16 or base 32; other algorithms are not checked. */
function digestTrouble(block: Buffer, stated: string | null): string | null {
  const [, name = '', value = ''] = /^([\w-]+):(\S+)$/.exec(stated ?? '') ?? [];
  const algorithm = name.toLowerCase().replace('-', '');
  if (!getHashes().includes(algorithm)) {
    return null;
  }
  const digest = createHash(algorithm).update(block).digest();
  const isStated = digest.toString('hex') === value.toLowerCase() || base32(digest) === value.toUpperCase();
  return isStated ? null : `the block does not have the digest ${stated}`;
}

/** RFC 4648 §6 with padding. */
function base32(bytes: Buffer): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
  const bits = [...bytes].map(byte => byte.toString(2).padStart(8, '0')).join('');
  const text = (bits.match(/.{1,5}/g) ?? [])
    .map(group => alphabet.charAt(Number.parseInt(group.padEnd(5, '0'), 2)))
    .join('');
  return text.padEnd(Math.ceil(text.length / 8) * 8, '=');
}
