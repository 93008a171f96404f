/** Which reports should be there, and which are. */

import type { Asker } from '../asker.ts';
import { html, type Page, table, to } from '../html.ts';

const states = ['found', 'late', 'not_found', 'blocked', 'unreachable'] as const;
const most = 500;

interface Missing {
  readonly unit_id: string;
  readonly name: string;
  readonly kind: string | null;
  readonly division_code: string | null;
  readonly state: string;
  readonly portal_id: string | null;
  readonly last_tried_at: string | null;
}

export async function coveragePage(database: Asker, query: URLSearchParams): Promise<Page> {
  const years = await database.all<{ report_year: number }>(
    'SELECT report_year FROM report_period ORDER BY report_year DESC',
  );
  const newest = await database.first<{ year: number | null }>('SELECT max(report_year) AS year FROM report');
  const year = Number(query.get('year') ?? newest?.year ?? years[0]?.report_year ?? 0);
  const province = /^\d\d$/.test(query.get('province') ?? '') ? (query.get('province') ?? '') : null;
  const counts = await database.all<{ place: string; name: string | null; state: string; units: number }>(
    `SELECT place, name, state, units FROM (
       SELECT substr(division_code, 1, 2) AS place, state, count(*) AS units FROM v_coverage
       WHERE report_year = ? AND state <> 'not_expected' GROUP BY 1, 2)
     LEFT JOIN division ON division.code = place || '0000' ORDER BY place`,
    [year],
  );
  const missing =
    province === null
      ? []
      : await database.all<Missing>(
          `SELECT unit_id, name, kind, division_code, state, portal_id, last_tried_at FROM v_coverage
           WHERE report_year = ? AND division_code >= ? AND division_code < ?
             AND state NOT IN ('found', 'late', 'not_expected') ORDER BY division_code LIMIT ${most + 1}`,
          [year, province, `${province}:`],
        );
  const places = [...new Set(counts.map(({ place }) => place))];
  const count = (place: string, state: string): number =>
    counts.find(each => each.place === place && each.state === state)?.units ?? 0;
  const nameOf = (place: string): string => counts.find(each => each.place === place)?.name ?? place;
  return {
    title: `Coverage 应报与实有 ${year}`,
    body: html`<p class="years">${years.map(({ report_year }) =>
      report_year === year
        ? html`<b>${report_year}</b> `
        : html`<a href="${to(['coverage'], { year: report_year, province })}">${report_year}</a> `,
    )}</p>
<p>Expected are all governments from the county up, and any other body from its first report on.</p>
${table(
  ['province', ...states.map(state => state.replace('_', ' ')), 'found, of all'],
  places.map(place => {
    const all = states.reduce((sum, state) => sum + count(place, state), 0);
    const share = (100 * (count(place, 'found') + count(place, 'late'))) / all;
    return [
      html`<a href="${to(['coverage'], { year, province: place })}">${nameOf(place)}</a>`,
      ...states.map(state => count(place, state)),
      html`<span class="share"><i style="width:${share.toFixed(0)}%"></i>${share.toFixed(1)} %</span>`,
    ];
  }),
  { empty: 'No unit is expected to have reported in this year.' },
)}
${
  province === null
    ? ''
    : html`<h2>Not found in ${nameOf(province)} 未见年报</h2>${table(
        ['unit', 'kind', 'code', 'state', 'portal', 'last tried'],
        missing
          .slice(0, most)
          .map(each => [
            html`<a href="${to(['unit', each.unit_id])}">${each.name}</a>`,
            each.kind,
            each.division_code,
            each.state,
            each.portal_id,
            each.last_tried_at,
          ]),
        { empty: 'Every expected report is there.' },
      )}${missing.length > most ? html`<p>These are the first ${most}.</p>` : ''}`
}`,
  };
}
