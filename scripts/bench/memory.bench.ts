/** Memory of one extractor over many documents, no two of which say the same: it must not grow. */

import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { loadDivisions } from '../../data/divisions/divisions.ts';
import { createExtractor } from '../../extract/index.ts';
import { randomFigures } from '../../extract/synthetic/figures.ts';
import { layOut } from '../../extract/synthetic/grid.ts';
import { seededRandom } from '../../extract/synthetic/random.ts';
import { layouts, render } from '../../extract/synthetic/render.ts';
import { sectionFormIds } from '../../schema/forms/form.ts';
import { grouped } from '../terminal/table.ts';
import type { Bench } from './bench.ts';

const defaultCount = 100_000;
const steps = 10;
/** Caches fill in the first tenth; what they hold after it may not grow by more. */
const allowedMegabytes = 25;
const context = { url: null, contentType: null, fileName: null, portal: null };

export const bench: Bench = {
  summary: `memory of the extractor over --count documents (${defaultCount}), every one another`,
  async run({ json, count, seed }) {
    setFlagsFromString('--expose-gc');
    const collectGarbage = runInNewContext('gc') as () => void;
    const documents = count ?? defaultCount;
    const extractor = createExtractor({ divisions: loadDivisions() });
    const random = seededRandom(seed);
    const readings: { documents: number; heap: number; resident: number }[] = [];
    for (let index = 1; index <= documents; index++) {
      await extractor.extract(documentOf(index, random), context);
      if (index % Math.max(1, Math.floor(documents / steps)) !== 0) continue;
      collectGarbage();
      const { heapUsed, rss } = process.memoryUsage();
      const reading = { documents: index, heap: heapUsed / 1e6, resident: rss / 1e6 };
      readings.push(reading);
      // A line as soon as it is known: the whole takes many minutes.
      const line = `${grouped(index)} documents: heap ${reading.heap.toFixed(0)} MB, resident ${reading.resident.toFixed(0)} MB`;
      console.log(json ? JSON.stringify(reading) : line);
    }
    const growth = (readings.at(-1)?.heap ?? 0) - (readings[0]?.heap ?? 0);
    if (!json) console.log(`after the first tenth the heap changed by ${growth.toFixed(1)} MB`);
    return growth < allowedMegabytes;
  },
};

/** Other names, figures and words in every document, so that no cache is spared. */
function documentOf(index: number, random: ReturnType<typeof seededRandom>): Uint8Array {
  const name = `${han(index)}${han(index * 7 + 3)}镇`;
  const tables = layOut(randomFigures(random, random.pick(sectionFormIds)));
  const text = render(tables, random.pick(layouts), random, `${name}政府信息公开工作年度报告`);
  return Buffer.from(`${text}\n${name}人民政府第${index}号`);
}

const han = (index: number): string => String.fromCharCode(0x4e00 + (index % 20_000));
