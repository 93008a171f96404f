/** Views of single cells: with their labels, and with the way to the archived bytes. */

import { documentEntries } from '../dictionary/documents.ts';
import { entry } from '../dictionary/entry.ts';
import { referenceEntries } from '../dictionary/reference.ts';
import { reportEntries } from '../dictionary/reports.ts';
import { reportIdentity } from './report.ts';
import { column, columnsFrom, type View, type ViewColumn, viewEntry } from './view.ts';

const { reading_detail: detail, report_version: version } = reportEntries;
const { variable, form_cell, layout_place, status } = referenceEntries;
const { capture } = documentEntries;

export const keyColumns: readonly ViewColumn[] = [
  ...columnsFrom('variable', variable.columns, ['table_key', 'row_key', 'column_key']),
];

const rawColumn = column(
  'raw',
  'reading.raw',
  entry('原文', 'Raw text', 'As printed, white space included; NULL where no cell is printed.', 'document'),
);
const statusColumn = column(
  'status',
  '(SELECT name FROM status WHERE code = reading.status)',
  entry('取值状态', status.relation.en, status.relation.meaning, 'document'),
);

const placeColumns: readonly ViewColumn[] = [
  column(
    'place_block',
    'version_table.place_block + place.block_offset',
    entry('块号', 'Block', 'Block of the document that holds the cell, from 0.', 'document'),
  ),
  ...columnsFrom('place', layout_place.columns, ['place_row', 'place_column']),
];

const detailColumns: readonly ViewColumn[] = [
  ...columnsFrom('detail', detail.columns, ['unit', 'value_yuan', 'inferred', 'flags']),
];

const detailJoin = `LEFT JOIN reading_detail AS detail
  ON detail.version_id = reading.version_id AND detail.variable_id = reading.variable_id`;
const tableJoin = `JOIN version_table
  ON version_table.version_id = reading.version_id AND version_table.table_key = variable.table_key`;

export const readingViews: readonly View[] = [
  {
    name: 'v_variable',
    entry: viewEntry(
      '变量一览',
      'Variables',
      'Every cell of every edition of the form: its keys, and the labels that the edition prints.',
    ),
    columns: [
      ...columnsFrom('form_cell', form_cell.columns, ['form_id', 'variable_id', 'position']),
      ...keyColumns,
      ...columnsFrom('form_cell', form_cell.columns, [
        'row_path',
        'column_path',
        'row_label',
        'column_label',
        'type',
        'unit',
      ]),
      ...columnsFrom('form', referenceEntries.form.columns, ['year_from', 'year_to']),
    ],
    source: `FROM form_cell
JOIN form ON form.id = form_cell.form_id
JOIN variable ON variable.id = form_cell.variable_id`,
  },
  {
    name: 'v_reading',
    entry: viewEntry(
      '读数一览',
      'Readings',
      'Every cell of the current version of every report, with names, keys and labels.',
    ),
    columns: [
      ...reportIdentity,
      column('form', 'version_table.form_id', reportEntries.version_table.columns.form_id),
      ...keyColumns,
      ...columnsFrom('form_cell', form_cell.columns, ['position', 'row_label', 'column_label', 'type']),
      column('value', 'reading.value', reportEntries.reading_strip.columns.v0),
      statusColumn,
      rawColumn,
      ...detailColumns,
      column('version_id', 'report.version_id', version.columns.id),
    ],
    source: `FROM v_report AS report
JOIN reading ON reading.version_id = report.version_id
JOIN variable ON variable.id = reading.variable_id
${tableJoin}
JOIN form_cell ON form_cell.form_id = version_table.form_id AND form_cell.variable_id = reading.variable_id
${detailJoin}`,
  },
  {
    name: 'v_provenance',
    entry: viewEntry(
      '数据出处',
      'Provenance',
      'Every cell of every version: its place in the document, the address, and where the archived bytes are.',
    ),
    columns: [
      column('report_id', 'version.report_id', version.columns.report_id),
      column('version_number', 'version.number', version.columns.number),
      ...keyColumns,
      column('value', 'reading.value', reportEntries.reading_strip.columns.v0),
      statusColumn,
      rawColumn,
      ...placeColumns,
      ...columnsFrom('capture', capture.columns, [
        'url',
        'captured_at',
        'record_id',
        'payload_digest',
        'warc_file',
        'warc_offset',
        'warc_length',
      ]),
      column('version_id', 'reading.version_id', version.columns.id),
      column('variable_id', 'reading.variable_id', detail.columns.variable_id),
    ],
    source: `FROM reading
JOIN report_version AS version ON version.id = reading.version_id
JOIN capture ON capture.id = version.capture_id
JOIN variable ON variable.id = reading.variable_id
${tableJoin}
LEFT JOIN layout_place AS place
  ON place.layout_id = version_table.layout_id AND place.variable_id = reading.variable_id`,
  },
];
