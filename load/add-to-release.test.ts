import { copyFileSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type PackedReading, packReading } from '../data/readings/pack.ts';
import { temporaryDirectory } from '../data/temporary-directory.ts';
import type { Capture } from '../schema/capture.ts';
import type { Extraction } from '../schema/extraction.ts';
import { tables } from '../schema/tables/index.ts';
import type { GrowingInput } from './gather-additions.ts';
import { type LoadInput, load } from './load.ts';
import type { ReadDocument } from './staging/documents.ts';
import {
  type ArchivedDocument,
  archived,
  extractionFor,
  inputOf,
  outcome,
  syntheticDocuments,
} from './synthetic-input.ts';

/** A store that grows night by night, and can tell what came since. */
class GrowingStore implements GrowingInput {
  readonly captures: Capture[] = [];
  readonly read: ReadDocument[] = [];

  add({ capture, extraction }: ArchivedDocument): void {
    const { url, payload_digest } = capture;
    this.captures.push(capture);
    if (this.reading(url, payload_digest) === null)
      this.read.push({ url, payload_digest, reading: packReading(extraction) });
  }

  get through() {
    return { captures: String(this.captures.length), extractions: String(this.read.length) };
  }

  since(captures: string, extractions: string) {
    return {
      captures: this.captures.slice(Number(captures)),
      extractions: this.read.slice(Number(extractions)),
    };
  }

  reading(url: string, digest: string): PackedReading | null {
    return this.read.find(each => each.url === url && each.payload_digest === digest)?.reading ?? null;
  }

  input(out: string, more: Partial<LoadInput>): LoadInput {
    return { ...inputOf([], out), captures: this.captures, extractions: this.read, ...more };
  }
}

/** Every row of every table in a fixed order, and every pair of the text index; what names the build is left out. */
function contentOf(file: string): Record<string, string[]> {
  const database = new Database(readFileSync(file));
  database.exec(`CREATE VIRTUAL TABLE pair USING fts5vocab('text_pair', 'row')`);
  const rowsOf = (query: string): string[] =>
    database
      .prepare<[], Record<string, unknown>>(query)
      .all()
      .map(row => JSON.stringify(row))
      .sort();
  const rows = Object.keys(tables).map(name => [name, rowsOf(`SELECT * FROM ${name}`)] as const);
  const pairs = rowsOf('SELECT term, doc FROM pair');
  const release = rowsOf(
    'SELECT units, reports, versions, documents, readings, readings_reported, checks_failed FROM release',
  );
  database.close();
  return { ...Object.fromEntries(rows), release, pairs };
}

const hosts = ['www.ninghai.gov.cn', 'tjj.ninghai.gov.cn', 'mirror.example.org', 'clone.example.org'];
const names = ['宁海县统计局', '宁海县人民政府', '统计局', '强蛟镇'];
const longText =
  '本局认真贯彻落实条例，坚持以公开为常态、不公开为例外，围绕食品安全、就业、教育等领域主动公开政府信息。'.repeat(
    2,
  );

interface Event {
  readonly host: number;
  readonly page: number;
  readonly name: number;
  readonly year: number;
  readonly seed: number;
  readonly kind: 'report' | 'notice' | 'again';
  readonly code: boolean;
}

const event: fc.Arbitrary<Event> = fc.record({
  host: fc.nat(3),
  page: fc.nat(2),
  name: fc.nat(3),
  year: fc.integer({ min: 2019, max: 2022 }),
  seed: fc.nat(2),
  kind: fc.constantFrom('report', 'report', 'report', 'notice', 'again'),
  code: fc.boolean(),
});

function documentOf(
  { host, page, name, year, seed, kind, code }: Event,
  night: number,
  index: number,
): ArchivedDocument {
  const at = hosts[host] ?? '';
  const unit = names[name] ?? null;
  const extraction = extractionFor({
    unit,
    division_code: code ? (unit === '强蛟镇' ? '330226104' : '330226') : null,
    year,
    form: year < 2021 ? '2019' : '2021',
    seed: seed + 1,
  });
  const changed: Extraction = {
    ...extraction,
    document_type: kind === 'notice' ? 'notice' : 'annual_report',
    sections: [{ number: 1, title: '总体情况', text: seed === 0 ? longText : `${longText}${unit}${seed}` }],
    ...(at === 'clone.example.org' ? { clone: { reason: 'foreign_host', evidence: at } } : {}),
  };
  const made = archived(`https://${at}/${page}.html`, changed, { day: night + 10 });
  const captured_at = made.capture.captured_at.replace(
    'T18:00:00',
    `T18:00:${String(index).padStart(2, '0')}`,
  );
  const id = `${made.capture.id.slice(0, -6)}${String(night).padStart(3, '0')}${String(index).padStart(3, '0')}`;
  return {
    ...made,
    capture: { ...made.capture, captured_at, id, portal: at.endsWith('gov.cn') ? 'ninghai' : null },
  };
}

