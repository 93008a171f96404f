/**
 * The one shape that every reader produces and that cleaning, identification and the engine work on.
 * Blocks stand in reading order; a cell's place in the document is (block, row, column).
 */

/** What is known of where the cells of a table stand. */
export type TableGeometry =
  /** Real spans are known (HTML, DOCX): `gridColumn` is the true column. */
  | 'spans'
  /** One cell per grid position, merged cells' text at their origin and blanks behind (tab-separated text). */
  | 'expanded'
  /** Cells of a row in order, blanks kept, spans unknown (a tab starts each cell; bars). */
  | 'compact'
  /** As `compact`, with blanks behind a row's own cells that fill the table's width: its last blanks may be no cells. */
  | 'padded'
  /** Cells of a row in order, blanks may have been dropped by whatever flattened the page. */
  | 'lossy';

export interface TableCell {
  /** Text as printed, line breaks kept; U+FFFD for each character that is there and cannot be told. */
  readonly text: string;
  /** Grid column of its left edge, 0-based; equals the index in the row where spans are unknown. */
  readonly gridColumn: number;
  readonly colSpan: number;
  readonly rowSpan: number;
}

export interface TableRow {
  /** Cells that begin in this row, left to right. */
  readonly cells: readonly TableCell[];
  /** Of `padded`: so many of its last cells are known to be none of its own. */
  readonly padding?: number;
}

export interface TextBlock {
  readonly kind: 'text';
  readonly text: string;
  /** 1–6 for a heading element or style, else null. */
  readonly level: number | null;
}

export interface TableBlock {
  readonly kind: 'table';
  readonly geometry: TableGeometry;
  readonly rows: readonly TableRow[];
  /** Columns of the expanded grid. */
  readonly width: number;
}

export type Block = TextBlock | TableBlock;

/** A stretch of text that a person would not see (hidden by style or attribute), kept for cleaning. */
export interface HiddenText {
  readonly text: string;
  readonly reason: string;
}

/** A picture that a page shows in its text. */
export interface Picture {
  /** Its address as the page has it: relative, absolute, or `data:` with the picture itself. */
  readonly src: string;
  /** Index of the block that it stands in front of; the number of blocks where it stands behind all. */
  readonly before: number;
}

export interface Document {
  /** `<title>` or the format's own title property; null when there is none. */
  readonly title: string | null;
  /** Meta names (lower-cased) and contents, in order; empty for formats without any. */
  readonly metas: readonly { readonly name: string; readonly content: string }[];
  readonly blocks: readonly Block[];
  readonly hidden: readonly HiddenText[];
  /** Links with their visible text, in order: for cleaning (off-site anchors). */
  readonly links: readonly { readonly href: string; readonly text: string }[];
  /** Pictures of a page of HTML, in order; its ornaments are among them. */
  readonly pictures?: readonly Picture[];
}

/** Running text of a document, a line per text block and per table row (cells parted by tabs). */
export function textOf(document: Document): string {
  return document.blocks
    .map(block =>
      block.kind === 'text'
        ? block.text
        : block.rows.map(row => row.cells.map(cell => cell.text.trim()).join('\t')).join('\n'),
    )
    .join('\n');
}
