/** Every table of the published database. Column names here are those of the file. */

export * from './documents.ts';
export * from './operations.ts';
export * from './reference.ts';
export * from './reports.ts';

import { capture, leftover, portal, removed_text, rendition } from './documents.ts';
import { coverage, coverage_skip, issue, release, run } from './operations.ts';
import {
  check_definition,
  dictionary,
  division,
  form,
  form_cell,
  issue_code,
  layout,
  layout_place,
  skip_reason,
  status,
  variable,
} from './reference.ts';
import {
  check_result,
  reading,
  reading_detail,
  report,
  report_version,
  section,
  unit,
  version_table,
} from './reports.ts';

export const tables = {
  division,
  unit,
  report,
  report_version,
  version_table,
  reading,
  reading_detail,
  check_result,
  section,
  capture,
  rendition,
  removed_text,
  leftover,
  layout,
  layout_place,
  form,
  variable,
  form_cell,
  status,
  check_definition,
  portal,
  coverage,
  coverage_skip,
  skip_reason,
  issue,
  issue_code,
  run,
  release,
  dictionary,
} as const;
export type TableName = keyof typeof tables;

/**
 * Tables that the migrations make WITHOUT ROWID: narrow rows under a key of their own, where a second tree
 * for the key would cost more than the rows. Drizzle knows neither this nor STRICT, so a test compares the file.
 */
export const tablesWithoutRowid: ReadonlySet<TableName> = new Set([
  'reading',
  'reading_detail',
  'check_result',
  'version_table',
  'layout_place',
  'form_cell',
  'report',
  'unit',
  'division',
  'coverage',
  'coverage_skip',
  'dictionary',
  'form',
  'issue_code',
  'skip_reason',
  'portal',
]);
