import { join } from 'node:path';
import { expect, test } from 'vitest';
import { Archive } from '../data/archive/index.ts';
import { exchange } from '../data/archive/sample-exchange.ts';
import { Extractions } from '../data/extractions.ts';
import { temporaryDirectory } from '../data/temporary-directory.ts';
import { extractNew } from './extraction-run.ts';

const phrase = '凯隆盛世,鼎博官网';
const page = (name: string, lines: readonly string[]) => ({
  url: `http://www.pingchuan.gov.cn/${name}.html`,
  html: `<html><head><title>平川县</title></head><body><div>${lines.map(line => `<p>${line}</p>`).join('')}</div></body></html>`,
});
const pages = [
  page('own', [`来源:${phrase}人民政府`, `平川县政府办公室${phrase}印发要点的通知`]),
  page('mention', ['全县开展政务公开。', `本专栏经${phrase}更新。`]),
  page('plain', ['全县开展政务公开培训两次。']),
];

/** Extractions by address after one run over the archive for each batch of pages. */
async function readInBatches(batches: readonly (readonly number[])[]): Promise<Record<string, string>> {
  const directory = temporaryDirectory();
  const archive = await Archive.open(join(directory, 'archive'));
  const extractions = Extractions.open(join(directory, 'extractions.db'));
  const options = {
    archive,
    extractions,
    extractor: 'x',
    portals: new Map(),
    signal: new AbortController().signal,
    onProgress: () => {},
  };
  for (const batch of batches) {
    for (const index of batch) {
      const { url, html } = pages[index] ?? page('none', []);
      await archive.record(exchange(url, html));
    }
    await extractNew({ ...options, all: false });
  }
  const found = Object.fromEntries(
    [...extractions.all('x')].map(({ url, extraction }) => [url, JSON.stringify(extraction)]),
  );
  extractions.close();
  await archive.close();
  return found;
}

test('a phrase that one page of a host shows goes from its other pages, in whatever order they come', async () => {
  const found = await readInBatches([[0, 1, 2]]);
  const mention = JSON.parse(found['http://www.pingchuan.gov.cn/mention.html'] ?? '{}');
  expect(mention.removed).toEqual([
    { text: phrase, kind: 'phrase', count: 1, where: ['body'], evidence: ['other_pages'] },
  ]);
  expect(JSON.parse(found['http://www.pingchuan.gov.cn/plain.html'] ?? '{}').verdict).toBe('clean');
  expect(await readInBatches([[2, 1], [0]])).toEqual(found);
}, 60_000);
