import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import type { Capture } from '../../schema/capture.ts';
import type { Issue } from '../../schema/issues.ts';
import { temporaryDirectory } from '../temporary-directory.ts';
import { Archive } from './index.ts';
import { collect, exchange, notModified } from './sample-exchange.ts';

const page = 'http://www.ninghai.gov.cn/col/index.html';
const identical = 'http://netpreserve.org/warc/1.0/revisit/identical-payload-digest';
const serverNotModified = 'http://netpreserve.org/warc/1.1/revisit/server-not-modified';

/** One record as another archiver writes it: WARC/1.0, dates to the second. */
function foreign(type: string, fields: Record<string, string>, block: string | Buffer): Buffer {
  const bytes = Buffer.from(block);
  const all = { 'WARC-Type': type, 'WARC-Date': '2019-03-04T05:06:07Z', ...fields };
  const lines = Object.entries({ ...all, 'Content-Length': String(bytes.length) }).map(
    ([name, value]) => `${name}: ${value}\r\n`,
  );
  return Buffer.concat([Buffer.from(`WARC/1.0\r\n${lines.join('')}\r\n`), bytes, Buffer.from('\r\n\r\n')]);
}

function response(url: string, http: string | Buffer, fields: Record<string, string> = {}): Buffer {
  return foreign(
    'response',
    { 'WARC-Target-URI': url, 'Content-Type': 'application/http; msgtype=response', ...fields },
    http,
  );
}

const html =
  'HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=gb2312\r\nSet-Cookie: a=1\r\nSet-Cookie: b=2\r\n';
const chunked = `${html}Transfer-Encoding: chunked\r\n\r\n4\r\nWiki\r\n6;x=y\r\npedia \r\n0\r\n\r\n`;
const sha1 = (text: string): string => `sha1:${base32(createHash('sha1').update(text).digest())}`;

/** Another way to base 32 than the one under test: through a big number. */
function base32(bytes: Buffer): string {
  const digits = BigInt(`0x${bytes.toString('hex')}`)
    .toString(32)
    .padStart(32, '0');
  return digits.replaceAll(/./g, digit =>
    'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.charAt(Number.parseInt(digit, 32)),
  );
}

const records = [
  foreign(
    'warcinfo',
    { 'WARC-Record-ID': '<urn:uuid:0>', 'Content-Type': 'application/warc-fields' },
    'software: x\r\n',
  ),
  response(page, chunked, {
    'WARC-Record-ID': '<urn:uuid:1>',
    'WARC-Block-Digest': sha1(chunked),
    'WARC-Payload-Digest': 'sha1:AAAA',
  }),
  foreign(
    'request',
    { 'WARC-Target-URI': page, 'WARC-Record-ID': '<urn:uuid:2>', 'WARC-Concurrent-To': '<urn:uuid:1>' },
    'GET /col/index.html HTTP/1.1\r\nHost: www.ninghai.gov.cn\r\nReferer: http://www.ninghai.gov.cn/\r\n\r\n',
  ),
  foreign('metadata', { 'WARC-Target-URI': page, 'WARC-Record-ID': '<urn:uuid:3>' }, 'via: x\r\n'),
  response('dns:www.ninghai.gov.cn', '20190304\nwww.ninghai.gov.cn. 60 IN A 10.0.0.1\n'),
  foreign(
    'revisit',
    {
      'WARC-Target-URI': `${page}?again`,
      'WARC-Date': '2019-04-04T05:06:07.123456Z',
      'WARC-Profile': identical,
      'WARC-Payload-Digest': 'sha1:AAAA',
    },
    `${html}\r\n`,
  ),
  foreign(
    'revisit',
    {
      'WARC-Target-URI': page,
      'WARC-Date': '2019-05-04T05:06:07Z',
      'WARC-Profile': serverNotModified,
      'WARC-Refers-To-Target-URI': page,
      'WARC-Refers-To-Date': '2019-03-04T05:06:07Z',
    },
    'HTTP/1.1 304 Not Modified\r\nETag: "x"\r\n\r\n',
  ),
  foreign(
    'resource',
    { 'WARC-Target-URI': 'http://www.ninghai.gov.cn/a.pdf', 'Content-Type': 'application/pdf' },
    '%PDF-1.4',
  ),
  response(
    'http://www.ninghai.gov.cn/robots.txt',
    'HTTP/1.0 404\r\nTransfer-Encoding: chunked\r\n\r\nnot chunked',
  ),
  response('http://www.ninghai.gov.cn/s.css', 'HTTP/1.1 200 OK\r\nContent-Type: text/css\r\n\r\n'),
];

