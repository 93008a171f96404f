/**
 * What extraction costs, as a multiple of the bare HTML parse of the same page and, where Python has pandas, as a
 * share of `pandas.read_html`, which reads the tables and nothing else. Milliseconds differ between machines, and on a
 * busy one between minutes; the ratio of two runs, one right after the other, hardly does. So a turn is one round of
 * parse, of extraction and of pandas over the same pages, CPU of all threads is compared and no clock, and the ratios
 * are those of each turn. V8 compiles the extractor for some thousand pages, and the first of them cost twice as much:
 * those are told by themselves, and the turns begin behind. None is helped or hindered by forced collection, which also throws away what
 * the compiler has learned.
 */

import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseDocument } from 'htmlparser2';
import { loadDivisions } from '../../data/divisions/divisions.ts';
import { decode } from '../../extract/decode.ts';
import { createExtractor, type Extractor } from '../../extract/index.ts';
import { NianbaoError } from '../../schema/issues.ts';
import { leaveCoresToThreads } from '../engine.ts';
import { tableLines } from '../terminal/table.ts';
import type { Bench } from './bench.ts';
import { Pandas } from './pandas.ts';
import { wordPage } from './word-page.ts';

/** Pages of a round: a run of a few milliseconds cannot be timed. Smaller sets are gone over several times. */
const fewestPages = 24;
const turns = 21;
/** Pages that are read before the turns begin. */
const warmUp = 2000;
/** Rounds of the parse that warm it up. */
const parses = 8;
const context = { url: null, contentType: null, fileName: null, portal: null };
/** What extraction is held to, as a share of pandas and as a multiple of the parse. */
const target = { share: 0.5, ratio: 2.5 };

interface Page {
  readonly bytes: Uint8Array;
  readonly text: string;
}

/** Over the turns: the middle one, and a quarter of them lie below, above each of the others. */
interface Spread {
  readonly median: number;
  readonly from: number;
  readonly to: number;
}

interface Measurement {
  readonly pages: string;
  readonly kilobytes: number;
  /** Milliseconds of CPU for one page, all threads, garbage collection and compilation included. */
  readonly parse: Spread;
  readonly extract: Spread;
  /** The same for the first hundred pages of the set. */
  readonly first: number;
  /** Of `pandas.read_html` with lxml; null where this machine has none. */
  readonly pandas: Spread | null;
  /** Extraction as a multiple of the parse. */
  readonly ratio: Spread;
  /** Extraction as a share of pandas. */
  readonly share: Spread | null;
}

export const bench: Bench = {
  summary: 'extraction against the bare parse of the page, and against pandas.read_html',
  async run({ json, pages: directory }) {
    // As the threads read that `extract` starts.
    leaveCoresToThreads();
    const extractor = createExtractor({ divisions: loadDivisions() });
    const sets = directory === null ? ownSets() : [{ name: 'pages given', pages: pagesIn(directory) }];
    const measurements: Measurement[] = [];
    for (const { name, pages } of sets) measurements.push(await measure(name, pages, extractor));
    if (json) for (const each of measurements) console.log(JSON.stringify(each));
    else console.log(tableOf(measurements).join('\n'));
    return true;
  },
};

const pageOf = (bytes: Uint8Array): Page => ({ bytes, text: decode(bytes, null).text });

const ownSets = (): { name: string; pages: Page[] }[] => [
  {
    name: 'pages made up',
    pages: Array.from({ length: 20 }, (_, seed) => pageOf(Buffer.from(wordPage(seed)))),
  },
  { name: 'bundled samples', pages: bundledPages() },
];

function bundledPages(): Page[] {
  const samples = fileURLToPath(new URL('../../data/samples/reports/', import.meta.url));
  return readdirSync(samples)
    .filter(name => !name.includes('.'))
    .map(name => pageOf(readFileSync(join(samples, name, 'source.html'))));
}

function pagesIn(directory: string): Page[] {
  const isThere = statSync(directory, { throwIfNoEntry: false })?.isDirectory() ?? false;
  const names = isThere ? readdirSync(directory).filter(name => /\.html?$/.test(name)) : [];
  if (names.length === 0)
    throw new NianbaoError('config.path.missing', `${directory} is no directory with pages (.html, .htm)`);
  return names.sort().map(name => pageOf(readFileSync(join(directory, name))));
}

