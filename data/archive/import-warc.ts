/** Foreign WARC files as captures of this archive, each under its own date and address. */

import { basename } from 'node:path';
import Database from 'better-sqlite3';
import type { Capture, CaptureRole, Exchange } from '../../schema/capture.ts';
import { type Issue, issue, NianbaoError } from '../../schema/issues.ts';
import {
  type ImportOrigin,
  instant,
  type JsonMetadata,
  type Original,
  type Resource,
} from './capture-record.ts';
import { dechunk } from './chunked-body.ts';
import { type ForeignRecord, foreignRecords } from './foreign-warc.ts';
import { decodeHttpHead, type HeaderLine, headerValues, statusOf } from './http-head.ts';
import { readMetadata } from './read-record.ts';
import { digestOf, recordIdOf, revisitProfiles } from './warc-record.ts';

export interface ImportOptions {
  /** Portal of captures whose record states none. */
  readonly portal?: string | null;
  /** Role of captures whose record states none; by default it follows from address and media type. */
  readonly role?: CaptureRole;
  readonly onIssue?: (issue: Issue) => void;
}

/** What an import needs of the archive. */
export interface ImportTarget {
  readonly blockLimit: number;
  capturesAt(url: string, date: string): Capture[];
  byId(id: string): Capture | null;
  /** The record with the payload of a revisit. */
  holderFor(revisit: Capture): Capture | null;
  /** The record that a 304 for this address at this time declares unchanged. */
  unchanged(url: string, date: string): Original | null;
  exchange(exchange: Exchange, original: Original | null, origin: ImportOrigin): Promise<Capture>;
  resource(resource: Resource, origin: ImportOrigin): Promise<Capture>;
}

/** Records that are no captures (warcinfo, metadata, conversion, name look-ups, tools' own logs) are passed over. */
export async function* importWarc(
  path: string,
  { portal = null, role, onIssue }: ImportOptions,
  target: ImportTarget,
): AsyncGenerator<Capture> {
  const skipped: string[] = [];
  const onSkipped = (reason: string): void => {
    skipped.push(reason);
    onIssue?.(issue('archive.import.skipped', `${path}: ${reason}`, path));
  };
  const known = new KnownRecords();
  const context = { portal, role: role ?? null, file: basename(path), known, target };
  try {
    const records = foreignRecords(path, target.blockLimit, onSkipped);
    for await (const { record, request } of withRequests(records)) {
      const outcome = await importRecord(record, request, context);
      if (outcome.skipped !== null) {
        onSkipped(`${record.type} ${record.url}: ${outcome.skipped}`);
      } else if (outcome.isNew) {
        yield outcome.capture;
      }
    }
  } finally {
    known.close();
  }
  if (onIssue === undefined && skipped.length > 0) {
    throw new NianbaoError(
      'archive.import.skipped',
      `${path}: ${skipped.length} records were not taken; the first: ${skipped[0]}`,
    );
  }
}

interface ImportContext {
  readonly portal: string | null;
  readonly role: CaptureRole | null;
  readonly file: string;
  readonly known: KnownRecords;
  readonly target: ImportTarget;
}

type ImportOutcome =
  | { readonly skipped: string }
  | { readonly skipped: null; readonly capture: Capture; readonly isNew: boolean };

/** Pairs each capture with the request that stands beside it; archivers put it before or after. */
async function* withRequests(
  records: AsyncIterable<ForeignRecord>,
): AsyncGenerator<{ record: ForeignRecord; request: ForeignRecord | null }> {
  let waiting: ForeignRecord | null = null;
  let request: ForeignRecord | null = null;
  for await (const record of records) {
    if (record.type === 'request') {
      const isOfWaiting: boolean = waiting !== null && areConcurrent(record, waiting);
      if (waiting !== null) {
        yield { record: waiting, request: isOfWaiting ? record : null };
        waiting = null;
      }
      request = isOfWaiting ? null : record;
    } else if (isCapture(record)) {
      if (waiting !== null) {
        yield { record: waiting, request: null };
      }
      const isPaired: boolean = request !== null && areConcurrent(request, record);
      waiting = isPaired ? null : record;
      if (isPaired) {
        yield { record, request };
      }
      request = null;
    }
  }
  if (waiting !== null) {
    yield { record: waiting, request: null };
  }
}

