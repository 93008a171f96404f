/**
 * `v_requests`, `v_proactive`, `v_remedies`: one row for each unit and year, a value and a status side by side.
 * Each cell is a LEFT JOIN by the key of `reading`, and SQLite leaves out the joins that a query does not name.
 */

import { type Entry, entry } from '../dictionary/entry.ts';
import type { TableId } from '../forms/form.ts';
import { type FormCell, formCells, type Variable, variables } from '../variables.ts';
import { identityColumns } from './report.ts';
import { column, type View, type ViewColumn, viewEntry } from './view.ts';

interface WideCell {
  readonly name: string;
  readonly variable: Variable;
  /** The cell in each edition that has it, oldest first. */
  readonly editions: readonly FormCell[];
}

function wideCells(table: TableId, nameOf: (variable: Variable) => string | null): WideCell[] {
  return variables.flatMap(variable => {
    const name = variable.table_key === table ? nameOf(variable) : null;
    if (name === null) return [];
    return [{ name, variable, editions: formCells.filter(cell => cell.variable_id === variable.id) }];
  });
}

/** The label by the newest edition that has the cell, and which editions have it. */
function valueEntry({ name, variable, editions }: WideCell): Entry {
  const newest = editions.at(-1);
  if (!newest) throw new Error(`variable ${variable.id} is in no form`);
  const labels =
    variable.table_key === 'requests' ? newest.row_label : `${newest.row_label} ${newest.column_label}`;
  const forms = editions.map(cell => cell.form_id).join(', ');
  return entry(
    labels,
    name.replaceAll('_', ' '),
    `${newest.row_path} | ${newest.column_path}. Editions: ${forms}. NULL unless reported.`,
    'document',
    newest.unit ?? 'as printed',
  );
}

function columnsOf(cell: WideCell, form: string): ViewColumn[] {
  const { name, variable, editions } = cell;
  const word = `(SELECT name FROM status WHERE code = ${name}.status)`;
  const otherwise = `CASE WHEN ${form} IS NULL THEN 'table_absent' ELSE 'not_in_form' END`;
  const columns = [
    column(name, `${name}.value`, valueEntry(cell)),
    column(
      `${name}_status`,
      `ifnull(${word}, ${otherwise})`,
      entry(
        '取值状态',
        `Status of ${name}`,
        'Why there is, or is not, a value; see table status.',
        'document',
      ),
    ),
  ];
  if (editions.some(edition => edition.type === 'amount'))
    columns.push(
      column(
        `${name}_yuan`,
        `(SELECT value_yuan FROM reading_detail AS detail
   WHERE detail.version_id = report.version_id AND detail.variable_id = ${variable.id})`,
        entry(
          '金额（元）',
          `${name.replaceAll('_', ' ')} in yuan`,
          'NULL where no unit is printed, since none is guessed.',
          'document',
          '元',
        ),
      ),
    );
  return columns;
}

function wideView(table: TableId, found: Entry, nameOf: (variable: Variable) => string | null): View {
  const cells = wideCells(table, nameOf);
  const form = `report.${table}_form`;
  return {
    name: `v_${table}`,
    entry: found,
    columns: [
      ...identityColumns.map(({ name, entry: known }) => column(name, `report.${name}`, known)),
      column('form', form, entry('版本', 'Edition', 'Edition that the table is in.', 'document')),
      ...cells.flatMap(cell => columnsOf(cell, form)),
    ],
    source: `FROM v_report AS report
${cells
  .map(
    ({ name, variable }) =>
      `LEFT JOIN reading AS ${name} ON ${name}.version_id = report.version_id AND ${name}.variable_id = ${variable.id}`,
  )
  .join('\n')}
WHERE report.unit_id IS NOT NULL AND report.report_year IS NOT NULL`,
  };
}

export const wideViews: readonly View[] = [
  wideView(
    'requests',
    viewEntry(
      '收到和处理政府信息公开申请情况',
      'Requests (section 三)',
      'One row for each unit and year: the column 总计 of every row of the table. Applicants are in v_reading.',
    ),
    ({ row_key, column_key }) => (column_key === 'all' ? row_key : null),
  ),
  wideView(
    'proactive',
    viewEntry('主动公开政府信息情况', 'Proactive disclosure (section 二)', 'One row for each unit and year.'),
    ({ row_key, column_key }) => `${row_key}_${column_key}`,
  ),
  wideView(
    'remedies',
    viewEntry(
      '政府信息公开行政复议、行政诉讼情况',
      'Review and litigation (section 四)',
      'One row for each unit and year.',
    ),
    ({ row_key, column_key }) => `${row_key}_${column_key}`,
  ),
];
