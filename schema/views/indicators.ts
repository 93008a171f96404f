/** Views of what is derived: ratios with their definitions, and where series break between editions of the form. */

import { type Entry, entry } from '../dictionary/entry.ts';
import { operationEntries } from '../dictionary/operations.ts';
import { referenceEntries } from '../dictionary/reference.ts';
import type { FlagCode } from '../flags.ts';
import { type Indicator, indicators, type Sum } from '../indicators.ts';
import { variableId, variables } from '../variables.ts';
import { reportIdentity } from './report.ts';
import { slotValue } from './stored.ts';
import { column, columnsFrom, type View, type ViewColumn, viewEntry } from './view.ts';
import { inPanel, stripJoins } from './wide.ts';

const { concordance, indicator: definition } = referenceEntries;
const { indicator_summary: summary } = operationEntries;

function variableOf(cell: string) {
  const [table = '', row = '', key = ''] = cell.split('.');
  const found = variables[(variableId(table, row, key) ?? 0) - 1];
  if (found === undefined) throw new Error(`an indicator names the cell ${cell}, which is in no form`);
  return found;
}

/** NULL as soon as one cell has no value. */
function sumSql(sum: Sum): string {
  const cells = sum.map(cell => {
    const { strip_id, slot } = variableOf(cell);
    return `strip_${strip_id}.v${slot}`;
  });
  return cells.length === 1 ? cells.join('') : `(${cells.join(' + ')})`;
}

function ratioSql({ numerator, denominator, less = [] }: Indicator): string {
  const ways = less.map(sumSql);
  const left = ways.length > 1 ? `coalesce(${ways.join(', ')})` : ways.join('');
  const below = less.length === 0 ? sumSql(denominator) : `${sumSql(denominator)} - ${left}`;
  return `${sumSql(numerator)} * 1.0 / nullif(${below}, 0)`;
}

function ratioEntry({ zh, en, meaning }: Indicator): Entry {
  return entry(
    zh,
    en,
    `${meaning} NULL where a part is not printed or the denominator is 0.`,
    'load',
    'ratio',
  );
}

const cellsOf = ({ numerator, denominator, less = [] }: Indicator): string[] => [
  ...numerator,
  ...denominator,
  ...less.flat(),
];

/** Squares of the shares of applicants, added up: 1 where all are of one kind. */
const kinds = [
  'natural_person',
  'org_business',
  'org_research',
  'org_public_interest',
  'org_legal_services',
  'org_other',
].map(kind => `requests.req_new_received.${kind}`);
const concentration = `(${kinds
  .map(kind => `${sumSql([kind])} * ${sumSql([kind])}`)
  .join(
    ' + ',
  )}) / nullif(${sumSql(['requests.req_new_received.all'])} * ${sumSql(['requests.req_new_received.all'])}, 0)`;

const strips = [...indicators.flatMap(cellsOf), ...kinds].map(cell => variableOf(cell).strip_id);

/** The national form has its three tables from the report year 2019 on. */
const firstYear = 2019;

const flagged = (...flags: readonly FlagCode[]): string =>
  `(EXISTS (SELECT 1 FROM report_flag AS raised WHERE raised.version_id = report.version_id
    AND raised.code IN (${flags.map(code => `'${code}'`).join(', ')})))`;

interface Condition {
  readonly name: string;
  readonly sql: string;
  readonly zh: string;
  readonly meaning: string;
}

