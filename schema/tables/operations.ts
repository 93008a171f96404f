/** Tables of how the data came about: runs, coverage of portals, issues, and the release itself. */

import { check, index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { portalStates } from '../portal.ts';
import { notEmpty, oneOf } from './constraints.ts';
import { rendition } from './documents.ts';
import { division, issue_code, skip_reason } from './reference.ts';
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

export const stages = ['crawl', 'import', 'archive', 'extract', 'load'] as const;

/** Everything that a person should look at. */
export const issue = sqliteTable(
  'issue',
  {
    id: integer().primaryKey(),
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
});
