/**
 * `npm run bench`: what extraction costs, as a multiple of the bare HTML parse of the same page.
 * Milliseconds differ between machines; the ratio of two runs, one right after the other, hardly does.
 */

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseDocument } from 'htmlparser2';
import { loadDivisions } from '../../data/divisions/divisions.ts';
import { decode } from '../../extract/decode.ts';
import { createExtractor, type Extractor } from '../../extract/index.ts';
import { tableLines } from '../terminal/table.ts';
import { wordPage } from './word-page.ts';

const rounds = 15;
const warmUp = 3;
const context = { url: null, contentType: null, fileName: null, portal: null };

interface Page {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly text: string;
}

interface Measurement {
  readonly pages: string;
  readonly kilobytes: number;
  /** Milliseconds for one page, medians. */
  readonly parse: number;
  readonly extract: number;
  /** Median over all pairs of runs. */
  readonly ratio: number;
}

const samples = fileURLToPath(new URL('../../data/samples/reports/', import.meta.url));

const pageOf = (name: string, bytes: Uint8Array): Page => ({ name, bytes, text: decode(bytes, null).text });

async function measure(pages: string, set: readonly Page[], extractor: Extractor): Promise<Measurement> {
  const parses: number[] = [];
  const extractions: number[] = [];
  const ratios: number[] = [];
  for (let round = -warmUp; round < rounds; round++)
    for (const page of set) {
      const start = performance.now();
      parseDocument(page.text);
      const between = performance.now();
      await extractor.extract(page.bytes, context);
      const end = performance.now();
      if (round < 0) continue;
      parses.push(between - start);
      extractions.push(end - between);
      ratios.push((end - between) / (between - start));
    }
  const bytes = set.reduce((sum, page) => sum + page.bytes.length, 0) / set.length;
  return {
    pages,
    kilobytes: bytes / 1000,
    parse: median(parses),
    extract: median(extractions),
    ratio: median(ratios),
  };
}

function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

const generated = Array.from({ length: 20 }, (_, seed) =>
  pageOf(`page ${seed}`, Buffer.from(wordPage(seed))),
);
const bundled = readdirSync(samples)
  .filter(name => !name.includes('.'))
  .map(name => pageOf(name, readFileSync(join(samples, name, 'source.html'))));

const extractor = createExtractor({ divisions: loadDivisions() });
const measurements = [
  await measure(`${generated.length} generated pages`, generated, extractor),
  await measure(`${bundled.length} bundled samples`, bundled, extractor),
];

if (process.argv.includes('--json')) for (const each of measurements) console.log(JSON.stringify(each));
else {
  const right = { align: 'right' } as const;
  const lines = tableLines(
    [
      { heading: 'pages' },
      { heading: 'KB', ...right },
      { heading: 'parse ms', ...right },
      { heading: 'extract ms', ...right },
      { heading: 'ratio', ...right },
    ],
    measurements.map(({ pages, kilobytes, parse, extract, ratio }) => [
      pages,
      kilobytes.toFixed(0),
      parse.toFixed(2),
      extract.toFixed(2),
      `${ratio.toFixed(2)}×`,
    ]),
  );
  console.log(lines.join('\n'));
  console.log('parse: htmlparser2 alone, to a tree. extract: bytes to everything that the report says.');
}
