/** Small drawings as SVG and HTML: bars, and a line with gaps where there is no number. */

import { grouped, type Html, html } from './html.ts';

export function bars(rows: readonly (readonly [name: string, value: number])[]): Html {
  const largest = Math.max(1, ...rows.map(([, value]) => value));
  return html`<div class="bars">${rows.map(
    ([name, value]) =>
      html`<span>${name}</span><i style="width:${((100 * value) / largest).toFixed(1)}%"></i><b>${grouped(value)}</b>`,
  )}</div>`;
}

const size = { width: 720, height: 200, left: 64, bottom: 24, top: 12, right: 24 } as const;

/** One value a year; null leaves a gap, since nothing may be drawn through a missing number. */
export function line(
  points: readonly (readonly [year: number, value: number | null])[],
  label: string,
): Html {
  const known = points.flatMap(([year, value]) => (value === null ? [] : [{ year, value }]));
  const first = points[0]?.[0];
  const last = points.at(-1)?.[0];
  if (known.length < 2 || first === undefined || last === undefined) return html``;
  const top = Math.max(...known.map(({ value }) => value)) || 1;
  const bottom = Math.min(0, ...known.map(({ value }) => value));
  const x = (year: number): number =>
    size.left + ((year - first) / Math.max(1, last - first)) * (size.width - size.left - size.right);
  const y = (value: number): number =>
    size.height - size.bottom - ((value - bottom) / (top - bottom)) * (size.height - size.bottom - size.top);
  let path = '';
  let before: number | null = null;
  for (const { year, value } of known) {
    path += `${before === year - 1 ? 'L' : 'M'}${x(year).toFixed(1)} ${y(value).toFixed(1)}`;
    before = year;
  }
  const every = Math.ceil((last - first + 1) / 12);
  return html`<svg class="line" viewBox="0 0 ${size.width} ${size.height}" role="img" aria-label="${label}">
<line x1="${size.left}" x2="${size.width - size.right}" y1="${y(bottom)}" y2="${y(bottom)}"/>
<line x1="${size.left}" x2="${size.width - size.right}" y1="${y(top)}" y2="${y(top)}"/>
<text x="${size.left - 8}" y="${y(bottom)}" text-anchor="end" dominant-baseline="middle">${grouped(bottom)}</text>
<text x="${size.left - 8}" y="${y(top)}" text-anchor="end" dominant-baseline="middle">${grouped(top)}</text>
<path d="${path}"/>
${known.map(({ year, value }) => html`<circle cx="${x(year).toFixed(1)}" cy="${y(value).toFixed(1)}" r="3"><title>${year}: ${grouped(value)}</title></circle>`)}
${points
  .filter(([year]) => (year - first) % every === 0)
  .map(
    ([year]) =>
      html`<text x="${x(year).toFixed(1)}" y="${size.height - 6}" text-anchor="middle">${year}</text>`,
  )}
</svg>`;
}
