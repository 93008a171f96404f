/** Full-text search with the words in their sentences. */

import type { Asker } from '../asker.ts';
import { external, type Html, html, type Page, to } from '../html.ts';

interface Hit {
  readonly report_id: string;
  readonly unit_name: string | null;
  readonly report_year: number | null;
  readonly title: string | null;
  readonly section_title: string | null;
  readonly text: string | null;
  readonly url: string;
}

const most = 50;
const around = 60;

export async function searchPage(database: Asker, query: URLSearchParams): Promise<Page> {
  const word = (query.get('word') ?? '').trim();
  const words = word.split(/\s+/u).filter(each => each !== '');
  const isTooShort = words.some(each => [...each].length < 2);
  const hits =
    words.length === 0 || isTooShort
      ? []
      : await database.all<Hit>(
          `SELECT report_id, unit_name, report_year, title, section_title, text, url FROM v_search WHERE word = ?`,
          [word],
          most + 1,
        );
  const told = hits.filter(({ title, section_title, text }) =>
    words.some(each => `${title} ${section_title} ${text}`.toLowerCase().includes(each.toLowerCase())),
  );
  return {
    title: word === '' ? 'Text 全文' : `Text: ${word}`,
    body: html`<form class="lead" action="/search"><input name="word" type="search" value="${word}" placeholder="words of two characters or more; several with blanks between 两字以上" aria-label="Words to look for"><button>Search 检索</button></form>
${isTooShort ? html`<p class="warning">The index knows pairs of characters: each word needs two at least.</p>` : ''}
${word !== '' && !isTooShort && told.length === 0 ? html`<p class="empty">No report has ${word}.</p>` : ''}
${told.slice(0, most).map(
  hit => html`<article><h3><a href="${to(['report', hit.report_id])}">${hit.unit_name ?? hit.title} ${hit.report_year}</a> <small>${hit.section_title}</small></h3>
<p>${excerpt(hit.text ?? hit.title ?? '', words)}</p><p class="small">${external(hit.url)}</p></article>`,
)}
${hits.length > most ? html`<p>These are the first ${most}. All of them: <a href="${to(['query'], { sql: `SELECT unit_name, report_year, section_title, url FROM v_search WHERE word = '${word.replaceAll("'", "''")}'` })}">as SQL</a>.</p>` : ''}`,
  };
}

/** The first place of a word with what stands around it; all words in it are marked. */
function excerpt(text: string, words: readonly string[]): Html {
  const lower = text.toLowerCase();
  const places = words.map(word => lower.indexOf(word.toLowerCase())).filter(at => at >= 0);
  const first = Math.min(...places, text.length);
  const from = Math.max(0, first - around);
  const piece = text.slice(from, first + 2 * around);
  const pattern = new RegExp(
    `(${words.map(word => word.replace(/[.*+?^$()|[\]{}\\]/g, '\\$&')).join('|')})`,
    'giu',
  );
  const parts = piece.split(pattern).map((part, at) => (at % 2 === 1 ? html`<mark>${part}</mark>` : part));
  return html`${from > 0 ? '…' : ''}${parts}${from + piece.length < text.length ? '…' : ''}`;
}
