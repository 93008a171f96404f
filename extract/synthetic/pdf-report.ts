/** Sets laid-out reports as PDF pages, as a word processor would: rows flow over page breaks, long labels wrap. */

import type { GridCell, LaidOutTable } from './grid.ts';
import { PdfPageWriter } from './pdf-file.ts';
import type { Random } from './random.ts';

export interface Setting {
  /** Height of the page: a low one breaks every table. */
  readonly height: number;
  /** A row that does not fit is cut, or moved to the next page as a whole. */
  readonly cutsRows: boolean;
  /** Lines as strokes, as thin bars, or as a box around every cell. */
  readonly lines: 'strokes' | 'bars' | 'boxes' | 'none';
  readonly numbered: boolean;
  readonly size: number;
  /** Pages, or parts of them, in two columns: all flows through them, or text stands so around wide tables. */
  readonly columns: 'one' | 'flowing' | 'balanced';
  /** Quarter turns, in degrees: of the page as it is shown, and of what is printed on it. */
  readonly turn: { readonly rotate: Degrees; readonly content: Degrees };
}

type Degrees = 0 | 90 | 180 | 270;

export function randomSetting(random: Random): Setting {
  return {
    height: random.pick([842, 842, 500, 360]),
    cutsRows: random.chance(0.4),
    lines: random.pick(['strokes', 'strokes', 'bars', 'boxes']),
    numbered: random.chance(0.8),
    size: random.pick([8, 9, 10]),
    columns: random.pick(['one', 'one', 'one', 'flowing', 'balanced']),
    turn: random.chance(0.7)
      ? { rotate: 0, content: 0 }
      : { rotate: random.pick(quarters), content: random.pick(quarters) },
  };
}

const quarters: readonly Degrees[] = [0, 90, 180, 270];
const margin = 60;
const padding = 3;
/** Between two columns. */
const gutter = 24;

export function setReport(tables: readonly LaidOutTable[], title: string, setting: Setting): PdfPageWriter[] {
  const setter = new Typesetter(setting);
  setter.title(title);
  setter.paragraph('一、总体情况');
  setter.paragraph(`　　${prose.repeat(6)}`);
  for (const [index, table] of tables.entries()) {
    if (table.heading !== tables[index - 1]?.heading) setter.paragraph(table.heading);
    if (setting.columns !== 'one') setter.paragraph(`　　${prose.repeat(4)}`);
    setter.table(table);
  }
  setter.paragraph('五、存在的主要问题及改进情况');
  setter.paragraph('六、其他需要报告的事项');
  setter.paragraph('无');
  return setter.finish();
}

const prose = '本年度认真落实各项要求，按时公开应当公开的信息。';

interface Box {
  readonly cell: GridCell;
  readonly row: number;
  readonly left: number;
  readonly right: number;
  /** Lines not yet set. */
  lines: string[];
}

class Typesetter {
  private readonly pages: PdfPageWriter[] = [];
  private readonly setting: Setting;
  private page: PdfPageWriter;
  private y = margin;
  /** Left edge of the column that is being set, and where the columns of this page begin. */
  private left = margin;
  private columnTop = margin;
  /** Lines of text to be set in two columns of the same height. */
  private readonly waiting: string[] = [];

  constructor(setting: Setting) {
    this.setting = setting;
    this.page = this.newPage();
  }

  finish(): PdfPageWriter[] {
    this.balance();
    return this.pages.map(page => turned(page, this.setting.turn));
  }

  private get width(): number {
    return this.setting.columns === 'flowing' ? 842 : 595;
  }

  private get wholeWidth(): number {
    return this.width - 2 * margin;
  }

  private get columnWidth(): number {
    return (this.wholeWidth - gutter) / 2;
  }

  private get bottom(): number {
    return this.setting.height - margin;
  }

  private get lineHeight(): number {
    return this.setting.size * 1.4;
  }

  private newPage(): PdfPageWriter {
    const page = new PdfPageWriter({ width: this.width, height: this.setting.height });
    this.pages.push(page);
    if (this.setting.numbered)
      page.text(this.width / 2 - 7, this.setting.height - 25, `- ${this.pages.length} -`, 9);
    this.page = page;
    this.y = margin;
    this.left = margin;
    this.columnTop = margin;
    return page;
  }

