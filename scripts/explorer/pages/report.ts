/** One report: what it prints, what does not fit, what it says, and the documents that carry it. */

import { type TableId, tableIds } from '../../../schema/forms/form.ts';
import type { Asker } from '../asker.ts';
import { external, type Html, html, type Page, table, to } from '../html.ts';
import { type GridCell, grid } from './grid.ts';
import { shownValue, tableTitles } from './labels.ts';

interface ReportRow {
  readonly report_id: string;
  readonly unit_id: string | null;
  readonly unit_name: string | null;
  readonly division_code: string | null;
  readonly report_year: number | null;
  readonly scope: string;
  readonly published_date: string | null;
  readonly version_number: number;
}

interface VersionRow {
  readonly id: number;
  readonly number: number;
  readonly first_captured_at: string;
  readonly last_captured_at: string;
  readonly is_live: number;
}

interface Cell extends GridCell {
  readonly form_id: string;
  readonly value: number | null;
  readonly status: string;
  readonly raw: string | null;
}

/** @param given number of the version; null for the current one */
export async function reportPage(database: Asker, id: string, given: string | null): Promise<Page | null> {
  const report = await database.first<ReportRow>('SELECT * FROM v_report WHERE report_id = ?', [id]);
  if (report === null) return null;
  const versions = await database.all<VersionRow>(
    'SELECT id, number, first_captured_at, last_captured_at, is_live FROM report_version WHERE report_id = ? ORDER BY number',
    [id],
  );
  const shown = versions.find(({ number }) => number === Number(given ?? report.version_number));
  if (shown === undefined) return null;
  const isCurrent = shown.number === report.version_number;
  return {
    title: `${report.unit_name ?? 'unit not known'} ${report.report_year ?? 'year not known'}`,
    body: html`<dl>
<dt>unit 机关</dt><dd>${report.unit_id === null ? 'not known' : html`<a href="${to(['unit', report.unit_id])}">${report.unit_name}</a>`} ${report.division_code}</dd>
<dt>report</dt><dd><code>${id}</code></dd>
<dt>published 公布</dt><dd>${report.published_date ?? 'no date is given'}</dd>
<dt>scope 口径</dt><dd>${report.scope}</dd>
</dl>
${isCurrent ? '' : html`<p class="warning">This is version ${shown.number}, which another one replaced: <a href="${to(['report', id])}">the current version</a>.</p>`}
${isCurrent ? await flagsOf(database, id) : ''}
${await tablesOf(database, id, shown)}
${await failuresOf(database, shown.id)}
${await besidesOf(database, shown.id)}
${await sectionsOf(database, shown.id)}
${await documentsOf(database, id)}
${versionsOf(id, versions)}
${await changesOf(database, id)}`,
  };
}

async function flagsOf(database: Asker, id: string): Promise<Html> {
  const flags = await database.all<{
    code: string;
    severity: string;
    meaning: string;
    detail: string | null;
    other_report_id: string | null;
    row_key: string | null;
  }>('SELECT * FROM v_flag WHERE report_id = ? ORDER BY severity DESC, code', [id]);
  if (flags.length === 0) return html``;
  return html`<h2>To know before use 提示</h2>
${table(
  ['', 'flag', 'means', 'where', ''],
  flags.map(({ severity, code, meaning, row_key, detail, other_report_id }) => [
    html`<span class="${severity}">${severity}</span>`,
    html`<code>${code}</code>`,
    meaning,
    row_key,
    [
      detail,
      other_report_id === null
        ? ''
        : html` <a href="${to(['report', other_report_id])}">${other_report_id}</a>`,
    ],
  ]),
)}`;
}

async function tablesOf(database: Asker, report: string, { id, number }: VersionRow): Promise<Html> {
  const cells = await database.all<Cell>(
    `SELECT variable.table_key, variable.row_key, variable.column_key, row_path, column_path,
       form_cell.form_id, reading.value, status.name AS status, reading.raw
     FROM reading
     JOIN variable ON variable.id = reading.variable_id
     JOIN version_table ON version_table.version_id = reading.version_id AND version_table.table_key = variable.table_key
     JOIN form_cell ON form_cell.form_id = version_table.form_id AND form_cell.variable_id = variable.id
     JOIN status ON status.code = reading.status
     WHERE reading.version_id = ? AND version_table.status = 'present' ORDER BY form_cell.position`,
    [id],
  );
  const show = ({ table_key, row_key, column_key, value, status, raw }: Cell): Html =>
    html`<a href="${to(['cell', report, table_key, row_key, column_key], { version: number })}" title="${raw === null ? status : `${status}: “${raw}”`}">${shownValue(value, status)}</a>`;
  if (cells.length === 0) return html`<p class="empty">This version prints none of the form’s tables.</p>`;
  return html`${tableIds.map((key: TableId) => {
    const own = cells.filter(({ table_key }) => table_key === key);
    return own.length === 0
      ? ''
      : html`<h2>${tableTitles[key]} <small>edition of ${own[0]?.form_id}</small></h2>${grid(own, show)}`;
  })}`;
}

