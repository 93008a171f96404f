/**
 * Captures on their way into the archive. Those that wait are written together: one write to the file and one
 * transaction of the index for all, which is what archiving costs most.
 */

import type { Capture, Exchange } from '../../schema/capture.ts';
import { NianbaoError } from '../../schema/issues.ts';
import type { CaptureIndex } from './capture-index.ts';
import {
  type CaptureWithoutPlace,
  exchangeRecord,
  type ImportOrigin,
  instant,
  type Original,
  type Resource,
  requestRecord,
  resourceRecord,
} from './capture-record.ts';
import { compressRecord } from './compress-record.ts';
import { readRecord } from './read-record.ts';
import type { WarcFiles } from './warc-files.ts';
import { digestOf } from './warc-record.ts';

/** Bytes of one payload, at most: 512 MiB. Records are made and read whole in memory. */
export const payloadLimit = 2 ** 29;

const mostTogether = 64;
/** Payload bytes written together; beyond it a capture is written alone. */
const mostBytesTogether = 16 * 1024 * 1024;

export interface NewCapture {
  readonly url: string;
  readonly length: number;
  /** Null for an empty payload, which is never a revisit of another empty one. */
  readonly digest: string | null;
  readonly originalIn: (index: CaptureIndex) => Original | null;
  /** The capture's record before compression, and those that go with it. */
  readonly records: (original: Original | null) => readonly [Buffer, ...Buffer[]];
}

export interface WaitingCapture extends NewCapture {
  readonly resolve: (capture: Capture) => void;
  readonly reject: (error: unknown) => void;
}

/** @throws NianbaoError `archive.body.too_large`; RangeError for what is no HTTP status. */
export function captureOfExchange(
  exchange: Exchange,
  known: Original | null = null,
  origin: ImportOrigin | null = null,
): NewCapture {
  const { url, status, body, captured_at } = exchange;
  requireFits(url, body);
  if (!(Number.isInteger(status) && status >= 100 && status <= 999)) {
    throw new RangeError(`${url}: ${status} is no HTTP status`);
  }
  const digest = body.length === 0 ? null : digestOf(body);
  return {
    url,
    length: body.length,
    digest,
    originalIn: index => {
      if (known !== null) return known;
      if (digest !== null) return index.holderOf(digest);
      return status === 304 ? index.originalOfNotModified(url, instant(captured_at)) : null;
    },
    records: original => {
      const { id, content } = exchangeRecord(exchange, original, origin, digest ?? digestOf(body));
      // A request always has headers; without any, it is an imported response whose request was not kept.
      return exchange.request_headers.length === 0 ? [content] : [content, requestRecord(exchange, id)];
    },
  };
}

/** @throws NianbaoError `archive.body.too_large` */
export function captureOfResource(resource: Resource, origin: ImportOrigin | null = null): NewCapture {
  requireFits(resource.url, resource.bytes);
  const digest = resource.bytes.length === 0 ? null : digestOf(resource.bytes);
  return {
    url: resource.url,
    length: resource.bytes.length,
    digest,
    originalIn: index => (digest === null ? null : index.holderOf(digest)),
    records: original => [resourceRecord(resource, original, origin)],
  };
}

/** Writes what waits, in order, and tells each how it went. Never rejects. */
export async function writeCaptures(
  waiting: readonly WaitingCapture[],
  files: WarcFiles,
  index: CaptureIndex,
): Promise<void> {
  for (const group of groupsOf(waiting)) {
    await writeGroup(group, files, index);
  }
}

/** A capture that another one decides about, whether it is a revisit, comes in a later group than that one. */
function* groupsOf(waiting: readonly WaitingCapture[]): Generator<WaitingCapture[]> {
  let group: WaitingCapture[] = [];
  let bytes = 0;
  const seen = new Set<string>();
  for (const capture of waiting) {
    const { url, digest, length } = capture;
    const isFull = group.length >= mostTogether || bytes + length > mostBytesTogether;
    if (group.length > 0 && (isFull || seen.has(digest ?? url))) {
      yield group;
      group = [];
      bytes = 0;
      seen.clear();
    }
    group.push(capture);
    bytes += length;
    seen.add(url);
    if (digest !== null) seen.add(digest);
  }
  if (group.length > 0) yield group;
}

interface MadeCapture {
  readonly waiting: WaitingCapture;
  readonly capture: CaptureWithoutPlace;
  readonly records: readonly Buffer[];
}

async function writeGroup(
  group: readonly WaitingCapture[],
  files: WarcFiles,
  index: CaptureIndex,
): Promise<void> {
  const made: MadeCapture[] = [];
  for (const waiting of group) {
    try {
      const records = waiting.records(waiting.originalIn(index));
      const reading = readRecord(records[0]);
      if (reading.kind !== 'capture') throw new Error('a record was made that cannot be read back');
      made.push({ waiting, capture: reading.record.capture, records });
    } catch (error) {
      waiting.reject(error);
    }
  }
  let written = 0;
  try {
    const members = await Promise.all(
      made.map(({ records }) => Promise.all(records.map(record => compressRecord(record)))),
    );
    // More than one turn only where a file is full and the next one is begun.
    while (written < made.length) {
      const ended = await append(made.slice(written), members.slice(written), files, index);
      for (const [at, capture] of ended.entries()) made[written + at]?.waiting.resolve(capture);
      written += ended.length;
    }
  } catch (error) {
    for (const { waiting } of made.slice(written)) waiting.reject(error);
  }
}

/** Bytes first, index after: an index behind the files is brought up to date, one ahead of them would lie. */
async function append(
  made: readonly MadeCapture[],
  members: readonly (readonly Buffer[])[],
  files: WarcFiles,
  index: CaptureIndex,
): Promise<Capture[]> {
  const before = files.state;
  const { file, offsets } = await files.append(members);
  try {
    return index.transaction(() => {
      if (before.name !== file && before.name !== '') {
        index.setFile({ ...before, synced_length: before.indexed_length });
      }
      index.setFile(files.state);
      return offsets.flatMap((offset, at) => {
        const capture = made[at]?.capture;
        if (capture === undefined) return [];
        const place = { warc_file: file, warc_offset: offset, warc_length: members[at]?.[0]?.length ?? 0 };
        index.add(capture, place);
        const { method, refers_to, ...rest } = capture;
        return [{ ...rest, ...place }];
      });
    });
  } catch (error) {
    await files.takeBack(offsets[0] ?? files.state.indexed_length);
    const reason = error instanceof Error ? error.message : String(error);
    throw new NianbaoError('archive.write.failed', `The index of ${file}: ${reason}`);
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
