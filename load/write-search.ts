/**
 * The index of `v_search`: pairs of neighbouring characters of each version's title and sections. Chinese has no
 * blanks between words, so a word of any length is found by its pairs; the view then looks at the text itself.
 */

import type Database from 'better-sqlite3';
import type { Section } from '../schema/extraction.ts';

/**
 * Written at once in each version's row: which pairs it holds. Where they stand, the text says. So many bytes are held
 * before they are sorted and written: with the megabyte that is usual, a fifth of the time goes into merging.
 */
export const searchTables = `
  CREATE VIRTUAL TABLE text_pair USING fts5(pairs, content='', detail='none', columnsize=0);
  INSERT INTO text_pair (text_pair, rank) VALUES ('hashsize', 16777216);
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
  return /[\ud800-\udfff]/.test(text) ? pairsOfAny(text) : pairsOfUnits(text);
}

function pairsOfAny(text: string): string {
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

const blanks = new Set(
  [
    ...'\t\n\v\f\r \u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000\ufeff',
  ].map(blank => blank.charCodeAt(0)),
);

/** Pairs seen, by hash: a slot holds the number of the text that it was last filled for, and the pair. */
const slots = 1 << 14;
const seenIn = new Uint32Array(slots);
const seenPair = new Uint32Array(slots);
let textNumber = 0;

/** The same where every character is one unit of the text, without a string for every pair. */
function pairsOfUnits(text: string): string {
  if (text.length > slots / 2) return pairsOfAny(text);
  textNumber = (textNumber + 1) >>> 0;
  if (textNumber === 0) {
    seenIn.fill(0);
    textNumber = 1;
  }
  const units = new Uint16Array(3 * text.length);
  let filled = 0;
  let before = 0;
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    // Most characters of a report stand beyond the ideographic space.
    if ((unit <= 0x3000 || unit === 0xfeff) && blanks.has(unit)) before = 0;
    else {
      if (before !== 0) {
        const pair = (before * 0x10000 + unit) >>> 0;
        let slot = Math.imul(pair, 0x9e3779b1) >>> 18;
        while (seenIn[slot] === textNumber && seenPair[slot] !== pair) slot = (slot + 1) & (slots - 1);
        if (seenIn[slot] !== textNumber) {
          seenIn[slot] = textNumber;
          seenPair[slot] = pair;
          units[filled] = before;
          units[filled + 1] = unit;
          units[filled + 2] = 0x20;
          filled += 3;
        }
      }
      before = unit;
    }
  }
  return Buffer.from(units.buffer, 0, Math.max(0, 2 * (filled - 1))).toString('utf16le');
}
