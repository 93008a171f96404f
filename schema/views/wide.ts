/**
 * `v_requests`, `v_proactive`, `v_remedies`, `v_statistics`, and `v_panel` with the first three side by side: one row for
 * each unit and year, a value and a status for every cell. A strip of readings is one LEFT JOIN by its key, and SQLite
 * leaves out the joins that a query does not name.
 */

import { englishLabel } from '../dictionary/english.ts';
import { type Entry, entry } from '../dictionary/entry.ts';
import type { FormId, TableId } from '../forms/form.ts';
import { type FormCell, formCells, type Variable, variables } from '../variables.ts';
import { reportIdentity } from './report.ts';
import { statusOf } from './stored.ts';
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
function valueEntry({ variable, editions }: WideCell): Entry {
  const newest = editions.at(-1);
  if (!newest) throw new Error(`variable ${variable.id} is in no form`);
  const labels =
    variable.table_key === 'requests' ? newest.row_label : `${newest.row_label} ${newest.column_label}`;
  const forms = editions.map(cell => cell.form_id).join(', ');
  return entry(
    labels,
    englishLabel(variable.table_key, variable.row_key, variable.column_key),
    `${newest.row_path} | ${newest.column_path}. Editions: ${forms}. NULL unless reported.`,
    'document',
    newest.unit ?? 'as printed',
  );
}

function columnsOf(cell: WideCell, form: string): ViewColumn[] {
  const { name, variable, editions } = cell;
  const strip = `strip_${variable.strip_id}`;
  const word = `(SELECT name FROM status WHERE code = (${statusOf(strip, variable.slot)}))`;
  const otherwise = `CASE WHEN ${form} IS NULL THEN 'table_absent' ELSE 'not_in_form' END`;
  const columns = [
    column(name, `${strip}.v${variable.slot}`, valueEntry(cell)),
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
          `${englishLabel(variable.table_key, variable.row_key, variable.column_key)}, in yuan`,
          'NULL where no unit is printed, since none is guessed.',
          'document',
          '元',
        ),
      ),
    );
  return columns;
}

/** How a cell of each table is called in a wide view; null leaves it out. */
const nameIn: Readonly<Record<TableId, (variable: Variable) => string | null>> = {
  proactive: ({ row_key, column_key }) => `${row_key}_${column_key}`,
  requests: ({ row_key, column_key }) => (column_key === 'all' ? row_key : null),
  remedies: ({ row_key, column_key }) => `${row_key}_${column_key}`,
  statistics: ({ row_key, column_key }) => (column_key === 'count' ? row_key : `${row_key}_${column_key}`),
};

/** The name that a cell has in the wide views; null for one that is in none. */
export function wideName(variable: Variable): string | null {
  return nameIn[variable.table_key](variable);
}

const formEntry = entry('版本', 'Edition', 'Edition that the table is in.', 'document');

/** FROM with a join for every strip that the cells stand in. */
export function stripJoins(strips: Iterable<number>): string {
  return [...new Set(strips)]
    .map(
      id =>
        `LEFT JOIN reading_strip AS strip_${id} ON strip_${id}.version_id = report.version_id AND strip_${id}.strip_id = ${id}`,
    )
    .join('\n');
}

export const inPanel = 'WHERE report.unit_id IS NOT NULL AND report.report_year IS NOT NULL';

function wideView(name: string, found: Entry, tables: readonly TableId[], edition?: FormId): View {
  const [only] = tables;
  const forms =
    tables.length === 1 && only !== undefined
      ? [column('form', `report.${only}_form`, formEntry)]
      : tables.map(table => column(`${table}_form`, `report.${table}_form`, formEntry));
  const cells = tables
    .flatMap(table => wideCells(table, wideName))
    .filter(({ editions }) => edition === undefined || editions.some(({ form_id }) => form_id === edition));
  return {
    name,
    entry: found,
    columns: [
      ...reportIdentity,
      ...forms,
      ...cells.flatMap(cell => columnsOf(cell, `report.${cell.variable.table_key}_form`)),
    ],
    source: `FROM v_report AS report
${stripJoins(cells.map(({ variable }) => variable.strip_id))}
${inPanel}`,
  };
}

export const wideViews: readonly View[] = [
  wideView(
    'v_requests',
    viewEntry(
      '收到和处理政府信息公开申请情况',
      'Requests (section 三)',
      'One row for each unit and year: the column 总计 of every row of the table. Applicants are in v_reading.',
    ),
    ['requests'],
  ),
  wideView(
    'v_proactive',
    viewEntry('主动公开政府信息情况', 'Proactive disclosure (section 二)', 'One row for each unit and year.'),
    ['proactive'],
  ),
  wideView(
    'v_remedies',
    viewEntry(
      '政府信息公开行政复议、行政诉讼情况',
      'Review and litigation (section 四)',
      'One row for each unit and year.',
    ),
    ['remedies'],
  ),
  wideView(
    'v_statistics',
    viewEntry(
      '政府信息公开情况统计表',
      'Table of figures, 2014 to 2018',
      'One row for each unit and year. A name alone is the single figure; own_level and jurisdiction are those of 本级 and 汇总.',
    ),
    ['statistics'],
    '2014',
  ),
  wideView(
    'v_statistics_2004',
    viewEntry(
      '政府信息公开统计报表（2004版）',
      'Table of figures of the local edition of 2004',
      'One row for each unit and year: the figure of the year (annual) and the one since the beginning (cumulative).',
    ),
    ['statistics'],
    '2004',
  ),
  wideView(
    'v_panel',
    viewEntry(
      '面板',
      'Panel',
      'One row for each unit and year: the column 总计 of section 三, and all of sections 二 and 四, under the names of v_requests, v_proactive and v_remedies. A missing value is NULL with its status beside it, never 0.',
    ),
    ['requests', 'proactive', 'remedies'],
  ),
];
