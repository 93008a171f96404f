/** XLS workbooks (and .et of the same build) to blocks: the records of BIFF8 and BIFF5, by [MS-XLS]. */

import iconv from 'iconv-lite';
import { NianbaoError } from '../../../schema/issues.ts';
import type { Document } from '../../document.ts';
import { oleStreams } from '../ole.ts';
import { PartReader } from './biff-strings.ts';
import { formatOf, shownNumber } from './number-format.ts';
import { documentOfWorkbook, Sheet, SheetBudget, sheetLimits } from './sheet.ts';

/** @throws {NianbaoError} `input.media.corrupt`, `input.media.encrypted` or `input.media.unsupported` */
export function readXls(bytes: Uint8Array): Document & { truncated: boolean } {
  try {
    const streams = oleStreams(bytes);
    const stream = streams.get('Workbook') ?? streams.get('Book');
    if (!stream) throw new NianbaoError('input.media.unsupported', 'an OLE file that holds no workbook');
    return new WorkbookReader(stream()).document();
  } catch (error) {
    // Offsets that lead out of the file.
    if (error instanceof RangeError)
      throw new NianbaoError('input.media.corrupt', 'the workbook is damaged or cut off');
    throw error;
  }
}

const record = {
  formula: 0x06,
  end: 0x0a,
  dateMode: 0x22,
  password: 0x2f,
  continued: 0x3c,
  codePage: 0x42,
  columns: 0x7d,
  sheet: 0x85,
  numbersPacked: 0xbd,
  richText: 0xd6,
  style: 0xe0,
  merged: 0xe5,
  strings: 0xfc,
  sharedText: 0xfd,
  number: 0x203,
  text: 0x204,
  truthOrError: 0x205,
  formulaText: 0x207,
  row: 0x208,
  numberPacked: 0x27e,
  format: 0x41e,
  begin: 0x809,
} as const;

interface Record {
  readonly type: number;
  readonly data: Buffer;
  /** Its data and those of the records that continue it. */
  readonly parts: readonly Buffer[];
}

function* recordsFrom(stream: Buffer, start: number): Generator<Record> {
  let at = start;
  while (at + 4 <= stream.length) {
    const type = stream.readUInt16LE(at);
    const parts: Buffer[] = [];
    do {
      const length = stream.readUInt16LE(at + 2);
      parts.push(stream.subarray(at + 4, at + 4 + length));
      at += 4 + length;
    } while (at + 4 <= stream.length && stream.readUInt16LE(at) === record.continued);
    yield { type, data: parts[0] ?? Buffer.alloc(0), parts };
  }
}

const errors: Readonly<{ [code: number]: string }> = {
  0: '#NULL!',
  7: '#DIV/0!',
  15: '#VALUE!',
  23: '#REF!',
  29: '#NAME?',
  36: '#NUM!',
  42: '#N/A',
};

class WorkbookReader {
  private readonly stream: Buffer;
  private isWide = true;
  private codePage = 'gb18030';
  private from1904 = false;
  private readonly strings: string[] = [];
  private readonly custom = new Map<number, string>();
  private readonly styles: number[] = [];
  private readonly listed: { readonly at: number; readonly isHidden: boolean }[] = [];
  private readonly budget = new SheetBudget();

  constructor(stream: Buffer) {
    this.stream = stream;
  }

  document(): Document & { truncated: boolean } {
    this.readGlobals();
    if (this.listed.length > sheetLimits.sheets) this.budget.truncated = true;
    const sheets = this.listed.slice(0, sheetLimits.sheets).map(({ at, isHidden }) => {
      const sheet = new Sheet(isHidden, this.budget);
      this.readSheet(at, sheet);
      return sheet;
    });
    return documentOfWorkbook({ title: null, sheets, truncated: this.budget.truncated });
  }

  private readGlobals(): void {
    let isFirst = true;
    for (const { type, data, parts } of recordsFrom(this.stream, 0)) {
      if (isFirst) {
        const version = type === record.begin ? data.readUInt16LE(0) : 0;
        if (version !== 0x600 && version !== 0x500)
          throw new NianbaoError('input.media.unsupported', 'a workbook of Excel 4 or older');
        this.isWide = version === 0x600;
        isFirst = false;
      }
      switch (type) {
        case record.password:
          throw new NianbaoError('input.media.encrypted', 'the workbook opens only with a password');
        case record.codePage:
          this.codePage = codePageOf(data.readUInt16LE(0));
          break;
        case record.dateMode:
          this.from1904 = data.readUInt16LE(0) === 1;
          break;
        case record.format:
          this.custom.set(
            data.readUInt16LE(0),
            this.isWide ? new PartReader(parts, 2).string() : this.bytes(data, 3, data.readUInt8(2)),
          );
          break;
        case record.style:
          this.styles.push(data.readUInt16LE(2));
          break;
        case record.sheet:
          // Charts and macros are sheets too.
          if (data.readUInt8(5) === 0)
            this.listed.push({ at: data.readUInt32LE(0), isHidden: (data.readUInt8(4) & 3) !== 0 });
          break;
        case record.strings:
          this.readStrings(parts);
          break;
        case record.end:
          return;
      }
    }
    if (isFirst) throw new RangeError('no records');
  }

