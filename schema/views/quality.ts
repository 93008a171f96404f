/** Views of what does not fit: checks, changes, contradictions, issues, coverage. */

import { documentEntries } from '../dictionary/documents.ts';
import { type Entry, entry } from '../dictionary/entry.ts';
import { operationEntries } from '../dictionary/operations.ts';
import { referenceEntries } from '../dictionary/reference.ts';
import { reportEntries } from '../dictionary/reports.ts';
import type { FlagCode, FlagSeverity } from '../flags.ts';
import { checkOutcomes } from '../tables/index.ts';
import { keyColumns } from './reading.ts';
import { reportIdentity } from './report.ts';
import { column, columnsFrom, type View, type ViewColumn, viewEntry } from './view.ts';

const { report_version: version } = reportEntries;
const { columns: flagColumns } = reportEntries.report_flag;
const versionCount = entry('版本数', 'Versions', 'How many versions of the report are known.', 'load', '个');
const sumEntry = entry(
  '合计',
  'Sum of one side',
  'As printed; NULL unless the identity fails.',
  'document',
  '件',
);
const { check_definition, issue_code } = referenceEntries;
const { issue } = operationEntries;

const statusWord = (reading: string): string => `(SELECT name FROM status WHERE code = ${reading}.status)`;

/** Value and status of one cell in two versions of a report. */
const comparedColumns: readonly ViewColumn[] = [
  ...keyColumns,
  column('value_before', 'earlier.value', sideEntry('数值（前）', 'Value before')),
  column('status_before', statusWord('earlier'), sideEntry('状态（前）', 'Status before')),
  column('value_after', 'later.value', sideEntry('数值（后）', 'Value after')),
  column('status_after', statusWord('later'), sideEntry('状态（后）', 'Status after')),
];

function sideEntry(zh: string, en: string): Entry {
  return entry(zh, en, 'What the one version and the other have in this cell.', 'document');
}

/** Both versions print the cell (status below `unaligned`), and not the same. */
const bothPrinted = 'earlier.status < 4 AND later.status < 4';
const differ = '(later.status <> earlier.status OR later.value IS NOT earlier.value)';

