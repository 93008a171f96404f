/** What the file holds, at a glance. */

import type { Asker } from '../asker.ts';
import { bars } from '../chart.ts';
import { grouped, html, type Page, table, to } from '../html.ts';

interface Release {
  readonly built_at: string;
  readonly code_version: string;
  readonly units: number;
  readonly reports: number;
  readonly reports_in_panel: number;
  readonly documents: number;
  readonly readings: number;
  readonly readings_reported: number;
  readonly checks_failed: number;
}

export async function overviewPage(database: Asker): Promise<Page> {
  const release = await database.first<Release>('SELECT * FROM release');
  const years = await database.all<{ report_year: number | null; reports: number }>(
    'SELECT report_year, count(*) AS reports FROM report GROUP BY report_year ORDER BY report_year',
  );
  const cells = await database.all<{ name: string; meaning: string; cells: number }>(
    `SELECT status.name, status.meaning, sum(readings) AS cells
     FROM variable_summary JOIN status ON status.code = variable_summary.status GROUP BY status.code`,
  );
  const issues = await database.all<{ code: string; severity: string; meaning: string; times: number }>(
    `SELECT issue.code, severity, meaning, count(*) AS times FROM issue JOIN issue_code USING (code)
     WHERE severity <> 'note' GROUP BY issue.code ORDER BY severity, times DESC`,
  );
  const portals = await database.all<{ state: string; portals: number }>(
    'SELECT state, count(*) AS portals FROM coverage GROUP BY state ORDER BY portals DESC',
  );
  const figures = [
    [release?.reports ?? 0, 'reports 年报'],
    [release?.units ?? 0, 'units 机关'],
    [release?.readings_reported ?? 0, 'numbers 数值'],
    [release?.checks_failed ?? 0, 'sums that do not hold 勾稽不符'],
  ] as const;
  return {
    title: 'Annual reports on government information disclosure 政府信息公开工作年度报告',
    body: html`<div class="figures">${figures.map(
      ([figure, of]) => html`<div><strong>${grouped(figure)}</strong><span>${of}</span></div>`,
    )}</div>
<form class="lead" action="/search"><input name="word" type="search" placeholder="words of two characters or more 两字以上" aria-label="Words to look for"><button>Search the text 检索全文</button></form>
<h2>Reports by year 各年度报告数</h2>
${bars(years.map(({ report_year, reports }) => [report_year === null ? 'unknown' : String(report_year), reports]))}
<h2>Cells of these reports 单元格</h2>
${table(
  ['status', 'means', 'cells'],
  cells.map(({ name, meaning, cells: count }) => [html`<code>${name}</code>`, meaning, count]),
)}
<h2>Portals 网站</h2>
${table(
  ['last crawl', 'portals'],
  portals.map(({ state, portals: count }) => [
    html`<a href="${to(['relation', 'v_portal_coverage'], { state })}">${state}</a>`,
    count,
  ]),
  { empty: 'No portal was crawled: the documents were imported.' },
)}
<h2>Issues 问题</h2>
${table(
  ['', 'code', 'means', 'times'],
  issues.map(({ severity, code, meaning, times }) => [
    html`<span class="${severity}">${severity}</span>`,
    html`<a href="${to(['relation', 'v_issue'], { code })}">${code}</a>`,
    meaning,
    times,
  ]),
  { empty: 'None.' },
)}
<p class="small">Built ${release?.built_at} by Nianbao ${release?.code_version} from ${grouped(release?.documents ?? 0)} documents; ${grouped(release?.readings ?? 0)} cells in all versions of all reports; ${grouped(release?.reports_in_panel ?? 0)} reports have a known unit and year.</p>`,
  };
}
