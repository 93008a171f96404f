/**
 * One trial of the law of extraction: a random report, laid out, damaged and read; of all values put out, none may
 * differ from what stood in that very cell, and no cell may be called blank that prints a number. Everything follows
 * from the seed.
 */

import { type FormId, formIds } from '../../schema/forms/form.ts';
import { createExtractor } from '../index.ts';
import { type Damage, damage, damages, swapped } from './damage.ts';
import { docxReport } from './docx-file.ts';
import { randomFigures } from './figures.ts';
import { expand, type Grid, type GridCell, type LaidOutTable, layOut } from './grid.ts';
import { pdfFile } from './pdf-file.ts';
import { randomSetting, setReport } from './pdf-report.ts';
import { type Random, seededRandom } from './random.ts';
import { layouts, losesBlanks, render } from './render.ts';

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
    } else if (moved.get(key) === (raw ?? '').trim() || (value === null && emptied.has(key))) untraceable++;
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
    const missing = reaching.filter((rows, column) => column >= end && rows <= 0).length;
    for (const [column, rows] of reaching.entries()) reaching[column] = rows - 1;
    const blank: GridCell = { text: '', colSpan: 1, rowSpan: 1, isLabel: false };
    return [...row, ...Array.from({ length: missing }, () => ({ ...blank }))];
  });
  return { ...table, grid };
}

/** The grid of a table as this layout shows it. */
function gridShown(table: LaidOutTable, layout: TrialLayout): LaidOutTable {
  switch (layout) {
    case 'pdf-without-lines':
      return byPosition(table);
    case 'tab-rows':
    case 'markdown': {
      // Every row is filled up to the table's width: a cell that has gone is a blank at its end.
      const blank: GridCell = { text: '', colSpan: 1, rowSpan: 1, isLabel: false };
      return {
        ...table,
        grid: expand(table.grid, table.width).map(row =>
          row.map(cell => (cell ? { ...cell, colSpan: 1, rowSpan: 1 } : { ...blank })),
        ),
      };
    }
    case 'html-no-spans':
    case 'tab-cells':
    case 'lines':
    case 'lines-with-blanks':
    case 'lines-without-repeats':
    case 'html-paragraphs':
      return {
        ...table,
        grid: table.grid.map(row => row.map(cell => ({ ...cell, colSpan: 1, rowSpan: 1 }))),
      };
    default:
      return table;
  }
}

/**
 * A cell to a line: what stands there without a label, be it the number of a page or the rest of a row, is of the row
 * before it; in section 四, whose row has none, if that has cells.
 */
function withLooseNumbers(table: LaidOutTable): LaidOutTable {
  const grid: Grid = [];
  for (const row of table.grid) {
    const isLoose = row.every(({ isLabel, text }) => !isLabel || (row.length === 1 && /^\d+$/.test(text)));
    const before = grid.at(-1);
    if (isLoose && before && (table.id !== 'remedies' || before.some(({ isLabel }) => !isLabel)))
      before.push(...row.map(cell => ({ ...cell, isLabel: false })));
    else grid.push([...row]);
  }
  return { ...table, grid };
}

/** What a reader can see of a table in this layout: cells that no rendering of it tells apart are made alike. */
function asShown(table: LaidOutTable, layout: TrialLayout): LaidOutTable {
  switch (layout) {
    case 'pdf-without-lines': {
      // A blank row that no line frames is not there to be seen.
      const { grid, ...rest } = gridShown(table, layout);
      return { ...rest, grid: grid.filter(row => row.some(cell => cell.text !== '')) };
    }
    case 'spaced-lines':
    case 'html-runs':
      // Cells parted by spaces: a number broken in two is two of them.
      return withoutBlanks({ ...table, grid: table.grid.map(row => row.flatMap(inWords)) });
    case 'lines':
    case 'html-paragraphs':
      return withoutBlanks(withLooseNumbers(gridShown(table, layout)));
    case 'lines-with-blanks':
    case 'lines-without-repeats':
      return withLooseNumbers(gridShown(table, layout));
    default:
      return gridShown(table, layout);
  }
}

/**
 * A table without lines as it is seen: texts where they begin, in the grid that the headings make. How far a cell
 * reaches no line shows, nor that a blank one stands beyond the right edge.
 */
function byPosition(table: LaidOutTable): LaidOutTable {
  const blank: GridCell = { text: '', colSpan: 1, rowSpan: 1, isLabel: false };
  const grid = expand(table.grid, table.width + widestOverhang).map(row => {
    const end = row.findLastIndex(cell => cell && cell.text !== '') + 1;
    return row
      .slice(0, Math.max(table.width, end))
      .map(cell => (cell ? { ...cell, colSpan: 1, rowSpan: 1 } : { ...blank }));
  });
  return { ...table, grid };
}

function inWords(cell: GridCell): GridCell[] {
  const parts = cell.isLabel ? [] : cell.text.split(/\s+/);
  return parts.length > 1 ? parts.map(text => ({ ...cell, text })) : [cell];
}

/**
 * Where blank cells are not printed, a row with a number for each column is seen as a whole one if something confirms
 * it: in section 三 its sum; elsewhere that every other row prints all of its cells or, in section 二 for zeros, all or
 * none.
 */
