/** Rules over what is there and what is not: tables, editions, sections, attachments, numbers without a place. */

import type { FlagCode } from '../../schema/flags.ts';
import { formById, formForYear } from '../../schema/forms/index.ts';
import { flagged, type Rule } from './flag.ts';

export const numbersWithoutPlace: Rule = function* ({ tables, cells }) {
  for (const { table } of tables) {
    const loose = cells.filter(cell => cell.table === table && cell.status === 'unaligned').length;
    if (loose > 0)
      yield flagged('cells_dropped', `${loose} cells cannot be tied to their numbers`, { table });
  }
};

/** One flag for each row and reason: a whole table may rest on one inference. */
export const inferredPlaces: Rule = function* ({ cells }) {
  const groups = new Map<
    string,
    { table: (typeof cells)[number]['table']; row: string; columns: string[] }
  >();
  for (const { table, row, column, inferred } of cells) {
    if (inferred === undefined) continue;
    const key = `${table}\n${row}\n${inferred}`;
    const group = groups.get(key) ?? { table, row, columns: [] };
    groups.set(key, group);
    group.columns.push(column);
  }
  for (const [key, { table, row, columns }] of groups) {
    const [column = null, ...others] = columns;
    yield flagged('alignment_inferred', key.split('\n')[2] ?? null, {
      table,
      row,
      column: others.length === 0 ? column : null,
    });
  }
};

export const editionOfAnotherYear: Rule = function* ({ tables, cells, reportYear }) {
  const due = reportYear === null ? null : formForYear(reportYear);
  if (reportYear === null || due === null) return;
  for (const { table, form, status, form_evidence } of tables) {
    if (status !== 'present' || form === null || form_evidence !== 'labels' || form === due.id) continue;
    // Words of a page's navigation may be row labels; a table has a row that could be read.
    if (cells.every(cell => cell.table !== table || cell.status === 'row_absent')) continue;
    const { years } = formById(form);
    if (years.to !== null && years.to < reportYear)
      yield flagged('outdated_form', `edition ${form} in a report of ${reportYear}`, { table });
    else if (years.from > reportYear)
      yield flagged('form_before_its_time', `edition ${form} in a report of ${reportYear}`, { table });
  }
};

const missingCodes: readonly FlagCode[] = [
  'section_missing:1',
  'section_missing:2',
  'section_missing:3',
  'section_missing:4',
  'section_missing:5',
  'section_missing:6',
];

/**
 * Sections that the edition prescribes and the document does not have. Where only one heading or none was found, the
 * headings are what cannot be read; and a table that is there stands for its section's heading.
 */
export const missingSections: Rule = function* ({ sections, tables, reportYear }) {
  const editions = tables.flatMap(({ form, status }) =>
    status === 'present' && form !== null ? [form] : [],
  );
  const form = editions[0] === undefined ? formForYear(reportYear ?? 0) : formById(editions[0]);
  if (form === null || sections.length < 2) return;
  const present = new Set(sections.map(({ number }) => number));
  for (const { table, status } of tables) {
    const number = form.tables.find(candidate => candidate.id === table)?.section ?? null;
    if (status === 'present' && number !== null) present.add(number);
  }
  for (const { number, title } of form.sections) {
    const code = missingCodes[number - 1];
    if (code !== undefined && !present.has(number)) yield flagged(code, title);
  }
};

const documentLink = /\.(?:docx?|wps|pdf|xlsx?|et|ofd|zip|rar)(?:[?#]|$)/i;
const attachmentLine = /^(?:相关|文件)?附件(?:下载|[一二三\d]{0,2})?\s*[:：]/mu;

/** B11: the headings of the tables stand in the text, no table does, and something is attached. */
export const figuresInAttachment: Rule = function* ({ tables, sections, document }) {
  if (tables.some(({ status }) => status === 'present')) return;
  const headings = sections.filter(({ number }) => number >= 2 && number <= 4);
  if (headings.length === 0) return;
  const link = document.links.find(({ href }) => documentLink.test(href));
  const line = document.blocks.find(block => block.kind === 'text' && attachmentLine.test(block.text));
  if (link) yield flagged('attachment_pending', link.text === '' ? link.href : link.text);
  else if (line?.kind === 'text') yield flagged('attachment_pending', line.text.slice(0, 80));
};
