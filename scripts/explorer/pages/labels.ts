/** What cells are called, and how a value or the lack of one is shown. */

import { englishColumns, englishRows } from '../../../schema/dictionary/english.ts';
import type { TableId } from '../../../schema/forms/form.ts';
import { type Content, grouped, html } from '../html.ts';

export const tableTitles: Readonly<Record<TableId, string>> = {
  proactive: '二、主动公开政府信息情况 Proactive disclosure',
  requests: '三、收到和处理政府信息公开申请情况 Requests',
  remedies: '四、政府信息公开行政复议、行政诉讼情况 Review and litigation',
  statistics: '统计表 Table of figures',
};

const signs: Readonly<Record<string, string>> = {
  blank: '空',
  na_mark: '／',
  text: '文',
  unaligned: '？',
  illegible: '不清',
  row_absent: '缺行',
  table_absent: '缺表',
};

/** A number, or in small why there is none. */
export function shownValue(value: number | null, status: string): Content {
  if (value !== null) return html`<span class="value">${grouped(value)}</span>`;
  return html`<span class="none" title="${status}">${signs[status] ?? status}</span>`;
}

/** English name of a cell. */
export const englishOf = (table: TableId, row: string, column: string): string =>
  [englishRows[row] ?? row, englishColumns[table]?.[column] ?? column].join(', ');
