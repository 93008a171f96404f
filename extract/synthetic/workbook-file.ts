/** Writes workbooks, XLSX and XLS of both builds, with just what the readers are to be tried on. */

import iconv from 'iconv-lite';
import { zipStored } from '../readers/zip.ts';
import type { Grid } from './grid.ts';
import { oleFile } from './ole-file.ts';

export interface SheetCell {
  readonly row: number;
  readonly column: number;
  readonly value: string | number;
  /** A format code, for numbers. */
  readonly format?: string;
}

export interface WrittenSheet {
  readonly cells: readonly SheetCell[];
  /** First and last row, first and last column. */
  readonly merges?: readonly (readonly [top: number, bottom: number, left: number, right: number])[];
  readonly isHidden?: boolean;
  readonly hiddenRows?: readonly number[];
  readonly hiddenColumns?: readonly number[];
}

/** A title over a grid, numbers as numbers. */
export function sheetOf(
  title: string,
  grids: readonly { readonly heading: string; readonly grid: Grid }[],
): WrittenSheet {
  const cells: SheetCell[] = [{ row: 0, column: 0, value: title }];
  const merges: [number, number, number, number][] = [];
  let row = 2;
  for (const { heading, grid } of grids) {
    cells.push({ row, column: 0, value: heading });
    row++;
    const covered: number[] = [];
    for (const line of grid) {
      let column = 0;
      for (const { text, colSpan, rowSpan } of line) {
        while ((covered[column] ?? 0) > row) column++;
        if (text !== '') cells.push({ row, column, value: /^-?\d{1,15}$/.test(text) ? Number(text) : text });
        if (colSpan > 1 || rowSpan > 1) merges.push([row, row + rowSpan - 1, column, column + colSpan - 1]);
        for (let offset = 0; offset < colSpan; offset++) covered[column + offset] = row + rowSpan;
        column += colSpan;
      }
      row++;
    }
    row++;
  }
  return { cells, merges };
}

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

function reference(row: number, column: number): string {
  let letters = '';
  for (let left = column + 1; left > 0; left = Math.floor((left - 1) / 26))
    letters = String.fromCharCode(65 + ((left - 1) % 26)) + letters;
  return `${letters}${row + 1}`;
}

const formatsOf = (sheets: readonly WrittenSheet[]): string[] => [
  ...new Set(sheets.flatMap(sheet => sheet.cells.flatMap(cell => cell.format ?? []))),
];

export function xlsxFile(
  sheets: readonly WrittenSheet[],
  extra: readonly { name: string; text: string }[] = [],
): Uint8Array {
  const formats = formatsOf(sheets);
  const strings = [
    ...new Set(
      sheets.flatMap(sheet => sheet.cells.flatMap(({ value }) => (typeof value === 'string' ? value : []))),
    ),
  ];
  const styleOf = ({ format }: SheetCell): number => (format === undefined ? 0 : formats.indexOf(format) + 1);
  const sheetXml = ({ cells, merges = [], hiddenRows = [], hiddenColumns = [] }: WrittenSheet): string => {
    const rows = [...new Set(cells.map(cell => cell.row))].sort((a, b) => a - b);
    return `<worksheet><cols>${hiddenColumns.map(column => `<col min="${column + 1}" max="${column + 1}" hidden="1"/>`).join('')}</cols><sheetData>${rows
      .map(
        row =>
          `<row r="${row + 1}"${hiddenRows.includes(row) ? ' hidden="1"' : ''}>${cells
            .filter(cell => cell.row === row)
            .map(cell =>
              typeof cell.value === 'string'
                ? `<c r="${reference(row, cell.column)}" t="s"><v>${strings.indexOf(cell.value)}</v></c>`
                : `<c r="${reference(row, cell.column)}" s="${styleOf(cell)}"><v>${cell.value}</v></c>`,
            )
            .join('')}</row>`,
      )
      .join(
        '',
      )}</sheetData><mergeCells>${merges.map(([top, bottom, left, right]) => `<mergeCell ref="${reference(top, left)}:${reference(bottom, right)}"/>`).join('')}</mergeCells></worksheet>`;
  };
  const files = [
    {
      name: 'xl/workbook.xml',
      text: `<workbook xmlns:r="urn:r"><sheets>${sheets.map(({ isHidden }, index) => `<sheet name="s${index}" r:id="r${index}"${isHidden ? ' state="hidden"' : ''}/>`).join('')}</sheets></workbook>`,
    },
    {
      name: 'xl/_rels/workbook.xml.rels',
      text: `<Relationships>${sheets.map((_, index) => `<Relationship Id="r${index}" Target="worksheets/sheet${index}.xml"/>`).join('')}</Relationships>`,
    },
    {
      name: 'xl/styles.xml',
      text: `<styleSheet><numFmts>${formats.map((format, index) => `<numFmt numFmtId="${200 + index}" formatCode="${escaped(format)}"/>`).join('')}</numFmts><cellXfs><xf numFmtId="0"/>${formats.map((_, index) => `<xf numFmtId="${200 + index}"/>`).join('')}</cellXfs></styleSheet>`,
    },
    {
      name: 'xl/sharedStrings.xml',
      text: `<sst>${strings.map(text => `<si><t xml:space="preserve">${escaped(text)}</t><rPh><t>du</t></rPh></si>`).join('')}</sst>`,
    },
    ...sheets.map((sheet, index) => ({ name: `xl/worksheets/sheet${index}.xml`, text: sheetXml(sheet) })),
    ...extra,
  ];
  return zipStored(files.map(({ name, text }) => ({ name, bytes: new TextEncoder().encode(text) })));
}

