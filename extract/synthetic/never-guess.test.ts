/** The law of extraction: of all values put out, none differs from what is printed in that cell. */

import { describe, expect, test } from 'vitest';
import type { Damage } from './damage.ts';
import { layouts } from './render.ts';
import { keepsBlanks, type TrialLayout, tryDocument } from './trial.ts';

/** Share of the printed numbers that are read; none may be guessed. */
async function survey(
  layout: TrialLayout,
  seeds: readonly number[],
  damages: { readonly most?: number; readonly damages?: readonly Damage[] },
): Promise<number> {
  let printed = 0;
  let right = 0;
  for (const seed of seeds) {
    const trial = await tryDocument(seed, { layout, ...damages });
    if (trial.guessed.length > 0)
      throw new Error(
        `${layout}, seed ${seed}, ${trial.damages.join(', ')}: ${trial.guessed.slice(0, 5).join('; ')}`,
      );
    printed += trial.printed;
    right += trial.right;
  }
  return printed === 0 ? 1 : right / printed;
}

const seedsFrom = (first: number, count: number): number[] =>
  Array.from({ length: count }, (_, index) => first + index);

/** Some ten seconds of CPU; a machine that does much else needs its time. */
const timeout = 180_000;

describe.each(layouts)('%s', { timeout }, layout => {
  test('a whole document is read whole, unless the layout itself loses blank cells', async () => {
    const share = await survey(layout, seedsFrom(1_000, 20), { most: 0 });
    if (keepsBlanks(layout)) expect(share).toBeGreaterThan(0.9);
  });

  test('a broken document gives no number that is not printed in that cell', async () => {
    const share = await survey(layout, seedsFrom(50_000, 140), { most: 2 });
    if (keepsBlanks(layout)) expect(share).toBeGreaterThan(0.7);
  });
});

describe.each(['pdf', 'pdf-without-lines', 'docx'] as const)('%s', { timeout }, layout => {
  test('no number is guessed, whole or broken', async () => {
    const share = await survey(layout, seedsFrom(2_000, 5), { most: 0 });
    await survey(layout, seedsFrom(60_000, 10), { most: 2 });
    if (keepsBlanks(layout)) expect(share).toBeGreaterThan(0.9);
  });
});

/** Documents that once gave a wrong number, by what was taken for proof. */
const onceGuessed: readonly (readonly [string, readonly number[]])[] = [
  [
    'the headings of the report’s own table stand there without rows, another table has some',
    [9201030, 9205919, 20005607],
  ],
  [
    'a row behind whose label the numbers of a whole table stand, its labels dropped as repeated',
    [21000975, 22008727],
  ],
  ['two rows of which the turn of a page is said to have made two halves', [21003253, 21007493]],
  ['a second row of section 四 whose only number is broken in two', [22005649]],
  ['two columns made one, and their heading lost', [9101112]],
  ['a row of bars with a blank too many', [9203036]],
  ['a zero printed twice beside a blank that was lost', [9207633]],
  ['two numbers in one cell, taken for words that end the row', [23015566, 23080548, 23081621]],
  ['a cell lost behind the last total that is confirmed, and a blank at the end', [23039605]],
  ['two zeros with room behind them, in a table that leaves blanks', [23072475]],
  ['the only row of a table, in a document that loses blanks', [23081629]],
  ['a table whose headings were dropped as repeated, and the next one with them', [23084908]],
  ['a unit with a remark behind it, taken for a figure', [23093020]],
  ['zeros beside a row that prints some of its cells', [23070939, 23067337]],
  ['a blank cell on a line of its own, dropped from a row that adds up without it', [41013296]],
  [
    'a heading in two columns of text, broken, above a table that no line rules',
    [51005425, 51014271, 51014879],
  ],
  ['a row that is a table of its own and narrower than the others', [51011900]],
  ['two numbers run together in a list without headings, whose other rows are blank', [51013081]],
  ['the rest of a row, set down beside its label by the turn of a page', [51031193]],
  [
    'a number broken in two, a blank beyond the edge, a zero more in a row that is whole and adds up: what nobody can see',
    [22000185, 9207034, 20006431, 20008005, 70025494],
  ],
  [
    'a page number on a line of its own behind a row that has a cell too few: what nobody can see',
    [51000952, 51022801, 61001157],
  ],
  ['two columns of a page without lines, the heading of a section beside those of a table', [61008608]],
  ['a number alone where the labels of a block of one column stand', [61224571]],
  ['a line of a list that ends in a mark, beside another that ends in a number', [61211733]],
  ['a row whose label stands where its group’s does', [63061240, 63066321]],
  ['a second row of section 四 below a word of another table', [63071636]],
  ['the copy of a row whose label is misspelt', [63078602]],
  ['a mark at the head of a page, taken for the end of a label', [63081295]],
  ['a number broken over two lines in a row of lines that has lost another', [64040322]],
  ['one number of a line beside headings of two columns that stand elsewhere', [65002224]],
  ['the only row of section 四 where half of its headings stand again, broken', [65026547]],
  ['the copy of a row with the headings of its list between', [65041508]],
  ['two numbers run together and printed twice, in a row that ends before its headings do', [63009683]],
  ['a second list without headings of its own, its columns swapped', [67008065]],
  ['a number beside a heading that reaches into its row', [67021956]],
  ['a number alone on its line, beside rows that have theirs on one', [67113988]],
  ['headings behind which the first row of their list comes again', [67132586]],
  ['the first row of a list again, other numbers behind it, and no headings', [73000699]],
  ['a copy of a list whose rows were cut before the first of the other', [68059815]],
  ['two numbers below a heading of one, which another list has lent', [68005392]],
  ['a blank beside a table of paper, framed for the sake of another row', [69005518]],
  ['words and numbers amid the headings of section 四, and another table', [69008424]],
  ['a row that comes again far below, above the list of another edition', [69031848]],
  ['a row that has moved left, a blank too many amid its numbers', [69037146]],
  ['a blank before the first of headings that have moved right', [70029104]],
  ['lone numbers of section 三 whose sums hold, and no total among them', [72062385]],
];