const shapes: [string, Buffer][] = [
  ['plain', Buffer.concat(records)],
  ['gzip per record', Buffer.concat(records.map(record => gzipSync(record)))],
  ['gzip as a whole', gzipSync(Buffer.concat(records))],
];

test.each(shapes)('a foreign WARC file, %s, becomes captures under its own dates', async (_, bytes) => {
  const directory = temporaryDirectory();
  const path = join(directory, 'foreign.warc.gz');
  writeFileSync(path, bytes);
  const archive = await Archive.open(join(directory, 'archive'));
  const captures = await collect(archive.importWarc(path, { portal: 'ninghai' }));
  const brief = captures.map(({ url, captured_at, status, record_type, role }) =>
    [url.replace('http://www.ninghai.gov.cn', ''), captured_at, status, record_type, role].join(' '),
  );
  expect(brief).toEqual([
    '/col/index.html 2019-03-04T05:06:07.000Z 200 response document',
    '/col/index.html?again 2019-04-04T05:06:07.123Z 200 revisit document',
    '/col/index.html 2019-05-04T05:06:07.000Z 304 revisit document',
    '/a.pdf 2019-03-04T05:06:07.000Z 200 resource document',
    '/robots.txt 2019-03-04T05:06:07.000Z 404 response robots',
    '/s.css 2019-03-04T05:06:07.000Z 200 response attachment',
  ]);
  const bodies = await Promise.all(
    captures.map(async one => Buffer.from(await archive.body(one)).toString()),
  );
  expect(bodies).toEqual(['Wikipedia ', 'Wikipedia ', 'Wikipedia ', '%PDF-1.4', 'not chunked', '']);
  expect(captures[0]).toMatchObject({
    portal: 'ninghai',
    content_type: 'text/html; charset=gb2312',
    referrer: 'http://www.ninghai.gov.cn/',
  });
  expect(await collect(archive.importWarc(path))).toEqual([]);
  expect([...archive.captures()]).toHaveLength(6);
  expect(await collect(archive.verify())).toEqual([]);
  await archive.rebuildIndex();
  expect(new Set(archive.captures())).toEqual(new Set(captures));
  await archive.close();
});

test('another archive of ours comes over whole: portals, roles, link texts, odd addresses, revisits, requests', async () => {
  const directory = temporaryDirectory();
  const first = await Archive.open(join(directory, 'first'));
  const url = 'https://a.gov.cn/年报 1.html';
  await first.record(exchange(url, 'x', { role: 'attachment' }));
  await first.record(
    exchange('https://b.gov.cn/', 'x', { method: 'POST', request_body: Buffer.from('p=1') }),
  );
  await first.record(notModified(url));
  await first.addResource({
    url: 'file:///report.doc',
    bytes: Buffer.from('doc'),
    content_type: null,
    captured_at: '2026-01-05T00:00:00Z',
    portal: 'p',
    role: 'document',
  });
  const before = [...first.captures()];
  await first.close();
  const second = await Archive.open(join(directory, 'second'));
  const [file] = new Set(before.map(capture => capture.warc_file));
  await collect(second.importWarc(join(directory, 'first', file ?? '')));
  const withoutPlace = ({ id, warc_file, warc_offset, warc_length, ...rest }: Capture) => rest;
  expect([...second.captures()].map(withoutPlace)).toEqual(before.map(withoutPlace));
  expect(Buffer.from(await second.payload([...second.captures()].at(-1) ?? fail())).toString()).toBe('x');
  await second.close();
});

function fail(): never {
  throw new Error('there is no such capture');
}