export const qualityViews: readonly View[] = [
  {
    name: 'v_check',
    entry: viewEntry(
      '勾稽校验一览',
      'Checks',
      'Every identity of the form, tried on the current version of every report.',
    ),
    columns: [
      ...reportIdentity,
      ...columnsFrom('definition', check_definition.columns, [
        'check_id',
        'span',
        'strength',
        'table_key',
        'subject',
      ]),
      column(
        'outcome',
        `CASE check_result.outcome ${checkOutcomes.map((word, code) => `WHEN ${code} THEN '${word}'`).join(' ')} END`,
        entry('结果', 'Outcome', 'pass, fail or not-assessable.', 'document'),
      ),
      column('left_sum', 'check_result.left_sum', sumEntry),
      column('right_sum', 'check_result.right_sum', sumEntry),
      column('meaning', 'definition.meaning', check_definition.columns.meaning),
      column('url', 'report.url', documentEntries.capture.columns.url),
    ],
    source: `FROM v_report AS report
JOIN check_result ON check_result.version_id = report.version_id
JOIN check_definition AS definition ON definition.id = check_result.definition_id`,
  },
  {
    name: 'v_version_change',
    entry: viewEntry(
      '更正记录',
      'Corrections',
      'Cells in which a version differs from what the same address said before.',
    ),
    columns: [
      column('report_id', 'version.report_id', version.columns.report_id),
      column('version_number', 'version.number', version.columns.number),
      column('previous_number', 'previous.number', version.columns.number),
      column('first_captured_at', 'version.first_captured_at', version.columns.first_captured_at),
      ...comparedColumns,
    ],
    source: `FROM report_version AS version
JOIN report_version AS previous ON previous.id = version.previous_version_id
JOIN reading AS later ON later.version_id = version.id
JOIN reading AS earlier ON earlier.version_id = previous.id AND earlier.variable_id = later.variable_id
JOIN variable ON variable.id = later.variable_id
WHERE ${differ}`,
  },
  {
    name: 'v_conflict',
    entry: viewEntry(
      '版本冲突',
      'Conflicts',
      'Cells that two documents of one report, both still there, print differently: before is the current version.',
    ),
    columns: [
      column('report_id', 'report.id', reportEntries.report.columns.id),
      column('version_number', 'version.number', version.columns.number),
      ...comparedColumns,
      column('url_before', 'current_capture.url', documentEntries.capture.columns.url),
      column('url_after', 'capture.url', documentEntries.capture.columns.url),
    ],
    source: `FROM report
JOIN report_version AS version
  ON version.report_id = report.id AND version.id <> report.current_version_id AND version.is_live = 1
JOIN report_version AS current ON current.id = report.current_version_id
JOIN capture ON capture.id = version.capture_id
JOIN capture AS current_capture ON current_capture.id = current.capture_id
JOIN reading AS earlier ON earlier.version_id = report.current_version_id
JOIN reading AS later ON later.version_id = version.id AND later.variable_id = earlier.variable_id
JOIN variable ON variable.id = later.variable_id
WHERE ${bothPrinted} AND ${differ}`,
  },
  {
    name: 'v_issue',
    entry: viewEntry('问题一览', 'Issues', 'Every issue with its severity and address.'),
    columns: [
      ...columnsFrom('issue', issue.columns, ['stage', 'code']),
      column('severity', 'issue_code.severity', issue_code.columns.severity),
      ...columnsFrom('issue', issue.columns, ['message', 'subject']),
      column('url', 'capture.url', documentEntries.capture.columns.url),
      column('report_id', 'issue.report_id', issue.columns.report_id),
      column('remedy', 'issue_code.remedy', issue_code.columns.remedy),
    ],
    source: `FROM issue
JOIN issue_code ON issue_code.code = issue.code
LEFT JOIN capture ON capture.id = issue.capture_id`,
  },
  {
    name: 'v_flag',
    entry: viewEntry('提示一览', 'Flags', 'Every flag of the current version of every report, in words.'),
    columns: [
      ...reportIdentity,
      column('code', 'raised.code', flagColumns.code),
      column('severity', 'flag.severity', referenceEntries.flag.columns.severity),
      column('table_key', 'raised.table_key', flagColumns.table_key),
      column('row_key', 'raised.row_key', flagColumns.row_key),
      column('column_key', 'raised.column_key', flagColumns.column_key),
      column('detail', 'raised.detail', flagColumns.detail),
      column('other_report_id', 'raised.other_report_id', flagColumns.other_report_id),
      column('meaning', 'flag.meaning', referenceEntries.flag.columns.meaning),
      column('url', 'report.url', documentEntries.capture.columns.url),
    ],
    source: `FROM v_report AS report
JOIN report_flag AS raised ON raised.version_id = report.version_id
JOIN flag ON flag.code = raised.code`,
  },
  {
    name: 'v_quality',
    entry: viewEntry(
      '数据质量一览',
      'Quality',
      'One row for each report: what to know of it before its figures are used.',
    ),
    columns: [
      ...reportIdentity,
      ...columnsFrom('report', version.columns, ['reported_cells', 'failed_checks']),
      counted(
        'failed_across_years',
        `(SELECT count(*) FROM check_failure AS failure
    WHERE failure.version_id = report.version_id AND failure.earlier_version_id IS NOT NULL)`,
        '跨年不符数',
        'Failed across years',
        'Identities with the report of the year before that fail.',
      ),
      flagsOf('warnings', 'warning', '警示数', 'Warnings', 'Flags that something is likely wrong.'),
      flagsOf('notes', 'note', '说明数', 'Notes', 'Flags worth knowing before use.'),
      reuse(
        'text_reuse_own_year',
        'copied_from_year',
        '与本机关往年文本重复率',
        'an earlier report of the same body',
      ),
      reuse('text_reuse_other_body', 'copied_from_body', '与其他机关文本重复率', 'a report of another body'),
      counted(
        'inferred_places',
        `(SELECT count(*) FROM reading_detail AS detail
    WHERE detail.version_id = report.version_id AND detail.inferred IS NOT NULL)`,
        '推定位置数',
        'Inferred places',
        'Cells whose place more than labels decided.',
      ),
      counted(
        'added_rows',
        `(SELECT count(DISTINCT row_key) FROM extension WHERE extension.version_id = report.version_id)`,
        '附加行数',
        'Added rows',
        'Rows that the body added to the form, or of another edition than their table.',
      ),
      counted(
        'removed_texts',
        `(SELECT count(*) FROM removed_text WHERE removed_text.capture_id = report.version_id)`,
        '清除文本数',
        'Removed texts',
        'Foreign texts taken out before reading.',
      ),
      counted(
        'renditions',
        `(SELECT count(*) FROM rendition JOIN report_version AS any_version ON any_version.id = rendition.version_id
    WHERE any_version.report_id = report.report_id)`,
        '文档数',
        'Renditions',
        'Documents that carry it.',
      ),
      column('version_count', 'report.version_count', versionCount),
      ...columnsFrom('rendition', documentEntries.rendition.columns, [
        'verdict',
        'unit_resolution',
        'unit_confidence',
      ]),
      column('url', 'report.url', documentEntries.capture.columns.url),
    ],
    source: `FROM v_report AS report
JOIN rendition ON rendition.capture_id = report.version_id`,
  },
];

function flagsOf(name: string, severity: FlagSeverity, zh: string, en: string, meaning: string): ViewColumn {
  const sql = `(SELECT count(*) FROM report_flag AS raised JOIN flag ON flag.code = raised.code
    WHERE raised.version_id = report.version_id AND flag.severity = '${severity}')`;
  return counted(name, sql, zh, en, meaning);
}

/** The score that the flag tells of: `similarity 0.93, other figures`. */
function reuse(name: string, code: FlagCode, zh: string, whose: string): ViewColumn {
  return column(
    name,
    `(SELECT CAST(substr(raised.detail, 12, 4) AS REAL) FROM report_flag AS raised
    WHERE raised.version_id = report.version_id AND raised.code = '${code}')`,
    entry(
      zh,
      `Text reuse: ${whose}`,
      `Share of the text, without the form’s own wording, that stands in ${whose}; NULL below 0.8, where it is not told.`,
      'load',
      'ratio',
    ),
  );
}

function counted(name: string, sql: string, zh: string, en: string, meaning: string): ViewColumn {
  return column(name, sql, entry(zh, en, meaning, 'load', '个'));
}
