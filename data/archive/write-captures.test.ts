import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { temporaryDirectory } from '../temporary-directory.ts';
import { compressRecord } from './compress-record.ts';
import { Archive } from './index.ts';
import { collect, exchange, noise, notModified } from './sample-exchange.ts';

const url = 'https://a.gov.cn/';

test('captures recorded at once are as if recorded one after the other, files that fill up among them', async () => {
  const directory = temporaryDirectory();
  const archive = await Archive.open(directory, { rotateAt: 40_000, syncEvery: 5 });
  const bodies = Array.from({ length: 40 }, (_, at) => noise(500 + (at % 8) * 900, at % 30));
  const [captures, refused, late] = await Promise.all([
    Promise.all(bodies.map((body, at) => archive.record(exchange(`${url}${at}`, body)))),
    archive.record(exchange(`${url}x`, 'x', { status: 1000 })).catch((error: unknown) => error),
    Promise.all(bodies.map((_, at) => archive.record(notModified(`${url}${at}`)))),
  ]);
  expect(refused).toBeInstanceOf(RangeError);
  expect(new Set(captures.map(({ warc_file }) => warc_file)).size).toBeGreaterThan(1);
  for (const [at, capture] of captures.entries()) {
    expect(Buffer.from(await archive.payload(capture)).equals(bodies[at] ?? Buffer.alloc(0))).toBe(true);
  }
  const seen = new Set<string>();
  for (const { payload_digest, record_type } of captures) {
    expect(record_type).toBe(seen.has(payload_digest) ? 'revisit' : 'response');
    seen.add(payload_digest);
  }
  expect(late.map(({ payload_digest }) => payload_digest)).toEqual(
    captures.map(({ payload_digest }) => payload_digest),
  );
  expect(await collect(archive.verify())).toEqual([]);
  const before = [...archive.captures()];
  expect(await archive.rebuildIndex()).toEqual([]);
  expect([...archive.captures()]).toEqual(before);
  await archive.close();
});

test('a payload that came compressed is stored as it is, and nothing in it looks like the start of a member', async () => {
  const payload = Buffer.concat([gzipSync(noise(150_000, 1)), Buffer.from([0x1f, 0x8b, 8, 0x1f, 0x8b, 8])]);
  const record = Buffer.concat([
    Buffer.from('WARC/1.1\r\nWARC-Type: response\r\n\r\nHTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n'),
    payload,
    Buffer.from('\r\n\r\n'),
  ]);
  const member = await compressRecord(record);
  expect(gunzipSync(member).equals(record)).toBe(true);
  expect(member.indexOf(Buffer.from([0x1f, 0x8b, 8]), 1)).toBe(-1);
  expect(member.length).toBeLessThan(record.length + 100);
});

test('the file of a compressed exchange is read by zlib as any other', async () => {
  const directory = temporaryDirectory();
  const archive = await Archive.open(directory);
  const body = gzipSync('年报'.repeat(5000));
  const capture = await archive.record(
    exchange(url, body, { response_headers: [['Content-Encoding', 'gzip']] }),
  );
  await archive.close();
  const file = gunzipSync(readFileSync(join(directory, capture.warc_file)));
  expect(file.includes(body)).toBe(true);
});
