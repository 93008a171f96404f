/** Pages as text in which every value is escaped unless it is HTML of our own. */

import { escaped } from '../../load/codebook/html.ts';

export class Html {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

export type Content = string | number | null | undefined | Html | readonly Content[];

function textOf(content: Content): string {
  if (content === null || content === undefined) return '';
  if (content instanceof Html) return content.text;
  if (typeof content === 'object') return content.map(textOf).join('');
  return escaped(String(content));
}

export function html(parts: TemplateStringsArray, ...values: readonly Content[]): Html {
  return new Html(parts.map((part, at) => part + (at < values.length ? textOf(values[at]) : '')).join(''));
}

/** A link within the explorer; the parts of the path and the query are encoded. */
export function to(
  path: readonly string[],
  query: Readonly<Record<string, string | number | null>> = {},
): string {
  const given = Object.entries(query).filter(([, value]) => value !== null && value !== '');
  const search = new URLSearchParams(given.map(([name, value]): [string, string] => [name, String(value)]));
  return `/${path.map(encodeURIComponent).join('/')}${search.size > 0 ? `?${search}` : ''}`;
}

export const grouped = (value: number): string => value.toLocaleString('en-US', { maximumFractionDigits: 4 });

/** An address of a document: a link only where it is one of the web. */
export function external(url: string): Html {
  return /^https?:\/\//i.test(url)
    ? html`<a class="external" href="${url}" rel="noreferrer noopener" target="_blank">${url}</a>`
    : html`<span>${url}</span>`;
}

export interface Page {
  readonly title: string;
  readonly body: Html;
}

export function table(
  head: readonly Content[],
  rows: readonly (readonly Content[])[],
  { empty = 'Nothing.' }: { readonly empty?: string } = {},
): Html {
  if (rows.length === 0) return html`<p class="empty">${empty}</p>`;
  return html`<div class="wide"><table><thead><tr>${head.map(each => html`<th>${each}</th>`)}</tr></thead>
<tbody>${rows.map(row => html`<tr>${row.map(cell)}</tr>\n`)}</tbody></table></div>`;
}

const cell = (content: Content): Html =>
  typeof content === 'number' ? html`<td class="number">${grouped(content)}</td>` : html`<td>${content}</td>`;

/** The whole document around a page. */
export function documentOf({ title, body }: Page, release: string): string {
  const links = [
    ['/', 'Overview 概览'],
    ['/units', 'Units 机关'],
    ['/search', 'Text 全文'],
    ['/coverage', 'Coverage 应报与实有'],
    ['/indicators', 'Indicators 指标'],
    ['/relations', 'Tables 数据表'],
    ['/query', 'SQL'],
  ] as const;
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} · Nianbao</title>
<link rel="stylesheet" href="/style.css">
<link rel="icon" href="data:,">
</head>
<body>
<header><a class="name" href="/">Nianbao 年报</a><nav>${links.map(([href, text]) => html`<a href="${href}">${text}</a>`)}</nav>
<form action="/units"><input name="q" type="search" placeholder="unit or division code 机关名称或区划代码" aria-label="Find a unit"></form></header>
<main>
<h1>${title}</h1>
${body}
</main>
<footer>Release ${release}. A value is what a report prints; blank is not zero. <a href="/relation/dictionary">Dictionary</a></footer>
</body>
</html>
`.text;
}