async function failuresOf(database: Asker, version: number): Promise<Html> {
  const [outcomes, failures] = await Promise.all([
    database.all<{ outcome: number; checks: number }>(
      'SELECT outcome, count(*) AS checks FROM check_result WHERE version_id = ? GROUP BY outcome',
      [version],
    ),
    database.all<{
      check_id: string;
      subject: string;
      left_sum: number | null;
      right_sum: number | null;
      meaning: string;
    }>(
      `SELECT check_id, subject, left_sum, right_sum, meaning FROM check_failure
       JOIN check_definition ON check_definition.id = definition_id WHERE version_id = ? ORDER BY definition_id`,
      [version],
    ),
  ]);
  const count = (code: number): number => outcomes.find(({ outcome }) => outcome === code)?.checks ?? 0;
  return html`<h2>Sums that the form promises 勾稽</h2>
<p>${count(0)} hold, ${count(1)} do not, ${count(2)} cannot be assessed.</p>
${
  failures.length === 0
    ? ''
    : table(
        ['check', 'of', 'left', 'right', 'what it says'],
        failures.map(({ check_id, subject, left_sum, right_sum, meaning }) => [
          html`<span class="warning">${check_id}</span>`,
          html`<code>${subject}</code>`,
          left_sum,
          right_sum,
          meaning,
        ]),
      )
}`;
}

/** What stands beside the form: rows of the body's own, unknown tables, numbers of the text, what follows from others. */
async function besidesOf(database: Asker, version: number): Promise<Html> {
  const extensions = await database.rows(
    `SELECT row_path, extension.form_id AS edition, heading, value, status.name AS status, raw, unit FROM extension
     JOIN status ON status.code = extension.status WHERE version_id = ? ORDER BY position`,
    [version],
  );
  const facts = await database.rows(
    `SELECT "key", value, unit, iif(is_approximate, 'about', '') AS approximate,
       CASE agrees WHEN 1 THEN 'as in the table' WHEN 0 THEN 'not as in the table' END AS agrees, evidence
     FROM text_fact WHERE version_id = ? ORDER BY position`,
    [version],
  );
  const inferences = await database.rows(
    `SELECT table_key || '.' || row_key || '.' || column_key AS cell, value, rule, rests_on FROM inference
     JOIN variable ON variable.id = variable_id WHERE version_id = ? ORDER BY variable_id`,
    [version],
  );
  const grids = await database.all<{ rows: string }>(
    'SELECT rows FROM raw_grid WHERE version_id = ? ORDER BY position',
    [version],
  );
  const listed = (title: string, { columns, rows }: typeof facts): Html =>
    rows.length === 0 ? html`` : html`<h2>${title}</h2>${table(columns, rows)}`;
  return html`${listed('Rows beside the form 附加行', extensions)}
${listed('Numbers of the running text 正文数字', facts)}
${listed('What follows from other numbers 推定', inferences)}
${grids.length === 0 ? '' : html`<h2>Other tables, as printed 其他表格</h2>${grids.map(({ rows }) => printed(rows))}`}`;
}

function printed(rows: string): Html {
  const [head = [], ...rest] = JSON.parse(rows) as string[][];
  return table(head, rest.length === 0 ? [head] : rest);
}

async function sectionsOf(database: Asker, version: number): Promise<Html> {
  const sections = await database.all<{ number: number; title: string; text: string }>(
    'SELECT number, title, text FROM section WHERE version_id = ? ORDER BY position',
    [version],
  );
  if (sections.length === 0) return html``;
  return html`<h2>Text 正文</h2>${sections.map(({ number, title, text }) => html`<details${number === 1 ? html` open` : ''}><summary>${number} ${title}</summary><div class="prose">${text}</div></details>`)}`;
}

async function documentsOf(database: Asker, report: string): Promise<Html> {
  const documents = await database.all<{
    number: number;
    url: string;
    media_type: string;
    title: string | null;
    captured_at: string;
    last_captured_at: string;
    record_id: string;
    clone_reason: string | null;
  }>(
    `SELECT version.number, capture.url, rendition.media_type, rendition.title, capture.captured_at,
       rendition.last_captured_at, capture.record_id, rendition.clone_reason
     FROM report_version AS version JOIN rendition ON rendition.version_id = version.id
     JOIN capture ON capture.id = rendition.capture_id
     WHERE version.report_id = ? ORDER BY version.number, capture.id`,
    [report],
  );
  return html`<h2>Documents 文档</h2>
${table(
  ['version', 'address', 'kind', 'first captured', 'last captured', 'record'],
  documents.map(each => [
    each.number,
    [
      external(each.url),
      each.clone_reason === null ? '' : html` <span class="warning">a copy: ${each.clone_reason}</span>`,
    ],
    each.media_type,
    each.captured_at,
    each.last_captured_at,
    html`<code>${each.record_id}</code>`,
  ]),
)}
<p class="small"><code>npx nianbao inspect RECORD</code> reads the archived bytes again.</p>`;
}

function versionsOf(id: string, versions: readonly VersionRow[]): Html {
  if (versions.length < 2) return html``;
  return html`<h2>Versions 版本</h2>${table(
    ['version', 'first captured', 'last captured', ''],
    versions.map(({ number, first_captured_at, last_captured_at, is_live }) => [
      html`<a href="${to(['report', id], { version: number })}">${number}</a>`,
      first_captured_at,
      last_captured_at,
      is_live ? 'still published' : 'replaced',
    ]),
  )}`;
}

async function changesOf(database: Asker, id: string): Promise<Html> {
  const [changes, conflicts] = await Promise.all([
    database.rows(
      `SELECT version_number, previous_number, table_key, row_key, column_key, value_before, status_before, value_after, status_after
       FROM v_version_change WHERE report_id = ?`,
      [id],
      500,
    ),
    database.rows(
      `SELECT table_key, row_key, column_key, value_before, value_after, url_before, url_after
       FROM v_conflict WHERE report_id = ?`,
      [id],
      500,
    ),
  ]);
  return html`${changes.rows.length === 0 ? '' : html`<h2>Corrections 更正</h2>${table(changes.columns, changes.rows)}`}
${conflicts.rows.length === 0 ? '' : html`<h2>Documents that disagree 冲突</h2>${table(conflicts.columns, conflicts.rows)}`}`;
}