/** What the notices ask of a report, each 1 or 0. */
const conditions: readonly Condition[] = [
  {
    name: 'has_all_tables',
    sql: `(SELECT count(*) = 3 FROM version_table AS given WHERE given.version_id = report.version_id
    AND given.status = 'present' AND given.table_key IN ('proactive', 'requests', 'remedies'))`,
    zh: '表格齐全',
    meaning: '1 where the three tables are there.',
  },
  {
    name: 'uses_prescribed_form',
    sql: `(NOT ${flagged('outdated_form', 'form_before_its_time')})`,
    zh: '格式正确',
    meaning: '1 where no table is in an edition other than that of its year.',
  },
  {
    name: 'sums_hold',
    sql: `(SELECT CASE WHEN min(result.outcome) < 2 THEN total(result.outcome = 1) = 0 END
    FROM check_result AS result JOIN check_definition AS definition ON definition.id = result.definition_id
    WHERE result.version_id = report.version_id AND definition.check_id IN ('E1', 'E2', 'E3', 'E4'))`,
    zh: '勾稽相符',
    meaning: '1 where none of E1 to E4 fails; NULL where none can be assessed.',
  },
  {
    name: 'text_is_own',
    sql: `(NOT ${flagged('copied_from_year', 'copied_from_body')})`,
    zh: '文本未重复',
    meaning: '1 where the text was not found in another report.',
  },
];

const sinceFirstYear = (sql: string): string =>
  `CASE WHEN report.report_year >= ${firstYear} THEN ${sql} END`;

const complianceColumns: readonly ViewColumn[] = [
  ...conditions.map(({ name, sql, zh, meaning }) =>
    column(
      name,
      sinceFirstYear(sql),
      entry(zh, name.replaceAll('_', ' '), `${meaning} From 2019 on.`, 'load'),
    ),
  ),
  column(
    'compliance_index',
    sinceFirstYear(`(${conditions.map(({ sql }) => sql).join(' + ')}) / ${conditions.length}.0`),
    entry(
      '合规指数',
      'Compliance index',
      `Share of what holds among ${conditions.map(({ name }) => name).join(', ')}; NULL where one is NULL, and before 2019.`,
      'load',
      'ratio',
    ),
  ),
];

const gradeOrder = `max(CASE older.grade WHEN 'none' THEN 2 WHEN 'approximate' THEN 1 ELSE 0 END,
    CASE newer.grade WHEN 'none' THEN 2 WHEN 'approximate' THEN 1 ELSE 0 END)`;

/** The cells of a concept in the edition of `first_term`. */
const ofConcept = `WHERE term.concept = first_term.concept AND term.form_id = first_term.form_id`;

/** One row for each concept and edition. */
const concepts = `(SELECT concept, form_id, min(grade) AS grade, group_concat(note, ' ') AS note,
    group_concat(variable.table_key || '.' || variable.row_key || '.' || variable.column_key, ' + ') AS cells
  FROM concordance JOIN variable ON variable.id = variable_id GROUP BY concept, form_id)`;