test('what cannot be taken is reported, and the rest is taken', async () => {
  const directory = temporaryDirectory();
  const archive = await Archive.open(join(directory, 'archive'));
  const good = (name: string) => response(`http://a.gov.cn/${name}`, `${html}\r\n${name}`);
  const whole = gzipSync(good('cut'));
  const corrupt = gzipSync(good('corrupt'));
  corrupt.writeUInt8(corrupt.readUInt8(30) ^ 0xff, 30);
  const path = join(directory, 'foreign.warc.gz');
  writeFileSync(
    path,
    Buffer.concat([
      gzipSync(good('one')),
      corrupt,
      gzipSync(response('http://a.gov.cn/digest', `${html}\r\nx`, { 'WARC-Block-Digest': sha1('other') })),
      gzipSync(response('http://a.gov.cn/part', `${html}\r\nx`, { 'WARC-Truncated': 'length' })),
      gzipSync(response('http://a.gov.cn/date', `${html}\r\nx`, { 'WARC-Date': 'once' })),
      gzipSync(foreign('revisit', { 'WARC-Target-URI': 'http://a.gov.cn/r', 'WARC-Profile': identical }, '')),
      gzipSync(response('http://a.gov.cn/nohttp', 'no head')),
      gzipSync(good('two')),
      whole.subarray(0, whole.length - 3),
    ]),
  );
  const issues: Issue[] = [];
  const captures = await collect(archive.importWarc(path, { onIssue: one => issues.push(one) }));
  expect(captures.map(capture => capture.url)).toEqual(['http://a.gov.cn/one', 'http://a.gov.cn/two']);
  expect(new Set(issues.map(one => one.code))).toEqual(new Set(['archive.import.skipped']));
  const reasons = issues.map(one => one.message.slice(path.length + 2));
  expect(reasons).toEqual([
    expect.stringMatching(/^at \d+, \d+ bytes: /),
    expect.stringContaining('http://a.gov.cn/digest: the block does not have the digest sha1:'),
    'response http://a.gov.cn/part: it holds only a part of what was received (length)',
    'response http://a.gov.cn/date: once is no date',
    'revisit http://a.gov.cn/r: the record that it refers to is not in the archive',
    'response http://a.gov.cn/nohttp: it holds no HTTP response',
    expect.stringMatching(/^at \d+, \d+ bytes: the file ends within a record$/),
  ]);
  await expect(collect(archive.importWarc(path))).rejects.toMatchObject({ code: 'archive.import.skipped' });
  await archive.close();
});

test('a plain file that is cut gives what is whole', async () => {
  const directory = temporaryDirectory();
  const archive = await Archive.open(join(directory, 'archive'));
  const path = join(directory, 'cut.warc');
  const bytes = Buffer.concat([
    response('http://a.gov.cn/1', `${html}\r\n1`),
    response('http://a.gov.cn/2', `${html}\r\n22222`),
  ]);
  writeFileSync(path, bytes.subarray(0, bytes.length - 8));
  const issues: Issue[] = [];
  const captures = await collect(archive.importWarc(path, { onIssue: one => issues.push(one) }));
  expect(captures.map(capture => capture.url)).toEqual(['http://a.gov.cn/1']);
  expect(issues).toHaveLength(1);
  await archive.close();
});

test('what is no WARC file is refused under its code', async () => {
  const directory = temporaryDirectory();
  const archive = await Archive.open(join(directory, 'archive'));
  const path = join(directory, 'file');
  const refusal = async (bytes: string | null): Promise<unknown> => {
    if (bytes !== null) {
      writeFileSync(path, bytes);
    }
    return collect(archive.importWarc(path)).catch(error => error.code);
  };
  expect(await refusal(null)).toBe('config.path.missing');
  expect(await refusal('')).toBe('input.file.empty');
  expect(await refusal('<html>')).toBe('input.media.unknown');
  mkdirSync(join(directory, 'sub'));
  await expect(collect(archive.importWarc(join(directory, 'sub')))).rejects.toMatchObject({
    code: 'input.file.directory',
  });
  await archive.close();
  expect(readFileSync(path, 'utf8')).toBe('<html>');
});
