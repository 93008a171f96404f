/** Lines and tables of all pages to blocks in reading order. */

import { forms } from '../../../schema/forms/index.ts';
import type { Block, TableBlock, TableRow } from '../../document.ts';
import { isLabelPrefix, matchLabel } from '../../tables/labels.ts';
import { isValue } from '../../tables/rows.ts';
import { compact } from '../../values.ts';
import type { FilledTable } from './cells.ts';
import type { Region } from './columns.ts';
import { columnsOf, type Line } from './lines.ts';
import { goesOn, joinHalves } from './seams.ts';
import { unruledTable } from './unruled.ts';
import { gapBetweenCells, type PagedLine } from './unruled-pieces.ts';

/** A page, or a column of one: its lines and tables from above. */
export type PageContent = Region;

type Item =
  | { readonly kind: 'table'; readonly table: FilledTable }
  | { readonly kind: 'lines'; readonly lines: readonly PagedLine[] };

export function blocksOf(pages: readonly PageContent[]): Block[] {
  const blocks: Block[] = [];
  let paragraph: Paragraph | null = null;
  const flush = (): void => {
    if (paragraph) blocks.push({ kind: 'text', text: paragraph.text, level: null });
    paragraph = null;
  };
  const edgesOf = edgesByPage(pages);
  for (const item of joinedOverPages(pages)) {
    if (item.kind === 'table') {
      flush();
      blocks.push(spansBlock(item.table));
      continue;
    }
    for (const part of partsOf(item.lines, edgesOf)) {
      if (part.kind === 'table') {
        flush();
        blocks.push(part.table);
        continue;
      }
      if (paragraph && continues(paragraph.last, part.line, edgesOf(part.page)))
        paragraph = { text: joinLines(paragraph.text, part.line.text), last: part.line };
      else {
        flush();
        paragraph = { text: part.line.text, last: part.line };
      }
    }
  }
  flush();
  return blocks;
}

interface Paragraph {
  readonly text: string;
  readonly last: Line;
}

/** Pages one after the other; the halves of a table that a page break cut are one. */
function joinedOverPages(pages: readonly PageContent[]): Item[] {
  const items: Item[] = [];
  let run: PagedLine[] = [];
  const endRun = (): void => {
    if (run.length > 0) items.push({ kind: 'lines', lines: run });
    run = [];
  };
  for (const [number, page] of pages.entries()) {
    const onPage = [
      ...page.lines.map(line => ({ top: line.middle, line, table: null })),
      ...page.tables.map(({ table, top }) => ({ top, line: null, table })),
    ].sort((a, b) => a.top - b.top);
    let isFirst = true;
    for (const { line, table } of onPage) {
      if (line) run.push({ line, page: number });
      const isBlank = table?.cells.every(cell => cell.text.trim() === '') ?? false;
      const before = run.length === 0 ? items.at(-1) : undefined;
      const continued =
        table && isFirst && page.isHead && before?.kind === 'table' && goesOn(before.table, table)
          ? joinHalves(before.table, table)
          : null;
      if (continued) items[items.length - 1] = { kind: 'table', table: continued };
      else if (isBlank) continue;
      else if (table) {
        endRun();
        items.push({ kind: 'table', table });
      }
      isFirst = false;
    }
  }
  endRun();
  return items;
}

function spansBlock({ columns, height, cells }: FilledTable): TableBlock {
  const rows: TableRow[] = [];
  for (let row = 0; row < height; row++)
    rows.push({
      cells: cells
        .filter(cell => cell.top === row)
        .map(cell => ({
          text: cell.text,
          gridColumn: cell.left,
          colSpan: cell.right - cell.left,
          rowSpan: cell.bottom - cell.top,
        })),
    });
  return { kind: 'table', geometry: 'spans', rows, width: columns.length - 1 };
}

type Part =
  | { readonly kind: 'line'; readonly line: Line; readonly page: number }
  | { readonly kind: 'table'; readonly table: TableBlock };

/** Running text, and tables without ruling lines between two headings or paragraphs. */
function partsOf(lines: readonly PagedLine[], edgesOf: EdgesOfPage): Part[] {
  const parts: Part[] = [];
  let between: PagedLine[] = [];
  const endStretch = (next: PagedLine | undefined): void => {
    const stretch = between;
    between = [];
    const from = withHeadingAbove(
      stretch,
      stretch.findIndex(({ line }) => columnsOf(line).some(({ text }) => isLabelPrefix(text))),
    );
    const until = stretch.findLastIndex(({ line }) => columnsOf(line).length > 1) + 1;
    const hasRows = stretch.some(({ line }) => columnsOf(line, gapBetweenCells).length > 2);
    const end =
      until + stretch.slice(until).findIndex((line, index) => isFarBelow(stretch[until + index - 1], line));
    const last = end < until ? stretch.length : end;
    const goesOn = mayGoOn(stretch[last - 1], stretch[last] ?? next);
    const table = hasRows && from !== -1 ? unruledTable(stretch.slice(from, last), goesOn) : null;
    if (!table) {
      parts.push(...rowsOfColumns(stretch));
      return;
    }
    parts.push(...stretch.slice(0, from).map(paged => ({ kind: 'line' as const, ...paged })));
    parts.push({ kind: 'table', table });
    parts.push(...stretch.slice(last).map(paged => ({ kind: 'line' as const, ...paged })));
  };
  for (const paged of lines) {
    if (!endsTable(paged.line, edgesOf(paged.page))) {
      between.push(paged);
      continue;
    }
    endStretch(paged);
    parts.push({ kind: 'line', ...paged });
  }
  endStretch(undefined);
  return parts;
}