  /** The next column, or the next page. */
  private newColumn(): void {
    if (this.setting.columns !== 'flowing' || this.left > margin) {
      this.newPage();
      return;
    }
    this.left = margin + this.columnWidth + gutter;
    this.y = this.columnTop;
  }

  /** Over the whole width. */
  title(text: string): void {
    this.lines(wrap(text, this.wholeWidth, 12));
    this.columnTop = this.y;
  }

  paragraph(text: string): void {
    const { columns } = this.setting;
    const lines = wrap(text, columns === 'one' ? this.wholeWidth : this.columnWidth, 12);
    if (columns === 'balanced') this.waiting.push(...lines);
    else this.lines(lines);
  }

  private lines(lines: readonly string[]): void {
    for (const line of lines) {
      if (this.y + 20 > this.bottom) this.newColumn();
      this.y += 20;
      this.page.text(this.left, this.y - 4, line, 12);
    }
    this.y += 10;
  }

  /** Sets the lines that wait: of each page the left half of them first. */
  private balance(): void {
    while (this.waiting.length > 0) {
      const room = Math.floor((this.bottom - this.y) / 20);
      if (room < 3) {
        this.newPage();
        continue;
      }
      const height = Math.min(room, Math.ceil(this.waiting.length / 2));
      for (const [index, line] of this.waiting.splice(0, 2 * height).entries()) {
        const [column, row] = index < height ? [0, index] : [1, index - height];
        const x = margin + column * (this.columnWidth + gutter);
        this.page.text(x, this.y + 16 + 20 * row, line, 12);
      }
      this.y += 20 * height + 10;
    }
  }

  table({ grid, width }: LaidOutTable): void {
    this.balance();
    const textWidth = this.setting.columns === 'flowing' ? this.columnWidth : this.wholeWidth;
    const narrow = textWidth / 475;
    const pitch = textWidth / width;
    // The labels of the large table need more room than its numbers.
    const edges = Array.from({ length: width + 1 }, (_, index) =>
      width === 10
        ? (index < 3 ? index * 55 : 165 + ((index - 3) * (475 - 165)) / 7) * narrow
        : index * pitch,
    );
    // A row that has a cell too many is wider than the table.
    const overhang = [1, 2, 3, 4].map(
      step => (edges.at(-1) ?? 0) + step * (this.setting.columns === 'flowing' ? gutter / 5 : 20),
    );
    const boxes = boxesOf(grid, [...edges, ...overhang], this.setting.size);
    let row = 0;
    let done = 0;
    while (row < grid.length) {
      const heights: number[] = [];
      let y = this.y;
      let last = row;
      let cut = false;
      for (; last < grid.length; last++) {
        const height =
          Math.max(1, this.heightOf(boxes, last, last === row ? done : 0)) * this.lineHeight + 2 * padding;
        if (y + height > this.bottom) {
          const room = Math.floor((this.bottom - y - 2 * padding) / this.lineHeight);
          // A row that is taller than a whole page is cut, whatever the setting.
          const isTaller = last === row && this.y === margin;
          cut = (this.setting.cutsRows || isTaller) && room >= 1;
          if (cut) heights.push(room * this.lineHeight + 2 * padding);
          break;
        }
        heights.push(height);
        y += height;
      }
      if (heights.length === 0) {
        this.newColumn();
        continue;
      }
      this.slice(boxes, row, heights, edges, cut);
      row += cut ? heights.length - 1 : heights.length;
      done = cut ? 1 : 0;
      if (row < grid.length) this.newColumn();
    }
    this.y += 10;
  }

  /** Lines that the cells of one row still need. */
  private heightOf(boxes: readonly Box[], row: number, _done: number): number {
    return Math.max(
      0,
      ...boxes.filter(box => box.row === row && box.cell.rowSpan === 1).map(box => box.lines.length),
    );
  }

