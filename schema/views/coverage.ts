/** `v_coverage`: every unit and year of which a report is expected, and what became of it. */

import { documentEntries } from '../dictionary/documents.ts';
import { entry } from '../dictionary/entry.ts';
import { operationEntries } from '../dictionary/operations.ts';
import { reportEntries } from '../dictionary/reports.ts';
import { column, columnsFrom, type View, viewEntry } from './view.ts';

const { expected_unit: expected, coverage, report_period: period } = operationEntries;

const isLate = `EXISTS (
      SELECT 1 FROM report_flag WHERE report_flag.version_id = report.current_version_id AND report_flag.code = 'late')`;

export const coverageViews: readonly View[] = [
  {
    name: 'v_coverage',
    entry: viewEntry(
      '应报与实有',
      'Coverage',
      'One row for each expected unit and report year: whether its report was found, and if not, why.',
    ),
    columns: [
      ...columnsFrom('expected', expected.columns, ['unit_id', 'name', 'kind', 'division_code']),
      column('report_year', 'period.report_year', period.columns.report_year),
      column(
        'state',
        `CASE WHEN report.id IS NOT NULL THEN iif(${isLate}, 'late', 'found')
    WHEN period.report_year NOT BETWEEN expected.year_from AND ifnull(expected.year_to, 9999) THEN 'not_expected'
    WHEN coverage.state IN ('blocked', 'unreachable') THEN coverage.state
    ELSE 'not_found' END`,
        entry(
          '状态',
          'State',
          'found, late (found, and published too late), blocked or unreachable (its site), not_found (the site was read, or none is known), not_expected (there was no such body in that year).',
          'load',
        ),
      ),
      ...columnsFrom('expected', expected.columns, ['basis', 'portal_id']),
      column(
        'last_tried_at',
        'coverage.finished_at',
        entry('最近采集', 'Last tried', 'End of the last crawl of its site; NULL: never.', 'crawl'),
      ),
      column('report_id', 'report.id', reportEntries.report.columns.id),
    ],
    source: `FROM expected_unit AS expected
CROSS JOIN report_period AS period
LEFT JOIN report ON report.unit_id = expected.unit_id AND report.report_year = period.report_year
LEFT JOIN coverage ON coverage.portal_id = expected.portal_id`,
  },
  {
    name: 'v_unit_candidate',
    entry: viewEntry(
      '待定机关一览',
      'Units to decide',
      'Reports whose unit is not known, with their addresses, for a person to decide in data/decisions.',
    ),
    columns: [
      column('url', 'capture.url', documentEntries.capture.columns.url),
      ...columnsFrom('candidate', documentEntries.unit_candidate.columns, ['reason', 'name', 'host']),
      column('portal_id', 'capture.portal_id', documentEntries.capture.columns.portal_id),
      ...columnsFrom('rendition', documentEntries.rendition.columns, ['title', 'report_year']),
      column(
        'division_codes',
        'candidate.division_codes',
        documentEntries.unit_candidate.columns.division_codes,
      ),
      column('clone_evidence', 'rendition.clone_evidence', documentEntries.rendition.columns.clone_evidence),
    ],
    source: `FROM unit_candidate AS candidate
JOIN rendition ON rendition.capture_id = candidate.capture_id
JOIN capture ON capture.id = candidate.capture_id`,
  },
  {
    name: 'v_portal_coverage',
    entry: viewEntry(
      '网站采集一览',
      'Coverage of portals',
      'How the last crawl of each portal ended, against its promise.',
    ),
    columns: [
      ...columnsFrom('coverage', coverage.columns, [
        'portal_id',
        'name',
        'division_code',
        'state',
        'found',
        'expected_min',
        'expected_max',
      ]),
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
      ...columnsFrom('coverage', coverage.columns, ['failed', 'finished_at']),
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
