/** Tables of how the data came about: runs, coverage of portals, issues, and the release itself. */

import { check, index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { unitKinds } from '../extraction.ts';
import { portalStates } from '../portal.ts';
import { notEmpty, oneOf } from './constraints.ts';
import { rendition } from './documents.ts';
import {
  division,
  divisionLevels,
  indicator,
  issue_code,
  skip_reason,
  status as statusTable,
  variable,
} from './reference.ts';
import { report } from './reports.ts';

export const run = sqliteTable('run', {
  id: integer().primaryKey(),
  command: text().notNull(),
  code_version: text().notNull(),
  started_at: text().notNull(),
  finished_at: text(),
  exit_code: integer(),
});

/** How the last crawl of each portal ended. Counts are of documents unless said otherwise. */
export const coverage = sqliteTable(
  'coverage',
  {
    /** The portal may have left the registry since. */
    portal_id: text().primaryKey(),
    name: text().notNull(),
    division_code: text()
      .notNull()
      .references(() => division.code),
    home: text().notNull(),
    platform: text(),
    state: text({ enum: portalStates }).notNull(),
    found: integer().notNull(),
    expected_min: integer(),
    expected_max: integer(),
    new: integer().notNull(),
    changed: integer().notNull(),
    unchanged: integer().notNull(),
    gone: integer().notNull(),
    failed: integer().notNull(),
    requests: integer().notNull(),
    bytes: integer().notNull(),
    started_at: text().notNull(),
    finished_at: text().notNull(),
  },
  () => [check('coverage_state', oneOf('state', portalStates))],
);

/** Links and pages that the last crawl of a portal left alone, by reason. */
export const coverage_skip = sqliteTable(
  'coverage_skip',
  {
    portal_id: text()
      .notNull()
      .references(() => coverage.portal_id),
    reason: text()
      .notNull()
      .references(() => skip_reason.code),
    count: integer().notNull(),
  },
  table => [primaryKey({ columns: [table.portal_id, table.reason] })],
);

/** Level of the division that a unit is of; `unknown` where it is not known. */
export const summaryLevels = [...divisionLevels, 'unknown'] as const;

export const stages = ['crawl', 'import', 'archive', 'extract', 'load'] as const;

export const expectationBases = ['division', 'reports'] as const;

/**
 * Units of which a report is expected, and for which years: governments from the county up, as long as their division
 * is there; any other body from its first report to its last known year.
 */
export const expected_unit = sqliteTable(
  'expected_unit',
  {
    /** The unit's id, whether or not a report of it was ever found. */
    unit_id: text().primaryKey(),
    name: text().notNull(),
    kind: text({ enum: unitKinds }),
    division_code: text().references(() => division.code),
    /** The site on which its reports are to be found. */
    portal_id: text(),
    year_from: integer().notNull(),
    /** NULL: still. */
    year_to: integer(),
    basis: text({ enum: expectationBases }).notNull(),
  },
  table => [
    index('expected_unit_division').on(table.division_code),
    check('expected_unit_kind', oneOf('kind', unitKinds)),
    check('expected_unit_basis', oneOf('basis', expectationBases)),
  ],
);

/** Report years from 2008 to the last one that is over, with the day by which reports are due. */
export const report_period = sqliteTable('report_period', {
  report_year: integer().primaryKey(),
  /** Of departments and other bodies. */
  due_date: text().notNull(),
  /** Of governments. */
  government_due_date: text().notNull(),
});

/** Sums of each derived indicator over the current reports of a year and a level, of those alone that print all parts. */
export const indicator_summary = sqliteTable(
  'indicator_summary',
  {
    indicator_id: text()
      .notNull()
      .references(() => indicator.id),
    report_year: integer().notNull(),
    level: text({ enum: summaryLevels }).notNull(),
    reports: integer().notNull(),
    numerator: integer().notNull(),
    denominator: integer().notNull(),
  },
  table => [
    primaryKey({ columns: [table.indicator_id, table.report_year, table.level] }),
    check('indicator_summary_level', oneOf('level', summaryLevels)),
  ],
);

/** How often each variable has which status in the current reports of a year and a level. */
export const variable_summary = sqliteTable(
  'variable_summary',
  {
    variable_id: integer()
      .notNull()
      .references(() => variable.id),
    report_year: integer().notNull(),
    level: text({ enum: summaryLevels }).notNull(),
    status: integer()
      .notNull()
      .references(() => statusTable.code),
    readings: integer().notNull(),
  },
  table => [
    primaryKey({ columns: [table.variable_id, table.report_year, table.level, table.status] }),
    check('variable_summary_level', oneOf('level', summaryLevels)),
  ],
);

/** Everything that a person should look at. */
export const issue = sqliteTable(
  'issue',
  {
    stage: text({ enum: stages }).notNull(),
    code: text()
      .notNull()
      .references(() => issue_code.code),
    message: text().notNull(),
    /** Address, file, portal or table that it is about, where the message alone does not say. */
    subject: text(),
    capture_id: integer().references(() => rendition.capture_id),
    report_id: text().references(() => report.id),
    run_id: integer().references(() => run.id),
  },
  table => [
    index('issue_by_code').on(table.code),
    index('issue_capture').on(table.capture_id),
    index('issue_report').on(table.report_id),
    check('issue_stage', oneOf('stage', stages)),
    check('issue_message', notEmpty('message')),
  ],
);

/** This file. One row. */
export const release = sqliteTable('release', {
  id: text().primaryKey(),
  built_at: text().notNull(),
  code_version: text().notNull(),
  /** SHA-256 of what it was built from; a load of the same input builds nothing. */
  input_digest: text().notNull(),
  /** SHA-256 of the same with the extractions by name only; NULL when they had no name. */
  input_key_digest: text(),
  units: integer().notNull(),
  reports: integer().notNull(),
  reports_in_panel: integer().notNull(),
  versions: integer().notNull(),
  documents: integer().notNull(),
  readings: integer().notNull(),
  readings_reported: integer().notNull(),
  checks_failed: integer().notNull(),
  /** What it was built from, so that the next load can add to it; NULL where it cannot. */
  base_key: text(),
  captures_through: text(),
  extractions_through: text(),
});
