/** `metadata.json` for Datasette: the dictionary beside every table and column of the database. */

import type Database from 'better-sqlite3';
import { datasetDescription, datasetLicence, datasetTitle } from './data-package.ts';

interface Row {
  readonly relation: string;
  readonly column_name: string;
  readonly zh: string;
  readonly en: string;
  readonly meaning: string;
  readonly unit: string | null;
}

export function datasetteMetadata(database: Database.Database): object {
  const tables: Record<
    string,
    { title: string; description: string; columns: Record<string, string>; units: Record<string, string> }
  > = {};
  const rows = database
    .prepare<[], Row>(
      'SELECT relation, column_name, zh, en, meaning, unit FROM dictionary ORDER BY relation, position',
    )
    .iterate();
  for (const { relation, column_name, zh, en, meaning, unit } of rows) {
    tables[relation] ??= { title: '', description: '', columns: {}, units: {} };
    const table = tables[relation];
    if (column_name === '*') {
      table.title = `${en} ${zh}`;
      table.description = meaning;
    } else {
      table.columns[column_name] = `${zh}. ${meaning}`;
      if (unit !== null) table.units[column_name] = unit;
    }
  }
  return {
    title: datasetTitle,
    description: datasetDescription,
    license: datasetLicence.name,
    license_url: datasetLicence.path,
    databases: { nianbao: { tables } },
  };
}
