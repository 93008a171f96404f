/**
 * Captures as WARC records; read-record.ts is the way back. What a capture has and WARC has no field for (portal, role, referrer,
 * link text …) travels as JSON in `WARC-JSON-Metadata`, so that the index can be made from the files alone.
 */

import type { Capture, CaptureRole, Exchange } from '../../schema/capture.ts';
import { encodeHttpHead, type HeaderLine, type HttpHead, headerValues } from './http-head.ts';
import {
  digestOf,
  newRecordId,
  recordIdField,
  revisitProfiles,
  serialiseRecord,
  type WarcField,
} from './warc-record.ts';

/** A capture with what only the archive needs to know of it. */
export interface IndexedCapture extends Capture {
  readonly method: 'GET' | 'POST';
  /** Id of the record that holds the payload; null unless a revisit. */
  readonly refers_to: string | null;
}

export type CaptureWithoutPlace = Omit<IndexedCapture, 'warc_file' | 'warc_offset' | 'warc_length'>;

/** A local file that was not captured over HTTP. */
export interface Resource {
  readonly url: string;
  readonly bytes: Uint8Array;
  readonly content_type: string | null;
  readonly captured_at: string;
  readonly portal: string | null;
  readonly role: CaptureRole;
}

/** Where an imported record came from. */
export interface ImportOrigin {
  readonly file: string;
  readonly record_id: string;
}

export interface JsonMetadata {
  readonly portal: string | null;
  readonly role: CaptureRole;
  readonly referrer: string | null;
  readonly link_text: string | null;
  /** Present where WARC-Target-URI could not hold the address as it is. */
  readonly url?: string;
  readonly method?: 'POST';
  /** Present where the record's own header does not give it in ASCII. */
  readonly content_type?: string | null;
  /** Revisits only: length of the payload referred to. */
  readonly payload_length?: number;
  readonly imported_from?: ImportOrigin;
}

/** The record that holds the payload of a revisit. */
export type Original = Pick<Capture, 'id' | 'url' | 'captured_at' | 'payload_digest' | 'payload_length'>;

/**
 * @param original the same payload, already archived
 * @param digest of the body
 * @returns the record before compression
 */
export function exchangeRecord(
  exchange: Exchange,
  original: Original | null,
  origin: ImportOrigin | null,
  digest: string,
): { id: string; content: Buffer } {
  const id = newRecordId();
  const head: HttpHead = {
    startLine: `HTTP/1.1 ${exchange.status} ${exchange.status_text}`,
    headers: exchange.response_headers.map(withoutTransferEncoding),
  };
  const contentType = contentTypeOf(head.headers);
  const notModified = exchange.status === 304;
  const content = serialiseRecord(
    [
      ...commonFields(original === null ? 'response' : 'revisit', id, exchange),
      ['WARC-Payload-Digest', original?.payload_digest ?? digest],
      ...(original === null ? [] : revisitFields(original, notModified)),
      ['Content-Type', 'application/http; msgtype=response'],
      metadataField({
        ...contextOf(exchange, origin),
        ...(exchange.method === 'POST' && { method: exchange.method }),
        ...(contentType !== null && !isPrintableAscii(contentType) && { content_type: contentType }),
        ...(original !== null && { payload_length: original.payload_length }),
      }),
    ],
    [encodeHttpHead(head), ...(original === null ? [exchange.body] : [])],
  );
  return { id, content };
}

/** @returns the request that led to the response `responseId`. */
export function requestRecord(exchange: Exchange, responseId: string): Buffer {
  const head = encodeHttpHead({
    startLine: `${exchange.method} ${requestTarget(exchange.url)} HTTP/1.1`,
    headers: exchange.request_headers,
  });
  return serialiseRecord(
    [
      ...commonFields('request', newRecordId(), exchange),
      ['WARC-Concurrent-To', recordIdField(responseId)],
      ['Content-Type', 'application/http; msgtype=request'],
    ],
    [head, exchange.request_body ?? Buffer.alloc(0)],
  );
}

