import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Extraction } from '../schema/extraction.ts';
import { Extractions } from './extractions.ts';
import { packExtraction, type ReadingHead } from './readings/pack.ts';
import { temporaryDirectory } from './temporary-directory.ts';

function extraction(title: string | null): Extraction {
  return {
    media_type: 'text/html',
    charset: 'gb18030',
    document_type: 'annual_report',
    title,
    unit: null,
    report_year: 2021,
    year_evidence: 'title',
    published_date: null,
    scope: 'unstated',
    scope_evidence: null,
    verdict: 'clean',
    tables: [],
    cells: [],
    checks: [],
    sections: [{ number: 1, title: '总体情况', text: '一\n二' }],
    removed: [],
    leftovers: [],
    extensions: [],
    grids: [],
    inferences: [],
    text_facts: [],
    flags: [],
    issues: [],
  };
}

function entry(number: number, extractor: string, title: string | null = `第${number}份`) {
  const capture = {
    id: `id-${number}`,
    url: `https://a.gov.cn/${number}`,
    payload_digest: `sha256:${number}`,
  };
  return { capture, extractor, packed: packExtraction(extraction(title)) };
}

test('what is put is what is read, whatever the text', () => {
  const file = join(temporaryDirectory(), 'extractions.db');
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.string(), fc.webUrl(), (title, digest, url) => {
      const extractions = Extractions.open(file);
      const extractor = `x${digest}${url}`;
      const key = { payload_digest: digest, url, extractor };
      extractions.put({
        capture: { id: 'c', url, payload_digest: digest },
        extractor,
        packed: packExtraction(extraction(title)),
      });
      extractions.close();
      const again = Extractions.open(file);
      expect(again.has(key)).toBe(true);
      expect([...again.all(extractor)]).toEqual([
        { capture_id: 'c', url, payload_digest: digest, extraction: extraction(title) },
      ]);
      again.close();
    }),
    { numRuns: 30 },
  );
});

test('address, payload and extractor each make an extraction of its own; the same three replace it', () => {
  const extractions = Extractions.open(join(temporaryDirectory(), 'extractions.db'));
  const { capture } = entry(1, 'a');
  extractions.put(entry(1, 'a'));
  expect(extractions.has({ ...capture, extractor: 'a' })).toBe(true);
  expect(extractions.has({ ...capture, extractor: 'b' })).toBe(false);
  expect(extractions.has({ ...capture, url: 'https://other/', extractor: 'a' })).toBe(false);
  expect(extractions.has({ ...capture, payload_digest: 'sha256:other', extractor: 'a' })).toBe(false);
  extractions.put({ ...entry(1, 'a', 'second'), capture: { ...capture, id: 'later' } });
  extractions.put(entry(1, 'b'));
  const all = [...extractions.all('a')];
  expect(all.map(one => [one.capture_id, one.extraction.title])).toEqual([['later', 'second']]);
  extractions.close();
});

test('extractions may be put while all are read, over several pages', () => {
  const extractions = Extractions.open(join(temporaryDirectory(), 'extractions.db'));
  for (let number = 0; number < 200; number += 1) {
    extractions.put(entry(number, 'a'));
  }
  const seen: string[] = [];
  for (const { capture_id } of extractions.all('a')) {
    seen.push(capture_id);
    if (seen.length <= 100) {
      extractions.put(entry(1000 + seen.length, 'b'));
    }
  }
  expect(seen).toEqual(Array.from({ length: 200 }, (_, number) => `id-${number}`));
  expect([...extractions.all('b')]).toHaveLength(100);
  extractions.close();
});

