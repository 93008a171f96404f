import { closeSync, openSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { temporaryDirectory } from '../temporary-directory.ts';
import { readMember, type Stretch, scanMembers } from './gzip-members.ts';
import { noise } from './sample-exchange.ts';

function scan(bytes: Buffer): Stretch[] {
  const path = join(temporaryDirectory(), 'file');
  writeFileSync(path, bytes);
  const descriptor = openSync(path, 'r');
  try {
    return [...scanMembers(descriptor, bytes.length, 0)];
  } finally {
    closeSync(descriptor);
  }
}

const record = (length: number, seed: number): Buffer =>
  Buffer.concat([Buffer.from('WARC/1.1\r\n'), noise(length, seed)]);

test('stretches adjoin and cover the file, whatever is in it; whole records among rubbish are found', () => {
  const part = fc.oneof(
    fc.tuple(fc.constant(true), fc.nat(3000), fc.nat(50)),
    fc.tuple(fc.constant(false), fc.integer({ min: 1, max: 300 }), fc.nat(50)),
  );
  fc.assert(
    fc.property(fc.array(part, { maxLength: 8 }), parts => {
      const pieces = parts.map(([isRecord, length, seed]) =>
        isRecord ? gzipSync(record(length, seed)) : noise(length, seed),
      );
      const stretches = scan(Buffer.concat(pieces));
      let end = 0;
      for (const { offset, length } of stretches) {
        expect(offset).toBe(end);
        end += length;
      }
      expect(end).toBe(pieces.reduce((sum, piece) => sum + piece.length, 0));
      const found = stretches.flatMap(one => (one.kind === 'record' ? [one.content] : []));
      const expected = parts.flatMap(([isRecord, length, seed]) => (isRecord ? [record(length, seed)] : []));
      expect(found.map(one => one.length)).toEqual(expected.map(one => one.length));
      expect(found.every((one, at) => one.equals(expected[at] ?? Buffer.alloc(0)))).toBe(true);
    }),
    { numRuns: 60 },
  );
});

test('records longer than the window, and their damage, are handled like short ones', () => {
  const long = gzipSync(record(3_000_000, 1));
  const damaged = Buffer.from(long);
  damaged.writeUInt8(damaged.readUInt8(2_000_000) ^ 0xff, 2_000_000);
  const stretches = scan(
    Buffer.concat([long, damaged, gzipSync(record(10, 2)), long.subarray(0, 2_500_000)]),
  );
  expect(stretches.map(({ kind, length }) => [kind, length])).toEqual([
    ['record', long.length],
    ['damaged', long.length],
    ['record', gzipSync(record(10, 2)).length],
    ['torn', 2_500_000],
  ]);
});

test('a member that holds something else is passed over', () => {
  const other = gzipSync('no record');
  const stretches = scan(Buffer.concat([other, gzipSync(record(10, 1))]));
  expect(stretches.map(one => one.kind)).toEqual(['damaged', 'record']);
});

test('optional gzip header fields are read over', () => {
  const plain = gzipSync('x');
  const flags = Buffer.from(plain.subarray(0, 10));
  flags.writeUInt8(4 + 8 + 16 + 2, 3);
  const member = Buffer.concat([
    flags,
    Buffer.from([3, 0, 1, 2, 3]),
    Buffer.from('name\0'),
    Buffer.from('comment\0'),
    Buffer.from([0, 0]),
    plain.subarray(10),
  ]);
  expect(readMember(member)).toEqual({ kind: 'whole', length: member.length, content: Buffer.from('x') });
  for (let cut = 0; cut < member.length; cut += 1) {
    expect(readMember(member.subarray(0, cut))).toEqual({ kind: 'truncated' });
  }
});
