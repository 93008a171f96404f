/** Any question in SQL. */

import { csvLine } from '../../../load/export/csv.ts';
import { type Asker, Unanswered } from '../asker.ts';
import { html, type Page, to } from '../html.ts';
import { resultTable, rowsOrReason } from './relations.ts';

const shown = 1000;
/** Rows of a file; whoever needs more takes an export. */
const mostInFile = 100_000;

const examples: readonly (readonly [string, string])[] = [
  [
    'Requests by province and year 分省分年',
    'SELECT province, report_year, count(req_new_received) AS reports, sum(req_new_received) AS received\nFROM v_requests GROUP BY province, report_year',
  ],
  [
    'Denial rate by level and year 不予公开率',
    "SELECT report_year, level, reports, round(ratio, 4) AS ratio\nFROM v_indicator_level WHERE indicator_id = 'denial_rate'",
  ],
  [
    'Sums that do not hold 勾稽不符',
    "SELECT unit_name, report_year, check_id, subject, left_sum, right_sum, report_id\nFROM v_check WHERE outcome = 'fail' LIMIT 200",
  ],
  [
    'Reports that are not there 缺报',
    "SELECT name, report_year, state, last_tried_at\nFROM v_coverage WHERE state NOT IN ('found', 'late', 'not_expected') LIMIT 200",
  ],
];

export async function queryPage(database: Asker, query: URLSearchParams): Promise<Page> {
  const sql = (query.get('sql') ?? '').trim().replace(/;+$/, '');
  const result = sql === '' ? null : await rowsOrReason(database, sql, [], shown);
  return {
    title: 'SQL',
    body: html`<form action="/query"><textarea name="sql" rows="6" spellcheck="false" aria-label="Question in SQL">${sql}</textarea><button>Ask 查询</button> <small>SQLite; reading only. <a href="/relations">Tables and columns</a>.</small></form>
${sql === '' ? html`<ul>${examples.map(([name, example]) => html`<li><a href="${to(['query'], { sql: example })}">${name}</a></li>`)}</ul>` : ''}
${typeof result === 'string' ? html`<p class="error">${result}</p>` : ''}
${
  result === null || typeof result === 'string'
    ? ''
    : html`<p>${result.more ? `The first ${shown} rows.` : `${result.rows.length} rows.`} <a href="${to(['query.csv'], { sql })}">CSV</a></p>${resultTable(result, new Map())}`
}`,
  };
}

/** @throws Unanswered, also where there are more rows than a file takes: half an answer would look like a whole one */
export async function queryCsv(database: Asker, query: URLSearchParams): Promise<string> {
  const { columns, rows, more } = await database.rows(query.get('sql') ?? '', [], mostInFile);
  if (more)
    throw new Unanswered(
      `More than ${mostInFile} rows: use nianbao export, or sqlite3 on the database itself.`,
    );
  return [columns, ...rows].map(csvLine).join('');
}
