/** The last bound on every document, whatever read it: what comes later takes its time by lines and their lengths. */

import type { Block, Document } from '../document.ts';

/** Limits that no report comes near; what lies beyond is not read, and an issue says so. */
export const documentLimits = {
  /** Blocks, and lines of text in all of them. */
  lines: 20_000,
  /** Characters of a line of text: a whole report without a line break has 30,000. */
  lineLength: 60_000,
  /** Characters of a cell. */
  cellLength: 10_000,
  /** Blanks in a row; more are left out, and nothing is said, since they say nothing. */
  blanks: 200,
};

const manyBlanks = new RegExp(`([ \\t\\u00a0\\u3000]{${documentLimits.blanks}})[ \\t\\u00a0\\u3000]+`, 'g');

/** Of so many blanks in a row one stands at a multiple of their number. */
function mayHaveManyBlanks(text: string): boolean {
  for (let at = documentLimits.blanks; at < text.length; at += documentLimits.blanks)
    if (' \t\u00a0\u3000'.includes(text.charAt(at))) return true;
  return false;
}

/** The document as far as it keeps the limits, and whether that is all of it. */
export function bounded(document: Document): { document: Document; isCut: boolean } {
  let isCut = false;
  let lines = 0;
  const cut = (text: string, length: number): string => {
    if (text.length <= length && !mayHaveManyBlanks(text)) return text;
    const short = text.length > 2 * length ? text.slice(0, 2 * length) : text;
    const kept = short.replace(manyBlanks, '$1');
    if (kept.length <= length && short === text) return kept;
    isCut = true;
    return kept.slice(0, length);
  };
  const blocks: Block[] = [];
  for (const block of document.blocks) {
    if (lines >= documentLimits.lines) {
      isCut = true;
      break;
    }
    if (block.kind === 'text' && !block.text.includes('\n')) {
      lines++;
      const text = cut(block.text, documentLimits.lineLength);
      blocks.push(text === block.text ? block : { ...block, text });
    } else if (block.kind === 'text') {
      const parts = block.text.split('\n');
      const room = documentLimits.lines - lines;
      if (parts.length > room) isCut = true;
      lines += Math.min(parts.length, room);
      const text = parts
        .slice(0, room)
        .map(line => cut(line, documentLimits.lineLength))
        .join('\n');
      blocks.push(text === block.text ? block : { ...block, text });
    } else {
      lines++;
      const isShort = block.rows.every(row =>
        row.cells.every(cell => cell.text.length <= documentLimits.blanks),
      );
      const rows = isShort
        ? block.rows
        : block.rows.map(row => ({
            cells: row.cells.map(cell => ({ ...cell, text: cut(cell.text, documentLimits.cellLength) })),
          }));
      blocks.push({ ...block, rows });
    }
  }
  return { document: { ...document, blocks }, isCut };
}
