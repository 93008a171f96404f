/**
 * One WARC 1.1 record as bytes: named fields, an empty line, the block, two empty lines.
 *
 * Written by hand rather than with warcio, whose header map joins repeated headers, sets their order aside
 * and refuses an address with three commas in a row.
 */

import { createHash, randomUUID } from 'node:crypto';

export type WarcField = readonly [name: string, value: string];

export interface WarcRecord {
  /** Fields by lower-case name. */
  readonly fields: ReadonlyMap<string, string>;
  readonly block: Buffer;
}

export const revisitProfiles = {
  identical: 'http://netpreserve.org/warc/1.1/revisit/identical-payload-digest',
  notModified: 'http://netpreserve.org/warc/1.1/revisit/server-not-modified',
} as const;

const version = 'WARC/1.1';
const emptyLine = Buffer.from('\r\n\r\n');

/** @param fields values in printable ASCII; Content-Length and WARC-Block-Digest are added. */
export function serialiseRecord(fields: readonly WarcField[], block: readonly Uint8Array[]): Buffer {
  const hash = createHash('sha256');
  let length = 0;
  for (const part of block) {
    hash.update(part);
    length += part.length;
  }
  const lines = [
    ...fields,
    ['WARC-Block-Digest', `sha256:${hash.digest('hex')}`],
    ['Content-Length', String(length)],
  ].map(([name, value]) => `${name}: ${value}`);
  const head = Buffer.from(`${[version, ...lines].join('\r\n')}\r\n\r\n`, 'utf8');
  return Buffer.concat([head, ...block, emptyLine]);
}

/** @returns null when the bytes are not exactly one whole record. */
export function parseRecord(content: Buffer): WarcRecord | null {
  const headEnd = content.indexOf(emptyLine);
  if (headEnd < 0) {
    return null;
  }
  const [first = '', ...lines] = content.toString('utf8', 0, headEnd).split('\r\n');
  if (!first.startsWith('WARC/1.')) {
    return null;
  }
  const fields = new Map<string, string>();
  for (const line of lines) {
    const colon = line.indexOf(':');
    const name = line.slice(0, colon).trim().toLowerCase();
    if (colon > 0 && !fields.has(name)) {
      fields.set(name, line.slice(colon + 1).trim());
    }
  }
  const start = headEnd + emptyLine.length;
  const end = start + Number(fields.get('content-length') ?? Number.NaN);
  if (end + emptyLine.length !== content.length || !content.subarray(end).equals(emptyLine)) {
    return null;
  }
  return { fields, block: content.subarray(start, end) };
}

export function digestOf(bytes: Uint8Array): string {
  return `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
}

export function newRecordId(): string {
  return randomUUID();
}

export function recordIdField(id: string): string {
  return `<urn:uuid:${id}>`;
}

/** The id without brackets and `urn:uuid:`. */
export function recordIdOf(field: string): string {
  return field
    .replace(/^</, '')
    .replace(/>$/, '')
    .replace(/^urn:uuid:/, '');
}

/** The record that heads each file and says what the file is. */
export function warcinfoRecord(fileName: string, date: string): Buffer {
  const information = [
    'software: Nianbao',
    'format: WARC File Format 1.1',
    'conformsTo: http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/',
    'description: Annual reports on government information disclosure (政府信息公开工作年度报告)',
  ];
  return serialiseRecord(
    [
      ['WARC-Type', 'warcinfo'],
      ['WARC-Record-ID', recordIdField(newRecordId())],
      ['WARC-Date', date],
      ['WARC-Filename', fileName],
      ['Content-Type', 'application/warc-fields'],
    ],
    [Buffer.from(information.map(line => `${line}\r\n`).join(''), 'utf8')],
  );
}
