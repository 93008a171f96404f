import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { brotliCompressSync, deflateRawSync, deflateSync, gunzipSync, gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { WARCParser } from 'warcio';
import type { Exchange } from '../../schema/capture.ts';
import { temporaryDirectory } from '../temporary-directory.ts';
import { Archive } from './index.ts';
import { collect, exchange, noise, notModified } from './sample-exchange.ts';
import { warcFileNames } from './warc-files.ts';

const url = 'https://www.ninghai.gov.cn/art/2026/1/2/art_1.html';

/** All records, as the library of another archiver reads them. */
async function foreignReading(directory: string) {
  const records = [];
  for (const name of warcFileNames(directory)) {
    const parser = new WARCParser([readFileSync(join(directory, name))], { parseHttp: false });
    for await (const record of parser) {
      const block = Buffer.from(await record.readFully(false));
      records.push({ record, type: record.warcType, block, length: record.warcContentLength });
    }
  }
  return records;
}

test('a capture tells what was recorded, and its payload is the bytes received', async () => {
  const archive = await Archive.open(temporaryDirectory());
  const capture = await archive.record(exchange(url, '年报'));
  expect(capture).toEqual({
    id: expect.stringMatching(/^[0-9a-f-]{36}$/),
    url,
    captured_at: '2026-01-02T03:04:05.678Z',
    status: 200,
    content_type: 'text/html; charset=utf-8',
    // sha256 of 年报 in UTF-8, by another tool.
    payload_digest: 'sha256:dd1046950e3d82b39afb219d7ed9b41e6f24beeea04dc9c6d525f8d67245a236',
    payload_length: 6,
    record_type: 'response',
    portal: 'ninghai',
    role: 'document',
    referrer: 'https://www.ninghai.gov.cn/',
    link_text: '宁海县2025年政府信息公开工作年度报告',
    warc_file: expect.stringMatching(/^nianbao-\d{14}-00001\.warc\.gz$/),
    warc_offset: expect.any(Number),
    warc_length: expect.any(Number),
  });
  expect(Buffer.from(await archive.payload(capture)).toString()).toBe('年报');
  expect(archive.capture(capture.id)).toEqual(capture);
  expect(archive.latest(url)).toEqual(capture);
  expect([...archive.captures()]).toEqual([capture]);
  expect(await collect(archive.verify())).toEqual([]);
  await archive.close();
});

const headerName = fc.stringMatching(/^[A-Za-z][A-Za-z0-9-]{0,15}$/);
const headerValue = fc.oneof(
  fc.string(),
  fc.string({ unit: 'binary' }),
  fc.constantFrom(
    '  two  spaces ',
    'a,,,b',
    '',
    'attachment; filename="年报.pdf"',
    'caf\u00e9',
    'a\r\nForged: 1',
  ),
);
const headers = fc
  .array(fc.tuple(headerName, headerValue), { maxLength: 8 })
  .filter(list => !list.some(([name]) => /^content-encoding$/i.test(name)));
const anyExchange = fc.record({
  path: fc.string({ unit: 'grapheme' }),
  body: fc.oneof(
    fc.uint8Array({ maxLength: 2000 }),
    fc.constantFrom(Buffer.alloc(0), Buffer.from('repeated'), Buffer.from('\r\n\r\nWARC/1.1\r\n')),
  ),
  status: fc.constantFrom(200, 206, 301, 404, 412, 500),
  status_text: fc.constantFrom('', 'OK', 'Not Found', '未找到'),
  headers,
  contentType: fc.option(headerValue),
  portal: fc.option(fc.string()),
  referrer: fc.option(fc.string({ unit: 'binary' })),
  link_text: fc.option(fc.string({ unit: 'binary' })),
  request_body: fc.option(fc.uint8Array({ maxLength: 50 })),
});

test('bytes in are bytes out, and the index made anew from the files says the same', async () => {
  const directory = temporaryDirectory();
  const archive = await Archive.open(directory, { rotateAt: 20_000, syncEvery: 7 });
  const recorded: { id: string; body: Uint8Array }[] = [];
  await fc.assert(
    fc.asyncProperty(
      anyExchange,
      async ({ path, body, headers: list, contentType, request_body, ...rest }) => {
        const input: Exchange = exchange(`https://a.gov.cn/${path}`, body, {
          ...rest,
          method: request_body === null ? 'GET' : 'POST',
          request_body,
          response_headers: [
            ...list.filter(([name]) => !/^content-type$/i.test(name)),
            ...(contentType === null ? [] : [['Content-Type', contentType] as const]),
          ],
        });
        const capture = await archive.record(input);
        recorded.push({ id: capture.id, body });
        const { url: address, status, portal, referrer, link_text } = input;
        expect(capture).toMatchObject({ url: address, status, portal, referrer, link_text });
        expect(capture.content_type).toBe(contentType?.trim() || null);
        expect(capture.payload_length).toBe(body.length);
        expect(archive.capture(capture.id)).toEqual(capture);
        expect(Buffer.from(await archive.payload(capture)).equals(body)).toBe(true);
      },
    ),
    { numRuns: 150 },
  );
  const before = [...archive.captures()];
  expect(new Set(before.map(capture => capture.warc_file)).size).toBeGreaterThan(1);
  expect(await archive.rebuildIndex()).toEqual([]);
  expect([...archive.captures()]).toEqual(before);
  for (const { id, body } of recorded) {
    const capture = archive.capture(id);
    expect(capture !== null && Buffer.from(await archive.payload(capture)).equals(body)).toBe(true);
  }
  expect(await collect(archive.verify())).toEqual([]);
  await archive.close();
});

test('any tool can read the files: whole gzip members, request and response together, digests, headers in order', async () => {
  const directory = temporaryDirectory();
  const archive = await Archive.open(directory);
  const sent = exchange(`${url}?a,,,b`, gzipSync('年报'), {
    response_headers: [
      ['Set-Cookie', 'a=1'],
      ['Content-Encoding', 'gzip'],
      ['set-cookie', 'b=2; x'],
      ['Transfer-Encoding', 'chunked'],
      ['X-Byte', 'caf\u00e9'],
    ],
    request_headers: [['Accept', '*/*']],
    method: 'POST',
    request_body: Buffer.from('page=1'),
  });
  const capture = await archive.record(sent);
  await archive.close();

  const file = readFileSync(join(directory, capture.warc_file));
  const member = gunzipSync(file.subarray(capture.warc_offset, capture.warc_offset + capture.warc_length));
  expect(member.toString('latin1')).toMatch(/^WARC\/1\.1\r\n/);
  expect(
    gunzipSync(file)
      .toString('latin1')
      .match(/^WARC\/1\.1\r$/gm),
  ).toHaveLength(3);

  const records = await foreignReading(directory);
  expect(records.map(({ type }) => type)).toEqual(['warcinfo', 'response', 'request']);
  for (const { block, length } of records) {
    expect(block.length).toBe(length);
  }
  const [, response, request] = records;
  expect(response?.record.warcTargetURI).toBe(`${url}?a,,,b`);
  expect(response?.record.warcPayloadDigest).toBe(capture.payload_digest);
  expect(response?.record.warcBlockDigest).toMatch(/^sha256:[0-9a-f]{64}$/);
  expect(response?.block.toString('latin1')).toBe(
    'HTTP/1.1 200 OK\r\nSet-Cookie: a=1\r\nContent-Encoding: gzip\r\nset-cookie: b=2; x\r\n' +
      `x-orig-transfer-encoding: chunked\r\nX-Byte: caf\u00e9\r\n\r\n${gzipSync('年报').toString('latin1')}`,
  );
  expect(request?.block.toString()).toBe(
    'POST /art/2026/1/2/art_1.html?a,,,b HTTP/1.1\r\nAccept: */*\r\n\r\npage=1',
  );
  expect(request?.record.warcHeader('WARC-Concurrent-To')).toBe(`<urn:uuid:${capture.id}>`);
});

test('the same payload is stored once, whatever its address', async () => {
  const directory = temporaryDirectory();
  const archive = await Archive.open(directory);
  const body = noise(50_000, 1);
  const first = await archive.record(exchange(url, body));
  const [second, third] = await Promise.all([
    archive.record(exchange('https://b.gov.cn/', body, { status: 404, status_text: 'Not Found' })),
    archive.addResource({
      url: 'file:///tmp/copy.html',
      bytes: body,
      content_type: 'text/html',
      captured_at: '2026-05-01T00:00:00Z',
      portal: null,
      role: 'document',
    }),
  ]);
  expect([first, second, third].map(capture => capture.record_type)).toEqual([
    'response',
    'revisit',
    'revisit',
  ]);
  expect(second).toMatchObject({ status: 404, payload_length: 50_000, payload_digest: first.payload_digest });
  expect(third).toMatchObject({
    status: 200,
    content_type: 'text/html',
    captured_at: '2026-05-01T00:00:00.000Z',
  });
  for (const capture of [first, second, third]) {
    expect(Buffer.from(await archive.payload(capture)).equals(body)).toBe(true);
  }
  await archive.close();
  expect(readFileSync(join(directory, first.warc_file)).length).toBeLessThan(55_000);
  const revisit = (await foreignReading(directory)).find(({ type }) => type === 'revisit');
  expect(revisit?.record.warcHeader('WARC-Profile')).toBe(
    'http://netpreserve.org/warc/1.1/revisit/identical-payload-digest',
  );
  expect(revisit?.record.warcRefersToTargetURI).toBe(url);
  expect(revisit?.record.warcRefersToDate).toBe(first.captured_at);
  expect(revisit?.block.toString()).toMatch(/^HTTP\/1\.1 404 Not Found\r\n/);
});

test('empty bodies are no revisits of one another', async () => {
  const archive = await Archive.open(temporaryDirectory());
  await archive.record(exchange(url, ''));
  const capture = await archive.record(exchange('https://b.gov.cn/', ''));
  expect(capture.record_type).toBe('response');
  expect(await archive.payload(capture)).toHaveLength(0);
  await archive.close();
});

test('a 304 stands for the newest 200 of its address, and decodes as that did', async () => {
  const directory = temporaryDirectory();
  const archive = await Archive.open(directory);
  const gzipped = { response_headers: [['Content-Encoding', 'gzip']] as const };
  await archive.record(exchange(url, gzipSync('old'), { ...gzipped, captured_at: '2025-01-01T00:00:00Z' }));
  const original = await archive.record(exchange(url, gzipSync('new'), gzipped));
  await archive.record(exchange(url, 'later', { captured_at: '2026-09-01T00:00:00Z' }));
  await archive.record(exchange(url, 'posted', { method: 'POST', captured_at: '2026-01-30T00:00:00Z' }));
  await archive.record(exchange(url, 'gone', { status: 404, captured_at: '2026-01-31T00:00:00Z' }));
  const capture = await archive.record(notModified(url));
  expect(capture).toMatchObject({
    status: 304,
    record_type: 'revisit',
    payload_digest: original.payload_digest,
    payload_length: original.payload_length,
  });
  expect(Buffer.from(await archive.body(capture)).toString()).toBe('new');
  expect(await archive.payload(capture)).toEqual(await archive.payload(original));
  const revisit = (await foreignReading(directory)).find(({ type }) => type === 'revisit')?.record;
  expect(revisit?.warcHeader('WARC-Profile')).toBe(
    'http://netpreserve.org/warc/1.1/revisit/server-not-modified',
  );
  expect(revisit?.warcHeader('WARC-Refers-To')).toBe(`<urn:uuid:${original.id}>`);
  expect([revisit?.warcRefersToTargetURI, revisit?.warcRefersToDate]).toEqual([url, original.captured_at]);
  await archive.close();
});

test('a 304 for a revisit leads to the record that holds the bytes', async () => {
  const archive = await Archive.open(temporaryDirectory());
  await archive.record(exchange('https://a.gov.cn/', 'same'));
  await archive.record(exchange(url, 'same'));
  const capture = await archive.record(notModified(url));
  expect(Buffer.from(await archive.body(capture)).toString()).toBe('same');
  expect(archive.latest(url)).toEqual(capture);
  await archive.rebuildIndex();
  expect(Buffer.from(await archive.body(capture)).toString()).toBe('same');
  await archive.close();
});

test('a 304 without an original is kept, and is no content', async () => {
  const archive = await Archive.open(temporaryDirectory());
  const capture = await archive.record(notModified(url));
  expect(capture).toMatchObject({ status: 304, record_type: 'response', payload_length: 0 });
  expect(archive.latest(url)).toBeNull();
  await archive.close();
});

test('latest passes over failures, and finds the newest by date', async () => {
  const archive = await Archive.open(temporaryDirectory());
  const newest = await archive.record(exchange(url, 'b', { captured_at: '2026-03-01T00:00:00Z' }));
  await archive.record(exchange(url, 'a', { captured_at: '2026-02-01T00:00:00Z' }));
  await archive.record(exchange(url, 'x', { status: 503, captured_at: '2026-04-01T00:00:00Z' }));
  expect(archive.latest(url)).toEqual(newest);
  expect(archive.latest('https://unknown.gov.cn/')).toBeNull();
  await archive.close();
});

test('captures come by date, filtered, page after page, while the archive is written', async () => {
  const archive = await Archive.open(temporaryDirectory());
  const days = Array.from({ length: 1203 }, (_, day) =>
    new Date(Date.UTC(2020, 0, 1203 - day)).toISOString(),
  );
  for (const [number, captured_at] of days.entries()) {
    const portal = number % 2 === 0 ? 'even' : 'odd';
    await archive.record(
      exchange(`${url}?${number}`, 'x', {
        captured_at,
        portal,
        role: number % 3 === 0 ? 'listing' : 'document',
      }),
    );
  }
  const dates: string[] = [];
  for (const { captured_at } of archive.captures()) {
    dates.push(captured_at);
    if (dates.length === 10) {
      await archive.record(exchange(url, 'y', { captured_at: '1990-01-01T00:00:00Z' }));
    }
  }
  expect(dates).toEqual(days.toReversed());
  expect([...archive.captures({ portal: 'even' })]).toHaveLength(602);
  expect([...archive.captures({ role: ['listing'] })]).toHaveLength(401);
  expect([...archive.captures({ role: ['listing', 'document'], portal: 'odd' })]).toHaveLength(601);
  expect([...archive.captures({ role: [] })]).toEqual([]);
  const since = [...archive.captures({ since: '2023-01-01T00:00:00Z' })].map(capture => capture.captured_at);
  expect(since).toEqual(dates.filter(date => date >= '2023-01-01'));
  await archive.close();
});

test.each([
  ['gzip', gzipSync('年报')],
  ['X-GZIP', gzipSync('年报')],
  ['gzip', Buffer.concat([gzipSync('年'), gzipSync('报')])],
  ['deflate', deflateSync('年报')],
  ['deflate', deflateRawSync('年报')],
  ['br', brotliCompressSync('年报')],
  ['gzip, br', brotliCompressSync(gzipSync('年报'))],
  ['identity', Buffer.from('年报')],
  ['gzip', Buffer.from('年报')],
])('the content encoding %s is undone for the body only', async (encoding, bytes) => {
  const archive = await Archive.open(temporaryDirectory());
  const capture = await archive.record(
    exchange(url, bytes, { response_headers: [['content-encoding', encoding]] }),
  );
  expect(Buffer.from(await archive.body(capture)).toString()).toBe('年报');
  expect(Buffer.from(await archive.payload(capture)).equals(bytes)).toBe(true);
  await archive.close();
});

test('a body that cannot be decoded, or unfolds beyond the limit, is refused under its code', async () => {
  const archive = await Archive.open(temporaryDirectory());
  const encoded = (encoding: string, bytes: Uint8Array) =>
    archive.record(
      exchange(`${url}?${encoding}`, bytes, { response_headers: [['content-encoding', encoding]] }),
    );
  const bomb = await encoded('gzip', gzipSync(Buffer.alloc(200_000_001)));
  await expect(archive.body(bomb)).rejects.toMatchObject({ code: 'archive.body.too_large' });
  for (const capture of [
    await encoded('gzip', gzipSync(noise(5000, 2)).subarray(0, 3000)),
    await encoded('br', Buffer.from('plain')),
    await encoded('deflate', Buffer.from('plain')),
    await encoded('zstd', Buffer.from('plain')),
    await encoded('constructor', Buffer.from('plain')),
  ]) {
    await expect(archive.body(capture)).rejects.toMatchObject({ code: 'archive.body.undecodable' });
    expect((await archive.payload(capture)).length).toBe(capture.payload_length);
  }
  await archive.close();
});

test('a reader writes nothing, a closed archive takes nothing', async () => {
  const directory = temporaryDirectory();
  await (await Archive.open(directory)).close();
  const reader = await Archive.open(directory, { readonly: true });
  await expect(reader.record(exchange(url, 'x'))).rejects.toThrow('open for reading only');
  await reader.close();
  await expect(reader.record(exchange(url, 'x'))).rejects.toThrow('closed');
  await expect(Archive.open(join(directory, 'none'), { readonly: true })).rejects.toMatchObject({
    code: 'config.path.missing',
  });
});

test('one refused record does not stop the next', async () => {
  const archive = await Archive.open(temporaryDirectory());
  const refused = archive.record(exchange(url, 'x', { captured_at: 'yesterday' }));
  const taken = archive.record(exchange(url, 'x'));
  await expect(refused).rejects.toThrow(RangeError);
  expect((await taken).status).toBe(200);
  await archive.close();
});

test('recording keeps no bodies in memory', { timeout: 120_000 }, async () => {
  setFlagsFromString('--expose-gc');
  const collectGarbage: () => void = runInNewContext('gc');
  const archive = await Archive.open(temporaryDirectory());
  collectGarbage();
  const before = process.memoryUsage().arrayBuffers;
  for (let number = 0; number < 800; number += 1) {
    const body = Buffer.alloc(100_000, `${number} `);
    await archive.record(exchange(`${url}?${number}`, body));
  }
  // V8 frees the memory of collected buffers on a thread of its own, so the figure falls some time after.
  const kept = () => {
    collectGarbage();
    return process.memoryUsage().arrayBuffers - before;
  };
  // The bodies are 80 MB.
  await expect.poll(kept, { timeout: 20_000 }).toBeLessThan(30_000_000);
  await archive.close();
});
