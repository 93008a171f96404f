/** The law of extraction: of all values put out, none differs from what is printed in that cell. */

import { describe, expect, test } from 'vitest';
import { sectionFormIds } from '../../schema/forms/form.ts';
import { mediaTypeOf } from '../media.ts';
import { readHtml } from '../readers/html.ts';
import { readText } from '../readers/text.ts';
import { readTables } from '../tables/read.ts';
import { damage, damages } from './damage.ts';
import { randomFigures } from './figures.ts';
import { layOut } from './grid.ts';
import { type Random, seededRandom } from './random.ts';
import { layouts, losesBlanks, render } from './render.ts';

interface Outcome {
  readonly guessed: string[];
  readonly printed: number;
  readonly read: number;
  readonly page: string;
}

function readOne(random: Random, layout: (typeof layouts)[number], broken: number): Outcome {
  const figures = randomFigures(random, random.pick(sectionFormIds));
  let tables = layOut(figures);
  for (let count = 0; count < broken; count++) tables = damage(tables, random.pick(damages), random);
  const page = render(tables, layout, random, '某镇政府信息公开工作年度报告');
  const bytes = new TextEncoder().encode(page);
  const { blocks } = mediaTypeOf(bytes) === 'text/html' ? readHtml(page) : readText(page);
  const { cells } = readTables(blocks, figures.form === '2019' ? 2020 : 2023, true);
  const guessed: string[] = [];
  let read = 0;
  for (const cell of cells) {
    if (cell.value === null) continue;
    const key = `${cell.table}.${cell.row}.${cell.column}`;
    const truth = figures.cells.get(key)?.value ?? null;
    if (truth === cell.value) read++;
    else guessed.push(`${key}: printed ${truth}, read ${cell.value} (${JSON.stringify(cell.raw)})`);
  }
  const printed = [...figures.cells.values()].filter(cell => cell.value !== null).length;
  return { guessed, printed, read, page };
}

function survey(layout: (typeof layouts)[number], broken: number, documents: number, seed: number) {
  let printed = 0;
  let read = 0;
  for (let index = 0; index < documents; index++) {
    const outcome = readOne(seededRandom(seed + index), layout, broken);
    if (outcome.guessed.length > 0)
      throw new Error(`${layout}, seed ${seed + index}: ${outcome.guessed.slice(0, 5).join('; ')}`);
    printed += outcome.printed;
    read += outcome.read;
  }
  return printed === 0 ? 1 : read / printed;
}

describe.each(layouts)('%s', layout => {
  test('a whole document is read whole, unless the layout itself loses blank cells', () => {
    const share = survey(layout, 0, 120, 1_000);
    expect(share).toBeGreaterThan(losesBlanks.has(layout) ? 0.6 : 0.999);
  });

  test('a broken document gives no number that is not printed in that cell', () => {
    expect(survey(layout, 1, 180, 50_000)).toBeGreaterThan(0.5);
  });
});
