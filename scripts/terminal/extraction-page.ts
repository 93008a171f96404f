/** One extraction as a page for people: what it is, its tables as grids, what does not add up, what was removed. */

import type { Cell, CellStatus, CheckResult, Extraction, TableReading } from '../../schema/extraction.ts';
import { flagDefinitions } from '../../schema/flags.ts';
import { type Form, type FormTable, tableOf } from '../../schema/forms/form.ts';
import { formById } from '../../schema/forms/index.ts';
import { issueDefinitions } from '../../schema/issues.ts';
import type { Paint } from './paint.ts';
import { counted, tableLines } from './table.ts';
import { fitted } from './width.ts';

/** How a cell without a number is shown; `na_mark` and `text` show what is printed. */
const marks: Readonly<Record<CellStatus, string>> = {
  reported: '',
  blank: '·',
  na_mark: '',
  text: '',
  unaligned: '?',
  illegible: '×',
  row_absent: '-',
  table_absent: '-',
  not_in_form: ' ',
};

const markMeanings: Partial<Record<CellStatus, string>> = {
  blank: 'blank',
  unaligned: 'numbers are there, but nothing proves which cell they belong to',
  illegible: 'illegible',
  row_absent: 'no such row',
};

const documentTypeNames: Readonly<Record<Extraction['document_type'], string>> = {
  annual_report: 'annual report on information disclosure',
  interim_statistics: 'statistics for part of a year',
  interpretation: 'an interpretation of a report, not the report',
  website_report: 'annual report of a website, not of information disclosure',
  rule_of_law_report: 'annual report on the rule of law',
  notice: 'notice about reports',
  other: 'not a report on information disclosure',
};

export function extractionPage(name: string, extraction: Extraction, paint: Paint): string[] {
  const { title } = extraction;
  return [
    paint('bold', title ?? name),
    ...(title === null ? [] : [paint('dim', name)]),
    '',
    ...factLines(extraction),
    ...extraction.tables.flatMap(table => ['', ...tablePage(table, extraction, paint)]),
    ...extensionLines(extraction, paint),
    ...checkLines(extraction, paint),
    ...flagLines(extraction, paint),
    ...textFactLines(extraction, paint),
    ...removedLines(extraction, paint),
    ...leftoverLines(extraction, paint),
    ...issueLinesOf(extraction, paint),
    '',
  ];
}

function factLines(extraction: Extraction): string[] {
  const { unit, report_year: year, published_date, scope, sections } = extraction;
  const encoding = extraction.charset === null ? '' : `, ${extraction.charset}`;
  const facts: (readonly [string, string | null])[] = [
    ['document', `${documentTypeNames[extraction.document_type]} (${extraction.media_type}${encoding})`],
    ['year', year === null ? null : `${year}${evidence(extraction.year_evidence)}`],
    ['unit', unit === null ? null : unitText(unit)],
    ['published', published_date],
    ['scope', scope === 'unstated' ? null : `${scope}${evidence(extraction.scope_evidence)}`],
    ['text', sections.length === 0 ? null : sections.map(section => section.title).join(' / ')],
    ['cleaning', extraction.verdict],
  ];
  return tableLines(
    [{ heading: '' }, { heading: '' }],
    facts.map(([label, value]) => [label, value === null ? 'unknown' : fitted(value, 100)]),
    { indent: 2 },
  );
}

const evidence = (shown: string | null): string => (shown === null ? '' : `, shown by ${shown}`);

function unitText(unit: NonNullable<Extraction['unit']>): string {
  const facts = [unit.kind, unit.division_code, unit.parent && `under ${unit.parent}`];
  const known = facts.filter(fact => fact !== null && fact !== '').join(', ');
  return `${unit.name}${known === '' ? '' : ` (${known})`}, confidence ${unit.confidence}, shown by ${unit.evidence}`;
}