export const indicatorViews: readonly View[] = [
  {
    name: 'v_indicator',
    entry: viewEntry(
      '派生指标',
      'Indicators',
      'One row for each unit and year with a ratio for each indicator; table indicator has the definitions.',
    ),
    columns: [
      ...reportIdentity,
      ...indicators.map(each => column(each.id, ratioSql(each), ratioEntry(each))),
      column(
        'applicant_concentration',
        concentration,
        entry(
          '申请人集中度',
          'Concentration of applicants',
          'Sum of the squared shares of the six kinds of applicants (Herfindahl): 1 where all are of one kind.',
          'load',
          'ratio',
        ),
      ),
      column(
        'published_in_time',
        `(SELECT report.published_date <= CASE WHEN report.unit_kind = 'government' AND length(report.division_code) = 6
      THEN period.government_due_date ELSE period.due_date END
    FROM report_period AS period WHERE period.report_year = report.report_year)`,
        entry(
          '是否按期公布',
          'Published in time',
          '1 or 0, by the date the report gives and the day by which such a body must publish; NULL without a date.',
          'load',
        ),
      ),
      ...complianceColumns,
    ],
    source: `FROM v_report AS report
${stripJoins(strips)}
${inPanel}`,
  },
  {
    name: 'v_indicator_level',
    entry: viewEntry(
      '指标分级汇总',
      'Indicators by level',
      'Each indicator by year and level: the ratio of the sums over the reports that print all parts.',
    ),
    columns: [
      column('indicator_id', 'summary.indicator_id', summary.columns.indicator_id),
      column('zh', 'indicator.zh', definition.columns.zh),
      ...columnsFrom('summary', summary.columns, [
        'report_year',
        'level',
        'reports',
        'numerator',
        'denominator',
      ]),
      column(
        'ratio',
        'summary.numerator * 1.0 / nullif(summary.denominator, 0)',
        entry('比率', 'Ratio', 'Of the sums; large bodies weigh more.', 'load', 'ratio'),
      ),
    ],
    source: `FROM indicator_summary AS summary
JOIN indicator ON indicator.id = summary.indicator_id`,
  },
  {
    name: 'v_series',
    entry: viewEntry(
      '跨版本序列',
      'Series across editions',
      'One row for each report and concept: the figure that stands for it in the edition of the report. Mind grade: of none no series may be drawn; v_break and concordance say why.',
    ),
    columns: [
      ...reportIdentity,
      column('concept', 'first_term.concept', concordance.columns.concept),
      column('form', 'first_term.form_id', concordance.columns.form_id),
      column(
        'value',
        `(SELECT CASE WHEN count(${slotValue}) = count(*) THEN sum(${slotValue}) END
    FROM concordance AS term
    JOIN variable ON variable.id = term.variable_id
    LEFT JOIN reading_strip AS strip ON strip.version_id = report.version_id AND strip.strip_id = variable.strip_id
    ${ofConcept})`,
        entry('数值', 'Value', 'As printed, or the sum of its cells; NULL where one has no number.', 'load'),
      ),
      column(
        'is_derived',
        `(SELECT count(*) > 1 FROM concordance AS term ${ofConcept})`,
        entry(
          '是否合计得出',
          'Is derived',
          '1: the edition prints no such figure; several cells are added up.',
          'load',
        ),
      ),
      ...columnsFrom('first_term', concordance.columns, ['grade', 'note']),
    ],
    source: `FROM v_report AS report
JOIN version_table ON version_table.version_id = report.version_id AND version_table.status = 'present'
JOIN concordance AS first_term ON first_term.form_id = version_table.form_id AND first_term.term = 1
JOIN variable AS first_cell ON first_cell.id = first_term.variable_id AND first_cell.table_key = version_table.table_key
${inPanel}`,
  },
  {
    name: 'v_break',
    entry: viewEntry(
      '序列断点',
      'Breaks',
      'For each concept and pair of editions: what stands for it in each, and whether the series may be joined.',
    ),
    columns: [
      column('concept', 'newer.concept', concordance.columns.concept),
      column('form_before', 'older.form_id', concordance.columns.form_id),
      column('form_after', 'newer.form_id', concordance.columns.form_id),
      column(
        'year',
        'form.year_from',
        entry('断点年度', 'Year', 'First report year of the later edition.', 'reference'),
      ),
      column('cells_before', 'older.cells', cellsEntry('较早')),
      column('cells_after', 'newer.cells', cellsEntry('较晚')),
      column(
        'grade',
        `CASE ${gradeOrder} WHEN 2 THEN 'none' WHEN 1 THEN 'approximate' ELSE 'exact' END`,
        concordance.columns.grade,
      ),
      column('note_before', 'older.note', concordance.columns.note),
      column('note_after', 'newer.note', concordance.columns.note),
    ],
    source: `FROM ${concepts} AS newer
JOIN form ON form.id = newer.form_id
JOIN ${concepts} AS older ON older.concept = newer.concept AND older.form_id = (
  SELECT max(form_id) FROM concordance WHERE concept = newer.concept AND form_id < newer.form_id)`,
  },
];

function cellsEntry(which: string): Entry {
  return entry(`单元格（${which}版本）`, 'Cells', 'The cells that stand for the concept, added up.', 'form');
}