/** @returns the record before compression. `original`: the same bytes, already archived. */
export function resourceRecord(
  resource: Resource,
  original: Original | null,
  origin: ImportOrigin | null,
): Buffer {
  const context = contextOf({ ...resource, referrer: null, link_text: null }, origin);
  const type = resource.content_type?.trim() || null;
  const printable = type !== null && isPrintableAscii(type);
  return serialiseRecord(
    [
      ...commonFields(original === null ? 'resource' : 'revisit', newRecordId(), resource),
      ['WARC-Payload-Digest', original?.payload_digest ?? digestOf(resource.bytes)],
      ...(original === null ? [] : revisitFields(original, false)),
      ['Content-Type', original === null && printable ? type : 'application/octet-stream'],
      metadataField({
        ...context,
        ...((original !== null || !printable) && { content_type: type }),
        ...(original !== null && { payload_length: original.payload_length }),
      }),
    ],
    original === null ? [resource.bytes] : [],
  );
}

function commonFields(
  type: string,
  id: string,
  { url, captured_at }: { readonly url: string; readonly captured_at: string },
): WarcField[] {
  return [
    ['WARC-Type', type],
    ['WARC-Record-ID', recordIdField(id)],
    ['WARC-Target-URI', targetUri(url)],
    ['WARC-Date', instant(captured_at)],
  ];
}

function revisitFields(original: Original, notModified: boolean): WarcField[] {
  return [
    ['WARC-Profile', notModified ? revisitProfiles.notModified : revisitProfiles.identical],
    ['WARC-Refers-To', recordIdField(original.id)],
    ['WARC-Refers-To-Target-URI', targetUri(original.url)],
    ['WARC-Refers-To-Date', original.captured_at],
  ];
}

/** The HTTP client undid it: under its own name, readers would try to undo it again. */
function withoutTransferEncoding([name, value]: HeaderLine): HeaderLine {
  return name.toLowerCase() === 'transfer-encoding' ? [`x-orig-${name.toLowerCase()}`, value] : [name, value];
}

function contextOf(
  {
    url,
    portal,
    role,
    referrer,
    link_text,
  }: Pick<Capture, 'url' | 'portal' | 'role' | 'referrer' | 'link_text'>,
  origin: ImportOrigin | null,
): JsonMetadata {
  const common = { portal, role, referrer, link_text };
  return {
    ...common,
    ...(targetUri(url) !== url && { url }),
    ...(origin !== null && { imported_from: origin }),
  };
}

/** JSON in ASCII: field values may be UTF-8 by the standard, but not every reader takes them so. */
function metadataField(metadata: JsonMetadata): WarcField {
  const json = JSON.stringify(metadata).replaceAll(
    /[^\x20-\x7e]/g,
    character => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  return ['WARC-JSON-Metadata', json];
}

/** The address as a URI: what may not stand in one is percent-encoded. */
function targetUri(url: string): string {
  if (/^[\x21-\x7e]+$/.test(url)) {
    return url;
  }
  const parsed = URL.canParse(url) ? new URL(url).href : url;
  // Lone surrogates, which have no UTF-8, become U+FFFD on the way through bytes.
  return Buffer.from(parsed, 'utf8')
    .toString('utf8')
    .replaceAll(/[^\x21-\x7e]/gu, encodeURIComponent);
}

function requestTarget(url: string): string {
  if (!URL.canParse(url)) {
    return targetUri(url);
  }
  const { pathname, search } = new URL(url);
  return pathname + search;
}

/**
 * Dates are kept in one form, to the millisecond, so that they sort as text.
 *
 * @throws RangeError when it is no date.
 */
export function instant(date: string): string {
  return new Date(date).toISOString();
}

function isPrintableAscii(text: string): boolean {
  return /^[\x20-\x7e]*$/.test(text);
}

export function contentTypeOf(headers: readonly HeaderLine[]): string | null {
  return headerValues(headers, 'content-type')[0] || null;
}
