/** Views of what does not fit: checks, changes, contradictions, issues, coverage. */

import { documentEntries } from '../dictionary/documents.ts';
import { type Entry, entry } from '../dictionary/entry.ts';
import { operationEntries } from '../dictionary/operations.ts';
import { referenceEntries } from '../dictionary/reference.ts';
import { reportEntries } from '../dictionary/reports.ts';
import { checkOutcomes } from '../tables/index.ts';
import { keyColumns } from './reading.ts';
import { identityColumns } from './report.ts';
import { column, type View, type ViewColumn, viewEntry } from './view.ts';

const { check_result, report_version: version } = reportEntries;
const { check_definition, issue_code } = referenceEntries;
const { issue, coverage } = operationEntries;

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
      ...identityColumns.map(({ name, entry: known }) => column(name, `report.${name}`, known)),
      column('check_id', 'definition.check_id', check_definition.columns.check_id),
      column('table_key', 'definition.table_key', check_definition.columns.table_key),
      column('subject', 'definition.subject', check_definition.columns.subject),
      column(
        'outcome',
        `CASE check_result.outcome ${checkOutcomes.map((word, code) => `WHEN ${code} THEN '${word}'`).join(' ')} END`,
        entry('结果', 'Outcome', 'pass, fail or not-assessable.', 'document'),
      ),
      column('left_sum', 'check_result.left_sum', check_result.columns.left_sum),
      column('right_sum', 'check_result.right_sum', check_result.columns.right_sum),
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
      column('stage', 'issue.stage', issue.columns.stage),
      column('code', 'issue.code', issue.columns.code),
      column('severity', 'issue_code.severity', issue_code.columns.severity),
      column('message', 'issue.message', issue.columns.message),
      column('subject', 'issue.subject', issue.columns.subject),
      column('url', 'capture.url', documentEntries.capture.columns.url),
      column('report_id', 'issue.report_id', issue.columns.report_id),
      column('remedy', 'issue_code.remedy', issue_code.columns.remedy),
    ],
    source: `FROM issue
JOIN issue_code ON issue_code.code = issue.code
LEFT JOIN capture ON capture.id = issue.capture_id`,
  },
  {
    name: 'v_coverage',
    entry: viewEntry(
      '采集覆盖一览',
      'Coverage',
      'How the last crawl of each portal ended, against its promise.',
    ),
    columns: [
      column('portal_id', 'coverage.portal_id', coverage.columns.portal_id),
      column('name', 'coverage.name', coverage.columns.name),
      column('division_code', 'coverage.division_code', coverage.columns.division_code),
      column('state', 'coverage.state', coverage.columns.state),
      column('found', 'coverage.found', coverage.columns.found),
      column('expected_min', 'coverage.expected_min', coverage.columns.expected_min),
      column('expected_max', 'coverage.expected_max', coverage.columns.expected_max),
      column(
        'documents',
        'held.documents',
        entry('文档数', 'Documents', 'Documents of the portal in this file; NULL when none.', 'load', '份'),
      ),
      column(
        'reports',
        'held.reports',
        entry('报告数', 'Reports', 'Reports of the portal in this file; NULL when none.', 'load', '份'),
      ),
      column('failed', 'coverage.failed', coverage.columns.failed),
      column('finished_at', 'coverage.finished_at', coverage.columns.finished_at),
    ],
    source: `FROM coverage
LEFT JOIN (
  SELECT capture.portal_id, count(*) AS documents, count(DISTINCT version.report_id) AS reports
  FROM capture
  JOIN rendition ON rendition.capture_id = capture.id
  LEFT JOIN report_version AS version ON version.id = rendition.version_id
  GROUP BY capture.portal_id
) AS held ON held.portal_id = coverage.portal_id`,
  },
];
