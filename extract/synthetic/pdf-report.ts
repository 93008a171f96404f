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
}

export function randomSetting(random: Random): Setting {
  return {
    height: random.pick([842, 842, 500, 360]),
    cutsRows: random.chance(0.4),
    lines: random.pick(['strokes', 'strokes', 'bars', 'boxes']),
    numbered: random.chance(0.8),
    size: random.pick([8, 9, 10]),
  };
}

const margin = 60;
const textWidth = 475;
const padding = 3;

export function setReport(tables: readonly LaidOutTable[], title: string, setting: Setting): PdfPageWriter[] {
  const setter = new Typesetter(setting);
  setter.paragraph(title);
  setter.paragraph('一、总体情况');
  setter.paragraph('　　本年度认真落实各项要求，按时公开应当公开的信息。'.repeat(6));
  for (const [index, table] of tables.entries()) {
    if (table.heading !== tables[index - 1]?.heading) setter.paragraph(table.heading);
    setter.table(table);
  }
  setter.paragraph('五、存在的主要问题及改进情况');
  setter.paragraph('六、其他需要报告的事项');
  setter.paragraph('无');
  return setter.finish();
}

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

  constructor(setting: Setting) {
    this.setting = setting;
    this.page = this.newPage();
  }

  finish(): PdfPageWriter[] {
    return this.pages;
  }

  private get bottom(): number {
    return this.setting.height - margin;
  }

  private get lineHeight(): number {
    return this.setting.size * 1.4;
  }

  private newPage(): PdfPageWriter {
    const page = new PdfPageWriter({ height: this.setting.height });
    this.pages.push(page);
    if (this.setting.numbered) page.text(290, this.setting.height - 25, `- ${this.pages.length} -`, 9);
    this.page = page;
    this.y = margin;
    return page;
  }

  paragraph(text: string): void {
    for (const line of wrap(text, textWidth, 12)) {
      if (this.y + 20 > this.bottom) this.newPage();
      this.y += 20;
      this.page.text(margin, this.y - 4, line, 12);
    }
    this.y += 10;
  }

  table({ grid, width }: LaidOutTable): void {
    const pitch = textWidth / width;
    // The labels of the large table need more room than its numbers.
    const edges = Array.from({ length: width + 1 }, (_, index) =>
      width === 10 ? (index < 3 ? index * 55 : 165 + ((index - 3) * (textWidth - 165)) / 7) : index * pitch,
    ).map(x => margin + x);
    // A row that has a cell too many is wider than the table.
    const overhang = [1, 2, 3, 4].map(step => (edges.at(-1) ?? 0) + step * 20);
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
          cut = this.setting.cutsRows && room >= 1;
          if (cut) heights.push(room * this.lineHeight + 2 * padding);
          break;
        }
        heights.push(height);
        y += height;
      }
      if (heights.length === 0) {
        this.newPage();
        continue;
      }
      this.slice(boxes, row, heights, edges, cut);
      row += cut ? heights.length - 1 : heights.length;
      done = cut ? 1 : 0;
      if (row < grid.length) this.newPage();
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
      this.frame(box.left, top, box.right, bottom);
      const room = Math.max(0, Math.floor((bottom - top - padding) / this.lineHeight));
      // What does not fit, or half of a group's label, goes to the next page.
      const share = goesOn && box.cell.rowSpan > 1 ? Math.ceil(box.lines.length / 2) : box.lines.length;
      const now = box.lines.splice(0, goesOn ? Math.min(room, share) : box.lines.length);
      for (const [index, line] of now.entries())
        this.page.text(
          box.left + padding,
          top + padding + (index + 0.8) * this.lineHeight,
          line,
          this.setting.size,
        );
    }
    this.frame(edges[0] ?? 0, this.y, edges.at(-1) ?? 0, tops.at(-1) ?? 0);
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