  /** Sets rows one below the other on this page; of the last one only what fits, if it is cut. */
  private slice(
    boxes: readonly Box[],
    first: number,
    heights: readonly number[],
    edges: readonly number[],
    cut: boolean,
  ): void {
    const tops = [this.y];
    for (const height of heights) tops.push((tops.at(-1) ?? 0) + height);
    const end = first + heights.length;
    for (const box of boxes) {
      const until = box.row + box.cell.rowSpan;
      if (box.row >= end || until <= first) continue;
      const top = tops[Math.max(box.row, first) - first] ?? 0;
      const bottom = tops[Math.min(until, end) - first] ?? 0;
      const goesOn = until > end || (cut && until === end);
      this.frame(this.left + box.left, top, this.left + box.right, bottom);
      const room = Math.max(0, Math.floor((bottom - top - padding) / this.lineHeight));
      // What does not fit, or half of a group's label, goes to the next page.
      const share = goesOn && box.cell.rowSpan > 1 ? Math.ceil(box.lines.length / 2) : box.lines.length;
      const now = box.lines.splice(0, goesOn ? Math.min(room, share) : box.lines.length);
      for (const [index, line] of now.entries())
        this.page.text(
          this.left + box.left + padding,
          top + padding + (index + 0.8) * this.lineHeight,
          line,
          this.setting.size,
        );
    }
    this.frame(this.left, this.y, this.left + (edges.at(-1) ?? 0), tops.at(-1) ?? 0);
    this.y = tops.at(-1) ?? this.y;
  }

  private frame(left: number, top: number, right: number, bottom: number): void {
    const { page } = this;
    switch (this.setting.lines) {
      case 'none':
        return;
      case 'boxes':
        page.box(left, top, right - left, bottom - top);
        return;
      case 'bars':
        page.bar(left, top, right - left, 0.5).bar(left, bottom, right - left, 0.5);
        page.bar(left, top, 0.5, bottom - top).bar(right, top, 0.5, bottom - top);
        return;
      case 'strokes':
        page.line(left, top, right, top).line(left, bottom, right, bottom);
        page.line(left, top, left, bottom).line(right, top, right, bottom);
    }
  }
}

/** The same page, set for a turned sheet. */
function turned(page: PdfPageWriter, turn: Setting['turn']): PdfPageWriter {
  const { width, height } = page;
  const isWide = turn.content % 180 !== 0;
  const sheet = new PdfPageWriter({
    width: isWide ? height : width,
    height: isWide ? width : height,
    rotate: turn.rotate,
  });
  const matrix = {
    0: '1 0 0 1 0 0',
    90: `0 1 -1 0 ${height} 0`,
    180: `-1 0 0 -1 ${width} ${height}`,
    270: `0 -1 1 0 0 ${width}`,
  }[turn.content];
  sheet.raw(`q ${matrix} cm`);
  for (const operators of page.content) sheet.raw(operators);
  for (const character of page.characters) sheet.characters.add(character);
  return sheet.raw('Q');
}

function boxesOf(grid: readonly (readonly GridCell[])[], edges: readonly number[], size: number): Box[] {
  const boxes: Box[] = [];
  const covered: number[] = new Array<number>(edges.length).fill(0);
  for (const [row, cells] of grid.entries()) {
    let column = 0;
    for (const cell of cells) {
      while ((covered[column] ?? 0) > row) column++;
      const [left, right] = [edges[column] ?? 0, edges[column + cell.colSpan] ?? 0];
      boxes.push({ cell, row, left, right, lines: wrap(cell.text, right - left - 2 * padding, size) });
      for (let offset = 0; offset < cell.colSpan; offset++) covered[column + offset] = row + cell.rowSpan;
      column += cell.colSpan;
    }
  }
  return boxes;
}

const widthOf = (character: string): number => (character < '\u007f' ? 0.5 : 1);

function wrap(text: string, width: number, size: number): string[] {
  const lines: string[] = [];
  let line = '';
  let length = 0;
  for (const character of text) {
    const next = length + widthOf(character) * size;
    if (next > width && line !== '') {
      lines.push(line);
      line = '';
      length = 0;
    }
    line += character;
    length += widthOf(character) * size;
  }
  if (line !== '') lines.push(line);
  return lines;
}