/** Headings that no form knows (统计指标 单位 统计数) stand on lines of several columns above the first label. */
function withHeadingAbove(stretch: readonly PagedLine[], first: number): number {
  let from = first;
  for (let before = stretch[from - 1]; before; before = stretch[from - 1]) {
    const next = stretch[from];
    if (!next || isFarBelow(before, next) || columnsOf(before.line, gapBetweenCells).length < 2) break;
    from--;
  }
  return from;
}

/** Over a page break, only what can be nothing but a cell is of the table above. */
const isFarBelow = (before: PagedLine | undefined, { line, page }: PagedLine): boolean =>
  before?.page === page
    ? line.middle - before.line.middle > 2.2 * line.size
    : !columnsOf(line, gapBetweenCells).every(({ text }) => isValue(text));

/**
 * Whether what a table's last line holds may be broken off: it ends its page, and the next begins with a number, or
 * none is known to follow.
 */
const mayGoOn = (last: PagedLine | undefined, next: PagedLine | undefined): boolean =>
  next === undefined ||
  (last?.page !== next.page && columnsOf(next.line, gapBetweenCells).some(({ text }) => isValue(text)));

/** A section's heading, or a line of running text: nothing of a table goes on below it. */
function endsTable(line: Line, edges: TextEdges | null): boolean {
  const [first, ...others] = columnsOf(line, gapBetweenCells);
  // 二、回应解读情况 —— ——: of a list; 无 is what section 六 says, in the column beside.
  const isRow =
    others.length > 0 && others.every(({ text }) => isValue(text) && !/\p{Script=Han}/u.test(text));
  const isSection = (text: string): boolean => matchLabel(text).some(match => match.kind === 'section');
  if (first && (beginsSection(first.text) || (!isRow && (isSection(first.text) || isSection(line.text)))))
    return true;
  if (others.length > 0 || edges === null) return false;
  return line.right - line.left > 0.6 * (edges.right - edges.left) && matchLabel(line.text).length === 0;
}

const sectionHeadings = new Set(
  forms.flatMap(form =>
    form.sections.map(({ number, title }) => `${'一二三四五六'[number - 1] ?? ''}、${compact(title)}`),
  ),
);
/** Shorter beginnings may be those of rows. */
const fewestOfHeading = 6;

/** The first line of a section's heading that a narrow column has broken. */
function beginsSection(text: string): boolean {
  const beginning = compact(text);
  return (
    beginning.length >= fewestOfHeading &&
    [...sectionHeadings].some(whole => whole !== beginning && whole.startsWith(beginning))
  );
}

/** Lines of three columns and more, at least two of them, are a table that no form knows. */
function rowsOfColumns(lines: readonly PagedLine[]): Part[] {
  const parts: Part[] = [];
  for (let index = 0; index < lines.length; ) {
    const rows: Line[][] = [];
    for (let next = lines[index + rows.length]; next; next = lines[index + rows.length]) {
      const columns = columnsOf(next.line);
      if (columns.length < 3) break;
      rows.push(columns);
    }
    const paged = lines[index];
    if (rows.length >= 2) {
      parts.push({ kind: 'table', table: lossyBlock(rows) });
      index += rows.length;
    } else {
      if (paged) parts.push({ kind: 'line', ...paged });
      index++;
    }
  }
  return parts;
}

function lossyBlock(rows: readonly (readonly Line[])[]): TableBlock {
  return {
    kind: 'table',
    geometry: 'lossy',
    rows: rows.map(row => ({
      cells: row.map((cell, gridColumn) => ({ text: cell.text, gridColumn, colSpan: 1, rowSpan: 1 })),
    })),
    width: Math.max(...rows.map(row => row.length)),
  };
}

interface TextEdges {
  readonly left: number;
  readonly right: number;
}

type EdgesOfPage = (page: number) => TextEdges | null;

/** Columns have edges of their own. */
function edgesByPage(pages: readonly PageContent[]): EdgesOfPage {
  const edgesOf = (isColumn: boolean): TextEdges | null =>
    textEdges(
      pages.filter(page => page.isColumn === isColumn).flatMap(page => page.lines),
      isColumn ? 10 : 20,
    );
  const [ofPages, ofColumns] = [edgesOf(false), edgesOf(true)];
  return page => (pages[page]?.isColumn ? ofColumns : ofPages);
}

/** Where most lines of running text begin and end; null in a document without any, `fewest` characters each. */
function textEdges(lines: readonly Line[], fewest: number): TextEdges | null {
  const running = lines.filter(line => line.marks.length >= fewest);
  const left = mostCommon(running.map(line => line.left));
  const right = mostCommon(running.map(line => line.right));
  return left === null || right === null ? null : { left, right };
}

function mostCommon(places: readonly number[]): number | null {
  const counts = new Map<number, number>();
  for (const place of places) counts.set(Math.round(place / 4), (counts.get(Math.round(place / 4)) ?? 0) + 1);
  const [best] = [...counts].sort(([, a], [, b]) => b - a);
  return best ? best[0] * 4 : null;
}

/** Where a numbered heading begins, a paragraph ends. */
const heading = /^[一二三四五六七八九十]{1,3}、/;

/** A line that fills its width goes on in the next one, if that is not indented and of the same size. */
function continues(before: Line, line: Line, edges: TextEdges | null): boolean {
  const { size } = before;
  return (
    edges !== null &&
    !heading.test(line.text) &&
    Math.abs(line.size - size) <= 0.1 * size &&
    before.right > edges.right - 1.6 * size &&
    line.left < edges.left + size &&
    line.middle - before.middle < 2.6 * size
  );
}

const latin = /[A-Za-z0-9]/;

const joinLines = (text: string, next: string): string =>
  latin.test(text.at(-1) ?? '') && latin.test(next[0] ?? '') && !/\d$/.test(text)
    ? `${text} ${next}`
    : text + next;