  private readStrings(parts: readonly Buffer[]): void {
    const reader = new PartReader(parts, 8);
    let characters = 0;
    while (!reader.isAtEnd && characters < 4 * sheetLimits.characters) {
      const text = reader.string();
      characters += text.length + 3;
      this.strings.push(text);
    }
  }

  private readSheet(start: number, sheet: Sheet): void {
    let depth = 0;
    let awaited: { row: number; column: number } | null = null;
    for (const { type, data, parts } of recordsFrom(this.stream, start)) {
      if (type === record.begin) depth++;
      // Not the beginning of a sheet: the place was wrong.
      if (depth === 0) throw new RangeError('a sheet that is not there');
      if (type === record.end && --depth === 0) return;
      // Charts within the sheet.
      if (depth > 1) continue;
      if (type === record.formulaText) {
        if (awaited) sheet.put(awaited.row, awaited.column, this.textAt(parts, 0));
        awaited = null;
      } else awaited = this.take(type, data, parts, sheet) ?? awaited;
    }
  }

  /** @returns the place of a formula whose text comes in a record of its own. */
  private take(
    type: number,
    data: Buffer,
    parts: readonly Buffer[],
    sheet: Sheet,
  ): { row: number; column: number } | null {
    switch (type) {
      case record.sharedText:
        sheet.put(data.readUInt16LE(0), data.readUInt16LE(2), this.strings[data.readUInt32LE(6)] ?? '');
        break;
      case record.text:
      case record.richText:
        sheet.put(data.readUInt16LE(0), data.readUInt16LE(2), this.textAt(parts, 6));
        break;
      case record.number:
        this.number(sheet, data, data.readUInt16LE(2), data.readUInt16LE(4), data.readDoubleLE(6));
        break;
      case record.numberPacked:
        this.number(sheet, data, data.readUInt16LE(2), data.readUInt16LE(4), unpacked(data.readInt32LE(6)));
        break;
      case record.numbersPacked:
        for (let at = 4, column = data.readUInt16LE(2); at + 6 <= data.length - 2; at += 6, column++)
          this.number(sheet, data, column, data.readUInt16LE(at), unpacked(data.readInt32LE(at + 2)));
        break;
      case record.truthOrError:
        sheet.put(
          data.readUInt16LE(0),
          data.readUInt16LE(2),
          truthOrError(data.readUInt8(6), data.readUInt8(7) === 1),
        );
        break;
      case record.formula:
        return this.formula(data, sheet);
      case record.merged:
        for (let at = 2; at + 8 <= data.length; at += 8)
          sheet.merge({
            top: data.readUInt16LE(at),
            bottom: data.readUInt16LE(at + 2),
            left: data.readUInt16LE(at + 4),
            right: data.readUInt16LE(at + 6),
          });
        break;
      case record.row:
        if ((data.readUInt16LE(12) & 0x20) !== 0) sheet.hiddenRows.add(data.readUInt16LE(0));
        break;
      case record.columns:
        if ((data.readUInt16LE(8) & 1) === 1 && sheet.hiddenColumns.length < sheetLimits.columns)
          sheet.hiddenColumns.push([data.readUInt16LE(0), data.readUInt16LE(2)]);
        break;
    }
    return null;
  }

  private number(sheet: Sheet, data: Buffer, column: number, style: number, value: number): void {
    if (!Number.isFinite(value)) return;
    const format = formatOf(this.styles[style] ?? 0, this.custom);
    sheet.put(data.readUInt16LE(0), column, shownNumber(value, format, this.from1904));
  }

  private formula(data: Buffer, sheet: Sheet): { row: number; column: number } | null {
    const [row, column] = [data.readUInt16LE(0), data.readUInt16LE(2)];
    if (data.readUInt16LE(12) !== 0xffff) {
      this.number(sheet, data, column, data.readUInt16LE(4), data.readDoubleLE(6));
      return null;
    }
    const kind = data.readUInt8(6);
    if (kind === 0) return { row, column };
    if (kind < 3) sheet.put(row, column, truthOrError(data.readUInt8(8), kind === 2));
    return null;
  }

  private textAt(parts: readonly Buffer[], at: number): string {
    if (this.isWide) return new PartReader(parts, at).string();
    const data = Buffer.concat(parts);
    return this.bytes(data, at + 2, data.readUInt16LE(at));
  }

  private bytes(data: Buffer, at: number, length: number): string {
    return iconv.decode(data.subarray(at, at + length), this.codePage);
  }
}

function truthOrError(code: number, isError: boolean): string {
  if (isError) return errors[code] ?? '#N/A';
  return code === 0 ? 'FALSE' : 'TRUE';
}

/** A number in thirty bits: whole or the upper part of a float, as it is or a hundredfold. */
function unpacked(packed: number): number {
  let value = packed >> 2;
  if ((packed & 2) === 0) {
    const float = Buffer.alloc(8);
    float.writeInt32LE(packed & ~3, 4);
    value = float.readDoubleLE(0);
  }
  return (packed & 1) === 0 ? value : value / 100;
}

/** Code page 936 is GBK, of which GB18030 is the superset. */
function codePageOf(number: number): string {
  if (number === 1200 || number === 936) return 'gb18030';
  return iconv.encodingExists(`cp${number}`) ? `cp${number}` : 'gb18030';
}
