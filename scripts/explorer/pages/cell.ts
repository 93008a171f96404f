/** One number, or the lack of one: what is printed, where it stands, and where the archived bytes are. */

import type { TableId } from '../../../schema/forms/form.ts';
import type { Asker } from '../asker.ts';
import { line } from '../chart.ts';
import { external, html, type Page, to } from '../html.ts';
import { englishOf, shownValue } from './labels.ts';

interface ProvenanceRow {
  readonly value: number | null;
  readonly status: string;
  readonly raw: string | null;
  readonly place_block: number | null;
  readonly place_row: number | null;
  readonly place_column: number | null;
  readonly url: string;
  readonly captured_at: string;
  readonly record_id: string;
  readonly payload_digest: string;
  readonly warc_file: string;
  readonly warc_offset: number;
  readonly version_id: number;
  readonly variable_id: number;
}

interface Labels {
  readonly form_id: string;
  readonly row_path: string;
  readonly column_path: string;
  readonly meaning: string;
  readonly unit_id: string | null;
  readonly unit_name: string | null;
  readonly report_year: number | null;
}

/** @param path report, table, row and column */
export async function cellPage(
  database: Asker,
  path: readonly string[],
  given: string | null,
): Promise<Page | null> {
  const [report = '', table_key = '', row = '', column = ''] = path;
  const cell = await database.first<ProvenanceRow>(
    `SELECT * FROM v_provenance WHERE report_id = @report AND table_key = @table_key AND row_key = @row AND column_key = @column
       AND version_number = ifnull(@version, (SELECT version_number FROM v_report WHERE report_id = @report))`,
    { report, table_key, row, column, version: given === null ? null : Number(given) },
  );
  if (cell === null) return null;
  const labels = await database.first<Labels>(
    `SELECT form_cell.form_id, row_path, column_path, status.meaning, v_report.unit_id, unit_name, report_year
     FROM version_table JOIN form_cell ON form_cell.form_id = version_table.form_id AND form_cell.variable_id = @variable_id
     JOIN status ON status.name = @status JOIN v_report ON v_report.report_id = @report
     WHERE version_table.version_id = @version_id AND version_table.table_key = @table_key`,
    { version_id: cell.version_id, variable_id: cell.variable_id, status: cell.status, table_key, report },
  );
  const detail = await database.first<{
    unit: string | null;
    value_yuan: number | null;
    inferred: string | null;
    flags: string | null;
  }>(
    'SELECT unit, value_yuan, inferred, flags FROM reading_detail WHERE version_id = ? AND variable_id = ?',
    [cell.version_id, cell.variable_id],
  );
  const series = await database.all<{ report_year: number; value: number | null }>(
    `SELECT report_year, value FROM v_reading
     WHERE unit_id = ? AND table_key = ? AND row_key = ? AND column_key = ? AND report_year IS NOT NULL ORDER BY report_year`,
    [labels?.unit_id ?? null, table_key, row, column],
  );
  const place =
    cell.place_block === null
      ? 'no place: the cell is not in the document'
      : `block ${cell.place_block}, row ${cell.place_row}, column ${cell.place_column}, each from 0`;
  return {
    title: englishOf(table_key as TableId, row, column),
    body: html`<p><a href="${to(['report', report], { version: given })}">${labels?.unit_name} ${labels?.report_year}</a></p>
<p class="single">${shownValue(cell.value, cell.status)}</p>
<dl>
<dt>status 取值状态</dt><dd><code>${cell.status}</code> ${labels?.meaning}</dd>
<dt>as printed 原文</dt><dd>${cell.raw === null ? 'no text' : html`<q>${cell.raw}</q>`}</dd>
<dt>label 指标</dt><dd>${labels?.row_path} | ${labels?.column_path} <small>(edition of ${labels?.form_id})</small></dd>
<dt>key</dt><dd><code>${table_key}.${row}.${column}</code></dd>
${detail === null ? '' : html`<dt>printed unit 单位</dt><dd>${detail.unit ?? 'none'}${detail.value_yuan === null ? '' : html` = ${detail.value_yuan} yuan`}</dd>`}
${detail?.inferred ? html`<dt>place decided by</dt><dd>${detail.inferred}</dd>` : ''}
${detail?.flags ? html`<dt>flags</dt><dd>${detail.flags}</dd>` : ''}
<dt>place 位置</dt><dd>${place}</dd>
<dt>document 文档</dt><dd>${external(cell.url)}</dd>
<dt>captured 采集</dt><dd>${cell.captured_at}</dd>
<dt>archived bytes</dt><dd><code>${cell.warc_file}</code> from byte ${cell.warc_offset}, <code>${cell.payload_digest}</code><br><code>npx nianbao inspect ${cell.record_id}</code> reads them again.</dd>
</dl>
${
  series.length > 1
    ? html`<h2>Over the years 历年</h2>${line(
        yearsOf(series).map(year => [
          year,
          series.find(({ report_year }) => report_year === year)?.value ?? null,
        ]),
        'This cell by year',
      )}`
    : ''
}`,
  };
}

/** Every year from the first to the last. */
function yearsOf(series: readonly { readonly report_year: number }[]): number[] {
  const first = series[0]?.report_year ?? 0;
  return Array.from({ length: (series.at(-1)?.report_year ?? first) - first + 1 }, (_, at) => first + at);
}