test('tells where it ends, gives what came behind, and what one document says', () => {
  const extractions = Extractions.open(join(temporaryDirectory(), 'extractions.db'));
  expect(extractions.extent('x1')).toEqual({ count: 0, last: 0 });
  for (const number of [1, 2]) extractions.put(entry(number, 'x1'));
  const { count, last } = extractions.extent('x1');
  expect(count).toBe(2);
  extractions.put(entry(3, 'x1'));
  extractions.put(entry(4, 'x2'));
  expect([...extractions.all('x1', last)].map(({ url }) => url)).toEqual(['https://a.gov.cn/3']);
  const key = { url: 'https://a.gov.cn/2', payload_digest: 'sha256:2' };
  expect(extractions.get({ ...key, extractor: 'x1' })?.title).toBe('第2份');
  expect(extractions.get({ ...key, extractor: 'x2' })).toBeNull();
  extractions.close();
});

test('whole batches outlive a process that never closes', () => {
  const file = join(temporaryDirectory(), 'extractions.db');
  const extractions = Extractions.open(file, { batchSize: 10 });
  for (let number = 0; number < 25; number += 1) {
    extractions.put(entry(number, 'a'));
  }
  const other = Extractions.open(file, { readonly: true });
  expect([...other.all('a')]).toHaveLength(20);
  extractions.flush();
  expect([...other.all('a')]).toHaveLength(25);
  other.close();
  extractions.close();
});

test('a damaged cache is set aside and begun anew', () => {
  const file = join(temporaryDirectory(), 'extractions.db');
  writeFileSync(file, 'no database'.repeat(500));
  const extractions = Extractions.open(file);
  expect(extractions.recovered.map(one => one.code)).toEqual(['archive.cache.rebuilt']);
  expect(existsSync(`${file}.unreadable-1`)).toBe(true);
  extractions.put(entry(1, 'a'));
  expect([...extractions.all('a')]).toHaveLength(1);
  extractions.close();
});

test('a cache of another version is set aside, not misread', () => {
  const file = join(temporaryDirectory(), 'extractions.db');
  Extractions.open(file).close();
  const database = new Database(file);
  database.pragma('user_version = 99');
  database.close();
  expect(() => Extractions.open(file, { readonly: true })).toThrow(/version 99/);
  const extractions = Extractions.open(file);
  expect(extractions.recovered).toHaveLength(1);
  extractions.close();
});

test('what is read again comes behind what was there, and is missing among it', () => {
  const extractions = Extractions.open(join(temporaryDirectory(), 'extractions.db'));
  for (const index of [1, 2, 3]) extractions.put(entry(index, 'a'));
  const { count, last } = extractions.extent('a');
  for (const index of [3, 1]) {
    extractions.put(entry(index, 'a'));
    expect(extractions.extent('a').count).toBe(count);
  }
  expect(extractions.extent('a', last).count).toBe(1);
  expect([...extractions.all('a', last)]).toHaveLength(2);
  expect([...extractions.all('a')]).toHaveLength(3);
  extractions.close();
});

test('readings are packed when they are put; one of another version of the code is packed when it is read', () => {
  const file = join(temporaryDirectory(), 'extractions.db');
  const extractions = Extractions.open(file);
  for (const index of [1, 2, 3]) extractions.put(entry(index, 'a'));
  extractions.put({ ...entry(2, 'a', 'another'), capture: entry(2, 'a').capture });
  const before = [...extractions.readings('a')];
  extractions.close();
  expect(before.map(({ reading }) => (JSON.parse(reading.head) as ReadingHead).facts.title)).toEqual([
    '第1份',
    '第3份',
    'another',
  ]);
  const database = new Database(file);
  expect(database.prepare('SELECT count(*) FROM reading').pluck().get()).toBe(3);
  database.exec(
    `UPDATE reading SET format = 'old', head = '{}' WHERE id = 1; DELETE FROM reading WHERE id = 3`,
  );
  database.close();
  const again = Extractions.open(file);
  expect([...again.readings('a')]).toEqual(before);
  const key = { url: 'https://a.gov.cn/1', payload_digest: 'sha256:1', extractor: 'a' };
  expect(again.reading(key)).toEqual(before[0]?.reading);
  expect(again.reading({ ...key, extractor: 'b' })).toBeNull();
  again.close();
});