function tablePage(reading: TableReading, extraction: Extraction, paint: Paint): string[] {
  const form = reading.form === null ? null : formById(reading.form);
  const cells = extraction.cells.filter(cell => cell.table === reading.table);
  const edition = form === null ? 'form unknown' : `form of ${form.id}, by ${reading.form_evidence}`;
  const heading = paint('cyan', `${reading.table} `) + paint('dim', `(${edition})`);
  if (reading.status === 'absent') return [`${heading} ${paint('yellow', 'absent')}`];
  if (form === null) return [heading];
  const numbers = cells.filter(cell => cell.status === 'reported').length;
  const lines = [`${heading} ${numbers} of ${counted(cells.length, 'cell')} with a number`];
  if (cells.every(cell => cell.status === 'unaligned'))
    return [...lines, paint('yellow', `  ${marks.unaligned} ${markMeanings.unaligned}`)];
  return [...lines, ...grids(form, reading, cells, paint), ...legend(cells, paint)];
}

/** Rows that have the same columns stand in one grid. */
function grids(form: Form, { table: id }: TableReading, cells: readonly Cell[], paint: Paint): string[] {
  const table = tableOf(form, id);
  const byPlace = new Map(cells.map(cell => [`${cell.row} ${cell.column}`, cell]));
  const blocks = new Map<string, FormTable['rows'][number][]>();
  for (const row of table.rows) {
    const key = row.columns.join(' ');
    blocks.set(key, [...(blocks.get(key) ?? []), row]);
  }
  return [...blocks.values()].flatMap(rows => {
    const columns = rows[0]?.columns ?? [];
    const headings = columns.map(key => {
      const text = table.columns.find(column => column.key === key)?.text ?? key;
      return { heading: fitted(text.replace(/（.*）$/, ''), 14), align: 'right' } as const;
    });
    let group: string | undefined;
    const lines = rows.flatMap(row => {
      // 1.属于国家秘密 says little without （三）不予公开 above it.
      const inner = row.under.length > 1 ? row.under.at(-1) : undefined;
      const begins = inner !== undefined && inner !== group;
      group = inner;
      const heading = table.rowGroups.find(candidate => candidate.id === inner)?.text ?? '';
      const label = `${inner === undefined ? '' : '  '}${row.text.replace(/（区分处理.*）$/, '')}`;
      const values = columns.map(column => cellText(byPlace.get(`${row.key} ${column}`), paint));
      return [...(begins ? [[heading]] : []), [fitted(label, 42), ...values]];
    });
    return tableLines([{ heading: '' }, ...headings], lines, {
      indent: 2,
      heading: text => paint('dim', text),
    });
  });
}

function cellText(cell: Cell | undefined, paint: Paint): string {
  if (cell === undefined) return ' ';
  if (cell.status === 'reported') return String(cell.value);
  if (cell.status === 'na_mark' || cell.status === 'text')
    return paint('yellow', `“${fitted((cell.raw ?? '').trim(), 12)}”`);
  return paint('yellow', marks[cell.status]);
}

function legend(cells: readonly Cell[], paint: Paint): string[] {
  const used = new Set(cells.map(cell => cell.status));
  const known = Object.entries(markMeanings).filter(([status]) => used.has(status as CellStatus));
  const parts = known.map(([status, meaning]) => `${marks[status as CellStatus]} ${meaning}`);
  return parts.length === 0 ? [] : [paint('dim', `  ${parts.join('   ')}`)];
}

function checkLines({ checks }: Extraction, paint: Paint): string[] {
  if (checks.length === 0) return [];
  const count = (outcome: CheckResult['outcome']): number =>
    checks.filter(check => check.outcome === outcome).length;
  const failed = checks.filter(check => check.outcome === 'fail');
  const summary = `${count('pass')} passed, ${count('fail')} failed, ${count('not-assessable')} not assessable`;
  return [
    '',
    `${paint('cyan', 'checks')} ${summary}`,
    ...failed.map(check => paint('red', `  ${check.id} ${check.subject}: ${check.left} ≠ ${check.right}`)),
  ];
}

