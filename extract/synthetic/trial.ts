/**
 * One trial of the law of extraction: a random report, laid out, damaged and read; of all values put out, none may
 * differ from what stood in that very cell, and no cell may be called blank that prints a number. Everything follows
 * from the seed.
 */

import { type FormId, formIds } from '../../schema/forms/form.ts';
import { createExtractor } from '../index.ts';
import { asShown, gridShown } from './as-shown.ts';
import { type Damage, damage, damages } from './damage.ts';
import { docxReport } from './docx-file.ts';
import { randomFigures } from './figures.ts';
import { expand, type GridCell, type LaidOutTable, layOut } from './grid.ts';
import { pdfFile } from './pdf-file.ts';
import { randomSetting, setReport } from './pdf-report.ts';
import { type Random, seededRandom } from './random.ts';
import { layouts, losesBlanks, render } from './render.ts';
import { emptiedIn, goneIn, movedUnseen } from './unseen.ts';

export const trialLayouts = [...layouts, 'pdf', 'pdf-without-lines', 'docx'] as const;
export type TrialLayout = (typeof trialLayouts)[number];

export interface Trial {
  readonly layout: TrialLayout;
  readonly damages: readonly Damage[];
  readonly bytes: Uint8Array;
  /** Cells that print a number, and of these those read rightly. */
  readonly printed: number;
  readonly right: number;
  /** Values that are not what stood in that cell. */
  readonly guessed: readonly string[];
  /** Cells said to be blank in which a number is printed. */
  readonly blanked: readonly string[];
  /** Values that damage moved without a trace, so that they are what the document says (see `movedUnseen`). */
  readonly untraceable: number;
  /** Cells whose number is there in the document, unread. */
  readonly missing: readonly string[];
}

export interface TrialOptions {
  readonly form?: FormId;
  readonly layout?: TrialLayout;
  /** Exactly these, in this order; otherwise `most` at most, drawn at random. */
  readonly damages?: readonly Damage[];
  readonly most?: number;
}

/** A year in which each edition was in use. */
const reportYears: Readonly<Record<FormId, number>> = { 2004: 2009, 2014: 2016, 2019: 2020, 2021: 2023 };

const extractor = createExtractor({ divisions: [] });
const context = { url: null, contentType: null, fileName: null, portal: null };

export async function tryDocument(seed: number, options: TrialOptions = {}): Promise<Trial> {
  const random = seededRandom(seed);
  const figures = randomFigures(random, options.form ?? random.pick(formIds));
  // Paper and Word cost ten times as much to read as a page: they come up less often.
  const layout =
    options.layout ?? (random.chance(0.05) ? random.pick(trialLayouts.slice(-3)) : random.pick(layouts));
  const kinds =
    options.damages ??
    Array.from({ length: options.most === 0 ? 0 : 1 + random.below(options.most ?? 4) }, () =>
      random.pick(damages),
    );
  const intact = layOut(figures);
  let tables = intact;
  // Whoever fills the form has changed its columns before anything breaks the page.
  const inOrder = [...kinds.filter(isOfAuthor), ...kinds.filter(kind => !isOfAuthor(kind))];
  for (const kind of inOrder) tables = damage(tables, kind, random);
  if (layout.startsWith('pdf')) tables = tables.map(framed);
  const title = `某镇${reportYears[figures.form]}年政府信息公开工作年度报告`;
  const bytes = await renderBytes(tables, layout, random, title);
  const { cells } = await extractor.extract(bytes, context);
  const moved = movedUnseen(
    intact,
    tables.map(table => asShown(table, layout)),
    table => gridShown(table, layout),
  );
  // What is behind the last cell that a row prints, where blank cells are not printed or rows are filled up, is blank.
  const emptied = keepsBlanks(layout) ? new Set<string>() : emptiedIn(intact, tables);
  const gone = goneIn(intact, tables);
  const guessed: string[] = [];
  let untraceable = 0;
  const rightKeys = new Set<string>();
  const blanked: string[] = [];
  for (const { table, row, column, value, status, raw } of cells) {
    if (value === null && status !== 'blank') continue;
    const key = `${table}.${row}.${column}`;
    const truth = figures.cells.get(key)?.value ?? null;
    if (truth === value) {
      if (value !== null) rightKeys.add(key);
    } else if (
      gone.has(table) ||
      moved.get(key) === (raw ?? '').trim() ||
      (value === null && emptied.has(key))
    )
      untraceable++;
    else if (value === null) blanked.push(`${key}: printed ${truth}, read as blank`);
    else guessed.push(`${key}: printed ${truth}, read ${value} (${JSON.stringify(raw)})`);
  }
  const printed = [...figures.cells].filter(([, cell]) => cell.value !== null).map(([key]) => key);
  return {
    layout,
    damages: kinds,
    bytes,
    printed: printed.length,
    right: rightKeys.size,
    guessed,
    blanked,
    untraceable,
    missing: printed.filter(key => !rightKeys.has(key)),
  };
}

const isOfAuthor = (kind: Damage): boolean => kind === 'columns swapped' || kind === 'columns merged';

/** On paper a row that has lost a cell is still framed: what is left of it is a blank cell. */
function framed(table: LaidOutTable): LaidOutTable {
  const positions = expand(table.grid, table.width);
  const reaching = new Array<number>(table.width).fill(0);
  const grid = table.grid.map((row, index) => {
    const cells = positions[index] ?? [];
    let end = 0;
    for (const [column, cell] of cells.entries()) {
      if (cell) for (let each = column; each < column + cell.colSpan; each++) reaching[each] = cell.rowSpan;
      if (cell) end = Math.max(end, column + cell.colSpan);
    }
    const missing = reaching.slice(end, table.width).filter(rows => rows <= 0).length;
    for (const [column, rows] of reaching.entries()) reaching[column] = rows - 1;
    const blank: GridCell = { text: '', colSpan: 1, rowSpan: 1, isLabel: false };
    return [...row, ...Array.from({ length: missing }, () => ({ ...blank }))];
  });
  return { ...table, grid };
}

export const keepsBlanks = (layout: TrialLayout): boolean => !losesBlanks.has(layout);

export async function renderBytes(
  tables: readonly LaidOutTable[],
  layout: TrialLayout,
  random: Random,
  title: string,
): Promise<Uint8Array> {
  switch (layout) {
    case 'docx':
      return docxReport(tables, title);
    case 'pdf':
      return pdfFile(setReport(tables, title, randomSetting(random)));
    case 'pdf-without-lines':
      return pdfFile(setReport(tables, title, { ...randomSetting(random), lines: 'none' }));
    default:
      return new TextEncoder().encode(render(tables, layout, random, title));
  }
}
