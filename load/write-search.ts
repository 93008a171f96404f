/**
 * The index of `v_search`: pairs of neighbouring characters of each version's title and sections. Chinese has no
 * blanks between words, so a word of any length is found by its pairs; the view then looks at the text itself.
 */

import type Database from 'better-sqlite3';

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

const texts = `
  SELECT version.id AS version_id, rendition.title,
    (SELECT group_concat(section.title || char(10) || section.text, char(10)) FROM section
     WHERE section.version_id = version.id) AS text
  FROM report_version AS version JOIN rendition ON rendition.capture_id = version.capture_id`;

/** @param only the versions to index; null for all */
export function writeSearch(database: Database.Database, only: readonly number[] | null): void {
  const insert = database.prepare('INSERT INTO text_pair (rowid, pairs) VALUES (?, ?)');
  for (const { version_id, title, text } of versionTexts(database, only))
    insert.run(version_id, pairsOf(`${title ?? ''}\n${text ?? ''}`));
}

/** Takes versions out of the index. Their sections must still be there. */
export function removeSearch(database: Database.Database, only: readonly number[]): void {
  const remove = database.prepare(`INSERT INTO text_pair (text_pair, rowid, pairs) VALUES ('delete', ?, ?)`);
  for (const { version_id, title, text } of versionTexts(database, only))
    remove.run(version_id, pairsOf(`${title ?? ''}\n${text ?? ''}`));
}

function versionTexts(
  database: Database.Database,
  only: readonly number[] | null,
): VersionText[] | Iterable<VersionText> {
  if (only !== null)
    return database
      .prepare<[string], VersionText>(
        `${texts} WHERE version.id IN (SELECT value FROM json_each(?)) ORDER BY version.id`,
      )
      .all(JSON.stringify(only));
  return pages(database);
}

/** A page at a time: the connection cannot write while it reads. */
function* pages(database: Database.Database): Generator<VersionText> {
  const page = database.prepare<[number], VersionText>(
    `${texts} WHERE version.id > ? ORDER BY version.id LIMIT 500`,
  );
  for (let after = -1; ; ) {
    const rows = page.all(after);
    yield* rows;
    const last = rows.at(-1);
    if (last === undefined) return;
    after = last.version_id;
  }
}

/** Every pair once; as in `v_search`, none with white space. */
export function pairsOf(text: string): string {
  const pairs = new Set<string>();
  let before = '';
  for (const character of text) {
    if (/\s/u.test(character)) before = '';
    else {
      if (before !== '') pairs.add(before + character);
      before = character;
    }
  }
  return [...pairs].join(' ');
}
