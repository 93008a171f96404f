/** One unit over the years. */

import { type TableId, tableIds } from '../../../schema/forms/form.ts';
import type { Asker } from '../asker.ts';
import { line } from '../chart.ts';
import { type Html, html, type Page, table, to } from '../html.ts';
import { englishOf, shownValue, tableTitles } from './labels.ts';

interface UnitRow {
  readonly id: string;
  readonly name: string;
  readonly kind: string | null;
  readonly division_code: string | null;
  readonly division: string | null;
  readonly parent_unit_id: string | null;
  readonly parent: string | null;
  readonly confidence: string;
}

interface ReportRow {
  readonly report_id: string;
  readonly report_year: number;
  readonly published_date: string | null;
  readonly scope: string;
  readonly reported_cells: number;
  readonly failed_checks: number;
  readonly warnings: number;
  readonly notes: number;
  readonly version_count: number;
}

interface SeriesCell {
  readonly report_id: string;
  readonly report_year: number;
  readonly table_key: TableId;
  readonly row_key: string;
  readonly column_key: string;
  readonly label: string;
  readonly value: number | null;
  readonly status: string;
}

/** Of section 三 the column of all applicants; the labels are those of the newest edition that the unit used. */
const series = `
  SELECT report_id, report_year, table_key, row_key, column_key, value, status,
    row_label || iif(table_key = 'requests', '', ' ' || column_label) AS label
  FROM v_reading WHERE unit_id = ? AND report_year IS NOT NULL
    AND (table_key <> 'requests' OR column_key = 'all')
  ORDER BY report_year`;

export async function unitPage(database: Asker, id: string): Promise<Page | null> {
  const unit = await database.first<UnitRow>(
    `SELECT unit.id, unit.name, unit.kind, unit.division_code, unit.confidence, unit.parent_unit_id,
       ifnull(parent.name, unit.parent_name) AS parent, division.name AS division
     FROM unit LEFT JOIN unit AS parent ON parent.id = unit.parent_unit_id
     LEFT JOIN division ON division.code = unit.division_code WHERE unit.id = ?`,
    [id],
  );
  if (unit === null) return null;
  const names = await database.all<{ name: string; first_year: number | null; last_year: number | null }>(
    'SELECT name, first_year, last_year FROM unit_name WHERE unit_id = ? ORDER BY first_year',
    [id],
  );
  const spells = await database.all<{ year_from: number; year_to: number | null; division_code: string }>(
    'SELECT year_from, year_to, division_code FROM unit_division WHERE unit_id = ? ORDER BY year_from',
    [id],
  );
  const reports = await database.all<ReportRow>(
    'SELECT * FROM v_quality WHERE unit_id = ? ORDER BY report_year',
    [id],
  );
  const cells = await database.all<SeriesCell>(series, [id]);
  const years = (from: number | null, until: number | null): string => `${from ?? ''}–${until ?? ''}`;
  return {
    title: unit.name,
    body: html`<dl>
<dt>id</dt><dd><code>${unit.id}</code> (the same in every release)</dd>
<dt>kind</dt><dd>${unit.kind ?? 'not known'}</dd>
<dt>place 所在</dt><dd>${unit.division} ${unit.division_code === null ? '' : html`<a href="${to(['units'], { q: unit.division_code })}">${unit.division_code}</a>`}</dd>
<dt>under 上级</dt><dd>${unit.parent_unit_id === null ? (unit.parent ?? 'not known') : html`<a href="${to(['unit', unit.parent_unit_id])}">${unit.parent}</a>`}</dd>
${names.length > 1 ? html`<dt>names 名称</dt><dd>${names.map(({ name, first_year, last_year }) => html`${name} (${years(first_year, last_year)})<br>`)}</dd>` : ''}
${spells.length > 1 ? html`<dt>codes 代码</dt><dd>${spells.map(({ division_code, year_from, year_to }) => html`${division_code} (${years(year_from, year_to)})<br>`)}</dd>` : ''}
</dl>
<h2>Reports 年报</h2>
${table(
  ['year', 'published', 'scope', 'numbers', 'sums that fail', 'warnings', 'notes', 'versions'],
  reports.map(report => [
    html`<a href="${to(['report', report.report_id])}">${report.report_year}</a>`,
    report.published_date,
    report.scope,
    report.reported_cells,
    report.failed_checks === 0 ? 0 : html`<span class="warning figure">${report.failed_checks}</span>`,
    report.warnings,
    report.notes,
    report.version_count,
  ]),
)}
${seriesTables(cells)}`,
  };
}

function seriesTables(cells: readonly SeriesCell[]): Html {
  const years = [...new Set(cells.map(({ report_year }) => report_year))];
  const first = years[0] ?? 0;
  const span = Array.from({ length: (years.at(-1) ?? first) - first + 1 }, (_, at) => first + at);
  const received = new Map(
    cells
      .filter(({ table_key, row_key }) => table_key === 'requests' && row_key === 'req_new_received')
      .map(({ report_year, value }) => [report_year, value]),
  );
  return html`${
    received.size > 1
      ? html`<h2>Requests newly received 新收申请</h2>${line(
          span.map(year => [year, received.get(year) ?? null]),
          'Requests newly received, by year',
        )}`
      : ''
  }
${tableIds.map(id => {
  const own = cells.filter(({ table_key }) => table_key === id);
  return own.length === 0 ? '' : html`<h2>${tableTitles[id]}</h2>${seriesTable(own)}`;
})}`;
}

/** A row for each cell of the form, a column for each year. */
function seriesTable(cells: readonly SeriesCell[]): Html {
  const years = [...new Set(cells.map(({ report_year }) => report_year))];
  const rows = new Map<string, SeriesCell[]>();
  for (const cell of cells) {
    const key = `${cell.row_key}.${cell.column_key}`;
    rows.set(key, [...(rows.get(key) ?? []), cell]);
  }
  return html`<div class="wide"><table class="grid"><thead><tr><th></th>${years.map(year => html`<th>${year}</th>`)}</tr></thead>
<tbody>${[...rows].map(([key, own]) => {
    const newest = own.at(-1);
    if (newest === undefined) return '';
    return html`<tr><th title="${key}">${newest.label}<small>${englishOf(newest.table_key, newest.row_key, newest.column_key)}</small></th>${years.map(
      year => {
        const cell = own.find(({ report_year }) => report_year === year);
        if (cell === undefined) return html`<td class="no" title="not in the edition of the form"></td>`;
        const { report_id, table_key, row_key, column_key, value, status } = cell;
        return html`<td class="number"><a href="${to(['cell', report_id, table_key, row_key, column_key])}">${shownValue(value, status)}</a></td>`;
      },
    )}</tr>\n`;
  })}</tbody></table></div>`;
}
