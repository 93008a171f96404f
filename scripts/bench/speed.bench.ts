/**
 * What extraction costs, as a multiple of the bare HTML parse of the same page and, where Python has pandas, as a
 * share of `pandas.read_html`, which reads the tables and nothing else. Milliseconds differ between machines; the
 * ratio of two runs, one right after the other, hardly does. Parse, extraction and pandas take turns, so that all
 * three meet the same disturbance; none is helped or hindered by forced collection, which also throws away what the
 * compiler has learned.
 */

import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseDocument } from 'htmlparser2';
import { loadDivisions } from '../../data/divisions/divisions.ts';
import { decode } from '../../extract/decode.ts';
import { createExtractor, type Extractor } from '../../extract/index.ts';
import { leaveCoresToThreads } from '../engine.ts';
import { tableLines } from '../terminal/table.ts';
import type { Bench } from './bench.ts';
import { wordPage } from './word-page.ts';

const warmUp = 5;
/** Turns, each of some rounds of parse and extraction, and one run of pandas. */
const turns = 5;
const rounds = 5;
/** Smaller sets are gone over several times in a round: a run of a few milliseconds cannot be timed. */
const fewestPages = 20;
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
  /** Median over all rounds, each of a parse and an extraction of all pages. */
  readonly ratio: number;
  /** Milliseconds of all cores for one page, garbage collection and compilation included; median. */
  readonly cpu: number;
  /** Of `pandas.read_html` with lxml, the same; null where this machine has none. */
  readonly pandas_cpu: number | null;
  /** CPU as a share of that of pandas, median over the turns. */
  readonly share: number | null;
}

export const bench: Bench = {
  summary: 'extraction against the bare parse of the page, and against pandas.read_html',
  async run({ json }) {
    // As the threads read that `extract` starts.
    leaveCoresToThreads();
    const extractor = createExtractor({ divisions: loadDivisions() });
    const measurements = [
      await measure('generated pages', generatedPages(20), extractor),
      await measure('bundled samples', bundledPages(), extractor),
    ];
    if (json) for (const each of measurements) console.log(JSON.stringify(each));
    else console.log(tableOf(measurements).join('\n'));
    return true;
  },
};

const pageOf = (name: string, bytes: Uint8Array): Page => ({ name, bytes, text: decode(bytes, null).text });

const generatedPages = (count: number): Page[] =>
  Array.from({ length: count }, (_, seed) => pageOf(`page ${seed}`, Buffer.from(wordPage(seed))));

function bundledPages(): Page[] {
  const samples = fileURLToPath(new URL('../../data/samples/reports/', import.meta.url));
  return readdirSync(samples)
    .filter(name => !name.includes('.'))
    .map(name => pageOf(name, readFileSync(join(samples, name, 'source.html'))));
}

async function measure(pages: string, set: readonly Page[], extractor: Extractor): Promise<Measurement> {
  const passes = Math.ceil(fewestPages / set.length);
  const costOfBoth = async (): Promise<Round> => ({
    parse: await costOf(set, passes, async page => void parseDocument(page.text)),
    extraction: await costOf(set, passes, async page => void (await extractor.extract(page.bytes, context))),
  });
  for (let round = 0; round < warmUp; round++) await costOfBoth();
  const all: Round[] = [];
  const ofPandas: number[] = [];
  const shares: number[] = [];
  for (let turn = 0; turn < turns; turn++) {
    const own: Round[] = [];
    for (let round = 0; round < rounds; round++) own.push(await costOfBoth());
    all.push(...own);
    const pandas = pandasOf(set);
    if (pandas === null) continue;
    ofPandas.push(pandas);
    shares.push(median(own.map(({ extraction }) => extraction.cpu)) / pandas);
  }
  return {
    pages: `${set.length} ${pages}`,
    kilobytes: set.reduce((sum, page) => sum + page.bytes.length, 0) / set.length / 1000,
    parse: median(all.map(({ parse }) => parse.elapsed)),
    extract: median(all.map(({ extraction }) => extraction.elapsed)),
    ratio: median(all.map(({ parse, extraction }) => extraction.elapsed / parse.elapsed)),
    cpu: median(all.map(({ extraction }) => extraction.cpu)),
    pandas_cpu: ofPandas.length === 0 ? null : median(ofPandas),
    share: shares.length === 0 ? null : median(shares),
  };
}

interface Round {
  readonly parse: Cost;
  readonly extraction: Cost;
}

/** Milliseconds for one page, on the clock and of all threads. */
interface Cost {
  readonly elapsed: number;
  readonly cpu: number;
}

async function costOf(
  set: readonly Page[],
  passes: number,
  work: (page: Page) => Promise<void>,
): Promise<Cost> {
  const before = process.cpuUsage();
  const start = performance.now();
  for (let pass = 0; pass < passes; pass++) for (const page of set) await work(page);
  const elapsed = performance.now() - start;
  const { user, system } = process.cpuUsage(before);
  const runs = passes * set.length;
  return { elapsed: elapsed / runs, cpu: (user + system) / 1000 / runs };
}

function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

/** Milliseconds of CPU for one page; null where no Python with pandas and lxml is to be found. */
function pandasOf(set: readonly Page[]): number | null {
  const directory = mkdtempSync(join(tmpdir(), 'nianbao-bench-'));
  try {
    set.forEach((page, index) => {
      writeFileSync(join(directory, `${index}.html`), page.text);
    });
    const script = fileURLToPath(new URL('pandas_tables.py', import.meta.url));
    for (const python of ['python3', '/usr/bin/python3']) {
      const { status, stdout } = spawnSync(python, [script, directory], { encoding: 'utf8' });
      if (status === 0) return Number(stdout);
    }
    return null;
  } finally {
    rmSync(directory, { recursive: true });
  }
}

function tableOf(measurements: readonly Measurement[]): string[] {
  const right = { align: 'right' } as const;
  return [
    ...tableLines(
      [
        { heading: 'pages' },
        { heading: 'KB', ...right },
        { heading: 'parse ms', ...right },
        { heading: 'extract ms', ...right },
        { heading: 'ratio', ...right },
        { heading: 'CPU ms', ...right },
        { heading: 'pandas CPU ms', ...right },
        { heading: 'share', ...right },
      ],
      measurements.map(({ pages, kilobytes, parse, extract, ratio, cpu, pandas_cpu, share }) => [
        pages,
        kilobytes.toFixed(0),
        parse.toFixed(2),
        extract.toFixed(2),
        `${ratio.toFixed(2)}×`,
        cpu.toFixed(2),
        pandas_cpu === null ? 'not here' : pandas_cpu.toFixed(2),
        share === null ? '' : `${(100 * share).toFixed(0)} %`,
      ]),
    ),
    'parse: htmlparser2 alone, to a tree. extract: bytes to everything that the report says.',
    'pandas: read_html with lxml, from text to the tables of the page. CPU: of all threads.',
    'V8 is set as in the threads that read.',
  ];
}