function isCapture({ type, url }: ForeignRecord): boolean {
  return ['response', 'revisit', 'resource'].includes(type) && /^(https?|file):/i.test(url);
}

function areConcurrent(request: ForeignRecord, response: ForeignRecord): boolean {
  const ofRequest = request.field('WARC-Concurrent-To');
  const ofResponse = response.field('WARC-Concurrent-To');
  if (ofRequest === null && ofResponse === null) {
    return request.url === response.url;
  }
  return recordIdOf(ofRequest ?? '') === response.id || recordIdOf(ofResponse ?? '') === request.id;
}

async function importRecord(
  record: ForeignRecord,
  request: ForeignRecord | null,
  context: ImportContext,
): Promise<ImportOutcome> {
  if (Number.isNaN(Date.parse(record.date))) {
    return { skipped: `${record.date} is no date` };
  }
  const truncated = record.field('WARC-Truncated') ?? record.field('WARC-Segment-Number');
  if (truncated !== null) {
    return { skipped: `it holds only a part of what was received (${truncated})` };
  }
  const outcome =
    record.type === 'resource'
      ? await importResource(record, context)
      : await importExchange(record, request, context);
  if (outcome.skipped === null) {
    context.known.add(record, outcome.capture);
  }
  return outcome;
}

async function importResource(record: ForeignRecord, context: ImportContext): Promise<ImportOutcome> {
  const { target } = context;
  const metadata = readMetadata(record.field('WARC-JSON-Metadata') ?? undefined);
  const url = metadata?.url ?? record.url;
  const stated = metadata?.content_type === undefined ? record.field('Content-Type') : metadata.content_type;
  const captured_at = instant(record.date);
  const digest = digestOf(record.block);
  const present = target.capturesAt(url, captured_at).find(capture => capture.payload_digest === digest);
  if (present !== undefined) {
    return { skipped: null, capture: present, isNew: false };
  }
  const { portal, role } = contextOf(record.url, stated, metadata, context);
  const resource = { url, bytes: record.block, content_type: stated, captured_at, portal, role };
  const origin = { file: context.file, record_id: record.id };
  return { skipped: null, capture: await target.resource(resource, origin), isNew: true };
}

async function importExchange(
  record: ForeignRecord,
  request: ForeignRecord | null,
  context: ImportContext,
): Promise<ImportOutcome> {
  const { target } = context;
  const metadata = readMetadata(record.field('WARC-JSON-Metadata') ?? undefined);
  const url = metadata?.url ?? record.url;
  const captured_at = instant(record.date);
  const original = record.type === 'revisit' ? originalOf(record, url, context) : null;
  if (record.type === 'revisit' && original === null) {
    return { skipped: 'the record that it refers to is not in the archive' };
  }
  const http = decodeHttpHead(record.block);
  const status = http === null ? (original?.status ?? 0) : statusOf(http.head);
  if (status < 100) {
    return { skipped: 'it holds no HTTP response' };
  }
  const headers = http?.head.headers ?? [];
  const body =
    original === null && http !== null ? payloadOf(record.block, http.payloadStart, headers) : empty;
  const digest = original?.payload_digest ?? digestOf(body);
  const present = target
    .capturesAt(url, captured_at)
    .find(capture => capture.payload_digest === digest && capture.status === status);
  if (present !== undefined) {
    return { skipped: null, capture: present, isNew: false };
  }
  const asked = request === null ? null : decodeHttpHead(request.block);
  const isPost = metadata?.method === 'POST' || /^POST /i.test(asked?.head.startLine ?? '');
  const contentType = headerValues(headers, 'content-type')[0] ?? null;
  const exchange: Exchange = {
    url,
    method: isPost ? 'POST' : 'GET',
    request_headers: asked?.head.headers ?? [],
    request_body: request === null || asked === null ? null : request.block.subarray(asked.payloadStart),
    status,
    status_text: /^\S+ +\d+ ?(.*)$/s.exec(http?.head.startLine ?? '')?.[1] ?? '',
    response_headers: headers,
    body,
    captured_at,
    ...contextOf(record.url, contentType, metadata, context),
    referrer: metadata?.referrer ?? headerValues(asked?.head.headers ?? [], 'referer')[0] ?? null,
    link_text: metadata?.link_text ?? null,
  };
  const origin = { file: context.file, record_id: record.id };
  return { skipped: null, capture: await target.exchange(exchange, original, origin), isNew: true };
}

