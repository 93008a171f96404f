/**
 * The index of `v_search`: pairs of neighbouring characters of each version's title and sections. Chinese has no
 * blanks between words, so a word of any length is found by its pairs; the view then looks at the text itself.
 */

import type Database from 'better-sqlite3';
import type { Section } from '../schema/extraction.ts';

/** Written at once in each version's row: which pairs it holds. Where they stand, the text says. */
export const searchTables = `
  CREATE VIRTUAL TABLE text_pair USING fts5(pairs, content='', detail='none', columnsize=0);
  CREATE VIRTUAL TABLE search_word USING fts3tokenize('simple');
`;

interface VersionText {
  readonly version_id: number;
  readonly title: string | null;
  readonly text: string | null;
}

export class SearchWriter {
  readonly #insert;

  constructor(database: Database.Database) {
    this.#insert = database.prepare('INSERT INTO text_pair (rowid, pairs) VALUES (?, ?)');
  }

  add(version_id: number, title: string | null, sections: readonly Section[]): void {
    const text = sections.map(section => `${section.title}\n${section.text}`).join('\n');
    this.#insert.run(version_id, pairsOf(`${title ?? ''}\n${text}`));
  }
}

/** Takes versions out of the index. Their titles and sections must still be there. */
export function removeSearch(database: Database.Database, only: readonly number[]): void {
  const remove = database.prepare(`INSERT INTO text_pair (text_pair, rowid, pairs) VALUES ('delete', ?, ?)`);
  const texts = database.prepare<[string], VersionText>(
    `SELECT version.id AS version_id, rendition.title,
       (SELECT group_concat(section.title || char(10) || section.text, char(10)) FROM section
        WHERE section.version_id = version.id) AS text
     FROM report_version AS version JOIN rendition ON rendition.capture_id = version.capture_id
     WHERE version.id IN (SELECT value FROM json_each(?)) ORDER BY version.id`,
  );
  for (const { version_id, title, text } of texts.all(JSON.stringify(only)))
    remove.run(version_id, pairsOf(`${title ?? ''}\n${text ?? ''}`));
}

/** Every pair once; as in `v_search`, none with white space. */
export function pairsOf(text: string): string {
  const pairs = new Set<string>();
  let before = '';
  for (const character of text) {
    // Beyond the ideographic space there is only the byte order mark; most characters of a report stand there.
    if ((character <= '\u3000' || character === '\ufeff') && /\s/u.test(character)) before = '';
    else {
      if (before !== '') pairs.add(before + character);
      before = character;
    }
  }
  return [...pairs].join(' ');
}
