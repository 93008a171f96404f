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
import { notEmpty, oneOf, yesOrNo } from './constraints.ts';

export const divisionLevels = ['country', 'province', 'prefecture', 'county', 'township'] as const;

export const division = sqliteTable(
  'division',
  {
    code: text().primaryKey(),
    /** NULL for a code that a document or portal uses and the national list does not have. */
    name: text(),
    level: text({ enum: divisionLevels }).notNull(),
    parent_code: text().references((): AnySQLiteColumn => division.code),
    /** First and last year at whose end the code was in force; NULL: not known, or still in force. */
    year_from: integer(),
    year_to: integer(),
  },
  table => [
    index('division_parent').on(table.parent_code),
    check('division_level', oneOf('level', divisionLevels)),
    check('division_name', notEmpty('name')),
  ],
);

/** What a code was called, and when: one row for every name that it bore. County level and above. */
export const division_name = sqliteTable(
  'division_name',
  {
    code: text()
      .notNull()
      .references(() => division.code),
    year_from: integer().notNull(),
    year_to: integer(),
    name: text().notNull(),
  },
  table => [primaryKey({ columns: [table.code, table.year_from] })],
);

export const divisionChangeKinds = ['renamed', 'recoded', 'merged', 'split', 'part_transferred'] as const;

/** Which code took the place of which, from the end of which year on. */
export const division_change = sqliteTable(
  'division_change',
  {
    code: text()
      .notNull()
      .references(() => division.code),
    year: integer().notNull(),
    successor_code: text()
      .notNull()
      .references(() => division.code),
    kind: text({ enum: divisionChangeKinds }).notNull(),
  },
  table => [
    primaryKey({ columns: [table.code, table.year, table.successor_code] }),
    index('division_change_successor').on(table.successor_code),
    check('division_change_kind', oneOf('kind', divisionChangeKinds)),
  ],
);

/** The code that stands for the same territory in the base year, by code and report year. County level and above. */
export const division_constant = sqliteTable(
  'division_constant',
  {
    code: text()
      .notNull()
      .references(() => division.code),
    year_from: integer().notNull(),
    year_to: integer().notNull(),
    /** NULL where no single code of the base year stands for it. */
    constant_code: text().references(() => division.code),
    /** 1: the same territory. 0: merged, split or with a part transferred in between. */
    automatic_mapping: integer().notNull(),
  },
  table => [
    primaryKey({ columns: [table.code, table.year_from] }),
    check('division_constant_automatic', yesOrNo('automatic_mapping')),
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
    /** The row of `reading_strip` that holds its readings, and where in it. */
    strip_id: integer().notNull(),
    slot: integer().notNull(),
  },
  table => [
    unique('variable_key').on(table.table_key, table.row_key, table.column_key),
    unique('variable_place').on(table.strip_id, table.slot),
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
    /** Which letter of `version_check.outcomes`, from 1. */
    position: integer().notNull(),
    check_id: text().notNull(),
    table_key: text({ enum: tableIds }).notNull(),
    span: text({ enum: ['report', 'years'] }).notNull(),
    strength: text({ enum: ['hard', 'soft'] }).notNull(),
    along: text({ enum: ['columns', 'rows'] }).notNull(),
    subject: text().notNull(),
    meaning: text().notNull(),
  },
  table => [
    unique('check_definition_key').on(table.form_id, table.check_id, table.table_key, table.subject),
    check('check_definition_table', oneOf('table_key', tableIds)),
    check('check_definition_along', oneOf('along', ['columns', 'rows'])),
    check('check_definition_span', oneOf('span', ['report', 'years'])),
    check('check_definition_strength', oneOf('strength', ['hard', 'soft'])),
    unique('check_definition_place').on(table.form_id, table.position),
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

/** What a flag says; `report_flag` points here. */
export const flag = sqliteTable(
  'flag',
  {
    code: text().primaryKey(),
    severity: text({ enum: severities }).notNull(),
    meaning: text().notNull(),
    meaning_zh: text().notNull(),
  },
  () => [check('flag_severity', oneOf('severity', severities))],
);

export const comparabilityGrades = ['exact', 'approximate', 'none'] as const;

/** Which cell of which edition stands for a concept, so that series can be drawn across editions. */
export const concordance = sqliteTable(
  'concordance',
  {
    concept: text().notNull(),
    form_id: text()
      .notNull()
      .references(() => form.id),
    /** Order of the terms that are added up, from 1. */
    term: integer().notNull(),
    variable_id: integer()
      .notNull()
      .references(() => variable.id),
    /** How far its figures may be set beside those of the edition of 2021. */
    grade: text({ enum: comparabilityGrades }).notNull(),
    note: text(),
  },
  table => [
    primaryKey({ columns: [table.concept, table.form_id, table.term] }),
    check('concordance_grade', oneOf('grade', comparabilityGrades)),
  ],
);

/** Derived indicators: sums of cells over sums of cells. */
export const indicator = sqliteTable('indicator', {
  id: text().primaryKey(),
  zh: text().notNull(),
  en: text().notNull(),
  meaning: text().notNull(),
  numerator: text().notNull(),
  denominator: text().notNull(),
});

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
    /** Made from the places: the same in every release. */
    id: integer().primaryKey(),
    table_key: text({ enum: tableIds }).notNull(),
    cells: integer().notNull(),
  },
  () => [check('layout_table', oneOf('table_key', tableIds))],
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
