/** Small reports for the tests of this folder: an official table with chosen cells, and running text around it. */

import type { Cell, Division, Extraction, ReportFlag } from '../../schema/extraction.ts';
import type { FlagCode } from '../../schema/flags.ts';
import { cellsOf } from '../../schema/forms/form.ts';
import { formById } from '../../schema/forms/index.ts';
import { createExtractor } from '../index.ts';
import { type GridCell, type LaidOutTable, layOut } from '../synthetic/grid.ts';

const divisions: readonly Division[] = [
  { code: '330000', name: '浙江省', level: 'province', parent_code: null },
  { code: '330200', name: '宁波市', level: 'prefecture', parent_code: '330000' },
  { code: '330226', name: '宁海县', level: 'county', parent_code: '330200' },
  { code: '330226104', name: '强蛟镇', level: 'township', parent_code: '330226' },
];
const extractor = createExtractor({ divisions });

/** Reads a text or a page through the public interface. */
export async function read(document: string, fileName: string | null = null): Promise<Extraction> {
  const context = { url: null, contentType: null, fileName, portal: null };
  return await extractor.extract(new TextEncoder().encode(document), context);
}

export interface ReportOptions {
  readonly form?: '2019' | '2021';
  readonly year?: number;
  readonly unit?: string;
  /** What every cell prints that is not given: '0' or ''. */
  readonly fill?: string;
  /** `table.row.column` → what the cell prints. */
  readonly cells?: Readonly<Record<string, string>>;
  /** Paragraphs below the headings of sections 一, 五 and 六. */
  readonly text?: { readonly 1?: string; readonly 5?: string; readonly 6?: string };
  readonly signature?: readonly string[];
  /** Changes the tables before they are set. */
  readonly edit?: (tables: LaidOutTable[]) => void;
}

/** A page with the three tables in the form's own layout. */
export function reportPage(options: ReportOptions = {}): string {
  const { form = '2021', unit = '强蛟镇', text = {}, signature = [] } = options;
  const year = options.year ?? (form === '2019' ? 2020 : 2023);
  const title = `${unit}${year}年政府信息公开工作年度报告`;
  const paragraphs = (...lines: readonly string[]): string => lines.map(line => `<p>${line}</p>`).join('\n');
  const tables = tablesOf(options, form);
  return `<html><head><title>${title}</title></head><body><h1>${title}</h1>
${paragraphs('一、总体情况', text[1] ?? '按时公开。')}
${tables.map(table => paragraphs(table.heading) + htmlTable(table)).join('\n')}
${paragraphs('五、存在的主要问题及改进情况', text[5] ?? '人手不足。', '六、其他需要报告的事项', text[6] ?? '无。', ...signature)}
</body></html>`;
}

export function tablesOf(
  { fill = '0', cells = {}, edit }: ReportOptions,
  form: '2019' | '2021',
): LaidOutTable[] {
  const printed = new Map<string, { raw: string; value: number | null }>();
  for (const { table, row, column } of cellsOf(formById(form))) {
    const raw = cells[`${table.id}.${row.key}.${column.key}`] ?? fill;
    printed.set(`${table.id}.${row.key}.${column.key}`, { raw, value: null });
  }
  const tables = layOut({ form, cells: printed });
  edit?.(tables);
  return tables;
}

const attribute = (name: string, span: number): string => (span > 1 ? ` ${name}="${span}"` : '');

export function htmlTable({ grid }: LaidOutTable): string {
  const cell = ({ text, colSpan, rowSpan }: GridCell): string =>
    `<td${attribute('colspan', colSpan)}${attribute('rowspan', rowSpan)}>${text === '' ? '&nbsp;' : text.replaceAll('\n', '<br>')}</td>`;
  return `<table border="1">${grid.map(row => `<tr>${row.map(cell).join('')}</tr>`).join('\n')}</table>`;
}

export function cellOf({ cells }: Extraction, key: string): Cell {
  const found = cells.find(({ table, row, column }) => `${table}.${row}.${column}` === key);
  if (found === undefined) throw new Error(`no cell ${key}`);
  return found;
}

/** Value and status of a cell, in one. */
export function at(extraction: Extraction, key: string): readonly [number | null, Cell['status']] {
  const { value, status } = cellOf(extraction, key);
  return [value, status];
}

export function flagsWith({ flags }: Extraction, code: FlagCode): ReportFlag[] {
  return flags.filter(flag => flag.code === code);
}