const empty = Buffer.alloc(0);

function payloadOf(block: Buffer, start: number, headers: readonly HeaderLine[]): Buffer {
  const payload = block.subarray(start);
  const isChunked = headerValues(headers, 'transfer-encoding').some(value => /\bchunked\b/i.test(value));
  return (isChunked ? dechunk(payload) : null) ?? payload;
}

/** The archived record whose payload a foreign revisit stands for: by record id, address and date, or digest. */
function originalOf(record: ForeignRecord, url: string, { known, target }: ImportContext): Capture | null {
  const id = record.field('WARC-Refers-To');
  const uri = record.field('WARC-Refers-To-Target-URI');
  const date = record.field('WARC-Refers-To-Date');
  const digest = record.field('WARC-Payload-Digest');
  const notModified = record.field('WARC-Profile') === revisitProfiles.notModified;
  const candidates = [
    () => known.find('record', id === null ? null : recordIdOf(id)),
    () => known.find('digest', digest),
    () =>
      uri !== null && date !== null && !Number.isNaN(Date.parse(date))
        ? (target.capturesAt(uri, instant(date))[0]?.id ?? null)
        : null,
    () => (notModified ? (target.unchanged(url, instant(record.date))?.id ?? null) : null),
  ];
  for (const candidate of candidates) {
    const found = candidate();
    const capture = found === null ? null : target.byId(found);
    if (capture !== null) {
      return capture.record_type === 'revisit' ? target.holderFor(capture) : capture;
    }
  }
  return null;
}

function contextOf(
  url: string,
  contentType: string | null,
  metadata: JsonMetadata | null,
  { portal, role }: ImportContext,
): { readonly portal: string | null; readonly role: CaptureRole } {
  return {
    portal: metadata?.portal ?? portal,
    role: metadata?.role ?? role ?? roleOf(url, contentType),
  };
}

/** Foreign archives hold style sheets and pictures beside the pages: these are kept, but are no documents. */
function roleOf(url: string, contentType: string | null): CaptureRole {
  if (URL.canParse(url) && new URL(url).pathname === '/robots.txt') {
    return 'robots';
  }
  const isDocument =
    contentType === null ||
    /html|text\/plain|pdf|word|office|excel|opendocument|octet-stream/i.test(contentType);
  return isDocument ? 'document' : 'attachment';
}

/** Which foreign records of this file became which captures, in a temporary file: a WARC file holds millions. */
class KnownRecords {
  readonly #database = new Database('');

  constructor() {
    this.#database.exec(
      'CREATE TABLE known (kind TEXT, key TEXT, capture TEXT, PRIMARY KEY (kind, key)) WITHOUT ROWID, STRICT',
    );
  }

  add(record: ForeignRecord, capture: Capture): void {
    const insert = this.#database.prepare('INSERT OR IGNORE INTO known VALUES (?, ?, ?)');
    insert.run('record', record.id, capture.id);
    const digest = record.field('WARC-Payload-Digest');
    if (digest !== null) {
      insert.run('digest', digest, capture.id);
    }
  }

  find(kind: 'record' | 'digest', key: string | null): string | null {
    return (
      this.#database
        .prepare<[string, string | null], string>('SELECT capture FROM known WHERE kind = ? AND key = ?')
        .pluck()
        .get(kind, key) ?? null
    );
  }

  close(): void {
    this.#database.close();
  }
}
