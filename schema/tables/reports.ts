/** Tables of who reported what: units, their reports, what each report said and when, cell by cell. */

import { sql } from 'drizzle-orm';
import {
  type AnySQLiteColumn,
  check,
  foreignKey,
  index,
  integer,
  primaryKey,
  real,
  sqliteTable,
  text,
  unique,
} from 'drizzle-orm/sqlite-core';
import { scopes, unitKinds } from '../extraction.ts';
import { tableIds } from '../forms/form.ts';
import { notEmpty, oneOf, yesOrNo } from './constraints.ts';
import { capture } from './documents.ts';
import { check_definition, division, form, layout, variable } from './reference.ts';

export const unit = sqliteTable(
  'unit',
  {
    /** `u` and 16 hex digits of the SHA-256 of `identity`: the same in every release. */
    id: text().primaryKey(),
    identity: text().notNull(),
    name: text().notNull(),
    kind: text({ enum: unitKinds }),
    division_code: text().references(() => division.code),
    parent_name: text(),
  },
  table => [
    unique('unit_identity').on(table.identity),
    index('unit_division').on(table.division_code),
    check('unit_kind', oneOf('kind', unitKinds)),
    check('unit_name', notEmpty('name')),
  ],
);

/** One unit, one year. Where either is unknown, one document that says it is a report. */
export const report = sqliteTable(
  'report',
  {
    /** `<unit>-<year>`, or `d` and 16 hex digits of the document's address where unit or year is unknown. */
    id: text().primaryKey(),
    unit_id: text().references(() => unit.id),
    report_year: integer(),
    current_version_id: integer()
      .notNull()
      .references((): AnySQLiteColumn => report_version.id),
    published_date: text(),
    scope: text({ enum: scopes }).notNull(),
    scope_evidence: text(),
  },
  table => [
    index('report_year').on(table.report_year),
    unique('report_unit_year').on(table.unit_id, table.report_year),
    unique('report_current_version').on(table.current_version_id),
    check('report_scope', oneOf('scope', scopes)),
  ],
);

/** What a report said, when. Another wording or number is another version; a click counter is not. */
export const report_version = sqliteTable(
  'report_version',
  {
    /** Valid within one release; (`report_id`, `digest`) is for ever. */
    id: integer().primaryKey(),
    report_id: text()
      .notNull()
      .references(() => report.id),
    /** 1, 2, … in the order first captured. */
    number: integer().notNull(),
    digest: text().notNull(),
    /** The document that its readings, places and sections were taken from. */
    capture_id: integer()
      .notNull()
      .references(() => capture.id),
    /** What the same address said before. */
    previous_version_id: integer().references((): AnySQLiteColumn => report_version.id),
    first_captured_at: text().notNull(),
    last_captured_at: text().notNull(),
    /** 1: some address still says so. */
    is_live: integer().notNull(),
    reported_cells: integer().notNull(),
    failed_checks: integer().notNull(),
  },
  table => [
    unique('report_version_number').on(table.report_id, table.number),
    unique('report_version_digest').on(table.report_id, table.digest),
    index('report_version_capture').on(table.capture_id),
    check('report_version_is_live', yesOrNo('is_live')),
  ],
);

/** The three tables of a version: there or not, and of which edition. */
export const version_table = sqliteTable(
  'version_table',
  {
    version_id: integer()
      .notNull()
      .references(() => report_version.id),
    table_key: text({ enum: tableIds }).notNull(),
    status: text({ enum: ['present', 'absent'] }).notNull(),
    form_id: text().references(() => form.id),
    form_evidence: text({ enum: ['labels', 'other_tables', 'report_year', 'none'] }).notNull(),
    /** First block of the table in the document; NULL when absent. */
    place_block: integer(),
    layout_id: integer().references(() => layout.id),
  },
  table => [
    primaryKey({ columns: [table.version_id, table.table_key] }),
    check('version_table_key', oneOf('table_key', tableIds)),
    check('version_table_status', oneOf('status', ['present', 'absent'])),
    check(
      'version_table_form_evidence',
      oneOf('form_evidence', ['labels', 'other_tables', 'report_year', 'none']),
    ),
    check('version_table_place', sql.raw('(place_block IS NULL) = (layout_id IS NULL)')),
  ],
);

/**
 * One cell read. Every version has exactly one for each cell of the forms its tables are in.
 * This is the largest table by far, so it is kept narrow: the rare columns are in `reading_detail`, the place
 * is in `layout_place`, and `raw` is left out where it is the value's plain digits. `v_reading` gives all of it.
 */
export const reading = sqliteTable(
  'reading',
  {
    version_id: integer().notNull(),
    variable_id: integer().notNull(),
    status: integer().notNull(),
    value: real(),
    /** As printed, white space included. NULL where no cell is printed, or where it is the value's plain digits. */
    raw: text(),
  },
  table => [
    primaryKey({ columns: [table.version_id, table.variable_id] }),
    foreignKey({ columns: [table.version_id], foreignColumns: [report_version.id] }),
    foreignKey({ columns: [table.variable_id], foreignColumns: [variable.id] }),
    check('reading_status', sql.raw('status BETWEEN 0 AND 7')),
    check('reading_value', sql.raw('(status = 0) = (value IS NOT NULL)')),
  ],
);

/** What few readings have: a printed unit, an amount in yuan, why the place was inferred, how it was printed. */
export const reading_detail = sqliteTable(
  'reading_detail',
  {
    version_id: integer().notNull(),
    variable_id: integer().notNull(),
    unit: text(),
    value_yuan: real(),
    inferred: text(),
    flags: text(),
  },
  table => [
    primaryKey({ columns: [table.version_id, table.variable_id] }),
    foreignKey({
      columns: [table.version_id, table.variable_id],
      foreignColumns: [reading.version_id, reading.variable_id],
    }),
  ],
);

export const checkOutcomes = ['pass', 'fail', 'not-assessable'] as const;

/** One identity of the form, tried on a version. */
export const check_result = sqliteTable(
  'check_result',
  {
    version_id: integer().notNull(),
    definition_id: integer().notNull(),
    /** 0 pass, 1 fail, 2 not assessable; `v_check` gives the words. */
    outcome: integer().notNull(),
    left_sum: real(),
    right_sum: real(),
  },
  table => [
    primaryKey({ columns: [table.version_id, table.definition_id] }),
    foreignKey({ columns: [table.version_id], foreignColumns: [report_version.id] }),
    foreignKey({ columns: [table.definition_id], foreignColumns: [check_definition.id] }),
    index('check_result_failed').on(table.definition_id).where(sql.raw('outcome = 1')),
    check('check_result_outcome', sql.raw('outcome BETWEEN 0 AND 2')),
  ],
);

/** The running text of a version, section by section. */
export const section = sqliteTable(
  'section',
  {
    version_id: integer()
      .notNull()
      .references(() => report_version.id),
    position: integer().notNull(),
    number: integer().notNull(),
    title: text().notNull(),
    text: text().notNull(),
  },
  table => [primaryKey({ columns: [table.version_id, table.position] })],
);
