/** A codebook as one HTML page that needs nothing beside itself. */

import type { CodebookBlock } from './blocks.ts';

export const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

/** Text with its `code`. */
const inline = (text: string): string => escaped(text).replaceAll(/`([^`]+)`/g, '<code>$1</code>');

const style = `
:root { color-scheme: light dark; --line: #8884; --soft: #8881 }
body { font: 15px/1.55 system-ui, "Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei", sans-serif; margin: 0; display: grid; grid-template-columns: 20rem minmax(0, 1fr) }
nav { position: sticky; top: 0; height: 100vh; overflow: auto; border-right: 1px solid var(--line); padding: 1rem; box-sizing: border-box; font-size: 13px }
nav a { display: block; padding: 1px 0; text-decoration: none; color: inherit } nav a:hover { text-decoration: underline }
nav .level2 { margin-top: .8rem; font-weight: 600 } nav .level3 { padding-left: .8rem } nav .level4 { display: none }
main { max-width: 62rem; padding: 1rem 2.5rem 6rem }
h2 { margin-top: 3rem; border-bottom: 1px solid var(--line) } h3 { margin-top: 2.2rem } h4 { margin: 1.6rem 0 .3rem }
table { border-collapse: collapse; margin: .6rem 0; font-size: 13px; display: block; overflow-x: auto; width: max-content; max-width: 100% }
th, td { border: 1px solid var(--line); padding: 2px 8px; text-align: left; vertical-align: top } th { background: var(--soft) }
td.number { text-align: right; font-variant-numeric: tabular-nums }
code, pre { font-family: ui-monospace, Menlo, Consolas, monospace; background: var(--soft); border-radius: 3px } code { padding: 0 3px } pre { padding: .6rem .8rem; overflow-x: auto }
@media (max-width: 60rem) { body { display: block } nav { position: static; height: 40vh } main { padding: 1rem } }
@media print { nav { display: none } body { display: block } }`;

export function codebookHtml(blocks: readonly CodebookBlock[]): string {
  const headings = blocks.filter(block => block.kind === 'heading');
  const [title] = headings;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title?.text ?? 'Codebook')}</title>
<style>${style}</style>
</head>
<body>
<nav aria-label="Contents">
${headings.map(({ level, text, id }) => `<a class="level${level}" href="#${id}">${inline(text)}</a>`).join('\n')}
</nav>
<main>
${blocks.map(htmlOf).join('\n')}
</main>
</body>
</html>
`;
}

function htmlOf(block: CodebookBlock): string {
  switch (block.kind) {
    case 'heading':
      return `<h${block.level} id="${block.id}">${inline(block.text)}</h${block.level}>`;
    case 'paragraph':
      return `<p>${inline(block.text)}</p>`;
    case 'list':
      return `<ul>${block.items.map(item => `<li>${inline(item)}</li>`).join('')}</ul>`;
    case 'code':
      return `<pre><code>${escaped(block.text)}</code></pre>`;
    case 'table':
      return `<table><thead><tr>${block.head.map(text => `<th>${inline(text)}</th>`).join('')}</tr></thead>
<tbody>
${block.rows.map(row => `<tr>${row.map(cellHtml).join('')}</tr>`).join('\n')}
</tbody></table>`;
  }
}

const cellHtml = (value: string | number | null): string =>
  typeof value === 'number' ? `<td class="number">${value}</td>` : `<td>${inline(value ?? '')}</td>`;
