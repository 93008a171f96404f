/**
 * Binary Word documents (.doc, and .wps of the same build) to blocks, by [MS-DOC]: the text by its piece table,
 * tables by the marks that end cells and rows, and by the edges that each row stores.
 */

import { NianbaoError } from '../../schema/issues.ts';
import type { Block, Document, HiddenText } from '../document.ts';
import { oleStreams } from './ole.ts';
import { isOn, type Properties, PropertyRuns, parseProperties, property } from './word-properties.ts';
import { hiddenStyleNumbers, isHidden } from './word-styles.ts';
import { tableOfRows, type WordRow } from './word-tables.ts';

/** Characters of a document; the longest reports have some 50,000. */
export const longestText = 4_000_000;

/** @throws {NianbaoError} `input.media.corrupt`, `input.media.encrypted` or `input.media.unsupported` */
export function readWordBinary(bytes: Uint8Array): Document {
  try {
    return new Reader(bytes).document();
  } catch (error) {
    // Offsets that lead out of the file.
    if (error instanceof RangeError)
      throw new NianbaoError('input.media.corrupt', 'the Word document is damaged or cut off');
    throw error;
  }
}

interface Piece {
  /** Characters of the text that it holds. */
  readonly from: number;
  readonly to: number;
  /** Its first byte in the document stream, and bytes of a character there. */
  readonly place: number;
  readonly width: 1 | 2;
  /** What was set for all of it when the document was saved in haste. */
  readonly properties: Properties | null;
}

/** Where in the file information block offsets and lengths of tables stand. */
const header = {
  flags: 0x0a,
  mainText: 0x4c,
  styles: 0xa2,
  characters: 0xfa,
  paragraphs: 0x102,
  pieces: 0x1a2,
};
const magic = { word97: 0xa5ec, word6: 0xa5dc };

class Reader {
  private readonly stream: Buffer;
  private readonly table: Buffer;
  private readonly paragraphs: PropertyRuns;
  private readonly characters: PropertyRuns;
  private readonly hiddenStyles: ReadonlySet<number>;
  private readonly blocks: Block[] = [];
  private readonly hidden: HiddenText[] = [];
  private text = '';
  /** Where in the text its last line begins. */
  private lineStart = 0;
  private innerText = '';
  private cells: string[] = [];
  private rows: WordRow[] = [];
  /** Tables within cells: the cells of the row that is open, the rows, and what is whole, to follow the outer one. */
  private innerCells: string[] = [];
  private innerRows: WordRow[] = [];
  private innerTables: (readonly WordRow[])[] = [];
  private hiddenText = '';
  /** Open fields, innermost last: whether its instruction, which does not show, is being read. */
  private readonly fields: boolean[] = [];

  constructor(bytes: Uint8Array) {
    const streams = oleStreams(bytes);
    const main = streams.get('WordDocument');
    if (!main) throw new NianbaoError('input.media.unsupported', 'an OLE file that holds no Word document');
    this.stream = main();
    const ident = this.stream.readUInt16LE(0);
    if (ident === magic.word6)
      throw new NianbaoError('input.media.unsupported', 'a document of Word 95 or older');
    if (ident !== magic.word97)
      throw new NianbaoError('input.media.corrupt', 'the Word document has no valid header');
    const flags = this.stream.readUInt16LE(header.flags);
    if ((flags & 0x0100) !== 0)
      throw new NianbaoError('input.media.encrypted', 'the Word document opens only with a password');
    const table = streams.get((flags & 0x0200) !== 0 ? '1Table' : '0Table');
    if (!table) throw new NianbaoError('input.media.corrupt', 'the Word document lacks a part');
    this.table = table();
    const data = streams.get('Data')?.() ?? null;
    this.paragraphs = new PropertyRuns(this.stream, this.pages(header.paragraphs), 'paragraphs', data);
    this.characters = new PropertyRuns(this.stream, this.pages(header.characters), 'characters');
    this.hiddenStyles = hiddenStyleNumbers(this.part(header.styles));
  }

  document(): Document {
    const length = Math.min(this.stream.readUInt32LE(header.mainText), longestText);
    for (const piece of this.pieces())
      for (let at = piece.from; at < Math.min(piece.to, length); at++)
        this.take(piece, piece.place + (at - piece.from) * piece.width);
    this.endParagraph();
    this.endTable();
    if (this.hiddenText.trim() !== '')
      this.hidden.push({ text: this.hiddenText.trim(), reason: 'hidden font' });
    return { title: null, metas: [], blocks: this.blocks, hidden: this.hidden, links: [] };
  }

  private part(at: number): Buffer {
    const from = this.stream.readUInt32LE(at);
    const length = this.stream.readUInt32LE(at + 4);
    if (from + length > this.table.length) throw new RangeError('a part outside of its stream');
    return this.table.subarray(from, from + length);
  }

  /** Page numbers behind the places of a table of runs. */
  private pages(at: number): number[] {
    const list = this.part(at);
    const count = Math.max(0, Math.floor((list.length - 4) / 8));
    return Array.from(
      { length: count },
      (_, index) => list.readUInt32LE(4 * (count + 1) + 4 * index) & 0x3fffff,
    );
  }

