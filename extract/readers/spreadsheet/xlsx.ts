/** XLSX to blocks: sheets by their XML parts, cells as their formats show them. */

import { Parser } from 'htmlparser2';
import { NianbaoError } from '../../../schema/issues.ts';
import type { Document } from '../../document.ts';
import { unzip, type ZipPart } from '../zip.ts';
import { formatOf, shownNumber } from './number-format.ts';
import { documentOfWorkbook, Sheet, SheetBudget, sheetLimits } from './sheet.ts';

export const xlsxLimits = { parts: 10_000, unpackedBytes: 40_000_000 };

const wantedPart =
  /^(?:docProps\/core\.xml|xl\/(?:workbook\.(?:xml|bin)|sharedStrings\.xml|styles\.xml|_rels\/workbook\.xml\.rels|worksheets\/[\w.-]+\.xml))$/i;

/** @throws {NianbaoError} `input.media.corrupt`, `input.media.encrypted`, `input.media.unsupported` or `extract.document.limit` */
export function readXlsx(bytes: Uint8Array): Document & { truncated: boolean } {
  const parts = new Map(
    unzip(bytes, name => wantedPart.test(name), xlsxLimits).map(part => [part.name.toLowerCase(), part]),
  );
  if (parts.has('xl/workbook.bin'))
    throw new NianbaoError('input.media.unsupported', 'a workbook in the binary form of XLSX (.xlsb)');
  const workbook = parts.get('xl/workbook.xml');
  if (!workbook) throw new NianbaoError('input.media.corrupt', 'the container holds no workbook');
  const targets = targetsIn(parts.get('xl/_rels/workbook.xml.rels'));
  const strings = stringsIn(parts.get('xl/sharedstrings.xml'));
  const formats = formatsIn(parts.get('xl/styles.xml'));
  const { listed, from1904 } = sheetsIn(workbook);
  const budget = new SheetBudget();
  if (listed.length > sheetLimits.sheets) budget.truncated = true;
  const sheets = listed.slice(0, sheetLimits.sheets).flatMap(({ id, isHidden }) => {
    const part = parts.get(`xl/${targets.get(id) ?? ''}`);
    const sheet = new Sheet(isHidden, budget);
    if (part) readSheet(part, sheet, { strings, formats, from1904 });
    return part ? [sheet] : [];
  });
  if (sheets.length === 0) throw new NianbaoError('input.media.corrupt', 'the workbook holds no sheet');
  const title = titleIn(parts.get('docprops/core.xml'));
  return documentOfWorkbook({ title, sheets, truncated: budget.truncated });
}

type Attributes = Readonly<Record<string, string>>;
interface Handlers {
  readonly open?: (name: string, attributes: Attributes) => void;
  readonly text?: (text: string) => void;
  readonly close?: (name: string) => void;
}

/** Names come without their prefix. The parser knows no entities but the five of XML, and no external ones. */
function parse(part: ZipPart | undefined, { open, text, close }: Handlers): void {
  if (!part) return;
  const local = (name: string): string => name.slice(name.indexOf(':') + 1);
  const parser = new Parser(
    {
      onopentag: (name, attributes) => open?.(local(name), attributes),
      ontext: found => text?.(found),
      onclosetag: name => close?.(local(name)),
    },
    { xmlMode: true, decodeEntities: true },
  );
  parser.end(new TextDecoder().decode(part.bytes));
}

