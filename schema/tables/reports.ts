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
import { confidences } from './lists.ts';
import { check_definition, division, flag, form, layout, status, variable } from './reference.ts';

export const unit = sqliteTable(
  'unit',
  {
    /** `u` and 16 hex digits of the SHA-256 of `identity`: the same in every release. */
    id: text().primaryKey(),
    identity: text().notNull(),
    name: text().notNull(),
    kind: text({ enum: unitKinds }),
    /** As of its latest report. */
    division_code: text().references(() => division.code),
    parent_name: text(),
    /** The unit that is the government over it, where that one is known. */
    parent_unit_id: text().references((): AnySQLiteColumn => unit.id),
    confidence: text({ enum: confidences }).notNull(),
    first_year: integer(),
    last_year: integer(),
  },
  table => [
    unique('unit_identity').on(table.identity),
    index('unit_by_division').on(table.division_code),
    index('unit_by_parent').on(table.parent_unit_id),
    check('unit_kind', oneOf('kind', unitKinds)),
    check('unit_name', notEmpty('name')),
    check('unit_confidence', oneOf('confidence', confidences)),
  ],
);

/** The names that a unit's documents print, and in the reports of which years. */
export const unit_name = sqliteTable(
  'unit_name',
  {
    unit_id: text()
      .notNull()
      .references(() => unit.id),
    name: text().notNull(),
    first_year: integer(),
    last_year: integer(),
    documents: integer().notNull(),
  },
  table => [primaryKey({ columns: [table.unit_id, table.name] })],
);

/** Codes of a unit's division and of the division above, by report year. */
export const unit_division = sqliteTable(
  'unit_division',
  {
    unit_id: text()
      .notNull()
      .references(() => unit.id),
    year_from: integer().notNull(),
    year_to: integer(),
    division_code: text()
      .notNull()
      .references(() => division.code),
    parent_code: text().references(() => division.code),
  },
  table => [primaryKey({ columns: [table.unit_id, table.year_from] })],
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
    /** The unit's division as coded at the end of the report year. */
    division_code: text().references(() => division.code),
    published_date: text(),
    scope: text({ enum: scopes }).notNull(),
    scope_evidence: text(),
  },
  table => [
    index('report_year').on(table.report_year),
    index('report_division').on(table.division_code, table.report_year),
    unique('report_unit_year').on(table.unit_id, table.report_year),
    unique('report_current_version').on(table.current_version_id),
    check('report_scope', oneOf('scope', scopes)),
  ],
);

/** What a report said, when. Another wording or number is another version; a click counter is not. */
export const report_version = sqliteTable(
  'report_version',
  {
    /** That of `capture_id`. Valid within one release; (`report_id`, `digest`) is for ever. */
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
    /** Failed identities within the report. */
    failed_checks: integer().notNull(),
  },
  table => [
    unique('report_version_number').on(table.report_id, table.number),
    check('report_version_is_live', yesOrNo('is_live')),
  ],
);

/** The tables of a version: there or not, and of which edition. */
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
 * Up to eight cells read, side by side: the row of the form that they stand in. The view `reading` gives them one by
 * one. Every version has exactly one reading for each cell of the forms its tables are in; this is the largest table by
 * far, so a cell costs a few bits: its status is four bits of `statuses`, a zero and a missing value take no byte, and
 * `raws` is there only where some text is not what the value lets expect.
 */
export const reading_strip = sqliteTable(
  'reading_strip',
  {
    version_id: integer().notNull(),
    strip_id: integer().notNull(),
    /** Slot n: bits 4n to 4n + 3. 8 (`not_in_form`) where the table's form has no such cell. */
    statuses: integer().notNull(),
    v0: real(),
    v1: real(),
    v2: real(),
    v3: real(),
    v4: real(),
    v5: real(),
    v6: real(),
    v7: real(),
    /**
     * JSON array by slot: the cell's text as printed; null where it is what is expected (the value's plain digits, or
     * nothing), false where no text is known of a cell that is there.
     */
    raws: text(),
  },
  table => [
    primaryKey({ columns: [table.version_id, table.strip_id] }),
    foreignKey({ columns: [table.version_id], foreignColumns: [report_version.id] }),
    check('reading_strip_raws', sql.raw('raws IS NULL OR json_valid(raws)')),
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
    foreignKey({ columns: [table.version_id], foreignColumns: [report_version.id] }),
    foreignKey({ columns: [table.variable_id], foreignColumns: [variable.id] }),
  ],
);

/** How the identities of a form came out on a version: a letter each; the view `check_result` gives them one by one. */
export const version_check = sqliteTable(
  'version_check',
  {
    version_id: integer().notNull(),
    form_id: text()
      .notNull()
      .references(() => form.id),
    /** By `check_definition.position`: 0 pass, 1 fail, 2 not assessable, - not tried. */
    outcomes: text().notNull(),
  },
  table => [
    primaryKey({ columns: [table.version_id, table.form_id] }),
    foreignKey({ columns: [table.version_id], foreignColumns: [report_version.id] }),
  ],
);