test('night by night, a release that is added to is row by row the one that is built in full', {
  timeout: 120_000,
}, () => {
  let added = 0;
  const nights = fc.array(fc.array(event, { maxLength: 4 }), { minLength: 2, maxLength: 4 });
  fc.assert(
    fc.property(nights, sequence => {
      const directory = temporaryDirectory();
      const out = join(directory, 'nianbao.db');
      const full = join(directory, 'full.db');
      const store = new GrowingStore();
      for (const document of syntheticDocuments(6)) store.add(document);
      load({ ...store.input(out, {}), growing: store });
      for (const [night, events] of sequence.entries()) {
        for (const [index, each] of events.entries()) {
          const found = documentOf(each, night, index);
          // Seen again: the payload that its address had first.
          const known = store.read.find(({ url }) => url === found.capture.url);
          if (each.kind === 'again' && known !== undefined)
            store.add({
              ...found,
              capture: { ...found.capture, payload_digest: known.payload_digest, record_type: 'revisit' },
            });
          else store.add(found);
        }
        copyFileSync(out, full);
        const outcomes = [{ ...outcome, found: 10 + night }];
        const result = load({ ...store.input(out, { outcomes }), growing: store });
        if (result.built === 'by adding') added += 1;
        load(store.input(full, { outcomes }));
        expect(contentOf(out)).toEqual(contentOf(full));
        expect(existsSync(`${out}.building`)).toBe(false);
      }
    }),
    { numRuns: 6, seed: 20260301 },
  );
  // Otherwise everything was built in full, and this test proves nothing.
  expect(added).toBeGreaterThan(6);
});

test('a night that only saw known pages again changes nothing', () => {
  const out = join(temporaryDirectory(), 'nianbao.db');
  const store = new GrowingStore();
  const documents = [...syntheticDocuments(3)];
  for (const document of documents) store.add(document);
  load({ ...store.input(out, {}), growing: store });
  const [first] = documents;
  expect.assert(first);
  store.add({
    ...first,
    capture: { ...first.capture, id: 'again', record_type: 'revisit', captured_at: '2026-03-30T18:00:00Z' },
  });
  expect(load({ ...store.input(out, {}), growing: store })).toMatchObject({
    outcome: 'unchanged',
    built: 'not at all',
  });
  const later = archived(
    'https://www.ninghai.gov.cn/new.html',
    extractionFor({ unit: '宁海县审计局', year: 2023 }),
    { day: 31 },
  );
  store.add(later);
  const result = load({ ...store.input(out, {}), growing: store });
  expect(result).toMatchObject({ outcome: 'published', built: 'by adding', release: { reports: 4 } });
});

test('the second copy of a text for which no source vouches joins the report of the first', () => {
  const directory = temporaryDirectory();
  const [out, full] = [join(directory, 'nianbao.db'), join(directory, 'full.db')];
  const store = new GrowingStore();
  for (const document of syntheticDocuments(3)) store.add(document);
  const copy = (number: number): ArchivedDocument => {
    const url = `https://mirror.example.org/${number}.html`;
    const extraction = extractionFor({ unit: '宁海县统计局', year: 2020, form: '2019' });
    const { capture } = archived(url, extraction, { day: 28 + number, payload: `copy ${number}` });
    return { capture: { ...capture, portal: null }, extraction };
  };
  store.add(copy(1));
  load({ ...store.input(out, {}), growing: store });
  store.add(copy(2));
  expect(load({ ...store.input(out, {}), growing: store })).toMatchObject({
    built: 'by adding',
    release: { reports: 4, versions: 4, documents: 5 },
  });
  load(store.input(full, {}));
  expect(contentOf(out)).toEqual(contentOf(full));
});
