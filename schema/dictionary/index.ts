/** The dictionary: every table, view and column of the published database in words. */

import type { TableName, tables } from '../tables/index.ts';
import { views } from '../views/index.ts';
import { documentEntries } from './documents.ts';
import type { Entry, TableEntries } from './entry.ts';
import { operationEntries } from './operations.ts';
import { referenceEntries } from './reference.ts';
import { reportEntries } from './reports.ts';
import { searchEntries } from './search.ts';

export type { Entry, Origin } from './entry.ts';

export const tableEntries = {
  ...reportEntries,
  ...documentEntries,
  ...operationEntries,
  ...referenceEntries,
} satisfies { readonly [Name in TableName]: TableEntries<(typeof tables)[Name]> };

export interface DictionaryRow extends Entry {
  readonly relation: string;
  readonly column_name: string;
  readonly position: number;
}

/** Rows of the table `dictionary`: each relation followed by its columns. */
export function* dictionaryRows(): Generator<DictionaryRow> {
  for (const [relation, entries] of Object.entries(tableEntries)) {
    yield { relation, column_name: '*', position: 0, ...entries.relation };
    let position = 0;
    for (const [column_name, found] of Object.entries<Entry>(entries.columns))
      yield { relation, column_name, position: ++position, ...found };
  }
  for (const { name, entry, columns } of searchEntries) {
    yield { relation: name, column_name: '*', position: 0, ...entry };
    let position = 0;
    for (const [column_name, found] of Object.entries(columns))
      yield { relation: name, column_name, position: ++position, ...found };
  }
  for (const view of views) {
    yield { relation: view.name, column_name: '*', position: 0, ...view.entry };
    let position = 0;
    for (const column of view.columns)
      yield { relation: view.name, column_name: column.name, position: ++position, ...column.entry };
  }
}
