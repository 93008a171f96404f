/**
 * The staging file: what the load was given, one row a document, so that the database can be written in an order
 * that does not depend on the order of the input. Millions of documents do not fit into memory.
 */

import Database from 'better-sqlite3';
import { captureTables, StagedCaptures } from './captures.ts';
import { documentTables, StagedDocuments } from './documents.ts';
import { StagedReadings } from './readings.ts';
import { StagedVersions, versionTables } from './versions.ts';

export class Staging {
  readonly captures: StagedCaptures;
  readonly documents: StagedDocuments;
  readonly versions: StagedVersions;
  readonly readings: StagedReadings;
  readonly #database: Database.Database;

  constructor(file: string) {
    this.#database = new Database(file);
    // Readings of some two kilobytes: smaller pages leave a third of the file empty.
    this.#database.pragma('page_size = 16384');
    this.#database.pragma('journal_mode = OFF');
    this.#database.pragma('synchronous = OFF');
    this.#database.pragma('cache_size = -128000');
    // One transaction: nobody else reads the file before all is in it, and it is thrown away.
    this.#database.exec(`BEGIN; ${captureTables} ${documentTables} ${versionTables}`);
    // Versions are written while documents are read; the one never looks at the table of the other.
    this.#database.unsafeMode();
    this.captures = new StagedCaptures(this.#database);
    this.documents = new StagedDocuments(this.#database, this.captures);
    this.versions = new StagedVersions(this.#database);
    this.readings = new StagedReadings(this.#database);
  }

  /** From now on nothing is added, and other connections may read. */
  complete(): void {
    this.#database.exec('COMMIT');
  }

  close(): void {
    this.#database.close();
  }
}

/** What another thread needs of a staging file that is complete. */
export function openStagedReadings(
  file: string,
): Pick<Staging, 'versions' | 'readings'> & { readonly close: () => void } {
  const database = new Database(file, { readonly: true });
  return {
    versions: new StagedVersions(database),
    readings: new StagedReadings(database),
    close: () => database.close(),
  };
}
