/**
 * `reading` and `check_result`: what is stored side by side, given one by one. They are views only because a row for
 * each cell would take four times the space; a query by version, or by version and variable, costs as much as one row.
 */

import { entry } from '../dictionary/entry.ts';
import { referenceEntries } from '../dictionary/reference.ts';
import { reportEntries } from '../dictionary/reports.ts';
import { slotsPerStrip } from '../variables.ts';
import { column, type View, viewEntry } from './view.ts';

const { reading_strip: strip, check_failure: failure } = reportEntries;
const { variable, check_definition: definition, status } = referenceEntries;

const slots = Array.from({ length: slotsPerStrip }, (_, slot) => slot);

/** Status code of a slot, known or given by an expression; NULL where the strip is not there. */
export const statusOf = (from: string, slot: number | string): string =>
  slot === 0
    ? `${from}.statuses & 15`
    : `${from}.statuses >> ${typeof slot === 'number' ? 4 * slot : `(4 * ${slot})`} & 15`;

/** The value of a cell, where `variable` says which slot of `strip` it is. */
export const slotValue = `CASE variable.slot ${slots.map(slot => `WHEN ${slot} THEN strip.v${slot}`).join(' ')} END`;

/** What a cell is expected to print, so that it is not stored: the plain digits of a whole number, else nothing. */
const expectedRaw = `CASE ${statusOf('strip', 'variable.slot')} WHEN 0 THEN CAST(CAST(strip.value AS INTEGER) AS TEXT)
    WHEN 1 THEN '' END`;

const givenRaw = "strip.raws -> ('$[' || variable.slot || ']')";

export const storedViews: readonly View[] = [
  {
    name: 'reading',
    entry: viewEntry(
      '读数',
      'Reading',
      'One cell read: one row for every cell of the forms a version is in. v_reading is easier to use.',
    ),
    columns: [
      column('version_id', 'strip.version_id', strip.columns.version_id),
      column('variable_id', 'variable.id', variable.columns.id),
      column(
        'status',
        statusOf('strip', 'variable.slot'),
        entry('状态码', status.relation.en, 'See table status; 0 is reported.', 'document'),
      ),
      column('value', slotValue, strip.columns.v0),
      column(
        'raw',
        `CASE WHEN strip.raws IS NULL OR (${givenRaw}) = 'null' THEN ${expectedRaw.replace(
          'strip.value',
          slotValue,
        )}
    WHEN (${givenRaw}) <> 'false' THEN strip.raws ->> ('$[' || variable.slot || ']') END`,
        entry(
          '原文',
          'Raw text',
          'As printed, white space included; NULL where no cell is printed.',
          'document',
        ),
      ),
    ],
    source: `FROM reading_strip AS strip
JOIN variable ON variable.strip_id = strip.strip_id
WHERE ${statusOf('strip', 'variable.slot')} <> 8`,
  },
  {
    name: 'check_result',
    entry: viewEntry('勾稽结果', 'Check result', 'Each identity of the form, tried on each version.'),
    columns: [
      column('version_id', 'version_check.version_id', failure.columns.version_id),
      column('definition_id', 'definition.id', definition.columns.id),
      column(
        'outcome',
        'CAST(substr(version_check.outcomes, definition.position, 1) AS INTEGER)',
        entry('结果', 'Outcome', '0 pass, 1 fail, 2 not assessable; v_check gives words.', 'document'),
      ),
      column(
        'left_sum',
        'failure.left_sum',
        entry('左侧合计', 'Left sum', 'As printed; NULL unless it fails.', 'document', '件'),
      ),
      column(
        'right_sum',
        'failure.right_sum',
        entry('右侧合计', 'Right sum', 'As printed; NULL unless it fails.', 'document', '件'),
      ),
    ],
    source: `FROM version_check
JOIN check_definition AS definition ON definition.form_id = version_check.form_id
LEFT JOIN check_failure AS failure
  ON failure.version_id = version_check.version_id AND failure.definition_id = definition.id
WHERE substr(version_check.outcomes, definition.position, 1) <> '-'`,
  },
];
