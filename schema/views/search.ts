/**
 * `v_search`: the full text, asked as a person would: `SELECT … FROM v_search WHERE word = '食品安全'`.
 *
 * The word is handed through `search_word`, whose column `input` SQLite takes as an argument; its pairs of characters
 * find the versions, and the text itself decides. So no program has to prepare the query.
 */

import { documentEntries } from '../dictionary/documents.ts';
import { entry } from '../dictionary/entry.ts';
import { reportEntries } from '../dictionary/reports.ts';
import { reportIdentity } from './report.ts';
import { column, type View, viewEntry } from './view.ts';

/** Pairs of a word as `pairsOf` in `load/write-search.ts` makes them, all of which must be there. */
const pairs = `(
    WITH RECURSIVE place(at) AS (
      SELECT 1 UNION ALL SELECT at + 1 FROM place WHERE at < length(asked.input) - 1
    )
    SELECT group_concat('"' || replace(substr(asked.input, at, 2), '"', '""') || '"', ' AND ') FROM place
    WHERE instr(substr(asked.input, at, 2), ' ') = 0)`;

const { section } = reportEntries;

export const searchViews: readonly View[] = [
  {
    name: 'v_search',
    entry: viewEntry(
      '全文检索',
      'Full-text search',
      'Sections and titles that hold a word of two characters or more: WHERE word = … is required. Several words with blanks between: all of them in one report.',
    ),
    columns: [
      column('word', 'asked.input', entry('检索词', 'Word', 'What is looked for; required.', 'load')),
      ...reportIdentity,
      column('title', 'rendition.title', documentEntries.rendition.columns.title),
      column('section', 'section.number', section.columns.number),
      column('section_title', 'section.title', section.columns.title),
      column('text', 'section.text', section.columns.text),
      column('url', 'report.url', documentEntries.capture.columns.url),
      column('version_id', 'report.version_id', section.columns.version_id),
    ],
    source: `FROM search_word AS asked
CROSS JOIN text_pair ON text_pair MATCH ${pairs}
CROSS JOIN report_version AS found ON found.id = text_pair.rowid
CROSS JOIN v_report AS report ON report.report_id = found.report_id AND report.version_id = found.id
LEFT JOIN rendition ON rendition.capture_id = found.id
LEFT JOIN section ON section.version_id = found.id AND (
  instr(asked.input, ' ') > 0 OR instr(lower(section.title || char(10) || section.text), lower(asked.input)) > 0)
WHERE asked.position = 0
  AND (section.version_id IS NOT NULL OR instr(lower(rendition.title), lower(asked.input)) > 0)`,
  },
];
