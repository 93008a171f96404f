/** Numbers are safe: injected text, wherever it stands, changes no value of a table. */

import { expect, test } from 'vitest';
import type { Cell } from '../../schema/extraction.ts';
import { sectionFormIds } from '../../schema/forms/form.ts';
import { inventedPhrase, shapes } from '../clean/invented/phrases.ts';
import { createExtractor } from '../index.ts';
import { randomFigures } from './figures.ts';
import { layOut } from './grid.ts';
import { type Random, seededRandom } from './random.ts';
import { render } from './render.ts';

const extractor = createExtractor({ divisions: [] });
const title = '强蛟镇2022年政府信息公开工作年度报告';

async function cellsOf(html: string): Promise<readonly Cell[]> {
  const context = { url: null, contentType: null, fileName: null, portal: null };
  return (await extractor.extract(new TextEncoder().encode(html), context)).cells;
}

/** Every place outside the cells where spam is met: title, prose, hidden parts, lines between tables, links. */
function inject(html: string, phrase: string, random: Random): string {
  const places: readonly ((page: string) => string)[] = [
    page => page.replaceAll(title, `${phrase}${title}`),
    page => page.replaceAll('本年度', `${phrase}本年度`),
    page => page.replace('<div id="zoom">', `<div id="zoom"><p>${phrase}</p>`),
    page => page.replace('</table>', `</table><p>${phrase}强蛟镇人民政府</p>`),
    page => page.replace('<p>五、', `<div style="display:none">${phrase}12</div><p>五、`),
    page => page.replace('<p>六、', `<p><a href="http://www.example.com/">${phrase}</a></p><p>六、`),
  ];
  return places.reduce((page, place) => (random.chance(0.5) ? place(page) : page), html);
}

test('spam around the tables changes no cell, spam in labels gives no value that is not printed', async () => {
  for (let seed = 0; seed < 120; seed++) {
    const random = seededRandom(seed);
    const tables = layOut(randomFigures(random, random.pick(sectionFormIds)));
    const html = render(tables, 'html-spans', random, title);
    const phrase = inventedPhrase(() => random.next(), random.pick(shapes));
    const before = await cellsOf(html);
    expect(
      before.some(cell => cell.value !== null),
      `seed ${seed}`,
    ).toBe(true);
    const values = (cells: readonly Cell[]) =>
      cells.map(({ value, status, raw }) => ({ value, status, raw }));
    expect(values(await cellsOf(inject(html, phrase, random))), `seed ${seed}: ${phrase}`).toEqual(
      values(before),
    );

    const labels = tables.map(table => ({
      ...table,
      grid: table.grid.map(row =>
        row.map(cell => (cell.isLabel && random.chance(0.1) ? { ...cell, text: phrase + cell.text } : cell)),
      ),
    }));
    const known = new Map(before.map(cell => [`${cell.table}.${cell.row}.${cell.column}`, cell.value]));
    for (const cell of await cellsOf(render(labels, 'html-spans', random, title)))
      if (cell.value !== null)
        expect(cell.value, `seed ${seed}: ${phrase}`).toBe(
          known.get(`${cell.table}.${cell.row}.${cell.column}`),
        );
  }
});
