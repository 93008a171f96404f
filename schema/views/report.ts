/** `v_report`: one row for every report, with names, forms and address. The other views of reports stand on it. */

import { documentEntries } from '../dictionary/documents.ts';
import { entry } from '../dictionary/entry.ts';
import { referenceEntries } from '../dictionary/reference.ts';
import { reportEntries } from '../dictionary/reports.ts';
import { tableIds } from '../forms/form.ts';
import { divisionLevels } from '../tables/index.ts';
import { column, columnsFrom, type View, type ViewColumn, viewEntry } from './view.ts';

const { unit, report, report_version: version } = reportEntries;
const { division_constant: constant } = referenceEntries;

/** A unit's division is at most four deep, so its ancestors are three joins away. */
const divisionSteps = ['division_0', 'division_1', 'division_2', 'division_3'] as const;

const divisionNames = {
  province: '省',
  prefecture: '市（地、州）',
  county: '县（市、区）',
  township: '乡镇街道',
};

const divisionColumns: readonly ViewColumn[] = divisionLevels
  .filter(level => level !== 'country')
  .map(level =>
    column(
      level,
      `CASE '${level}' ${divisionSteps.map(step => `WHEN ${step}.level THEN ${step}.name`).join(' ')} END`,
      entry(
        divisionNames[level],
        level,
        `Name of the ${level} that the unit is in, by its code.`,
        'reference',
      ),
    ),
  );

const divisionJoins = divisionSteps.map((step, index) =>
  index === 0
    ? `LEFT JOIN division AS ${step} ON ${step}.code = report.division_code`
    : `LEFT JOIN division AS ${step} ON ${step}.code = division_${index - 1}.parent_code`,
);

const formColumns: readonly ViewColumn[] = tableIds.map(table =>
  column(
    `${table}_form`,
    `${table}.form_id`,
    entry(
      '版本',
      `Edition of table ${table}`,
      `Edition that table ${table} is in; for an absent table, the one that the report suggests.`,
      'document',
    ),
  ),
);

/** Of the county for a town: towns have no history of codes. */
function constantColumn(name: string, field: string, found: ViewColumn['entry']): ViewColumn {
  return column(
    name,
    `(SELECT ${field} FROM division_constant AS constant WHERE constant.code = substr(report.division_code, 1, 6)
    AND report.report_year BETWEEN constant.year_from AND constant.year_to)`,
    found,
  );
}

const identityColumns: readonly ViewColumn[] = [
  column('report_id', 'report.id', report.columns.id),
  column('unit_id', 'report.unit_id', report.columns.unit_id),
  column('unit_name', 'unit.name', unit.columns.name),
  column('unit_kind', 'unit.kind', unit.columns.kind),
  column('division_code', 'report.division_code', report.columns.division_code),
  ...divisionColumns,
  constantColumn('constant_division_code', 'constant_code', constant.columns.constant_code),
  constantColumn('automatic_mapping', 'automatic_mapping', constant.columns.automatic_mapping),
  ...columnsFrom('report', report.columns, ['report_year', 'scope', 'published_date']),
];

/** The same, as a view takes them that stands on `v_report AS report`. */
export const reportIdentity: readonly ViewColumn[] = identityColumns.map(({ name, entry: known }) =>
  column(name, `report.${name}`, known),
);

export const reportView: View = {
  name: 'v_report',
  entry: viewEntry('年度报告一览', 'Reports', 'One row for every report, as its current version has it.'),
  columns: [
    ...identityColumns,
    ...formColumns,
    column('version_id', 'version.id', version.columns.id),
    column('version_number', 'version.number', version.columns.number),
    column(
      'version_count',
      '(SELECT max(number) FROM report_version WHERE report_id = report.id)',
      entry('版本数', 'Versions', 'How many versions of the report are known.', 'load', '个'),
    ),
    ...columnsFrom('version', version.columns, ['reported_cells', 'failed_checks']),
    ...columnsFrom('capture', documentEntries.capture.columns, ['url', 'captured_at']),
  ],
  source: `FROM report
JOIN report_version AS version ON version.id = report.current_version_id
JOIN capture ON capture.id = version.capture_id
LEFT JOIN unit ON unit.id = report.unit_id
${divisionJoins.join('\n')}
${tableIds
  .map(
    table =>
      `LEFT JOIN version_table AS ${table} ON ${table}.version_id = version.id AND ${table}.table_key = '${table}'`,
  )
  .join('\n')}`,
};