/** Documents in which a cell was once called blank that prints a number, by what was taken for a blank. */
const onceBlanked: readonly (readonly [string, readonly number[]])[] = [
  ['a label of a grid without any cells', [51000943, 51001374, 51002615, 51000133]],
  ['a row that ends before its headings do', [51001963]],
  ['a row of a list in lines, its numbers printed before and dropped as repeated', [51000682, 51001306]],
  ['a row of a list behind which words that no form knows stand, and its numbers', [51000590, 51000024]],
  ['a row whose numbers stand beside another label, in a table that no line rules', [51000686, 51001812]],
  ['a row that only the copy of another report has', [51002972]],
  ['a row beside whose blank two numbers stand under one heading', [51002966]],
  ['a row that has lost its code, and a number in its place', [51002106]],
  ['a label that is a table of its own, its cells gone', [61005749, 61008803]],
  ['the half of section 四 that another row prints', [61015739, 61016975]],
  ['a number pushed over the edge of its table', [61015915, 61009948]],
  ['a row amid which a heading of the rows above stands', [61022592]],
  ['two numbers in one piece of a table that no line rules', [61003851, 61004437]],
  ['a row on one line that ends in a mark', [61004202]],
  ['a repeat within a line that holds two numbers', [61006346]],
  ['two numbers run together, taken for words', [61012528]],
  ['a cell that has gone from a row of lines', [61021746]],
  ['a label of a list in a column of text, its row and running text mixed', [61282851]],
  ['a single digit in the place of a code, and blanks behind it', [63046936]],
  ['marks and blanks of section 四 beside a row with a label of its own that prints numbers', [62000772]],
  ['a number in a column of paper too narrow for its digits', [67041370]],
  ['two cells run together behind a label on its line', [68010620]],
  ['a number below its row, in the place of a label', [68057212]],
  ['a number amid the halves of a broken label', [68161274]],
  ['a row of a list that has lost its code and a number', [71018577]],
  ['a row of a list that has lost its unit and a number', [72115992]],
];

test.each(onceBlanked)('%s', async (_, seeds) => {
  for (const seed of seeds) expect((await tryDocument(seed)).blanked, `seed ${seed}`).toEqual([]);
});

test.each(onceGuessed)('%s', async (_, seeds) => {
  for (const seed of seeds) expect((await tryDocument(seed)).guessed, `seed ${seed}`).toEqual([]);
});

test('a row taller than a page is set over several, whatever the setting', async () => {
  expect((await tryDocument(64005294)).guessed).toEqual([]);
});
