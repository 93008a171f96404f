import { closeSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { Archive } from '../data/archive/index.ts';
import { exchange } from '../data/archive/sample-exchange.ts';
import { Extractions } from '../data/extractions.ts';
import { temporaryDirectory } from '../data/temporary-directory.ts';
import { wordPage } from './bench/word-page.ts';
import { type ExtractionRunResult, extractNew } from './extraction-run.ts';

const address = (number: number): string => `http://www.qinghe.gov.cn/${number}.html`;
const documents = 11;

/** Pages, one under a second address too, and one whose record was damaged on the disk. */
async function archiveOf(directory: string): Promise<void> {
  const archive = await Archive.open(directory);
  for (let number = 0; number < documents - 1; number++)
    await archive.record(exchange(address(number), wordPage(number)));
  const again = await archive.record(exchange(address(documents - 1), wordPage(0)));
  expect(again.record_type).toBe('revisit');
  const hurt = archive.latest(address(4));
  expect.assert(hurt);
  await archive.close();
  const file = openSync(join(directory, hurt.warc_file), 'r+');
  writeSync(file, Buffer.alloc(64), 0, 64, hurt.warc_offset + Math.floor(hurt.warc_length / 2));
  closeSync(file);
}

async function readOn(
  workers: number,
  directory: string,
): Promise<ExtractionRunResult & { told: number; stored: string[] }> {
  const archive = await Archive.open(directory, { readonly: true });
  const extractions = Extractions.open(join(temporaryDirectory(), 'extractions.db'));
  let told = 0;
  const result = await extractNew({
    archive,
    extractions,
    extractor: 'x',
    portals: new Map(),
    all: true,
    workers,
    signal: new AbortController().signal,
    onProgress: () => {
      told += 1;
    },
  });
  const readings = new Map([...extractions.readings('x')].map(({ url, reading }) => [url, reading]));
  const stored = [...extractions.all('x')].map(each =>
    JSON.stringify([each, { ...readings.get(each.url), layouts: readings.get(each.url)?.layouts?.join() }]),
  );
  extractions.close();
  await archive.close();
  return { ...result, told, stored: stored.sort() };
}

test('what is stored is the same on one thread and on three, and a damaged record costs itself alone', async () => {
  const directory = join(temporaryDirectory(), 'archive');
  await archiveOf(directory);
  const alone = await readOn(1, directory);
  expect(alone).toMatchObject({ read: documents, kept: 0, told: documents });
  expect(alone.issues.map(({ code, subject }) => [code, subject])).toEqual([
    ['archive.record.corrupt', address(4)],
  ]);
  expect(alone.stored).toHaveLength(documents - 1);
  expect(alone.stored.every(each => each.includes('"document_type":"annual_report"'))).toBe(true);
  expect(await readOn(3, directory)).toEqual(alone);
}, 60_000);
