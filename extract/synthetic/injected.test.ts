/** Numbers are safe: injected text, wherever it stands, changes no value of a table. */

import { expect, test } from 'vitest';
import type { Cell } from '../../schema/extraction.ts';
import { formIds } from '../../schema/forms/form.ts';
import { inventedPhrase, shapes } from '../clean/invented/phrases.ts';
import { createExtractor } from '../index.ts';
import { randomFigures } from './figures.ts';
import { layOut } from './grid.ts';
import { injectAround, injectIntoLabels } from './inject.ts';
import { seededRandom } from './random.ts';
import { render } from './render.ts';

const extractor = createExtractor({ divisions: [] });
const title = '强蛟镇2022年政府信息公开工作年度报告';

async function cellsOf(html: string): Promise<readonly Cell[]> {
  const context = { url: null, contentType: null, fileName: null, portal: null };
  return (await extractor.extract(new TextEncoder().encode(html), context)).cells;
}

const valuesOf = (cells: readonly Cell[]) => cells.map(({ value, status, raw }) => ({ value, status, raw }));

// Two reports for every shape of phrase; `npm run bench -- cleaning` makes hundreds.
test('spam around the tables changes no cell, spam in labels gives no value that is not printed', async () => {
  let valued = 0;
  for (const [seed, shape] of [...shapes, ...shapes].entries()) {
    const random = seededRandom(seed);
    const tables = layOut(randomFigures(random, random.pick(formIds)));
    const html = render(tables, 'html-spans', random, title);
    const phrase = inventedPhrase(() => random.next(), shape);
    const before = await cellsOf(html);
    if (before.some(cell => cell.value !== null)) valued++;
    const around = await cellsOf(injectAround(html, title, phrase, random));
    expect(valuesOf(around), `seed ${seed}: ${phrase}`).toEqual(valuesOf(before));

    const known = new Map(before.map(cell => [`${cell.table}.${cell.row}.${cell.column}`, cell.value]));
    const labelled = render(injectIntoLabels(tables, phrase, random), 'html-spans', random, title);
    for (const { table, row, column, value } of await cellsOf(labelled))
      if (value !== null)
        expect(value, `seed ${seed}: ${phrase}`).toBe(known.get(`${table}.${row}.${column}`));
  }
  expect(valued).toBeGreaterThan(shapes.length);
}, 120_000);
