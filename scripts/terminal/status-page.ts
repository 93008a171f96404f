/** What a published database holds, as a page for people. */

import type { DatabaseStatus } from '../../load/status.ts';
import type { CellStatus, CheckOutcome } from '../../schema/extraction.ts';
import { tableIds } from '../../schema/forms/form.ts';
import { forms } from '../../schema/forms/index.ts';
import { checkDefinitions } from '../../schema/variables.ts';
import type { Paint } from './paint.ts';
import { counted, grouped, type TableColumn, tableLines } from './table.ts';
import { fitted } from './width.ts';

const number = (heading: string): TableColumn => ({ heading, align: 'right' });
const headed = (heading: string): TableColumn => ({ heading });

export function statusPage(status: DatabaseStatus, paint: Paint): string[] {
  const style = { indent: 2, heading: (text: string) => paint('dim', text) };
  return [
    ...section('Reports by year, by edition of the form', reportRows(status), style, paint),
    ...section('Cells of these reports', cellRows(status), style, paint),
    ...section('Sums that the form promises', checkRows(status), style, paint),
    ...section('Text removed before reading', removedRows(status), style, paint),
    ...section('Issues', issueRows(status, paint), style, paint),
  ];
}

interface Rows {
  readonly columns: readonly TableColumn[];
  readonly rows: readonly (readonly (string | number)[])[];
  readonly empty: string;
}

function section(
  title: string,
  { columns, rows, empty }: Rows,
  style: { readonly indent: number; readonly heading: (text: string) => string },
  paint: Paint,
): string[] {
  const body = rows.length === 0 ? [`  ${empty}`] : tableLines(columns, rows, style);
  return ['', paint('bold', title), ...body];
}

function reportRows({ reports }: DatabaseStatus): Rows {
  const found = new Set(reports.map(({ form }) => form));
  const editions = [...forms.map(({ id }) => id).sort(), null].filter(id => found.has(id));
  const years = [...new Set(reports.map(({ report_year }) => report_year))];
  const count = (year: number | null, form: string | null): number =>
    reports.find(each => each.report_year === year && each.form === form)?.reports ?? 0;
  return {
    columns: [
      headed('year'),
      ...editions.map(id => number(id === null ? 'no form' : `form ${id}`)),
      number('all'),
    ],
    rows: years.map(year => {
      const counts = editions.map(form => count(year, form));
      return [
        year === null ? 'unknown' : String(year),
        ...counts,
        counts.reduce((sum, each) => sum + each, 0),
      ];
    }),
    empty: 'none yet',
  };
}

const cellColumns: readonly (readonly [string, readonly CellStatus[]])[] = [
  ['with a number', ['reported']],
  ['blank', ['blank']],
  ['mark', ['na_mark']],
  ['text', ['text', 'illegible']],
  ['unaligned', ['unaligned']],
  ['absent', ['row_absent', 'table_absent']],
];

function cellRows({ cells }: DatabaseStatus): Rows {
  const count = (table: string, statuses: readonly CellStatus[]): number =>
    cells
      .filter(each => each.table === table && statuses.includes(each.status))
      .reduce((sum, each) => sum + each.cells, 0);
  return {
    columns: [headed('table'), ...cellColumns.map(([heading]) => number(heading))],
    rows: tableIds.map(table => [table, ...cellColumns.map(([, statuses]) => count(table, statuses))]),
    empty: 'none yet',
  };
}

/** What the newest edition with such a check says of it. */
const meaningOf = (id: string): string =>
  checkDefinitions.findLast(({ check_id }) => check_id === id)?.meaning.replace(/\.$/, '') ?? '';

function checkRows({ checks }: DatabaseStatus): Rows {
  const ids = [...new Set(checks.map(({ check }) => check))];
  const count = (id: string, outcome: CheckOutcome): number =>
    checks.find(each => each.check === id && each.outcome === outcome)?.checks ?? 0;
  return {
    columns: [headed('check'), headed(''), number('passed'), number('failed'), number('not assessable')],
    rows: ids.map(id => [
      id,
      meaningOf(id),
      count(id, 'pass'),
      count(id, 'fail'),
      count(id, 'not-assessable'),
    ]),
    empty: 'none yet',
  };
}

function removedRows({ removed }: DatabaseStatus): Rows {
  const rest = removed.length - 5;
  return {
    columns: [headed('text'), headed('kind'), number('documents'), number('times')],
    rows: [
      ...removed
        .slice(0, 5)
        .map(({ text, kind, documents, count }) => [
          fitted(text.replace(/\s+/g, ' '), 44),
          kind,
          documents,
          count,
        ]),
      ...(rest > 0 ? [[`… and ${counted(rest, 'other text')}`]] : []),
    ],
    empty: 'none',
  };
}

function issueRows({ issues }: DatabaseStatus, paint: Paint): Rows {
  const order = ['error', 'warning', 'note'];
  const colours = { error: 'red', warning: 'yellow', note: 'dim' } as const;
  return {
    columns: [headed('severity'), headed('code'), number('times')],
    rows: [...issues]
      .sort((a, b) => order.indexOf(a.severity) - order.indexOf(b.severity) || b.issues - a.issues)
      .map(({ severity, code, issues: times }) => [paint(colours[severity], severity), code, grouped(times)]),
    empty: 'none',
  };
}
