/**
 * Cleaning: made-up brands in every place where injection was seen, true reports that speak of gambling, sport and
 * firms, and what cleaning costs of extraction on clean pages.
 */

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { loadDivisions } from '../../data/divisions/divisions.ts';
import { type CleanContext, cleanDocument, cleanText, gap } from '../../extract/clean/index.ts';
import { inventedPhrase, pick, randomFrom, shapes } from '../../extract/clean/invented/phrases.ts';
import { isTellable, reportWith, slotKinds, units } from '../../extract/clean/invented/reports.ts';
import { trueReport } from '../../extract/clean/invented/true-reports.ts';
import { createGazetteer } from '../../extract/identify/gazetteer.ts';
import { createExtractor } from '../../extract/index.ts';
import { mediaTypeOf } from '../../extract/media.ts';
import { openDocument } from '../../extract/readers/open.ts';
import { randomFigures } from '../../extract/synthetic/figures.ts';
import { layOut } from '../../extract/synthetic/grid.ts';
import { injectAround } from '../../extract/synthetic/inject.ts';
import { seededRandom } from '../../extract/synthetic/random.ts';
import { render } from '../../extract/synthetic/render.ts';
import type { Cell } from '../../schema/extraction.ts';
import { formIds } from '../../schema/forms/form.ts';
import { tableLines } from '../terminal/table.ts';
import type { Bench, BenchArguments } from './bench.ts';
import { wordPage } from './word-page.ts';

const gazetteer = createGazetteer(loadDivisions());
/** As `clean` and extraction ask it. */
const nowhere: CleanContext = {
  url: null,
  host: null,
  isPlaceName: name => gazetteer.named(name).length > 0,
};
const newspaper: CleanContext = {
  ...nowhere,
  url: 'http://news.pcdaily.com/a/1.html',
  host: 'news.pcdaily.com',
};
const source = { url: null, contentType: null, fileName: null, portal: null };
const bare = (text: string): string => text.replaceAll(gap, '').replace(/[\s:_|-]/gu, '');

/** Characters of `part` that do not stand in `whole` in the same order. */
function lostFrom(part: string, whole: string): number {
  let at = 0;
  for (const letter of whole) if (letter === part.charAt(at)) at++;
  return part.length - at;
}

/** @param all also plain names of firms in places where firms are spoken about, which nothing tells from true ones */
function brands(count: number, seed: number, lexicon: boolean, all: boolean) {
  const random = randomFrom(seed);
  let made = 0;
  let whole = 0;
  let lost = 0;
  while (made < count) {
    const shape = pick(random, shapes);
    const slot = pick(random, slotKinds);
    const phrase = inventedPhrase(random, shape);
    const page = reportWith(pick(random, units), slot, phrase, 1 + Math.floor(random() * 5));
    if (!all && !isTellable(shape, slot)) continue;
    made++;
    const cleaned = bare(cleanText(page.text, { ...nowhere, lexicon }).clean_text);
    if (cleaned === bare(page.kept)) whole++;
    lost += lostFrom(bare(page.kept), cleaned);
  }
  return {
    what: `brands, lexicon ${lexicon ? 'on' : 'off'}${all ? '' : ', without plain firms’ names'}`,
    pages: count,
    removed_whole: whole / count,
    lost,
  };
}

function truePages(count: number, seed: number, what: string, context: CleanContext) {
  const random = randomFrom(seed);
  let touched = 0;
  for (let made = 0; made < count; made++) {
    const text = trueReport(random, pick(random, units));
    const cleaned = cleanText(text, context);
    if (cleaned.removed.length > 0 || cleaned.clean_text !== text || cleaned.verdict === 'reject') touched++;
  }
  return { what, pages: count, touched };
}