function withoutBlanks(table: LaidOutTable): LaidOutTable {
  const isList = table.id === 'statistics';
  const mostLabels = Math.max(0, ...table.grid.filter(isOfFigures).map(row => labelsIn(row).length));
  let columns = isList ? table.width - mostLabels : 0;
  const grid = table.grid.map((row, index) => {
    // Of headings there are several; a loose number may stand behind them.
    const headings = labelsIn(row).length;
    if (headings > 1 && !isList) columns = headings - 1;
    const printed = row.filter(cell => cell.isLabel || cell.text.trim() !== '');
    const numbers = numbersIn(printed);
    const isWhole =
      table.id === 'requests'
        ? numbers.length === applicants + 1 && addsUp(numbers)
        : table.id !== 'remedies' &&
          numbers.length === columns &&
          table.grid.every(
            (other, at) =>
              at === index ||
              (!isList && numbers.every(number => number === 0)
                ? printsAllOrNone(other)
                : !other.some(isBlankCell)),
          );
    return isWhole ? printed : row;
  });
  return { ...table, grid };
}

const labelsIn = (row: readonly GridCell[]): GridCell[] => row.filter(cell => cell.isLabel);

const numbersIn = (row: readonly GridCell[]): number[] =>
  row.flatMap(cell => (cell.isLabel || cell.text.trim() === '' ? [] : [Number(cell.text)]));

function addsUp(numbers: readonly number[]): boolean {
  const sum = numbers.slice(0, -1).reduce((left, right) => left + right, 0);
  return sum > 0 && sum === numbers.at(-1);
}

const isBlankCell = (cell: GridCell): boolean => !cell.isLabel && cell.text.trim() === '';

function printsAllOrNone(row: readonly GridCell[]): boolean {
  const cells = row.filter(cell => !cell.isLabel);
  const blanks = cells.filter(isBlankCell).length;
  return blanks === 0 || blanks === cells.length;
}

/** Columns of section 三 before its total. */
const applicants = 6;

/** Cells that damage can add to a row. */
const widestOverhang = 20;

const labelOf = ({ isLabel, text, meant }: GridCell): string => (isLabel ? (meant ?? text) : '');

const shapeOf = (row: readonly GridCell[]): string =>
  row.map(cell => `${labelOf(cell)}:${cell.colSpan}:${cell.rowSpan}`).join('|');

/**
 * Texts in rows that look as they should, labels, cells and spans, and still hold other texts than before: two
 * damages that make up for each other, or a cell lost at one edge for a blank at the other. By form's cell.
 */
function movedUnseen(
  intact: readonly LaidOutTable[],
  damaged: readonly LaidOutTable[],
  seen: (table: LaidOutTable) => LaidOutTable,
): Map<string, string> {
  const moved = new Map<string, string>();
  for (const table of intact) {
    const copies = damaged
      // Under the title of another edition stands no copy of this table.
      .filter(({ id, heading }) => id === table.id && heading === table.heading)
      .map(copy => ({ grid: copy.grid, reference: seen((copy.swaps ?? []).reduce(swapped, table)).grid }));
    for (const index of table.grid.keys()) {
      const now = new Map<string, Set<string | null>>();
      for (const { grid, reference } of copies) {
        const row = reference[index] ?? [];
        if (row.every(cell => cell.isLabel)) continue;
        const twins: (readonly GridCell[] | null)[] = twinsOf(row, reference, grid);
        // A copy of the table without this row: what another copy prints may be of another report.
        if (twins.length === 0) twins.push(null);
        for (const twin of twins)
          for (const [at, { key }] of row.entries())
            if (key !== undefined)
              now.set(key, (now.get(key) ?? new Set()).add(twin && (twin[at]?.text ?? '').trim()));
      }
      for (const { key, text } of table.grid[index] ?? []) {
        const [only, second] = (key !== undefined && now.get(key)) || [];
        if (key !== undefined && typeof only === 'string' && second === undefined && only !== text)
          moved.set(key, only);
      }
    }
  }
  return moved;
}

/** Keys of the cells whose row now prints nothing from some cell on, and is what it was before that. */
function emptiedIn(intact: readonly LaidOutTable[], damaged: readonly LaidOutTable[]): ReadonlySet<string> {
  const labelsOf = (row: readonly GridCell[]): string =>
    row.flatMap(cell => (cell.isLabel ? [labelOf(cell)] : [])).join('|');
  const emptied = new Set<string>();
  for (const { id, grid } of intact)
    for (const row of grid.filter(isOfFigures)) {
      const labels = labelsOf(row);
      const alike = (rows: Grid): Grid =>
        rows.filter(each => (labels !== '' || isOfFigures(each)) && labelsOf(each) === labels);
      const inTurn = alike(grid).indexOf(row);
      const now = damaged.flatMap(other => {
        const rows = other.id === id ? alike(other.grid) : [];
        return rows.length === alike(grid).length ? rows.slice(inTurn, inTurn + 1) : rows;
      });
      const left = now.map(each => textsOf(each).findLastIndex(text => text !== '') + 1);
      const isBegun = now.every((each, index) =>
        textsOf(row)
          .slice(0, left[index])
          .every((text, at) => text === textsOf(each)[at]),
      );
      if (now.length === 0 || !isBegun) continue;
      for (const { key } of valuesOf(row).slice(Math.max(...left))) if (key !== undefined) emptied.add(key);
    }
  return emptied;
}

const valuesOf = (row: readonly GridCell[]): GridCell[] => row.filter(cell => !cell.isLabel);
const textsOf = (row: readonly GridCell[]): string[] => valuesOf(row).map(({ text }) => text.trim());

const isOfFigures = (row: readonly GridCell[]): boolean => row.some(cell => !cell.isLabel);

/** Rows that look like this one; of rows that look alike (被依法纠错数 comes twice), the one in its turn. */
function twinsOf(row: GridCell[], reference: Grid, grid: Grid): Grid {
  const shape = shapeOf(row);
  const alike = reference.filter(other => shapeOf(other) === shape);
  const twins = grid.filter(other => shapeOf(other) === shape);
  const own = twins.length === alike.length ? twins[alike.indexOf(row)] : undefined;
  return own ? [own] : twins;
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
