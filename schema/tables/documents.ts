/** Tables of what was archived and of what each archived document is. */

import {
  type AnySQLiteColumn,
  check,
  index,
  integer,
  primaryKey,
  sqliteTable,
  text,
  unique,
} from 'drizzle-orm/sqlite-core';
import { captureRoles } from '../capture.ts';
import { cloneReasons, documentTypes, removedKinds, scopes, unitKinds } from '../extraction.ts';
import { tableIds } from '../forms/form.ts';
import { notEmpty, oneOf } from './constraints.ts';
import { confidences, unitResolutions, unresolvedReasons, verdicts } from './lists.ts';
import { division } from './reference.ts';
import { report_version, unit } from './reports.ts';

export const portal = sqliteTable('portal', {
  id: text().primaryKey(),
  name: text().notNull(),
  division_code: text()
    .notNull()
    .references(() => division.code),
  home: text().notNull(),
  platform: text(),
  expects_min: integer(),
  expects_max: integer(),
  reason: text(),
  note: text(),
});

export const recordTypes = ['response', 'revisit', 'resource'] as const;

/** The archived responses that documents were read from: for each address and payload the first one. */
export const capture = sqliteTable(
  'capture',
  {
    /** In order of capture; valid within one release. `record_id` is for ever. */
    id: integer().primaryKey(),
    record_id: text().notNull(),
    url: text().notNull(),
    captured_at: text().notNull(),
    status: integer().notNull(),
    content_type: text(),
    payload_digest: text().notNull(),
    payload_length: integer().notNull(),
    record_type: text({ enum: recordTypes }).notNull(),
    /** The portal's id as it was at capture; the portal may have left the registry since. */
    portal_id: text(),
    role: text({ enum: captureRoles }).notNull(),
    referrer: text(),
    link_text: text(),
    warc_file: text().notNull(),
    warc_offset: integer().notNull(),
    warc_length: integer().notNull(),
  },
  table => [
    unique('capture_record').on(table.record_id),
    index('capture_url').on(table.url),
    check('capture_record_type', oneOf('record_type', recordTypes)),
    check('capture_role', oneOf('role', captureRoles)),
  ],
);

/** One document as read: a page, PDF, Word file or picture. One for every row of `capture`. */
export const rendition = sqliteTable(
  'rendition',
  {
    capture_id: integer()
      .primaryKey()
      .references(() => capture.id),
    /** NULL: the document carries no annual report. */
    version_id: integer().references((): AnySQLiteColumn => report_version.id),
    media_type: text().notNull(),
    charset: text(),
    document_type: text({ enum: documentTypes }).notNull(),
    verdict: text({ enum: verdicts }).notNull(),
    title: text(),
    unit_name: text(),
    unit_kind: text({ enum: unitKinds }),
    unit_confidence: text({ enum: confidences }),
    unit_evidence: text(),
    unit_division_code: text().references(() => division.code),
    unit_parent: text(),
    /** The unit that the document was found to be of, and by what. */
    unit_id: text().references((): AnySQLiteColumn => unit.id),
    unit_resolution: text({ enum: unitResolutions }),
    report_year: integer(),
    year_evidence: text(),
    published_date: text(),
    scope: text({ enum: scopes }).notNull(),
    scope_evidence: text(),
    /** Date in its address, which often is that of a move of the site. */
    url_date: text(),
    /** Parted by blanks. */
    verdict_reasons: text(),
    folds: text(),
    clone_reason: text({ enum: cloneReasons }),
    clone_evidence: text(),
    /** When the same payload was last seen at the same address. */
    last_captured_at: text().notNull(),
    capture_count: integer().notNull(),
  },
  table => [
    index('rendition_version').on(table.version_id),
    index('rendition_unit').on(table.unit_id),
    check('rendition_unit_resolution', oneOf('unit_resolution', unitResolutions)),
    check('rendition_clone_reason', oneOf('clone_reason', cloneReasons)),
    check('rendition_document_type', oneOf('document_type', documentTypes)),
    check('rendition_verdict', oneOf('verdict', verdicts)),
    check('rendition_unit_kind', oneOf('unit_kind', unitKinds)),
    check('rendition_unit_confidence', oneOf('unit_confidence', confidences)),
    check('rendition_scope', oneOf('scope', scopes)),
    check('rendition_title', notEmpty('title')),
  ],
);

/** Documents of reports whose unit is not known: a person decides, in a decisions file. */
export const unit_candidate = sqliteTable(
  'unit_candidate',
  {
    capture_id: integer()
      .primaryKey()
      .references(() => rendition.capture_id),
    reason: text({ enum: unresolvedReasons }).notNull(),
    name: text(),
    host: text(),
    /** The unit that it says it is of. */
    claimed_unit_id: text(),
    /** Codes of the divisions that it may be of, parted by blanks. */
    division_codes: text(),
  },
  table => [
    index('unit_candidate_claimed').on(table.claimed_unit_id),
    check('unit_candidate_reason', oneOf('reason', unresolvedReasons)),
  ],
);

/** Text taken out of a document before it was read: spam, hidden text, markup. */
export const removed_text = sqliteTable(
  'removed_text',
  {
    capture_id: integer()
      .notNull()
      .references(() => rendition.capture_id),
    position: integer().notNull(),
    text: text().notNull(),
    kind: text({ enum: removedKinds }).notNull(),
    count: integer().notNull(),
    /** Names separated by a space: `title body`. */
    places: text().notNull(),
    evidence: text().notNull(),
    /** What stood there before, only where that is certain. */
    proposal: text(),
  },
  table => [
    primaryKey({ columns: [table.capture_id, table.position] }),
    check('removed_text_kind', oneOf('kind', removedKinds)),
  ],
);

/** Cells of a recognised table that no field of the form claimed. */
export const leftover = sqliteTable(
  'leftover',
  {
    capture_id: integer()
      .notNull()
      .references(() => rendition.capture_id),
    position: integer().notNull(),
    table_key: text({ enum: tableIds }),
    text: text().notNull(),
    place_block: integer().notNull(),
    place_row: integer().notNull(),
    place_column: integer().notNull(),
  },
  table => [
    primaryKey({ columns: [table.capture_id, table.position] }),
    check('leftover_table', oneOf('table_key', tableIds)),
  ],
);