/** Reports of random figures whose cells read otherwise with spam around the tables than without. */
async function numbers(count: number, seed: number) {
  const extractor = createExtractor({ divisions: [] });
  const title = '强蛟镇2022年政府信息公开工作年度报告';
  const cellsOf = async (html: string): Promise<string> =>
    JSON.stringify((await extractor.extract(new TextEncoder().encode(html), source)).cells.map(withoutPlace));
  let changed = 0;
  for (let made = 0; made < count; made++) {
    const random = seededRandom(seed * 100_000 + made);
    const html = render(layOut(randomFigures(random, random.pick(formIds))), 'html-spans', random, title);
    const phrase = inventedPhrase(() => random.next(), random.pick(shapes));
    if ((await cellsOf(html)) !== (await cellsOf(injectAround(html, title, phrase, random)))) changed++;
  }
  return { what: 'reports with spam around the tables', pages: count, changed };
}

const withoutPlace = ({ table, row, column, value, status, raw }: Cell) => [
  table,
  row,
  column,
  value,
  status,
  raw,
];

const samples = fileURLToPath(new URL('../../data/samples/reports/', import.meta.url));
const rounds = 25;

/** Median of cleaning's time over all of extraction's, one right after the other, on pages without a finding. */
async function share(): Promise<number> {
  const bundled = readdirSync(samples).filter(name => !name.includes('.'));
  const pages = [
    ...bundled.map(name => new Uint8Array(readFileSync(join(samples, name, 'source.html')))),
    ...Array.from({ length: 6 }, (_, seed) => new TextEncoder().encode(wordPage(seed))),
  ];
  const extractor = createExtractor({ divisions: loadDivisions() });
  const ratios: number[] = [];
  for (const bytes of pages) {
    const { document } = await openDocument(bytes, mediaTypeOf(bytes), source);
    if (cleanDocument(document, nowhere).removed.length > 0) continue;
    for (let round = -3; round < rounds; round++) {
      const start = performance.now();
      cleanDocument(document, nowhere);
      const between = performance.now();
      await extractor.extract(bytes, source);
      if (round >= 0) ratios.push((between - start) / (performance.now() - between));
    }
  }
  ratios.sort((a, b) => a - b);
  return ratios[Math.floor(ratios.length / 2)] ?? Number.NaN;
}

async function run({ json, count, seed }: BenchArguments): Promise<boolean> {
  const found = [true, false].flatMap(all =>
    [true, false].map(lexicon => brands(count ?? 2000, seed, lexicon, all)),
  );
  const clean = [
    truePages((count ?? 2000) * 5, seed, 'true pages, host unknown', nowhere),
    truePages((count ?? 2000) * 5, seed, 'true pages, lexicon off', { ...nowhere, lexicon: false }),
    truePages((count ?? 2000) * 5, seed, 'true pages, on a newspaper’s host', newspaper),
  ];
  const safe = await numbers(Math.ceil((count ?? 2000) / 5), seed);
  const cost = await share();
  if (json)
    for (const each of [...found, ...clean, safe, { what: 'share of extraction', cost }])
      console.log(JSON.stringify(each));
  else {
    const percent = (part: number): string => `${(part * 100).toFixed(1)} %`;
    const lines = tableLines(
      [{ heading: 'what' }, { heading: 'pages', align: 'right' }, { heading: 'result' }],
      [
        ...found.map(({ what, pages, removed_whole, lost }) => [
          what,
          pages,
          `${percent(removed_whole)} removed whole, ${lost} characters lost`,
        ]),
        ...clean.map(({ what, pages, touched }) => [what, pages, `${touched} touched`]),
        [safe.what, safe.pages, `${safe.changed} with another cell`],
        ['cleaning, share of extraction', '', percent(cost)],
      ],
    );
    console.log(lines.join('\n'));
  }
  return (
    found.every(({ lost }) => lost === 0) && clean.every(({ touched }) => touched === 0) && safe.changed === 0
  );
}

export const bench: Bench = {
  summary: 'injected phrases removed whole, true pages touched, and cleaning’s share of extraction',
  run,
};
