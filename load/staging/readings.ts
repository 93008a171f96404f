/** What the staged documents say, as they were handed in, in the order of their numbers. */

import type Database from 'better-sqlite3';

export interface StagedReading {
  readonly number: number;
  /** As in `PackedReading`. */
  readonly content: string | Buffer | null;
}

export class StagedReadings {
  readonly #database: Database.Database;

  constructor(database: Database.Database) {
    this.#database = database;
  }

  withTitles(): IterableIterator<StagedReading & { readonly title: string | null }> {
    return this.#database
      .prepare<[], StagedReading & { readonly title: string | null }>(
        `SELECT number, title, content FROM numbered CROSS JOIN reading ON reading.seen_id = numbered.seen_id
         CROSS JOIN document ON document.seen_id = numbered.seen_id ORDER BY number`,
      )
      .iterate();
  }

  inOrder(): IterableIterator<StagedReading> {
    return this.#database
      .prepare<[], StagedReading>(
        `SELECT number, content FROM numbered CROSS JOIN reading ON reading.seen_id = numbered.seen_id
         ORDER BY number`,
      )
      .iterate();
  }

  /** Asked for where one of them is new, which is rarely. */
  layoutsOf(number: number): Uint8Array {
    const layouts = this.#database
      .prepare<[number], Buffer | null>(
        'SELECT layouts FROM numbered JOIN reading ON reading.seen_id = numbered.seen_id WHERE number = ?',
      )
      .pluck()
      .get(number);
    if (layouts === undefined || layouts === null) throw new Error(`document ${number} carries no report`);
    return layouts;
  }
}
