/** WARC records of this archive as captures: the way back from capture-record.ts. */

import { captureRoles } from '../../schema/capture.ts';
import { type CaptureWithoutPlace, contentTypeOf, type JsonMetadata } from './capture-record.ts';
import { decodeHttpHead, type HttpHead, statusOf } from './http-head.ts';
import { digestOf, parseRecord, recordIdOf } from './warc-record.ts';

/** What a record says, with its payload; `payload` is empty for a revisit, `head` null without HTTP. */
export interface ReadRecord {
  readonly capture: CaptureWithoutPlace;
  readonly head: HttpHead | null;
  readonly payload: Buffer;
}

export type RecordReading =
  | { readonly kind: 'capture'; readonly record: ReadRecord }
  /** A record that is no capture: warcinfo, request … */
  | { readonly kind: 'other' }
  | { readonly kind: 'damaged'; readonly reason: string };

/** Reads a record that this archive wrote. Digests are not compared: see `payloadTrouble`. */
export function readRecord(content: Buffer): RecordReading {
  const parsed = parseRecord(content);
  if (parsed === null) {
    return { kind: 'damaged', reason: 'the bytes are not one whole WARC record' };
  }
  const { fields, block } = parsed;
  const type = fields.get('warc-type');
  if (type !== 'response' && type !== 'revisit' && type !== 'resource') {
    return { kind: 'other' };
  }
  const http = type === 'resource' ? null : decodeHttpHead(block);
  const metadata = readMetadata(fields.get('warc-json-metadata'));
  const id = fields.get('warc-record-id');
  const url = metadata?.url ?? fields.get('warc-target-uri');
  const capturedAt = fields.get('warc-date');
  const digest = fields.get('warc-payload-digest');
  if (metadata === null || !id || !url || !capturedAt || !digest || (http === null && type === 'response')) {
    return { kind: 'damaged', reason: `the ${type} record lacks a field of the archive` };
  }
  const payload = block.subarray(http?.payloadStart ?? 0);
  const stated = http === null ? (fields.get('content-type') ?? null) : contentTypeOf(http.head.headers);
  const refersTo = fields.get('warc-refers-to');
  const capture: CaptureWithoutPlace = {
    id: recordIdOf(id),
    url,
    captured_at: capturedAt,
    status: http === null ? 200 : statusOf(http.head),
    content_type: metadata.content_type === undefined ? stated : metadata.content_type,
    payload_digest: digest,
    payload_length: metadata.payload_length ?? payload.length,
    record_type: type,
    portal: metadata.portal,
    role: metadata.role,
    referrer: metadata.referrer,
    link_text: metadata.link_text,
    method: metadata.method ?? 'GET',
    refers_to: refersTo === undefined ? null : recordIdOf(refersTo),
  };
  return { kind: 'capture', record: { capture, head: http?.head ?? null, payload } };
}

/** @returns what is wrong with a record's payload, or null. */
export function payloadTrouble({ capture, payload }: ReadRecord): string | null {
  if (capture.record_type === 'revisit') {
    return null;
  }
  const digest = digestOf(payload);
  return digest === capture.payload_digest
    ? null
    : `the payload has the digest ${digest}, its header states ${capture.payload_digest}`;
}

/** @returns null when there is none, or it is another archiver's. */
export function readMetadata(json: string | undefined): JsonMetadata | null {
  try {
    const metadata = JSON.parse(json ?? 'null') as JsonMetadata | null;
    return metadata !== null && captureRoles.includes(metadata.role) ? metadata : null;
  } catch {
    return null;
  }
}
