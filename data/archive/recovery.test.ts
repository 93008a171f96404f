import {
  appendFileSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import type { Capture } from '../../schema/capture.ts';
import { temporaryDirectory } from '../temporary-directory.ts';
import { Archive, type ArchiveOptions } from './index.ts';
import { collect, exchange, noise, notModified } from './sample-exchange.ts';
import { warcFileNames } from './warc-files.ts';

/** An archive of `count` captures without requests, so that the last record is the last capture. */
async function written(directory: string, count: number, options: ArchiveOptions = {}): Promise<Capture[]> {
  const archive = await Archive.open(directory, options);
  const captures: Capture[] = [];
  for (let number = 0; number < count; number += 1) {
    captures.push(
      await archive.record(
        exchange(`https://a.gov.cn/${number}`, noise(200 + number, number), { request_headers: [] }),
      ),
    );
  }
  await archive.close();
  return captures;
}

function endOf(capture: Capture | undefined): number {
  return (capture?.warc_offset ?? 0) + (capture?.warc_length ?? 0);
}

function dropIndex(directory: string): void {
  for (const name of readdirSync(directory)) {
    if (name.startsWith('index.db')) {
      rmSync(join(directory, name));
    }
  }
}

test('a file cut at any byte of its last record loses that record only', { timeout: 240_000 }, async () => {
  const directory = temporaryDirectory();
  const captures = await written(directory, 4);
  const kept = captures.slice(0, 3);
  const name = captures[0]?.warc_file ?? '';
  const path = join(directory, name);
  const file = readFileSync(path);
  const start = endOf(kept.at(-1));
  expect(file.length).toBe(endOf(captures[3]));
  writeFileSync(path, file.subarray(0, start));
  await (await Archive.open(directory)).close();
  for (let cut = start; cut < file.length; cut += 1) {
    writeFileSync(path, file.subarray(0, cut));
    if (cut % 50 === 0) {
      dropIndex(directory);
    }
    const archive = await Archive.open(directory);
    expect([...archive.captures()], `cut at ${cut}`).toEqual(kept);
    const codes = archive.recovered.map(({ code, subject }) => [code, subject]);
    expect(codes).toEqual(cut === start ? [] : [['archive.record.torn', name]]);
    if (cut > start) {
      const torn = join(directory, 'torn', `${name}.${start}`);
      expect(readFileSync(torn).equals(file.subarray(start, cut))).toBe(true);
      rmSync(torn);
    }
    await archive.close();
    expect(readFileSync(path).length).toBe(start);
  }
  const archive = await Archive.open(directory);
  const again = await archive.record(exchange('https://a.gov.cn/again', 'x'));
  expect([again.warc_file, again.warc_offset]).toEqual([name, start]);
  expect(Buffer.from(await archive.payload(again)).toString()).toBe('x');
  await archive.close();
});

test('a cut within the head of a new file is mended too', async () => {
  const directory = temporaryDirectory();
  const [only] = await written(directory, 1);
  const name = only?.warc_file ?? '';
  dropIndex(directory);
  truncateSync(join(directory, name), 30);
  const archive = await Archive.open(directory);
  expect(archive.recovered).toHaveLength(1);
  await archive.record(exchange('https://a.gov.cn/', 'x'));
  await archive.close();
  expect(gunzipSync(readFileSync(join(directory, name))).toString('latin1')).toMatch(
    /^WARC\/1\.1\r\nWARC-Type: warcinfo/,
  );
});

test('zeros after the last record, as a power cut leaves them, are set aside', async () => {
  const directory = temporaryDirectory();
  const captures = await written(directory, 2);
  const name = captures[0]?.warc_file ?? '';
  appendFileSync(join(directory, name), Buffer.alloc(5000));
  const archive = await Archive.open(directory);
  expect(archive.recovered.map(one => one.code)).toEqual(['archive.record.torn']);
  expect([...archive.captures()]).toEqual(captures);
  await archive.close();
  expect(readFileSync(join(directory, name)).length).toBe(endOf(captures[1]));
});

test('a wrong byte in any place of a record costs that record only', async () => {
  const source = temporaryDirectory();
  const captures = await written(source, 5);
  const damaged = captures[2];
  const name = damaged?.warc_file ?? '';
  const file = readFileSync(join(source, name));
  const root = temporaryDirectory();
  for (let at = damaged?.warc_offset ?? 0; at < endOf(damaged); at += 7) {
    const directory = join(root, String(at));
    mkdirSync(directory);
    const bytes = Buffer.from(file);
    bytes.writeUInt8(bytes.readUInt8(at) ^ 0xff, at);
    writeFileSync(join(directory, name), bytes);
    const archive = await Archive.open(directory);
    const left = [...archive.captures()];
    // The gzip header's time and system are covered by no checksum, and say nothing.
    if (left.length < captures.length) {
      expect(left, `byte ${at}`).toEqual(captures.filter(capture => capture !== damaged));
      const [found] = archive.recovered;
      expect(found).toMatchObject({ code: 'archive.record.corrupt', subject: name });
      expect(found?.message).toContain(`at ${damaged?.warc_offset}`);
    } else {
      expect(at - (damaged?.warc_offset ?? 0)).toBeLessThan(10);
    }
    await archive.close();
    rmSync(directory, { recursive: true });
  }
});

test('damage after indexing is found on reading and by verify, and named', async () => {
  const directory = temporaryDirectory();
  const captures = await written(directory, 3);
  const [first, second, third] = captures;
  const path = join(directory, first?.warc_file ?? '');
  const bytes = readFileSync(path);
  const at = (second?.warc_offset ?? 0) + (second?.warc_length ?? 0) - 40;
  bytes.writeUInt8(bytes.readUInt8(at) ^ 0xff, at);
  writeFileSync(path, bytes);
  const archive = await Archive.open(directory);
  expect(archive.recovered).toEqual([]);
  if (first === undefined || second === undefined || third === undefined) {
    throw new Error('three captures were written');
  }
  await expect(archive.payload(second)).rejects.toMatchObject({
    code: 'archive.record.corrupt',
    message: expect.stringContaining(`${second.warc_file} at ${second.warc_offset}`),
  });
  expect((await archive.payload(third)).length).toBe(third.payload_length);
  const issues = await collect(archive.verify());
  expect(issues).toHaveLength(1);
  expect(issues[0]).toMatchObject({ code: 'archive.record.corrupt', subject: second.warc_file });
  expect(issues[0]?.message).toContain(second.url);
  await archive.close();
});

test('a record rewritten with another payload is found by its digest', async () => {
  const directory = temporaryDirectory();
  const [first, second] = await written(directory, 2);
  if (first === undefined || second === undefined) {
    throw new Error('two captures were written');
  }
  const path = join(directory, first.warc_file);
  const file = readFileSync(path);
  const member = gunzipSync(file.subarray(second.warc_offset, endOf(second)));
  member.writeUInt8(member.readUInt8(member.length - 10) ^ 1, member.length - 10);
  writeFileSync(path, Buffer.concat([file.subarray(0, second.warc_offset), gzipSync(member)]));
  dropIndex(directory);
  const archive = await Archive.open(directory);
  const found = archive.capture(second.id) ?? second;
  await expect(archive.payload(found)).rejects.toMatchObject({ code: 'archive.record.corrupt' });
  await expect(archive.payload(found)).rejects.toThrow(second.payload_digest);
  expect((await collect(archive.verify())).map(one => one.code)).toEqual(['archive.record.corrupt']);
  await archive.close();
});

test('after damage at the very end a new file is begun', async () => {
  const directory = temporaryDirectory();
  const captures = await written(directory, 2);
  const name = captures[0]?.warc_file ?? '';
  appendFileSync(join(directory, name), 'somebody wrote here');
  const archive = await Archive.open(directory);
  expect(archive.recovered.map(one => one.code)).toEqual(['archive.record.corrupt']);
  const capture = await archive.record(exchange('https://a.gov.cn/', 'x'));
  expect(capture.warc_file).toMatch(/-00002\.warc\.gz$/);
  expect([...archive.captures()]).toHaveLength(3);
  await archive.close();
});

test('the index is made anew when it is missing, damaged or of another version: same captures', async () => {
  const directory = temporaryDirectory();
  const captures = await written(directory, 30, { rotateAt: 3000 });
  expect(new Set(captures.map(capture => capture.warc_file)).size).toBeGreaterThan(2);
  const archive = await Archive.open(directory);
  captures.push(await archive.record(notModified('https://a.gov.cn/7')));
  captures.push(await archive.record(exchange('https://b.gov.cn/', noise(203, 3))));
  const inOrder = [...archive.captures()];
  expect(new Set(inOrder)).toEqual(new Set(captures));
  await archive.close();
  const index = join(directory, 'index.db');
  const spoilings: [() => void, string[]][] = [
    [() => dropIndex(directory), []],
    [() => writeFileSync(index, 'nonsense'.repeat(1000)), ['archive.cache.rebuilt']],
    [() => truncateSync(index, 5000), ['archive.cache.rebuilt']],
    [
      () => {
        const database = new Database(index);
        database.pragma('user_version = 7');
        database.close();
      },
      ['archive.cache.rebuilt'],
    ],
  ];
  for (const [spoil, codes] of spoilings) {
    spoil();
    const again = await Archive.open(directory);
    expect(again.recovered.map(one => one.code)).toEqual(codes);
    expect([...again.captures()]).toEqual(inOrder);
    expect(await collect(again.verify())).toEqual([]);
    await again.close();
  }
});

test('an index ahead of the files, as a power cut may leave it, gives way to the files', async () => {
  const directory = temporaryDirectory();
  const captures = await written(directory, 3);
  const name = captures[0]?.warc_file ?? '';
  truncateSync(join(directory, name), captures[2]?.warc_offset);
  const archive = await Archive.open(directory);
  expect([...archive.captures()]).toEqual(captures.slice(0, 2));
  expect(archive.recovered.map(one => one.code)).toEqual(['archive.record.corrupt']);
  await archive.close();
});

test('what the index says of bytes that were not forced to the disk is not believed', async () => {
  const live = temporaryDirectory();
  const archive = await Archive.open(live);
  await archive.record(exchange('https://a.gov.cn/1', noise(500, 1), { request_headers: [] }));
  await archive.flush();
  const second = await archive.record(exchange('https://a.gov.cn/2', noise(500, 2), { request_headers: [] }));
  // What lies on the disk while the writer runs, with zeros where the last record has not arrived.
  const left = temporaryDirectory();
  for (const name of readdirSync(live)) {
    copyFileSync(join(live, name), join(left, name));
  }
  await archive.close();
  const path = join(left, second.warc_file);
  const bytes = readFileSync(path);
  writeFileSync(path, bytes.fill(0, second.warc_offset));
  const again = await Archive.open(left);
  expect(again.recovered.map(one => one.code)).toEqual(['archive.record.torn']);
  expect([...again.captures()].map(capture => capture.url)).toEqual(['https://a.gov.cn/1']);
  await again.close();
});

test('a file that is gone is reported, and its captures are forgotten until it is back', async () => {
  const directory = temporaryDirectory();
  const captures = await written(directory, 12, { rotateAt: 3000 });
  const [name = ''] = warcFileNames(directory);
  const elsewhere = join(temporaryDirectory(), name);
  copyFileSync(join(directory, name), elsewhere);
  rmSync(join(directory, name));
  const archive = await Archive.open(directory);
  expect(archive.recovered).toMatchObject([{ code: 'archive.record.corrupt', subject: name }]);
  expect([...archive.captures()]).toEqual(captures.filter(capture => capture.warc_file !== name));
  await archive.close();
  copyFileSync(elsewhere, join(directory, name));
  const again = await Archive.open(directory);
  expect([...again.captures()]).toEqual(captures);
  await again.close();
});

test('a revisit whose original is lost is said to be so', async () => {
  const directory = temporaryDirectory();
  const archive = await Archive.open(directory, { rotateAt: 100 });
  const original = await archive.record(exchange('https://a.gov.cn/', 'x'));
  const revisit = await archive.record(exchange('https://b.gov.cn/', 'x'));
  await archive.close();
  expect(revisit.warc_file).not.toBe(original.warc_file);
  rmSync(join(directory, original.warc_file));
  const again = await Archive.open(directory);
  await expect(again.payload(revisit)).rejects.toMatchObject({ code: 'archive.record.corrupt' });
  const [found] = await collect(again.verify());
  expect(found?.message).toContain('the payload of https://b.gov.cn/ is not in the archive');
  await again.close();
});

test('two writers are refused, readers are not, and a reader sees what is written next', async () => {
  const directory = temporaryDirectory();
  const writer = await Archive.open(directory);
  const first = await writer.record(exchange('https://a.gov.cn/', 'x'));
  await expect(Archive.open(directory)).rejects.toMatchObject({
    code: 'archive.lock.held',
    message: expect.stringContaining(String(process.pid)),
  });
  const reader = await Archive.open(directory, { readonly: true });
  expect([...reader.captures()]).toEqual([first]);
  const second = await writer.record(exchange('https://b.gov.cn/', 'y'));
  expect(reader.latest('https://b.gov.cn/')).toEqual(second);
  expect(Buffer.from(await reader.payload(second)).toString()).toBe('y');
  await writer.close();
  await reader.close();
  await (await Archive.open(directory)).close();
  expect(existsSync(join(directory, 'writer.pid'))).toBe(false);
});

test('a reader finds everything without an index, and while one is being written anew', async () => {
  const directory = temporaryDirectory();
  const captures = await written(directory, 5);
  dropIndex(directory);
  const reader = await Archive.open(directory, { readonly: true });
  expect([...reader.captures()]).toEqual(captures);
  await reader.close();
  const writer = await Archive.open(directory);
  dropIndex(directory);
  const beside = await Archive.open(directory, { readonly: true });
  expect([...beside.captures()]).toEqual(captures);
  await beside.close();
  await writer.close();
});

test('captures of an address are found by an index, not by going through all', async () => {
  const directory = temporaryDirectory();
  await written(directory, 3);
  const database = new Database(join(directory, 'index.db'), { readonly: true });
  const plan = database
    .prepare("EXPLAIN QUERY PLAN SELECT * FROM capture WHERE url = 'x' ORDER BY captured_at DESC LIMIT 1")
    .all();
  expect(JSON.stringify(plan)).toContain('USING INDEX capture_by_url');
  database.close();
});

test('a file that was rotated away is known to be whole, and not scanned again', async () => {
  const directory = temporaryDirectory();
  const archive = await Archive.open(directory, { rotateAt: 3000 });
  for (let number = 0; number < 12; number += 1) {
    await archive.record(exchange(`https://a.gov.cn/${number}`, noise(500, number)));
  }
  const database = new Database(join(directory, 'index.db'), { readonly: true });
  const files = database
    .prepare<[], { indexed_length: number; synced_length: number }>('SELECT * FROM file ORDER BY name')
    .all();
  database.close();
  expect(files.length).toBeGreaterThan(2);
  expect(files.slice(0, -1).every(file => file.synced_length === file.indexed_length)).toBe(true);
  expect(files.at(-1)?.synced_length).toBeLessThan(files.at(-1)?.indexed_length ?? 0);
  await archive.close();
});

test('a damaged page in the index is found by verify, and mended by making it anew', async () => {
  const directory = temporaryDirectory();
  const captures = await written(directory, 200);
  const index = join(directory, 'index.db');
  const bytes = readFileSync(index);
  const pageSize = 4096;
  expect(bytes.length).toBeGreaterThan(20 * pageSize);
  writeFileSync(index, bytes.fill(0xff, 10 * pageSize, 18 * pageSize));
  const archive = await Archive.open(directory);
  expect((await collect(archive.verify())).map(one => one.code)).toEqual(['archive.store.unreadable']);
  await archive.rebuildIndex();
  expect([...archive.captures()]).toEqual(captures);
  expect(await collect(archive.verify())).toEqual([]);
  await archive.close();
});

test('a record that cannot be written or indexed fails under its code and leaves the file as it was', async () => {
  const directory = temporaryDirectory();
  const [first] = await written(directory, 1);
  const path = join(directory, first?.warc_file ?? '');
  const before = readFileSync(path);
  const archive = await Archive.open(directory, { rotateAt: before.length + 1 });
  const database = new Database(join(directory, 'index.db'));
  database.exec('ALTER TABLE capture RENAME TO away');
  const refused = { code: 'archive.write.failed' };
  await expect(archive.record(exchange('https://b.gov.cn/', ''))).rejects.toMatchObject(refused);
  expect(readFileSync(path).equals(before)).toBe(true);
  database.exec('ALTER TABLE away RENAME TO capture');
  database.close();
  const second = await archive.record(exchange('https://b.gov.cn/', ''));
  expect([second.warc_file, second.warc_offset]).toEqual([first?.warc_file, before.length]);
  const away = join(temporaryDirectory(), 'away');
  renameSync(directory, away);
  await expect(archive.record(exchange('https://c.gov.cn/', ''))).rejects.toMatchObject(refused);
  renameSync(away, directory);
  const third = await archive.record(exchange('https://c.gov.cn/', ''));
  expect(third.warc_file).not.toBe(second.warc_file);
  expect(await collect(archive.verify())).toEqual([]);
  await archive.close();
});

test('a file in the place of the archive is refused by name', async () => {
  const file = join(temporaryDirectory(), 'archive');
  writeFileSync(file, 'x');
  for (const readonly of [true, false]) {
    await expect(Archive.open(file, { readonly })).rejects.toMatchObject({
      code: 'config.path.missing',
      message: expect.stringContaining(file),
    });
  }
});