function targetsIn(part: ZipPart | undefined): Map<string, string> {
  const targets = new Map<string, string>();
  parse(part, {
    open: (name, { Id, Target }) => {
      if (name === 'Relationship' && Id && Target)
        targets.set(
          Id,
          Target.replace(/^\/xl\//i, '')
            .replace(/^\.\//, '')
            .toLowerCase(),
        );
    },
  });
  return targets;
}

interface ListedSheet {
  readonly id: string;
  readonly isHidden: boolean;
}

function sheetsIn(part: ZipPart): { listed: ListedSheet[]; from1904: boolean } {
  const listed: ListedSheet[] = [];
  let from1904 = false;
  parse(part, {
    open: (name, attributes) => {
      if (name === 'workbookPr') from1904 = isSet(attributes['date1904']);
      if (name !== 'sheet') return;
      const id = Object.entries(attributes).find(([key]) => /(?:^|:)id$/.test(key))?.[1];
      if (id) listed.push({ id, isHidden: /hidden/i.test(attributes['state'] ?? '') });
    },
  });
  return { listed, from1904 };
}

const isSet = (value: string | undefined): boolean => value === '1' || value === 'true';

/** Carriage returns and the like are written as `_x000D_`. */
const unescaped = (text: string): string =>
  text
    .replace(/_x([0-9a-f]{4})_/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
    .replaceAll('\r\n', '\n')
    .replaceAll('\r', '\n');

function stringsIn(part: ZipPart | undefined): string[] {
  const strings: string[] = [];
  const collector = new TextCollector();
  parse(part, {
    open: name => {
      if (name === 'si') collector.begin();
      else collector.open(name);
    },
    text: text => collector.take(text),
    close: name => {
      if (name === 'si') strings.push(collector.end());
      else collector.close(name);
    },
  });
  return strings;
}

/** Text of the `t` elements of a string; readings of characters (`rPh`) are none of it. */
class TextCollector {
  private text = '';
  private inText = false;
  private inReading = false;

  begin(): void {
    this.text = '';
    this.inText = this.inReading = false;
  }

  open(name: string): void {
    if (name === 'rPh') this.inReading = true;
    else if (name === 't') this.inText = true;
  }

  close(name: string): void {
    if (name === 'rPh') this.inReading = false;
    else if (name === 't') this.inText = false;
  }

  take(text: string): void {
    if (this.inText && !this.inReading && this.text.length < sheetLimits.cellLength) this.text += text;
  }

  end(): string {
    return unescaped(this.text);
  }
}

/** Number formats of the styles that cells name. */
function formatsIn(part: ZipPart | undefined): string[] {
  const custom = new Map<number, string>();
  const ids: number[] = [];
  let inCells = false;
  parse(part, {
    open: (name, attributes) => {
      if (name === 'numFmt') custom.set(Number(attributes['numFmtId']), attributes['formatCode'] ?? '');
      else if (name === 'cellXfs') inCells = true;
      else if (name === 'xf' && inCells) ids.push(Number(attributes['numFmtId'] ?? 0));
    },
    close: name => {
      if (name === 'cellXfs') inCells = false;
    },
  });
  return ids.map(id => formatOf(id, custom));
}

interface Shared {
  readonly strings: readonly string[];
  readonly formats: readonly string[];
  readonly from1904: boolean;
}

function readSheet(part: ZipPart, sheet: Sheet, shared: Shared): void {
  const inline = new TextCollector();
  let row = -1;
  let column = -1;
  let type = 'n';
  let style = 0;
  let stored = '';
  let inValue = false;
  parse(part, {
    open: (name, attributes) => {
      if (name === 'row') {
        row = placeIn(attributes['r'], row + 1);
        column = -1;
        if (isSet(attributes['hidden'])) sheet.hiddenRows.add(row);
      } else if (name === 'c') {
        const place = placeOf(attributes['r'] ?? '');
        row = place?.row ?? row;
        column = place?.column ?? column + 1;
        type = attributes['t'] ?? 'n';
        style = Number(attributes['s'] ?? 0);
        stored = '';
        inline.begin();
      } else if (name === 'v') inValue = true;
      else if (name === 'mergeCell') {
        const [from, to] = (attributes['ref'] ?? '').split(':').map(placeOf);
        if (from && to) sheet.merge({ top: from.row, bottom: to.row, left: from.column, right: to.column });
      } else if (
        name === 'col' &&
        isSet(attributes['hidden']) &&
        sheet.hiddenColumns.length < sheetLimits.columns
      )
        sheet.hiddenColumns.push([Number(attributes['min']) - 1, Number(attributes['max']) - 1]);
      else inline.open(name);
    },
    text: text => {
      if (inValue && stored.length < sheetLimits.cellLength) stored += text;
      else inline.take(text);
    },
    close: name => {
      if (name === 'v') inValue = false;
      else if (name === 'c')
        sheet.put(row, column, type === 'inlineStr' ? inline.end() : shown(stored, type, style, shared));
      else inline.close(name);
    },
  });
}

function shown(stored: string, type: string, style: number, { strings, formats, from1904 }: Shared): string {
  switch (type) {
    case 's':
      return strings[Number(stored)] ?? '';
    case 'b':
      return stored === '1' ? 'TRUE' : stored === '' ? '' : 'FALSE';
    case 'n': {
      const value = Number(stored);
      if (stored.trim() === '' || !Number.isFinite(value)) return stored.trim();
      return shownNumber(value, formats[style] ?? 'General', from1904);
    }
    default:
      return unescaped(stored);
  }
}

function placeIn(number: string | undefined, otherwise: number): number {
  const row = Number(number);
  return Number.isInteger(row) && row > 0 ? row - 1 : otherwise;
}

/** `C12` → row 11, column 2. */
function placeOf(reference: string): { row: number; column: number } | null {
  const [, letters, digits] = /^\$?([A-Z]{1,3})\$?(\d{1,7})$/.exec(reference) ?? [];
  if (!letters || !digits) return null;
  let column = 0;
  for (const letter of letters) column = column * 26 + letter.charCodeAt(0) - 64;
  return { row: Number(digits) - 1, column: column - 1 };
}

function titleIn(part: ZipPart | undefined): string | null {
  let title = '';
  let inTitle = false;
  parse(part, {
    open: name => {
      inTitle = name === 'title';
    },
    text: text => {
      if (inTitle) title += text;
    },
    close: () => {
      inTitle = false;
    },
  });
  return title.trim().slice(0, 300) || null;
}