/** Identities that fail, with the two sides as printed. */
export const check_failure = sqliteTable(
  'check_failure',
  {
    version_id: integer().notNull(),
    definition_id: integer().notNull(),
    left_sum: real(),
    right_sum: real(),
    /** Of identities between two years: the version of the year before. */
    earlier_version_id: integer().references(() => report_version.id),
  },
  table => [
    primaryKey({ columns: [table.version_id, table.definition_id] }),
    foreignKey({ columns: [table.version_id], foreignColumns: [report_version.id] }),
    foreignKey({ columns: [table.definition_id], foreignColumns: [check_definition.id] }),
    index('check_failure_definition').on(table.definition_id),
  ],
);

/** Rows that a body added to the form, or of another edition than their table: one row here for each of their cells. */
export const extension = sqliteTable(
  'extension',
  {
    version_id: integer()
      .notNull()
      .references(() => report_version.id),
    position: integer().notNull(),
    table_key: text({ enum: tableIds }).notNull(),
    form_id: text()
      .notNull()
      .references(() => form.id),
    /** `ext:` and the normalised label. */
    row_key: text().notNull(),
    /** Labels as printed, from the outermost, joined by “ > ”. */
    row_path: text().notNull(),
    column_key: text(),
    heading: text(),
    value: real(),
    status: integer()
      .notNull()
      .references(() => status.code),
    raw: text(),
    unit: text(),
    place_block: integer().notNull(),
    place_row: integer().notNull(),
    place_column: integer().notNull(),
  },
  table => [
    primaryKey({ columns: [table.version_id, table.position] }),
    index('extension_row').on(table.row_key),
    check('extension_table', oneOf('table_key', tableIds)),
  ],
);

/** Tables with figures that no edition of the form knows, as printed. */
export const raw_grid = sqliteTable(
  'raw_grid',
  {
    version_id: integer()
      .notNull()
      .references(() => report_version.id),
    position: integer().notNull(),
    place_block: integer().notNull(),
    /** JSON: rows of cell texts. */
    rows: text().notNull(),
  },
  table => [primaryKey({ columns: [table.version_id, table.position] })],
);

/** Numbers that are not printed and follow from what is. Never part of a reading. */
export const inference = sqliteTable(
  'inference',
  {
    version_id: integer()
      .notNull()
      .references(() => report_version.id),
    variable_id: integer()
      .notNull()
      .references(() => variable.id),
    value: real().notNull(),
    rule: text().notNull(),
    /** Keys of the printed cells that it rests on, parted by blanks. */
    rests_on: text().notNull(),
  },
  table => [primaryKey({ columns: [table.version_id, table.variable_id, table.rule] })],
);

/** Numbers that the running text gives. */
export const text_fact = sqliteTable(
  'text_fact',
  {
    version_id: integer()
      .notNull()
      .references(() => report_version.id),
    position: integer().notNull(),
    key: text().notNull(),
    value: real().notNull(),
    unit: text().notNull(),
    is_approximate: integer().notNull(),
    evidence: text().notNull(),
    /** Whether the table prints the same; NULL where it prints nothing comparable. */
    agrees: integer(),
  },
  table => [
    primaryKey({ columns: [table.version_id, table.position] }),
    check('text_fact_approximate', yesOrNo('is_approximate')),
    check('text_fact_agrees', yesOrNo('agrees')),
  ],
);

/** What makes a careful reader pause. No value is changed by it. */
export const report_flag = sqliteTable(
  'report_flag',
  {
    version_id: integer()
      .notNull()
      .references(() => report_version.id),
    code: text()
      .notNull()
      .references(() => flag.code),
    /** Among those of the code, from 1. */
    position: integer().notNull(),
    table_key: text({ enum: tableIds }),
    row_key: text(),
    column_key: text(),
    detail: text(),
    /** The other report of a flag that is about two. */
    other_report_id: text(),
  },
  table => [
    primaryKey({ columns: [table.version_id, table.code, table.position] }),
    index('report_flag_code').on(table.code),
    check('report_flag_table', oneOf('table_key', tableIds)),
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

/** What stands for the text of a current version where texts are compared: eight of its runs of ten characters. */
export const text_shingle = sqliteTable(
  'text_shingle',
  {
    /** Of the run, years and the body's own name left out: the eight smallest of the text. */
    hash: integer().notNull(),
    version_id: integer()
      .notNull()
      .references(() => report_version.id),
  },
  table => [primaryKey({ columns: [table.hash, table.version_id] })],
);