  private pieces(): Piece[] {
    const list = this.part(header.pieces);
    let at = 0;
    // Property lists come before the table of pieces.
    const lists: Properties[] = [];
    while (list[at] === 1) {
      const end = at + 3 + list.readUInt16LE(at + 1);
      lists.push(parseProperties(list.subarray(at + 3, end)));
      at = end;
    }
    if (list[at] !== 2) throw new NianbaoError('input.media.corrupt', 'the Word document has no text table');
    const count = Math.floor((list.readUInt32LE(at + 1) - 4) / 12);
    const begin = at + 5;
    const pieces: Piece[] = [];
    for (let index = 0; index < count; index++) {
      const from = list.readUInt32LE(begin + 4 * index);
      const to = list.readUInt32LE(begin + 4 * (index + 1));
      const place = list.readUInt32LE(begin + 4 * (count + 1) + 8 * index + 2);
      const modifier = list.readUInt16LE(begin + 4 * (count + 1) + 8 * index + 6);
      const properties = (modifier & 1) === 1 ? (lists[modifier >> 1] ?? null) : null;
      const isNarrow = (place & 0x40000000) !== 0;
      pieces.push(
        isNarrow
          ? { from, to, place: (place & 0x3fffffff) / 2, width: 1, properties }
          : { from, to, place: place & 0x3fffffff, width: 2, properties },
      );
    }
    return pieces;
  }

  private take({ width, properties: ofPiece }: Piece, place: number): void {
    const code = width === 2 ? this.stream.readUInt16LE(place) : this.stream.readUInt8(place);
    switch (code) {
      case 0x07:
        this.endCell(place);
        return;
      case 0x0c:
      case 0x0d:
        this.endLine(place);
        return;
      case 0x13:
        this.fields.push(true);
        return;
      case 0x14:
        if (this.fields.length > 0) this.fields[this.fields.length - 1] = false;
        return;
      case 0x15:
        this.fields.pop();
        return;
    }
    if (this.fields.includes(true)) return;
    const properties = this.characters.at(place);
    if (isOn(properties, property.deleted) || isOn(ofPiece, property.deleted)) return;
    const character = characterOf(code, width);
    const style = (ofPiece ?? properties)?.get(property.characterStyle) ?? null;
    const styles = [style?.readUInt16LE(0) ?? null, this.paragraphs.styleAt(place)];
    const own = ofPiece?.has(property.hidden) ? ofPiece : properties;
    if (isHidden(own, styles, this.hiddenStyles)) this.hiddenText += character;
    else this.text += character;
  }

  private endCell(place: number): void {
    const properties = this.paragraphs.at(place);
    if (!isOn(properties, property.endsRow)) {
      this.endInnerTable();
      this.cells.push(this.takeText());
      return;
    }
    this.rows.push({ cells: this.cells, definition: properties?.get(property.tableDefinition) ?? null });
    this.cells = [];
    this.takeText();
  }

  private endLine(place: number): void {
    const properties = this.paragraphs.at(place);
    const nesting = properties?.get(property.nesting)?.readUInt32LE(0) ?? 0;
    if (nesting > 1) this.endInnerLine(properties, nesting);
    else if (isOn(properties, property.inTable) || nesting > 0) {
      this.endInnerTable();
      this.text += '\n';
      this.lineStart = this.text.length;
    } else {
      const line = this.takeText();
      this.endTable();
      this.text = line;
      this.endParagraph();
    }
  }

  /** A line of a table within a cell: it is no text of the outer one. Tables within that are lines of its cell. */
  private endInnerLine(properties: Properties | null, nesting: number): void {
    const line = this.text.slice(this.lineStart);
    this.text = this.text.slice(0, this.lineStart);
    if (nesting === 2 && isOn(properties, property.endsInnerRow)) {
      const definition = properties?.get(property.tableDefinition) ?? null;
      this.innerRows.push({ cells: this.innerCells, definition });
      this.innerCells = [];
      this.innerText = '';
    } else if (nesting === 2 && isOn(properties, property.endsInnerCell)) {
      this.innerCells.push(this.innerText + line);
      this.innerText = '';
    } else this.innerText += `${line}\n`;
  }

  private endInnerTable(): void {
    if (this.innerText.trim() !== '') this.innerCells.push(this.innerText);
    if (this.innerCells.length > 0) this.innerRows.push({ cells: this.innerCells, definition: null });
    if (this.innerRows.length > 0) this.innerTables.push(this.innerRows);
    this.innerText = '';
    this.innerCells = [];
    this.innerRows = [];
  }

  private takeText(): string {
    const { text } = this;
    this.text = '';
    this.lineStart = 0;
    return text;
  }

  private endParagraph(): void {
    if (/[^\s\u00a0\u3000]/.test(this.text))
      this.blocks.push({ kind: 'text', text: this.text.trim(), level: null });
    this.takeText();
  }

  private endTable(): void {
    // Cells of a row whose end is not marked are kept, in order.
    if (this.cells.length > 0) this.rows.push({ cells: this.cells, definition: null });
    this.endInnerTable();
    for (const rows of [this.rows, ...this.innerTables])
      if (rows.length > 0) this.blocks.push(tableOfRows(rows.map(trimmed), this.hidden));
    this.cells = [];
    this.rows = [];
    this.innerTables = [];
  }
}

const trimmed = ({ cells, definition }: WordRow): WordRow => ({
  cells: cells.map(text => text.replace(/^\n+|\n+$/g, '')),
  definition,
});

const windows1252 = new TextDecoder('windows-1252');

function characterOf(code: number, width: 1 | 2): string {
  if (code === 0x0b) return '\n';
  if (code === 0x1e) return '-';
  // Anchors of pictures, notes and drawings, optional hyphens.
  if (code < 0x20 && code !== 0x09) return '';
  return width === 1 && code >= 0x80 ? windows1252.decode(Uint8Array.of(code)) : String.fromCharCode(code);
}
