/** Derived indicators by year and level, with their definitions. */

import type { Asker } from '../asker.ts';
import { line } from '../chart.ts';
import { html, type Page, table, to } from '../html.ts';

interface Definition {
  readonly id: string;
  readonly zh: string;
  readonly en: string;
  readonly meaning: string;
  readonly numerator: string;
  readonly denominator: string;
}

interface LevelRow {
  readonly report_year: number;
  readonly level: string;
  readonly reports: number;
  readonly ratio: number | null;
}

const levels = ['country', 'province', 'prefecture', 'county', 'township', 'unknown'];

export async function indicatorsPage(database: Asker, query: URLSearchParams): Promise<Page | null> {
  const definitions = await database.all<Definition>('SELECT * FROM indicator');
  const asked = query.get('id');
  if (asked === null)
    return {
      title: 'Indicators 派生指标',
      body: html`<p>Ratios of printed numbers. One with a missing part, or with nothing below the line, has no value. Each unit’s own are in <a href="/relation/v_indicator">v_indicator</a>; where a series may not be joined across editions of the form is in <a href="/relation/v_break">v_break</a>.</p>
${table(
  ['indicator', '', 'means'],
  definitions.map(({ id, zh, en, meaning }) => [
    html`<a href="${to(['indicators'], { id })}">${en}</a>`,
    zh,
    meaning,
  ]),
)}`,
    };
  const definition = definitions.find(({ id }) => id === asked);
  if (definition === undefined) return null;
  const rows = await database.all<LevelRow>(
    'SELECT report_year, level, reports, ratio FROM v_indicator_level WHERE indicator_id = ? ORDER BY report_year',
    [asked],
  );
  const years = [...new Set(rows.map(({ report_year }) => report_year))];
  const found = levels.filter(level => rows.some(row => row.level === level));
  const at = (year: number, level: string): LevelRow | undefined =>
    rows.find(row => row.report_year === year && row.level === level);
  return {
    title: `${definition.en} ${definition.zh}`,
    body: html`<p>${definition.meaning}</p>
<dl><dt>above</dt><dd><code>${definition.numerator}</code></dd><dt>below</dt><dd><code>${definition.denominator}</code></dd></dl>
${table(
  ['year', ...found.flatMap(level => [level, 'reports'])],
  years.map(year => [
    String(year),
    ...found.flatMap(level => {
      const row = at(year, level);
      return [row?.ratio ?? null, row?.reports ?? 0];
    }),
  ]),
  { empty: 'No report prints all that it takes.' },
)}
${found.map(
  level =>
    html`<h2>${level}</h2>${line(
      years.map(year => [year, at(year, level)?.ratio ?? null]),
      `${definition.en}, ${level}`,
    )}`,
)}
<p class="small">Of the sums over the reports that print all parts: large bodies weigh more.</p>`,
  };
}
