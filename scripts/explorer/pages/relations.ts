/** Every table and view with what its columns mean and its rows. */

import { type Asker, Unanswered } from '../asker.ts';
import { type Content, external, html, type Page, table, to } from '../html.ts';
import type { Rows, SqlValue } from '../query-process.ts';

interface DictionaryRow {
  readonly relation: string;
  readonly column_name: string;
  readonly zh: string;
  readonly en: string;
  readonly meaning: string;
  readonly unit: string | null;
}

const shown = 50;

export async function relationsPage(database: Asker): Promise<Page> {
  const relations = await database.all<DictionaryRow>(
    `SELECT * FROM dictionary WHERE column_name = '*' ORDER BY relation`,
  );
  const list = (isView: boolean): Content =>
    table(
      ['name', '', 'holds'],
      relations
        .filter(({ relation }) => relation.startsWith('v_') === isView)
        .map(({ relation, zh, meaning }) => [
          html`<a href="${to(['relation', relation])}">${relation}</a>`,
          zh,
          meaning,
        ]),
    );
  return {
    title: 'Tables 数据表',
    body: html`<h2>Views, made for people</h2>${list(true)}<h2>Tables, what they are made from</h2>${list(false)}`,
  };
}

export async function relationPage(
  database: Asker,
  relation: string,
  query: URLSearchParams,
): Promise<Page | null> {
  const entries = await database.all<DictionaryRow>(
    'SELECT * FROM dictionary WHERE relation = ? ORDER BY position',
    [relation],
  );
  const [own, ...columns] = entries;
  if (own === undefined) return null;
  const chosen = columns.flatMap(({ column_name }) => {
    const value = query.get('column') === column_name ? query.get('value') : query.get(column_name);
    return value === null || value === '' ? [] : [{ column_name, value }];
  });
  const skip = Math.max(0, Math.trunc(Number(query.get('from') ?? 0)) || 0);
  const where = chosen.length === 0 ? '' : ` WHERE ${chosen.map(condition).join(' AND ')}`;
  const values: SqlValue[] = chosen.flatMap(({ value }) =>
    isNumber(value) ? [value, Number(value)] : [value],
  );
  const rows = await rowsOrReason(
    database,
    `SELECT * FROM ${relation}${where} LIMIT ${shown} OFFSET ${skip}`,
    values,
  );
  const isFull = typeof rows !== 'string' && rows.rows.length === shown;
  const filters = Object.fromEntries(chosen.map(({ column_name, value }) => [column_name, value]));
  return {
    title: `${relation} ${own.zh}`,
    body: html`<p>${own.meaning}</p>
<form class="lead" action="${to(['relation', relation])}">${chosen.map(({ column_name, value }) => html`<label>${column_name} <input name="${column_name}" value="${value}"></label>`)}
<select name="column" aria-label="Column">${columns.map(({ column_name }) => html`<option>${column_name}</option>`)}</select> <input name="value" aria-label="Value" placeholder="is 等于"><button>Filter 筛选</button>
<a href="${to(['query'], { sql: `SELECT * FROM ${relation}${where === '' ? '' : ` WHERE ${chosen.map(({ column_name, value }) => `${column_name} = ${literal(value)}`).join(' AND ')}`} LIMIT 1000` })}">as SQL</a></form>
${typeof rows === 'string' ? html`<p class="error">${rows}</p>` : resultTable(rows, new Map(columns.map(entry => [entry.column_name, entry])))}
<p>${skip > 0 ? html`<a href="${to(['relation', relation], { ...filters, from: Math.max(0, skip - shown) })}">before</a> ` : ''}${isFull ? html`<a href="${to(['relation', relation], { ...filters, from: skip + shown })}">more</a>` : ''}</p>
<h2>Columns 字段</h2>
${table(
  ['column', '中文', 'English', 'means', 'unit'],
  columns.map(({ column_name, zh, en, meaning, unit }) => [
    html`<code>${column_name}</code>`,
    zh,
    en,
    meaning,
    unit,
  ]),
)}`,
  };
}

/** In words why there is no answer: some views must be asked for something. */
export async function rowsOrReason(
  database: Asker,
  sql: string,
  values: readonly SqlValue[] = [],
  limit = shown,
): Promise<Rows | string> {
  try {
    return await database.rows(sql, values, limit);
  } catch (error) {
    if (error instanceof Unanswered) return error.message;
    throw error;
  }
}

const isNumber = (value: string): boolean => /^-?\d{1,15}(?:\.\d+)?$/.test(value);

/** Columns of views have no type, so that a number and its text are different there. */
const condition = ({ column_name, value }: { column_name: string; value: string }): string =>
  isNumber(value) ? `"${column_name}" IN (?, ?)` : `"${column_name}" = ?`;

const literal = (value: string): string =>
  /^(?:0|[1-9]\d{0,14})$/.test(value) ? value : `'${value.replaceAll("'", "''")}'`;

/** Rows with the dictionary's words over each column, and links where a value leads somewhere. */
export function resultTable(
  { columns, rows }: Rows,
  entries: ReadonlyMap<string, Pick<DictionaryRow, 'zh' | 'meaning'>>,
): Content {
  return table(
    columns.map(name => {
      const entry = entries.get(name);
      return entry === undefined
        ? name
        : html`<span title="${entry.meaning}">${name}<small>${entry.zh}</small></span>`;
    }),
    rows.map(row => row.map((value, at) => linked(columns[at] ?? '', value))),
    { empty: 'No rows.' },
  );
}

function linked(column: string, value: SqlValue): Content {
  if (value === null) return html`<span class="none">NULL</span>`;
  if (/(?:^|_)report_id$/.test(column)) return html`<a href="${to(['report', String(value)])}">${value}</a>`;
  if (/(?:^|_)unit_id$/.test(column)) return html`<a href="${to(['unit', String(value)])}">${value}</a>`;
  if (typeof value === 'number' && /year/.test(column)) return String(value);
  if (typeof value !== 'string') return value;
  if (/^(?:url|home)/.test(column)) return external(value);
  return value.length > 300 ? html`<span title="${value}">${value.slice(0, 300)}…</span>` : value;
}
