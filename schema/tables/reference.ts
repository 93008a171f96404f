/** Reference tables: what the codes and keys of the other tables mean. The same in every release of one version. */

import {
  type AnySQLiteColumn,
  check,
  foreignKey,
  index,
  integer,
  primaryKey,
  sqliteTable,
  text,
  unique,
} from 'drizzle-orm/sqlite-core';
import { cellStatuses } from '../extraction.ts';
import { tableIds } from '../forms/form.ts';
import { notEmpty, oneOf } from './constraints.ts';

export const divisionLevels = ['country', 'province', 'prefecture', 'county', 'township'] as const;

export const division = sqliteTable(
  'division',
  {
    code: text().primaryKey(),
    /** NULL for a code that a document or portal uses and the national list does not have. */
    name: text(),
    level: text({ enum: divisionLevels }).notNull(),
    parent_code: text().references((): AnySQLiteColumn => division.code),
  },
  table => [
    index('division_parent').on(table.parent_code),
    check('division_level', oneOf('level', divisionLevels)),
    check('division_name', notEmpty('name')),
  ],
);

export const form = sqliteTable('form', {
  id: text().primaryKey(),
  title: text().notNull(),
  authority: text().notNull(),
  year_from: integer().notNull(),
  year_to: integer(),
});

/** A place (table, row, column) that one or more editions of the form have. `reading` points here. */
export const variable = sqliteTable(
  'variable',
  {
    id: integer().primaryKey(),
    table_key: text({ enum: tableIds }).notNull(),
    row_key: text().notNull(),
    column_key: text().notNull(),
  },
  table => [
    unique('variable_key').on(table.table_key, table.row_key, table.column_key),
    check('variable_table', oneOf('table_key', tableIds)),
  ],
);

export const cellTypes = ['count', 'signed_count', 'amount'] as const;

/** One cell of one edition of the form: its labels, type and unit there. */
export const form_cell = sqliteTable(
  'form_cell',
  {
    form_id: text()
      .notNull()
      .references(() => form.id),
    variable_id: integer()
      .notNull()
      .references(() => variable.id),
    position: integer().notNull(),
    row_label: text().notNull(),
    row_path: text().notNull(),
    column_label: text().notNull(),
    column_path: text().notNull(),
    type: text({ enum: cellTypes }).notNull(),
    unit: text(),
  },
  table => [
    primaryKey({ columns: [table.form_id, table.variable_id] }),
    index('form_cell_variable').on(table.variable_id),
    check('form_cell_type', oneOf('type', cellTypes)),
  ],
);

/** The codes of `reading.status`: the two commonest are 0 and 1, which SQLite stores without a byte. */
export const status = sqliteTable(
  'status',
  {
    code: integer().primaryKey(),
    name: text({ enum: cellStatuses }).notNull(),
    meaning: text().notNull(),
  },
  table => [unique('status_name').on(table.name), check('status_name_known', oneOf('name', cellStatuses))],
);

/** One identity of one edition, tried on one subject. `check_result` points here. */
export const check_definition = sqliteTable(
  'check_definition',
  {
    id: integer().primaryKey(),
    form_id: text()
      .notNull()
      .references(() => form.id),
    check_id: text().notNull(),
    table_key: text({ enum: tableIds }).notNull(),
    along: text({ enum: ['columns', 'rows'] }).notNull(),
    subject: text().notNull(),
    meaning: text().notNull(),
  },
  table => [
    unique('check_definition_key').on(table.form_id, table.check_id, table.table_key, table.subject),
    check('check_definition_table', oneOf('table_key', tableIds)),
    check('check_definition_along', oneOf('along', ['columns', 'rows'])),
  ],
);

export const severities = ['error', 'warning', 'note'] as const;

export const issue_code = sqliteTable(
  'issue_code',
  {
    code: text().primaryKey(),
    severity: text({ enum: severities }).notNull(),
    meaning: text().notNull(),
    remedy: text().notNull(),
  },
  () => [check('issue_code_severity', oneOf('severity', severities))],
);

export const skip_reason = sqliteTable('skip_reason', {
  code: text().primaryKey(),
  meaning: text().notNull(),
});

export const dictionaryOrigins = [
  'reference',
  'registry',
  'archive',
  'crawl',
  'document',
  'form',
  'load',
] as const;

/** What each table, view and column of this file is. */
export const dictionary = sqliteTable(
  'dictionary',
  {
    relation: text().notNull(),
    /** `*` for the table or view itself. */
    column_name: text().notNull(),
    position: integer().notNull(),
    zh: text().notNull(),
    en: text().notNull(),
    meaning: text().notNull(),
    unit: text(),
    origin: text({ enum: dictionaryOrigins }).notNull(),
  },
  table => [
    primaryKey({ columns: [table.relation, table.column_name] }),
    check('dictionary_origin', oneOf('origin', dictionaryOrigins)),
  ],
);

/** Where the cells of a table stand in documents laid out alike: most documents share a few hundred layouts. */
export const layout = sqliteTable(
  'layout',
  {
    id: integer().primaryKey(),
    table_key: text({ enum: tableIds }).notNull(),
    digest: text().notNull(),
  },
  table => [
    unique('layout_digest').on(table.table_key, table.digest),
    check('layout_table', oneOf('table_key', tableIds)),
  ],
);

export const layout_place = sqliteTable(
  'layout_place',
  {
    layout_id: integer().notNull(),
    variable_id: integer()
      .notNull()
      .references(() => variable.id),
    /** Blocks after the first block of the table: 0 unless the table is in several pieces. */
    block_offset: integer().notNull(),
    place_row: integer().notNull(),
    place_column: integer().notNull(),
  },
  table => [
    primaryKey({ columns: [table.layout_id, table.variable_id] }),
    foreignKey({ columns: [table.layout_id], foreignColumns: [layout.id] }),
  ],
);
