/** Finds units by name, former name or division code. */

import type { Asker } from '../asker.ts';
import { html, type Page, table, to } from '../html.ts';

interface UnitRow {
  readonly id: string;
  readonly name: string;
  readonly kind: string | null;
  readonly division_code: string | null;
  readonly place: string | null;
  readonly years: string | null;
  readonly reports: number;
}

const most = 200;

const units = (where: string): string => `
  SELECT unit.id, unit.name, unit.kind, unit.division_code,
    (WITH RECURSIVE above(code, depth) AS (
       SELECT unit.division_code, 0
       UNION ALL SELECT parent_code, depth + 1 FROM division JOIN above USING (code) WHERE parent_code IS NOT NULL)
     SELECT group_concat(name, ' ') FROM (SELECT name FROM above JOIN division USING (code) ORDER BY depth DESC)) AS place,
    iif(unit.first_year = unit.last_year, unit.first_year, unit.first_year || '–' || unit.last_year) AS years,
    (SELECT count(*) FROM report WHERE report.unit_id = unit.id) AS reports
  FROM unit WHERE ${where}
  ORDER BY unit.division_code, unit.kind IS NOT 'government', unit.name LIMIT ${most + 1}`;

export async function unitsPage(database: Asker, query: URLSearchParams): Promise<Page> {
  const asked = (query.get('q') ?? '').trim();
  const found = await database.all<UnitRow>(
    units(
      /^\d{2,12}$/.test(asked)
        ? "unit.division_code >= @asked AND unit.division_code < @asked || ':'"
        : `unit.name LIKE '%' || @asked || '%' OR unit.id = @asked OR unit.id IN (
             SELECT unit_id FROM unit_name WHERE unit_name.name LIKE '%' || @asked || '%')`,
    ),
    { asked },
  );
  return {
    title: asked === '' ? 'Units 机关' : `Units: ${asked}`,
    body: html`<form class="lead" action="/units"><input name="q" type="search" value="${asked}" placeholder="name, former name or division code 名称、曾用名或区划代码" aria-label="Find a unit"><button>Find 查找</button></form>
${table(
  ['unit 机关', 'kind', 'place 所在', 'code', 'years', 'reports'],
  found
    .slice(0, most)
    .map(({ id, name, kind, place, division_code, years, reports }) => [
      html`<a href="${to(['unit', id])}">${name}</a>`,
      kind,
      place,
      division_code === null
        ? null
        : html`<a href="${to(['units'], { q: division_code })}">${division_code}</a>`,
      years === null ? null : String(years),
      reports,
    ]),
  { empty: 'No unit has such a name or code.' },
)}
${found.length > most ? html`<p>These are the first ${most}; say more of the name, or give a longer code.</p>` : ''}`,
  };
}