function flagLines({ flags }: Extraction, paint: Paint): string[] {
  if (flags.length === 0) return [];
  const colours = { warning: 'yellow', note: 'dim' } as const;
  return [
    '',
    paint('cyan', 'worth a second look'),
    ...flags.map(({ code, table, row, column, detail }) => {
      const { severity, meaning } = flagDefinitions[code];
      const where = [table, row, column].filter(part => part !== null).join('.');
      const seen = detail === null ? '' : `: ${fitted(detail, 80)}`;
      return `  ${paint(colours[severity], code)}${where === '' ? '' : ` ${where}`}${seen} ${paint('dim', meaning)}`;
    }),
  ];
}

function textFactLines({ text_facts: facts, inferences }: Extraction, paint: Paint): string[] {
  const inTable = (agrees: boolean | null): string =>
    agrees === null ? '' : agrees ? ', as in the table' : ', not as in the table';
  const told = facts.map(({ key, value, unit, approximate, agrees, evidence: sentence }) => {
    const number = `${approximate ? 'about ' : ''}${value}${unit}${inTable(agrees)}`;
    return `  ${key} ${number} ${paint('dim', `“${fitted(sentence, 60)}”`)}`;
  });
  return [
    ...(told.length === 0 ? [] : ['', paint('cyan', 'told in the text'), ...told]),
    ...(inferences.length === 0
      ? []
      : [
          '',
          `${paint('cyan', 'implied')} ${counted(inferences.length, 'cell')} without a number can only be 0`,
        ]),
  ];
}

function removedLines({ removed }: Extraction, paint: Paint): string[] {
  if (removed.length === 0) return [];
  return [
    '',
    paint('cyan', 'removed before reading'),
    ...tableLines(
      [{ heading: '' }, { heading: '', align: 'right' }, { heading: '' }, { heading: '' }],
      removed
        .slice(0, 12)
        .map(({ text, kind, count, where }) => [
          kind,
          `${count}×`,
          fitted(text.replace(/\s+/g, ' '), 60),
          where.join(', '),
        ]),
      { indent: 2 },
    ),
    ...(removed.length > 12 ? [`  … and ${removed.length - 12} more`] : []),
  ];
}

function extensionLines({ extensions }: Extraction, paint: Paint): string[] {
  if (extensions.length === 0) return [];
  const shown = extensions.slice(0, 12).map(({ table, form, labels, cells }) => {
    const numbers = cells.map(({ heading, value, raw }) => {
      const number = value === null ? `“${fitted((raw ?? '').trim(), 12)}”` : String(value);
      return heading === null ? number : `${fitted(heading, 14)} ${number}`;
    });
    return `  ${labels.join(' / ')}: ${numbers.join(', ')} ${paint('dim', `${table}, form of ${form}`)}`;
  });
  const more = extensions.length > 12 ? [`  … and ${extensions.length - 12} more`] : [];
  return ['', paint('cyan', 'rows beside the form'), ...shown, ...more];
}

function leftoverLines({ leftovers }: Extraction, paint: Paint): string[] {
  if (leftovers.length === 0) return [];
  const shown = leftovers.slice(0, 8).map(({ text }) => fitted(text.replace(/\s+/g, ' ').trim(), 24));
  const more = leftovers.length > 8 ? ` … and ${leftovers.length - 8} more` : '';
  return ['', `${paint('cyan', 'left over')} ${shown.map(text => `“${text}”`).join(' ')}${more}`];
}

function issueLinesOf({ issues }: Extraction, paint: Paint): string[] {
  if (issues.length === 0) return [];
  const colours = { error: 'red', warning: 'yellow', note: 'dim' } as const;
  return [
    '',
    paint('cyan', 'issues'),
    ...issues.flatMap(({ code, message }) => {
      const { severity, remedy } = issueDefinitions[code];
      const advice = severity === 'note' ? [] : [paint('dim', `    ${remedy}`)];
      return [`  ${paint(colours[severity], severity)} ${code}: ${message}`, ...advice];
    }),
  ];
}