async function measure(name: string, pages: readonly Page[], extractor: Extractor): Promise<Measurement> {
  const passes = Math.ceil(fewestPages / pages.length);
  const parsing = (): Promise<number> => costOf(pages, passes, async ({ text }) => void parseDocument(text));
  const extraction = (): Promise<number> =>
    costOf(pages, passes, async ({ bytes }) => void (await extractor.extract(bytes, context)));
  const perRound = passes * pages.length;
  const early: number[] = [];
  for (let read = 0; read < warmUp; read += perRound) {
    if (early.length < parses) await parsing();
    early.push(await extraction());
  }
  const pandas = await Pandas.on(pages.map(({ text }) => text));
  const parse: number[] = [];
  const extract: number[] = [];
  const ofPandas: number[] = [];
  for (let turn = 0; turn < turns; turn++) {
    parse.push(await parsing());
    extract.push(await extraction());
    const other = (await pandas?.round()) ?? null;
    if (other !== null) ofPandas.push(other);
  }
  pandas?.end();
  const toPandas = ofPandas.length < turns ? null : extract.map((own, turn) => own / (ofPandas[turn] ?? 0));
  const first = early.slice(0, Math.max(1, Math.round(100 / perRound)));
  return {
    pages: `${pages.length} ${name}`,
    kilobytes: pages.reduce((sum, page) => sum + page.bytes.length, 0) / pages.length / 1000,
    parse: spreadOf(parse),
    extract: spreadOf(extract),
    first: first.reduce((sum, each) => sum + each, 0) / first.length,
    pandas: toPandas === null ? null : spreadOf(ofPandas),
    ratio: spreadOf(extract.map((own, turn) => own / (parse[turn] ?? 0))),
    share: toPandas === null ? null : spreadOf(toPandas),
  };
}

/** Milliseconds of CPU for one page, of all threads. */
async function costOf(
  pages: readonly Page[],
  passes: number,
  work: (page: Page) => Promise<void>,
): Promise<number> {
  const before = process.cpuUsage();
  for (let pass = 0; pass < passes; pass++) for (const page of pages) await work(page);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000 / (passes * pages.length);
}

function spreadOf(numbers: readonly number[]): Spread {
  const sorted = [...numbers].sort((a, b) => a - b);
  const at = (part: number): number => sorted[Math.floor((sorted.length - 1) * part)] ?? Number.NaN;
  return { median: at(0.5), from: at(0.25), to: at(0.75) };
}

function tableOf(measurements: readonly Measurement[]): string[] {
  const right = { align: 'right' } as const;
  const whole = (share: number): string => (100 * share).toFixed(0);
  return [
    ...tableLines(
      [
        { heading: 'pages' },
        { heading: 'KB', ...right },
        { heading: 'parse', ...right },
        { heading: 'extract', ...right },
        { heading: 'first 100', ...right },
        { heading: 'pandas', ...right },
        { heading: 'of the parse', ...right },
        { heading: 'of pandas', ...right },
      ],
      measurements.map(({ pages, kilobytes, parse, extract, first, pandas, ratio, share }) => [
        pages,
        kilobytes.toFixed(0),
        parse.median.toFixed(2),
        extract.median.toFixed(2),
        first.toFixed(2),
        pandas === null ? 'not here' : pandas.median.toFixed(2),
        `${ratio.median.toFixed(2)}× (${ratio.from.toFixed(2)}–${ratio.to.toFixed(2)})`,
        share === null ? '' : `${whole(share.median)} % (${whole(share.from)}–${whole(share.to)})`,
      ]),
    ),
    'Milliseconds of CPU for one page, medians; in brackets what half of all turns lie between.',
    'parse: htmlparser2 alone, to a tree. extract: bytes to everything that the report says; first 100: as V8 compiles.',
    'pandas: read_html with lxml, from text to the tables of the page. V8 is set as in the threads that read.',
    ...measurements.map(verdictOf),
  ];
}

function verdictOf({ pages, share, ratio }: Measurement): string {
  const said = (holds: boolean): string => (holds ? 'holds' : 'does not hold');
  const ofParse = `${target.ratio} times the parse: ${said(ratio.median <= target.ratio)}`;
  return share === null
    ? `${pages}: at most ${ofParse}`
    : `${pages}: at most half of pandas: ${said(share.median <= target.share)}; at most ${ofParse}`;
}
