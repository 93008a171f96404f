import type { RemovedPlace } from '../../schema/extraction.ts';
import type { Document, TableBlock, TableCell } from '../document.ts';
import { foldedText } from './script.ts';

/** One stretch of text that cleaning may change. */
export class Line {
  readonly where: RemovedPlace;
  readonly original: string;
  private current: string;
  private plain: string | null = null;

  constructor(original: string, where: RemovedPlace) {
    this.original = original;
    this.current = original;
    this.where = where;
  }

  /** As printed, less what was removed so far. */
  get text(): string {
    return this.current;
  }

  set text(text: string) {
    this.current = text;
    this.plain = null;
  }

  /** `text` in plain form, position for position. */
  get folded(): string {
    this.plain ??= foldedText(this.current);
    return this.plain;
  }
}

const cleanedMetas = /title|description|keyword|site|source|author|organ|column/u;
/** Numbers, marks for "none" and units: a value, which cleaning never touches. */
const valueCell =
  /^[\s\d.,，．、+\-－—–/\\*％%()（）一二三四五六七八九十百千万亿零〇两无元件条个次份项篇人余]*$/u;

/** What a line of a document belongs to: the title, the meta or the block of that index, or a cell of it. */
interface Origin {
  readonly line: Line;
  readonly part: 'title' | 'meta' | 'text' | 'cell';
  readonly index: number;
  readonly row: number;
  readonly cell: number;
}

export interface DocumentLines {
  readonly lines: readonly Line[];
  /** The document with the lines as they now read. */
  rebuilt(): Document;
}

/** The title, metas, text blocks and label cells of a document as lines, in reading order. */
export function linesOf(document: Document): DocumentLines {
  const origins: Origin[] = [];
  const add = (part: Origin['part'], where: RemovedPlace, text: string, index = 0, row = 0, cell = 0) => {
    if (text.length > 0) origins.push({ line: new Line(text, where), part, index, row, cell });
  };
  if (document.title !== null) add('title', 'title', document.title);
  document.metas.forEach((meta, index) => {
    if (cleanedMetas.test(meta.name)) add('meta', 'meta', meta.content, index);
  });
  document.blocks.forEach((block, index) => {
    if (block.kind === 'text') add('text', 'body', block.text, index);
    else eachLabel(block, (cell, row, column) => add('cell', 'table', cell.text, index, row, column));
  });
  return { lines: origins.map(origin => origin.line), rebuilt: () => withLines(document, origins) };
}

function eachLabel(table: TableBlock, visit: (cell: TableCell, row: number, column: number) => void): void {
  table.rows.forEach((row, rowIndex) => {
    row.cells.forEach((cell, cellIndex) => {
      if (cell.text.length > 3 && !valueCell.test(cell.text)) visit(cell, rowIndex, cellIndex);
    });
  });
}

function withLines(document: Document, origins: readonly Origin[]): Document {
  let title = document.title;
  const metas = [...document.metas];
  const blocks = [...document.blocks];
  for (const { line, part, index, row, cell } of origins) {
    if (line.text === line.original) continue;
    const block = blocks[index];
    const meta = metas[index];
    if (part === 'title') title = line.text === '' ? null : line.text;
    else if (part === 'meta' && meta) metas[index] = { ...meta, content: line.text };
    else if (part === 'text' && block?.kind === 'text') blocks[index] = { ...block, text: line.text };
    else if (part === 'cell' && block?.kind === 'table') {
      blocks[index] = {
        ...block,
        rows: block.rows.map((old, rowIndex) =>
          rowIndex !== row
            ? old
            : {
                ...old,
                cells: old.cells.map((each, cellIndex) =>
                  cellIndex === cell ? { ...each, text: line.text } : each,
                ),
              },
        ),
      };
    }
  }
  return { ...document, title, metas, blocks };
}
