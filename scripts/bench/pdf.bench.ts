/**
 * What a report of six pages costs as a PDF, against pdf.js alone taking the text off the same pages, in turns. The
 * first of each includes what a program needs once: the modules, the compiler's first look at them.
 */

import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { loadDivisions } from '../../data/divisions/divisions.ts';
import { createExtractor } from '../../extract/index.ts';
import { randomFigures } from '../../extract/synthetic/figures.ts';
import { layOut } from '../../extract/synthetic/grid.ts';
import { pdfFile } from '../../extract/synthetic/pdf-file.ts';
import { type Setting, setReport } from '../../extract/synthetic/pdf-report.ts';
import { seededRandom } from '../../extract/synthetic/random.ts';
import { tableLines } from '../terminal/table.ts';
import type { Bench } from './bench.ts';
import { median } from './median.ts';

const pagesWanted = 6;
/** Milliseconds of CPU that a report of six pages may take, once the program runs: what else runs counts less there. */
const target = 300;
const rounds = 12;
const context = { url: null, contentType: null, fileName: null, portal: null };

export const bench: Bench = {
  summary: `a report of ${pagesWanted} pages as a PDF, against the bare text extraction of pdf.js`,
  async run({ json, seed }) {
    const extractor = createExtractor({ divisions: loadDivisions() });
    const bytes = sixPages(seed);
    const bare: Cost[] = [];
    const whole: Cost[] = [];
    for (let round = 0; round < rounds; round++) {
      bare.push(await costOf(() => bareText(bytes)));
      whole.push(await costOf(() => extractor.extract(bytes, context)));
    }
    const [first, ...later] = whole;
    const measured = {
      kilobytes: bytes.length / 1000,
      first: first?.elapsed ?? Number.NaN,
      extract: median(later.map(({ elapsed }) => elapsed)),
      cpu: median(later.map(({ cpu }) => cpu)),
      bare_cpu: median(bare.slice(1).map(({ cpu }) => cpu)),
      ratio: median(later.map(({ cpu }, index) => cpu / (bare[index + 1]?.cpu ?? Number.NaN))),
    };
    if (json) console.log(JSON.stringify(measured));
    else {
      const right = { align: 'right' } as const;
      const headings = ['kB', 'first, ms', 'extraction, ms', 'CPU, ms', 'bare text, CPU ms', 'ratio'];
      const row = Object.values(measured).map(value => value.toFixed(1));
      console.log(
        tableLines(
          headings.map(heading => ({ heading, ...right })),
          [row],
        ).join('\n'),
      );
    }
    return measured.cpu <= target;
  },
};

/** Pages low enough for the report to fill six of them. */
function sixPages(seed: number): Uint8Array {
  const figures = randomFigures(seededRandom(seed), '2021');
  for (let height = 842; height > 200; height -= 10) {
    const setting: Setting = {
      height,
      cutsRows: true,
      lines: 'strokes',
      numbered: true,
      size: 9,
      columns: 'one',
      turn: { rotate: 0, content: 0 },
    };
    const pages = setReport(layOut(figures), '某镇2023年政府信息公开工作年度报告', setting);
    if (pages.length === pagesWanted) return pdfFile(pages);
  }
  throw new Error(`no height gives ${pagesWanted} pages`);
}

async function bareText(bytes: Uint8Array): Promise<void> {
  const task = getDocument({ data: bytes.slice(), verbosity: 0, useSystemFonts: false });
  const pdf = await task.promise;
  for (let number = 1; number <= pdf.numPages; number++) await (await pdf.getPage(number)).getTextContent();
  await task.destroy();
}

interface Cost {
  readonly elapsed: number;
  readonly cpu: number;
}

async function costOf(work: () => Promise<unknown>): Promise<Cost> {
  const before = process.cpuUsage();
  const start = performance.now();
  await work();
  const { user, system } = process.cpuUsage(before);
  return { elapsed: performance.now() - start, cpu: (user + system) / 1000 };
}