/** Longest data of one record. */
const longestRecord = 8224;

function recordOf(type: number, ...data: readonly Buffer[]): Buffer {
  const body = Buffer.concat(data);
  const head = Buffer.alloc(4);
  head.writeUInt16LE(type, 0);
  head.writeUInt16LE(body.length, 2);
  return Buffer.concat([head, body]);
}

const shorts = (...values: readonly number[]): Buffer => {
  const bytes = Buffer.alloc(2 * values.length);
  for (const [index, value] of values.entries()) bytes.writeUInt16LE(value, 2 * index);
  return bytes;
};
const long = (value: number): Buffer => shorts(value & 0xffff, value >>> 16);
const wide = (text: string): Buffer =>
  Buffer.concat([shorts(text.length), Buffer.from([1]), Buffer.from(text, 'utf16le')]);

/** Shared strings, cut wherever a record is full: within a string too, behind which its width is said again. */
function sharedStrings(strings: readonly string[]): Buffer {
  const records: Buffer[] = [];
  let body = Buffer.concat([long(strings.length), long(strings.length)]);
  const flush = (): void => {
    records.push(recordOf(records.length === 0 ? 0xfc : 0x3c, body));
    body = Buffer.alloc(0);
  };
  for (const text of strings) {
    if (body.length + 5 > longestRecord) flush();
    body = Buffer.concat([body, shorts(text.length), Buffer.from([1])]);
    for (let at = 0; at < text.length; ) {
      if (body.length + 2 > longestRecord) {
        flush();
        body = Buffer.from([1]);
      }
      const count = Math.min(text.length - at, Math.floor((longestRecord - body.length) / 2));
      body = Buffer.concat([body, Buffer.from(text.slice(at, at + count), 'utf16le')]);
      at += count;
    }
  }
  flush();
  return Buffer.concat(records);
}

/** @param build BIFF8, of 1997 and later, or BIFF5, whose strings are GBK. */
export function xlsFile(sheets: readonly WrittenSheet[], build: 8 | 5 = 8): Uint8Array {
  const isNew = build === 8;
  const begin = (kind: number): Buffer =>
    recordOf(0x809, shorts(isNew ? 0x600 : 0x500, kind, 0, 0), isNew ? Buffer.alloc(8) : Buffer.alloc(0));
  const end = recordOf(0x0a);
  const narrow = (text: string): Buffer => iconv.encode(text, 'gbk');
  const formats = formatsOf(sheets);
  const strings = [
    ...new Set(
      sheets.flatMap(sheet => sheet.cells.flatMap(({ value }) => (typeof value === 'string' ? value : []))),
    ),
  ];
  const number = (value: number): Buffer => {
    const bytes = Buffer.alloc(8);
    bytes.writeDoubleLE(value);
    return bytes;
  };
  const bodies = sheets.map(({ cells, merges = [], hiddenRows = [], hiddenColumns = [] }) =>
    Buffer.concat([
      begin(0x10),
      ...hiddenColumns.map(column => recordOf(0x7d, shorts(column, column, 2000, 0, 1, 0))),
      ...hiddenRows.map(row => recordOf(0x208, shorts(row, 0, 256, 300, 0, 0, 0x20, 0))),
      ...cells.map(({ row, column, value, format }) => {
        const style = format === undefined ? 0 : formats.indexOf(format) + 1;
        if (typeof value === 'number')
          // Small whole numbers come packed, as programs write them.
          return Number.isInteger(value) && Math.abs(value) < 2 ** 29
            ? recordOf(0x27e, shorts(row, column, style), long(((value << 2) | 2) >>> 0))
            : recordOf(0x203, shorts(row, column, style), number(value));
        return isNew
          ? recordOf(0xfd, shorts(row, column, 0), long(strings.indexOf(value)))
          : recordOf(0x204, shorts(row, column, 0, narrow(value).length), narrow(value));
      }),
      ...(merges.length === 0 ? [] : [recordOf(0xe5, shorts(merges.length, ...merges.flat()))]),
      end,
    ]),
  );
  const globals = (places: readonly number[]): Buffer =>
    Buffer.concat([
      begin(5),
      recordOf(0x42, shorts(isNew ? 1200 : 936)),
      ...formats.map((format, index) =>
        recordOf(
          0x41e,
          shorts(200 + index),
          isNew ? wide(format) : Buffer.concat([Buffer.from([narrow(format).length]), narrow(format)]),
        ),
      ),
      recordOf(0xe0, shorts(0, 0), Buffer.alloc(16)),
      ...formats.map((_, index) => recordOf(0xe0, shorts(0, 200 + index), Buffer.alloc(16))),
      ...sheets.map(({ isHidden }, index) =>
        recordOf(
          0x85,
          long(places[index] ?? 0),
          Buffer.from([isHidden ? 1 : 0, 0, 1, ...(isNew ? [0] : []), 0x41]),
        ),
      ),
      ...(isNew ? [sharedStrings(strings)] : []),
      end,
    ]);
  let at = globals([]).length;
  const places = bodies.map(body => {
    const place = at;
    at += body.length;
    return place;
  });
  return oleFile([{ name: isNew ? 'Workbook' : 'Book', bytes: Buffer.concat([globals(places), ...bodies]) }]);
}
